"""The life of a wish: which step leads from which state to which, and what each needs.

After the closed loop of 接诉即办 and 点单–派单–接单–评单: a wish counts as finished when the resident has
said so, not when the desk has. `docs/wish-workflow.md` draws this table, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from tui.kinds.words import WISH_STATES, WishState
from tui.language.errors import Message

# What a step may be given: each is a field of its form and an option of its command.
Given = Literal["assignee", "reason", "outcome", "rating", "review_on", "into"]


@dataclass(frozen=True, slots=True)
class Transition:
    """A step: the states it can start from, where it leads, what it needs.

    `to` None: the state stays, or is given back (`resume`, `unmerge`).
    """

    frm: frozenset[WishState]
    to: WishState | None
    needs: Mapping[Given, Message]


def _step(frm: tuple[WishState, ...], to: WishState | None, **needs: Message) -> Transition:
    return Transition(frozenset(frm), to, needs)  # type: ignore[arg-type]


_REASON: Final = Message("Say why.")
_OPEN: Final[tuple[WishState, ...]] = (
    "recorded", "accepted", "assigned", "in_progress", "on_agenda", "on_hold", "reopened",
)  # fmt: skip
TRANSITIONS: Final[Mapping[str, Transition]] = {
    "accept": _step(("recorded", "reopened"), "accepted"),
    "assign": _step(_OPEN, "assigned", assignee=Message("Say who is to see to the wish.")),
    "start": _step(("assigned",), "in_progress"),
    "hand_back": _step(("assigned", "in_progress"), "accepted", reason=_REASON),
    "complete": _step(
        ("recorded", "accepted", "assigned", "in_progress", "on_agenda", "reopened"),
        "done",
        outcome=Message("Say what was done."),
    ),
    "rate": _step(("done",), "closed", rating=Message("Say how satisfied the resident is, from 1 to 5.")),
    "agenda": _step(("recorded", "accepted", "assigned", "in_progress", "on_hold", "reopened"), "on_agenda"),
    "hold": _step(
        ("recorded", "accepted", "assigned", "in_progress", "on_agenda", "reopened"),
        "on_hold",
        reason=_REASON,
        review_on=Message("Say when it is to be looked at again."),
    ),
    "resume": _step(("on_hold", "on_agenda"), None),
    "decline": _step(("recorded", "accepted", "on_agenda", "reopened"), "declined", reason=_REASON),
    "merge": _step(_OPEN, "merged", into=Message("Say into which wish.")),
    "unmerge": _step(("merged",), None),
    "reopen": _step(("done", "closed", "declined"), "reopened", reason=_REASON),
}
# Open311 GeoReport v2 knows two states of a service request.
OPEN311_CLOSED: Final[frozenset[WishState]] = frozenset({"closed", "declined", "merged"})


def allowed(state: str) -> tuple[str, ...]:
    """The steps that a wish in `state` can take."""
    return tuple(name for name, step in TRANSITIONS.items() if state in step.frm)


def check(action: str, state: str, given: Mapping[str, Any]) -> Message | None:
    """Why a wish in `state` cannot take the step `action` with what is `given`; None if it can.

    Raises KeyError for a step that there is not.
    """
    step = TRANSITIONS[action]
    if state not in step.frm:
        label = WISH_STATES.get(state, state)  # type: ignore[call-overload]
        return Message("The wish is «{state}»; this cannot be done with it now.", {"state": Message(label)})
    return next((complaint for name, complaint in step.needs.items() if not given.get(name)), None)


def state_after(action: str, wish: Mapping[str, Any]) -> WishState:
    """The state of a stored wish after the step `action`, which it may take."""
    step = TRANSITIONS[action]
    if step.to is not None:
        return step.to
    if action == "unmerge":
        return wish.get("before_merge") or "accepted"
    return "assigned" if wish.get("assignee") else "accepted"


def open311_status(state: WishState) -> Literal["open", "closed"]:
    """The status of a service request in Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2/)."""
    return "closed" if state in OPEN311_CLOSED else "open"
