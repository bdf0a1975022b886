"""The trends as a sheet of paper: every figure that the screen shows, of the period, the one before, and last year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tui.language.errors import Translate
from tui.papers.ledger import Column, Row, Sheet, Value
from tui.queries.trend_lines import TrendRow, Trends, said, written
from tui.rules.trends.figures import Figure
from tui.rules.trends.periods import Period


def trend_sheet(found: Trends, tr: Translate, about: str, made_by: str, made_on: date) -> Sheet:
    """The sheet; `about` says whose figures they are. Too few records to tell a figure are so called, as on the screen."""
    spans = [
        (tr("this period"), found.period),
        (tr("period before"), found.before),
        (tr("last year"), found.year),
    ]
    told = [at for at in range(len(spans)) if not (found.alike and at == 1)]
    columns = (
        Column("block", tr("of what")),
        Column("figure", tr("figure")),
        *(Column(f"figure{at}", f"{spans[at][0]} {_days(spans[at][1])}", "number") for at in told),
    )

    def rows() -> Iterator[Row]:
        for block in found.blocks.values():
            for row in block.rows:
                figures = [_value(row.figures[at], row, tr) for at in told]
                yield (said(block.title, tr), said(row.label, tr), *figures)

    says = (about, tr("made by {name}, {date}", name=made_by, date=made_on))
    return Sheet(tr("Trends"), says, columns, rows())


def _value(figure: Figure | None, row: TrendRow, tr: Translate) -> Value:
    """A figure: a number where it is one, else as it is written on the screen (60%, under 5)."""
    if figure is not None and figure.value is not None and row.unit not in {"percent", "days"}:
        return figure.value
    return written(figure, row.unit, tr)


def _days(period: Period) -> str:
    return "/".join(period.bounds)
