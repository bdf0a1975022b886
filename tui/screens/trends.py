"""The trends (趋势): figures of a period beside those of the one before and of last year; Enter opens the records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Static

from tui.kinds.record import Target
from tui.language.errors import Translate
from tui.language.i18n import N_
from tui.queries.trend_counts import TrendCounter
from tui.queries.trend_lines import TrendPoint, TrendRow, Trends, said, written
from tui.queries.trends import trend_line, trends
from tui.rules.trends.figures import Figure
from tui.rules.trends.periods import LENGTHS, Length, Period, before, containing, moved, year_before
from tui.screens.base.bindings import bindings
from tui.screens.base.live import LiveScreen
from tui.screens.figure_column import FigureColumn, placed, room_for_figures
from tui.screens.lists.trend import BEFORE, NOW, YEAR
from tui.screens.lists.trend_chart import step_of
from tui.screens.trend_period import PeriodLine, days_of, said_period
from tui.widgets.figure_table import FigureTable
from tui.widgets.key_bar import KeyItem

# Cells of the terminal from which on the blocks stand in two, and in three columns.
_TWO, _THREE = 120, 190
TABLES: Final = ("trends", "trends-2", "trends-3")


class TrendsScreen(LiveScreen):
    """One table for each column of blocks. The way of counting of the figure under the cursor stands at the foot."""

    title_msgid: ClassVar[str] = N_("trends")
    AUTO_FOCUS = "#trends"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("today"),
        Binding("left", "shift(-1)", show=False, priority=True),
        Binding("right", "shift(1)", show=False, priority=True),
        Binding("y,shift+f7", "length", show=False, priority=True),
        Binding("d,ctrl+d", "own_days", show=False, priority=True),
        Binding("left_square_bracket,【", "compound(-1)", show=False, priority=True),
        Binding("right_square_bracket,】", "compound(1)", show=False, priority=True),
        Binding("c,ctrl+k", "column", show=False, priority=True),
        Binding("less_than_sign,《", "point(-1)", show=False, priority=True),
        Binding("greater_than_sign,》", "point(1)", show=False, priority=True),
    ]
    own_keys: ClassVar[Sequence[tuple[str, str]]] = (
        (N_("Left/Right"), N_("the period before, the next")),
        ("y Shift+F7", N_("month, quarter, half a year, year in turn")),
        ("d Ctrl+D", N_("days of one's own, and the compound")),
        ("t Ctrl+T", N_("the period with today in it")),
        ("[ ]", N_("one compound after the other, then all")),
        ("c Ctrl+K", N_("which figure Enter opens: of this period, the one before, last year")),
        ("< >", N_("along the line: Enter opens that month or week")),
        ("Enter", N_("exactly the records behind the figure; Esc comes back")),
    )
    """What the help says of this screen's own keys: how they are written, and what they do (msgids)."""
    CSS: ClassVar[str] = """
    TrendsScreen #meaning { height: auto; max-height: 3; padding: 0 2; color: $text-muted; }
    TrendsScreen .away { display: none; }
    TrendsScreen PeriodLine { background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._period: Period | None = None
        self._compound: int | None = None
        self._column = NOW
        self._point: int | None = None
        self._counted: tuple[object, Trends] | None = None

    def body(self) -> ComposeResult:
        """The line of the period, up to three tables, the way of counting."""
        yield PeriodLine()
        with Container(id="body"):
            for at, id in enumerate(TABLES):
                yield FigureColumn(id, away=at >= self._across)
        yield Static("", id="meaning", markup=False)

    @property
    def _across(self) -> int:
        width = self.app.size.width
        return 3 if width >= _THREE else 2 if width >= _TWO else 1

    # ---- what is in front

    @property
    def target(self) -> Target | None:
        """No record: a figure."""
        return None

    @property
    def kind(self) -> str:
        """The kind of nothing but a day."""
        return "day"

    @property
    def _front(self) -> FigureColumn:
        """The column in front."""
        focused = self.focused
        id = focused.id if isinstance(focused, FigureTable) else TABLES[0]
        return self.query_one(f"#p-{id}", FigureColumn)

    @property
    def row(self) -> TrendRow | None:
        """The row under the cursor; None on a title."""
        return self._front.row if self.ready else None

    @property
    def ids(self) -> Sequence[int]:
        """The ids of the records behind the figure that Enter opens."""
        figure = self.figure
        return figure.ids if figure else ()

    @property
    def figure(self) -> Figure | None:
        """The figure that Enter opens: of the row in front, or of the point of its line that was chosen."""
        row = self.row
        if row is None:
            return None
        points = self.points
        if self._point is not None and self._point < len(points):
            return points[self._point].now
        return row.figures[self._column]

    @property
    def points(self) -> Sequence[TrendPoint]:
        """The line of the row in front."""
        return self._points_of(self.row)

    def _points_of(self, row: TrendRow | None) -> Sequence[TrendPoint]:
        return trend_line(self._counter, self.counted, row) if row else ()

    @property
    def _counter(self) -> TrendCounter:
        return self.shell.tallying.counter

    @property
    def today(self) -> date:
        """Today, as the board has it."""
        return self.board.today

    @property
    def period(self) -> Period:
        """The period that is shown; at first this quarter so far."""
        return self._period or containing("quarter", self.today, self.today)

    @property
    def counted(self) -> Trends:
        """The figures, counted anew once the store, the day or what is asked has changed."""
        asked = (self.store.seq, self.today, self.period, self._compound)
        if self._counted is None or self._counted[0] != asked:
            self._counted = (asked, trends(self.store, self.period, self._compound, self._counter))
        return self._counted[1]

    # ---- showing

    def refresh_live(self) -> None:
        """The figures as the store has them now."""
        if self.ready:
            self._show()

    def _show(self) -> None:
        found, tr, columns = self.counted, self.tr, self._across
        if found.alike and self._column == BEFORE:
            self._column = YEAR
        rows = {key: len(block.rows) for key, block in found.blocks.items()}
        places = placed(rows, columns, room_for_figures(self.app.size.height))
        for at, column in enumerate(self.query(FigureColumn)):
            column.set_class(at >= columns, "away")
            if at >= columns:
                column.empty()
                continue
            blocks = [found.blocks[key] for key in places[at]]
            column.fill(blocks, self._column, self.app.size.width // columns, tr, alike=found.alike)
        self.query_one(PeriodLine).show(said_period(found, self._compound_name(found.compound), tr))
        self._draw_lines()
        self._explain()
        self.update_bars()

    @property
    def days_and_place(self) -> str:
        """The days and the compound of which the figures are."""
        return f"{days_of(self.period)} {self._compound_name(self._compound)}"

    def _compound_name(self, number: int | None) -> str:
        if number is None:
            return self.tr("all compounds")
        compounds = (self.store.community or {}).get("compounds") or ()
        name = next((str(c.get("name") or "") for c in compounds if c["number"] == number), "")
        return name or self.tr("compound {number}", number=number)

    def _draw_lines(self) -> None:
        """The line beneath each table: of the figure under its cursor."""
        for column in list(self.query(FigureColumn))[: self._across]:
            chosen = self._point if column is self._front else None
            column.draw_line(self._points_of(column.row_of_line), chosen, self.tr)

    def _explain(self) -> None:
        row = self.row
        self.query_one("#meaning", Static).update(said(row.meaning, self.tr) if row else "")

    # ---- keys

    def possible(self, id: str) -> bool:
        """Whether `id` can be done now: there is no record to do anything with."""
        return id in {"back", "today"} or (id == "open" and bool(self.ids))

    def knows(self, id: str) -> bool:
        """Figures have no acts."""
        return id in {"open", "back", "today"}

    def _key_items(self) -> list[KeyItem]:
        tr = self.tr
        composing = self.shell.composing or tr.lang == "zh"
        twin = {"y": " Shift+F7", "d": " ^D", "c": " ^K", "t": " ^T"} if composing else {}
        return [
            *self.first_items(),
            *([KeyItem("Enter", tr("its records"), "open")] if self.ids else []),
            KeyItem(tr("Left/Right"), tr("other period")),
            KeyItem("y" + twin.get("y", ""), tr("length"), "length"),
            KeyItem("d" + twin.get("d", ""), tr("own days"), "own_days"),
            KeyItem("[ ]", tr("by compound"), "compound(1)"),
            KeyItem("c" + twin.get("c", ""), tr("other column"), "column"),
            KeyItem("< >", tr("along the line"), "point(1)"),
            KeyItem("t" + twin.get("t", ""), tr("present period"), "today"),
            KeyItem("Esc", tr("board"), "back"),
        ]

    async def action_open(self) -> None:
        """The records behind the figure."""
        await self.typed_out()
        row, ids = self.row, self.ids
        if row is None or not ids:
            return
        from tui.screens.trend_records import records_behind

        found, tr = self.counted, self.tr
        days = days_of(self._spans(row)[self._column])
        if self._point is not None:
            days = step_of(self.points[self._point].period)
        note = "  ".join(
            filter(None, (_worded(self.figure, row, tr), days, self._compound_name(found.compound)))
        )
        await self.app.push_screen(records_behind(row.table, ids, self._front.title_of(row, tr), note))

    def _spans(self, row: TrendRow) -> tuple[Period, Period, Period]:
        """The days of the three figures of a row."""
        period = row.month or self.period
        return period, before(period), year_before(period)

    def action_shift(self, steps: int) -> None:
        """The period before, or the next."""
        self._go(moved(self.period, steps, self.today))

    def action_length(self) -> None:
        """A month, a quarter, half a year, a year in turn, with the last day of the period in it."""
        lengths: tuple[Length, ...] = LENGTHS[:-1]
        now = self.period.length
        to = lengths[(lengths.index(now) + 1) % len(lengths)] if now in lengths else lengths[0]
        self._go(containing(to, min(self.period.last, self.today), self.today))

    def action_today(self) -> None:
        """The period with today in it."""
        self._go(containing(self.period.length, self.today, self.today))

    def action_compound(self, steps: int) -> None:
        """The next compound, or the one before; after the last, all."""
        compounds = (self.store.community or {}).get("compounds") or ()
        choices: list[int | None] = [None, *(int(one["number"]) for one in compounds)]
        at = choices.index(self._compound) if self._compound in choices else 0
        self._compound = choices[(at + steps) % len(choices)]
        self._show()

    def action_column(self) -> None:
        """Have Enter open the figure of the next column: now, before, last year."""
        if self._point is not None:
            self._point, self._column = None, NOW
            self._show()
            return
        self._column = {NOW: YEAR if self.counted.alike else BEFORE, BEFORE: YEAR, YEAR: NOW}[self._column]
        self._show()

    async def action_point(self, steps: int) -> None:
        """Go along the line in front; Enter then opens the records of that month or week."""
        await self.typed_out()
        count = len(self.points)
        if count:
            at = self._point if self._point is not None else count if steps < 0 else -1
            self._point = max(0, min(count - 1, at + steps))
            self._draw_lines()
            self.update_bars()

    async def action_own_days(self) -> None:
        """Type the days."""
        await self.typed_out()
        from tui.screens.forms.trends import own_days

        await self.app.push_screen(own_days(self.context, self.period, self._compound, self.choose))

    def choose(self, period: Period, compound: int | None) -> None:
        """Show that period of that compound."""
        self._compound = compound
        self._go(period)

    def _go(self, period: Period) -> None:
        self._period, self._point = period, None
        self._show()

    async def action_back(self) -> None:
        """To the board."""
        await self.typed_out()
        await self.app.switch_mode("dashboard")

    def settle(self) -> None:
        """Another figure: another way of counting."""
        super().settle()
        if self.ready:
            self._draw_lines()
            self._explain()

    def on_record_table_cursor_moved(self) -> None:
        """Another figure is under the cursor."""
        self._point = None
        self.soon()

    def on_record_table_opened(self) -> None:
        """A double click opens the records."""
        self.call_later(self.action_open)

    def on_descendant_focus(self) -> None:
        """Another column is in front."""
        self._point = None
        if self.ready:
            self.settle()

    def on_resize(self) -> None:
        """The blocks may stand in more columns, or fewer."""
        if self.ready:
            if TABLES.index(self._front.table.id or TABLES[0]) >= self._across:
                self.set_focus(self.query_one("#trends"))
            self._show()


def _worded(figure: Figure | None, row: TrendRow, tr: Translate) -> str:
    """A figure as it is written; a share with what it is of: 88%: 22/25."""
    text = written(figure, row.unit, tr)
    return f"{text}: {figure.part}/{len(figure.ids)}" if figure and figure.part is not None else text
