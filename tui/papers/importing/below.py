"""Tables that stand one below the other on one sheet: each is read by itself, by the title above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from tui.papers.importing import heads
from tui.papers.importing.constants import title_year
from tui.papers.importing.grids import Cell, Grid, MergedCell, text_of
from tui.papers.importing.headings import KINDS, LINE_NUMBERS, known, meanings, plain
from tui.papers.importing.matching import kind_of, stated_kind
from tui.papers.importing.rows import is_section, may_head, title_again

# What a row needs to begin another table: so many headings, and nearly nothing else.
_FEWEST: Final = 2
_BARE_FEWEST: Final = 3
_LONGEST_TITLE: Final = 40
_SHORT: Final = 8
_TITLED: Final = re.compile(
    r"(?:表|台账|清单|名单|名册|登记|册|簿|汇总|统计|记录|情况|一览|明细)(?:[（(].*[)）])?$"
)
_VALUE: Final = re.compile(r"[\d.,，、/:：\-]+|[√×✓〃]|同上|.*[:：]")


class Part(NamedTuple):
    """One of the tables of a sheet, its rows counted as in the sheet, and the year that the first title tells.

    `strange` is the row (from 0) of the headings of a table whose kind they do not tell; -1 of all others.
    """

    grid: Grid
    year: int | None
    strange: int = -1


class _Start(NamedTuple):
    """Where another table begins (rows from 0): its first title row, and its head."""

    top: int
    head: int


def tables_below(grid: Grid) -> list[Part]:
    """The tables of a sheet from top to bottom; the sheet alone where it has one."""
    tops = [*(start.top for start in _starts(grid)), len(grid.rows)]
    own = {top: -1 for top, stop in pairwise(tops) if _has_kind(_rows(grid, top, stop))}
    for start in _strange(grid):
        own.setdefault(start.top, start.head)
    if not own:
        return [Part(grid, None)]
    tops = sorted(own)
    first = _rows(grid, 0, tops[0])
    year = title_year(heads.titles(first, heads.find(first)))
    later = [Part(_rows(grid, top, stop), year, own[top]) for top, stop in pairwise([*tops, len(grid.rows)])]
    return [Part(first, None), *later]


def _strange(grid: Grid) -> Iterator[_Start]:
    """Tables below the first whose headings are mostly unknown: a title of a table, then headings, then rows."""
    head = heads.find(grid)
    first = head.last + 2 if head else len(grid.rows)
    own = {plain(name) for name in head.names if name} if head else set()
    for at in range(first, len(grid.rows) - 2):
        texts = [text for cell in grid.rows[at] if (text := text_of(cell))]
        if len(texts) != 1 or len(texts[0]) > _LONGEST_TITLE or not may_head(texts[0]):
            continue
        below = at + 1 if _filled(grid.rows[at + 1]) else at + 2
        if not (_TITLED.search(texts[0]) or (is_section(texts[0]) and not _filled(grid.rows[at - 1]))):
            continue
        names = [text for cell in grid.rows[below] if (text := text_of(cell))]
        headings = {plain(name) for name in names if len(name) <= heads.LONGEST}
        if len(headings) < _BARE_FEWEST or len(headings & own) * 2 > len(headings):
            continue
        if not any(_VALUE.fullmatch(name) for name in names) and any(map(known, headings)):
            yield _Start(at, below)


def _starts(grid: Grid) -> Iterator[_Start]:
    """Where each table after the first begins."""
    last: _Start | None = None
    above: list[str] = []
    before: list[str] = []
    for at, row in enumerate(grid.rows):
        if (at and not _may_begin(grid, at)) or (last and at <= last.head + 1):
            continue  # a record, or the second row of a head
        top = _top(grid, at)
        alone = top == at and at > 0 and _filled(grid.rows[at - 1]) > 0
        if not _is_head(row, alone=alone):
            continue
        titles, headings = _titles(grid, top, at), _headings(row)
        if last is None:
            begins = False
        elif set(headings) == set(before):
            begins = _other_title(titles, above)
        else:
            begins = bool(titles) or _differs(before, headings)
        if begins or last is None:
            last, above, before = _Start(top, at), titles, headings
        if begins:
            yield last


def _may_begin(grid: Grid, at: int) -> bool:
    """At little cost, whether a table may begin in the row: the one above is nearly empty, or it begins with a heading."""
    above, row = grid.rows[at - 1], grid.rows[at]
    full = len(above) > _FEWEST and above[0] and above[1] and above[2]
    if not full and len(above) - above.count("") - above.count(None) <= _FEWEST:
        return True
    first = (row and row[0]) or next(filter(None, row), None)
    return type(first) is str and len(first) <= _SHORT and first in _listed()


@cache
def _listed() -> frozenset[str]:
    """The headings that ledgers are known to have, and those of the number of the line."""
    return LINE_NUMBERS.union(*(meanings(kind) for kind in KINDS))


def _is_head(row: Sequence[Cell], *, alone: bool) -> bool:
    """Whether a row has headings and no values. One that stands `alone`, right below a record, has hardly anything else."""
    texts = [text for cell in row if (text := text_of(cell))]
    if len(texts) < _FEWEST or any(_VALUE.fullmatch(text) for text in texts):
        return False
    headings = {plain(text) for text in texts if len(text) <= heads.LONGEST}
    hits = sum(known(heading) for heading in headings)
    return (
        hits * 3 >= len(texts) * 2 and hits >= _BARE_FEWEST
        if alone
        else hits * 2 >= len(texts) and hits >= _FEWEST
    )


def _headings(row: Sequence[Cell]) -> list[str]:
    return [plain(text) for cell in row if (text := text_of(cell))]


def _differs(before: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether headings without a title are those of another table, and not the same with a word changed."""
    return len(set(before) & set(headings)) * 2 < len(set(headings))


