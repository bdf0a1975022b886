"""The nth day, weekday, week or working day of a week, month, quarter or year: `下月第一个周五`.

A period is the pair of its first and last day; a count below zero is from its end: -1 is the last.
"""

from __future__ import annotations

from datetime import date, timedelta

from tui.capture.dates.meanings.arithmetic import clamped, day_of, full_year, month_from
from tui.capture.dates.meanings.context import DateContext
from tui.capture.dates.meanings.months import month_year
from tui.capture.dates.meanings.result import Days, NoSuchDay, NotADate
from tui.language.errors import Message

Period = tuple[date, date]


def month_of(year: int, month: int) -> Period:
    """The month of a year; two digits of a year as in `full_year`. Raises NoSuchDay."""
    first = day_of(full_year(year), month, 1)
    return first, clamped(first.year, month, 31)


def which_month(context: DateContext, which: int | None) -> Period:
    """`下个月`; without a word this month."""
    return month_of(*month_from(context.today, which or 0))


def named_month(context: DateContext, month: int) -> Period:
    """`12月`: the current one or the next; looking back, the last."""
    return month_of(month_year(context, month), month)


def which_week(context: DateContext, which: int | None) -> Period:
    """`下周`: Monday to Sunday."""
    monday = context.today + timedelta(7 * (which or 0) - context.today.weekday())
    return monday, monday + timedelta(6)


def year_of(year: int) -> Period:
    """The year; two digits as in `full_year`."""
    return day_of(full_year(year), 1, 1), day_of(full_year(year), 12, 31)


def which_year(context: DateContext, which: int | None) -> Period:
    """`明年`."""
    return year_of(context.today.year + (which or 0))


def quarter_of(year: int, number: int) -> Period:
    """The quarter 1 to 4 of a year. Raises NoSuchDay."""
    if not 1 <= number <= 4:
        raise NoSuchDay(Message("A year has four quarters, not {n}.", {"n": number}))
    year = full_year(year)
    return day_of(year, 3 * number - 2, 1), clamped(year, 3 * number, 31)


def which_quarter(context: DateContext, which: int | None) -> Period:
    """`下季度`."""
    now = context.today.year * 4 + (context.today.month - 1) // 3 + (which or 0)
    return quarter_of(now // 4, now % 4 + 1)


def numbered_quarter(context: DateContext, number: int) -> Period:
    """`第四季度`: the current one or the next; looking back, the last."""
    found = quarter_of(context.today.year, number)
    return quarter_of(context.today.year + context.step, number) if context.beyond(*found) else found


def half_year_of(year: int, half: int) -> Period:
    """The first (0) or second (1) half of a year."""
    first, last = year_of(year)
    return (first.replace(month=7), last) if half else (first, last.replace(month=6, day=30))


def half_of_month(month: Period, half: int) -> Period:
    """Its days to the 15th (0), or from the 16th on (1)."""
    first, last = month
    return (first.replace(day=16), last) if half else (first, first.replace(day=15))


def coming_half_month(context: DateContext, half: int) -> Period:
    """`上半月`: of this month, or of the next where that is past; looking back, the last."""
    found = half_of_month(which_month(context, 0), half)
    return half_of_month(which_month(context, context.step), half) if context.beyond(*found) else found


def whole(period: Period) -> Days:
    """All days of the period."""
    return Days(period[0], period[1])


def nth_weekday(period: Period, number: int, weekday: int) -> Days:
    """The nth Friday (weekday 4) of the period. Raises NoSuchDay."""
    first, last = period
    day = first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))
    if number < 0:
        day = last - timedelta((last.weekday() - weekday) % 7 - 7 * (number + 1))
    return Days(_within(period, day, number))


def nth_weekend(period: Period, number: int) -> Days:
    """The nth Saturday of the period with the Sunday behind it. Raises NoSuchDay."""
    saturday = nth_weekday(period, number, 5).day
    return Days(saturday, saturday + timedelta(1))


def nth_day(period: Period, number: int) -> Days:
    """The nth day of the period. Raises NoSuchDay."""
    first, last = period
    day = first + timedelta(number - 1) if number > 0 else last + timedelta(number + 1)
    return Days(_within(period, day, number))


def nth_workday(context: DateContext, period: Period, number: int) -> Days:
    """The nth working day of the period, made-up ones included. Raises NoSuchDay."""
    first, last = period
    day, step = (first, timedelta(1)) if number > 0 else (last, timedelta(-1))
    left = abs(number)
    while first <= day <= last:
        left -= context.calendar.works(day)
        if left == 0:
            return Days(day)
        day += step
    raise _no_such(number)


def nth_week(period: Period, number: int) -> Days:
    """The nth calendar week of the period, the days outside of the period left out. Raises NoSuchDay."""
    first, last = period
    inside = first if number > 0 else last
    day = inside + timedelta(7 * (number - 1 if number > 0 else number + 1))
    monday = day - timedelta(day.weekday())
    if number == 0 or monday > last or monday + timedelta(6) < first:
        raise _no_such(number)
    return Days(max(first, monday), min(last, monday + timedelta(6)))


def first_days(period: Period, count: int) -> Days:
    """`下月头三天`."""
    last = _within(period, period[0] + timedelta(count - 1), count)
    return Days(period[0], last if last > period[0] else None)


def last_days(period: Period, count: int) -> Days:
    """`本月最后三天`."""
    first = _within(period, period[1] - timedelta(count - 1), count)
    return Days(first, period[1] if first < period[1] else None)


def workday_from(context: DateContext, day: date, number: int) -> date:
    """The nth working day after `day`, or before it where the number is below zero. Raises NotADate."""
    if not 0 < abs(number) <= 500:
        raise NotADate
    left, step = abs(number), timedelta(1 if number > 0 else -1)
    while left:
        day += step
        left -= context.calendar.works(day)
    return day


def _within(period: Period, day: date, number: int) -> date:
    if number == 0 or not period[0] <= day <= period[1]:
        raise _no_such(number)
    return day


def _no_such(number: int) -> NoSuchDay:
    return NoSuchDay(Message("There are fewer than {n} such days in that time.", {"n": abs(number)}))
