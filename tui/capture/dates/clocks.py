"""Times of day as people say them: `上午9点`, `下午3点半`, `晚上七点一刻`, `15:30`, `half past three`.

Without a part of the day the hours 1 to 6 are those of the afternoon: nobody meets at the desk at
three in the night. A time with a leading nought (`03:30`) or in 24 hours is taken as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Final

from tui.capture.dates.meanings.seen import NotADate
from tui.kinds.words import DayPart

MIDDAY: Final = 12


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as said: hours and minutes, the part of the day, and whether it is said in 24 hours."""

    hour: int
    minute: int
    part: DayPart | None = None
    whole: bool = False

    def at(self, part: DayPart | None = None) -> time:
        """The time of day; `part` is what was said before, for a time that names none. Raises NotADate."""
        part = self.part or part
        hour = self.hour
        if not self.whole:
            if part in {"afternoon", "evening"}:
                hour += MIDDAY if hour < MIDDAY else 0
            elif part == "noon_hours":
                hour += MIDDAY if hour < 3 else 0
            elif part is None and 1 <= hour <= 6:
                hour += MIDDAY
        if part == "evening" and self.hour == MIDDAY and not self.whole:
            return time(23, 59)  # the night's twelve is the day's end
        if part == "small_hours" and hour == MIDDAY:
            hour = 0
        if hour == 24 and self.minute == 0:
            return time(23, 59)
        if hour > 23 or self.minute > 59:
            raise NotADate
        return time(hour, self.minute)


def oclock(part: DayPart | None, hour: int) -> Clock:
    """`上午9点`."""
    return Clock(hour, 0, part)


def half(part: DayPart | None, hour: int) -> Clock:
    """`下午3点半`."""
    return Clock(hour, 30, part)


def with_minutes(part: DayPart | None, hour: int, minute: int) -> Clock:
    """`9点15分`."""
    return Clock(hour, minute, part)


def digital(part: DayPart | None, worth: tuple[int, int, bool]) -> Clock:
    """`15:30`, `下午3:30`."""
    return Clock(worth[0], worth[1], part, whole=part is None and not worth[2])


def digital_then_half(worth: tuple[int, int, bool], part: DayPart) -> Clock:
    """`3:30pm`."""
    return Clock(worth[0], worth[1], _english(worth[0], part))


def hour_then_half(hour: int, part: DayPart) -> Clock:
    """`3pm`."""
    if not 1 <= hour <= MIDDAY:
        raise NotADate
    return Clock(hour, 0, _english(hour, part))


def _english(hour: int, part: DayPart) -> DayPart:
    """12 am is the night's twelve, 12 pm is noon."""
    return "small_hours" if part == "morning" and hour == MIDDAY else part


def english_oclock(hour: int) -> Clock:
    """`three o'clock`, `at 9`."""
    if not 0 <= hour <= 23:
        raise NotADate
    return Clock(hour, 0)


def half_past(hour: int, part: DayPart | None = None) -> Clock:
    """`half past three`, `half past nine in the evening`."""
    return past(30, hour, part)


def past(minutes: int, hour: int, part: DayPart | None = None) -> Clock:
    """`quarter past three`, `quarter to four`."""
    if not 1 <= hour <= MIDDAY:
        raise NotADate
    return Clock(hour, minutes, part) if minutes >= 0 else Clock((hour - 2) % MIDDAY + 1, 60 + minutes, part)


def named(minutes: int) -> Clock:
    """`noon`."""
    return Clock(minutes // 60, minutes % 60, whole=True)
