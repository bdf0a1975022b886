"""A date as understood: a day or days, times of day, and where it stands in the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from tui.kinds.words import WEEKDAYS, DayPart
from tui.language.errors import Message

Bound = Literal["on", "by", "after"]


@dataclass(frozen=True, slots=True)
class When:
    """A date as understood. `span` is where it stands in the text, `text` what stands there.

    `day` is None only where `problem` says why there is no such day. `until` is the last of several
    days. `start` and `end` are times of day; `part` the part of the day where it is said (`明天下午`).
    Where only a time is said, `day` is today and `day_said` false. `bound` tells 周五 from 周五前.
    """

    span: tuple[int, int]
    text: str
    day: date | None
    until: date | None = None
    start: time | None = None
    end: time | None = None
    part: DayPart | None = None
    day_said: bool = True
    bound: Bound = "on"
    problem: Message | None = None

    @property
    def due(self) -> date | None:
        """The last day: that by which something is to be done."""
        return self.until or self.day

    @property
    def message(self) -> Message:
        """The date with its weekday and times, to show beside what was typed."""
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


def past(found: When, today: date) -> Message | None:
    """Why it cannot be a day by which something is to be done: it is past. None where it can."""
    if found.due is None or found.due >= today:
        return None
    return Message(
        "{date} ({weekday}) is past.", {"date": found.due.isoformat(), "weekday": weekday_of(found.due)}
    )


def weekday_of(day: date) -> Message:
    """Its name."""
    return Message(WEEKDAYS[day.weekday()])
