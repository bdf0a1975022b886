"""From where a phrase is read, what it gives, and the calendar arithmetic that all phrases share."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from tui.capture.dates.lexicon import Quantity
from tui.kinds.words import DayPart
from tui.language.errors import Message

Facing = Literal["ahead", "back"]
Edge = Literal["start", "middle", "end"]
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200


class NotADate(Exception):
    """The words fit a row, but this is no date."""


class Impossible(Exception):
    """A date is meant, and there is no such day; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Seen:
    """From where a phrase is read: now, and whether what is spoken of lies ahead or back."""

    now: datetime
    today: date
    facing: Facing = "ahead"


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or the days from `day` to `until`; with a part of the day or a time where it is said."""

    day: date
    until: date | None = None
    part: DayPart | None = None
    at: time | None = None

    @property
    def last(self) -> date:
        """The last of the days."""
        return self.until or self.day


def day_of(year: int, month: int, day: int) -> date:
    """That day. Raises Impossible."""
    if not 1 <= month <= 12:
        raise Impossible(Message("There is no month {month}.", {"month": month}))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Impossible(Message("The year {year} is out of reach.", {"year": year}))
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise Impossible(
            Message("There is no {day}/{month} in {year}.", {"day": day, "month": month, "year": year})
        )
    return date(year, month, day)


def shifted(day: date, quantity: Quantity, sign: int = 1) -> date:
    """`day` moved by days and months; a day that the month does not have becomes its last. Raises NotADate."""
    try:
        months = day.year * 12 + day.month - 1 + sign * quantity.months
        return clamped(months // 12, months % 12 + 1, day.day) + timedelta(sign * quantity.days)
    except (ValueError, OverflowError) as error:
        raise NotADate from error


def clamped(year: int, month: int, day: int) -> date:
    """That day, or the month's last."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def edge_of_month(year: int, month: int, edge: Edge) -> date:
    """The 1st, the 15th or the last day."""
    return clamped(year, month, {"start": 1, "middle": 15, "end": 31}[edge])


def month_from(today: date, ahead: int) -> tuple[int, int]:
    """Year and month of the month that is so many months ahead."""
    at = today.year * 12 + today.month - 1 + ahead
    return at // 12, at % 12 + 1


def full_year(year: int) -> int:
    """Two digits of a year are of this century."""
    return year + 2000 if year < 100 else year
