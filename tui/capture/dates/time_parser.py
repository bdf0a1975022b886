"""Parses a time of day or a range of times, at an offset of a text or of a whole text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final, cast

from tui.capture.dates.grammar import PLACEMENT_RANK, Placement, RowMatch, TokenizedText
from tui.capture.dates.lexicon import LEXICON, ClockPart
from tui.capture.dates.meanings.context import DateContext
from tui.capture.dates.meanings.result import NoSuchDay, NotADate
from tui.capture.dates.meanings.times import ClockTime
from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.dates.phrase import Phrase
from tui.capture.dates.phrases import TIME_GRAMMAR
from tui.kinds.words import DayPart
from tui.language.errors import Message
from tui.rules.calendar.workdays import LIBRARY

_LONGEST: Final = 40
TO: Final = re.compile(r" ?(?:到|至|--?|~|to |until |till |through |thru ) ?")
_RANGE_HOURS: Final = re.compile(
    r"([0-9]{1,2}) ?(?:到|至|--?|~|to) ?(?=[0-9]{1,2}(?: ?(?:点|时(?!候)|am|pm)|[:.][0-5][0-9] ?[ap]\.?m))"
)
# Two hours for one that is not known exactly: 三四点, 七八点钟.
_FEW_HOURS: Final = re.compile(
    "(一两|一二|两三|二三|三四|四五|五六|六七|七八|八九|九十|十一二|十一十二)点钟?(?![0-9一二三四五六七八九十半])"
)
_FEW_VALUE: Final = {"一两": 1, "一二": 1, "两三": 2, "二三": 2, "三四": 3, "四五": 4, "五六": 5, "六七": 6, "七八": 7,
                     "八九": 8, "九十": 9, "十一二": 11, "十一十二": 11}  # fmt: skip
_AND: Final = re.compile(" and ")
# Hours without a unit: `周五 9-11`, `between 9 and 11`.
_BARE_HOURS: Final = re.compile(
    r"(from |between |从)? ?([0-9]{1,2}) ?(?:到|至|-|~|to|and) ?([0-9]{1,2})(?::([0-5][0-9]))?"
    r"(?![0-9:.点时/-]| ?[ap]\.?m| (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: |$))"
)


_BETWEEN_HOURS: Final = re.compile(r"([0-9]{1,2}) and (?=[0-9])")
_BESIDE: Final = re.compile(" ?(?:[、和与跟,])? ?(?=[0-9零一二三四五六七八九十两上下中早晚])")
_ARE_BETWEEN: Final = re.compile(" ?之间")


def allowed(text: TokenizedText, match: RowMatch[Phrase], start: int, placement: Placement) -> bool:
    """Whether a row of the grammar may be read at `start` with that placement."""
    if PLACEMENT_RANK[match.row.placement] > PLACEMENT_RANK[placement]:
        return False
    if placement == "date_field":
        return True
    before = text.folded[start - 1] if start else " "
    if before in "每逢隔" or (match.row.begins and "一" <= before <= "龥"):
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
        # Where the words end that name a time that does not exist.
        self.error_end = 0

    def day_part(self, start: int) -> tuple[DayPart, int] | None:
        """The part of the day at `start`, and the offset where it ends."""
        at = self.text.skip_blanks(start)
        if self.text.folded.startswith("的", at):  # 下周三的上午
            at += 1
        token = self.text.token(at, "part")
        if token is None or token.value is None or (token.end - at == 1 and self.placement != "date_field"):
            return None
        return _as_day_part(cast(ClockPart, token.value)), token.end

    def parse(
        self, start: int, day_part: ClockPart | None = None, *, between: bool = False
    ) -> ParsedDate | None:
        """The time or range of times at `start`; `day_part` is the part of the day given before it.

        `between` marks the text after that word, in which `and` joins. Raises NoSuchDay in a date field for a
        time that does not exist, and for a range that goes on after midnight.
        """
        short = self._few_hours(start, day_part) or self._range_with_first_hour_bare(
            start, day_part, between=between
        )
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
        overnight = time_of_day.overnight(day_part)
        day_part_given = time_of_day.day_part or day_part
        found = ParsedDate(
            (start, end),
            "",
            self.context.today + timedelta(overnight),
            start=starts,
            part=_as_day_part(day_part_given) if day_part_given else None,
            day_given=False,
            overnight=overnight,
        )
        to = (_AND if between else TO).match(self.text.folded, end)
        second = self._time(to.end()) if to else self._beside(end)
        if second is None:
            return found
        carried = day_part_given if starts.hour >= 12 or day_part_given in {"morning", "night"} else None
        try:
            # 上午9点到15点: the second hour is no hour of that part.
            ends = second[0].resolve(carried if carried is None or second[0].fits(carried) else None)
            if ends <= starts and ends.hour < 12 and second[0].day_part is None and not second[0].is_24_hour:
                ends = ends.replace(hour=ends.hour + 12)
        except NotADate:
            return found
        if ends > starts and second[0].overnight(carried) == overnight:
            return replace(found, span=(start, second[1]), end=ends, about=between)
        if self.placement != "date_field":
            return found
        self.error_end = second[1]
        raise NoSuchDay(
            Message(
                "{start} to {end}: write an end on the same day, after the start.",
                {"start": f"{starts:%H:%M}", "end": f"{ends:%H:%M}"},
            )
        )

    def _beside(self, end: int) -> tuple[ClockTime, int] | None:
        """The second of two hours of which the words behind say that it is between them: 九点、十点之间."""
        comma = _BESIDE.match(self.text.folded, end)
        second = self._time(comma.end()) if comma else None
        return second if second and _ARE_BETWEEN.match(self.text.folded, second[1]) else None

    def _few_hours(self, start: int, day_part: ClockPart | None) -> ParsedDate | None:
        """`下午两三点`: from the first of the two hours to the second."""
        at = start
        token = self.text.token(start, "part")
        if token is not None:
            day_part, at = cast(ClockPart, token.value), self.text.skip_blanks(token.end)
        hours = _FEW_HOURS.match(self.text.folded, at)
        if hours is None or (at and self.text.folded[at - 1] in "十第"):
            return None
        first = ClockTime(_FEW_VALUE[hours[1]], 0, day_part)
        try:
            starts, ends = first.resolve(), replace(first, hour=first.hour + 1).resolve()
        except NotADate:
            return None
        if ends <= starts:  # 六七点 without a part of the day; 12 at night is the end of the day
            ends = ends.replace(hour=ends.hour + 12) if ends.hour < 12 else time(23, 59)
        overnight = first.overnight()
        return ParsedDate(
            (start, hours.end()),
            "",
            self.context.today + timedelta(overnight),
            start=starts,
            end=ends,
            part=_as_day_part(day_part) if day_part else None,
            day_given=False,
            about=True,
            overnight=overnight,
        )

    def _range_with_first_hour_bare(
        self, start: int, day_part: ClockPart | None, *, between: bool
    ) -> ParsedDate | None:
        """`下午3-5点`, `9-11点`, `9-11am`: the first hour has no unit."""
        at, day_part_given = start, day_part
        token = self.text.token(start, "part")
        if token is not None:
            day_part_given, at = cast(ClockPart, token.value), self.text.skip_blanks(token.end)
        hours = (_BETWEEN_HOURS if between else _RANGE_HOURS).match(self.text.folded, at)
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
            (start, second[1]),
            "",
            self.context.today,
            start=starts,
            end=ends,
            part=_as_day_part(day_part_given) if day_part_given else None,
            day_given=False,
            about=between,
        )

    def bare_hours(
        self, start: int, *, day_given: bool, day_part: ClockPart | None = None
    ) -> ParsedDate | None:
        """Two hours without a unit, in a date field only, after a day (or a part of it) or a word such as `between`."""
        hours = _BARE_HOURS.match(self.text.folded, start) if self.placement == "date_field" else None
        if hours is None or not (hours[1] or day_given):
            return None
        try:
            starts = ClockTime(int(hours[2]), 0).resolve(day_part)
            ends = ClockTime(int(hours[3]), int(hours[4] or 0)).resolve(day_part)
        except NotADate:
            return None
        if ends <= starts:
            return None
        about = hours[1] == "between "
        return ParsedDate(
            (start, hours.end()), "", self.context.today, None, starts, ends, day_given=False, about=about
        )

    def _time(self, start: int) -> tuple[ClockTime, int] | None:
        wrong = 0
        for match in TIME_GRAMMAR.matches(self.text, start):
            if not allowed(self.text, match, start, self.placement):
                continue
            try:
                time_of_day = cast(ClockTime, match.row.meaning(*match.values))
                time_of_day.resolve()
            except NotADate:
                wrong = wrong or match.end
                continue
            if wrong > match.end and self.placement == "date_field":
                break
            return time_of_day, match.end
        if wrong and self.placement == "date_field":
            self.error_end = wrong
            text = self.text.folded[start:wrong]
            raise NoSuchDay(Message("«{text}» is no time of day.", {"text": text}))
        return None


def _as_day_part(part: ClockPart) -> DayPart:
    """The part of the day to show; a night begins in the evening."""
    return "evening" if part == "night" else part


_ANY_DAY: Final = DateContext(datetime(2000, 1, 1), date(2000, 1, 1), LIBRARY)  # noqa: DTZ001 - a time of day has no zone


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
    try:
        found = parser.parse(0) or parser.bare_hours(0, day_given=True)
    except NoSuchDay:
        return None
    return found if found is not None and found.span[1] == len(text) else None
