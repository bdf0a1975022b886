"""A column of the trends: blocks of figures in one table, and beneath it the line of the figure under the cursor."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from tui.language.errors import Translate
from tui.language.text import cell_len
from tui.queries.trend_lines import TrendBlock, TrendPoint, TrendRow, said, written
from tui.screens.lists.trend import head, trend_cells, trend_columns
from tui.screens.lists.trend_chart import chart_of, title_of
from tui.widgets.columns import Across, Cell, Tone
from tui.widgets.figure_table import FigureTable
from tui.widgets.line_chart import LineChart
from tui.widgets.panel import Panel

# Rows of the line on a terminal of fewer rows than these, and on any other; more, where the figures leave them.
_LINE_ROWS: Final = ((24, 0), (30, 5))
_LINE_USUAL, _LINE_MOST = 8, 12
# Rows around figures and line: header, period, title, way of counting, two lines of keys.
_AROUND: Final = 6
# Which blocks stand in which of one, two or three columns, as they belong together.
_PLACED: Final[dict[int, tuple[tuple[str, ...], ...]]] = {
    1: (("wishes", "categories", "compounds", "channels", "holders", "work", "teams", "monthly_people",
         "monthly_hours", "monthly_wishes", "monthly_on_time"),),
    2: (("wishes", "categories", "compounds", "channels", "holders"),
        ("work", "teams", "monthly_people", "monthly_hours", "monthly_wishes", "monthly_on_time")),
    3: (("wishes", "work", "teams"), ("categories", "compounds", "channels", "holders"),
        ("monthly_people", "monthly_hours", "monthly_wishes", "monthly_on_time")),
}  # fmt: skip


def _line_rows(rows: int) -> int:
    """The rows that the line has at least on a terminal of so many."""
    return next((lines for below, lines in _LINE_ROWS if rows < below), _LINE_USUAL)


def room_for_figures(rows: int) -> int:
    """The rows that a table of figures has on a terminal of so many, at most with the least line beneath it."""
    return rows - _AROUND - _line_rows(rows)


def placed(rows: Mapping[str, int], columns: int, room: int) -> Sequence[Sequence[str]]:
    """Which blocks stand in which column; `rows` are those of each block.

    As they belong together; where one column would have blank rows then while another has more than the `room` for them,
    in the order that they have in a single column, with the highest column as low as can be.
    """

    def height(keys: Sequence[str]) -> int:
        return sum(rows.get(key, 0) + 1 for key in keys)

    usual, order = _PLACED[columns], _PLACED[1][0]
    heights = [height(keys) for keys in usual]
    if max(heights) <= room or min(heights) >= room:
        return usual
    cuts = ((0, *inner, len(order)) for inner in combinations(range(1, len(order)), columns - 1))
    shared = [[order[a:b] for a, b in pairwise(cut)] for cut in cuts]
    return min([usual, *shared], key=lambda found: max(height(keys) for keys in found))


class _Head(NamedTuple):
    """The row of a block's title."""

    block: TrendBlock


class FigureColumn(Panel):
    """The first block has the title line, each other a row above it."""

    def __init__(self, id: str, *, away: bool) -> None:
        self.table, self.line = FigureTable(head=True, id=id), LineChart(id=f"line-{id}")
        super().__init__("", self.table, self.line, id=f"p-{id}", classes="away" if away else "")
        self._rows: dict[Hashable, TrendRow | _Head] = {}
        self._blocks: Sequence[TrendBlock] = ()

    @property
    def row(self) -> TrendRow | None:
        """The row under the cursor; None on a title."""
        found = self._rows.get(self.table.cursor_key)
        return found if isinstance(found, TrendRow) else None

    @property
    def row_of_line(self) -> TrendRow | None:
        """The row whose line is shown: that under the cursor, beneath a title the first."""
        found = self._rows.get(self.table.cursor_key)
        return next(iter(found.block.rows), None) if isinstance(found, _Head) else found

    def title_of(self, row: TrendRow, tr: Translate) -> str:
        """What a row is called outside of its block."""
        block = next(block for block in self._blocks if row in block.rows)
        return title_of(row, said(block.title, tr), tr)

    def fill(
        self, blocks: Sequence[TrendBlock], column: int, width: int, tr: Translate, *, alike: bool
    ) -> None:
        """Show blocks in `width` cells; Enter opens the figures of a `column`. `alike`: without those of the period before."""
        self._blocks = blocks
        rows: dict[Hashable, TrendRow | _Head] = {}
        most: dict[Hashable, float] = {}
        for at, block in enumerate(blocks):
            if at:  # the title line has the first
                rows[block.key] = _Head(block)
            rows.update({row.key: row for row in block.rows})
            top = max((row.now.value or 0 for row in block.rows if row.now), default=0)
            most.update({row.key: top for row in block.rows})
        self._rows = rows
        told = [row for row in rows.values() if isinstance(row, TrendRow)]
        figures = max(
            (cell_len(written(one, row.unit, tr)) for row in told for one in row.figures), default=1
        )
        columns = trend_columns(told, head(tr, column), max(figures, cell_len(tr("not shown"))), width, tr)
        if alike:
            columns = tuple(one for one in columns if one.key != "before")
        bar_cells = next(one.width for one in columns if one.key == "bar")

        def cells(key: Hashable) -> Sequence[Cell]:
            row = rows[key]
            if isinstance(row, _Head):
                return (Across(said(row.block.title, tr), Tone.ACCENT), *[""] * (len(columns) - 1))
            label, now, before, year, drawn = trend_cells(row, most[key], bar_cells, tr)
            return (label, now, year, drawn) if alike else (label, now, before, year, drawn)

        self.set_title("  ".join(said(block.title, tr) for block in blocks[:1]))
        under = self.table.cursor_key
        if columns != self.table.shown:
            self.table.set_columns(columns)
        self.table.show(list(rows), cells)
        self.table.select(under)

    def empty(self) -> None:
        """Show nothing: there is no room for this column."""
        self._rows, self._blocks = {}, ()
        self.table.show([], lambda _: ())
        self.line.show(None)

    def draw_line(self, points: Sequence[TrendPoint], chosen: int | None, tr: Translate) -> None:
        """Draw the line through the points; `chosen` is the place of that whose records Enter opens."""
        row = self.row_of_line
        self._share_rows()
        if row is None:
            self.line.show(None)
            return
        of_month = next((at for at, point in enumerate(points) if point.period == row.month), -1)
        marked = of_month if chosen is None else chosen
        self.line.show(chart_of(row, self.title_of(row, tr), points, marked, tr))

    def _share_rows(self) -> None:
        """The line has what the figures leave, within bounds; on a low terminal there is none."""
        rows = self.app.size.height
        least = _line_rows(rows)
        needed = self.table.rows_needed(max(20, self.table.size.width))
        self.line.display = least > 0
        self.line.styles.height = min(_LINE_MOST, max(least, rows - _AROUND - needed))
        self.table.styles.max_height = needed
