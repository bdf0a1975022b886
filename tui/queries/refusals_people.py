"""Why an act cannot be done with a volunteer, lesson or home request, as it is now; see `refusals`."""

from __future__ import annotations

from tui.kinds.record import Target
from tui.language.errors import Message
from tui.queries.refusals import GONE
from tui.rules.people import home_workflow
from tui.store import Store


def home(store: Store, use_case: str, target: Target) -> Message | None:
    """Why something cannot be done with a home request."""
    step = use_case.partition(".")[2]
    if step not in home_workflow.TRANSITIONS:
        return None
    stored = store.home_requests.find_stored(target.id)
    if stored is None:
        return GONE
    return home_workflow.WORKFLOW.check(
        step, stored["state"], dict.fromkeys(home_workflow.TRANSITIONS[step].needs, True)
    )


def lesson(store: Store, use_case: str, target: Target) -> Message | None:  # noqa: ARG001 - it stands against all alike
    """Why nothing can be done with a lesson any more."""
    stored = store.lessons.find_stored(target.id)
    if stored is None:
        return GONE
    return None if stored["state"] == "learning" else Message("This learning has ended.")


def volunteer(store: Store, use_case: str, target: Target) -> Message | None:
    """Why something cannot be done with a volunteer."""
    if use_case == "volunteer.edit":
        return None
    if store.volunteers.find_stored(target.id) is None:
        return GONE
    if use_case == "hours.correct" and not any(
        r["volunteer_id"] == target.id and not r.get("withdrawn") for r in store.hours.stored()
    ):
        return Message("No hours are on record yet; d adds some.")
    return None
