"""The trends (趋势): figures of a period beside those of the one before and of last year; Enter opens the records."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from typing import ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Static

from tui.kinds.record import Target
from tui.language.i18n import N_
from tui.language.text import cell_len, ellipsize
from tui.queries.trend_lines import TrendBlock, TrendRow, Trends, said, written
from tui.queries.trends import trends
from tui.rules.trends.periods import LENGTHS, Length, Period, containing, moved
from tui.screens.base.bindings import bindings
from tui.screens.base.live import LiveScreen
from tui.screens.lists.trend import BEFORE, NOW, YEAR, head, trend_cells, trend_columns
from tui.widgets.columns import Cell, Tinted, Tone
from tui.widgets.figure_table import FigureTable
from tui.widgets.key_bar import KeyItem
from tui.widgets.one_line import OneLine, Run
from tui.widgets.panel import Panel

# Cells of the terminal from which on the blocks stand in two, and in three columns.
_TWO, _THREE = 120, 190
# Which blocks stand in which column.
_PLACED: Final[dict[int, tuple[tuple[str, ...], ...]]] = {
    1: (("wishes", "categories", "compounds", "channels", "holders", "work", "teams", "monthly_people",
         "monthly_hours", "monthly_wishes"),),
    2: (("wishes", "categories", "compounds", "channels", "holders"),
        ("work", "teams", "monthly_people", "monthly_hours", "monthly_wishes")),
    3: (("wishes", "work", "teams"), ("categories", "compounds", "channels", "holders"),
        ("monthly_people", "monthly_hours", "monthly_wishes")),
}  # fmt: skip
_LENGTHS: Final = {
    "month": N_("a month"), "quarter": N_("a quarter"), "half": N_("half a year"), "year": N_("a year"), "own": N_("own days"),
}  # fmt: skip
TABLES: Final = ("trends", "trends-2", "trends-3")


class _Head(NamedTuple):
    """The row of a block's title."""

    block: TrendBlock


