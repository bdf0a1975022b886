"""So long from now: `三天后`, `半个月内`, `5个工作日内`, `两小时后`."""

from __future__ import annotations

from datetime import timedelta

from tui.capture.dates.lexicon import Quantity
from tui.capture.dates.meanings.seen import Days, NotADate, Seen, shifted
from tui.capture.dates.meanings.weeks import weekday
from tui.rules.calendar.workdays import add_working_days


def after(seen: Seen, number: int, unit: Quantity) -> Days:
    """`三天后`, `3天内`."""
    return Days(shifted(seen.today, unit.times(number)))


def after_span(seen: Seen, span: Quantity) -> Days:
    """`半个月后`."""
    return Days(shifted(seen.today, span))


def span_after_day(seen: Seen, span: Quantity, days: int) -> Days:
    """`a week from tomorrow`."""
    return Days(shifted(seen.today + timedelta(days), span))


def after_day(seen: Seen, number: int, unit: Quantity, days: int) -> Days:
    """`two weeks from tomorrow`."""
    return span_after_day(seen, unit.times(number), days)


def span_after_weekday(seen: Seen, span: Quantity, which: int | None, at: int) -> Days:
    """`a week from friday`."""
    return Days(shifted(weekday(seen, which, at).day, span))


def after_weekday(seen: Seen, number: int, unit: Quantity, which: int | None, at: int) -> Days:
    """`two weeks from friday`."""
    return span_after_weekday(seen, unit.times(number), which, at)


def ago(seen: Seen, number: int, unit: Quantity) -> Days:
    """`三天前`."""
    return Days(shifted(seen.today, unit.times(number), -1))


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


def half_hours_on(seen: Seen, number: int) -> Days:
    """`一个半小时后`."""
    return minutes_on(seen, number * 60 + 30, 1)


def after_half_months(seen: Seen, number: int) -> Days:
    """`两个半月后`."""
    return Days(shifted(seen.today, Quantity(15, number)))
