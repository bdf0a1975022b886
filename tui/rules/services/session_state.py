"""The state of a session at a moment, and what can be done with it then."""

from __future__ import annotations

from datetime import datetime

from tui.kinds.words import SESSION_STATES
from tui.language.errors import Message


def session_state(stored: str, starts_at: datetime, ends_at: datetime, now: datetime) -> str:
    """The stored state, or one that follows from the clock: `under_way`, `unrecorded`."""
    if stored in {"done", "cancelled"}:
        return stored
    if now >= ends_at:
        return "unrecorded"
    if now >= starts_at:
        return "under_way"
    return stored


def check(action: str, state: str, starts_at: datetime, ends_at: datetime, now: datetime) -> Message | None:
    """The error if `action` cannot be done with a session; None if it can.

    Actions: confirm, complete, cancel, restore, correct, count, and those that change the plan (move, staff,
    sign_up, sign_off).
    """
    shown = Message(SESSION_STATES[session_state(state, starts_at, ends_at, now)])
    if action == "restore":
        if state != "cancelled":
            return Message(
                "The session is «{state}»; only a cancelled one is planned again.", {"state": shown}
            )
        return None
    if action == "correct":
        if state != "done":
            return Message("The session is «{state}»; only a completed one is corrected.", {"state": shown})
        return None
    if state in {"done", "cancelled"}:
        return Message("The session is «{state}» already.", {"state": shown})
    if action == "count" and now.date() < starts_at.astimezone(now.tzinfo).date():
        return Message("The session has not begun yet; it is counted on its day.")
    if action == "confirm" and state == "confirmed":
        return Message("The session is «{state}» already.", {"state": shown})
    if action == "confirm" and now >= ends_at:
        return Message("The session is over. Record how it went, or cancel it.")
    if action == "complete" and now < starts_at:
        return Message("The session has not begun yet; it can be completed from its start on.")
    return None
