"""The deadline of a wish, its explanation, and its urgency.

The working days for an urgency or a category are a setting of the community (`limits`), with the defaults
here; a date entered in the form takes precedence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from tui.kinds.words import URGENCIES, Urgency
from tui.language.errors import Message
from tui.language.i18n import N_
from tui.rules.calendar.workdays import WorkCalendar
from tui.rules.wishes.categories import category_label

TimeLimits = Mapping[str, Any]

DueState = Literal["none", "overdue", "today", "soon", "later"]
WORKING_DAYS: Final[Mapping[Urgency, int]] = {"urgent": 1, "high": 3, "normal": 7, "low": 15}
# Working days within which a wish must be accepted.
ACCEPT_WITHIN: Final = 1
# The time limits that a community can set: label and default in working days.
LIMITS: Final[Mapping[str, tuple[str, int]]] = {
    "accept": (N_("accept within"), ACCEPT_WITHIN),
    **{str(urgency): (URGENCIES[urgency], days) for urgency, days in WORKING_DAYS.items()},
}
# Days before the due date from which a wish is due soon.
SOON_DAYS: Final = 3


class Deadline(NamedTuple):
    """A due date with its explanation. `sure` is False if holidays on the way are not published yet."""

    on: date
    explanation: Message
    sure: bool


def accept_by(recorded_on: date, calendar: WorkCalendar, limits: TimeLimits | None = None) -> date:
    """The day by which a wish recorded on that day must be accepted."""
    return calendar.after(recorded_on, int((limits or {}).get("accept", ACCEPT_WITHIN)))


def due_for(
    urgency: Urgency,
    recorded_on: date,
    calendar: WorkCalendar,
    category: str = "",
    limits: TimeLimits | None = None,
) -> Deadline:
    """The due date of a wish recorded on that day; `limits` are the community's, as stored."""
    given = limits or {}
    own = (given.get("categories") or {}).get(category)
    count = int(given.get(urgency, WORKING_DAYS[urgency]) if own is None else own)
    on = calendar.after(recorded_on, count)
    sure = calendar.published(on)
    rule = Message(URGENCIES[urgency]) if own is None else Message(category_label(category))
    facts = {"urgency": rule, "n": count, "day": recorded_on.isoformat()}
    if sure:
        why = Message("{urgency}: {n} working days from {day}, holidays left out", facts)
    else:
        why = Message("{urgency}: {n} working days from {day}; the holidays are not yet published", facts)
    return Deadline(on, why, sure)


def due_state(due: date | None, today: date) -> DueState:
    """The urgency of a due date: overdue, today, soon, later, or none without one."""
    if due is None:
        return "none"
    left = (due - today).days
    if left < 0:
        return "overdue"
    if left == 0:
        return "today"
    return "soon" if left <= SOON_DAYS else "later"
