"""What the phrases for days mean: calendar arithmetic from today.

Each function is given what surrounds the phrase (`Seen`) and the values of its words, and gives a
`Days`. `Impossible` says in words why there is no such day; `NotADate` that this is something else.

Conventions. Weeks begin on Monday. `周五` is the next Friday, today included; `本周五` the Friday of this
week, also when it is past; `下周五` that of the next week; English `next friday` and `this friday`
likewise. `26号` is the next 26th, today included; a month and day that is gone for more than half a
year is next year's. The beginning of a month is the 1st, its middle the 15th, its end the last day.
`三天内` is by the third day from today. Festivals are the next ones, today included; before a festival is
the day before it, after it the day after its published holiday, or else the day after it. Where what is
spoken of is past (hours of service), weekdays and days of the month are the last ones instead.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from tui.capture.lexicon import Quantity
from tui.errors import Message
from tui.rules.festivals import festival_on, holiday_around, lunar_on, next_festival
from tui.rules.workdays import add_working_days
from tui.words import DayPart

Facing = Literal["ahead", "back"]
Edge = Literal["start", "middle", "end"]
# A day of this year that is gone for so long is meant to be next year's.
LONG_GONE: Final = 183
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


# ---- days and weeks


def relative_day(seen: Seen, days: int) -> Days:
    """`明天`."""
    return Days(seen.today + timedelta(days))


def relative_part(seen: Seen, worth: tuple[int, DayPart]) -> Days:
    """`今晚`."""
    return Days(seen.today + timedelta(worth[0]), part=worth[1])


def signed_days(seen: Seen, days: int) -> Days:
    """`+3`."""
    return Days(shifted(seen.today, Quantity(days, 0)))


def weekday(seen: Seen, which: int | None, at: int) -> Days:
    """`周五`, `下周五`."""
    if which is None:
        away = (at - seen.today.weekday()) % 7
        return Days(seen.today + timedelta(away - 7 if seen.facing == "back" and away else away))
    return Days(seen.today + timedelta(7 * which + at - seen.today.weekday()))


def weekend(seen: Seen, which: int | None) -> Days:
    """`周末`: Saturday and Sunday."""
    saturday = weekday(seen, which or 0, 5).day
    if which is None and saturday < seen.today <= saturday + timedelta(1):
        saturday = seen.today - timedelta(1)
    return Days(saturday, saturday + timedelta(1))


def whole_week(seen: Seen, which: int) -> Days:
    """`下周`: Monday to Sunday."""
    monday = weekday(seen, which, 0).day
    return Days(monday, monday + timedelta(6))


def edge_of_week(seen: Seen, which: int | None, edge: Edge) -> Days:
    """`周初` is Monday, the end of the week its Friday."""
    return weekday(seen, which or 0, {"start": 0, "middle": 2, "end": 4}[edge])


# ---- months and years


def day_of_month(seen: Seen, number: int) -> Days:
    """`26号`: the next one that there is, today included."""
    if not 1 <= number <= 31:
        raise Impossible(Message("No month has a day {day}.", {"day": number}))
    step = -1 if seen.facing == "back" else 1
    year, month = seen.today.year, seen.today.month
    while (
        number > calendar.monthrange(year, month)[1]
        or (date(year, month, number) - seen.today).days * step < 0
    ):
        year, month = month_from(date(year, month, 1), step)
    return Days(date(year, month, number))


def day_of_which_month(seen: Seen, which: int, number: int) -> Days:
    """`下月3号`."""
    return Days(day_of(*month_from(seen.today, which), number))


def month_and_day(seen: Seen, month: int, number: int) -> Days:
    """`10月26日`: this year's, unless it is long gone."""
    year = seen.today.year
    if month == 2 and number == 29:
        while not calendar.isleap(year):
            year += -1 if seen.facing == "back" else 1
    elif seen.facing == "back" and day_of(year, month, number) > seen.today:
        year -= 1
    found = day_of(year, month, number)
    if (seen.today - found).days <= LONG_GONE or seen.facing == "back":
        return Days(found)
    return Days(day_of(year + (4 if month == 2 and number == 29 else 1), month, number))


