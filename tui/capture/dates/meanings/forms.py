"""Numeric dates, as in ISO 8601 and on paper forms: `2026-12-01`, `12/1`, `20261201T090000`, `2026-W49-5`."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tui.capture.dates.meanings.arithmetic import day_of, full_year
from tui.capture.dates.meanings.context import DateContext
from tui.capture.dates.meanings.months import month_and_day
from tui.capture.dates.meanings.result import Days, NoSuchDay, NotADate
from tui.language.errors import Message


def year_first(_context: DateContext, numbers: tuple[int, int, int]) -> Days:
    """`2026-12-01`, `2026/12/1`."""
    year, month, number = numbers
    return Days(day_of(full_year(year), month, number))


def month_first(context: DateContext, numbers: tuple[int, int]) -> Days:
    """`12-01`, `12/1`, `12.1`."""
    return month_and_day(context, *numbers)


def compact(_context: DateContext, text: str) -> Days:
    """`20261201`."""
    return Days(day_of(int(text[:4]), int(text[4:6]), int(text[6:])))


def day_of_year(_context: DateContext, numbers: tuple[int, int]) -> Days:
    """`2026-335`."""
    year, number = numbers
    first = day_of(year, 1, 1)
    day = first + timedelta(number - 1)
    if number == 0 or day.year != year:
        raise NotADate
    return Days(day)


def stamp(context: DateContext, text: str) -> Days:
    """`20261201T090000`, `2026-12-01 09:00`; with an offset or Z it is converted to the time zone of `now`."""
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError as error:
        digits = text.replace("-", "")[:8]
        if digits.isdecimal():
            day_of(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        raise NoSuchDay(Message("«{text}» is no time of day.", {"text": text})) from error
    if moment.tzinfo is not None and context.now.tzinfo is not None:
        try:
            moment = moment.astimezone(context.now.tzinfo)
        except OverflowError as error:
            raise NotADate from error
    day_of(moment.year, moment.month, moment.day)
    return Days(moment.date(), at=moment.time().replace(second=0, microsecond=0))


def iso_week(_context: DateContext, text: str) -> Days:
    """`2026-W49-5`, or the whole week `2026-W49`."""
    year, _, rest = text.upper().partition("W")
    try:
        monday = date.fromisocalendar(int(year.rstrip("-")), int(rest[:2]), 1)
    except ValueError as error:
        raise NoSuchDay(Message("«{text}» is no week of the calendar.", {"text": text.upper()})) from error
    given = rest[2:].lstrip("-")
    return Days(monday + timedelta(int(given) - 1)) if given else Days(monday, monday + timedelta(6))
