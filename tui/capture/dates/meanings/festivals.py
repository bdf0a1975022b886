"""Festivals and dates of the lunar calendar: `重阳节`, `春节前三天`, `国庆后`, `腊月二十三`."""

from __future__ import annotations

from datetime import date, timedelta

from tui.capture.dates.lexicon import Quantity
from tui.capture.dates.meanings.arithmetic import full_year, shifted
from tui.capture.dates.meanings.context import DateContext
from tui.capture.dates.meanings.result import Days, NoSuchDay, NotADate
from tui.language.errors import Message
from tui.rules.calendar.festivals import festival_on, holiday_around, lunar_of, lunar_on, next_festival


def on_festival(context: DateContext, code: str) -> Days:
    """`重阳节`: the next one; looking back, the last."""
    return Days(festival_meant(context, code))


def festival_of_year(_context: DateContext, year: int, code: str) -> Days:
    """`2027年春节`."""
    return Days(_festival_on(code, full_year(year)))


def festival_of_which_year(context: DateContext, which: int, code: str) -> Days:
    """`明年春节`."""
    return Days(_festival_on(code, context.today.year + which))


def before_festival(context: DateContext, code: str) -> Days:
    """`春节前`: the day before it begins; on the first day of a festival, before next year's."""
    day = festival_meant(context, code) - timedelta(1)
    return Days(
        day
        if context.looks_back or day >= context.today
        else next_festival(code, context.today + timedelta(2)) - timedelta(1)
    )


def eve_of_festival(context: DateContext, code: str) -> Days:
    """`christmas eve`."""
    return before_festival(context, code)


def day_after_festival(context: DateContext, code: str) -> Days:
    """`the day after christmas`, whatever its holiday."""
    return Days(festival_meant(context, code) + timedelta(1))


def days_after_festival(context: DateContext, code: str, number: int, unit: Quantity) -> Days:
    """`2 days after new year`, whatever its holiday."""
    return Days(shifted(festival_meant(context, code), unit.times(number)))


def before_festival_by(context: DateContext, code: str, number: int, unit: Quantity) -> Days:
    """`春节前三天`, `端午前一周`."""
    return Days(shifted(festival_meant(context, code), unit.times(number), -1))


def after_festival(context: DateContext, code: str) -> Days:
    """`国庆后`: the day after its holiday; during a holiday, after this one."""
    around = (_recent(context, code), festival_meant(context, code))
    for day in around[::-1] if context.looks_back else around:
        following = holiday_around(day, context.calendar)[1] + timedelta(1)
        if not context.beyond(following):
            return Days(following)
    raise NotADate


def after_festival_by(context: DateContext, code: str, number: int, unit: Quantity) -> Days:
    """`国庆后三天`: the third day after its holiday."""
    last = after_festival(context, code).day - timedelta(1)
    return Days(shifted(last, unit.times(number)))


def first_workday_after(context: DateContext, code: str) -> Days:
    """`国庆后第一个工作日`."""
    return Days(context.calendar.after(after_festival(context, code).day - timedelta(1), 1))


def during_festival(context: DateContext, code: str) -> Days:
    """`国庆期间`: its public holiday."""
    around = (_recent(context, code), festival_meant(context, code))
    for day in around[::-1] if context.looks_back else around:
        first, last = holiday_around(day, context.calendar)
        if not context.beyond(first, last):
            return Days(first, last if last > first else None)
    raise NotADate


def during_festival_of_which_year(context: DateContext, which: int, code: str) -> Days:
    """`去年国庆期间`: its public holiday."""
    first, last = holiday_around(_festival_on(code, context.today.year + which), context.calendar)
    return Days(first, last if last > first else None)


def lunar_day(context: DateContext, month: int, number: int) -> Days:
    """`腊月二十三`: the next one; looking back, the last.

    Raises NoSuchDay, also where the coming month (looking back, the last) has only 29 days.
    """
    if context.looks_back:
        return Days(_last_lunar_day(context.today, month, number))
    for year in range(context.today.year - 1, context.today.year + 2):
        if _lunar_last(year, month) < context.today:
            continue
        day = _lunar(year, month, number)
        if day >= context.today:
            return Days(day)
    raise NotADate


def lunar_day_of_year(year: int, month: int, number: int) -> Days:
    """`2027年正月初八`: of the lunar year of that number; its last months fall into the next. Raises NoSuchDay."""
    return Days(_lunar(full_year(year), month, number))


def lunar_day_of_which_year(context: DateContext, which: int, month: int, number: int) -> Days:
    """`明年正月十五`, `今年腊月初八`: of the lunar year, which begins with the Spring Festival. Raises NoSuchDay."""
    try:
        year = lunar_of(context.today)[0]
    except ValueError as error:
        raise NotADate from error
    return lunar_day_of_year(year + which, month, number)


def _last_lunar_day(today: date, month: int, number: int) -> date:
    # From New Year to the Spring Festival the last months of neither this lunar year nor the one before need be over.
    for year in (today.year, today.year - 1, today.year - 2):
        if _lunar(year, month, 1) <= today and (day := _lunar(year, month, number)) <= today:
            return day
    raise NotADate


def _lunar_last(year: int, month: int) -> date:
    try:
        return _lunar(year, month, 30)
    except NoSuchDay:
        return _lunar(year, month, 29)


def _lunar(year: int, month: int, number: int) -> date:
    try:
        return lunar_on(year, month, number)
    except (ValueError, TypeError, KeyError) as error:
        raise _no_lunar(month, number) from error


def _no_lunar(month: int, number: int) -> NoSuchDay:
    return NoSuchDay(Message("There is no lunar {month}/{day}.", {"month": month, "day": number}))


def next_lunar_day(context: DateContext, number: int) -> Days:
    """`初八`: the next one, in whichever month; looking back, the last."""
    for ahead in range(62):  # a lunar month may have no 30th
        day = context.today + timedelta(ahead * context.step)
        if lunar_of(day)[2] == number:
            return Days(day)
    raise NotADate


def lunar_month(context: DateContext, month: int) -> Days:
    """`腊月`: the whole month, the current one or the next; looking back, the last."""
    for year in range(context.today.year - 1, context.today.year + 2)[:: context.step]:
        try:
            first = lunar_on(year, month, 1)
            last = (lunar_on(year, month + 1, 1) if month < 12 else lunar_on(year + 1, 1, 1)) - timedelta(1)
        except (ValueError, TypeError, KeyError) as error:
            raise NotADate from error
        if not context.beyond(first, last):
            return Days(first, last)
    raise NotADate


def festival_meant(context: DateContext, code: str) -> date:
    """The next one, today included; looking back, the last. Raises NotADate."""
    try:
        if context.looks_back:
            years = (context.today.year - less for less in (-1, 0, 1, 2))
            return max(day for year in years if (day := festival_on(code, year)) <= context.today)
        return next_festival(code, context.today)
    except ValueError as error:
        raise NotADate from error


def _recent(context: DateContext, code: str) -> date:
    """The most recent one before the next."""
    coming = festival_meant(context, code)
    back = [_festival_on(code, coming.year - less) for less in (0, 1)]
    return max((day for day in back if day < coming), default=coming)


def _festival_on(code: str, year: int) -> date:
    try:
        return festival_on(code, year)
    except ValueError as error:
        raise NotADate from error
