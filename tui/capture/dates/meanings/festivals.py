"""Festivals and the moon: `重阳节`, `春节前三天`, `国庆后`, `腊月二十三`."""

from __future__ import annotations

from datetime import date, timedelta

from tui.capture.dates.lexicon import Quantity
from tui.capture.dates.meanings.seen import Days, Impossible, NotADate, Seen, full_year, shifted
from tui.language.errors import Message
from tui.rules.calendar.festivals import festival_on, holiday_around, lunar_of, lunar_on, next_festival
from tui.rules.calendar.workdays import add_working_days


def on_festival(seen: Seen, code: str) -> Days:
    """`重阳节`: the next one."""
    return Days(_festival(seen, code))


def festival_of_year(_seen: Seen, year: int, code: str) -> Days:
    """`2027年春节`."""
    return Days(_festival_on(code, full_year(year)))


def festival_of_which_year(seen: Seen, which: int, code: str) -> Days:
    """`明年春节`."""
    return Days(_festival_on(code, seen.today.year + which))


def before_festival(seen: Seen, code: str) -> Days:
    """`春节前`: the day before it begins. Of one that begins today, the next year's is meant."""
    day = _festival(seen, code) - timedelta(1)
    return Days(day if day >= seen.today else next_festival(code, seen.today + timedelta(2)) - timedelta(1))


def before_festival_by(seen: Seen, code: str, number: int, unit: Quantity) -> Days:
    """`春节前三天`, `端午前一周`."""
    return Days(shifted(_festival(seen, code), unit.times(number), -1))


def after_festival(seen: Seen, code: str) -> Days:
    """`国庆后`: the day after its holiday. In the middle of the holiday, this holiday is meant."""
    for day in (_recent(seen, code), _festival(seen, code)):
        following = holiday_around(day)[1] + timedelta(1)
        if following >= seen.today:
            return Days(following)
    raise NotADate


def after_festival_by(seen: Seen, code: str, number: int, unit: Quantity) -> Days:
    """`国庆后三天`: the third day after its holiday."""
    last = after_festival(seen, code).day - timedelta(1)
    return Days(shifted(last, unit.times(number)))


def first_workday_after(seen: Seen, code: str) -> Days:
    """`国庆后第一个工作日`."""
    return Days(add_working_days(after_festival(seen, code).day - timedelta(1), 1))


def during_festival(seen: Seen, code: str) -> Days:
    """`国庆期间`: its public holiday."""
    for day in (_recent(seen, code), _festival(seen, code)):
        first, last = holiday_around(day)
        if last >= seen.today:
            return Days(first, last if last > first else None)
    raise NotADate


def lunar_day(seen: Seen, month: int, number: int) -> Days:
    """`腊月二十三`: the next one."""
    try:
        ahead = [lunar_on(year, month, number) for year in range(seen.today.year - 1, seen.today.year + 2)]
    except (ValueError, TypeError, KeyError) as error:
        raise Impossible(
            Message("There is no lunar {month}/{day}.", {"month": month, "day": number})
        ) from error
    return Days(min(day for day in ahead if day >= seen.today))


def next_lunar_day(seen: Seen, number: int) -> Days:
    """`初八`: the next one, of whatever month."""
    for ahead in range(62):  # a 30th may not be there for a month
        day = seen.today + timedelta(ahead)
        if lunar_of(day)[2] == number:
            return Days(day)
    raise NotADate


def lunar_month(seen: Seen, month: int) -> Days:
    """`腊月`: the whole of it; the one that is not over yet."""
    for year in range(seen.today.year - 1, seen.today.year + 2):
        try:
            first = lunar_on(year, month, 1)
            last = (lunar_on(year, month + 1, 1) if month < 12 else lunar_on(year + 1, 1, 1)) - timedelta(1)
        except (ValueError, TypeError, KeyError) as error:
            raise NotADate from error
        if last >= seen.today:
            return Days(first, last)
    raise NotADate


def _festival(seen: Seen, code: str) -> date:
    try:
        return next_festival(code, seen.today)
    except ValueError as error:
        raise NotADate from error


def _recent(seen: Seen, code: str) -> date:
    """The last one before the next."""
    coming = _festival(seen, code)
    back = [_festival_on(code, coming.year - less) for less in (0, 1)]
    return max((day for day in back if day < coming), default=coming)


def _festival_on(code: str, year: int) -> date:
    try:
        return festival_on(code, year)
    except ValueError as error:
        raise NotADate from error
