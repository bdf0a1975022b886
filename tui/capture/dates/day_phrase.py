"""Parses a single day (or what one phrase names, such as a month) at an offset of a text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final, cast

from tui.capture.dates.grammar import Placement, RowMatch, TokenizedText
from tui.capture.dates.meanings.context import DateContext
from tui.capture.dates.meanings.result import Days, NoSuchDay, NotADate, Vague
from tui.capture.dates.parsed_date import Bound, ParsedDate, weekday_of
from tui.capture.dates.phrase import Phrase
from tui.capture.dates.phrases import DAY_GRAMMAR
from tui.capture.dates.time_parser import allowed
from tui.language.errors import Message

_WEEKS_BACK: Final = 54  # a year
_BESIDE: Final = re.compile(r" ?(?:(\()|,)? ?")


class DayPhraseParser:
    """Parses days in one text, relative to the day of `context`."""

    def __init__(self, text: TokenizedText, context: DateContext, placement: Placement) -> None:
        self.text = text
        self.context = context
        self.placement: Placement = placement
        # Where the words end that name a day that does not exist.
        self.error_end = 0
        # The row of the phrase that `day` found last.
        self.row: Phrase | None = None

    def day(self, start: int) -> ParsedDate | None:
        """The longest day at `start`, its weekday beside it included: `12月5日（周六）`. Raises NoSuchDay."""
        found = self._phrase(start, self.placement)
        if found is None:
            return None
        first, row = found
        self.row = row
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
                days = self._meant(match)
            except (NotADate, OverflowError, ValueError):
                continue
            except NoSuchDay as error:
                # In a line 12.40 is a price; 2月30日 is meant as a date everywhere.
                if (
                    match.row.placement != "free"
                    and placement != "date_field"
                    and not isinstance(error, Vague)
                ):
                    continue
                self.error_end = match.end
                raise
            bound: Bound = "by" if match.row.sets_deadline else "on"
            found = ParsedDate(
                (start, match.end),
                "",
                days.day,
                days.until,
                days.at,
                None,
                days.part,
                bound=bound,
                about=days.about,
            )
            return found, match.row
        return None

    def _meant(self, match: RowMatch[Phrase]) -> Days:
        """What a phrase means; looking back, of what comes every year the last one that is not too far ahead."""
        days = cast(Days, match.row.meaning(self.context, *match.values))
        if not (match.row.recurs and self.context.looks_back and self.context.beyond(days.day)):
            return days
        for weeks in range(1, _WEEKS_BACK):
            said = replace(self.context, today=self.context.today - timedelta(7 * weeks))
            earlier = cast(Days, match.row.meaning(said, *match.values))
            if not self.context.beyond(earlier.day):
                return earlier
        return days
