"""Parses the text of a date field or option: `明天`, `周五`, `26号`, `12-01`, `三天后`, `+3`."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from tui.language.errors import InvalidInput, Message
from tui.rules.calendar.workdays import WorkCalendar

if TYPE_CHECKING:
    from tui.capture.dates.meanings.context import Direction
    from tui.capture.dates.parsed_date import ParsedDate


def parse_day(text: str, today: date, calendar: WorkCalendar, direction: Direction = "future") -> date:
    """The day that `text` means, relative to `today`; of several days the last. `calendar` says which days are worked: 三个工作日内.

    `tui.capture.dates.meanings` lists the conventions. With `direction` "past" `周五` is the last Friday, and of
    several days the last one that has come is meant.
    Raises InvalidInput, with the reason where the text is a date that does not exist (30 February), or with
    "past" one that is still to come.
    """
    found = _parsed(text, today, calendar, direction)
    assert found.day is not None
    assert found.due is not None
    if direction != "past" or found.due <= today:
        return found.due
    return today if found.until else max(day for day in (found.day, *found.also) if day <= today)


def parse_first_day(text: str, today: date, calendar: WorkCalendar, direction: Direction = "around") -> date:
    """The day on which what `text` means begins: of `上个月` the first. Raises InvalidInput."""
    found = _parsed(text, today, calendar, direction)
    assert found.day is not None
    return found.day


def parse_last_day(
    text: str, today: date, calendar: WorkCalendar, first: date | None, direction: Direction = "around"
) -> date:
    """The last day of a period that begins on `first`: the one meant looking back, else the next. Raises InvalidInput."""
    last = parse_day(text, today, calendar, direction)
    if first is None or last >= first:
        return last
    ahead = parse_day(text, today, calendar)
    return ahead if ahead >= first else last


def _parsed(text: str, today: date, calendar: WorkCalendar, direction: Direction) -> ParsedDate:
    from tui.capture.dates.parser import parse_date  # noqa: PLC0415 - its tables are not on the way to the first screen

    found = parse_date(text, datetime.combine(today, time()), calendar, direction)
    reason = found.problem if found is not None else None
    if found is not None and found.day is not None and (found.day_given or found.start is None):
        if direction != "past" or found.day <= today:
            return found
        reason = Message("That is after today. Write a day up to today.")
    complaint = Message(
        "«{text}» is not understood as a date. Write 2026-12-01, 12-01, tomorrow, fri or +3.",
        {"text": text.strip()[:40]},
    )
    if reason is not None:
        complaint = Message("«{text}»: {reason}", {"text": text.strip()[:40], "reason": reason})
    raise InvalidInput({"": complaint})