def year_month_day(_seen: Seen, year: int, month: int, number: int) -> Days:
    """`2026年12月1日`; two digits of a year are of this century."""
    return Days(day_of(_full(year), month, number))


def which_year_month_day(seen: Seen, which: int, month: int, number: int) -> Days:
    """`明年3月1日`."""
    return Days(day_of(seen.today.year + which, month, number))


def whole_month(seen: Seen, which: int) -> Days:
    """`下个月`."""
    year, month = month_from(seen.today, which)
    return Days(date(year, month, 1), clamped(year, month, 31))


def named_month(seen: Seen, month: int) -> Days:
    """`12月`, the one that is not over yet."""
    year = month_year(seen, month)
    return Days(day_of(year, month, 1), clamped(year, month, 31))


def month_year(seen: Seen, month: int) -> int:
    """The year whose month of that number is not over yet. Raises Impossible."""
    return seen.today.year + (day_of(seen.today.year, month, 1).month < seen.today.month)


def edge_of_which_month(seen: Seen, which: int | None, edge: Edge) -> Days:
    """`月底`, `下月初`; without a word for which it is the next, today included."""
    found = edge_of_month(*month_from(seen.today, which or 0), edge)
    if which is None and found < seen.today:
        found = edge_of_month(*month_from(seen.today, 1), edge)
    return Days(found)


def edge_of_named_month(seen: Seen, month: int, edge: Edge) -> Days:
    """`12月底`."""
    return Days(edge_of_month(month_year(seen, month), month, edge))


def third_of_month(seen: Seen, which: int | None, third: int) -> Days:
    """`下旬`: the 21st to the last."""
    year, month = month_from(seen.today, which or 0)
    days = _third(year, month, third)
    if which is None and days.until is not None and days.until < seen.today:
        days = _third(*month_from(seen.today, 1), third)
    return days


def third_of_named_month(seen: Seen, month: int, third: int) -> Days:
    """`12月中旬`."""
    return _third(month_year(seen, month), month, third)


def _third(year: int, month: int, third: int) -> Days:
    return Days(date(year, month, 1 + 10 * third), clamped(year, month, (10, 20, 31)[third]))


