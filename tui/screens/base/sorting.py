"""Lists that are sorted by any column, and whose columns can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar, Final

from tui.kinds import registry
from tui.kinds.record import Stored
from tui.queries.sorting import NOTHING, Key, key_of
from tui.screens.base.marking import MarkingScreen
from tui.widgets.columns import Cell, Column, text_of
from tui.widgets.record_table import RecordTable

_LAST: Final = 9
"""Columns that were chosen besides are the first to go where there is no room."""


class SortingScreen(MarkingScreen):
    """Subclasses have `columns`, `cells`, `refresh_live` and a first list `table`."""

    record_kind: ClassVar[str] = ""
    sortable: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self.sorted_by = ""
        """The key of the column that the list is sorted by; empty: its own order."""
        self.turned = False
        """Whether the last is first."""
        self.chosen: tuple[str, ...] = ()
        """The keys of the columns that are shown; empty: the usual ones."""
        self._known: dict[Hashable, tuple[Stored | None, Key]] = {}

    # ---- what subclasses say

    def columns(self) -> Sequence[Column]:
        """The usual columns."""
        raise NotImplementedError

    def cells(self, key: Hashable) -> Sequence[Cell]:
        """The cells of one record in the usual columns."""
        raise NotImplementedError

    @property
    def table(self) -> RecordTable:
        """The first list."""
        raise NotImplementedError

    # ---- columns

    def all_columns(self) -> list[Column]:
        """The usual columns, then the fields that the kind declares besides."""
        usual = list(self.columns())
        titles = {column.title for column in usual} | {self.tr(registry.kind(self.record_kind).label)}
        keys = {column.key for column in usual}
        for field in registry.kind(self.record_kind).fields:
            label = self.tr(field.label) if field.label else ""
            if label and label not in titles and field.name not in keys:
                usual.append(Column(field.name, label, 8, grow=1, drop=_LAST))
                titles.add(label)
        return usual

    def shown_columns(self) -> list[Column]:
        """The columns that are shown, in order."""
        if not self.chosen:
            return list(self.columns())
        return [column for column in self.all_columns() if column.key in self.chosen]

    def shown_cells(self) -> Callable[[Hashable], Sequence[Cell]]:
        """What gives the cells of a record in the columns that are shown."""
        if not self.chosen:
            return self.cells
        from tui.queries.search.texts import TextReader

        usual = {column.key: at for at, column in enumerate(self.columns())}
        shown = [column.key for column in self.shown_columns()]
        reader, table = TextReader(self.store, self.tr), registry.kind(self.record_kind).table

        def cells(key: Hashable) -> Sequence[Cell]:
            own, stored = self.cells(key), self._stored(key)
            return [
                own[usual[name]]
                if name in usual
                else " ".join(reader.of_field(table, stored, name))
                if stored
                else ""
                for name in shown
            ]

        return cells

    def choose_columns(self, keys: Sequence[str]) -> None:
        """Show exactly these columns; none, or exactly the usual ones: those."""
        usual = [column.key for column in self.columns()]
        known = [column.key for column in self.all_columns()]
        kept = tuple(key for key in known if key in keys)
        self.chosen = () if list(kept) == usual else kept
        self.table.set_columns(self.shown_columns())
        self.show_order()

    # ---- order

    def in_order(self, keys: list[Hashable]) -> list[Hashable]:
        """The rows as they are to stand; what has nothing in that column is at the end."""
        column = self.sorted_by
        if not column:
            return keys
        ranks = {key: self._rank(key) for key in keys}
        filled = [key for key in keys if ranks[key] != NOTHING]
        filled.sort(key=lambda key: ranks[key], reverse=self.turned)
        return filled + [key for key in keys if ranks[key] == NOTHING]

    def _rank(self, key: Hashable) -> Key:
        stored = self._stored(key)
        known = self._known.get(key)
        if known is not None and known[0] is stored and stored is not None:
            return known[1]
        rank = key_of(registry.kind(self.record_kind), self.sorted_by, stored, self._text_of(key))
        self._known[key] = (stored, rank)
        return rank

    def _text_of(self, key: Hashable) -> str:
        """What stands in the column that the list is sorted by."""
        at = next((at for at, column in enumerate(self.columns()) if column.key == self.sorted_by), None)
        if at is not None:
            cell = self.cells(key)[at]
            return text_of(cell)
        from tui.queries.search.texts import TextReader

        stored, table = self._stored(key), registry.kind(self.record_kind).table
        reader = TextReader(self.store, self.tr)
        return " ".join(reader.of_field(table, stored, self.sorted_by)) if stored else ""

    def _stored(self, key: Hashable) -> Stored | None:
        table = registry.kind(self.record_kind).table
        return self.store.collection(table).find_stored(key) if isinstance(key, int) else None

    def sort_by(self, column: str, *, turned: bool = False) -> None:
        """Sort the list by a column; without one, have its own order."""
        self.sorted_by, self.turned = column, turned and bool(column)
        self._known = {}
        self.show_order()
        self.table.action_jump(0)

    def show_order(self) -> None:
        """Show the list in its order, and the sign in its head."""
        self.table.set_sorted(self.sorted_by, turned=self.turned)
        self.refresh_live()

    def order_text(self) -> str:
        """By what the list is sorted, for its title; empty where it has its own order."""
        if not self.sorted_by:
            return ""
        title = next((c.title for c in self.all_columns() if c.key == self.sorted_by), "")
        return self.tr("by {column}", column=f"{title} {'v' if self.turned else '^'}") if title else ""

    # ---- the keys

    async def action_sort(self) -> None:
        """Turn the order round; where the list has its own, sort by the first column."""
        await self.typed_out()
        shown = self.shown_columns()
        self.sort_by(self.sorted_by or shown[0].key, turned=bool(self.sorted_by) and not self.turned)

    async def action_sort_next(self) -> None:
        """Sort by the next column; after the last, by none."""
        await self.typed_out()
        self._step(1)

    async def action_sort_before(self) -> None:
        """Sort by the column before; before the first, by none."""
        await self.typed_out()
        self._step(-1)

    def _step(self, by: int) -> None:
        ring = ["", *(column.key for column in self.shown_columns())]
        at = ring.index(self.sorted_by) if self.sorted_by in ring else 0
        self.sort_by(ring[(at + by) % len(ring)])

    def on_record_table_head_clicked(self, event: RecordTable.HeadClicked) -> None:
        """A click on a column's head sorts by it, another turns that round."""
        if self.sortable and event.table is self.table:
            self.sort_by(event.column, turned=self.sorted_by == event.column and not self.turned)
