"""Lengths of time from now: `三天后`, `半个月内`, `5个工作日内`, `两小时后`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tui.capture.dates.lexicon import Quantity
from tui.capture.dates.meanings.arithmetic import shifted
from tui.capture.dates.meanings.context import DateContext
from tui.capture.dates.meanings.result import Days, NotADate
from tui.capture.dates.meanings.weeks import weekday


def after(context: DateContext, number: int, unit: Quantity) -> Days:
    """`三天后`, `3天内`."""
    return Days(shifted(context.today, unit.times(number)))


def after_span(context: DateContext, span: Quantity) -> Days:
    """`半个月后`."""
    return Days(shifted(context.today, span))


def span_after_day(context: DateContext, span: Quantity, days: int) -> Days:
    """`a week from tomorrow`."""
    return Days(shifted(context.today + timedelta(days), span))


def after_day(context: DateContext, number: int, unit: Quantity, days: int) -> Days:
    """`two weeks from tomorrow`."""
    return span_after_day(context, unit.times(number), days)


def span_after_weekday(context: DateContext, span: Quantity, which: int | None, at: int) -> Days:
    """`a week from friday`."""
    return Days(shifted(weekday(context, which, at).day, span))


def after_weekday(context: DateContext, number: int, unit: Quantity, which: int | None, at: int) -> Days:
    """`two weeks from friday`."""
    return span_after_weekday(context, unit.times(number), which, at)


def about_after(context: DateContext, number: int, unit: Quantity) -> Days:
    """`三五天后`, `两个多月后`."""
    return replace(after(context, number, unit), about=True)


def about_after_span(context: DateContext, span: Quantity) -> Days:
    """`半个多月后`."""
    return replace(after_span(context, span), about=True)


def about_ago(context: DateContext, number: int, unit: Quantity) -> Days:
    """`三个多月前`."""
    return replace(ago(context, number, unit), about=True)


def about_minutes_on(context: DateContext, number: int, minutes: int) -> Days:
    """`两个多小时后`."""
    return replace(minutes_on(context, number, minutes), about=True)


def after_then_weekend(context: DateContext, number: int, unit: Quantity) -> Days:
    """`两周后的周末`: Saturday and Sunday of the week in which that day is."""
    saturday = after_then_weekday(context, number, unit, 5).day
    return Days(saturday, saturday + timedelta(1))


def after_then_weekday(context: DateContext, number: int, unit: Quantity, at: int) -> Days:
    """`两个星期后的周五`: that of the week; after months or days the first from then on."""
    day = after(context, number, unit).day
    whole_weeks = not unit.months and unit.days % 7 == 0
    return Days(day + timedelta(at - day.weekday() if whole_weeks else (at - day.weekday()) % 7))


def about_after_then_weekday(context: DateContext, number: int, unit: Quantity, at: int) -> Days:
    """`两三周后的周六`."""
    return replace(after_then_weekday(context, number, unit, at), about=True)


def after_then_nth_weekday(context: DateContext, number: int, unit: Quantity, nth: int, at: int) -> Days:
    """`两个月后的第一个周一`: the nth one from that day on. Raises NotADate for the last."""
    if nth < 1:
        raise NotADate
    day = after(context, number, unit).day
    return Days(day + timedelta((at - day.weekday()) % 7 + 7 * (nth - 1)))


def weekday_in(context: DateContext, at: int, number: int, unit: Quantity) -> Days:
    """`friday in two weeks`."""
    return after_then_weekday(context, number, unit, at)


def after_coming_weekday(context: DateContext, number: int, unit: Quantity, at: int) -> Days:
    """`two weeks on friday`: so long after the next Friday."""
    return Days(shifted(weekday(context, None, at).day, unit.times(number)))


def ago(context: DateContext, number: int, unit: Quantity) -> Days:
    """`三天前`."""
    return Days(shifted(context.today, unit.times(number), -1))


def ago_span(context: DateContext, span: Quantity) -> Days:
    """`半个月前`."""
    return Days(shifted(context.today, span, -1))


def up_to_today(context: DateContext, number: int, unit: Quantity) -> Days:
    """`最近7天`, `近三个月`, `past 30 days`: up to today, which is the last of the days. Raises NotADate looking ahead."""
    return span_up_to_today(context, unit.times(number))


def about_up_to_today(context: DateContext, number: int, unit: Quantity) -> Days:
    """`近几天`. Raises NotADate looking ahead."""
    return replace(up_to_today(context, number, unit), about=True)


def span_up_to_today(context: DateContext, span: Quantity) -> Days:
    """`近半年`. Raises NotADate looking ahead, where such words may mean the days to come."""
    first = shifted(context.today, span, -1) + timedelta(1)
    if not context.looks_back or first >= context.today:
        raise NotADate
    return Days(first, context.today)


def month_to_date(context: DateContext) -> Days:
    """`month to date`."""
    return _from_first(context, context.today.replace(day=1))


def year_to_date(context: DateContext) -> Days:
    """`year to date`."""
    return _from_first(context, context.today.replace(month=1, day=1))


def _from_first(context: DateContext, first: date) -> Days:
    return Days(first, context.today if context.today > first else None)


def workdays(context: DateContext, number: int) -> Days:
    """`5个工作日内`: the first of them is the next working day."""
    if number > 500:
        raise NotADate
    return Days(context.calendar.after(context.today, number))


def minutes_on(context: DateContext, number: int, minutes: int) -> Days:
    """`两小时后`."""
    moment = context.now + timedelta(minutes=number * minutes)
    return Days(moment.date(), at=moment.time().replace(second=0, microsecond=0, tzinfo=None))


def span_minutes_on(context: DateContext, minutes: int) -> Days:
    """`半小时后`."""
    return minutes_on(context, 1, minutes)


def right_now(context: DateContext) -> Days:
    """`现在`."""
    return minutes_on(context, 0, 1)


def half_hours_on(context: DateContext, number: int) -> Days:
    """`一个半小时后`."""
    return minutes_on(context, number * 60 + 30, 1)


def after_half_months(context: DateContext, number: int) -> Days:
    """`两个半月后`."""
    return Days(shifted(context.today, Quantity(15, number)))
