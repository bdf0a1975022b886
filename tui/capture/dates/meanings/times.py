"""The meaning of each phrase for a time of day: `上午9点`, `下午3点半`, `晚上七点一刻`, `15:30`, `half past three`.

Without a part of the day the hours 1 to 6 are in the afternoon: nobody meets at the desk at three in the
night. A time with a leading zero (`03:30`) is on the 24-hour clock. A night goes on after midnight: `夜里1点` and
`晚上1点` are 01:00 of the next day, while `凌晨1点` is 01:00 of the day itself. 12 at night is the end of the day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Final

from tui.capture.dates.lexicon import ClockPart
from tui.capture.dates.meanings.result import NotADate

MIDDAY: Final = 12
# The last hours after midnight that belong to a night, and to an evening that went on.
_NIGHT_ENDS: Final = 5
_EVENING_ENDS: Final = 4
# The hours that are said with each part of the day, on either clock.
_HOURS: Final[Mapping[ClockPart, Collection[int]]] = {
    "small_hours": {*range(8), 12, 24},
    "morning": range(13),
    "noon_hours": {0, 1, 2, *range(10, 16)},
    "afternoon": range(1, 24),
    "evening": {*range(13), *range(17, 25)},
    "night": {*range(13), *range(18, 25)},
}


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time as written: hour, minute, part of the day, and whether it is on the 24-hour clock.

    Minutes below zero are those that are short of the hour.
    """

    hour: int
    minute: int
    day_part: ClockPart | None = None
    is_24_hour: bool = False

    def overnight(self, day_part: ClockPart | None = None) -> bool:
        """Whether it is after midnight of the night that the words name."""
        part = self.day_part or day_part
        if self.is_24_hour or part not in {"evening", "night"}:
            return False
        if self.hour == MIDDAY:
            return self.minute > 0  # 夜里12点半
        return self.hour <= (_NIGHT_ENDS if part == "night" else _EVENING_ENDS)

    def fits(self, day_part: ClockPart) -> bool:
        """Whether anybody says this hour with that part of the day: 上午15点 and 凌晨14点 contradict themselves."""
        return (
            self.is_24_hour
            or (self.day_part is not None and self.day_part != day_part)
            or self.hour in _HOURS[day_part]
        )

    def resolve(self, day_part: ClockPart | None = None) -> time:
        """The time of day. `day_part` is the one given earlier, for a time without its own. Raises NotADate."""
        if self.minute < 0:
            return self._short(day_part)
        day_part = self.day_part or day_part
        if day_part is not None and not self.fits(day_part):
            raise NotADate
        hour = self.hour
        if not self.is_24_hour and not self.overnight(day_part):
            if day_part in {"afternoon", "evening", "night"}:
                hour += MIDDAY if hour < MIDDAY else 0
            elif day_part == "noon_hours":
                hour += MIDDAY if hour < 3 else 0
            elif day_part is None and 1 <= hour <= 6:
                hour += MIDDAY
        if self.hour == MIDDAY and self.overnight(day_part):
            hour = 0
        elif day_part in {"evening", "night"} and self.hour == MIDDAY and not self.is_24_hour:
            return time(23, 59)  # 晚上12点 is the end of that day
        if day_part == "small_hours" and hour == MIDDAY:
            hour = 0
        if hour == 24 and self.minute == 0:
            return time(23, 59)
        if hour > 23 or self.minute > 59:
            raise NotADate
        return time(hour, self.minute)

    def _short(self, day_part: ClockPart | None) -> time:
        full = replace(self, minute=0).resolve(day_part)
        minutes = (full.hour * 60 + full.minute + 1) // 5 * 5 + self.minute  # 23:59 stands for midnight
        if minutes < 0:
            raise NotADate
        return time(minutes // 60, minutes % 60)


def oclock(day_part: ClockPart | None, hour: int) -> ClockTime:
    """`上午9点`."""
    return ClockTime(hour, 0, day_part)


def half(day_part: ClockPart | None, hour: int) -> ClockTime:
    """`下午3点半`."""
    return ClockTime(hour, 30, day_part)


def with_minutes(day_part: ClockPart | None, hour: int, minute: int) -> ClockTime:
    """`9点15分`."""
    return ClockTime(hour, minute, day_part)


def digital(day_part: ClockPart | None, value: tuple[int, int, bool]) -> ClockTime:
    """`15:30`, `下午3:30`."""
    return ClockTime(value[0], value[1], day_part, is_24_hour=day_part is None and not value[2])


def digital_with_ampm(value: tuple[int, int, bool], day_part: ClockPart) -> ClockTime:
    """`3:30pm`."""
    return ClockTime(value[0], value[1], _ampm_part(value[0], day_part))


def hour_with_ampm(hour: int, day_part: ClockPart) -> ClockTime:
    """`3pm`."""
    if not 1 <= hour <= MIDDAY:
        raise NotADate
    return ClockTime(hour, 0, _ampm_part(hour, day_part))


def _ampm_part(hour: int, day_part: ClockPart) -> ClockPart:
    """12 am is midnight, 12 pm is noon."""
    return "small_hours" if day_part == "morning" and hour == MIDDAY else day_part


def english_oclock(hour: int) -> ClockTime:
    """`three o'clock`, `at 9`."""
    if not 0 <= hour <= 23:
        raise NotADate
    return ClockTime(hour, 0)


def half_past(hour: int, day_part: ClockPart | None = None) -> ClockTime:
    """`half past three`, `half past nine in the evening`."""
    return past(30, hour, day_part)


def past(minutes: int, hour: int, day_part: ClockPart | None = None) -> ClockTime:
    """`quarter past three`, `quarter to four`."""
    if not 1 <= hour <= MIDDAY:
        raise NotADate
    return (
        ClockTime(hour, minutes, day_part)
        if minutes >= 0
        else ClockTime((hour - 2) % MIDDAY + 1, 60 + minutes, day_part)
    )


def noon_or_midnight(minutes: int) -> ClockTime:
    """`noon`."""
    return ClockTime(minutes // 60, minutes % 60, is_24_hour=True)


def short_of(day_part: ClockPart | None, minutes: int, hour: int) -> ClockTime:
    """`差五分八点`: 07:55."""
    if not (0 < minutes < 60 and 1 <= hour <= 24):
        raise NotADate
    return ClockTime(hour, -minutes, day_part)


def short_of_after(day_part: ClockPart | None, hour: int, minutes: int) -> ClockTime:
    """`八点差五分`."""
    return short_of(day_part, minutes, hour)


def minutes_to(minutes: int, hour: int, day_part: ClockPart | None = None) -> ClockTime:
    """`10 minutes to 3`."""
    if not 0 < minutes < 60:
        raise NotADate
    return past(-minutes, hour, day_part)
