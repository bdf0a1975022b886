"""The workflow of a wish. `docs/wish-workflow.md` draws this table, and a test compares the two.

It follows the closed loop of 接诉即办 and 点单–派单–接单–评单: a wish is finished when the resident has rated
it, not when the desk has done it. Where `to` is None, the state is kept or restored (`resume`, `unmerge`, `restore`).
A wish that was recorded by mistake is made void (作废): it is kept with its number and the reason, and out of all figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tui.kinds.words import WISH_STATES, WishState
from tui.language.errors import Message
from tui.language.i18n import N_
from tui.rules.workflow import Transition, Workflow, transition

_REASON: Final = Message("Say why.")
_OPEN: Final[tuple[WishState, ...]] = (
    "recorded", "accepted", "assigned", "in_progress", "on_agenda", "on_hold", "reopened",
)  # fmt: skip
TRANSITIONS: Final[Mapping[str, Transition[WishState]]] = {
    "accept": transition(("recorded", "reopened"), "accepted"),
    "assign": transition(_OPEN, "assigned", assignee=Message("Say who is to see to the wish.")),
    "start": transition(("assigned",), "in_progress"),
    "hand_back": transition(("assigned", "in_progress"), "accepted", reason=_REASON),
    "complete": transition(
        ("recorded", "accepted", "assigned", "in_progress", "on_agenda", "reopened"),
        "done",
        outcome=Message("Say what was done."),
    ),
    "rate": transition(
        ("done",), "closed", rating=Message("Say how satisfied the resident is, from 1 to 5.")
    ),
    "agenda": transition(
        ("recorded", "accepted", "assigned", "in_progress", "on_hold", "reopened"), "on_agenda"
    ),
    "hold": transition(
        ("recorded", "accepted", "assigned", "in_progress", "on_agenda", "reopened"),
        "on_hold",
        reason=_REASON,
        review_on=Message("Say when it is to be looked at again."),
    ),
    "resume": transition(("on_hold", "on_agenda"), None),
    "decline": transition(("recorded", "accepted", "on_agenda", "reopened"), "declined", reason=_REASON),
    "merge": transition(_OPEN, "merged", into=Message("Say into which wish.")),
    "unmerge": transition(("merged",), None),
    "reopen": transition(("done", "closed", "declined"), "reopened", reason=_REASON),
    "void": transition((*_OPEN, "done", "closed", "declined"), "voided", reason=_REASON),
    "restore": transition(("voided",), None),
}
WORKFLOW: Final = Workflow(
    TRANSITIONS, WISH_STATES, N_("The wish is «{state}»; this cannot be done with it now.")
)


def state_after(step: str, wish: Mapping[str, Any]) -> WishState:
    """The state of the stored wish after `step`."""
    to = TRANSITIONS[step].to
    if to is not None:
        return to
    if step == "unmerge":
        return wish.get("before_merge") or "accepted"
    if step == "restore":
        states: list[WishState] = [event["state"] for event in wish["history"] if event["state"] != "voided"]
        if states and states[-1] != "on_agenda":  # it was taken off that
            return states[-1]
    return "assigned" if wish.get("assignee") else "accepted"
