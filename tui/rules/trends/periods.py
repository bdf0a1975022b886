"""Periods of the trends: a month, a quarter, half a year, a year, or days of one's own.

A period that is not over goes up to today; those that it is compared with then go up to the same day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from tui.language.errors import InvalidInput, Message

Length = Literal["month", "quarter", "half", "year", "own"]
LENGTHS: Final[tuple[Length, ...]] = ("month", "quarter", "half", "year", "own")
# Months of a period; one's own days have none.
MONTHS: Final[Mapping[str, int]] = {"month": 1, "quarter": 3, "half": 6, "year": 12}

# The first day of one's own days: nothing is older, and a year mistyped goes no further back.
EARLIEST: Final = date(2000, 1, 1)


# Days of a period up to which a line goes by weeks.
_WEEKS_UPTO: Final = 31


class Period(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: date
    last: date
    length: Length = "own"

    @property
    def bounds(self) -> tuple[str, str]:
        """Both days in ISO 8601."""
        return self.first.isoformat(), self.last.isoformat()

    def by_month(self) -> Iterator[Period]:
        """Its months, the oldest first; the first and the last as far as they are in it."""
        first = self.first
        while first <= self.last:
            end = min(_end(first.replace(day=1), 1), self.last)
            yield Period(first, end)
            first = end + timedelta(1)

    def days(self) -> Iterator[str]:
        """Its days in ISO 8601."""
        for n in range((self.last - self.first).days + 1):
            yield (self.first + timedelta(n)).isoformat()


def shifted(day: date, months: int) -> date:
    """The same day so many months later (earlier where negative), or the last of a month that is shorter."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def containing(length: Length, day: date, today: date) -> Period:
    """The period of that length with `day` in it, up to today; of one's own days, the last 30."""
    if length == "own":
        return Period(today - timedelta(29), today)
    months = MONTHS[length]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first, min(_end(first, months), max(today, first)), length)


def before(period: Period) -> Period:
    """The period before: as many days of it as have passed of this one. Of one's own days, as many before them."""
    first, last, length = period
    if length == "own":
        return Period(first - (last - first) - timedelta(1), first - timedelta(1))
    return _back(period, MONTHS[length])


def year_before(period: Period) -> Period:
    """The same days of last year."""
    if period.length == "own":
        return Period(shifted(period.first, -12), shifted(period.last, -12))
    return _back(period, 12)


def moved(period: Period, steps: int, today: date) -> Period:
    """The period so many steps later (earlier where negative); none begins after today."""
    if period.length == "own":
        days = ((period.last - period.first).days + 1) * steps
        days = min(days, (today - period.last).days)
        return Period(period.first + timedelta(days), period.last + timedelta(days))
    first = min(shifted(period.first, MONTHS[period.length] * steps), today)
    return containing(period.length, first, today)


def months_to(last: date, count: int = 12) -> list[Period]:
    """So many months up to the day `last`, the oldest first; each whole but the last."""
    first = last.replace(day=1)
    starts = [shifted(first, -n) for n in range(count - 1, -1, -1)]
    return [Period(start, min(_end(start, 1), last), "month") for start in starts]


def weeks_to(last: date, count: int = 13) -> list[Period]:
    """So many weeks, from Monday on, up to the day `last`, the oldest first; each whole but the last."""
    monday = last - timedelta(last.weekday())
    starts = [monday - timedelta(7 * n) for n in range(count - 1, -1, -1)]
    return [Period(start, min(start + timedelta(6), last)) for start in starts]


def steps_of(period: Period) -> list[Period]:
    """The periods by which a line goes up to the end of this one: 13 weeks for a month or less, else 12 months.

    A longer period has as many months as are in it, up to three years.
    """
    if period.last - period.first < timedelta(_WEEKS_UPTO):
        return weeks_to(period.last)
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    return months_to(period.last, min(max(12, months), 36))


def _end(first: date, months: int) -> date:
    return shifted(first, months) - timedelta(1)


def _back(period: Period, months: int) -> Period:
    """So many months before: whole where the period is, else up to the same day."""
    first, length = shifted(period.first, -months), period.length
    end = _end(first, MONTHS[length])
    whole = period.last == _end(period.first, MONTHS[length])
    return Period(first, end if whole else min(end, shifted(period.last, -months)), length)


def read_days(first: str | None, last: str | None, today: date) -> Period:
    """The days between two, both included, none of them to come. Raises InvalidInput at `first` or `last`."""
    days = {"first": _read(first, "first"), "last": _read(last, "last")}
    if days["last"] > today:
        raise InvalidInput(
            {"last": Message("This day has not come yet: up to {day}.", {"day": today.isoformat()})}
        )
    if days["first"] > days["last"]:
        raise InvalidInput({"first": Message("The first day lies after the last.")})
    if days["first"] < EARLIEST:
        raise InvalidInput({"first": Message("From the year 2000 on.")})
    return Period(days["first"], days["last"])


def _read(text: str | None, name: str) -> date:
    try:
        return date.fromisoformat(str(text or ""))
    except ValueError:
        raise InvalidInput({name: Message("Type a day, such as 2026-11-01.")}) from None
