"""Weeks and months for a calendar on the screen, and the mark of a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final, Literal

from tui.rules.calendar.workdays import WorkCalendar

Sign = Literal["", "holiday", "made_up"]
# The range of the calendar: the libraries have no data beyond it.
FIRST: Final = date(1992, 1, 1)
LAST: Final = date(2200, 12, 31)


def clamped(day: date) -> date:
    """The day, limited to the years that the calendar shows."""
    return max(FIRST, min(LAST, day))


def week(day: date) -> list[date]:
    """The seven days of the week of `day`, from Monday."""
    monday = day - timedelta(day.weekday())
    return [monday + timedelta(at) for at in range(7)]


def month_weeks(day: date) -> list[list[date]]:
    """The four to six weeks that overlap the month of `day`."""
    first = day.replace(day=1)
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return [week(first + timedelta(at)) for at in range(0, (last - week(first)[0]).days + 1, 7)]


def other_month(day: date, months: int) -> date:
    """The day `months` later (or earlier), or the last day of that month where it is shorter."""
    at = day.year * 12 + day.month - 1 + months
    year, month = at // 12, at % 12 + 1
    if not FIRST.year <= year <= LAST.year:
        return clamped(date.max if months > 0 else date.min)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def sign(day: date, calendar: WorkCalendar) -> Sign:
    """The mark of a public holiday or of a made-up working day; empty for other days.

    In a year that is not published, the days off by law alone are marked.
    """
    kind = calendar.kind(day)
    if kind == "holiday":
        return "holiday"
    return "made_up" if kind == "made_up" else ""


def unpublished(days: list[date], calendar: WorkCalendar) -> list[int]:
    """The years among these days whose holidays are not published yet."""
    years = {day.year: day for day in days}
    return sorted(year for year, day in years.items() if not calendar.published(day))
