"""The steps that a wish can take, from which state to which, and what each needs.

After the closed loop of 接诉即办 (record, assign, do, rate): a wish counts as finished when the resident
has said so, not when the desk has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tui.errors import Message
from tui.words import WISH_STATES, WishState


@dataclass(frozen=True, slots=True)
class Transition:
    """A step: the states it can start from, where it leads (None: the state stays), what it needs."""

    frm: frozenset[WishState]
    to: WishState | None
    needs: Mapping[str, Message]


def _step(frm: tuple[WishState, ...], to: WishState | None, **needs: Message) -> Transition:
    return Transition(frozenset(frm), to, needs)


_REASON: Final = Message("Say why.")
TRANSITIONS: Final[Mapping[str, Transition]] = {
    "accept": _step(("recorded", "reopened"), "accepted"),
    "assign": _step(
        ("recorded", "accepted", "assigned", "in_progress", "on_agenda", "on_hold", "reopened"),
        "assigned",
        assignee=Message("Say who is to see to the wish."),
    ),
    "start": _step(("assigned",), "in_progress"),
    "complete": _step(
        ("recorded", "accepted", "assigned", "in_progress", "on_agenda", "reopened"),
        "done",
        outcome=Message("Say what was done."),
    ),
    "rate": _step(("done",), "closed", rating=Message("Say how satisfied the resident is, from 1 to 5.")),
    "decline": _step(("recorded", "accepted", "reopened"), "declined", reason=_REASON),
    "hold": _step(("accepted", "assigned", "in_progress", "reopened"), "on_hold", reason=_REASON),
    "resume": _step(("on_hold", "on_agenda"), "accepted"),
    "hand_back": _step(("assigned", "in_progress"), "accepted", reason=_REASON),
    "reopen": _step(("done", "closed", "declined"), "reopened", reason=_REASON),
}


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
