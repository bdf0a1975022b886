"""Parses dates and times as people type them: a day, a range of days, a time, a range of times.

`parse_date` takes a whole text (a date field, the text after ^), `parse_date_at` an offset of a line.
Vocabulary and grammar are tables (`tui.capture.dates.lexicon`, `tui.capture.dates.phrases`),
`tui.capture.dates.meanings` has the conventions. Days and times have a parser each; this module combines the
two, in either order.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Final

from tui.capture.dates.day_parser import DayParser
from tui.capture.dates.endings import with_ending
from tui.capture.dates.grammar import Placement, TokenizedText
from tui.capture.dates.lexicon import LEXICON, NUMBER_STARTS, ClockPart
from tui.capture.dates.meanings.arithmetic import FIRST_YEAR, LAST_YEAR
from tui.capture.dates.meanings.context import DateContext, Direction
from tui.capture.dates.meanings.result import NoSuchDay, Vague
from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.dates.phrases import DAY_GRAMMAR, TIME_GRAMMAR
from tui.capture.dates.time_parser import TimeParser
from tui.language.errors import Message
from tui.rules.calendar.workdays import WorkCalendar

# A year before 1000 in full.
_ANCIENT: Final = re.compile(r"(?<!\d)0\d{3}(?=[-/.年])")
# In characters; a longer text is no date.
LONGEST: Final = 60
_LEADS: Final = (
    "截止日期", "截止到", "截止", "截至", "期限", "最晚", "最迟", "不晚于", "不迟于", "至迟", "限期", "限于", "限",
    *(f"{hurry}{at}" for hurry in ("尽快", "尽量", "务必", "争取", "力争", "赶") for at in ("在", "于")),
    "自从", "自", "从",
    "due on ", "due by ", "due ", "no later than ", "not later than ", "by ", "on ", "before ", "until ", "from ", "at ", "after ",
    "starting from ", "starting on ", "starting ", "beginning on ", "beginning ", "effective from ", "effective ", "as of ", "as from ",
)  # fmt: skip
# Leads in a date field only; in a sentence they belong to its verb: 改到周六.
_SINCE: Final = ("since ", "ever since ")
_FIELD_LEADS: Final = (
    "不超过", "不得超过", "不要超过", "不超", "不出", "至多", "最多", "顶多",
    "直到", "至", "到", "在", "于", "尽量", "最好", "务必", "争取", "力争", "希望", "请",
    *_SINCE, "every day from ", "each day from ", "daily from ", "close of business ", "end of business ", "end of day ", "cob ", "eod ", "first thing ",
)  # fmt: skip
_ABOUT_LEADS: Final = (
    "大约", "大概", "约", "差不多", "估计", "预计", "将近", "接近", "不到", "around ", "about ", "approximately ", "approx. ", "approx ", "circa ", "roughly ",
)  # fmt: skip
_ABOUT_FIRST: Final = frozenset(lead[0] for lead in _ABOUT_LEADS)
_BY_LEADS: Final = (
    "截", "期限", "最晚", "最迟", "不晚", "不迟", "不超", "不得超", "不要超", "不出", "至多", "最多", "顶多", "至迟", "close ", "end ", "cob ", "eod ", "限", "尽", "务", "争", "力", "赶", "至", "到", "直到", "due", "no ", "not ", "by ", "before ", "until ",
)  # fmt: skip
_SINCE_LEADS: Final = ("starting", "beginning", "effective", "as ")
# By their first character: the word, whether it says «about», and whether it is one in a date field only.
_LEADS_AT: Final[dict[str, list[tuple[str, bool, bool]]]] = {}
for _words, _about, _field in (
    (_LEADS, False, False),
    (_FIELD_LEADS, False, True),
    (_ABOUT_LEADS, True, False),
):
    for _word in _words:
        _LEADS_AT.setdefault(_word[0], []).append((_word, _about, _field))
# The characters that a date can begin with, those of such words included.
FIRST_CHARACTERS: Final = (
    LEXICON.first_characters(DAY_GRAMMAR.first_kinds | TIME_GRAMMAR.first_kinds)
    | frozenset(NUMBER_STARTS)
    | {lead[0] for lead in (*_LEADS, *_ABOUT_LEADS)}
)
_BETWEEN: Final = re.compile(r" ?(?:的|,|at|from)? ?")
# Of several days each one: 12月8号至12号每天上午, dec 8 to 12, every morning.
_EACH_DAY: Final = re.compile(
    r" ?,? ?的?(?:每天的?|每日的?|天天|每(?=[早晚上下中])|(?:every|each) day,?|daily,?|(?:every|each)(?= (?:morning|afternoon|evening)))"
    r"(?:from |between |at )? ?(?:都 ?)?"
)
_AT: Final = re.compile(r",? (?:at (?=[a-z]|[0-9]{1,2}:)|(?=[0-9]|at [0-9]))")
_BETWEEN_WORD: Final = "between "
_ABOUT: Final = re.compile(r" ?(?:左右(?!手|邻|两)|上下(?!楼|班|水)|前后(?!门|院|排)| or so(?![a-z]))|ish")
_ABOUT_STARTS: Final = frozenset(" 左上前来多不之")
# 来钟 and 多 after an hour: 十点来钟, 三点多.
_ABOUT_HOUR: Final = re.compile("来钟|多钟|不到|多(?![人个名次户位件])")
_BETWEEN_TIMES: Final = re.compile(" ?之间")
_TRAILING: Final = re.compile("[!。.,;；、! ]*")
_STOP: Final = re.compile("为?止")
MIDNIGHT: Final = time(0)
# The end of a day is written so.
END_OF_DAY: Final = time(23, 59)
_FAR_END: Final = re.compile(r" ?起? ?,? ?(?:到|至|-|~|to |until |till ) ?")


def parse_date(
    text: str, now: datetime, calendar: WorkCalendar, direction: Direction = "future"
) -> ParsedDate | None:
    """The date that the whole of `text` means at the time `now`; None if it is no date.

    Blanks around it, a word before it (截止, `by`) and punctuation after it are ignored.
    """
    if len(text) > LONGEST:
        return None
    whole = _tokenized(text)
    begin = len(whole.folded) - len(whole.folded.lstrip())
    if begin >= len(whole.folded):
        return None
    found = _DateParser(whole, DateContext(now, now.date(), calendar, direction), "date_field", text).parse(
        begin
    )
    if found is None:
        return None
    rest = _TRAILING.match(whole.folded, found.span[1])
    return found if rest is not None and rest.end() == len(whole.folded) else None


def parse_date_at(
    text: str,
    start: int,
    now: datetime,
    calendar: WorkCalendar,
    direction: Direction = "future",
    placement: Placement = "free",
) -> ParsedDate | None:
    """The longest date at the offset `start` of `text`, or None."""
    whole = _tokenized(text)
    if placement != "date_field" and not whole.tokens(start) and whole.folded[start] not in _LEADS_AT:
        return None  # most characters of a sentence
    return _DateParser(whole, DateContext(now, now.date(), calendar, direction), placement, text).parse(start)


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
        """The date at `start`, with the words before and after that belong to it."""
        lead, about = self._lead_end(start)
        field = self.placement == "date_field"
        found = self._date_and_time(start) if field or self.text.tokens(start) else None
        if found is None and field:
            hours = self.times.bare_hours(start, day_given=False)
            found = self._day_after_time(hours) if hours is not None else None
            lead = start + 1 if lead == start and self.text.folded[start] in "从自" else lead
        if (found is None or found.day is None) and lead != start and lead < len(self.text.folded):
            led = self._date_and_time(lead, between=self.text.folded.startswith(_BETWEEN_WORD, start))
            if led is not None and led.bound == "on":
                led = self._bound_by_lead(led, start)
            found = led or found
        if found is None:
            return None
        end, text = found.span[1], self.text.folded
        if about or (end < len(text) and text[end] in _ABOUT_STARTS) or text[end - 1] == "h":
            found = self._approximate(found, about=about and found.span[0] >= lead)
        found = with_ending(text, found, self.placement)
        return self._within_reach(
            replace(found, span=(start, found.span[1]), text=self.raw[start : found.span[1]])
        )

    def _within_reach(self, found: ParsedDate) -> ParsedDate | None:
        """`found`, or in a date field the error that its year is out of reach."""
        out = next(
            (day for day in (found.day, found.until) if day and not FIRST_YEAR <= day.year <= LAST_YEAR), None
        )
        # Four digits are a year and no short form of one.
        ancient = (
            _ANCIENT.search(unicodedata.normalize("NFKC", found.text))
            if "0" in found.text or "０" in found.text
            else None
        )
        if out is None and ancient is None:
            return found
        if self.placement != "date_field":
            return None
        year = int(ancient[0]) if ancient else out.year if out else 0
        problem = Message("The year {year} is out of reach.", {"year": year})
        return ParsedDate(found.span, found.text, None, problem=problem)

    def _approximate(self, found: ParsedDate, *, about: bool) -> ParsedDate:
        """`found`, marked where a word says that it is not exact: 左右, 来钟, 之间, `or so`."""
        text, end = self.text.folded, found.span[1]
        if found.day is None:
            return found
        after = _ABOUT.match(text, end)
        if after is None and found.start is not None and text[end - 1] in "点时钟":
            after = _ABOUT_HOUR.match(text, end)
        if after is None and found.end is not None:
            after = _BETWEEN_TIMES.match(text, end)
        if after is not None:
            return replace(found, span=(found.span[0], after.end()), about=True)
        ish = text.endswith("ish", found.span[0], end) and found.start is not None
        return replace(found, about=True) if about or ish else found

    def _bound_by_lead(self, found: ParsedDate, start: int) -> ParsedDate:
        """`found` with the bound that the word before it gives: by that day, or from the day after it."""
        text = self.text.folded
        if text.startswith(_BY_LEADS, start):
            stop = _STOP.match(text, found.span[1])
            return replace(found, span=(found.span[0], stop.end() if stop else found.span[1]), bound="by")
        today = self.days.context.today
        if text.startswith(_SINCE, start) and found.day is not None and found.day < today:
            return replace(found, until=today, also=())
        if text.startswith(_SINCE_LEADS, start):
            return replace(found, bound="after")
        if text.startswith("after ", start) and found.due is not None and found.start is None:
            return replace(found, day=found.due + timedelta(1), until=None, also=(), bound="after")
        return found

    def _lead_end(self, start: int) -> tuple[int, bool]:
        """The offset behind words such as 截止 or `due on` at `start`, and whether they say «about»."""
        end, about = start, False
        if self.text.folded[start] not in _LEADS_AT and self.text.folded[start] != _BETWEEN_WORD[0]:
            return end, about
        for _ in range(3):
            further, approximate = self._one_lead(end)
            if further == end:
                break
            end, about = further, about or approximate
        return end, about

    def _one_lead(self, start: int) -> tuple[int, bool]:
        text = self.text.folded
        leads = _LEADS_AT.get(text[start]) if start < len(text) else None
        if leads is None:
            return start, False
        before = text[start - 1] if start else " "
        field = self.placement == "date_field"
        for lead, about, in_field in leads:
            if not text.startswith(lead, start) or (in_field and not field):
                continue
            if lead in _SINCE and not self.days.context.looks_back:
                continue  # broken since monday is no day to come
            if lead[-1] == " " and "a" <= before <= "z":
                continue
            # 预约周五 and 因差不多 are other words.
            if about and not field and "一" <= before <= "龥":
                continue
            end = start + len(lead)
            while end < len(text) and text[end] in " :是为":
                end += 1
            return end, about
        if field and text.startswith(_BETWEEN_WORD, start):
            return start + len(_BETWEEN_WORD), False
        return start, False

    def _date_and_time(self, start: int, *, between: bool = False) -> ParsedDate | None:
        """A day, a time, or both in either order."""
        try:
            found = self._both(start, between=between)
        except NoSuchDay as error:
            end = self.days.bound_end(self._error_end())
            return ParsedDate((start, end), "", None, problem=error.message, asks=isinstance(error, Vague))
        return found

    def _error_end(self) -> int:
        """Where the words end that name what does not exist, a time behind them included."""
        end = max(self.days.error_end, self.times.error_end)
        try:
            time = self.times.parse(self.text.skip_blanks(end))
        except NoSuchDay:
            return max(end, self.times.error_end)
        part = self.times.day_part(end) if time is None else None
        return time.span[1] if time is not None else part[1] if part else end

    def _both(self, start: int, *, between: bool) -> ParsedDate | None:
        days = self.days.parse(start, between=between)
        time = self.times.parse(start, between=between)
        if days is None or (time is not None and time.span[1] > days.span[1]):
            return self._day_after_time(time) if time is not None else None
        if days.start is not None:
            return self.days.with_bound(days)
        if _ABOUT.match(self.text.folded, days.span[1]):
            return days
        if days.part is None and self.text.folded[days.span[1] - 1] in "夜晚":
            days = replace(days, part="evening")  # 除夕夜8点
        each = _EACH_DAY.match(self.text.folded, days.span[1]) if days.until or days.also else None
        if each and (self.times.day_part(each.end()) or self._time_at(each.end())):
            days = replace(days, span=(start, each.end()))
        between_them = _BETWEEN.match(self.text.folded, days.span[1])
        places = {self.text.skip_blanks(days.span[1]), between_them.end() if between_them else days.span[1]}
        candidates = [
            time for place in sorted(places, reverse=True) if (time := self._time_at(place)) is not None
        ]
        times = max(candidates, key=lambda time: time.span[1], default=None) or self.times.bare_hours(
            max(places), day_given=True
        )
        if times is None and days.part is None:
            part = self.times.day_part(days.span[1])
            if part:
                hour = _AT.match(self.text.folded, part[1])
                time = self._about_time(part[1], part[0]) or (
                    (
                        self.times.parse(hour.end(), part[0])
                        or self.times.bare_hours(hour.end(), day_given=True, day_part=part[0])
                    )
                    if hour
                    else None
                )
                if time is not None:  # tomorrow morning at 8
                    return self.days.with_bound(_joined(days, time, (start, time.span[1])))
                days = self._to_another_day(replace(days, span=(start, part[1]), part=part[0]))
            return self.days.with_bound(days)
        if times is None:
            return self.days.with_bound(self._to_another_day(days))
        if days.part is not None and times.part is None:
            times = self.times.parse(times.span[0], days.part) or times
        return self._far_end(self.days.with_bound(_joined(days, times, (start, times.span[1]))))

    def _time_at(self, start: int) -> ParsedDate | None:
        """The time at `start`, of two hours also behind `between`: tomorrow between 2 and 4 pm."""
        if self.text.folded.startswith(_BETWEEN_WORD, start):
            return self.times.parse(start + len(_BETWEEN_WORD), between=True)
        return self._about_time(start) or self.times.parse(start)

    def _about_time(self, start: int, part: ClockPart | None = None) -> ParsedDate | None:
        """The time at `start` behind a word that says it is about then: 明天大约四点, 明天下午大概3点半."""
        if self.text.folded[start : start + 1] in _ABOUT_FIRST:
            for lead in _ABOUT_LEADS:
                if self.text.folded.startswith(lead, start):
                    time = self.times.parse(start + len(lead), part)
                    return replace(time, about=True) if time else None
        return None

    def _to_another_day(self, found: ParsedDate) -> ParsedDate:
        """`今天下午到明天上午`: a part of a day up to one of another."""
        if found.until is not None and found.part and (part := self.times.day_part(found.span[1])):
            return replace(found, span=(found.span[0], part[1]), part=None)  # 明晚到后天早上
        to = _FAR_END.match(self.text.folded, found.span[1])
        if to is None or not to[0].strip() or found.day is None or found.until is not None or found.also:
            return found
        day = DayParser(self.text, self.days.context, "date_field").parse(to.end())
        if day is None or day.day is None or day.day <= found.day or day.until is not None or day.also:
            return found
        part = self.times.day_part(day.span[1])
        return replace(
            found, span=(found.span[0], part[1] if part else day.span[1]), until=day.day, part=None
        )

    def _far_end(self, found: ParsedDate) -> ParsedDate:
        """`12月1日9时起至12月5日17时`: the last day with the hour that it ends at."""
        to = _FAR_END.match(self.text.folded, found.span[1])
        if to is None and found.bound == "after":
            to = _FAR_END.match(self.text.folded, found.span[1] - 1)
        if to is None or found.day is None or found.until is not None or found.end is not None:
            return found
        day = DayParser(self.text, replace(self.days.context, today=found.day), "date_field").parse(to.end())
        if day is None or day.day is None or day.day <= found.day or day.until is not None or day.also:
            return found
        end = self.times.parse(day.span[1])
        if end is None or end.start is None or found.start is None or end.start <= found.start:
            return found
        stop = _STOP.match(self.text.folded, end.span[1])
        last = stop.end() if stop else end.span[1]
        return replace(found, span=(found.span[0], last), until=day.day, end=end.start, bound="on")

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
        if days.part is not None and time.part is None:
            time = self.times.parse(time.span[0], days.part) or time  # five to eight tonight
        elif days.part is None and (part := self.times.day_part(days.span[1])):
            # quarter to eight tomorrow morning
            time = self.times.parse(time.span[0], part[0]) or time
            days = replace(days, span=(days.span[0], part[1]))
        if days.part == "evening" and time.start == MIDNIGHT:
            time = replace(time, start=END_OF_DAY)  # midnight tonight
        return _joined(days, time, (time.span[0], days.span[1]))


def _joined(days: ParsedDate, times: ParsedDate, span: tuple[int, int]) -> ParsedDate:
    """The day with the time; a time after midnight of a night is on the next day."""
    day = days.day
    if times.overnight and day is not None and days.until is None and not days.also:
        day += timedelta(1)
    return replace(
        days,
        span=span,
        day=day,
        start=times.start,
        end=times.end,
        part=times.part or days.part,
        about=days.about or times.about,
        overnight=times.overnight,
    )
