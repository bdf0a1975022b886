"""Trends in lists: columns, the cells of a row, and figures as they are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.language.errors import Translate
from tui.language.text import cell_len
from tui.queries.trend_lines import TrendRow, said, written
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.figure_table import bar

# Cells of the labels at most, of a bar at least and at most.
_LABEL: Final = 28
_BAR: Final = (6, 40)
_AROUND: Final = 8
NOW, BEFORE, YEAR = range(3)


def head(tr: Translate, column: int) -> tuple[str, str, str]:
    """The titles of the three figures; that which Enter opens stands in brackets."""
    names = [tr("this period"), tr("period before"), tr("last year")]
    names[column] = f"[{names[column]}]"
    return names[0], names[1], names[2]


def trend_columns(
    rows: Sequence[TrendRow], titles: Sequence[str], figures: int, width: int, tr: Translate
) -> tuple[Column, ...]:
    """The columns of a table of these rows in so many cells; `figures` are those of the widest figure."""
    label = min(_LABEL, max((cell_len(said(row.label, tr)) + 1 for row in rows), default=8))
    wide = [
        max(figures, cell_len(title))
        for title in (f"[{name}]" for name in (tr("this period"), tr("period before"), tr("last year")))
    ]
    room = width - label - sum(wide) - _AROUND
    cells = max(_BAR[0], min(_BAR[1], room))
    return (
        Column("label", "", label, grow=0),
        Column("now", titles[NOW], wide[NOW], align="right"),
        Column("before", titles[BEFORE], wide[BEFORE], align="right"),
        Column("year", titles[YEAR], wide[YEAR], align="right"),
        Column("bar", "", cells, drop=1 if room < _BAR[0] else 0),
    )


def trend_cells(row: TrendRow, most: float, bar_cells: int, tr: Translate) -> Sequence[Cell]:
    """The cells of a row; `most` is the largest figure that its bar is compared with."""
    value = row.now.value if row.now is not None and row.now.value is not None else 0
    withheld = row.now is None and row.table in {"visits", "households", "mediations"}
    now = Tinted(tr("not shown"), Tone.DIM) if withheld else written(row.now, row.unit, tr)
    return (
        f" {said(row.label, tr)}",
        now,
        Tinted(written(row.figures[BEFORE], row.unit, tr), Tone.DIM),
        Tinted(written(row.figures[YEAR], row.unit, tr), Tone.DIM),
        bar(value, most, bar_cells) if row.bar else "",
    )
