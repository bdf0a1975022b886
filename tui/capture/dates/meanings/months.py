"""Days of a month, months, quarters and years: `26号`, `下月3号`, `月底`, `12月中旬`, `第四季度末`, `明年`."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Final

from tui.capture.dates.meanings.arithmetic import (
    FIRST_YEAR,
    LAST_YEAR,
    Edge,
    clamped,
    day_of,
    edge_of_month,
    full_year,
    month_from,
)
from tui.capture.dates.meanings.context import HALF_A_YEAR, DateContext
from tui.capture.dates.meanings.result import Days, NoSuchDay, NotADate
from tui.capture.dates.meanings.weeks import edge_of_week
from tui.language.errors import Message

_YEAR_EDGES: Final[Mapping[Edge, tuple[int, int]]] = {"start": (1, 1), "middle": (6, 30), "end": (12, 31)}


def day_of_month(context: DateContext, number: int) -> Days:
    """`26号`: the next month that has such a day, today included."""
    if not 1 <= number <= 31:
        raise NoSuchDay(Message("No month has a day {day}.", {"day": number}))
    step = -1 if context.looks_back else 1
    year, month = context.today.year, context.today.month
    while (
        number > calendar.monthrange(year, month)[1]
        or (date(year, month, number) - context.today).days * step < 0
    ):
        year, month = month_from(date(year, month, 1), step)
    return Days(date(year, month, number))


def day_of_which_month(context: DateContext, which: int, number: int) -> Days:
    """`下月3号`."""
    return Days(day_of(*month_from(context.today, which), number))


def month_and_day(context: DateContext, month: int, number: int) -> Days:
    """`10月26日`: this year's, or next year's if that passed more than half a year ago."""
    year = context.today.year
    if month == 2 and number == 29:
        while not calendar.isleap(year):
            year += -1 if context.looks_back else 1
    elif _still_ahead(context, day_of(year, month, number)):
        year -= 1
    found = day_of(year, month, number)
    if (context.today - found).days <= HALF_A_YEAR or context.looks_back:
        return Days(found)
    return Days(day_of(year + (4 if month == 2 and number == 29 else 1), month, number))


def year_month_day(_context: DateContext, year: int, month: int, number: int) -> Days:
    """`2026年12月1日`; two digits of a year as in `full_year`."""
    return Days(day_of(full_year(year), month, number))


def which_year_month_day(context: DateContext, which: int, month: int, number: int) -> Days:
    """`明年3月1日`."""
    return Days(day_of(context.today.year + which, month, number))


def whole_month(context: DateContext, which: int) -> Days:
    """`下个月`."""
    year, month = month_from(context.today, which)
    return Days(date(year, month, 1), clamped(year, month, 31))


def named_month(context: DateContext, month: int) -> Days:
    """`12月`: the current one or the next."""
    year = month_year(context, month)
    return Days(day_of(year, month, 1), clamped(year, month, 31))


def month_year(context: DateContext, month: int) -> int:
    """The year in which that month is the current one or the next; looking back, the last. Raises NoSuchDay."""
    year, month = context.today.year, day_of(context.today.year, month, 1).month
    if context.looks_back:
        return year - _still_ahead(context, date(year, month, 1))
    return year + (month < context.today.month)


def year_of_days(context: DateContext, month: int, first: int) -> int:
    """The year of several days of a month, of which `first` is the first: `12月1、5、8日`. Raises NoSuchDay."""
    year = month_year(context, month)
    return year - _still_ahead(context, day_of(year, month, first))


def edge_of_which_month(context: DateContext, which: int | None, edge: Edge) -> Days:
    """`月底`, `下月初`; if no month is named the next one, today included."""
    found = edge_of_month(*month_from(context.today, which or 0), edge)
    if which is None and context.beyond(found):
        found = edge_of_month(*month_from(context.today, context.step), edge)
    return Days(found)


def edge_of_named_month(context: DateContext, month: int, edge: Edge) -> Days:
    """`12月底`."""
    year = month_year(context, month)
    year -= _still_ahead(context, edge_of_month(year, month, edge))
    return Days(edge_of_month(year, month, edge))


def third_of_month(context: DateContext, which: int | None, third: int) -> Days:
    """`下旬`: the 21st to the last day."""
    year, month = month_from(context.today, which or 0)
    days = _third(year, month, third)
    if which is None and context.beyond(days.day, days.last):
        days = _third(*month_from(context.today, context.step), third)
    return days


def third_of_named_month(context: DateContext, month: int, third: int) -> Days:
    """`12月中旬`."""
    year = month_year(context, month)
    return _third(year - _still_ahead(context, _third(year, month, third).day), month, third)


def two_thirds_of_month(context: DateContext, which: int | None, first: int) -> Days:
    """`本月中下旬`: from the 11th to the last day."""
    begins = third_of_month(context, which, first)
    return Days(begins.day, _third(begins.day.year, begins.day.month, first + 1).until)


def two_thirds_of_named_month(context: DateContext, month: int, first: int) -> Days:
    """`12月中下旬`."""
    year = month_year(context, month)
    year -= _still_ahead(context, _third(year, month, first).day)
    return Days(_third(year, month, first).day, _third(year, month, first + 1).until)


def _still_ahead(context: DateContext, first: date) -> bool:
    """Whether days that begin on `first` are too far ahead, where one looks back: those of the year before are meant."""
    return context.looks_back and context.beyond(first)


def _third(year: int, month: int, third: int) -> Days:
    return Days(date(year, month, 1 + 10 * third), clamped(year, month, (10, 20, 31)[third]))


def edge_of_quarter(context: DateContext, which: int | None, edge: Edge) -> Days:
    """`季度末`, `下季度初`."""
    now = context.today.year * 4 + (context.today.month - 1) // 3 + (which or 0)
    found = _quarter(now // 4, now % 4 + 1, edge)
    other = now + context.step
    return Days(
        _quarter(other // 4, other % 4 + 1, edge) if which is None and context.beyond(found) else found
    )


def edge_of_numbered_quarter(context: DateContext, number: int, edge: Edge) -> Days:
    """`第四季度末`."""
    if not 1 <= number <= 4:
        raise NoSuchDay(Message("A year has four quarters, not {n}.", {"n": number}))
    found = _quarter(context.today.year, number, edge)
    return Days(_quarter(context.today.year + context.step, number, edge) if context.beyond(found) else found)


def edge_of_quarter_of_year(year: int, number: int, edge: Edge) -> Days:
    """`2027年二季度初`. Raises NoSuchDay."""
    if not 1 <= number <= 4:
        raise NoSuchDay(Message("A year has four quarters, not {n}.", {"n": number}))
    return Days(_quarter(full_year(year), number, edge))


def _quarter(year: int, number: int, edge: Edge) -> date:
    return edge_of_month(year, number * 3 - {"start": 2, "middle": 1, "end": 0}[edge], edge)


def edge_of_year(context: DateContext, which: int | None, edge: Edge) -> Days:
    """`年底`, `明年初`; the middle of the year is the end of June."""
    month, day = _YEAR_EDGES[edge]
    found = date(context.today.year + (which or 0), month, day)
    return Days(
        found.replace(year=found.year + context.step) if which is None and context.beyond(found) else found
    )


def whole_written_year(context: DateContext, year: int) -> Days:
    """`2025年`; looking back also `25年`, which ahead is a length of time. Raises NotADate."""
    if context.looks_back and 20 <= year < 100:
        return year_alone(context, year)
    return year_alone(context, written_year(year))


def year_alone(context: DateContext, year: int) -> Days:
    """`25年全年`. Raises NoSuchDay, also where one looks back and two digits mean a year that is still to come."""
    first, last = day_of(full_year(year), 1, 1), day_of(full_year(year), 12, 31)
    if year < FIRST_YEAR and context.looks_back and context.beyond(first):
        raise NoSuchDay(Message("Which year is meant? Write its four digits."))
    return Days(first, last)


def whole_year(context: DateContext, which: int) -> Days:
    """`明年`."""
    return Days(date(context.today.year + which, 1, 1), date(context.today.year + which, 12, 31))


def short_edge(context: DateContext, of: str) -> Days:
    """`eom`, `eoy`: the end of the month, of the year."""
    ends = {
        "month": edge_of_which_month,
        "year": edge_of_year,
        "quarter": edge_of_quarter,
        "week": edge_of_week,
    }
    return ends[of](context, None, "end")


def month_of_year(year: int, month: int) -> Days:
    """`2026年12月`."""
    first = day_of(full_year(year), month, 1)
    return Days(first, clamped(first.year, month, 31))


def edge_of_written_year(year: int, edge: Edge) -> Days:
    """`2026年底`."""
    month, day = _YEAR_EDGES[edge]
    return Days(day_of(full_year(year), month, day))


def written_year(year: int) -> int:
    """The year, if it is one of four digits. Raises NotADate."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADate
    return year
