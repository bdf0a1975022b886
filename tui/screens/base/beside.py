"""A list with the record under its cursor beside it, where the terminal is wide enough."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from textual.app import ComposeResult
from textual.containers import Container

from tui.kinds.record import Target
from tui.screens.base.details import details
from tui.screens.base.live import LiveScreen
from tui.widgets.detail_view import DetailView
from tui.widgets.panel import Panel

# Cells that the record beside the list takes, as in the style sheet.
BESIDE: Final = 47


class BesideScreen(LiveScreen):
    """Subclasses give the `lists`; the record of `target` is shown beside them."""

    def lists(self) -> ComposeResult:
        """The panels at the left."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The lists, and the record beside them."""
        with Container(id="body"):
            with Container(id="lists"):
                yield from self.lists()
            classes = "" if self.wide else "narrow"
            yield Panel(self.tr("details"), DetailView(id="detail"), id="beside", classes=classes)

    _painted = False
    _detail_of: tuple[DetailView, Target | None, int, datetime] | None = None
    """What the record beside the list was last made of: the same is not made again."""

    def on_mount(self) -> None:
        """The lists are painted first: they are what a start is waited for."""
        self.shell.after_first_paint(self._after_first_paint)

    def _after_first_paint(self) -> None:
        self._painted = True
        self.show_detail()

    def show_detail(self, *, keep_place: bool = False) -> None:
        """Show the record under the cursor, if there is room for it."""
        if not (self.wide and self._painted):
            return
        view, target, now = self.query_one("#detail", DetailView), self.target, self.store.now
        shown = (view, target, self.store.seq, now.replace(second=0, microsecond=0))
        if shown != self._detail_of:
            self._detail_of = shown
            view.show(details(self.store, target, now, self.tr) if target else [], keep_place=keep_place)

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
            self.settle()

    def on_resize(self) -> None:
        """The record may have come into sight, or gone."""
        self.query_one("#beside").set_class(not self.wide, "narrow")
        self.call_after_refresh(self.show_detail)
