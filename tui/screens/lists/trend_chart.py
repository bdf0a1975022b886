"""The line beneath the figures of the trends: the figure under the cursor, month by month or week by week."""

from __future__ import annotations

from collections.abc import Sequence

from tui.language.errors import Translate
from tui.queries.trend_lines import TrendPoint, TrendRow, said, written
from tui.rules.trends.figures import Figure
from tui.rules.trends.periods import Period
from tui.rules.trends.scale import scale
from tui.screens.trend_period import days_of
from tui.widgets.line_chart import Chart, Point


def chart_of(row: TrendRow, title: str, points: Sequence[TrendPoint], marked: int, tr: Translate) -> Chart:
    """The chart of a row; `marked` is the place of the point whose records Enter opens, -1 for none."""
    values = [_value(one) for point in points for one in (point.now, point.year)]
    low, high = scale((v for v in values if v is not None), most=100 if row.unit == "percent" else None)
    drawn = [Point(_label(one.period), _value(one.now), _value(one.year), _short(one.now)) for one in points]
    return Chart(
        title, _said(row, points, marked, tr), (tr("this period"), tr("last year")), drawn, low, high,
        (written(Figure(low), row.unit, tr), written(Figure(high), row.unit, tr)), marked,
    )  # fmt: skip


def title_of(row: TrendRow, block: str, tr: Translate) -> str:
    """What the line is of: the figure, with its block where that is not said by it; of a month, that of all months."""
    if row.month is not None:
        return block
    return f"{block}  {said(row.label, tr)}" if row.bar else said(row.label, tr)


def step_of(period: Period) -> str:
    """The days of a point, as they are said: a month, or the days of a week."""
    return f"{period.first:%Y-%m}" if period.length == "month" else days_of(period)


def _said(row: TrendRow, points: Sequence[TrendPoint], marked: int, tr: Translate) -> str:
    if not points:
        return tr("today alone")
    if not any(one and one.value is not None for point in points for one in point[1:]):
        return tr("fewer than 5 in each month or week")
    if marked < 0:
        first, last = points[0].period, points[-1].period
        return (
            f"{first.first:%Y-%m}..{last.last:%Y-%m}"
            if last.length == "month"
            else f"{first.first}..{last.last}"
        )
    one = points[marked]
    return tr(
        "{days}: {now}, last year {year}",
        days=step_of(one.period), now=written(one.now, row.unit, tr) or "0", year=written(one.year, row.unit, tr) or "0",
    )  # fmt: skip


def _label(period: Period) -> str:
    return str(period.first.month) if period.length == "month" else f"{period.first:%m-%d}"


def _value(figure: Figure | None) -> float | None:
    return None if figure is None else figure.value


def _short(figure: Figure | None) -> str:
    return "" if figure is None or figure.value is None else f"{figure.value:g}"
