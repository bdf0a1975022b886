"""Days and weeks: `明天`, `今晚`, `下周五`, `周末`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tui.capture.dates.lexicon import Quantity
from tui.capture.dates.meanings.arithmetic import Edge, shifted
from tui.capture.dates.meanings.context import DateContext
from tui.capture.dates.meanings.result import Days, NotADate
from tui.kinds.words import DayPart


def relative_day(context: DateContext, days: int) -> Days:
    """`明天`."""
    return Days(context.today + timedelta(days))


def relative_part(context: DateContext, value: tuple[int, DayPart]) -> Days:
    """`今晚`."""
    return Days(context.today + timedelta(value[0]), part=value[1])


def signed_days(context: DateContext, days: int) -> Days:
    """`+3`."""
    return Days(shifted(context.today, Quantity(days, 0)))


def weekday(context: DateContext, which: int | None, at: int) -> Days:
    """`周五`, `下周五`."""
    if which is None:
        away = (at - context.today.weekday()) % 7
        return Days(context.today + timedelta(away - 7 if context.looks_back and away else away))
    return Days(context.today + timedelta(7 * which + at - context.today.weekday()))


def weekdays_of_week(context: DateContext, first: int, last: int, which: int) -> Days:
    """`wed-fri next week`. Raises NotADate where the second is not after the first."""
    if last <= first:
        raise NotADate
    return Days(weekday(context, which, first).day, weekday(context, which, last).day)


def weekend(context: DateContext, which: int | None) -> Days:
    """`周末`: Saturday and Sunday; looking back, the last one that has begun."""
    saturday = weekday(context, which or 0, 5).day
    if which is None and saturday < context.today <= saturday + timedelta(1):
        saturday = context.today - timedelta(1)
    if which is None and context.looks_back and saturday > context.today:
        saturday -= timedelta(7)
    return Days(saturday, saturday + timedelta(1))


def whole_week(context: DateContext, which: int) -> Days:
    """`下周`: Monday to Sunday."""
    monday = weekday(context, which, 0).day
    return Days(monday, monday + timedelta(6))


def edge_of_week(context: DateContext, which: int | None, edge: Edge) -> Days:
    """`周初` is Monday, the end of the week its Friday; if no week is named and one looks back, the last."""
    found = weekday(context, which or 0, {"start": 0, "middle": 2, "end": 4}[edge])
    ahead = which is None and context.looks_back and found.day > context.today
    return Days(found.day - timedelta(7)) if ahead else found


def day_pair(context: DateContext, value: tuple[int, int]) -> Days:
    """`明后两天`."""
    return Days(context.today + timedelta(value[0]), context.today + timedelta(value[1]))


def about_day_pair(context: DateContext, value: tuple[int, int]) -> Days:
    """`明后天`: one of the two."""
    return replace(day_pair(context, value), about=True)


def same_day(context: DateContext, which: int, length: Quantity) -> Days:
    """`下周今天`, `明年今天`."""
    return Days(shifted(context.today, length, which))


def numbered_week(context: DateContext, number: int) -> Days:
    """`第50周`: the week of that number (ISO 8601), of this year or, where it is past, of the next; looking back, the last. Raises NotADate."""
    year = context.today.year
    try:
        monday = date.fromisocalendar(year, number, 1)
        if context.beyond(monday, monday + timedelta(6)):
            monday = date.fromisocalendar(year + context.step, number, 1)
    except ValueError as error:
        raise NotADate from error
    return Days(monday, monday + timedelta(6))
