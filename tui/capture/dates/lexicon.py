"""The vocabulary of dates and times, by kind of token: a table to extend.

A kind in lower case has a value, one in upper case is syntax. The value of a unit of time is its days and
months.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from tui.capture.dates.grammar import Lexicon, Shape
from tui.capture.dates.numbers import CHINESE, ENGLISH, leading_numbers, number
from tui.kinds.words import DayPart
from tui.rules.calendar.festivals import FESTIVALS

# Parts of the day as they are said: a night goes on after midnight.
ClockPart = DayPart | Literal["night"]


class Quantity(NamedTuple):
    """A length of time."""

    days: int
    months: int

    def times(self, number: int) -> Quantity:
        """This length, `number` times."""
        return Quantity(number * self.days, number * self.months)


def _each(value: object, words: str) -> dict[str, object]:
    """All of `words`, separated by `|` or else by blanks, with the same value."""
    return dict.fromkeys(filter(None, words.split("|")) if "|" in words else words.split(), value)


def _numbered(words: str, start: int = 0) -> dict[str, object]:
    """The words with their positions as values, counted from `start`; `/` separates synonyms."""
    return {word: value for value, same in enumerate(words.split(), start) for word in same.split("/")}


_PARTS: Final[Mapping[ClockPart, str]] = {
    "small_hours": "凌晨",
    "morning": "头午|大清早|一清早|早上|早晨|清晨|清早|一早|大早|上午|上半天|早|morning|in the morning|am|a.m.|a.m",
    "night": "午夜|子夜|夜里|夜间|深夜|半夜|后半夜|大半夜|深更半夜|三更半夜|in the night",
    "noon_hours": "中午|正午|晌午",
    "afternoon": "下午|午后|下半天|后半晌|afternoon|in the afternoon|pm|p.m.|p.m",
    "evening": "傍晚|晚上|晚间|夜晚|当晚|晚|evening|in the evening|night",
}

WORDS: Final[dict[str, Mapping[str, object]]] = {
    "day": {
        **_each(0, "今天 今日 今儿 今儿个 今个 当天 即日 today"), **_each(1, "明天 明日 明儿 明儿个 次日 翌日 tomorrow tmr tmrw tomorow"),
        **_each(2, "后天|后日|后儿|the day after tomorrow|day after tomorrow|overmorrow"), **_each(3, "大后天 大后日 大后儿"),
        **_each(-1, "昨天 昨日 昨儿 yesterday"), **_each(-2, "前天|前日|前儿|the day before yesterday|day before yesterday"),
        **_each(-3, "大前天 大前日"),
    },
    "day_part": {
        **_each((0, "evening"), "今晚 今晚上 今夜 tonight"), **_each((1, "evening"), "明晚 明晚上 明夜"), **_each((2, "evening"), "后晚"),
        **_each((-1, "evening"), "昨晚|昨晚上|昨夜|last night"), **_each((0, "morning"), "今早 今早上 今晨"),
        **_each((1, "morning"), "明早 明早上 明晨"), **_each((-1, "morning"), "昨早"), **_each((0, "noon_hours"), "今午"),
        **_each((0, "morning"), "this morning|"), **_each((0, "afternoon"), "this afternoon|"), **_each((0, "evening"), "this evening|"),
    },
    "which": {
        **_each(0, "本 这 这个 本个 this"), **_each(1, "下 下个 下一 下一个 next"), **_each(2, "下下 下下个"), **_each(-1, "上 上个 上一个 last"),
        **_each(-2, "上上 上上个"),
    },
    "day_pair": {**_each((0, 1), "今明 今明两天 今明两日"), **_each((1, 2), "明后 明后两天 明后两日")},
    "day_pair_about": {**_each((1, 2), "明后天")},
    "TODAY": _each(None, "今天 今日"),
    "WEEK": _each(None, "周 星期 礼拜"),
    "weekday": _numbered("一/1 二/2 三/3 四/4 五/5 六/6 日/天/7"),
    "english_day": _numbered(
        "monday/mon tuesday/tue/tues wednesday/wed/weds thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun"
    ),
    "full_day": _numbered(
        "monday/mon tuesday/tue/tues wednesday/wed/weds thursday/thu/thur/thurs friday/fri saturday sunday"
    ),
    "WEEKEND": _each(None, "周末 周末两天 双休日 星期末 礼拜末 weekend"),
    "PERIOD_WEEK": _each(None, "周|星期|礼拜|week"),
    "month": {
        **_numbered(
            "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept "
            "october/oct november/nov december/dec", 1,
        ),
        "jan.": 1, "feb.": 2, "mar.": 3, "apr.": 4, "jun.": 6, "jul.": 7, "aug.": 8, "sep.": 9, "sept.": 9, "oct.": 10,
        "nov.": 11, "dec.": 12,
    },
    "YUE": _each(None, "月 月份"),
    "PERIOD_MONTH": _each(None, "月|月份|month"),
    "lunar_month": {"正月": 1, "冬月": 11, "腊月": 12},
    "LUNAR": _each(None, "农历 阴历 旧历 夏历 lunar"),
    "LUNAR_MONTH": _each(None, "lunar month|"),
    "new_year_day": {
        f"{year}初{char}": at for at, char in enumerate("一二三四五六七八九十", 1) for year in ("大年", "年")
    },
    "lunar_day": {
        **{f"初{char}": at for at, char in enumerate("一二三四五六七八九十", 1)},
        **{f"廿{char}": 20 + at for at, char in enumerate("一二三四五六七八九", 1)},
    },
    "HAO": _each(None, "号 日"),
    "NIAN": _each(None, "年"),
    "which_year": {**_each(0, "今年|本年|今年度|本年度|this year"), **_each(1, "明年|来年|次年|翌年|明年度|下年度|next year"), **_each(2, "后年"), **_each(-1, "去年|last year")},
    "PERIOD_YEAR": _each(None, "年|year"),
    "HALF_YEAR": _each(None, "半年"),
    "half": {"上": 0, "下": 1},
    "QUARTER": _each(None, "季度 季"),
    "HALF_MONTH": _each(None, "半月 半个月"),
    "english_half": {"first half": 0, "second half": 1, "h1": 0, "h2": 1},
    "PERIOD_QUARTER": _each(None, "季度|quarter"),
    "short_quarter": {"q1": 1, "q2": 2, "q3": 3, "q4": 4},
    "DI": _each(None, "第"),
    "edge": {**_each("end", "底 末 尾"), **_each("start", "初"), **_each("middle", "中")},
    "EDGE_OF": _each(None, "of|of the"),
    "IN_OF": _each(None, "of|in"),
    "english_edge": {
        **_each("end", "end|the end|late|later"), **_each("start", "beginning|the beginning|start|the start|early"),
        **_each("middle", "middle|the middle|mid|mid-"),
    },
    "short_edge": {"eom": "month", "eoy": "year", "eoq": "quarter", "eow": "week"},
    "third": {"上旬": 0, "中旬": 1, "下旬": 2},
    "thirds": {"上中旬": 0, "中下旬": 1},
    "WHOLE_YEAR": _each(None, "全年 整年 一整年 度 年度 全年度"),
    "WHOLE": _each(None, "整个|整|全|all|all of|the whole|the whole of|the entire|entire"), "WHOLE_MONTH": _each(None, "整月 全月 一整月 一个月 整整一个月"),
# ---- quantities, and before or after them
    "unit": {
        **_each(Quantity(1, 0), "天|日|day|days"), **_each(Quantity(7, 0), "周|个星期|星期|个周|个礼拜|礼拜|week|weeks|wk|wks"),
        **_each(Quantity(14, 0), "fortnight|fortnights"), **_each(Quantity(0, 1), "个月|month|months"),
        **_each(Quantity(0, 3), "个季度|quarter|quarters"), **_each(Quantity(0, 12), "年|year|years"),
    },
    "span": {
        **_each(Quantity(15, 0), "半个月 半月"), **_each(Quantity(45, 0), "一个半月"), **_each(Quantity(0, 6), "半年"),
        **_each(Quantity(0, 2), "俩月 两月"), **_each(Quantity(0, 6), "half a year|"), **_each(Quantity(0, 18), "一年半"), **_each(Quantity(7, 0), "a week|"), **_each(Quantity(1, 0), "a day|"),
        **_each(Quantity(0, 1), "a month|"), **_each(Quantity(0, 12), "a year|"), **_each(Quantity(14, 0), "a fortnight|"),
    },
# The upper bound: 三五天 are up to five days.
    "few": {"一两": 2, "一二": 2, "两三": 3, "二三": 3, "三两": 3, "三四": 4, "三五": 5, "四五": 5, "五六": 6, "六七": 7, "七八": 8,
        "八九": 9, "十来": 10, "二十来": 20, "三十来": 30, "十几": 15, "几": 3, "a few": 3},
    "span_about": _each(Quantity(15, 0), "半个多月 半多月"),
    "unit_about": {
        **_each(Quantity(1, 0), "多天 多日"), **_each(Quantity(7, 0), "多周 个多星期 多个星期 个多礼拜 多个礼拜"),
        **_each(Quantity(0, 1), "个多月 多个月 多月"), **_each(Quantity(0, 12), "多年"),
    },
    "minutes_about": {**_each(60, "个多小时 多小时 多个小时 个多钟头"), **_each(1, "多分钟")},
    "FROM": _each(None, "from"),
    "WORKDAY": _each(None, "个工作日|工作日|working day|working days|business day|business days|workday|workdays|work days|work day"),
    "minutes": {
        **_each(60, "小时|个小时|个钟头|钟头|个钟|hour|hours|hr|hrs|h"), **_each(1, "分钟|分|minute|minutes|min|mins"), **_each(15, "刻钟"),
    },
    "span_minutes": {**_each(30, "半小时|半个小时|半个钟头|half an hour"), **_each(60, "an hour|"), **_each(90, "一个半小时|一小时半")},
    "HALF_HOURS": _each(None, "个半小时 个半钟头"),
    "HALF_MONTHS": _each(None, "个半月"),
    "AFTER": _each(None, "后|之后|以后|过后|later|from now|from today"),
    "WITHIN": _each(None, "内|之内|以内"),
    "BEFORE": _each(None, "前|之前|以前"),
    "OFF": _each(None, "下班"),
    "AGO": _each(None, "前|之前|以前|ago"),
    "IN": _each(None, "in"),
    "WITHIN_ENGLISH": _each(None, "within|within the next|within next|in the next|over the next|during the next"),
    "PAST_TIME": _each(None, "最近|近|最近的|过去|过去的|past|last|previous|the previous|" + "|".join(
        f"{lead}the {word}" for lead in ("", "in ", "over ", "during ", "within ", "for ") for word in ("last", "past"))),
    "TO_DATE": _each(None, "to date|so far"),
    "PAST_HOUR": _each(None, "past"),
    "COMING": _each(None, "未来 今后 接下来 接下来的 往后 这"),
    "IN_ABOUT": _each(None, "in about|in around|in roughly|in approximately"),
    "GUO": _each(None, "过 再过"),
    "THE": _each(None, "the|on the"),
    "OF": _each(None, "of"),
    "ORDINAL": _each(None, "st nd rd th"),
    "nth": _numbered(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
        "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first", 1,
    ),
    "COMMA": _each(None, ","),
    "NOW": _each(None, "现在|此刻|刚才|刚刚|方才|now|right now|just now"),
    "FIRST_WORKDAY": _each(None, "上班第一天|第一天上班|上班首日|首个上班日|第一个上班日|上班那天"),
    "DE": _each(None, "的 里的 里 中的"),
    "DAY": _each(None, "天 日"),
    "DAY_ENGLISH": _each(None, "day"),
    "FIRSTS": _each(None, "头 前"),
    "LASTS": _each(None, "最后 最末"),
    "english_nth": {
        "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
        "last": -1, "second last": -2, "second to last": -2, "penultimate": -2,
    },
    "AFTER_NEXT": _each(None, "after next|"),
    "ON": _each(None, "on"),
    "EVE": _each(None, "eve"),
    # ---- festivals
    "festival": {name: f.code for f in FESTIVALS if not f.theme for name in (*f.names, *f.english)},
    "theme_day": {name: f.code for f in FESTIVALS if f.theme for name in (*f.names, *f.english)},
    "october": _each("national", "十一 十.一"),
    "DURING": _each(None, "期间|假期|长假|小长假|放假|假期期间|黄金周|holiday|holidays"),
    "AROUND": _each(None, "前后 左右"),
    "new_year": _each("spring", "过年 过大年 过春节"),
    "PAST_NEW_YEAR": _each(None, "过完年 过了年"),
    "HOLIDAY": _each(None, "节|假期|放假|过节|长假|小长假|the holiday|the holidays|holidays"),
    "ITSELF": _each(None, "当天|那天|当日"),
    "BEFORE_ENGLISH": _each(None, "before"),
    "AFTER_ENGLISH": _each(None, "after"),
    # ---- times of day
    "part": {word: part for part, words in _PARTS.items() for word in words.split("|")},
    "DIAN": _each(None, "点 点钟 点整 时 时整"),
    "FEN": _each(None, "分 分钟"),
    "SHORT_OF": _each(None, "差 缺"),
    "PAST": _each(None, "过"),
    "ZERO": _each(None, "零"),
    "ISH": _each(None, "ish"),
    "MIN_TO": _each(None, "minutes to|minute to|mins to|min to"),
    "MIN_PAST": _each(None, "minutes past|minute past|mins past|min past"),
    "BAN": _each(None, "半"),
    "ke": {**_each(15, "一刻 1刻 一刻钟 1刻钟"), **_each(30, "两刻 两刻钟"), **_each(45, "三刻 3刻 三刻钟")},
    "noon": {**_each(12 * 60, "noon|midday|12 noon|twelve noon|正午|中午|晌午"), **_each(0, "midnight|12 midnight|午夜|零点")},
    "ampm": {**_each("morning", "am|a.m.|a.m"), **_each("afternoon", "pm|p.m.|p.m")},
    "OCLOCK": _each(None, "o'clock|oclock"),
    "HALF_PAST": {"half past": None},
    "past": {**_each(15, "quarter past|a quarter past"), **_each(-15, "quarter to|a quarter to"), **_each(5, "five past|"),
        **_each(10, "ten past|"), **_each(20, "twenty past|"), **_each(25, "twenty-five past|twenty five past")},
    "minutes_to": {**_each(-5, "five to|"), **_each(-10, "ten to|"), **_each(-20, "twenty to|"),
        **_each(-25, "twenty-five to|twenty five to")},
    "part_english": {
        **_each("morning", "in the morning|"), **_each("afternoon", "in the afternoon|"), **_each("evening", "in the evening|"), **_each("night", "at night|in the night"),
    },
    "AT": _each(None, "at"),
    "TO": _each(None, "到|至|-|--|~|to|until|till|through"),
}  # fmt: skip


def _ymd(text: str) -> Iterator[tuple[object, int]]:
    yield tuple(map(int, re.split("[-/.]", text))), len(text)


def _year_last(text: str) -> Iterator[tuple[object, int]]:
    """`12/1/2026`: the month comes first, as in `12/1`, unless the first number is above 12."""
    first, second, year = map(int, re.split("[/.]", text))
    yield (year, *((first, second) if first <= 12 else (second, first))), len(text)


def _minutes(text: str) -> Iterator[tuple[object, int]]:
    """Minutes in two characters, or 十: in 3点四 the 四 may begin a word (四方会议)."""
    if len(text) > 1 or text == "十":
        yield number(text.removeprefix("零")), len(text)


def _stamp(text: str) -> Iterator[tuple[object, int]]:
    yield text, len(text)


def _clock(text: str) -> Iterator[tuple[object, int]]:
    hours, minutes = text.split(":")[:2]
    # A leading zero marks the 24-hour clock.
    yield (int(hours), int(minutes), len(hours) == 1), len(text)


def _nth(text: str) -> Iterator[tuple[object, int]]:
    """`第三个`, `首个`, `最后一个`, `倒数第二个`."""
    found = _NTH_NUMBER.search(text)
    value = number(found[0]) if found else 1
    if value is not None:
        yield (-value if text[0] in "最倒末" else value), len(text)


_NTH_NUMBER: Final = re.compile(rf"[0-9]+|[{CHINESE}]+")
_END: Final = r"(?![0-9]|[/.:][0-9]|-(?![0-9]{4}[-./][0-9])[0-9])"
_START: Final = r"(?<![0-9])(?<![0-9][-/.:])"
# After a hyphen it is the end of a range: 2026.12.1-2026.12.15.
_START_OR_END: Final = r"(?<![0-9])(?<![0-9][/.:])"
SHAPES: Final[tuple[Shape, ...]] = (
    ("stamp", re.compile(
        _START + r"[0-9]{4}(?:-[0-9]{2}-[0-9]{2}|[0-9]{4})(?:[t ]?[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?|t[0-9]{4}(?:[0-9]{2})?)"
        r"(?:z|[+-][0-9]{2}:?[0-9]{2})?" + _END), _stamp),
    ("compact", re.compile(_START + r"[0-9]{8}" + _END), _stamp),
    ("iso_week", re.compile(_START + r"[0-9]{4}-?w[0-9]{2}(?:-?[1-7])?(?![0-9])"), _stamp),
    ("ymd", re.compile(_START_OR_END + r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}" + _END), _ymd),
    ("ymd_short", re.compile(_START + r"[0-9]{2}([-/.])[0-9]{1,2}\1[0-9]{1,2}" + _END), _ymd),
    ("ymd_last", re.compile(_START + r"[0-9]{1,2}([/.])[0-9]{1,2}\1[0-9]{4}" + _END), _year_last),
    ("ym", re.compile(_START + r"[0-9]{4}[-/.][0-9]{1,2}" + _END), _ymd),
    ("day_of_year", re.compile(_START + r"[0-9]{4}-[0-9]{3}" + _END), _ymd),
    ("dashed", re.compile(_START + r"[0-9]{1,2}-[0-9]{1,2}" + _END), _ymd),
    ("slashed", re.compile(r"(?<![0-9])(?<![0-9][/.:])[0-9]{1,2}[/.][0-9]{1,2}(?![0-9]|[/.:][0-9])"), _ymd),
    ("hm", re.compile(r"(?<![0-9:.])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:])"), _clock),
    ("hm", re.compile(r"(?<![0-9:.])[0-9]{1,2}\.[0-5][0-9](?= ?[ap]\.?m)"), lambda text: _clock(text.replace(".", ":"))),
    ("nth_of", re.compile(rf"(?:倒数)?第(?:[0-9]{{1,2}}|[{CHINESE}]{{1,3}})个?|[首头]个|头一个|(?:最后|最末|末)[一1]个?"), _nth),
    ("signed", re.compile(r"(?<![0-9])[+-][0-9]{1,4}(?![0-9])"), lambda text: iter([(int(text), len(text))])),
    ("mm", re.compile(rf"[0-5][0-9](?![0-9])|零?[一二三四五六七八九](?![{CHINESE}])|[二三四五]?十[一二三四五六七八九]?"), _minutes),
    ("n", re.compile(rf"(?<![0-9])[0-9]{{1,4}}(?![0-9])|[{CHINESE}]{{1,6}}"), leading_numbers),
)  # fmt: skip
WORDS["n"] = ENGLISH

# What numbers and other shapes that begin a date begin with.
NUMBER_STARTS: Final = f"0123456789+-{CHINESE}"
LEXICON: Final = Lexicon(WORDS, SHAPES, f"{NUMBER_STARTS}第首头最末倒")
