"""Columns that say one thing together: 月 and 日, and 楼, 单元, 室."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from tui.papers.importing.grids import Grid, text_of
from tui.papers.importing.headings import known, meant, plain, targets
from tui.papers.importing.heads import Head
from tui.papers.importing.matching import Column
from tui.papers.importing.wordings import BEGINS, ENDS

_YEARS: Final = frozenset({"年", "年份", "年度"})
_MONTHS: Final = frozenset({"月", "月份"})
_DAYS: Final = frozenset({"日", "号"})
# What each part of an address is called, and the sign of one that is written as a number alone.
_PARTS: Final = (
    (re.compile(r"(?:所在|居住|所住)?(?:楼|楼栋|楼号|楼栋号|楼幢|楼座|栋|栋号|号楼|楼房号)"), "号楼"),
    (re.compile(r"(?:所在|居住)?(?:幢|幢号)"), "幢"),
    (re.compile(r"(?:弄|弄号|路弄)"), "弄"),
    (re.compile(r"(?:所在)?(?:单元|单元号|门栋|门洞)"), "单元"),
    (re.compile(r"(?:层|楼层|层数)"), "层"),
    (re.compile(r"(?:所在)?(?:室|房|户|室号|房号|户号|房间|房间号|门牌|门牌号码?|房屋号|门号|房屋)"), "室"),
)
# 邮电园3号楼2单元401室, 3-2-401.
_DOOR: Final = re.compile(
    r"(.*?)(\d{1,4})(?:号?楼|栋|幢|号院|-)(?:(\d{1,2})(?:单元|门|-))?(?:(\d{2,5})(?:室|户|房)?)?"
)
_NUMBER: Final = re.compile(r"[A-Za-z]?\d{1,5}[A-Za-z]?|[甲乙丙丁]\d{0,4}|[A-Za-z]")


class Days(NamedTuple):
    """Columns (from 0) of a day in parts; `year` is -1 where there is none."""

    year: int
    month: int
    day: int

    def apart(self, on: date) -> Iterator[tuple[int, int]]:
        """What stands in each of the columns on a day."""
        if self.year >= 0:
            yield self.year, on.year
        yield self.month, on.month
        yield self.day, on.day


def days_of(head: Head) -> tuple[Head, Days | None]:
    """The head with one heading above a day that is written in two or three columns, and where these stand."""
    names = [plain(name) for name in head.names]
    for at, (month, day) in enumerate(pairwise(names)):
        if month in _MONTHS and day in _DAYS:
            year = at - 1 if at and names[at - 1] in _YEARS else -1
            first = at if year < 0 else year
            group = head.whole[first].removesuffix(head.names[first]) or "日期"
            found = list(head.names)
            found[first : at + 2] = ["", "", ""][: at + 2 - first]
            found[at] = group
            return Head(head.first, head.last, tuple(found), tuple(found)), Days(year, at, at + 1)
    return head, None


_TICK: Final = frozenset({"√", "✓", "✔", "☑", "●", "○", "▲", "v", "V", "1", "是", "对"})


def ticks_joined(grid: Grid, head: Head) -> Head:
    """Write (in place) what is ticked below one heading into its first column: 满意度 over 满意, 一般 and 不满意.

    Those are columns of a known heading in two rows that have nothing but ticks.
    """
    names, whole = list(head.names), list(head.whole)
    at = 0
    while at < len(names):
        group = whole[at].removesuffix(names[at]) if whole[at] != names[at] else ""
        stop = at + 1
        while group and stop < len(names) and names[stop] and whole[stop] == group + names[stop]:
            stop += 1
        if stop - at > 1 and known(plain(group)) and _only_ticks(grid, head, at, stop):
            for row in grid.rows[head.last + 1 :]:
                end = min(stop, len(row))
                said = [names[n] for n in range(at, end) if text_of(row[n]) in _TICK]
                if said and len(said) == sum(bool(text_of(cell)) for cell in row[at:end]):
                    row[at:end] = ["、".join(said), *[None] * (end - at - 1)]
            names[at:stop] = whole[at:stop] = [group, *[""] * (stop - at - 1)]
        at = stop
    return Head(head.first, head.last, tuple(names), tuple(whole))


def _only_ticks(grid: Grid, head: Head, at: int, stop: int) -> bool:
    """Whether most rows with anything in the columns have nothing but ticks there."""
    rows = [[text for cell in row[at:stop] if (text := text_of(cell))] for row in grid.rows[head.last + 1 :]]
    ticked = sum(bool(texts) and all(text in _TICK for text in texts) for texts in rows)
    return ticked * 2 > sum(map(bool, rows))


_TO_DAY: Final = re.compile(r"(\d{1,2})[日号]?")
_OF_MONTH: Final = re.compile(r"(?<!\d)(\d{1,2})月份?(?!\d)")


def days_in_month(grid: Grid, head: Head, *texts: str) -> Head:
    """Write (in place) into a column called 日 the month that the sheet or a title tells: 5日 of the sheet 3月 is 3月5日."""
    told = (set(_OF_MONTH.findall(text)) for text in texts)
    month = next((months.pop() for months in told if len(months) == 1), "")
    at = next((at for at, name in enumerate(head.names) if plain(name) in _DAYS), -1)
    if not month or at < 0:
        return head
    rows = [row for row in grid.rows[head.last + 1 :] if at < len(row) and text_of(row[at])]
    said = [(row, found) for row in rows if (found := _TO_DAY.fullmatch(text_of(row[at])))]
    if len(said) * 2 <= len(rows):
        return head
    for row, found in said:
        row[at] = f"{month}月{found[1]}日"
    names = tuple("日期" if n == at else name for n, name in enumerate(head.names))
    return Head(
        head.first, head.last, names, tuple("日期" if n == at else name for n, name in enumerate(head.whole))
    )


def hours_joined(grid: Grid, head: Head) -> Head:
    """Write (in place) the end of a time into the column of its start, of hours: 9:00 and 11:30 are 9:00-11:30."""
    names = [plain(name) for name in head.names]
    first = next((at for at, name in enumerate(names) if BEGINS.fullmatch(name)), -1)
    last = next((at for at, name in enumerate(names) if ENDS.fullmatch(name)), -1)
    if first < 0 or last < 0 or any(t.name == "hours" for name in names for _, t in meant("hours", name)):
        return head
    for row in grid.rows[head.last + 1 :]:
        if max(first, last) < len(row) and (begins := text_of(row[first])) and (ends := text_of(row[last])):
            row[first], row[last] = f"{begins}-{ends}", None
    joined = list(head.names)
    joined[first], joined[last] = "起止时间", ""
    return Head(head.first, head.last, tuple(joined), tuple(joined))


def join_days(grid: Grid, days: Days, first: int) -> None:
    """Write (in place) each day into the column of its month, from the row `first` (from 0) on."""
    above: dict[int, str] = {}
    for row in grid.rows[first:]:
        if days.day >= len(row) or not (day := text_of(row[days.day]).rstrip("日号")).isdecimal():
            continue
        said = [("年", days.year), ("月", days.month)]
        for sign, at in said:
            if at >= 0 and (text := text_of(row[at]).rstrip(sign + "份")):
                above[at] = text
        if not above.get(days.month, "").isdecimal():
            continue
        year = f"{above[days.year]}年" if above.get(days.year) else ""
        row[days.month] = f"{year}{above[days.month]}月{day}日"
        row[days.day] = None
        if days.year >= 0:
            row[days.year] = None


def addressed(columns: Sequence[Column], kind: str) -> tuple[Column, ...]:
    """The columns, of which 楼, 单元 and 室 are together the address, where there are two of them or more."""
    target = next((t for t in targets(kind) if t.name == "address"), None)
    parts = [c.at for c in columns if _sign(c.heading)]
    if target is None or len(parts) < 2:
        return tuple(columns)
    free = {"", "unknown", "number"}
    return tuple(
        c._replace(use="field", target=target)
        if c.at in parts and (c.use in free or (c.target and c.target.name == "address"))
        else c
        for c in columns
    )


def part_of_address(heading: str, text: str) -> str:
    """What a cell below 楼, 单元 or 室 says: 3 is 3号楼, 2单元 stays."""
    sign = _sign(heading)
    return f"{text}{sign}" if sign and _NUMBER.fullmatch(text) else text


def address_parts(address: str, headings: Sequence[str]) -> list[str]:
    """An address in the columns with these headings, 楼, 单元 and 室 each alone; all of it in the first where it has
    no such parts. A heading of the whole address has the whole."""
    signs = [_sign(heading) for heading in headings]
    found = _DOOR.fullmatch(address)
    if found is None:
        whole = next((at for at, sign in enumerate(signs) if not sign), 0)
        return [address if at == whole else "" for at in range(len(headings))]
    said = {"号楼": found[2], "幢": found[2], "单元": found[3] or "", "室": found[4] or ""}
    return [said.get(sign, "") if sign else found[1] for sign in signs]


def _sign(heading: str) -> str:
    name = plain(heading)
    return next((sign for pattern, sign in _PARTS if pattern.fullmatch(name)), "")
