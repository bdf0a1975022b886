"""What the meaning of a phrase depends on: now, the working days, and whether it speaks of the future or of the past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from tui.rules.calendar.workdays import WorkCalendar

# In days. A day of this year that passed longer ago means next year's.
HALF_A_YEAR: Final = 183

Direction = Literal["future", "past", "around"]


@dataclass(frozen=True, slots=True)
class DateContext:
    """The reference point of relative dates.

    `today` differs from the date of `now` where a phrase counts from another day: the end of `周五到周日`
    is looked for from that Friday on. With `direction` "past", `周五` is last Friday (hours of service given).
    "around" looks back as well, but a month or a day of one is this year's also where that is still to come, up
    to half a year ahead (the first and last day of a table of records, planned ones among them).
    """

    now: datetime
    today: date
    calendar: WorkCalendar
    direction: Direction = "future"

    @property
    def looks_back(self) -> bool:
        """Whether of two days the past one is meant."""
        return self.direction != "future"

    @property
    def step(self) -> int:
        """1 where the next is meant, -1 where the last one is."""
        return -1 if self.looks_back else 1

    def beyond(self, first: date, last: date | None = None) -> bool:
        """Whether days lie on the other side of today than `direction` looks, all of them."""
        if not self.looks_back:
            return (last or first) < self.today
        return first > self.today + timedelta(HALF_A_YEAR if self.direction == "around" else 0)
