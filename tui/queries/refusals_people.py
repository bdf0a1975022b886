"""Whether a command is possible for a volunteer, lesson or home request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tui.kinds.record import Target
from tui.language.errors import Message
from tui.rules.people import home_workflow
from tui.store import Store

# The step of a request that a command takes.
HOME_STEPS: Final[Mapping[str, str]] = {
    "assign": "give",
    "match": "give",
    "complete": "complete",
    "rate": "rate",
    "cancel": "cancel",
    "reopen": "reopen",
}


def why_not_now(store: Store, id: str, target: Target) -> Message | None:
    """The reason why the command `id` is not possible now; None if it is."""
    table = {"home": "home_requests", "lesson": "lessons", "volunteer": "volunteers"}[target.kind]
    stored = store.collection(table).find_stored(target.id)
    if stored is None:
        return Message("The record is no longer there.")
    if target.kind == "home":
        step = home_workflow.TRANSITIONS[HOME_STEPS[id]]
        return home_workflow.WORKFLOW.check(HOME_STEPS[id], stored["state"], dict.fromkeys(step.needs, True))
    if target.kind == "lesson" and stored["state"] != "learning":
        return Message("This learning has ended.")
    if (target.kind, id) == ("volunteer", "step") and not any(
        r["volunteer_id"] == target.id and not r.get("withdrawn") for r in store.hours.stored()
    ):
        return Message("No hours are on record yet; d adds some.")
    return None
