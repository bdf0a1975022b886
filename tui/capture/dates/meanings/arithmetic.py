"""Calendar arithmetic that several phrases share."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final, Literal

from tui.capture.dates.lexicon import Quantity
from tui.capture.dates.meanings.result import NoSuchDay, NotADate
from tui.language.errors import Message

Edge = Literal["start", "middle", "end"]
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
_PIVOT: Final = 69


def day_of(year: int, month: int, day: int) -> date:
    """The date. Raises NoSuchDay, also outside of the years 1900 to 2199."""
    if not 1 <= month <= 12:
        raise NoSuchDay(Message("There is no month {month}.", {"month": month}))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchDay(Message("The year {year} is out of reach.", {"year": year}))
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise NoSuchDay(
            Message("There is no {day}/{month} in {year}.", {"day": day, "month": month, "year": year})
        )
    return date(year, month, day)


def shifted(day: date, quantity: Quantity, sign: int = 1) -> date:
    """`day` plus (or, with `sign` -1, minus) a length of time, clamped to the end of the month. Raises NotADate."""
    try:
        months = day.year * 12 + day.month - 1 + sign * quantity.months
        return clamped(months // 12, months % 12 + 1, day.day) + timedelta(sign * quantity.days)
    except (ValueError, OverflowError) as error:
        raise NotADate from error


def clamped(year: int, month: int, day: int) -> date:
    """The date, or the last day of the month where that is earlier."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def edge_of_month(year: int, month: int, edge: Edge) -> date:
    """The 1st, the 15th or the last day."""
    return clamped(year, month, {"start": 1, "middle": 15, "end": 31}[edge])


def month_from(today: date, ahead: int) -> tuple[int, int]:
    """Year and month, `ahead` months after that of `today`."""
    at = today.year * 12 + today.month - 1 + ahead
    return at // 12, at % 12 + 1


def full_year(year: int) -> int:
    """The year; two digits mean 1969 to 2068, as POSIX has it (`strptime`, %y)."""
    if year >= 100:
        return year
    return year + (2000 if year < _PIVOT else 1900)
