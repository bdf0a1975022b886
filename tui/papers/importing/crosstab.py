"""Tables with a column for each day: not read, and told in words how to turn them into a ledger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tui.language.errors import Message
from tui.papers.importing.days import Day, read_day
from tui.papers.importing.grids import Cell, Grid, text_of
from tui.papers.importing.heads import Head

_FEWEST: Final = 3
# Of bare numbers, more: 1 2 3 may be anything.
_FEWEST_NUMBERS: Final = 5
_LOOKED_AT: Final = 12
_BELOW: Final = 20
_PART_OF_MONTH: Final = re.compile(r"\d{1,2}\s*[日号]|(?:周|星期|礼拜)[一二三四五六日天]")
_ANY_YEAR: Final = 2000  # a leap year: 2月29日 is a day


def days_in_head(grid: Grid, head: Head | None) -> Message | None:
    """What to do with a table in which days are headings (3月1日, 1日, 周一, 1 2 3 …); None if it is none.

    The days are most of a row in or just below the head, each but once, and no days stand below them.
    """
    last = head.last + 1 if head else _LOOKED_AT
    for at, row in enumerate(grid.rows[: last + 1]):
        columns = _day_columns(row)
        if columns and at + 1 < len(grid.rows) and not _days_below(grid.rows[at + 1 :], columns):
            return Message(
                "Days stand as headings here ({first} to {last}, {n} columns). A ledger has a row for each day: write the "
                "day in a column «日期» and what stands below it in a column such as «时长» or «次数», then read it again.",
                {"first": _shown(row[columns[0]]), "last": _shown(row[columns[-1]]), "n": len(columns)},
            )
    return None


def _day_columns(row: Sequence[Cell]) -> list[int]:
    filled = [at for at, cell in enumerate(row) if text_of(cell)]
    days = [at for at in filled if _is_day(row[at])]
    found = days if len(days) >= _FEWEST else _numbers(row, filled)
    distinct = len({text_of(row[at]) for at in found}) == len(found)
    return found if found and distinct and len(found) * 2 >= len(filled) else []


def _is_day(cell: Cell) -> bool:
    text = text_of(cell)
    if len(text) != len("20260301") and text.replace(".", "", 1).isdecimal():
        return False  # such a number may be a day, but also anything else
    day = read_day(cell, _ANY_YEAR)
    return bool(_PART_OF_MONTH.fullmatch(text)) or (isinstance(day, Day) and day.exact)


def _numbers(row: Sequence[Cell], filled: Sequence[int]) -> list[int]:
    """The columns headed by the days of a month as bare numbers, one after the other."""
    numbers = [(at, int(t)) for at in filled if (t := text_of(row[at])).isdecimal() and len(t) <= 2]
    follows = all(b == a + 1 for (_, a), (_, b) in pairwise(numbers))
    if len(numbers) < _FEWEST_NUMBERS or not follows or not 1 <= numbers[0][1] <= numbers[-1][1] <= 31:
        return []
    return [at for at, _ in numbers]


def _days_below(rows: Sequence[Sequence[Cell]], columns: Sequence[int]) -> bool:
    """Whether what stands below is days again: then the row is one of several records."""
    cells = [row[at] for row in rows[:_BELOW] for at in columns if at < len(row) and text_of(row[at])]
    return not cells or sum(map(_is_day, cells)) * 2 > len(cells)


def _shown(cell: Cell) -> str:
    return " ".join(text_of(cell).split())
