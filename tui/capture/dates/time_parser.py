"""Parses a time of day or a range of times, at an offset of a text or of a whole text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time
from typing import Final, cast

from tui.capture.dates.grammar import PLACEMENT_RANK, Placement, RowMatch, TokenizedText
from tui.capture.dates.lexicon import LEXICON
from tui.capture.dates.meanings.context import DateContext
from tui.capture.dates.meanings.result import NotADate
from tui.capture.dates.meanings.times import ClockTime
from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.dates.phrases import TIME_GRAMMAR, Phrase
from tui.kinds.words import DayPart

_LONGEST: Final = 40
TO: Final = re.compile(r" ?(?:到|至|--?|~|to |until |till |through ) ?")
_RANGE_HOURS: Final = re.compile(r"([0-9]{1,2}) ?(?:到|至|--?|~|to) ?(?=[0-9]{1,2} ?(?:点|时(?!候)|am|pm))")
# Hours without a unit: `周五 9-11`, `between 9 and 11`.
_BARE_HOURS: Final = re.compile(
    r"(from |between |从)? ?([0-9]{1,2}) ?(?:到|至|-|~|to|and) ?([0-9]{1,2})(?![0-9:.点时/-])"
)


def allowed(text: TokenizedText, match: RowMatch[Phrase], start: int, placement: Placement) -> bool:
    """Whether a row of the grammar may be read at `start` with that placement."""
    if PLACEMENT_RANK[match.row.placement] > PLACEMENT_RANK[placement]:
        return False
    if placement == "date_field":
        return True
    if start and text.folded[start - 1] in "每逢隔":
        return False
    return (
        match.row.not_followed_by is None or match.row.not_followed_by.match(text.folded, match.end) is None
    )


class TimeParser:
    """Parses times of day in one text."""

    def __init__(self, text: TokenizedText, context: DateContext, placement: Placement) -> None:
        self.text = text
        self.context = context
        self.placement: Placement = placement

    def day_part(self, start: int) -> tuple[DayPart, int] | None:
        """The part of the day at `start`, and the offset where it ends."""
        at = self.text.skip_blanks(start)
        token = self.text.token(at, "part")
        if token is None or token.value is None or (token.end - at == 1 and self.placement != "date_field"):
            return None
        return cast(DayPart, token.value), token.end

    def parse(self, start: int, day_part: DayPart | None = None) -> ParsedDate | None:
        """The time or range of times at `start`; `day_part` is the part of the day given before it."""
        short = self._range_with_first_hour_bare(start, day_part)
        if short is not None:
            return short
        first = self._time(start)
        if first is None:
            return None
        time_of_day, end = first
        try:
            starts = time_of_day.resolve(day_part)
        except NotADate:
            return None
        day_part_given = time_of_day.day_part or day_part
        found = ParsedDate(
            (start, end), "", self.context.today, None, starts, None, day_part_given, day_given=False
        )
        to = TO.match(self.text.folded, end)
        second = self._time(to.end()) if to else None
        if second is None:
            return found
        try:
            ends = second[0].resolve(
                day_part_given if starts.hour >= 12 or day_part_given == "morning" else None
            )
            if ends <= starts and ends.hour < 12 and second[0].day_part is None:
                ends = ends.replace(hour=ends.hour + 12)
        except NotADate:
            return found
        return replace(found, span=(start, second[1]), end=ends) if ends > starts else found

    def _range_with_first_hour_bare(self, start: int, day_part: DayPart | None) -> ParsedDate | None:
        """`下午3-5点`, `9-11点`, `9-11am`: the first hour has no unit."""
        at, day_part_given = start, day_part
        token = self.text.token(start, "part")
        if token is not None:
            day_part_given, at = cast(DayPart, token.value), self.text.skip_blanks(token.end)
        hours = _RANGE_HOURS.match(self.text.folded, at)
        if hours is None or (at and self.text.folded[at - 1].isdecimal()):
            return None
        second = self._time(hours.end())
        if second is None:
            return None
        try:
            last = second[0]
            starts, ends = (
                ClockTime(int(hours[1]), 0, day_part_given or last.day_part).resolve(),
                last.resolve(day_part_given),
            )
            if starts >= ends and last.day_part == "afternoon":
                starts = ClockTime(int(hours[1]), 0, "morning").resolve()
        except NotADate:
            return None
        if ends <= starts:
            return None
        return ParsedDate(
            (start, second[1]), "", self.context.today, None, starts, ends, day_part_given, day_given=False
        )

    def bare_hours(self, start: int, *, day_given: bool) -> ParsedDate | None:
        """Two hours without a unit, in a date field only, after a day or a word such as `between`."""
        hours = _BARE_HOURS.match(self.text.folded, start) if self.placement == "date_field" else None
        if hours is None or not (hours[1] or day_given):
            return None
        try:
            starts, ends = ClockTime(int(hours[2]), 0).resolve(), ClockTime(int(hours[3]), 0).resolve()
        except NotADate:
            return None
        if ends <= starts:
            return None
        return ParsedDate((start, hours.end()), "", self.context.today, None, starts, ends, day_given=False)

    def _time(self, start: int) -> tuple[ClockTime, int] | None:
        for match in TIME_GRAMMAR.matches(self.text, start):
            if not allowed(self.text, match, start, self.placement):
                continue
            try:
                time_of_day = cast(ClockTime, match.row.meaning(*match.values))
                time_of_day.resolve()
            except NotADate:
                continue
            return time_of_day, match.end
        return None


_ANY_DAY: Final = DateContext(datetime(2000, 1, 1), date(2000, 1, 1))  # noqa: DTZ001 - a time of day has no zone


def parse_time(text: str) -> time | None:
    """The time of day that the whole of `text` means, a bare hour included; None if it is none."""
    found = _parse_whole(text.strip())
    if found is not None and found.end is None:
        return found.start
    hour = text.strip()
    if not (hour.isascii() and hour.isdecimal() and len(hour) <= 2):
        return None
    try:
        return ClockTime(int(hour), 0).resolve()
    except NotADate:
        return None


def parse_time_range(text: str) -> tuple[time, time] | None:
    """Start and end, if the whole of `text` is a range of times."""
    found = _parse_whole(text.strip())
    return (found.start, found.end) if found is not None and found.start and found.end else None


def _parse_whole(text: str) -> ParsedDate | None:
    if not text or len(text) > _LONGEST:
        return None
    parser = TimeParser(TokenizedText(text, LEXICON), _ANY_DAY, "date_field")
    found = parser.parse(0) or parser.bare_hours(0, day_given=True)
    return found if found is not None and found.span[1] == len(text) else None
