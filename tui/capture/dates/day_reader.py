"""Reads a day, or from when to when, at a place in a text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, cast

from tui.capture.dates.clock_reader import TO, allowed
from tui.capture.dates.grammar import Text, Where
from tui.capture.dates.meanings.seen import Days, Impossible, NotADate, Seen, day_of
from tui.capture.dates.phrases import DAYS, NOT_BACK, NOT_FRONT, Phrase
from tui.capture.dates.when import Bound, When, weekday_of
from tui.language.errors import Message

_BY: Final = re.compile("(?:下班)?(?:之前|以前|前)")
_SINCE: Final = re.compile("(?:之后|以后|过后|后)")
# 开始 begins a sentence as well; only where a date is asked for it belongs to the date.
_STARTING: Final = re.compile("起|开始")
_BESIDE: Final = re.compile(r" ?(?:(\()|,)? ?")
_DAY_ALONE: Final = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?(?![0-9:./-]| ?[ap]\.?m)")


class DayReader:
    """Reads days in one text, seen from a moment."""

    def __init__(self, text: Text, seen: Seen, where: Where) -> None:
        self.text = text
        self.seen = seen
        self.where: Where = where
        # Where the words end that name a day that there is not.
        self.refused = 0

    def days(self, start: int) -> When | None:
        """A day, or days: `26号到28号`. Raises Impossible if a day is meant that there is not."""
        first = self._day(start)
        if first is None or first.day is None or first.start is not None:
            return first
        to = TO.match(self.text.text, first.span[1])
        last = self._last(first, to.end()) if to else None
        if last is None:
            return first
        until, end = last
        return replace(first, span=(start, end), until=until) if until > first.day else first

    def _last(self, first: When, start: int) -> tuple[date, int] | None:
        """The end of a span that begins with `first`: a day seen from there, or its number alone in `dec 1-5`."""
        assert first.day is not None
        from_there = DayReader(self.text, replace(self.seen, today=first.day, facing="ahead"), "asked")
        try:
            last = from_there._day(start)
        except Impossible:
            return None
        if last is not None:
            return (last.due, last.span[1]) if last.due is not None and last.start is None else None
        alone = _DAY_ALONE.match(self.text.text, start)
        if alone is None or self.where != "asked" or not self.text.text[first.span[0]].isalpha():
            return None
        try:
            return day_of(first.day.year, first.day.month, int(alone[1])), alone.end()
        except Impossible:
            return None

    def _day(self, start: int) -> When | None:
        """The longest day at `start`, perhaps said twice: `12月5日（周六）`. Raises Impossible."""
        found = self._phrase(start, self.where)
        if found is None:
            return None
        first, row = found
        weekday = row.weekday
        if first.until is not None or first.start is not None:
            return first
        beside = _BESIDE.match(self.text.text, first.span[1])
        assert beside is not None  # it fits nothing at all
        second = self._beside(beside.end(), "asked" if beside[1] else self.where, weekday=weekday)
        if second is None or (beside[1] and not self.text.text.startswith(")", second.span[1])):
            return first
        return self._agreed(first, second, weekday=weekday, end=second.span[1] + bool(beside[1]))

    def _beside(self, start: int, where: Where, *, weekday: bool) -> When | None:
        """A weekday beside a date, a date beside a weekday."""
        try:
            found = self._phrase(start, where)
        except Impossible:
            return None
        if found is None or found[0].until is not None or found[0].start is not None:
            return None
        day, row = found
        # Beside a weekday 9-11 is rather from when to when.
        said_so = not row.weekday and row.where == "free" and not row.by if weekday else row.weekday
        return day if said_so else None

    def _agreed(self, first: When, second: When, *, weekday: bool, end: int) -> When:
        dated, named = (second, first) if weekday else (first, second)
        assert dated.day is not None
        assert named.day is not None
        if dated.day.weekday() == named.day.weekday():
            return replace(dated, span=(first.span[0], end))
        if self.where != "asked":
            return first
        self.refused = end
        day, weekday_is = dated.day.isoformat(), weekday_of(dated.day)
        raise Impossible(Message("{date} is a {weekday}.", {"date": day, "weekday": weekday_is}))

    def _phrase(self, start: int, where: Where) -> tuple[When, Phrase] | None:
        """The longest phrase at `start`, and its row. Raises Impossible if the longest is no day."""
        for fit in DAYS.fits(self.text, start) if start < len(self.text.text) else ():
            if not allowed(self.text, fit, start, where):
                continue
            try:
                days = cast(Days, fit.row.means(self.seen, *fit.values))
            except (NotADate, OverflowError, ValueError):
                continue
            except Impossible:
                # 12.40 in the middle of a line is a price; 2月30日 is a date wherever it stands.
                if fit.row.where != "free" and where != "asked":
                    continue
                self.refused = fit.end
                raise
            bound: Bound = "by" if fit.row.by else "on"
            found = When((start, fit.end), "", days.day, days.until, days.at, None, days.part, bound=bound)
            return found, fit.row
        return None

    def bounded(self, found: When) -> When:
        """With 前 or 之后 after it. Before a day is by that day, after it from the next day on."""
        text, end = self.text.text, found.span[1]
        by = _BY.match(text, end)
        if by and (by[0] != "前" or self.where == "asked" or not NOT_FRONT.match(text, by.end())):
            return replace(found, span=(found.span[0], by.end()), bound="by")
        starting = _STARTING.match(text, end)
        if starting and found.until is None and (starting[0] == "起" or self.where == "asked"):
            return replace(found, span=(found.span[0], starting.end()), bound="after")
        since = _SINCE.match(text, end)
        if since and (len(since[0]) > 1 or not NOT_BACK.match(text, since.end())):
            day = found.due
            later = day + timedelta(1) if day is not None and found.start is None else found.day
            return replace(found, span=(found.span[0], since.end()), day=later, until=None, bound="after")
        return found
