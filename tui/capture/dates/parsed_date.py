"""The result of parsing a date: a day or days, times of day, and its span in the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from tui.kinds.words import WEEKDAYS, DayPart
from tui.language.errors import Message

Bound = Literal["on", "by", "after"]


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A parsed date; `span` is the part of the text that it takes up, `text` what stands there.

    `day` is None only where the date does not exist; `problem` says why. `until` is the last of several days.
    `start` and `end` are times of day, `part` is the part of the day (`明天下午`). With a time alone, `day` is
    today and `day_given` is false. `bound` tells 周五 ("on"), 周五前 ("by") and 周五后 ("after") apart.
    """

    span: tuple[int, int]
    text: str
    day: date | None
    until: date | None = None
    start: time | None = None
    end: time | None = None
    part: DayPart | None = None
    day_given: bool = True
    bound: Bound = "on"
    problem: Message | None = None

    @property
    def due(self) -> date | None:
        """The last day, taken as a deadline."""
        return self.until or self.day

    @property
    def message(self) -> Message:
        """The date with its weekday and times, to show beside the typed text."""
        if self.day is None:
            assert self.problem is not None
            return self.problem
        text = Message("{date} {weekday}", {"date": self.day.isoformat(), "weekday": weekday_of(self.day)})
        if self.until is not None:
            last = Message(
                "{date} {weekday}", {"date": self.until.isoformat(), "weekday": weekday_of(self.until)}
            )
            text = Message("{start} – {end}", {"start": text, "end": last})
        if self.start is not None:
            times = f"{self.start:%H:%M}" + (f"–{self.end:%H:%M}" if self.end is not None else "")
            text = Message("{date}, {time}", {"date": text, "time": times})
        return text


def error_if_past(found: ParsedDate, today: date) -> Message | None:
    """The error that the date is past, for a deadline; None if it is not."""
    if found.due is None or found.due >= today:
        return None
    return Message(
        "{date} ({weekday}) is past.", {"date": found.due.isoformat(), "weekday": weekday_of(found.due)}
    )


def weekday_of(day: date) -> Message:
    """The name of its weekday."""
    return Message(WEEKDAYS[day.weekday()])
