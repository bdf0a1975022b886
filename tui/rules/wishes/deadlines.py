"""When a wish is due, why, and how pressing that makes it.

How many working days an urgency or a category gives is a setting of the community (`limits`), and what
stands here are the defaults; in the form a date of its own goes before either.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from tui.kinds.words import URGENCIES, Urgency
from tui.language.errors import Message
from tui.language.i18n import N_
from tui.rules.calendar.workdays import add_working_days, published
from tui.rules.wishes.categories import category_label

Limits = Mapping[str, Any]

DueState = Literal["none", "overdue", "today", "soon", "later"]
WORKING_DAYS: Final[Mapping[Urgency, int]] = {"urgent": 1, "high": 3, "normal": 7, "low": 15}
# So many working days the desk has to take a wish on.
ACCEPT_WITHIN: Final = 1
# Each time limit that a community can set: its label, and the working days it is without a setting.
LIMITS: Final[Mapping[str, tuple[str, int]]] = {
    "accept": (N_("accept within"), ACCEPT_WITHIN),
    **{str(urgency): (URGENCIES[urgency], days) for urgency, days in WORKING_DAYS.items()},
}
# From so many days before it is due a wish counts as due soon.
SOON_DAYS: Final = 3


class Deadline(NamedTuple):
    """A due date with its explanation. `sure` is False where holidays are not yet published."""

    on: date
    explanation: Message
    sure: bool


def accept_by(recorded_on: date, limits: Limits | None = None) -> date:
    """The day by which a wish recorded on that day is to be taken on."""
    return add_working_days(recorded_on, int((limits or {}).get("accept", ACCEPT_WITHIN)))


def due_for(
    urgency: Urgency, recorded_on: date, category: str = "", limits: Limits | None = None
) -> Deadline:
    """The due date of a wish recorded on that day; `limits` are the community's, as they are stored."""
    given = limits or {}
    own = (given.get("categories") or {}).get(category)
    count = int(given.get(urgency, WORKING_DAYS[urgency]) if own is None else own)
    on = add_working_days(recorded_on, count)
    sure = published(on)
    rule = Message(URGENCIES[urgency]) if own is None else Message(category_label(category))
    facts = {"urgency": rule, "n": count, "day": recorded_on.isoformat()}
    if sure:
        why = Message("{urgency}: {n} working days from {day}, holidays left out", facts)
    else:
        why = Message("{urgency}: {n} working days from {day}; the holidays are not yet published", facts)
    return Deadline(on, why, sure)


def due_state(due: date | None, today: date) -> DueState:
    """How pressing a due date is."""
    if due is None:
        return "none"
    left = (due - today).days
    if left < 0:
        return "overdue"
    if left == 0:
        return "today"
    return "soon" if left <= SOON_DAYS else "later"
