"""The board on a large terminal: beneath the record the coming weeks and the feed, in a third column other screens' panels."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.containers import Container

from tui.kinds.record import Target
from tui.language.errors import NotAllowed, StoreError
from tui.screens.base.arrangement import Arrangement
from tui.screens.base.beside import GAPS, BesideScreen
from tui.widgets.detail_view import DetailView
from tui.widgets.figure_table import FigureTable
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from tui.queries.board import Board
    from tui.screens.further import Further, Row
    from tui.store import Entry

# Rows of the terminal from which on the weeks and the feed stand beneath the record.
_TALL: Final = 36
# Cells from which on there is a third column, those of the record there, and those that the third column has at least.
_THREE: Final = 190
_SIDE: Final = 54
_LEAST: Final = 48
# Commits that the feed shows at most.
_FEED: Final = 60


class WideBoard(BesideScreen):
    """What is shown besides the panels of the board is made with the first terminal that has room for it."""

    def between(self) -> ComposeResult:
        """The third column."""
        more = Container(id="more", classes="gaps" if self.app.size.height >= GAPS else "")
        more.display = False
        yield more

    # ---- where everything stands

    def arrangement(self) -> Arrangement:
        """The lists get what they need, the third column the rest, if that is enough for it."""
        found, size = super().arrangement(), self.app.size
        if size.width < _THREE or size.height < _TALL or found.record != "beside":
            return found
        needed = size.width - _SIDE - _LEAST
        needed = min(needed, max(table.needed(_FEED) for table in self._tables()))
        return Arrangement("beside", _SIDE, needed)

    @property
    def _tall_enough(self) -> bool:
        return self._arranged.record == "beside" and self.app.size.height >= _TALL

    @property
    def most_record_rows(self) -> int:
        """As many as it takes: the weeks and the feed are beneath it."""
        return self.app.size.height if self._tall_enough else 0

    def share_out(self) -> None:
        """Beneath the record, and in the third column, what there is room for."""
        super().share_out()
        if not self.ready:
            return
        three = sum(self._arranged[1:3]) < self.app.size.width and self._arranged.record == "beside"
        self.query_one("#lists").styles.width = self._arranged.lists if three else "1fr"
        self.query_one("#more").display = three
        self.query_one("#more").set_class(self.app.size.height >= GAPS, "gaps")
        for panel in self.query("#p-weeks, #p-feed"):
            panel.display = self._tall_enough
        self.query_one("#beside").styles.max_height = self._record_rows if self._tall_enough else None
        for one in self._panels:
            self.query_one(f"#p-{one.id}").display = self._has_room(one)
        for column in ("#lists", "#more", "#side"):
            self.no_gap_after(column)
        known, also_third = self._further_of
        if self._painted and self._tall_enough and (known is not self.board or also_third != three):
            self.call_later(self._show_further)

    _further_of: tuple[Board | None, bool] = None, False
    """The board that the panels were last filled from, and whether those of the third column were."""

    def _after_first_paint(self) -> None:
        super()._after_first_paint()
        if self._tall_enough:
            self.call_later(self._show_further)

    # ---- what is shown

    _panels: Sequence[Further] = ()
    _further: dict[str, dict[object, Row]]
    _entries: tuple[Entry, ...] = ()
    _read_at = -1

    async def _show_further(self) -> None:
        """Make the panels, once, and fill in what the store has now."""
        from tui.screens import further

        if not self.is_mounted or not self.ready:
            return
        tr = self.tr
        if not self.query("#p-weeks"):
            self._further = {}
            feed = RecordTable(further.FEED_COLUMNS, id="feed")
            weeks = Panel(tr(further.WEEKS_TITLE), DetailView(id="weeks"), note=tr(further.WEEKS_NOTE), id="p-weeks")  # fmt: skip
            weeks.styles.height = 2 + further.WEEKS
            await self.query_one("#side").mount(weeks, Panel(tr(further.FEED_TITLE), feed, id="p-feed"))
        if self.query_one("#more").display and not self.query("#more Panel"):
            self._panels = further.panels(self.context)
            made = [Panel("", FigureTable(one.columns, empty=one.empty, id=one.id), id=f"p-{one.id}") for one in self._panels]  # fmt: skip
            await self.query_one("#more").mount(*made)
        board = self.board
        self._further_of = board, self.query_one("#more").display
        self.query_one("#weeks", DetailView).show(further.coming_weeks(self.context, board.today))
        for one in self._panels if self.query_one("#more").display else ():
            shown = one.gather(self.context, board)
            self._fill(one.id, dict(shown.rows))
            panel = self.query_one(f"#p-{one.id}", Panel)
            panel.set_title(shown.title, shown.note)
            table = self.query_one(f"#{one.id}", RecordTable)
            panel.styles.max_height = 1 + table.rows_needed(max(20, table.size.width))
            panel.display = self._has_room(one)
        self.no_gap_after("#more")
        if self._read_at != self.store.seq:
            self._begin_feed()

    def _has_room(self, one: Further) -> bool:
        """Whether a panel is shown: there is something to be said, on a terminal that is high enough for it."""
        return bool(self._further.get(one.id) or one.empty) and self.app.size.height >= one.lines

    def _fill(self, id: str, rows: dict[object, Row]) -> None:
        self._further[id] = rows
        self.query_one(f"#{id}", RecordTable).show(list(rows), lambda key: rows[key].cells)

    def reachable_again(self) -> None:
        """The last commits could not be read: they are now."""
        if self._read_at == -1 and self.query("#feed"):
            self._begin_feed()

    def _begin_feed(self) -> None:
        self._read_at = self.store.seq
        self.run_worker(self._read_feed(), exclusive=True, group="feed")

    async def _read_feed(self) -> None:
        """The last commits, read beside the event loop: there may be thousands. None for who may not see them."""
        from tui.screens.further import feed_row

        def read() -> list[Entry]:
            return list(islice(self.store.audit(newest_first=True, archived=False), _FEED))

        try:
            found = await asyncio.to_thread(read)
        except NotAllowed:
            found = []
        except StoreError:  # what was read before stays
            self._read_at = -1
            return
        if not self.is_mounted or not self.query("#feed"):
            return
        self._fill("feed", {entry.seq: feed_row(self.context, entry, self.board.today) for entry in found})
        panel = self.query_one("#p-feed", Panel)
        panel.display = bool(found) and self._tall_enough
        panel.styles.max_height = 1 + len(found)
        self.no_gap_after("#side")

    # ---- what is selected

    def further_front(self) -> tuple[str, Target | None] | None:
        """The kind and the record of the row in front, if one of these panels has the focus; else None."""
        focused = self.focused
        rows = getattr(self, "_further", {}).get(focused.id) if isinstance(focused, RecordTable) else None
        if rows is None or not isinstance(focused, RecordTable):
            return None
        row = rows.get(focused.cursor_key)
        if row is not None and row.target is not None:
            return row.target.kind, row.target
        kind = next((one.kind for one in self._panels if one.id == focused.id), "session")
        return kind, None
