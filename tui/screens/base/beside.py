"""A list with the record under its cursor beside it or beneath it, where the terminal has room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from tui.kinds.record import Target
from tui.screens.base.arrangement import WIDE, Arrangement, arranged, rows_that_follow
from tui.screens.base.details import details
from tui.screens.base.live import LiveScreen
from tui.widgets.detail_view import DetailView
from tui.widgets.panel import Panel
from tui.widgets.record_table import MEASURED, RecordTable

# Rows of a record beneath lists that would need all, with its title: at least, and at most; rows of the header and the keys.
_LEAST_ROWS, _MOST_ROWS = 3, 9
BARS: Final = 3
# The same where the keys have one line.
_BARS_LOW: Final = 2
# Rows of a list that has all that others leave.
_NO_LIMIT: Final = 1000
# Rows of the terminal from which on a blank line is between panels.
GAPS: Final = 30


class BesideScreen(LiveScreen):
    """Subclasses give the `lists`; the record of `target` is shown beside or beneath them."""

    beneath: ClassVar[bool] = True
    """Whether the record may stand beneath the lists, if they need the whole width."""
    dependent: ClassVar[frozenset[str]] = frozenset()
    """Lists whose rows depend on the cursor of another: they have what rows the others leave, and a part of all at least."""

    def lists(self) -> ComposeResult:
        """The panels at the left."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The lists, and the record beside or beneath them."""
        # As they will most likely be: a class that comes later has everything within styled once more.
        size = self.app.size
        gaps = "gaps" if size.height >= GAPS else ""
        with Container(id="body"):
            with Container(id="lists", classes=gaps):
                yield from self.lists()
            yield from self.between()
            with Container(id="side", classes=f"{'beside' if size.width >= WIDE else 'none'} {gaps}"):
                yield Panel(self.tr("details"), DetailView(id="detail"), id="beside")

    def between(self) -> ComposeResult:
        """What stands between the lists and the record."""
        yield from ()

    _painted = False
    _arranged = Arrangement("none", 0, 0)
    _record_rows = _MOST_ROWS
    """The rows that the longest record takes of those looked at since the terminal has this size.

    So much is left to it where another list has more rows than are in sight. Not by the record under the cursor alone:
    the list would be of another height with each.
    """
    _low = False
    """Whether there is no room for a row of each list: of those without the focus the title stands alone."""

    @property
    def wide(self) -> bool:
        """Whether the record is shown."""
        return self._arranged.record != "none"

    @property
    def list_cells(self) -> int:
        """The cells of the lists."""
        return self._arranged.lists or self.app.size.width

    _detail_of: tuple[DetailView, Target | None, int, datetime] | None = None
    """What the record beside the list was last made of: the same is not made again."""

    def on_mount(self) -> None:
        """The lists are painted first: they are what a start is waited for."""
        self.shell.after_first_paint(self._after_first_paint)

    def _after_first_paint(self) -> None:
        self._painted = True
        self.show_detail()

    # ---- where everything stands

    def share_out(self) -> None:
        """Have the lists and the record share the screen by what the lists need."""
        if not self.ready:
            return
        size, tables = self.app.size, self._tables()
        self._arranged = self.arrangement()
        record, cells, lists, parts = self._arranged
        body, side = self.query_one("#body"), self.query_one("#side")
        for name in ("none", "beside", "beneath"):
            side.set_class(name == record, name)
        body.set_class(record == "beneath", "stacked")
        side.styles.width = cells if record == "beside" else "1fr"
        side.query_one(DetailView).set_parts(parts)
        for column in ("#lists", "#side"):
            self.query_one(column).set_class(size.height >= GAPS, "gaps")
            self.no_gap_after(column, last=column == "#side" or record != "beneath")
        rows, follow = 0, []
        for table in tables:
            reserve = self.reserved.get(table.id or "")
            table.set_reserve(0 if reserve and record != "none" else reserve)
            table.tells_whole = record == "none"
            panel = _around(table)
            following = table.id in self.dependent
            ever = self.most_rows(table) if following else self.rows_of(table, lists)
            if following and ever is not None:
                ever += table.lines_beneath(lists)
            panel.styles.max_height = most = None if ever is None else 1 + ever
            if not following or record == "beneath":
                rows += most or _NO_LIMIT
            else:
                follow.append((panel, most))
        free = size.height - BARS - (len(tables) - 1 if size.height >= GAPS else 0)
        for panel, most in follow:
            panel.styles.max_height = rows_that_follow(free, rows, most)
        most = rows + len(tables) if record == "beneath" and tables else None
        self.query_one("#lists").styles.max_height = most
        side.styles.max_height = max(self._record_rows, size.height - BARS - most) if most else None
        self._low = size.height - _BARS_LOW < sum(1 + table.least_rows for table in tables)
        if self._low:
            for table in tables:
                if not table.has_focus:
                    _around(table).styles.max_height = 1
                    table.out_of_sight()

    def no_gap_after(self, column: str, *, last: bool = True) -> None:
        """Have a blank line after each panel of a column that has gaps, but after the last only if another column follows."""
        panels = [panel for panel in self.query_one(column).query_children(Panel) if panel.display]
        for panel in panels:
            if last and panel is panels[-1]:
                panel.styles.margin = 0
            elif panel.styles.inline.has_rule("margin"):
                panel.styles.clear_rule("margin")

    def most_rows(self, table: RecordTable) -> int | None:  # noqa: ARG002
        """The most rows that a list of `dependent` has with any record; None: it fills what is left."""
        return None

    reserved: ClassVar[Mapping[str, int]] = {}
    """Cells that a list without the record beside it keeps free before it shows the column that is left out first."""

    def _tables(self) -> list[RecordTable]:
        return [table for table in self.query_one("#lists").walk_children(RecordTable) if table.display]

    def rows_of(self, table: RecordTable, cells: int) -> int:
        """The rows that a list would have in so many cells, if there were room for all."""
        return table.rows_needed(cells)

    def arrangement(self) -> Arrangement:
        """Where the record stands in the terminal as it is now."""
        size = self.app.size
        tables = self._tables()
        needed = max((table.needed(MEASURED) for table in tables), default=0)
        least = max((table.least(MEASURED, extra=table.id in self.reserved) for table in tables), default=0)
        return arranged(size.width, size.height, needed, beneath=self.beneath, least=least)

    # ---- the record

    def show_detail(self, *, keep_place: bool = False) -> None:
        """Show the record under the cursor, if there is room for it."""
        if not (self.wide and self._painted):
            return
        view, target, now = self.query_one("#detail", DetailView), self.target, self.store.now
        shown = (view, target, self.store.seq, now.replace(second=0, microsecond=0))
        if shown != self._detail_of:
            self._detail_of = shown
            view.show(details(self.store, target, now, self.tr) if target else [], keep_place=keep_place)
            self._note_rows(1 + view.rows_needed)

    def _note_rows(self, rows: int) -> None:
        """A record takes so many rows, with its title: what the longest needs is left to it, the rest is for the lists."""
        most = self.most_record_rows
        if not most:
            return
        rows = max(_LEAST_ROWS, min(most, rows))
        if self._first_record or rows > self._record_rows:
            self._first_record, before, self._record_rows = False, self._record_rows, rows
            if rows != before:
                self.share_out()

    @property
    def most_record_rows(self) -> int:
        """The rows that a record has at most where a list shares them with it; 0: none does."""
        return _MOST_ROWS if self._arranged.record == "beneath" else 0

    _first_record = True

    def settle(self) -> None:
        """The cursor has come to rest, or another list is focused."""
        self.show_detail()
        self.update_bars()

    def on_record_table_cursor_moved(self) -> None:
        """The record under the cursor is another."""
        self.soon()

    def on_record_table_opened(self) -> None:
        """A double click opens."""
        self.call_later(self.action_open)

    def on_descendant_focus(self) -> None:
        """Another list is focused."""
        if self.ready:
            if self._low:
                self.share_out()
            self.settle()

    def on_resize(self) -> None:
        """The record may have come into sight, or gone."""
        self._first_record, self._detail_of = True, None
        self.share_out()
        self.call_after_refresh(self.show_detail)


def _around(table: RecordTable) -> Widget:
    """The panel of a list; the list itself where it stands without a title line."""
    return next((one for one in table.ancestors if isinstance(one, Panel)), table)
