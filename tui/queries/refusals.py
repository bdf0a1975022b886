"""Why an act cannot be done with the selected record, as it is now: asked before a form opens.

Each function takes the use case of the act; None is given where nothing stands against it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from tui.kinds.record import Target
from tui.language.errors import Message
from tui.queries.sessions import stored_session
from tui.rules.services import session_state
from tui.rules.wishes.order import OPEN_STATES
from tui.store import Store

NOTHING_DELIVERED: Final = Message("Nothing was delivered yet; d records a delivery.")
GONE: Final = Message("The record is no longer there.")


def wish(store: Store, use_case: str, target: Target) -> Message | None:
    """Why something cannot be done with a wish."""
    from tui.rules.wishes import workflow  # a session is selected first

    stored = store.wishes.find_stored(target.id)
    if use_case == "wish.edit":
        return None
    if stored is None:
        return GONE
    if use_case == "wish.supervise":
        if stored["state"] in OPEN_STATES:
            return None
        return Message("This wish is finished; there is nothing left to press for.")
    step = use_case.partition(".")[2]
    if step not in workflow.TRANSITIONS or (step == "agenda" and stored["state"] == "on_agenda"):
        return None
    return workflow.WORKFLOW.check(
        step, stored["state"], dict.fromkeys(workflow.TRANSITIONS[step].needs, True)
    )


# What can be done with a session, and what the rules of its states call it.
_SESSION_STEPS: Final = {
    "session.confirm": "confirm",
    "session.complete": "complete",
    "session.cancel": "cancel",
    "session.restore": "restore",
    "session.move": "move",
    "session.count": "count",
    "session.sign_up": "sign_up",
}


def session(store: Store, use_case: str, target: Target) -> Message | None:
    """Why something cannot be done with a session."""
    step = _SESSION_STEPS.get(use_case)
    if step is None:  # it changes the service
        return None
    stored = stored_session(store, target)
    if stored is None:
        return GONE
    if step == "complete" and stored["state"] == "done":
        return None  # what was recorded can be put right
    service = store.services.find_stored(target.id) or {}
    if step == "count" and not (service.get("items") or stored.get("counts")):
        return Message("The service has no items to count. Press e to name them.")
    return session_state.check(
        step,
        stored["state"],
        datetime.fromisoformat(stored["starts_at"]),
        datetime.fromisoformat(stored["ends_at"]),
        store.now,
    )


def meeting(store: Store, use_case: str, target: Target) -> Message | None:
    """Why something cannot be done with a meeting."""
    stored = store.meetings.find_stored(target.id)
    if stored is None:
        return GONE
    if stored["state"] == "planned" or use_case in {
        "meeting.go",
        "attachment.see",
    }:  # what was typed can be read afterwards
        return None
    if stored["state"] == "held":
        if use_case in {"meeting.minutes", "meeting.correct"}:
            return None
        return Message("This meeting is over; nothing is added to it any more. w corrects its minutes.")
    return Message("This meeting was cancelled; nothing is added to it any more.")


def action(store: Store, use_case: str, target: Target) -> Message | None:
    """Why something cannot be done with an action item."""
    stored = store.actions.find_stored(target.id)
    if stored is None:
        return GONE
    if stored["state"] != "open" and use_case != "attachment.see":
        return Message("This action item is finished.")
    return None


def reminder(store: Store, use_case: str, target: Target) -> Message | None:  # noqa: ARG001 - as all refusals
    """Why something cannot be done with a reminder."""
    stored = store.reminders.find_stored(target.id)
    if stored is None:
        return GONE
    return None if stored["state"] == "open" else Message("This reminder is done already.")


def supervision(store: Store, use_case: str, target: Target) -> Message | None:  # noqa: ARG001 - as all refusals
    """Why something cannot be done with a supervision note."""
    stored = store.supervisions.find_stored(target.id)
    if stored is None:
        return GONE
    return Message("This note is answered already.") if stored.get("answer") else None


def need(store: Store, use_case: str, target: Target) -> Message | None:
    """Why something cannot be done with a need."""
    if use_case == "need.correct" and not any(
        m["need_id"] == target.id and m["deliveries"] for m in store.matches.stored()
    ):
        return NOTHING_DELIVERED
    return None
