"""Patterns of hours, ratings, wish numbers and addresses, and of literals that are not parsed.

All functions take folded text (half width, lower case), in which offsets stay valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tui.capture.dates.numbers import CHINESE, number
from tui.capture.lines.parsed_line import Span
from tui.capture.lines.partial_line import STOPS
from tui.capture.lines.vocabulary import SCORE_OF, SOLVED_OF

_N: Final = rf"(?:[0-9]{{1,4}}|[{CHINESE}]{{1,4}})"


class Figure(NamedTuple):
    """A value and its span in the text."""

    value: object
    span: Span


# Text without signs and dates: web and mail addresses, C#, 50#, book titles, telephone numbers, amounts.
# Each begins where the word or number before it does not go on: a long run of digits is looked at once.
_LITERALS: Final = re.compile(
    r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}://[^\s，。；！？、）》]+|www\.[^\s，。；！？、）》]+"
    r"|(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+|\b[a-z]#|(?<![0-9])[0-9]{1,30}#|《[^《》]{0,200}》|<[^<>\s]{1,30}>"
    r"|(?<![0-9])1[3-9][0-9]{9}(?![0-9])|(?<![0-9])[0-9]{1,30}(?:\.[0-9]{1,30})?(?:%|元|块钱|万元|米|平米|公里|岁)"
)
_HOURS: Final = re.compile(
    rf"(?P<half>半个?(?:小时|钟头))|(?<![0-9.])(?<![\s0-9]-)(?P<n>[0-9]{{1,3}}(?:\.[0-9]+)?|{_N})(?P<more>个半)?\s?(?P<unit>个?(?:小时|钟头)|h(?:ours?|rs?)?(?![a-z])|分钟|min(?:utes?|s)?(?![a-z]))(?P<tail>半)?"
)
_WISH: Final = re.compile(
    r"(?:心愿|编号|no\.?|第)?\s?[#№]?((?:19|20)[0-9]{2}-[0-9]{4,}|[0-9]{1,6})号?(?![0-9.%]|[/:-]\s?[0-9])"
)
_FULL_WISH: Final = re.compile(r"(?<![0-9-])#?((?:19|20)[0-9]{2}-[0-9]{4,6})(?![0-9-])")
_SCORE: Final = re.compile(
    r"(?<![0-9.])(?:([1-5])|([一二三四五]))\s?(?:分|星级?|颗星|/5|stars?)(?![0-9])|(?<![0-9.-])([1-5])(?![0-9./:-])|(★{1,5})☆{0,4}"
)
_HOUSE: Final = (
    rf"(?:{_N}|[a-z]|[东西南北甲乙丙丁])\s?(?:号楼|栋|幢|号院|座|#楼|#)(?:\s?{_N}\s?(?:单元|门洞?|#))?(?:\s?[0-9]{{1,2}}\s?[层楼])?(?:\s?(?:[0-9]{{3,4}}|{_N}(?=[室号户]))(?:\s?[室号户])?)?"
    rf"|{_N}单元(?:\s?[0-9]{{1,2}}层)?(?:\s?[0-9]{{3,4}}(?:\s?[室号户])?)?|[0-9]{{1,2}}-[0-9]{{1,2}}-[0-9]{{3,4}}室?|[0-9]{{1,2}}-[0-9]{{3,4}}室?|[0-9]{{3,4}}室"
)
_ROAD_HOUSE: Final = re.compile(
    rf"[一-龥]{{2,8}}(?:大街|街|路|胡同|巷|弄|大道)\s?[0-9]{{1,4}}号(?:院)?(?:\s?(?:{_HOUSE}))?(?![楼线])"
)
_ADDRESS: Final = re.compile(rf"(?<![0-9.:/-])(?:{_HOUSE})(?![0-9.:/-])")
# 邮电园, 3302南院, 翠屏小区: what a compound is called.
_COMPOUND_NAME: Final = "(?:[0-9]{2,4})?[一-龥]{1,8}?(?:小区|社区|家园|花园|公寓|宿舍|大院|新村|[东西南北]院|[园苑院庭城村])(?:[东西南北]?区)?"
_COMPOUND: Final = re.compile(f"{_COMPOUND_NAME}(?=[0-9a-z甲乙丙丁东西南北一二三四五六七八九十])")
_WHOLE_COMPOUND: Final = re.compile(_COMPOUND_NAME)
_LONGEST_COMPOUND: Final = 14
_PLACE_ENDS: Final = re.compile(
    "(?:楼|院|门|门口|路口|口|中心|广场|站|室|小区|园|路|街|巷|处|场|亭|厅|馆|店|超市|栋|单元|层|区|社区|棚|库|坡|旁|边|前|里|外|下|上|角)$"
)
_PEOPLE: Final = re.compile(rf"[=:x×]?\s?({_N})\s?[人名位个]?$")


def literals(text: str) -> Iterator[Span]:
    """The spans of text that is not parsed further: `a@b.cn`, `C#`, `https://…`, 《…》, 37.5%."""
    for found in _LITERALS.finditer(text):
        yield found.span()


def leading_hours(text: str) -> Figure | None:
    """The number of hours that `text` begins with."""
    found = hours(text)
    return found if found is not None and found.span[0] == 0 else None


def hours(text: str) -> Figure | None:
    """The first number of hours in `text`: `3h`, `2.5小时`, `两个半小时`, `半小时`, `90分钟`."""
    for found in _HOURS.finditer(text):
        if found["half"]:
            return Figure(0.5, found.span())
        given = found["n"]
        count = float(given) if given[0].isdecimal() else number(given)
        if count is None:
            continue
        value = count + (0.5 if found["more"] or (found["tail"] and found["unit"][0] not in "分m") else 0)
        if found["unit"][0] in "分m":
            value /= 60
        if 0 < value <= 24:
            end = found.end() - (1 if found["tail"] and found["unit"][0] in "分m" else 0)
            return Figure(value, (found.start(), end))
    return None


def wish_number(text: str) -> Figure | None:
    """The number of a wish at the beginning of `text`: `2026-0042`, `#42`, `42号`."""
    found = _WISH.match(text, len(text) - len(text.lstrip()))
    return Figure(found[1], found.span()) if found else None


def full_wish_numbers(text: str) -> Iterator[Figure]:
    """All wish numbers that include the year."""
    for found in _FULL_WISH.finditer(text):
        yield Figure(found[1], found.span())


def score(text: str) -> tuple[Figure, bool] | None:
    """A rating from 1 to 5 (`5`, `四分`, `★★★★`, `很满意`), and whether it is a word: that stays in the comment."""
    found = _SCORE.search(text)
    if found:
        value = int(found[1] or found[3] or 0) or number(found[2] or "") or len(found[4] or "")
        return Figure(value, found.span()), False
    for word in sorted(SCORE_OF, key=len, reverse=True):
        at = text.find(word)
        if at >= 0:
            return Figure(SCORE_OF[word], (at, at + len(word))), True
    return None


def solved(text: str) -> Figure | None:
    """Whether the matter is solved: `已解决`, `没解决`."""
    for word, value in SOLVED_OF.items():
        at = text.find(word)
        if at >= 0:
            return Figure(value, (at, at + len(word)))
    return None


def addresses(text: str) -> Iterator[Span]:
    """The spans of addresses within the compounds: `3号楼2单元`, `5栋`, `3-2-501`."""
    for found in _ADDRESS.finditer(text):
        yield found.span()


def road_addresses(text: str) -> Iterator[Span]:
    """The spans of addresses on a road: `平安南大街26号`."""
    for found in _ROAD_HOUSE.finditer(text):
        yield found.span()


def leading_address(text: str) -> int:
    """The length of the address at the beginning of `text`; 0 if there is none."""
    found = _ADDRESS.match(text)
    return found.end() if found else 0


def leading_door(text: str) -> int:
    """The length of an address at the beginning of `text`, with the name of a compound right before its numbers."""
    compound = _COMPOUND.match(text)
    house = leading_address(text[compound.end() :]) if compound else 0
    return compound.end() + house if compound and house else leading_address(text)


def with_compound(text: str, start: int) -> int:
    """Where an address begins whose house begins at `start`: at the name of the compound that is joined to it."""
    begin = start
    while begin and text[begin - 1] not in STOPS and start - begin < _LONGEST_COMPOUND:
        begin -= 1
    compound = _WHOLE_COMPOUND.fullmatch(text, begin, start)
    return begin if compound else start


def ends_like_place(text: str) -> bool:
    """Whether the last word of a text is that of a place: 3号楼活动室, 东门口."""
    return bool(_PLACE_ENDS.search(text))


def looks_like_place(text: str) -> bool:
    """Whether a name that is not on record is a place rather than a person."""
    return bool(_PLACE_ENDS.search(text) or _ADDRESS.search(text))


def people(text: str) -> tuple[int, int] | None:
    """The number of people at the end of `物业2人`, and the offset where it begins."""
    found = _PEOPLE.search(text)
    count = number(found[1]) if found else None
    return (count, found.start()) if found and count else None
