"""Reads a year's days off and made-up working days: a notice as pasted, JSON, or days by hand.

A notice is that of the State Council (国务院办公厅关于20xx年部分节假日安排的通知, since 2007), one that passes it on, or
a table of it; also one about a single festival.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final, NamedTuple

from tui.language.errors import Message
from tui.language.folding import simplified
from tui.rules.calendar.day_lists import by_hand, of_json
from tui.rules.calendar.named_days import (
    FIRST_YEAR,
    LAST_YEAR,
    NamedDay,
    ReadCalendar,
    against_law,
    not_understood,
    refused,
)
from tui.rules.calendar.notice_sentences import Section
from tui.rules.calendar.notice_tables import written_out

# As they are called, and their names in full.
_NAMES: Final = {
    "元旦": "元旦", "新年": "元旦", "春节": "春节", "清明": "清明节", "清明节": "清明节", "五一": "劳动节", "劳动": "劳动节", "劳动节": "劳动节",
    "国际劳动节": "劳动节", "端午": "端午节", "端午节": "端午节", "中秋": "中秋节", "中秋节": "中秋节", "国庆": "国庆节", "国庆节": "国庆节",
    "十一": "国庆节",
}  # fmt: skip
_NAME: Final = (
    "元旦节?|新年|春节|清明节?|(?:五一)?(?:国际)?劳动节|五一|端午节?|中秋节?|(?:十一)?国庆节?|十一(?=[:】])"
)
_FESTIVALS: Final = rf"(?:{_NAME})(?:[、和及与暨]?(?:{_NAME}))*"
_DATE: Final = r"\(?(?:\d{4}年)?\d{1,2}月\d{1,2}日"
# One name or several, after a number or at the beginning of a sentence, before its days.
_HEADING: Final = re.compile(
    r"(?:\(?[一二三四五六七八九十]{1,2}[)、.,]{1,2}|\(\d{1,2}\)|(?<!\d)\d{1,2}[、.)]?|(?:^|(?<=[。;:!?\n】]))[^\w\n]{0,6}|[\U0001f000-\U0001faff]+)"
    rf"(?:\d{{4}}年?)?(?:\d{{1,2}}月\d{{1,2}}日)?[【\[「<]?(?P<name>{_FESTIVALS}|[\u4e00-\u9fff\d]{{2,30}}纪念日)[】\]」>]?"
    rf"(?:法定)?(?:假期|放假|休假|节日)?(?:时间|日期|安排)?[为是从自]?(?:[:。,，—-]+|(?={_DATE}))(?:放假(?:时间|日期)?[为是:]*)?(?=[^\n]{{0,6}}?{_DATE})",
    re.MULTILINE,
)
# A line that was broken in the middle of a sentence goes on, unless the next one is about another festival.
_BROKEN: Final = re.compile(
    rf"(?<![。;:】\n])\n(?!\n|[^\w\n]{{0,4}}(?:\(?[一二三四五六七八九十]{{1,2}}[)、.]|\d{{1,2}}[、.)])?[^\w\n]{{0,3}}(?:\d{{4}}年)?(?:{_NAME}))"
)
# A notice that has no such headings is about the one festival of its title: 关于2027年元旦放假的通知.
_TITLE: Final = re.compile(
    rf"(?:(?P<year>\d{{4}})年)?(?P<name>{_FESTIVALS})(?:假期|期间|节日)?(?:放假|休假|假期|安排)"
)
_HEAD_YEAR: Final = re.compile(rf"(\d{{4}})年?(?:部分|法定|放假|节假日|假期|全年|{_NAME})")
_ANY_YEAR: Final = re.compile(r"(\d{4})年(?=1?\d月)")
_FULL_DATE: Final = re.compile(r"(?<![\d.])(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?![\d日])")
_SHORT_DATE: Final = re.compile(r"(?<![\d./月年])(\d{1,2})[./](\d{1,2})(?![\d./月日年天])")
# So many festivals make a notice one of the whole year.
_OF_A_YEAR: Final = 5


class _Part(NamedTuple):
    """The text about one festival, from offset to offset."""

    name: str
    start: int
    end: int


def read_calendar(text: str, year: int | None = None) -> ReadCalendar:
    """The days in a notice, in JSON or by hand. `year` is the notice's where the text does not say it.

    Raises InvalidInput at the field `holidays` where nothing is understood.
    """
    bare = text.lstrip("\ufeff \t\r\n")
    if bare[:1] == "{" or re.match(r"\[\s*(?:[{\]]|\[)", bare):
        found = of_json(bare)
    else:
        words = simplified(unicodedata.normalize("NFKC", _without_tags(text)))
        words = words.replace("\r\n", "\n").replace("\r", "\n")
        found = by_hand(words) or _of_notice(words, year)
    if not any(found.years.values()):
        raise refused((found.doubts or (Message("There is no day in it that is off or worked."),))[0])
    return found._replace(doubts=(*found.doubts, *against_law(found)))


def _without_tags(text: str) -> str:
    """The text of a page: a cell ends with a tab, a line or a row with the line."""
    cells = re.sub(r"</t[dh]>(?=\s*<t[dh])\s*", "\t", text, flags=re.IGNORECASE)
    lines = re.sub(r"<br[^<>]*>|</(?:p|tr|div|li|h\d)>", "\n", cells, flags=re.IGNORECASE)
    return re.sub(r"<[^<>]*>|&nbsp;", "", lines)


def _of_notice(words: str, year: int | None) -> ReadCalendar:
    # The rest of a number on a key (1️⃣) and what joins emojis.
    text = re.sub(r"[^\S\n]+|[“”\"'‘’*#`\ufe0e\ufe0f\u20e3\u200d]", "", written_out(words))
    text = _SHORT_DATE.sub(r"\1月\2日", _FULL_DATE.sub(r"\1年\2月\3日", text))
    text = _BROKEN.sub("", text)
    parts = _parts(text)
    if not parts:
        raise refused(Message("This is no notice of holidays: no line such as «元旦:1月1日至3日放假»."))
    year = year or _year_of(text, parts)
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise refused(Message("Which year is it? Add it with --year."))
    doubts: list[Message] = []
    days: dict[object, NamedDay] = {}
    for part in parts:
        section = Section(part.name, year)
        section.read(text[part.start : part.end])
        days |= {day.day: day for day in section.days}
        doubts += section.doubts
    doubts += _unread(text[: parts[0].start])
    named = {name for part in parts for name in part.name.split("、")}
    return ReadCalendar({year: tuple(sorted(days.values()))}, tuple(doubts), len(named) >= _OF_A_YEAR)


def _parts(text: str) -> list[_Part]:
    """What is said of each festival; of the one in the title where there are no headings."""
    heads = list(_HEADING.finditer(text))
    if not heads:
        title = _TITLE.search(text[:200])
        return [_Part(_in_full(title["name"]), title.end(), len(text))] if title else []
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [_Part(_in_full(head["name"]), head.end(), end) for head, end in zip(heads, ends, strict=True)]


def _in_full(names: str) -> str:
    """`中秋、国庆` as 中秋节、国庆节."""
    if names.endswith("纪念日"):
        return names
    found = re.findall(_NAME.replace(r"(?=[:】])", ""), names)
    full = (
        _NAMES.get(name) or _NAMES.get(name.removeprefix("五一").removeprefix("十一"), name) for name in found
    )
    return "、".join(dict.fromkeys(full))


def _year_of(text: str, parts: list[_Part]) -> int | None:
    """The year that the title says; else that of most dates, but not of the date below."""
    head_year = _HEAD_YEAR.search(text)
    if head_year:
        return int(head_year[1])
    said = Counter(
        int(found[1]) for part in parts for found in _ANY_YEAR.finditer(text[part.start : part.end])
    )
    return said.most_common(1)[0][0] if said else None


def _unread(before: str) -> list[Message]:
    """What names a day before the first festival."""
    return [
        not_understood(sentence)
        for sentence in re.split("[。;\n]", before)
        if re.search(r"\d月\d{1,2}日", sentence) and re.search("放假|上班|假期", sentence)
    ]
