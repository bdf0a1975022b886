"""Dates and times as people type them, read from a text: a day, days, a time or a span of time.

`read` takes a whole text to be a date (a date field, what follows ^); `at` reads one at a place in a
line. The words and phrases are tables (`tui.capture.dates.lexicon`, `tui.capture.dates.phrases`); the conventions
stand in `tui.capture.dates.meanings` and `tui.capture.dates.clocks`. Here a day and a time are put together, in either
order; each has a reader of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from tui.capture.dates.clock_reader import ClockReader
from tui.capture.dates.day_reader import DayReader
from tui.capture.dates.grammar import Text, Where
from tui.capture.dates.lexicon import LEXICON
from tui.capture.dates.meanings.seen import FIRST_YEAR, LAST_YEAR, Facing, Impossible, Seen
from tui.capture.dates.when import When

# Of a longer text nobody means a date.
LONGEST: Final = 60
_LEADS: Final = (
    "截止日期", "截止到", "截止", "截至", "期限", "最晚", "最迟", "不晚于", "限",
    "due on ", "due by ", "due ", "no later than ", "not later than ", "by ", "on ", "before ", "until ", "from ", "at ", "after ",
)  # fmt: skip
_LEAD_STARTS: Final = frozenset(lead[0] for lead in _LEADS)
_BY_LEADS: Final = ("截", "期限", "最", "不晚", "限", "due", "no ", "not ", "by ", "before ", "until ")
_BETWEEN: Final = re.compile(r" ?(?:的|,|at|from)? ?")
_IN_WHOLE: Final = re.compile("[!。.,;；、! ]*")


def read(text: str, now: datetime, facing: Facing = "ahead") -> When | None:
    """The date that the whole of `text` says, seen from `now`; None if it is no date.

    Blanks around it, a word before it (截止, `by`) and punctuation after it do not matter.
    """
    if len(text) > LONGEST:
        return None
    whole = _text(text)
    begin = len(whole.text) - len(whole.text.lstrip())
    if begin >= len(whole.text):
        return None
    found = _Reader(whole, Seen(now, now.date(), facing), "asked", text).read(begin)
    if found is None:
        return None
    rest = _IN_WHOLE.match(whole.text, found.span[1])
    return found if rest is not None and rest.end() == len(whole.text) else None


def at(text: str, start: int, now: datetime, facing: Facing = "ahead", where: Where = "free") -> When | None:
    """The longest date that begins at `start` of `text`, or None. `where` says how it stands there."""
    return _Reader(_text(text), Seen(now, now.date(), facing), where, text).read(start)


@lru_cache(maxsize=4)
def _text(text: str) -> Text:
    return Text(text, LEXICON)


class _Reader:
    def __init__(self, text: Text, seen: Seen, where: Where, raw: str) -> None:
        self.text = text
        self.raw = raw
        self.where: Where = where
        self.days = DayReader(text, seen, where)
        self.clocks = ClockReader(text, seen, where)

    def read(self, start: int) -> When | None:
        lead = self._lead(start)
        found = self._moment(start) if self.text.words(start) else None
        if found is None and self.where == "asked":
            found = self.clocks.bare(start, day_said=False)
            lead = start + 1 if lead == start and self.text.text[start] in "从自" else lead
        if found is None and lead != start:
            found = self._moment(lead)
            if found is not None and found.bound == "on":
                found = self._led(found, start)
        if found is None:
            return None
        if found.day is not None and not FIRST_YEAR <= found.day.year <= LAST_YEAR:
            return None
        return replace(found, span=(start, found.span[1]), text=self.raw[start : found.span[1]])

    def _led(self, found: When, start: int) -> When:
        """What the word before a day says of it: by that day, or from the day after it."""
        if self.text.text.startswith(_BY_LEADS, start):
            return replace(found, bound="by")
        if self.text.text.startswith("after ", start) and found.due is not None and found.start is None:
            return replace(found, day=found.due + timedelta(1), until=None, bound="after")
        return found

    def _lead(self, start: int) -> int:
        text = self.text.text
        if text[start] not in _LEAD_STARTS:
            return start
        for lead in _LEADS:
            if text.startswith(lead, start):
                if lead[-1] == " " and start and "a" <= text[start - 1] <= "z":
                    continue
                end = start + len(lead)
                while end < len(text) and text[end] in " :是为":
                    end += 1
                return end
        return start

    def _moment(self, start: int) -> When | None:
        """A day, a time, or both in either order."""
        try:
            days = self.days.days(start)
        except Impossible as no:
            return When((start, self.days.refused), "", None, problem=no.message)
        clock = self.clocks.clock(start)
        if days is None or (clock is not None and clock.span[1] > days.span[1]):
            if clock is None:
                return None
            return self._day_after_clock(clock)
        if days.start is not None:
            return self.days.bounded(days)
        between = _BETWEEN.match(self.text.text, days.span[1])
        places = {self.text.blanks(days.span[1]), between.end() if between else days.span[1]}
        read = [clock for place in sorted(places) if (clock := self.clocks.clock(place)) is not None]
        times = max(read, key=lambda clock: clock.span[1], default=None) or self.clocks.bare(
            max(places), day_said=True
        )
        if times is None and days.part is None:
            part = self.clocks.part(days.span[1])
            return self.days.bounded(replace(days, span=(start, part[1]), part=part[0]) if part else days)
        if times is None:
            return self.days.bounded(days)
        if days.part is not None and times.part is None:
            times = self.clocks.clock(times.span[0], days.part) or times
        return self.days.bounded(
            replace(
                days,
                span=(start, times.span[1]),
                start=times.start,
                end=times.end,
                part=times.part or days.part,
            )
        )

    def _day_after_clock(self, clock: When) -> When:
        between = _BETWEEN.match(self.text.text, clock.span[1])
        at = between.end() if between else clock.span[1]
        if self.text.text.startswith("on ", at):
            at += 3
        try:
            days = self.days.days(at) if at < len(self.text.text) else None
        except Impossible:
            days = None
        if days is None or days.start is not None:
            return self.days.bounded(clock)
        return replace(
            days,
            span=(clock.span[0], days.span[1]),
            start=clock.start,
            end=clock.end,
            part=clock.part or days.part,
        )