def edge_of_quarter(seen: Seen, which: int | None, edge: Edge) -> Days:
    """`季度末`, `下季度初`."""
    now = seen.today.year * 4 + (seen.today.month - 1) // 3 + (which or 0)
    found = _quarter(now // 4, now % 4 + 1, edge)
    return Days(
        _quarter((now + 1) // 4, (now + 1) % 4 + 1, edge) if which is None and found < seen.today else found
    )


def edge_of_numbered_quarter(seen: Seen, number: int, edge: Edge) -> Days:
    """`第四季度末`."""
    if not 1 <= number <= 4:
        raise NotADate
    found = _quarter(seen.today.year, number, edge)
    return Days(found if found >= seen.today else _quarter(seen.today.year + 1, number, edge))


def _quarter(year: int, number: int, edge: Edge) -> date:
    return edge_of_month(year, number * 3 - {"start": 2, "middle": 1, "end": 0}[edge], edge)


def edge_of_year(seen: Seen, which: int | None, edge: Edge) -> Days:
    """`年底`, `明年初`; the middle is the end of June."""
    month, day = {"start": (1, 1), "middle": (6, 30), "end": (12, 31)}[edge]
    found = date(seen.today.year + (which or 0), month, day)
    return Days(date(found.year + 1, month, day) if which is None and found < seen.today else found)


def whole_year(seen: Seen, which: int) -> Days:
    """`明年`."""
    return Days(date(seen.today.year + which, 1, 1), date(seen.today.year + which, 12, 31))


def short_edge(seen: Seen, of: str) -> Days:
    """`eom`, `eoy`."""
    ends = {
        "month": edge_of_which_month,
        "year": edge_of_year,
        "quarter": edge_of_quarter,
        "week": edge_of_week,
    }
    return ends[of](seen, None, "end")


# ---- so long from now


def after(seen: Seen, number: int, unit: Quantity) -> Days:
    """`三天后`, `3天内`."""
    return Days(shifted(seen.today, Quantity(number * unit.days, number * unit.months)))


def after_span(seen: Seen, span: Quantity) -> Days:
    """`半个月后`."""
    return Days(shifted(seen.today, span))


def ago(seen: Seen, number: int, unit: Quantity) -> Days:
    """`三天前`."""
    return Days(shifted(seen.today, Quantity(number * unit.days, number * unit.months), -1))


def ago_span(seen: Seen, span: Quantity) -> Days:
    """`半个月前`."""
    return Days(shifted(seen.today, span, -1))


def workdays(seen: Seen, number: int) -> Days:
    """`5个工作日内`; today is not counted."""
    if number > 500:
        raise NotADate
    return Days(add_working_days(seen.today, number))


def next_workday(seen: Seen) -> Days:
    """`下个工作日`."""
    return workdays(seen, 1)


def minutes_on(seen: Seen, number: int, minutes: int) -> Days:
    """`两小时后`."""
    moment = seen.now + timedelta(minutes=number * minutes)
    return Days(moment.date(), at=moment.time().replace(second=0, microsecond=0, tzinfo=None))


def span_minutes_on(seen: Seen, minutes: int) -> Days:
    """`半小时后`."""
    return minutes_on(seen, 1, minutes)


def right_now(seen: Seen) -> Days:
    """`现在`."""
    return minutes_on(seen, 0, 1)


# ---- festivals and the moon


def on_festival(seen: Seen, code: str) -> Days:
    """`重阳节`: the next one."""
    return Days(_festival(seen, code))


def festival_of_year(_seen: Seen, year: int, code: str) -> Days:
    """`2027年春节`."""
    return Days(_festival_on(code, _full(year)))


def festival_of_which_year(seen: Seen, which: int, code: str) -> Days:
    """`明年春节`."""
    return Days(_festival_on(code, seen.today.year + which))


def before_festival(seen: Seen, code: str) -> Days:
    """`春节前`: the day before it begins. Of one that begins today, the next year's is meant."""
    day = _festival(seen, code) - timedelta(1)
    return Days(day if day >= seen.today else next_festival(code, seen.today + timedelta(2)) - timedelta(1))


def before_festival_by(seen: Seen, code: str, number: int, unit: Quantity) -> Days:
    """`春节前三天`, `端午前一周`."""
    return Days(shifted(_festival(seen, code), Quantity(number * unit.days, number * unit.months), -1))


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
    return Days(shifted(last, Quantity(number * unit.days, number * unit.months)))


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


# ---- as machines and forms write it


def year_first(_seen: Seen, numbers: tuple[int, int, int]) -> Days:
    """`2026-12-01`, `2026/12/1`."""
    return Days(day_of(*numbers))


def month_first(seen: Seen, numbers: tuple[int, int]) -> Days:
    """`12-01`, `12/1`, `12.1`."""
    return month_and_day(seen, *numbers)


def compact(_seen: Seen, text: str) -> Days:
    """`20261201`."""
    return Days(day_of(int(text[:4]), int(text[4:6]), int(text[6:])))


def stamp(seen: Seen, text: str) -> Days:
    """`20261201T090000`, `2026-12-01 09:00`, with an offset or Z put into the time of `now`."""
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError as error:
        digits = text.replace("-", "")[:8]
        if digits.isdecimal():
            day_of(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        raise Impossible(Message("«{text}» is no time of day.", {"text": text})) from error
    if moment.tzinfo is not None and seen.now.tzinfo is not None:
        try:
            moment = moment.astimezone(seen.now.tzinfo)
        except OverflowError as error:
            raise NotADate from error
    day_of(moment.year, moment.month, moment.day)
    return Days(moment.date(), at=moment.time().replace(second=0, microsecond=0))


def iso_week(_seen: Seen, text: str) -> Days:
    """`2026-W49-5`, or the whole week `2026-W49`."""
    year, _, rest = text.upper().partition("W")
    try:
        monday = date.fromisocalendar(int(year.rstrip("-")), int(rest[:2]), 1)
    except ValueError as error:
        raise Impossible(Message("«{text}» is no week of the calendar.", {"text": text.upper()})) from error
    given = rest[2:].lstrip("-")
    return Days(monday + timedelta(int(given) - 1)) if given else Days(monday, monday + timedelta(6))


def _full(year: int) -> int:
    return year + 2000 if year < 100 else year
