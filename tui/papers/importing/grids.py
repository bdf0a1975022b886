"""A table as it was read: rows of cells, and which of them are merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

Cell = str | float | bool | date | datetime | time | timedelta | None
"""What a cell holds; None or "" where it is empty."""

MOST_BYTES: Final = 32 << 20
MOST_COLUMNS: Final = 300
MOST_ROWS: Final = 100_000
MOST_CELLS: Final = 2_000_000


class MergedCell(NamedTuple):
    """A merged cell: its first and last row and column, from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """The cells of one sheet. `name` is None in a file that has no sheets.

    `hollow` are the places (row, column), from 0, of formulas whose result is not stored.
    """

    name: str | None
    rows: list[list[Cell]]
    merged: Sequence[MergedCell] = ()
    hollow: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def at(self, row: int, column: int) -> Cell:
        """The cell there; None where the table ends before."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else []
        return cells[column] if column < len(cells) else None


@dataclass(slots=True)
class Source:
    """A file of tables. `format` is what its bytes are: xlsx, xls, html, csv or text.

    `encoding` and `delimiter` are those of a text, `text` is all of it; "" in other files.
    """

    format: str
    grids: list[Grid]
    encoding: str = ""
    delimiter: str = ""
    text: str = ""


def text_of(cell: Cell) -> str:
    """A cell as text, as a spreadsheet shows it: whole numbers without a point, days as 2026-01-05."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        return str(int(cell)) if abs(cell) < 1e15 and cell == int(cell) else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    return cell.isoformat("minutes") if isinstance(cell, time) else str(cell)


def filled(rows: list[list[Cell]], merged: Sequence[MergedCell], first: int) -> None:
    """Put the value of a merged cell, from the row `first` on, into all rows that it spans (in place)."""
    for span in merged:
        if span.top < first or span.bottom == span.top:
            continue
        value = rows[span.top][span.left] if span.left < len(rows[span.top]) else None
        for row in rows[span.top + 1 : span.bottom + 1]:
            if span.left < len(row) and row[span.left] in (None, ""):
                row[span.left] = value
