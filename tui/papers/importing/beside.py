"""Tables that stand side by side to save paper: the same headings once more on the right, read one below the other."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

from tui.papers.importing.grids import Cell, Grid, MergedCell
from tui.papers.importing.headings import plain
from tui.papers.importing.heads import Head
from tui.papers.importing.plans import Record, Refused, SheetPlan

_FEWEST: Final = 2


class Stacked(NamedTuple):
    """The tables one below the other, their one head, and how many rows each of them has."""

    grid: Grid
    head: Head
    height: int


def stacked(grid: Grid, head: Head) -> Stacked | None:
    """The tables of a head that repeats itself; None where it does not."""
    starts = _starts(head)
    if len(starts) < 2:
        return None
    first, width = starts[0], starts[1] - starts[0]
    body = head.last + 1
    height = len(grid.rows) - body
    rows: list[list[Cell]] = [row[: first + width] for row in grid.rows[:body]]
    merged: list[MergedCell] = []
    hollow: set[tuple[int, int]] = set()
    for number, start in enumerate(starts):
        down, left = number * height, start - first
        rows += [[*([None] * first), *row[start : start + width]] for row in grid.rows[body:]]
        for span in grid.merged:
            if span.top >= body and start <= span.left < start + width:
                right = min(span.right, start + width - 1)
                merged.append(MergedCell(span.top + down, span.left - left, span.bottom + down, right - left))
        hollow |= {(r + down, c - left) for r, c in grid.hollow if r >= body and start <= c < start + width}
    one = Head(head.first, head.last, head.names[: first + width], head.whole[: first + width])
    return Stacked(Grid(grid.name, rows, merged, frozenset(hollow)), one, height)


def _starts(head: Head) -> list[int]:
    """The columns in which the headings begin, and begin again."""
    names = [plain(name) for name in head.whole]
    first = next((at for at, name in enumerate(names) if name), len(names))
    starts = [at for at, name in enumerate(names) if name and name == names[first]]
    if len(starts) < 2:
        return []
    blocks = [
        [name for name in names[start:end] if name]
        for start, end in zip(starts, [*starts[1:], len(names)], strict=True)
    ]
    widths = {b - a for a, b in pairwise(starts)}
    same = all(block == blocks[0] for block in blocks) and len(widths) == 1
    return starts if same and len(blocks[0]) >= _FEWEST else []


def put_back(plan: SheetPlan, below: int, height: int) -> None:
    """Count the rows of a plan (in place) as they stand in the sheet: `below` is the first (from 0) under the head."""

    def row(number: int) -> int:
        return below + (number - 1 - below) % height + 1 if number > below else number

    plan.records = [_record(one, row(one.row), row(one.last_row), row(one.same_as)) for one in plan.records]
    plan.refused = [Refused(row(r.row), r.reason, r.heading, r.text) for r in plan.refused]
    taken = {one.row for one in plan.records} | {one.row for one in plan.refused}
    plan.ignored = {at: why for number, why in plan.ignored.items() if (at := row(number)) not in taken}


def _record(record: Record, row: int, last_row: int, same_as: int) -> Record:
    record.row, record.last_row, record.same_as = row, last_row, same_as
    return record
