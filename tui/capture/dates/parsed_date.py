"""The result of parsing a date: a day or days, times of day, and its span in the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from tui.kinds.words import WEEKDAYS, DayPart
from tui.language.errors import Message, listed

Bound = Literal["on", "by", "after"]


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A parsed date; `span` is the part of the text that it takes up, `text` what stands there.

    `day` is None only where the date does not exist; `problem` says why. `until` is the last of several days.
    `also` are further single days (`周二、周四`). `start` and `end` are times of day, `part` is the part of the
    day (`明天下午`). With a time alone, `day` is today and `day_given` is false. `bound` tells 周五 ("on"),
    周五前 ("by") and 周五后 ("after") apart. `about` marks an approximation (`3点左右`), `overnight` a time after
    midnight of the night before `day` (`周五夜里1点` is on Saturday). Where `asks`, the words fit several days
    and `problem` is the question.
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
    also: tuple[date, ...] = ()
    about: bool = False
    overnight: bool = False
    asks: bool = False

    @property
    def due(self) -> date | None:
        """The last day, taken as a deadline."""
        return self.until or (self.also[-1] if self.also else self.day)

    @property
    def message(self) -> Message:
        """The date with its weekday and times, to show beside the typed text."""
        if self.day is None:
            assert self.problem is not None
            return self.problem
        text = listed([_with_weekday(day) for day in (self.day, *self.also)])
        if self.until is not None:
            text = Message("{start} – {end}", {"start": text, "end": _with_weekday(self.until)})
        if self.start is not None:
            times = f"{self.start:%H:%M}" + (f"-{self.end:%H:%M}" if self.end is not None else "")
            text = Message("{date}, {time}", {"date": text, "time": times})
        if self.overnight:
            eve = weekday_of(self.day - timedelta(1))
            text = Message("{date} (in the night that follows {weekday})", {"date": text, "weekday": eve})
        return Message("about {date}", {"date": text}) if self.about else text


def error_if_past(found: ParsedDate, today: date) -> Message | None:
    """The error that the date is past, for a deadline; None if it is not."""
    if found.due is None or found.due >= today:
        return None
    return Message(
        "{date} ({weekday}) is past.", {"date": found.due.isoformat(), "weekday": weekday_of(found.due)}
    )


def _with_weekday(day: date) -> Message:
    return Message("{date} {weekday}", {"date": day.isoformat(), "weekday": weekday_of(day)})


def weekday_of(day: date) -> Message:
    """The name of its weekday."""
    return Message(WEEKDAYS[day.weekday()])
