"""Which of several people whom a record names is meant."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.kinds import registry
from tui.rules.people.same_person import Record
from tui.screens.base.sheet import Sheet
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.header_bar import HeaderBar
from tui.widgets.record_table import RecordTable


class PersonChoice(Sheet):
    """Arrows choose, Enter takes one, Esc none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
        Binding("f10", "app.leave", show=False),
    ]
    AUTO_FOCUS = "#people"
    CSS = "PersonChoice #people { height: auto; min-height: 3; }"

    def __init__(self, people: Sequence[tuple[str, Record]], chosen: Callable[[str, Record], object]) -> None:
        super().__init__()
        self._people = dict(people)
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """The people."""
        tr = self.tr
        with Vertical(classes="sheet"):
            yield HeaderBar(tr("Whose page?"), tr("Enter opens, Esc closes"))
            yield RecordTable(
                (Column("name", tr("name"), 12, grow=2), Column("kind", tr("kind"), 8, grow=1)), id="people"
            )

    def on_mount(self) -> None:
        """List them."""

        def cells(name: Hashable) -> Sequence[Cell]:
            table, _ = self._people[str(name)]
            return str(name), Tinted(self.tr(registry.stored_kind(table).label), Tone.DIM)

        self.query_one(RecordTable).show(list(self._people), cells)

    @on(RecordTable.Opened)
    def _opened(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        """Open the page of the one under the cursor."""
        name = self.query_one(RecordTable).cursor_key
        if name is not None:
            self.dismiss()
            self.app.call_later(self._chosen, str(name), self._people[str(name)])
