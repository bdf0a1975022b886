"""Parses a day with a time in one field: `周五 15:00`, `明天下午3点`, `2026-12-03 15:00`, `fri 3pm`."""

from __future__ import annotations

from datetime import datetime

from tui.language.errors import InvalidInput, Message
from tui.rules.calendar.workdays import WorkCalendar


def parse_moment(text: str, now: datetime, calendar: WorkCalendar, field: str = "") -> datetime:
    """The moment that `text` means, in the time zone of `now`. Raises InvalidInput at `field`."""
    from tui.capture.dates.parser import parse_date  # noqa: PLC0415 - its tables are not on the way to the first screen

    found = parse_date(text, now, calendar)
    if found is not None and found.problem is not None:
        complaint = Message("«{text}»: {reason}", {"text": text.strip()[:40], "reason": found.problem})
        raise InvalidInput({field: complaint})
    if found is None or found.day is None or found.start is None or not found.day_given:
        raise InvalidInput({field: Message('Say when, with the time: "2026-12-03 15:00", "fri 3pm".')})
    return datetime.combine(found.day, found.start, now.tzinfo)
