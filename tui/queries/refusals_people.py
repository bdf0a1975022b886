"""Why a command cannot be done with a volunteer, lesson or home request, as it is now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tui.kinds import registry
from tui.kinds.record import Target
from tui.language.errors import Message
from tui.rules.people import home_workflow
from tui.store import Store

# Which step of a request a command is.
HOME_STEPS: Final[Mapping[str, str]] = {
    "assign": "give",
    "match": "give",
    "complete": "complete",
    "rate": "rate",
    "cancel": "cancel",
    "reopen": "reopen",
}


def why_not_now(store: Store, id: str, target: Target) -> Message | None:
    """Why the command `id` cannot be done with a volunteer, lesson or home request now; None if it can."""
    table = registry.kind(target.kind).table
    stored = store.collection(table).find_stored(target.id)
    if stored is None:
        return Message("The record is no longer there.")
    if target.kind == "home":
        step = home_workflow.TRANSITIONS[HOME_STEPS[id]]
        return home_workflow.check(HOME_STEPS[id], stored["state"], dict.fromkeys(step.needs, True))
    if target.kind == "lesson" and stored["state"] != "learning":
        return Message("This learning has ended.")
    if (target.kind, id) == ("volunteer", "step") and not any(
        r["volunteer_id"] == target.id and not r.get("withdrawn") for r in store.hours.stored()
    ):
        return Message("No hours are on record yet; d adds some.")
    return None
