"""Dates and times as people type them, read from a text: a day, days, a time or a span of time.

`read` takes a whole text to be a date (a date field, what follows ^); `at` reads one at a place in a
line. The words and phrases are tables (`tui.capture.lexicon`, `tui.capture.phrases`); the conventions
stand in `tui.capture.meanings` and `tui.capture.clocks`. Here days and times are put together: a day and
a time in either order, the end of a span, and words such as 前 (by that day, which counts still) and 之后
(from the day after).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, cast

from tui.capture.clocks import Clock
from tui.capture.grammar import WHERE, Found, Text, Where
from tui.capture.lexicon import LEXICON
from tui.capture.meanings.seen import FIRST_YEAR, LAST_YEAR, Days, Facing, Impossible, NotADate, Seen
from tui.capture.phrases import CLOCKS, DAYS, NOT_BACK, NOT_FRONT, Phrase
from tui.capture.when import When
from tui.words import DayPart

# Of a longer text nobody means a date.
LONGEST: Final = 60
_LEADS: Final = (
    "截止日期", "截止到", "截止", "截至", "期限", "最晚", "最迟", "不晚于", "限",
    "due on ", "due by ", "due ", "no later than ", "not later than ", "by ", "on ", "before ", "until ", "from ", "at ",
)  # fmt: skip
_LEAD_STARTS: Final = frozenset(lead[0] for lead in _LEADS)
_BY_LEADS: Final = ("截", "期限", "最", "不晚", "限", "due", "no ", "not ", "by ", "before ", "until ")
_BETWEEN: Final = re.compile(r" ?(?:的|,|at|from)? ?")
_TO: Final = re.compile(r" ?(?:到|至|--?|~|to |until |till |through ) ?")
_RANGE_HOURS: Final = re.compile(r"([0-9]{1,2}) ?(?:到|至|--?|~|to) ?(?=[0-9]{1,2} ?(?:点|时(?!候)|am|pm))")
_BY: Final = re.compile("(?:之前|以前|前)")
_SINCE: Final = re.compile("(?:之后|以后|过后|起|后)")
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
        self.seen = seen
        self.level = WHERE[where]
        self.raw = raw

    def read(self, start: int) -> When | None:
        lead = self._lead(start)
        found = self._moment(start) if self.text.words(start) else None
        if found is None and lead != start:
            found = self._moment(lead)
            if found is not None and found.bound == "on" and self.text.text.startswith(_BY_LEADS, start):
                found = replace(found, bound="by")
        if found is None:
            return None
        if found.day is not None and not FIRST_YEAR <= found.day.year <= LAST_YEAR:
            return None
        return replace(found, span=(start, found.span[1]), text=self.raw[start : found.span[1]])

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
            days = self._days(start)
        except Impossible as no:
            return When((start, self._refused), "", None, problem=no.message)
        clock = self._clock(start)
        if days is None or (clock is not None and clock.span[1] > days.span[1]):
            if clock is None:
                return None
            return self._day_after_clock(clock)
        if days.start is not None:
            return self._bound(days)
        between = _BETWEEN.match(self.text.text, days.span[1])
        places = {self.text.blanks(days.span[1]), between.end() if between else days.span[1]}
        read = [clock for place in sorted(places) if (clock := self._clock(place)) is not None]
        times = max(read, key=lambda clock: clock.span[1], default=None)
        if times is None and days.part is None:
            part = self._part(days.span[1])
            return self._bound(replace(days, span=(start, part[1]), part=part[0]) if part else days)
        if times is None:
            return self._bound(days)
        if days.part is not None and times.part is None:
            times = self._clock(times.span[0], days.part) or times
        return self._bound(
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
            days = self._days(at) if at < len(self.text.text) else None
        except Impossible:
            days = None
        if days is None or days.start is not None:
            return self._bound(clock)
        return replace(
            days,
            span=(clock.span[0], days.span[1]),
            start=clock.start,
            end=clock.end,
            part=clock.part or days.part,
        )

    # ---- days

    def _days(self, start: int) -> When | None:
        first = self._day(start)
        if first is None:
            return None
        to = _TO.match(self.text.text, first.span[1])
        if to and first.day is not None and first.start is None:
            from_there = _Reader(
                self.text, replace(self.seen, today=first.day, facing="ahead"), "asked", self.raw
            )
            try:
                last = from_there._day(to.end())
            except Impossible:
                last = None
            if last is not None and last.due is not None and last.due > first.day and last.start is None:
                return replace(first, span=(start, last.span[1]), until=last.due)
        return first

    def _day(self, start: int) -> When | None:
        """The longest day at `start`. Raises Impossible if the longest that fits is none."""
        for fit in DAYS.fits(self.text, start):
            if not self._allowed(fit, start):
                continue
            try:
                days = cast(Days, fit.row.means(self.seen, *fit.values))
            except NotADate:
                continue
            except (OverflowError, ValueError):
                continue
            except Impossible:
                # 12.40 in the middle of a line is a price; 2月30日 is a date wherever it stands.
                if fit.row.where != "free" and self.level < WHERE["asked"]:
                    continue
                self._refused = fit.end
                raise
            return When((start, fit.end), "", days.day, days.until, days.at, None, days.part)
        return None

    _refused = 0

    def _allowed(self, fit: Found[Phrase], start: int) -> bool:
        if WHERE[fit.row.where] > self.level:
            return False
        if self.level == WHERE["asked"]:
            return True
        text = self.text.text
        if start and text[start - 1] in "每逢隔":
            return False
        return fit.row.unless is None or fit.row.unless.match(text, fit.end) is None

    def _bound(self, found: When) -> When:
        """With 前 or 之后 after it. Before a day is by that day, after it from the next day on."""
        text, end = self.text.text, found.span[1]
        by = _BY.match(text, end)
        if by and (by[0] != "前" or self.level == WHERE["asked"] or not NOT_FRONT.match(text, by.end())):
            return replace(found, span=(found.span[0], by.end()), bound="by")
        since = _SINCE.match(text, end)
        if (
            since
            and (len(since[0]) > 1 or not NOT_BACK.match(text, since.end()))
            and (since[0] != "起" or found.until is None)
        ):
            if since[0] == "起":
                return replace(found, span=(found.span[0], since.end()), bound="after")
            day = found.due
            later = day + timedelta(1) if day is not None and found.start is None else found.day
            return replace(found, span=(found.span[0], since.end()), day=later, until=None, bound="after")
        return found

    # ---- times

    def _part(self, start: int) -> tuple[DayPart, int] | None:
        at = self.text.blanks(start)
        word = self.text.word(at, "part")
        if word is None or word.value is None or (word.end - at == 1 and self.level < WHERE["asked"]):
            return None
        return cast(DayPart, word.value), word.end

    def _clock(self, start: int, part: DayPart | None = None) -> When | None:
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
        to = _TO.match(self.text.text, end)
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

    def _time(self, start: int) -> tuple[Clock, int] | None:
        for fit in CLOCKS.fits(self.text, start):
            if not self._allowed(fit, start):
                continue
            try:
                clock = cast(Clock, fit.row.means(*fit.values))
                clock.at()
            except NotADate:
                continue
            return clock, fit.end
        return None
