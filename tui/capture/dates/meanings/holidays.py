"""Days counted from a holiday, and words that mean the next holiday or the new year without naming it.

`节前`, `年后` and the like are answered with a question where more than one holiday may be meant, or none is
near.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from tui.capture.dates.lexicon import Quantity
from tui.capture.dates.meanings.arithmetic import shifted
from tui.capture.dates.meanings.context import DateContext
from tui.capture.dates.meanings.festivals import (
    after_festival,
    before_festival,
    during_festival,
    festival_meant,
)
from tui.capture.dates.meanings.periods import Period, nth_day, workday_from
from tui.capture.dates.meanings.result import Days, NotADate, Vague
from tui.language.errors import Message
from tui.rules.calendar.festivals import festival_on, holiday_around, next_festival

# Public holidays by the decree of the State Council.
_PUBLIC: Final = ("new_year", "spring", "qingming", "labour", "dragon_boat", "mid_autumn", "national")
# In days: nobody calls a later one «the holiday».
_NEAR: Final = 21


def workday_after_festival(context: DateContext, code: str, number: int) -> Days:
    """`国庆后第三个工作日`; with -1 the last one of `国庆后` is asked for. Raises NotADate for such."""
    if number < 0:
        raise NotADate
    return Days(workday_from(context, after_festival(context, code).day - timedelta(1), number))


def workday_before_festival(context: DateContext, code: str, number: int) -> Days:
    """`春节前最后一个工作日`: -1 is the last before its holiday, and so is 1; `国庆前第二个工作日` is counted backwards."""
    return Days(workday_from(context, _first_off(context, code), -abs(number)))


def weekday_after_festival(context: DateContext, code: str, number: int, weekday: int) -> Days:
    """`国庆后第一个周一`."""
    if number < 0:
        raise NotADate
    day = after_festival(context, code).day
    return Days(day + timedelta((weekday - day.weekday()) % 7 + 7 * (number - 1)))


def nth_day_of_festival(context: DateContext, code: str, number: int) -> Days:
    """`国庆假期第三天`; -1 is its last day. Raises NoSuchDay."""
    return nth_day(_held(context, code), number)


def day_after_festival(context: DateContext, code: str, number: int) -> Days:
    """`国庆后第二天`: counted from the day after its holiday. Raises NotADate for the last of them."""
    if number < 0:
        raise NotADate
    return Days(after_festival(context, code).day + timedelta(number - 1))


def day_before_festival(context: DateContext, code: str, number: int) -> Days:
    """`国庆前最后一天`, `国庆前第三天`: counted backwards from the day before its holiday."""
    return Days(_first_off(context, code) - timedelta(abs(number)))


def days_of_festival(of: Callable[[Period, int], Days]) -> Callable[[DateContext, str, int], Days]:
    """`国庆假期头三天`, 后三天: what `of` gives of the days of the holiday."""
    return lambda context, code, count: of(_held(context, code), count)


def before_holiday(context: DateContext) -> Days:
    """`节前`: before the one public holiday that is near. Raises Vague."""
    return Days(_first_off(context, _near(context, "节前")) - timedelta(1))


def after_holiday(context: DateContext) -> Days:
    """`节后`: after the public holiday that is near or just being held. Raises Vague."""
    return after_festival(context, _near(context, "节后", held=True))


def before_holiday_by(context: DateContext, number: int, unit: Quantity) -> Days:
    """`节前三天`. Raises Vague."""
    return Days(shifted(_first_off(context, _near(context, "节前")), unit.times(number), -1))


def after_holiday_by(context: DateContext, number: int, unit: Quantity) -> Days:
    """`节后一周`. Raises Vague."""
    return Days(shifted(after_holiday(context).day - timedelta(1), unit.times(number)))


def workday_after_holiday(context: DateContext, number: int) -> Days:
    """`节后第二个工作日`. Raises Vague."""
    return workday_after_festival(context, _near(context, "节后", held=True), number)


def workday_before_holiday(context: DateContext, number: int) -> Days:
    """`节前最后一个工作日`. Raises Vague."""
    return workday_before_festival(context, _near(context, "节前"), number)


def before_new_year(context: DateContext) -> Days:
    """`年前`: before the Spring Festival, in the weeks before it; earlier, or looking back, it may mean the end of the year. Raises Vague."""
    if context.looks_back or next_festival("spring", context.today).year != context.today.year:
        raise _which("年前", ("new_year", "spring"), context)
    return before_festival(context, "spring")


def after_new_year(context: DateContext) -> Days:
    """`年后`: after the Spring Festival, in the weeks before it; not looking back. Raises Vague."""
    spring = next_festival("spring", context.today)
    if context.looks_back or spring.year != context.today.year:
        raise _which("年后", ("new_year", "spring"), context)
    return after_festival(context, "spring")


def around_festival(context: DateContext, code: str) -> Days:
    """`春节前后`."""
    return Days(festival_meant(context, code), about=True)


def _first_off(context: DateContext, code: str) -> date:
    """The first day of its holiday, of the next one or, looking back, the last."""
    return holiday_around(festival_meant(context, code), context.calendar)[0]


def _held(context: DateContext, code: str) -> Period:
    """The first and last day of its holiday, the one that is being held or the next."""
    days = during_festival(context, code)
    return days.day, days.last


def _near(context: DateContext, said: str, *, held: bool = False) -> str:
    """The public holiday that is near. With `held` also the one that is being held. Raises Vague."""
    today = context.today
    if context.looks_back:
        return _near_past(context, said, over=held)
    near: list[str] = []
    for code in _PUBLIC:
        first, last = holiday_around(festival_on(code, today.year), context.calendar)
        if last < today:
            first, last = holiday_around(festival_on(code, today.year + 1), context.calendar)
        if held and first <= today <= last:
            return code
        if today < first and (first - today).days <= _NEAR:
            near.append(code)
    if len(near) != 1:
        raise _which(said, tuple(near) or _nearest_two(context), context)
    return near[0]


def _near_past(context: DateContext, said: str, *, over: bool) -> str:
    """The public holiday that has begun (with `over`: is over) not long ago. Raises Vague."""
    near: list[str] = []
    for code in _PUBLIC:
        first, last = holiday_around(festival_meant(context, code), context.calendar)
        come = last < context.today if over else first <= context.today
        if come and (context.today - last).days <= _NEAR:
            near.append(code)
    if len(near) != 1:
        raise _which(said, tuple(near) or _nearest_two(context), context)
    return near[0]


def _nearest_two(context: DateContext) -> tuple[str, ...]:
    return tuple(sorted(_PUBLIC, key=lambda code: abs(festival_meant(context, code) - context.today))[:2])


def _which(said: str, codes: tuple[str, ...], context: DateContext) -> Vague:
    days = " / ".join(festival_meant(context, code).isoformat() for code in codes)
    return Vague(
        Message(
            "«{text}»: which holiday is meant? Write its name or the day ({days}).",
            {"text": said, "days": days},
        )
    )
