"""Rules of mediations: what can be done in which state, and their order by urgency."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tui.kinds.words import MEDIATION_STATES, MediationState
from tui.language.errors import Message
from tui.rules.households.visits import awaits_follow_up, follow_up_days

# The outcomes of a mediation, each with the field that it requires.
ENDINGS: Final[Mapping[MediationState, tuple[str, Message]]] = {
    "agreed": ("agreement", Message("Say what was agreed.")),
    "failed": ("reason", Message("Say why.")),
    "referred": ("reason", Message("Say to whom, and why.")),
}


def check(action: str, mediation: Mapping[str, Any]) -> Message | None:
    """The error if `action` (`session`, `close`, `follow_up`) cannot be done with a stored mediation; None if
    it can.
    """
    if action == "follow_up":
        return None if awaits_follow_up(mediation) else Message("No follow-up is awaited.")
    if mediation["state"] != "open":
        state = Message(MEDIATION_STATES[mediation["state"]])
        return Message("The mediation is over: {state}.", {"state": state})
    return None


def mediation_order(mediation: Mapping[str, Any], today: date) -> tuple[int, str, int]:
    """Sort key: follow-ups that are due, then open mediations, then the others, the newest first.

    Those of which nothing is recorded come last.
    """
    days = follow_up_days(mediation, today)
    id = int(mediation["id"])
    if days is not None and days <= 0:
        return (0, str(mediation["follow_up_on"]), id)
    if mediation["state"] == "open":
        return (1, str(mediation.get("opened_on") or ""), id)
    return (3 if mediation.get("kind") == "unrecorded" else 2, "", -id)
