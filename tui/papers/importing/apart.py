"""Tables of different things that stand side by side on one sheet: each is read by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.papers.importing.grids import Cell, Grid, MergedCell, text_of
from tui.papers.importing.headings import KINDS, LINE_NUMBERS, known, meant, plain
from tui.papers.importing.heads import Head
from tui.papers.importing.matching import REQUIRED

_FEWEST: Final = 2


def parted(grid: Grid, head: Head) -> list[Grid]:
    """The tables of a sheet, from left to right; the sheet alone where it has one table.

    Between two tables is an empty column, or the second begins with a number of the line again. Each must be able
    to stand alone: it has all that a record of some kind needs, or a title of its own above it.
    """
    blocks = _blocks(grid, head)
    if len(blocks) < 2 or not all(_stands_alone(grid, head, block) for block in blocks):
        return [grid]
    names = [{plain(name) for name in head.whole[block.start : block.stop] if name} for block in blocks]
    if all(names[0] == other for other in names):
        return [grid]  # the same table once more: read one below the other
    return [_part(grid, head, block) for block in blocks]


def _blocks(grid: Grid, head: Head) -> list[range]:
    """The columns of each run of headings."""
    width = len(head.names)
    empty = [not head.whole[at] and _blank(grid, head, at) for at in range(width)]
    found: list[range] = []
    start: int | None = None
    for at in range(width):
        if empty[at]:
            if start is not None:
                found.append(range(start, at))
            start = None
        elif start is None:
            start = at
        elif plain(head.names[at]) in LINE_NUMBERS and at - start >= _FEWEST:
            found.append(range(start, at))
            start = at
    if start is not None:
        found.append(range(start, width))
    return found


def _blank(grid: Grid, head: Head, column: int) -> bool:
    return all(column >= len(row) or not text_of(row[column]) for row in grid.rows[head.first :])


def _stands_alone(grid: Grid, head: Head, block: range) -> bool:
    headings = [plain(name) for name in head.names[block.start : block.stop] if name]
    if sum(known(heading) for heading in headings) < _FEWEST:
        return False
    above = grid.rows[head.first - 1] if head.first else []
    if block.start < len(above) and text_of(above[block.start]) and block.start > 0:
        return True
    for kind in KINDS:
        has = {target.name for heading in headings for _, target in meant(kind, heading)[:1]}
        if has.issuperset(REQUIRED[kind]) and len(has) >= _FEWEST:
            return True
    return False


def _part(grid: Grid, head: Head, block: range) -> Grid:
    """The columns of a block, with what stands above it alone or above all."""
    first, stop = block.start, block.stop

    def cells(row: Sequence[Cell], at: int) -> list[Cell]:
        own = list(row[first:stop])
        filled = [i for i, cell in enumerate(row) if text_of(cell)]
        # A title of the whole sheet stands at its left.
        if first and at < head.first and len(filled) == 1 and filled[0] == 0:
            own = [row[0], *own[1:]] if own else [row[0]]
        return own

    merged = [
        MergedCell(s.top, max(s.left, first) - first, s.bottom, min(s.right, stop - 1) - first)
        for s in grid.merged
        if s.left < stop and s.right >= first
    ]
    hollow = frozenset((r, c - first) for r, c in grid.hollow if first <= c < stop)
    return Grid(grid.name, [cells(row, at) for at, row in enumerate(grid.rows)], merged, hollow)
