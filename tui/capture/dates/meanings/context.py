"""What the meaning of a phrase depends on: now, the working days, and whether it speaks of the future or of the past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tui.rules.calendar.workdays import WorkCalendar

Direction = Literal["future", "past"]


@dataclass(frozen=True, slots=True)
class DateContext:
    """The reference point of relative dates.

    `today` differs from the date of `now` where a phrase counts from another day: the end of `周五到周日`
    is looked for from that Friday on. With `direction` "past", `周五` is last Friday (hours of service given).
    """

    now: datetime
    today: date
    calendar: WorkCalendar
    direction: Direction = "future"
