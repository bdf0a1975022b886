"""The community's archive (社区档案): what the community is, who works in it, what it has; each line leads to its record."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen

from tui.kinds.record import Target
from tui.language.i18n import N_
from tui.queries.archive import archive
from tui.queries.archive_lines import ArchiveLine, Block, Counted
from tui.screens.base.live import LiveScreen
from tui.screens.lists.archive import Row, columns_of, first_of, gap_after
from tui.widgets.columns import Column
from tui.widgets.key_bar import KeyItem
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable

_TABLES: Final = ("left", "right")
_ALL_THAT_IS_LEFT: Final = 1000
# Rows around the blocks: header, title, two lines of keys; and those of the terminal from which on blocks have a blank
# row between them.
_BARS: Final = 4
_GAPS: Final = 30


class ArchiveScreen(LiveScreen):
    """The blocks one under the other, in two columns on a wide terminal. `e` edits the line's record.

    Enter opens the line's record, or the records behind the figure that Left and Right have chosen; on a heading, and
    where a line counts what is listed elsewhere, it goes to that list.
    """

    title_msgid: ClassVar[str] = N_("community archive")
    AUTO_FOCUS = "#left"
    CSS: ClassVar[str] = "ArchiveScreen #p-right.narrow { display: none; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "figure(-1)", show=False),
        Binding("right", "figure(1)", show=False),
    ]
    own_keys: ClassVar[Sequence[tuple[str, str]]] = (
        (N_("Left/Right"), N_("choose a figure of the line; Enter opens what was counted")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, dict[Hashable, Row]] = {id: {} for id in _TABLES}
        self._blocks: list[Block] = []
        self._figure = -1  # the place of the chosen figure; -1: the record itself

    def body(self) -> ComposeResult:
        """Two columns of blocks; the second is shown where there is room for it."""
        columns = (Column("label", "", 4), Column("text", "", _ALL_THAT_IS_LEFT))
        empty = self.tr("No community yet. Run `xingfu demo` for the model one, or press , to set one up.")
        with Container(id="body"):
            yield Panel(
                self.tr("Community archive"), RecordTable(columns, id="left", empty=empty), id="p-left"
            )
            right = Panel(self.tr("Community archive, on"), RecordTable(columns, id="right"), id="p-right")
            yield right.set_class(not self.wide, "narrow")

    # ---- what is in front

    @property
    def _front(self) -> RecordTable:
        focused = self.focused
        return focused if isinstance(focused, RecordTable) else self.query_one("#left", RecordTable)

    @property
    def _row(self) -> Row | None:
        return self._rows[self._front.id or "left"].get(self._front.cursor_key)

    @property
    def _line(self) -> ArchiveLine | None:
        """The line under the cursor; of a heading, the first of its block."""
        row = self._row
        if row is None:
            return None
        lines = self._blocks[row.block].lines
        return row.line or (lines[0] if lines else None)

    @property
    def _counted(self) -> Counted | None:
        """The chosen figure of the line under the cursor."""
        row = self._row
        figures = row.line.figures if row and row.line else ()
        return figures[self._figure] if 0 <= self._figure < len(figures) else None

    @property
    def _leads(self) -> str:
        """The screen that has the list of what the line or the heading under the cursor counts."""
        row = self._row
        if row is None:
            return ""
        return row.line.leads if row.line else self._blocks[row.block].leads

    @property
    def target(self) -> Target | None:
        """The record behind the line."""
        return self._line.target if self._line else None

    @property
    def kind(self) -> str:
        """Its kind; the community's where there is none."""
        return self.target.kind if self.target else "community"

    # ---- showing

    def refresh_live(self) -> None:
        """The archive as the store has it now."""
        if self.ready:
            self._blocks = archive(self.store, self.board.today)
            self._show()
            self.update_bars()

    def _show(self) -> None:
        size, row = self.app.size, self._row
        line = row.line if row else None
        chosen = (line, self._figure) if line is not None and self._counted else None
        rows_free = size.height - _BARS if size.height >= _GAPS else 0
        count = len(_TABLES) if self.wide else 1
        made = columns_of(self._blocks, (size.width, rows_free), count, self.tr, chosen)
        none: tuple[int, dict[Hashable, Row]] = (0, {})
        for at, id in enumerate(_TABLES):
            cells, rows = made[at] if at < len(made) else none
            self._rows[id] = rows
            self.query_one(f"#p-{id}").styles.width = cells or "1fr"
            table = self.query_one(f"#{id}", RecordTable)
            table.passed = frozenset(gap_after(at) for at in range(len(self._blocks)))
            table.show(list(rows), lambda key, rows=rows: rows[key].cells)  # type: ignore[misc]

    # ---- keys

    async def action_walk(self, on: bool) -> None:
        """The next or previous block, in the other column where this one ends."""
        await self.typed_out()
        table, row = self._front, self._row
        rows = self._rows[table.id or "left"]
        blocks = list(dict.fromkeys(one.block for one in rows.values()))
        at = row.block if row else 0
        further = [b for b in blocks if b > at] if on else [b for b in reversed(blocks) if b < at]
        if further:
            _to_block(table, rows, further[0])
        else:
            other = self.query_one(
                "#right" if table.id == "left" and self._rows["right"] else "#left", RecordTable
            )
            self.set_focus(other)
            rows = self._rows[other.id or "left"]
            if rows:
                ends = [one.block for one in rows.values()]
                _to_block(other, rows, ends[0] if on else ends[-1])
        self._moved()

    async def action_figure(self, steps: int) -> None:
        """Choose the next figure of the line, or the one before; before the first is the record itself."""
        await self.typed_out()
        row = self._row
        count = len(row.line.figures) if row and row.line else 0
        if count:
            now = self._figure if self._counted else -1
            self._figure = max(-1, min(count - 1, now + steps))
            self._show()
            self.update_bars()

    def _key_items(self) -> list[KeyItem]:
        items, row = super()._key_items(), self._row
        if row and row.line and row.line.figures:
            at = next((n for n, item in enumerate(items) if item.key.startswith("Enter")), 0) + 1
            items.insert(at, KeyItem(self.tr("Left/Right"), self.tr("a figure"), "figure(1)"))
        return items

    async def action_open(self) -> None:
        """The record of the line, the records behind its chosen figure, or the screen with what is counted."""
        await self.typed_out()
        counted, target, leads = self._counted, self.target, self._leads
        if counted is not None:
            from tui.screens.trend_records import records_behind

            row = self._row
            assert row is not None
            assert row.line is not None
            what = self.tr(self._blocks[row.block].heads[self._figure])
            await self.app.push_screen(
                records_behind(
                    counted.table,
                    counted.ids,
                    f"{row.line.label}  {what}",
                    counted.written,
                    title=N_("archive: records"),
                )
            )
        elif leads:
            await self.app.switch_mode(leads)
            self._find(self.app.screen, target)
        else:
            await super().action_open()

    def before_it_opens(self, screen: Screen[Any]) -> None:
        """The form of the community begins in the line's own field."""
        from tui.screens.base.form import FormScreen

        if self._line is not None and isinstance(screen, FormScreen):
            screen.begins_at = self._line.field

    def _find(self, screen: Screen[Any], target: Target | None) -> None:
        """Put the cursor of a screen on the record, if one of its lists has it."""
        if target is None or not isinstance(screen, LiveScreen):
            return
        table = screen.table_of(target)
        if table is not None and table.select(screen.key_of(target)):
            screen.set_focus(table)

    def _moved(self) -> None:
        """The line under the cursor is another: of it the record is in front, no figure."""
        if self._figure >= 0:
            self._figure = -1
            self._show()
        self.soon()

    def on_record_table_cursor_moved(self) -> None:
        """The line under the cursor is another."""
        self._moved()

    def on_record_table_opened(self) -> None:
        """A double click opens."""
        self.call_later(self.action_open)

    def on_descendant_focus(self) -> None:
        """The other column is in front."""
        if self.ready:
            self.settle()

    def on_resize(self) -> None:
        """One column or two, and other lines."""
        right = self.query_one("#p-right")
        right.set_class(not self.wide, "narrow")
        if not self.wide and self._front.id == "right":
            self.set_focus(self.query_one("#left"))
        if self.ready:
            self._show()


def _to_block(table: RecordTable, rows: dict[Hashable, Row], block: int) -> None:
    """Put the cursor on the first row of a block, with the whole block in sight where it fits."""
    first, last = first_of(rows, block)
    table.select(last)
    table.select(first)