class PeriodLine(OneLine):
    """Length of the period, its days, those it is compared with, and the compound, in one line."""

    def __init__(self) -> None:
        super().__init__(id="period")
        self._texts: tuple[str, ...] = ()

    def show(self, texts: Sequence[str]) -> None:
        """Set the line, from the longest way of saying it to the shortest."""
        if tuple(texts) != self._texts:
            self._texts = tuple(texts)
            self.refresh()

    def runs(self, cells: int) -> Iterator[Run]:
        """The longest that fits."""
        fits = next((text for text in self._texts if cell_len(text) <= cells), None)
        yield Run(fits if fits is not None else ellipsize(self._texts[-1] if self._texts else "", cells))


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
    ]
    own_keys: ClassVar[Sequence[tuple[str, str]]] = (
        (N_("Left/Right"), N_("the period before, the next")),
        ("y Shift+F7", N_("month, quarter, half a year, year in turn")),
        ("d Ctrl+D", N_("days of one's own, and the compound")),
        ("t Ctrl+T", N_("the period with today in it")),
        ("[ ]", N_("one compound after the other, then all")),
        ("c Ctrl+K", N_("which figure Enter opens: of this period, the one before, last year")),
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
        self._counted: tuple[object, Trends] | None = None
        self._rows: dict[str, dict[Hashable, TrendRow | _Head]] = {}

    def body(self) -> ComposeResult:
        """The line of the period, up to three tables, the way of counting."""
        yield PeriodLine()
        with Container(id="body"):
            for at, id in enumerate(TABLES):
                classes = "" if at < self._across else "away"
                yield Panel("", FigureTable(head=True, id=id), id=f"p-{id}", classes=classes)
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
    def _front(self) -> FigureTable:
        focused = self.focused
        return focused if isinstance(focused, FigureTable) else self.query_one("#trends", FigureTable)

    @property
    def row(self) -> TrendRow | None:
        """The row under the cursor; None on a title."""
        if not self.ready:
            return None
        found = self._rows.get(self._front.id or "", {}).get(self._front.cursor_key)
        return found if isinstance(found, TrendRow) else None

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the records behind the figure that Enter opens."""
        figure = self.row.figures[self._column] if self.row else None
        return figure.ids if figure else ()

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
            self._counted = (asked, trends(self.store, self.period, self._compound))
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
        titles = head(tr, self._column)
        for at, id in enumerate(TABLES):
            panel, table = self.query_one(f"#p-{id}", Panel), self.query_one(f"#{id}", FigureTable)
            panel.set_class(at >= columns, "away")
            if at >= columns:
                self._rows[id] = {}
                table.show([], lambda _: ())
                continue
            blocks = [found.blocks[key] for key in _PLACED[columns][at]]
            panel.set_title("  ".join(said(block.title, tr) for block in blocks[:1]))
            self._fill(table, id, blocks, titles)
        self.query_one(PeriodLine).show(self._said_period(found))
        self._explain()
        self.update_bars()

    def _fill(self, table: FigureTable, id: str, blocks: Sequence[TrendBlock], titles: Sequence[str]) -> None:
        tr = self.tr
        rows: dict[Hashable, TrendRow | _Head] = {}
        most: dict[Hashable, float] = {}
        for at, block in enumerate(blocks):
            if at:  # the title line has the first
                rows[block.key] = _Head(block)
            rows.update({row.key: row for row in block.rows})
            top = max((row.now.value or 0 for row in block.rows if row.now), default=0)
            most.update({row.key: top for row in block.rows})
        self._rows[id] = rows
        told = [row for row in rows.values() if isinstance(row, TrendRow)]
        figures = max(
            (cell_len(written(one, row.unit, tr)) for row in told for one in row.figures), default=1
        )
        width = self.app.size.width // self._across
        columns = trend_columns(told, titles, max(figures, cell_len(tr("not shown"))), width, tr)
        if self.counted.alike:
            columns = tuple(column for column in columns if column.key != "before")
        bar_cells = next(column.width for column in columns if column.key == "bar")

        def cells(key: Hashable) -> Sequence[Cell]:
            row = rows[key]
            if isinstance(row, _Head):
                return (Tinted(said(row.block.title, tr), Tone.ACCENT), *[""] * (len(columns) - 1))
            label, now, drawn, before, year = trend_cells(row, most[key], bar_cells, tr)
            return (label, now, drawn, year) if self.counted.alike else (label, now, drawn, before, year)

        under = table.cursor_key
        if columns != table.shown:
            table.set_columns(columns)
        table.show(list(rows), cells)
        table.select(under)

    def _said_period(self, found: Trends) -> list[str]:
        """The line of the period, from the longest to the shortest."""
        tr = self.tr
        chosen = [
            f"[{tr(_LENGTHS[one])}]" if one == found.period.length else tr(_LENGTHS[one]) for one in LENGTHS
        ]
        compound = f"[{self._compound_name(found.compound)}]"
        days, last, year = (_days(one) for one in (found.period, found.before, found.year))
        compared = tr("last year {year}", year=year)
        if not found.alike:
            compared = tr("before {days} {more}", days=last, more=compared)
        # The same days of last year need not be said where there is no room for them.
        shorter = (
            tr("last year") if found.alike else tr("before {days} {more}", days=last, more=tr("last year"))
        )
        parts = {"lengths": " ".join(chosen), "days": days, "compared": compared, "compound": compound,
                 "length": f"[{tr(_LENGTHS[found.period.length])}]"}  # fmt: skip
        return [
            tr(" Period: {lengths}  {days}    {compared}    Compound: {compound}", **parts),
            tr(" {lengths}  {days}  {compared}  {compound}", **parts),
            f" {parts['length']} {days} {compared} {compound}",
            f" {parts['length']} {days} {shorter} {compound}",
            f" {parts['length']} {days} {compound}",
        ]

    @property
    def days_and_place(self) -> str:
        """The days and the compound of which the figures are."""
        return f"{_days(self.period)} {self._compound_name(self._compound)}"

    def _compound_name(self, number: int | None) -> str:
        if number is None:
            return self.tr("all compounds")
        compounds = (self.store.community or {}).get("compounds") or ()
        name = next((str(c.get("name") or "") for c in compounds if c["number"] == number), "")
        return name or self.tr("compound {number}", number=number)

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
        period = (found.period, found.before, found.year)[self._column]
        days = "" if row.key.startswith("monthly") else _days(period)
        figure = written(row.figures[self._column], row.unit, tr)
        note = "  ".join(filter(None, (figure, days, self._compound_name(found.compound))))
        await self.app.push_screen(records_behind(row.table, ids, said(row.label, tr), note))

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
        self._column = {NOW: YEAR if self.counted.alike else BEFORE, BEFORE: YEAR, YEAR: NOW}[self._column]
        self._show()

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
        self._period = period
        self._show()

    async def action_back(self) -> None:
        """To the board."""
        await self.typed_out()
        await self.app.switch_mode("dashboard")

    def settle(self) -> None:
        """Another figure: another way of counting."""
        super().settle()
        if self.ready:
            self._explain()

    def on_record_table_cursor_moved(self) -> None:
        """Another figure is under the cursor."""
        self.soon()

    def on_record_table_opened(self) -> None:
        """A double click opens the records."""
        self.call_later(self.action_open)

    def on_descendant_focus(self) -> None:
        """Another column is in front."""
        if self.ready:
            self.settle()

    def on_resize(self) -> None:
        """The blocks may stand in more columns, or fewer."""
        if self.ready:
            if TABLES.index(self._front.id or TABLES[0]) >= self._across:
                self.set_focus(self.query_one("#trends"))
            self._show()


def _days(period: Period) -> str:
    """The days of a period, the second without its year where that is the same."""
    first, last = period.first, period.last
    if first == last:
        return first.isoformat()
    return (
        f"{first.isoformat()}/{last:%m-%d}"
        if first.year == last.year
        else f"{first.isoformat()}/{last.isoformat()}"
    )
