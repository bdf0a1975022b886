"""One day: everything on it as a list, with its records."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import ClassVar, Final

from textual.app import ComposeResult

from tui.kinds.record import Target
from tui.language.i18n import N_
from tui.queries.agenda import AgendaEntry, entries
from tui.rules.calendar.unpublished import unpublished_notes
from tui.screens.base import wording
from tui.screens.base.beside import BesideScreen
from tui.screens.lists import day as day_lines
from tui.widgets.columns import Cell
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable

# What these commands begin is on the day that is chosen.
_ON_A_DAY: Final = frozenset({"new", "book"})


def on_a_day(id: str, kind: str) -> bool:
    """Whether the command adds something on the chosen day, although a record of `kind` is selected.

    False for the key that books a room if a session is selected: there it counts items.
    """
    return id in _ON_A_DAY and (id, kind) != ("book", "session")


class DayScreen(BesideScreen):
    """The entries of a day; Enter opens one, `n` plans a meeting, `b` books a room on this day."""

    title_msgid: ClassVar[str] = N_("calendar")
    AUTO_FOCUS = "#list"

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day

    def lists(self) -> ComposeResult:
        """The list."""
        columns = day_lines.columns(self.tr, with_day=False)
        yield Panel("", RecordTable(columns, head=True, id="list"), id="p-list")

    @property
    def _entry(self) -> AgendaEntry | None:
        key = self.query_one("#list", RecordTable).cursor_key if self.ready else None
        return key if isinstance(key, AgendaEntry) else None

    @property
    def kind(self) -> str:
        """The kind of the entry under the cursor."""
        entry = self._entry
        return entry.kind if entry else "day"

    @property
    def target(self) -> Target | None:
        """The record of the entry under the cursor."""
        entry = self._entry
        return entry.target if entry else None

    def table_of(self, target: Target) -> RecordTable | None:
        """The list, if it has the record."""
        return None if self._entry_of(target) is None else self.query_one("#list", RecordTable)

    def key_of(self, target: Target) -> Hashable:
        """The entry of the record."""
        return self._entry_of(target)

    def _entry_of(self, target: Target) -> Hashable | None:
        keys = self.query_one("#list", RecordTable).keys
        return next((key for key in keys if isinstance(key, AgendaEntry) and key.target == target), None)

    def refresh_live(self) -> None:
        """The day as the store has it now."""
        if not self.ready:
            return
        tr = self.tr
        found = entries(self.store, self.day, self.day)
        table = self.query_one("#list", RecordTable)
        table.set_empty(tr("Nothing on this day. n plans a meeting, b books a room."))

        def cells(entry: object) -> Sequence[Cell]:
            assert isinstance(entry, AgendaEntry)
            return day_lines.cells(entry, self.store.calendar, tr, with_day=False)

        table.show(found, cells)
        near = wording.days_to_go((self.day - self.board.today).days, tr)
        facts = [
            note.text(tr) for note in unpublished_notes([self.day], self.store.calendar, self.board.today)
        ]
        note = "  ".join(filter(None, (day_lines.day_sign(self.day, self.store.calendar, tr), near, *facts)))
        self.query_one("#p-list", Panel).set_title(f"{wording.long_day(self.day, tr)}  {len(found)}", note)
        self.show_detail(keep_place=True)
        self.update_bars()

    def about(self, id: str) -> tuple[str, Target | None]:
        """Something new is on the day; anything else is about the selected entry."""
        return ("day", Target("day", 0, self.day)) if on_a_day(id, self.kind) else super().about(id)

    def possible(self, id: str) -> bool:
        """What can be done with the entry; something new on the day."""
        return id == "back" or super().possible(id)

    async def action_back(self) -> None:
        """Close."""
        self.leave()
