"""Reads a time of day, or from when to when, at a place in a text or of a whole one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time
from typing import Final, cast

from tui.capture.dates.clocks import Clock
from tui.capture.dates.grammar import WHERE, Found, Text, Where
from tui.capture.dates.lexicon import LEXICON
from tui.capture.dates.meanings.seen import NotADate, Seen
from tui.capture.dates.phrases import CLOCKS, Phrase
from tui.capture.dates.when import When
from tui.kinds.words import DayPart

_LONGEST: Final = 40
TO: Final = re.compile(r" ?(?:到|至|--?|~|to |until |till |through ) ?")
_RANGE_HOURS: Final = re.compile(r"([0-9]{1,2}) ?(?:到|至|--?|~|to) ?(?=[0-9]{1,2} ?(?:点|时(?!候)|am|pm))")
# Hours alone, where a time is asked for: `周五 9-11`, `between 9 and 11`.
_BARE_HOURS: Final = re.compile(
    r"(from |between |从)? ?([0-9]{1,2}) ?(?:到|至|-|~|to|and) ?([0-9]{1,2})(?![0-9:.点时/-])"
)


def allowed(text: Text, fit: Found[Phrase], start: int, where: Where) -> bool:
    """Whether a row that fits may be read there."""
    if WHERE[fit.row.where] > WHERE[where]:
        return False
    if where == "asked":
        return True
    if start and text.text[start - 1] in "每逢隔":
        return False
    return fit.row.unless is None or fit.row.unless.match(text.text, fit.end) is None


class ClockReader:
    """Reads times in one text, seen from a moment."""

    def __init__(self, text: Text, seen: Seen, where: Where) -> None:
        self.text = text
        self.seen = seen
        self.where: Where = where

    def part(self, start: int) -> tuple[DayPart, int] | None:
        """The part of the day at `start`, and its end."""
        at = self.text.blanks(start)
        word = self.text.word(at, "part")
        if word is None or word.value is None or (word.end - at == 1 and self.where != "asked"):
            return None
        return cast(DayPart, word.value), word.end

    def clock(self, start: int, part: DayPart | None = None) -> When | None:
        """A time or a span of time at `start`; `part` is the part of the day already said."""
        short = self._hours(start, part)
        if short is not None:
            return short
        first = self._time(start)
        if first is None:
            return None
        clock, end = first
        try:
            begins = clock.at(part)
        except NotADate:
            return None
        said = clock.part or part
        found = When((start, end), "", self.seen.today, None, begins, None, said, day_said=False)
        to = TO.match(self.text.text, end)
        second = self._time(to.end()) if to else None
        if second is None:
            return found
        try:
            ends = second[0].at(said if begins.hour >= 12 or said == "morning" else None)
            if ends <= begins and ends.hour < 12 and second[0].part is None:
                ends = ends.replace(hour=ends.hour + 12)
        except NotADate:
            return found
        return replace(found, span=(start, second[1]), end=ends) if ends > begins else found

    def _hours(self, start: int, part: DayPart | None) -> When | None:
        """`下午3-5点`, `9-11点`, `9-11am`: the first hour stands bare."""
        at, said = start, part
        word = self.text.word(start, "part")
        if word is not None:
            said, at = cast(DayPart, word.value), self.text.blanks(word.end)
        bare = _RANGE_HOURS.match(self.text.text, at)
        if bare is None or (at and self.text.text[at - 1].isdecimal()):
            return None
        second = self._time(bare.end())
        if second is None:
            return None
        try:
            clock = second[0]
            begins, ends = Clock(int(bare[1]), 0, said or clock.part).at(), clock.at(said)
            if begins >= ends and clock.part == "afternoon":
                begins = Clock(int(bare[1]), 0, "morning").at()
        except NotADate:
            return None
        if ends <= begins:
            return None
        return When((start, second[1]), "", self.seen.today, None, begins, ends, said, day_said=False)

    def bare(self, start: int, *, day_said: bool) -> When | None:
        """Two hours alone, after a day or a word such as `between`, where a time is asked for."""
        bare = _BARE_HOURS.match(self.text.text, start) if self.where == "asked" else None
        if bare is None or not (bare[1] or day_said):
            return None
        try:
            begins, ends = Clock(int(bare[2]), 0).at(), Clock(int(bare[3]), 0).at()
        except NotADate:
            return None
        if ends <= begins:
            return None
        return When((start, bare.end()), "", self.seen.today, None, begins, ends, day_said=False)

    def _time(self, start: int) -> tuple[Clock, int] | None:
        for fit in CLOCKS.fits(self.text, start):
            if not allowed(self.text, fit, start, self.where):
                continue
            try:
                clock = cast(Clock, fit.row.means(*fit.values))
                clock.at()
            except NotADate:
                continue
            return clock, fit.end
        return None


_ANY_DAY: Final = Seen(datetime(2000, 1, 1), date(2000, 1, 1))  # noqa: DTZ001 - a time of day has no zone


def read_time(text: str) -> time | None:
    """The time of day that the whole of `text` says, an hour alone too; None if it is none."""
    found = _read(text.strip())
    if found is not None and found.end is None:
        return found.start
    hour = text.strip()
    if not (hour.isascii() and hour.isdecimal() and len(hour) <= 2):
        return None
    try:
        return Clock(int(hour), 0).at()
    except NotADate:
        return None


def read_times(text: str) -> tuple[time, time] | None:
    """From when to when, if the whole of `text` says so."""
    found = _read(text.strip())
    return (found.start, found.end) if found is not None and found.start and found.end else None


def _read(text: str) -> When | None:
    if not text or len(text) > _LONGEST:
        return None
    reader = ClockReader(Text(text, LEXICON), _ANY_DAY, "asked")
    found = reader.clock(0) or reader.bare(0, day_said=True)
    return found if found is not None and found.span[1] == len(text) else None
