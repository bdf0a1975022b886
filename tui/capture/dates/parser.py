"""Parses dates and times as people type them: a day, a range of days, a time, a range of times.

`parse_date` takes a whole text (a date field, the text after ^), `parse_date_at` an offset of a line.
Vocabulary and grammar are tables (`tui.capture.dates.lexicon`, `tui.capture.dates.phrases`),
`tui.capture.dates.meanings` has the conventions. Days and times have a parser each; this module combines the
two, in either order.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from tui.capture.dates.day_parser import DayParser
from tui.capture.dates.grammar import Placement, TokenizedText
from tui.capture.dates.lexicon import LEXICON
from tui.capture.dates.meanings.arithmetic import FIRST_YEAR, LAST_YEAR
from tui.capture.dates.meanings.context import DateContext, Direction
from tui.capture.dates.meanings.result import NoSuchDay
from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.dates.time_parser import TimeParser

# In characters; a longer text is no date.
LONGEST: Final = 60
_LEADS: Final = (
    "截止日期", "截止到", "截止", "截至", "期限", "最晚", "最迟", "不晚于", "限",
    "due on ", "due by ", "due ", "no later than ", "not later than ", "by ", "on ", "before ", "until ", "from ", "at ", "after ",
)  # fmt: skip
_LEAD_STARTS: Final = frozenset(lead[0] for lead in _LEADS)
_BY_LEADS: Final = ("截", "期限", "最", "不晚", "限", "due", "no ", "not ", "by ", "before ", "until ")
_BETWEEN: Final = re.compile(r" ?(?:的|,|at|from)? ?")
_TRAILING: Final = re.compile("[!。.,;；、! ]*")


def parse_date(text: str, now: datetime, direction: Direction = "future") -> ParsedDate | None:
    """The date that the whole of `text` means at the time `now`; None if it is no date.

    Blanks around it, a word before it (截止, `by`) and punctuation after it are ignored.
    """
    if len(text) > LONGEST:
        return None
    whole = _tokenized(text)
    begin = len(whole.folded) - len(whole.folded.lstrip())
    if begin >= len(whole.folded):
        return None
    found = _DateParser(whole, DateContext(now, now.date(), direction), "date_field", text).parse(begin)
    if found is None:
        return None
    rest = _TRAILING.match(whole.folded, found.span[1])
    return found if rest is not None and rest.end() == len(whole.folded) else None


def parse_date_at(
    text: str, start: int, now: datetime, direction: Direction = "future", placement: Placement = "free"
) -> ParsedDate | None:
    """The longest date at the offset `start` of `text`, or None."""
    return _DateParser(_tokenized(text), DateContext(now, now.date(), direction), placement, text).parse(
        start
    )


@lru_cache(maxsize=4)
def _tokenized(text: str) -> TokenizedText:
    return TokenizedText(text, LEXICON)


class _DateParser:
    def __init__(self, text: TokenizedText, context: DateContext, placement: Placement, raw: str) -> None:
        self.text = text
        self.raw = raw
        self.placement: Placement = placement
        self.days = DayParser(text, context, placement)
        self.times = TimeParser(text, context, placement)

    def parse(self, start: int) -> ParsedDate | None:
        lead = self._lead_end(start)
        found = self._date_and_time(start) if self.text.tokens(start) else None
        if found is None and self.placement == "date_field":
            found = self.times.bare_hours(start, day_given=False)
            lead = start + 1 if lead == start and self.text.folded[start] in "从自" else lead
        if found is None and lead != start:
            found = self._date_and_time(lead)
            if found is not None and found.bound == "on":
                found = self._bound_by_lead(found, start)
        if found is None:
            return None
        if found.day is not None and not FIRST_YEAR <= found.day.year <= LAST_YEAR:
            return None
        return replace(found, span=(start, found.span[1]), text=self.raw[start : found.span[1]])

    def _bound_by_lead(self, found: ParsedDate, start: int) -> ParsedDate:
        """`found` with the bound that the word before it gives: by that day, or from the day after it."""
        if self.text.folded.startswith(_BY_LEADS, start):
            return replace(found, bound="by")
        if self.text.folded.startswith("after ", start) and found.due is not None and found.start is None:
            return replace(found, day=found.due + timedelta(1), until=None, bound="after")
        return found

    def _lead_end(self, start: int) -> int:
        """The offset behind a word such as 截止 or `due on` at `start`; `start` if there is none."""
        text = self.text.folded
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

    def _date_and_time(self, start: int) -> ParsedDate | None:
        """A day, a time, or both in either order."""
        try:
            days = self.days.parse(start)
        except NoSuchDay as error:
            return ParsedDate((start, self.days.error_end), "", None, problem=error.message)
        time = self.times.parse(start)
        if days is None or (time is not None and time.span[1] > days.span[1]):
            if time is None:
                return None
            return self._day_after_time(time)
        if days.start is not None:
            return self.days.with_bound(days)
        between = _BETWEEN.match(self.text.folded, days.span[1])
        places = {self.text.skip_blanks(days.span[1]), between.end() if between else days.span[1]}
        candidates = [time for place in sorted(places) if (time := self.times.parse(place)) is not None]
        times = max(candidates, key=lambda time: time.span[1], default=None) or self.times.bare_hours(
            max(places), day_given=True
        )
        if times is None and days.part is None:
            part = self.times.day_part(days.span[1])
            return self.days.with_bound(replace(days, span=(start, part[1]), part=part[0]) if part else days)
        if times is None:
            return self.days.with_bound(days)
        if days.part is not None and times.part is None:
            times = self.times.parse(times.span[0], days.part) or times
        return self.days.with_bound(
            replace(
                days,
                span=(start, times.span[1]),
                start=times.start,
                end=times.end,
                part=times.part or days.part,
            )
        )

    def _day_after_time(self, time: ParsedDate) -> ParsedDate:
        """`3pm on friday`: the time with the day that follows it."""
        between = _BETWEEN.match(self.text.folded, time.span[1])
        at = between.end() if between else time.span[1]
        if self.text.folded.startswith("on ", at):
            at += 3
        try:
            days = self.days.parse(at) if at < len(self.text.folded) else None
        except NoSuchDay:
            days = None
        if days is None or days.start is not None:
            return self.days.with_bound(time)
        return replace(
            days,
            span=(time.span[0], days.span[1]),
            start=time.start,
            end=time.end,
            part=time.part or days.part,
        )
