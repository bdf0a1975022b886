"""Forms whose headings stand before their values, and tables that lie on their side: turned into a table with a head."""

from __future__ import annotations

from typing import Final

from tui.papers.importing.grids import Cell, Grid, text_of
from tui.papers.importing.headings import kinds_of, plain

_FEWEST: Final = 4
_ROWS: Final = 3
_LOOKED_AT: Final = 60


def turned(grid: Grid) -> Grid | None:
    """The grid with its headings in the first row and a record in each other; None where they are not on the left.

    A form has several headings with their values in a row and is one record; a table on its side has a record in
    each column.
    """
    rows = [list(row) for row in grid.rows[:_LOOKED_AT]]
    if len(grid.rows) > _LOOKED_AT:
        return None
    left = [row for row in rows if row and _heading(row[0]) and any(text_of(cell) for cell in row[1:])]
    filled = [row for row in rows if sum(bool(text_of(cell)) for cell in row) > 1]
    if len(left) < _ROWS or len(left) * 3 < len(filled) * 2:
        return None
    if any(sum(_heading(cell) for cell in row) >= _FEWEST for row in rows):
        return None  # a head of the usual sort
    if any(_heading(cell) for row in left for cell in row[1:]):
        pairs = [pair for row in rows for pair in _pairs(row)]
        if len(pairs) < _FEWEST:
            return None
        return Grid(grid.name, [[name for name, _ in pairs], [value for _, value in pairs]])
    if len(left) < _FEWEST:
        return None
    width = max(len(row) for row in left)
    columns = [at for at in range(1, width) if any(at < len(row) and text_of(row[at]) for row in left)]
    heads: list[Cell] = [row[0] for row in left]
    return Grid(grid.name, [heads, *([row[at] if at < len(row) else None for row in left] for at in columns)])


def _heading(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) <= 12 and bool(kinds_of(plain(cell)))


def _pairs(row: list[Cell]) -> list[tuple[Cell, Cell]]:
    """The headings of a row, each with the cell that follows it; "" where another heading follows at once."""
    found: list[tuple[Cell, Cell]] = []
    at = 0
    while at < len(row):
        cell = row[at]
        at += 1
        if not _heading(cell):
            continue
        while at < len(row) and not text_of(row[at]):
            at += 1
        value: Cell = None
        if at < len(row) and not _heading(row[at]):
            value, at = row[at], at + 1
        found.append((cell, value))
    return found