def _filled(row: Sequence[Cell]) -> int:
    return sum(bool(text_of(cell)) for cell in row)


def _top(grid: Grid, head: int) -> int:
    """The first row of the titles above a head; the head itself where it has none."""
    at = head
    while at and head - at < _FEWEST and not _filled(grid.rows[at - 1]):
        at -= 1  # between a title and its head
    if at and at == head and _filled(grid.rows[at - 1]) > 1 and _groups(grid, at - 1):
        at, head = at - 1, at - 1  # the upper row of a head in two rows
    first = head
    while at and 0 < _filled(grid.rows[at - 1]) <= 4 and _alone(grid.rows[at - 1]):
        at -= 1
        text = next(t for cell in grid.rows[at] if (t := text_of(cell)))
        if _filled(grid.rows[at]) == 1 and len(text) <= _LONGEST_TITLE and may_head(text):
            first = at
    return first


def _groups(grid: Grid, row: int) -> bool:
    """Whether a row has merged cells that reach over the columns or into the row below, as the upper row of a head."""
    spans = [s for s in grid.merged if s.top == row and s.left > 0]
    return any(s.right > s.left or s.bottom > row for s in spans)


def _alone(row: Sequence[Cell]) -> bool:
    """Whether a row may stand above a head: one text, or labels with what they say."""
    texts = [text for cell in row if (text := text_of(cell))]
    return len(texts) == 1 or any(":" in text or "：" in text for text in texts)


def _titles(grid: Grid, top: int, head: int) -> list[str]:
    return [text for row in grid.rows[top:head] for cell in row if (text := text_of(cell))]


def _other_title(titles: Sequence[str], above: Sequence[str]) -> bool:
    """Whether the same headings stand below the title of another table: neither its first once more nor a section."""
    said = [text for text in titles if not title_again(text, set(above))]
    return any(_TITLED.search(text) or title_year(text) or stated_kind(text) for text in said)


def _rows(grid: Grid, top: int, stop: int) -> Grid:
    """The rows of one table, with empty ones in the place of all above."""
    rows: list[list[Cell]] = [*([] for _ in range(top)), *grid.rows[top:stop]]
    merged = [
        MergedCell(s.top, s.left, min(s.bottom, stop - 1), s.right)
        for s in grid.merged
        if top <= s.top < stop
    ]
    hollow = frozenset((row, column) for row, column in grid.hollow if top <= row < stop)
    return Grid(grid.name, rows, merged, hollow)


def _has_kind(grid: Grid) -> bool:
    """Whether a table can be read by itself: it has a head of some kind, and rows below it."""
    head = heads.find(grid)
    if head is None or not any(map(_filled, grid.rows[head.last + 1 :])):
        return False
    return kind_of(head, (heads.titles(grid, head),), heads.labelled(grid, head)) is not None
