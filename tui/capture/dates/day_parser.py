"""Parses a day, a range of days or an enumeration of days at an offset of a text."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tui.capture.dates.day_phrase import DayPhraseParser
from tui.capture.dates.endings import before_period
from tui.capture.dates.lexicon import Quantity
from tui.capture.dates.meanings.arithmetic import day_of, shifted
from tui.capture.dates.meanings.context import DateContext
from tui.capture.dates.meanings.festivals import next_lunar_day
from tui.capture.dates.meanings.months import day_of_month, year_of_days
from tui.capture.dates.meanings.periods import workday_from
from tui.capture.dates.meanings.result import NoSuchDay, NotADate, Vague
from tui.capture.dates.meanings.weeks import weekday
from tui.capture.dates.numbers import CHINESE, ENGLISH, number
from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.dates.phrase import NOT_BACK, NOT_FRONT, Phrase
from tui.language.errors import Message

_BY: Final = re.compile("(?:下班|结束|过完|开始)?(?:之前|以前|前(?!后))")
_SINCE: Final = re.compile("(?:结束)?(?:之后|以后|过后|后)")
# By the last day of a time that one word names, or by the day before its first.
_ITS_END: Final = ("结束", "过完")
_ITS_START: Final = "开始"
# 开始 may also begin a sentence: it belongs to the date in a date field only.
_STARTING: Final = re.compile("起|开始| on(?:wards?)?(?![a-z])| onwards?")
_LASTING: Final = re.compile(
    rf" ?,? ?(?P<said>为期|连续|一连|连着|持续|的?)([0-9]{{1,3}}|[{CHINESE}]{{1,3}})(天|日|周|个?星期|个?礼拜|个月)(?P<over>内|之内|以内)?"
)
# 下周一连续三天: to the third day.
_IN_A_ROW: Final = ("连续", "一连", "连着", "为期")
_TO: Final = re.compile(r" ?(?:(?:起|开始) ?,? ?)?(?:到|至|--?|~|to |until |till |through |thru ) ?")
_AND: Final = re.compile(" and ")
# 今年春节到现在, 10月以来: a range up to today.
_UP_TO_NOW: Final = re.compile(
    " ?(?:起 ?)?(?:(?:一直)?(?:到|至) ?(?:现在|目前|如今|当前|今(?![天日年早晚晨夜儿明]))(?:为?止)?|以来|(?: up)? ?(?:to|until|till) (?:now|date)(?![a-z]))"
)
_UP_TO: Final = re.compile("为?止")
_BETWEEN: Final = re.compile(" ?(?:之间|期间)")
_N: Final = rf"[0-9]{{1,2}}|[{CHINESE}]{{1,3}}"
# A length of time after 前 or 后: 12月5日后三天, 26号后第一个工作日.
_COUNTED: Final = re.compile(rf"的?(?:第({_N})个工作日|({_N})(个?工作日|天|日|周|个?星期|个?礼拜|个月))")
_FIRST_WORKDAY: Final = re.compile("的?(?:首个|头一个|最后一?个|最末一?个)工作日")
_COUNTED_ENGLISH: Final = re.compile(
    r"(?:the )?([0-9]{1,3}|[a-z]+) ((?:working |business )?days?|workdays?|weeks?|months?) (after|before|from) (?=[a-z0-9])"
)
_LASTING_ENGLISH: Final = re.compile(
    r"for ([0-9]{1,3}|[a-z]+) (days?|weeks?|months?) (?:from|starting|beginning) "
)
_ALSO: Final = re.compile(r" ?(?:、|和|及|与|以及|跟) ?|, and | and |(?=(?:周|星期|礼拜)[一二三四五六日天])")
_ALSO_FIELD: Final = re.compile(
    r" ?(?:[、,，;；]|和|及|与|以及|跟) ?|, and | and |(?=(?:周|星期|礼拜)[一二三四五六日天])"
)
# 5-10 december: the days of a month before its name.
_ENGLISH_SPAN: Final = re.compile(
    r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)? ?(?:-|to|and) ?(?=(?:the )?[0-9]{1,2}(?:st|nd|rd|th)? (?:of )?[a-z])"
)
_ENGLISH_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED: Final = "(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAYS_OF_WEEK: Final = re.compile(
    rf"({_NAMED}(?:(?:, ?| and |, and ){_NAMED})+) (?:of )?(next|this|the following) week(?![a-z])"
)
_OR: Final = re.compile(" ?(?:或者?|还是) ?|,? or ")
_DAY_ALONE: Final = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?(?![0-9:./-]| ?[ap]\.?m|[点时月年个])")
_LUNAR_ALONE: Final = re.compile("[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?")
_WEEKDAY_ALONE: Final = re.compile("[一二三四五六日天1-7](?![0-9一二三四五六七八九十点时月年个号楼天])")
_MORE_WEEKDAYS: Final = re.compile("([一二三四五六日天]{1,6})(?=$|[ ,，。、;；的上下早晚中0-9两]|全天)")
_WEEKDAYS: Final = "一二三四五六日"
# 26、28号 and 三四号: days that share what stands behind the last.
_LIST: Final = re.compile(
    rf"(?:([0-9]{{1,2}}|[{CHINESE}]{{1,3}})月(?:份的?)?)?((?:{_N})(?:(?:[、,，]|和|及)(?:{_N}))+)[号日](?!楼|院|线|门)"
)
_TWO_DAYS: Final = re.compile("(一二|二三|三四|四五|五六|六七|七八|八九)[号日](?!楼|院|线|门)")
_NUMBERS: Final = re.compile(_N)
# 至次年3月 and 到次日: counted from the first day of a range.
_FROM_THERE: Final = ("次年", "翌年", "次日", "翌日")
# Words that count from today, wherever they stand in a range.
_FROM_TODAY: Final = frozenset(
    {"day", "day_part", "which", "which_year", "GUO", "IN", "WITHIN_ENGLISH", "signed"}
)


class DayParser(DayPhraseParser):
    """Parses days in one text, relative to the day of `context`."""

    # Whether `parse` found last what one phrase names: a day, a week, a month.
    period = False

    def parse(self, start: int, *, between: bool = False) -> ParsedDate | None:
        """The day or days at `start`: `26号到28号`, `周二、周四`; `between` marks the text after that word.

        Raises NoSuchDay.
        """
        if start >= len(self.text.folded):
            return None
        special = (
            self._counted_english(start)
            or self._listed(start)
            or self._english_span(start)
            or self._english_weekdays(start)
        )
        if special is not None:
            return special
        first = self.day(start)
        if first is None or first.day is None or first.start is not None:
            return first
        row = self.row
        self.period = True
        now = _UP_TO_NOW.match(self.text.folded, first.span[1]) if self.placement == "date_field" else None
        if now and first.day < self.context.today:
            self.period = False
            return replace(first, span=(first.span[0], now.end()), until=self.context.today)
        to = (_AND if between else _TO).match(self.text.folded, first.span[1])
        last = self._related(first, row, to.end()) if to else None
        if last is not None and last.due is not None:
            self.period = False
            return self._range(first, last, between=between)
        return self._enumerated(first, row)

    def _range(self, first: ParsedDate, last: ParsedDate, *, between: bool) -> ParsedDate:
        """From the first day of `first` to the last of `last`. Raises NoSuchDay if that is before."""
        assert first.day is not None
        assert last.due is not None
        end = last.span[1]
        if last.due <= first.day:
            if self.placement != "date_field":
                return first
            self.error_end = end
            raise NoSuchDay(
                Message(
                    "{start} to {end}: the end is not after the start.",
                    {"start": first.day.isoformat(), "end": last.due.isoformat()},
                )
            )
        stop = _UP_TO.match(self.text.folded, end)
        around = _BETWEEN.match(self.text.folded, end)
        end = (stop or around).end() if stop or around else end  # type: ignore[union-attr]
        return replace(first, span=(first.span[0], end), until=last.due, about=between or around is not None)

    def _related(self, first: ParsedDate, row: Phrase | None, start: int) -> ParsedDate | None:
        """A further day at `start`, counted from `first` unless its words count from today: 到下周三.

        In a date field it may be a bare number (`dec 1-5`), after a lunar day one as well (`初八到十五`).
        """
        assert first.day is not None
        from_today = not self.text.folded.startswith(_FROM_THERE, start) and any(
            token.kind in _FROM_TODAY for token in self.text.tokens(start)
        )
        day = self.context.today if from_today else first.day
        there = DayPhraseParser(self.text, replace(self.context, today=day, direction="future"), "date_field")
        try:
            found = there.day(start)
            if found is None:
                found = self._alone(first, row, start)
        except NoSuchDay:
            if self.placement == "date_field":
                self.error_end = there.error_end
                raise
            return None
        return found if found is not None and found.start is None else None

    def _alone(self, first: ParsedDate, row: Phrase | None, start: int) -> ParsedDate | None:
        """A day without its unit: 周一、三, `dec 1-5`, 初八到十五."""
        assert first.day is not None
        text = self.text.folded
        if (
            row is not None
            and row.weekday
            and not text[first.span[0]].isascii()
            and (name := _WEEKDAY_ALONE.match(text, start))
        ):
            return ParsedDate((start, name.end()), "", self._weekday_after(first.day, name[0]))
        if row is not None and row.lunar and (lunar := _LUNAR_ALONE.match(text, start)):
            day = next_lunar_day(replace(self.context, today=first.day), number(lunar[0]) or 0).day
            return ParsedDate((start, lunar.end()), "", day)
        alone = _DAY_ALONE.match(text, start)
        if alone is None or self.placement != "date_field" or not text[first.span[0]].isalpha():
            return None
        if row is None or row.weekday or not text[first.span[0]].isascii():
            return None
        return ParsedDate((start, alone.end()), "", day_of(first.day.year, first.day.month, int(alone[1])))

    def _weekday_after(self, day: date, name: str) -> date:
        at = int(name) - 1 if name.isdecimal() else _WEEKDAYS.index("日" if name == "天" else name)
        return weekday(replace(self.context, today=day, direction="future"), None, at).day

    def _enumerated(self, first: ParsedDate, row: Phrase | None) -> ParsedDate:
        """`first` with the days that follow it: 周二、周四, 周一三五. Raises Vague for 周三或周四."""
        assert first.day is not None
        if first.until is not None:
            return first
        text, also, last, end = self.text.folded, [], first, first.span[1]
        if row is not None and row.weekday and (more := _MORE_WEEKDAYS.match(text, end)):
            places = [_WEEKDAYS.index("日" if name == "天" else name) for name in more[1]]
            if all(a < b for a, b in zip([first.day.weekday(), *places], places, strict=False)):
                also = [first.day + timedelta(at - first.day.weekday()) for at in places]
                return replace(first, span=(first.span[0], more.end()), also=tuple(also))
        separator = _ALSO_FIELD if self.placement == "date_field" else _ALSO
        while (comma := separator.match(text, end)) is not None:
            if not comma[0] and (row is None or not row.weekday):
                break  # only weekdays need no comma: 周六周日
            further = self._related(last, row, comma.end())
            if further is None or further.day is None or further.until is not None:
                break
            assert last.day is not None
            if further.day <= last.day:
                break
            also.append(further.day)
            last, end = replace(first, day=further.day), further.span[1]
        either = _OR.match(text, end)
        other = self._related(last, row, either.end()) if either and not also else None
        if other is not None and other.day is not None:
            self.error_end = other.span[1]
            raise Vague(
                Message(
                    "{first} or {second}? Write one of the two.",
                    {"first": first.day.isoformat(), "second": other.day.isoformat()},
                )
            )
        return replace(first, span=(first.span[0], end), also=tuple(also)) if also else first

    def _listed(self, start: int) -> ParsedDate | None:
        """`26、28号`, `12月1、5、8日`, `三四号`. Raises NoSuchDay."""
        text = self.text.folded
        if not (text[start].isdecimal() or text[start] in CHINESE):
            return None
        found = _LIST.match(text, start)
        two = None if found else _TWO_DAYS.match(text, start)
        if found is None and two is None:
            return None
        self.error_end = (found or two).end()  # type: ignore[union-attr]
        numbers = [number(n) or 0 for n in (_NUMBERS.findall(found[2]) if found else two[1])]  # type: ignore[index]
        days: list[date] = []
        if found and found[1]:
            month = number(found[1]) or 0
            year = year_of_days(self.context, month, numbers[0])
            days = [day_of(year, month, n) for n in numbers]
        else:
            for n in numbers:
                context = replace(self.context, today=days[-1], direction="future") if days else self.context
                days.append(day_of_month(context, n).day)
        if any(a >= b for a, b in itertools.pairwise(days)):
            return None
        span = (start, self.error_end)
        if two is not None:
            return ParsedDate(span, "", days[0], days[1], about=True)
        return ParsedDate(span, "", days[0], also=tuple(days[1:]))

    def _english_span(self, start: int) -> ParsedDate | None:
        """`5-10 december`. Raises NoSuchDay."""
        found = _ENGLISH_SPAN.match(self.text.folded, start) if self.placement == "date_field" else None
        last = self.day(found.end()) if found else None
        if found is None or last is None or last.day is None or last.until is not None:
            return None
        first = day_of(last.day.year, last.day.month, int(found[1]))
        return (
            replace(last, span=(start, last.span[1]), day=first, until=last.day) if first < last.day else None
        )

    def _english_weekdays(self, start: int) -> ParsedDate | None:
        """`tuesday and thursday next week`: the week holds for all of them."""
        found = _WEEKDAYS_OF_WEEK.match(self.text.folded, start)
        if found is None:
            return None
        places = [
            _ENGLISH_WEEKDAYS.index(name[:3])
            for name in re.findall("[a-z]+day|[a-z]{3,4}", found[1])
            if name != "and"
        ]
        if len(places) < 2 or places != sorted(set(places)):
            return None
        days = [weekday(self.context, found[2] != "this", at).day for at in places]
        return ParsedDate((start, found.end()), "", days[0], also=tuple(days[1:]))

    def _counted_english(self, start: int) -> ParsedDate | None:
        """`three days after december 5`, `for three days from dec 1`. Raises NoSuchDay."""
        if self.placement != "date_field" or not self.text.folded[start].isascii():
            return None
        found = _COUNTED_ENGLISH.match(self.text.folded, start)
        lasting = None if found else _LASTING_ENGLISH.match(self.text.folded, start)
        match = found or lasting
        count = _english_number(match[1]) if match else None
        if match is None or count is None:
            return None
        day = self.day(match.end())
        if day is None or day.day is None or day.start is not None:
            return None
        span = (start, day.span[1])
        if lasting:
            last = shifted(day.day, _unit(match[2]).times(count)) - timedelta(1)
            return ParsedDate(span, "", day.day, last if last > day.day else None)
        if "festival" in {token.kind for token in self.text.tokens(match.end())}:
            return None  # counted from its holiday, by the grammar
        sign = -1 if match[3] == "before" else 1
        try:
            counted = _counted(self.context, day.due or day.day, count, match[2], sign)
        except NotADate:
            return None
        return ParsedDate(span, "", counted)

    def with_bound(self, found: ParsedDate) -> ParsedDate:
        """`found` together with 前, 之后 or 起 behind it: `周五前` is by Friday, `周五后` from Saturday on.

        A length of time may follow: `周五后三天`, `26号前两个工作日`.
        """
        text, end = self.text.folded, found.span[1]
        before = _BY.match(text, end)
        since = _SINCE.match(text, end)
        counted = self._counted_from(found, before, since)
        if counted is not None:
            return counted
        if before and (
            before[0] != "前" or self.placement == "date_field" or not NOT_FRONT.match(text, before.end())
        ):
            found = self._edge_before(found, before[0])
            return replace(found, span=(found.span[0], before.end()), bound="by")
        starting = _STARTING.match(text, end)
        if starting and found.until is None and (starting[0] == "起" or self.placement == "date_field"):
            return self._lasting(replace(found, span=(found.span[0], starting.end()), bound="after"))
        if since and (len(since[0]) > 1 or not NOT_BACK.match(text, since.end())):
            day = found.due
            later = day + timedelta(1) if day is not None and found.start is None else found.day
            return replace(
                found, span=(found.span[0], since.end()), day=later, until=None, also=(), bound="after"
            )
        if found.until is None and found.start is None and text.startswith(_IN_A_ROW, end):
            return self._lasting(found)
        return found

    def _edge_before(self, found: ParsedDate, said: str) -> ParsedDate:
        """The day that 前 means behind a time of several days: `下周前` is before it, `下周结束前` by its end."""
        if found.until is None or not found.day or said.startswith(_ITS_END):
            return found
        if said.startswith(_ITS_START):
            return replace(found, day=found.day - timedelta(1), until=None)
        return before_period(found) if self.period and found.day > self.context.today else found

    def bound_end(self, end: int) -> int:
        """The offset behind 前, 之后 or 起 at `end`, which belong to a date that does not exist as well."""
        text = self.text.folded
        found = _BY.match(text, end) or _SINCE.match(text, end)
        return found.end() if found and not NOT_FRONT.match(text, found.end()) else end

    def _counted_from(
        self, found: ParsedDate, before: re.Match[str] | None, since: re.Match[str] | None
    ) -> ParsedDate | None:
        side = before or since
        if side is None or found.due is None or found.start is not None or "下班" in side[0]:
            return None
        length = _COUNTED.match(self.text.folded, side.end())
        first = None if length else _FIRST_WORKDAY.match(self.text.folded, side.end())
        match = length or first
        count = 1 if first else number(length[1] or length[2]) if length else None
        if match is None or not count:
            return None
        unit = "工作日" if first or (length and length[1]) else length[3] if length else ""
        try:
            start = found.due if since else found.day or found.due
            day = _counted(self.context, start, count, unit, 1 if since else -1)
        except NotADate:
            return None
        return replace(found, span=(found.span[0], match.end()), day=day, until=None, also=())

    def _lasting(self, found: ParsedDate) -> ParsedDate:
        """`12月1日起，为期三天`: to the third day."""
        lasting = _LASTING.match(self.text.folded, found.span[1])
        count = number(lasting[2]) if lasting else None
        if lasting is None or not count or found.day is None:
            return found
        if lasting["over"] and found.day == self.context.today:
            due = shifted(found.day, _unit(lasting[3]).times(count))
            return replace(found, span=(found.span[0], lasting.end()), day=due, bound="by")  # 即日起十天内
        if lasting["said"] in {"", "的"} and (self.placement != "date_field" or lasting["over"]):
            return found  # 12月1日起三天内 is another
        last = shifted(found.day, _unit(lasting[3]).times(count)) - timedelta(1)
        return replace(
            found, span=(found.span[0], lasting.end()), until=last if last > found.day else None, bound="on"
        )


def _counted(context: DateContext, day: date, count: int, unit: str, sign: int) -> date:
    if "工作日" in unit or "work" in unit or "business" in unit:
        return workday_from(context, day, sign * count)
    return shifted(day, _unit(unit).times(count), sign)


def _unit(word: str) -> Quantity:
    if "month" in word or "月" in word:
        return Quantity(0, 1)
    return Quantity(1, 0) if "day" in word or word in {"天", "日"} else Quantity(7, 0)


def _english_number(word: str) -> int | None:
    return 1 if word in {"a", "an"} else ENGLISH.get(word) or (int(word) if word.isdecimal() else None)
