"""The texts of a row that do not stand whole in its line. Pure: cells and widths in, a text out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.language.text import wrap
from tui.widgets.columns import Cell, Column, Needs, line_of, short_of, text_of

LINES: Final = 2
"""Lines beneath a list for what is cut in its marked row."""
FROM_ROWS: Final = 9
"""Rows of a list, its head counted, from which on it spares these lines."""
_BETWEEN: Final = "  "
_INDENT: Final = 4


def any_cut(widths: Sequence[tuple[int, int]], needs: Sequence[Needs]) -> bool:
    """Whether a column is narrower than the short form of a text in it."""
    return bool(needs) and any(needs[at].short > width for at, width in widths)


def cut_texts(cells: Sequence[Cell], widths: Sequence[tuple[int, int]], columns: Sequence[Column]) -> str:
    """What is cut in a row, whole, then what stands in columns that are left out; empty where nothing is cut."""
    painted = {piece.at: piece.text.strip() for piece in line_of(cells, widths, columns)}
    cut = [
        at for at, _ in widths if painted.get(at, "") not in {text_of(cells[at]).strip(), short_of(cells[at]).strip()}
    ]  # fmt: skip
    left_out = [at for at in range(len(columns)) if at not in dict(widths)]
    return (
        _BETWEEN.join(filter(None, (text_of(cells[at]).strip() for at in (*cut, *left_out)))) if cut else ""
    )


def lines_of(text: str, cells: int) -> list[str]:
    """The text in the lines that there are for it."""
    return wrap(text, max(10, cells - _INDENT))[:LINES] if text else []
