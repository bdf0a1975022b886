"""Parses a day or a range of days at an offset of a text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, cast

from tui.capture.dates.grammar import Placement, TokenizedText
from tui.capture.dates.meanings.arithmetic import day_of
from tui.capture.dates.meanings.context import DateContext
from tui.capture.dates.meanings.result import Days, NoSuchDay, NotADate
from tui.capture.dates.parsed_date import Bound, ParsedDate, weekday_of
from tui.capture.dates.phrases import DAY_GRAMMAR, NOT_BACK, NOT_FRONT, Phrase
from tui.capture.dates.time_parser import TO, allowed
from tui.language.errors import Message

_BY: Final = re.compile("(?:下班)?(?:之前|以前|前)")
_SINCE: Final = re.compile("(?:之后|以后|过后|后)")
# 开始 may also begin a sentence: it belongs to the date in a date field only.
_STARTING: Final = re.compile("起|开始")
_BESIDE: Final = re.compile(r" ?(?:(\()|,)? ?")
_DAY_ALONE: Final = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?(?![0-9:./-]| ?[ap]\.?m)")


class DayParser:
    """Parses days in one text, relative to the day of `context`."""

    def __init__(self, text: TokenizedText, context: DateContext, placement: Placement) -> None:
        self.text = text
        self.context = context
        self.placement: Placement = placement
        # Where the words end that name a day that does not exist.
        self.error_end = 0

    def parse(self, start: int) -> ParsedDate | None:
        """The day or range of days at `start`: `26号到28号`. Raises NoSuchDay."""
        first = self._day(start)
        if first is None or first.day is None or first.start is not None:
            return first
        to = TO.match(self.text.folded, first.span[1])
        last = self._last(first, to.end()) if to else None
        if last is None:
            return first
        until, end = last
        return replace(first, span=(start, end), until=until) if until > first.day else first

    def _last(self, first: ParsedDate, start: int) -> tuple[date, int] | None:
        """The last day of a range, and the offset where it ends.

        It is parsed relative to `first`; in a date field it may be a bare number: `dec 1-5`.
        """
        assert first.day is not None
        from_there = DayParser(
            self.text, replace(self.context, today=first.day, direction="future"), "date_field"
        )
        try:
            last = from_there._day(start)
        except NoSuchDay:
            return None
        if last is not None:
            return (last.due, last.span[1]) if last.due is not None and last.start is None else None
        alone = _DAY_ALONE.match(self.text.folded, start)
        if alone is None or self.placement != "date_field" or not self.text.folded[first.span[0]].isalpha():
            return None
        try:
            return day_of(first.day.year, first.day.month, int(alone[1])), alone.end()
        except NoSuchDay:
            return None

    def _day(self, start: int) -> ParsedDate | None:
        """The longest day at `start`, its weekday beside it included: `12月5日（周六）`. Raises NoSuchDay."""
        found = self._phrase(start, self.placement)
        if found is None:
            return None
        first, row = found
        weekday = row.weekday
        if first.until is not None or first.start is not None:
            return first
        separator = _BESIDE.match(self.text.folded, first.span[1])
        assert separator is not None  # it also matches the empty text
        second = self._beside(
            separator.end(), "date_field" if separator[1] else self.placement, weekday=weekday
        )
        if second is None or (separator[1] and not self.text.folded.startswith(")", second.span[1])):
            return first
        return self._agreed(first, second, weekday=weekday, end=second.span[1] + bool(separator[1]))

    def _beside(self, start: int, placement: Placement, *, weekday: bool) -> ParsedDate | None:
        """The second half of such a pair: a weekday after a date, or a date after a weekday."""
        try:
            found = self._phrase(start, placement)
        except NoSuchDay:
            return None
        if found is None or found[0].until is not None or found[0].start is not None:
            return None
        day, row = found
        # Beside a weekday, 9-11 is a range of hours, not a date.
        confirms = (
            not row.weekday and row.placement == "free" and not row.sets_deadline if weekday else row.weekday
        )
        return day if confirms else None

    def _agreed(self, first: ParsedDate, second: ParsedDate, *, weekday: bool, end: int) -> ParsedDate:
        """The date, if the weekday is that of the date. Raises NoSuchDay in a date field if it is not."""
        dated, by_weekday = (second, first) if weekday else (first, second)
        assert dated.day is not None
        assert by_weekday.day is not None
        if dated.day.weekday() == by_weekday.day.weekday():
            return replace(dated, span=(first.span[0], end))
        if self.placement != "date_field":
            return first
        self.error_end = end
        day, weekday_name = dated.day.isoformat(), weekday_of(dated.day)
        raise NoSuchDay(Message("{date} is a {weekday}.", {"date": day, "weekday": weekday_name}))

    def _phrase(self, start: int, placement: Placement) -> tuple[ParsedDate, Phrase] | None:
        """The longest phrase at `start`, and its row. Raises NoSuchDay if that is no existing day."""
        for match in DAY_GRAMMAR.matches(self.text, start) if start < len(self.text.folded) else ():
            if not allowed(self.text, match, start, placement):
                continue
            try:
                days = cast(Days, match.row.meaning(self.context, *match.values))
            except (NotADate, OverflowError, ValueError):
                continue
            except NoSuchDay:
                # In a line 12.40 is a price; 2月30日 is meant as a date everywhere.
                if match.row.placement != "free" and placement != "date_field":
                    continue
                self.error_end = match.end
                raise
            bound: Bound = "by" if match.row.sets_deadline else "on"
            found = ParsedDate(
                (start, match.end), "", days.day, days.until, days.at, None, days.part, bound=bound
            )
            return found, match.row
        return None

    def with_bound(self, found: ParsedDate) -> ParsedDate:
        """`found` together with 前 or 之后 behind it: `周五前` is by Friday, `周五后` from Saturday on."""
        text, end = self.text.folded, found.span[1]
        before = _BY.match(text, end)
        if before and (
            before[0] != "前" or self.placement == "date_field" or not NOT_FRONT.match(text, before.end())
        ):
            return replace(found, span=(found.span[0], before.end()), bound="by")
        starting = _STARTING.match(text, end)
        if starting and found.until is None and (starting[0] == "起" or self.placement == "date_field"):
            return replace(found, span=(found.span[0], starting.end()), bound="after")
        since = _SINCE.match(text, end)
        if since and (len(since[0]) > 1 or not NOT_BACK.match(text, since.end())):
            day = found.due
            later = day + timedelta(1) if day is not None and found.start is None else found.day
            return replace(found, span=(found.span[0], since.end()), day=later, until=None, bound="after")
        return found
