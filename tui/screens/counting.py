"""Counters of a session by item: one key counts one more, and all seats add up."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.desk.context import DeskContext
from tui.kinds.record import Target
from tui.language.errors import XingfuError
from tui.queries.sessions import stored_session
from tui.screens.base import wording
from tui.screens.base.sheet import Sheet
from tui.widgets.columns import Column
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem
from tui.widgets.record_table import RecordTable

# So many items have a key of their own; all can be reached with the arrows.
_KEYS: Final = 9


class CountScreen(Sheet):
    """The items with their numbers; 1 to 9 count up at once, + and - where the cursor is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"count_item({n - 1}, 1)", show=False, priority=True) for n in range(1, _KEYS + 1)),
        Binding("plus,＋,space,enter,equals_sign", "count_here(1)", show=False, priority=True),
        Binding("minus,－,backspace", "count_here(-1)", show=False, priority=True),
        Binding("escape", "dismiss", show=False, priority=True),
        Binding("f10", "app.leave", show=False),
    ]
    AUTO_FOCUS = "#items"
    CSS = "CountScreen #items { height: auto; min-height: 3; }"

    def __init__(self, target: Target) -> None:
        super().__init__()
        self._target = target

    def compose(self) -> ComposeResult:
        """The items and their keys."""
        tr = self.tr
        columns = (
            Column("key", tr("key"), 4),
            Column("item", tr("items"), 20, grow=1),
            Column("count", tr("people"), 6, align="right"),
        )
        with Vertical(classes="sheet"):
            yield HeaderBar("", "", id="count-title")
            yield RecordTable(columns, head=True, id="items")
            yield KeyBar(
                [
                    KeyItem("F1", tr("help"), "explain"),
                    KeyItem("Esc", tr("close"), "dismiss"),
                    KeyItem("1-9", tr("one more")),
                    KeyItem("Enter +", tr("one more here"), "count_here(1)"),
                    KeyItem("-", tr("one fewer here"), "count_here(-1)"),
                ]
            )

    def on_mount(self) -> None:
        """Show the numbers."""
        self._show()

    @property
    def _items(self) -> list[str]:
        store = self.store
        service = store.services.find_stored(self._target.id) or {}
        return list(dict.fromkeys([*(service.get("items") or ()), *self._counts]))

    @property
    def _counts(self) -> dict[str, int]:
        stored = stored_session(self.store, self._target) or {}
        return dict(stored.get("counts") or {})

    def note_change(self) -> None:
        """Somebody has counted, here or at another seat."""
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        items, counts, tr = self._items, self._counts, self.tr
        service = self.store.services.find_stored(self._target.id) or {}
        session = stored_session(self.store, self._target)
        day = wording.short_day(date.fromisoformat(session["starts_at"][:10]), tr) if session else ""
        title = tr("Count") + f"  {service.get('name') or ''}  {day}"
        total = tr("{n} in all", n=sum(counts.values()))
        self.query_one("#count-title", HeaderBar).set_text(title, total)
        self.query_one("#items", RecordTable).show(
            items,
            lambda item: (
                str(items.index(str(item)) + 1) if items.index(str(item)) < _KEYS else "",
                str(item),
                str(counts.get(str(item), 0)),
            ),
        )

    def action_count_item(self, at: int, by: int) -> None:
        """Count the item with that key; the cursor goes there, so that - takes a slip back."""
        items = self._items
        if at < len(items):
            self.query_one("#items", RecordTable).select(items[at])
            self._count(items[at], by)

    def action_count_here(self, by: int) -> None:
        """Count the item under the cursor."""
        item = self.query_one("#items", RecordTable).cursor_key
        if item is not None:
            self._count(str(item), by)

    def _count(self, item: str, by: int) -> None:
        on: date | None = self._target.on
        assert on is not None
        try:
            self.context.desk.sessions.count(self._target.id, on, item, by)
        except XingfuError as error:
            self.shell.complain(error)
        self.note_change()

    def leave_app(self) -> bool:
        """Whether the program may end here: every count is saved."""
        return True


def count_screen(_context: DeskContext, target: Target) -> CountScreen:
    """The counters of the session."""
    return CountScreen(target)
