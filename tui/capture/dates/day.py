"""Parses the text of a date field or option: `明天`, `周五`, `26号`, `12-01`, `三天后`, `+3`."""

from __future__ import annotations

from datetime import date, datetime, time

from tui.language.errors import InvalidInput, Message
from tui.rules.calendar.workdays import WorkCalendar


def parse_day(text: str, today: date, calendar: WorkCalendar) -> date:
    """The day that `text` means, relative to `today`; of several days the last. `calendar` says which days are worked: 三个工作日内.

    `tui.capture.dates.meanings` lists the conventions. Raises InvalidInput, with the reason where the text is
    a date that does not exist (30 February).
    """
    from tui.capture.dates.parser import parse_date  # noqa: PLC0415 - its tables are not on the way to the first screen

    found = parse_date(text, datetime.combine(today, time()), calendar)
    if found is not None and found.due is not None and (found.day_given or found.start is None):
        return found.due
    reason = found.problem if found is not None else None
    complaint = Message(
        "«{text}» is not understood as a date. Write 2026-12-01, 12-01, tomorrow, fri or +3.",
        {"text": text.strip()[:40]},
    )
    if reason is not None:
        complaint = Message("«{text}»: {reason}", {"text": text.strip()[:40], "reason": reason})
    raise InvalidInput({"": complaint})
