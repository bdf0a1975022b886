"""When a wish is due, why, and how pressing that makes it.

How many working days each urgency gives is this program's default; the committee sets a date of its
own in the form wherever another one was promised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from tui.errors import Message
from tui.rules.workdays import add_working_days, published
from tui.words import URGENCIES, Urgency

DueState = Literal["none", "overdue", "today", "soon", "later"]
WORKING_DAYS: Final[Mapping[Urgency, int]] = {"urgent": 1, "high": 3, "normal": 5, "low": 15}
# From so many days before it is due a wish counts as due soon.
SOON_DAYS: Final = 3


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due date with its explanation. `sure` is False where holidays are not yet published."""

    on: date
    explanation: Message
    sure: bool


def due_for(urgency: Urgency, recorded_on: date) -> Deadline:
    """The due date of a wish of this urgency recorded on that day."""
    count = WORKING_DAYS[urgency]
    on = add_working_days(recorded_on, count)
    sure = published(on)
    facts = {"urgency": Message(URGENCIES[urgency]), "n": count, "day": recorded_on.isoformat()}
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
