"""The palette: every command that makes sense now, found by name or pinyin."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input

from tui.kinds.commands import COMMANDS, EVERYWHERE, called
from tui.language.filtering import matches
from tui.screens.base.acting import granted
from tui.screens.base.bindings import action_of
from tui.screens.base.sheet import Sheet
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.editors import LineEditor
from tui.widgets.header_bar import HeaderBar
from tui.widgets.record_table import RecordTable
from tui.widgets.settling import settled

_SEARCH: Final = "search"


class PaletteScreen(Sheet):
    """Type to narrow, arrows to choose, Enter to do it on the screen beneath."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+p", "dismiss", show=False, priority=True),
        Binding("enter", "do", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("f10", "app.leave", show=False),
    ]

    CSS = """
    PaletteScreen .sheet { width: 84%; height: 80%; min-height: 16; max-height: 44; }
    PaletteScreen Input { height: 1; border: none; background: $panel; padding: 0 1; }
    """

    def __init__(self, over: Screen[Any]) -> None:
        super().__init__()
        self._over = over

    def compose(self) -> ComposeResult:
        """The line to type in, and the commands."""
        tr = self.tr
        columns = (
            Column("label", tr("command"), 16),
            Column("keys", tr("keys"), 12),
            Column("what", "", 10, grow=1),
        )
        with Vertical(classes="sheet"):
            yield HeaderBar(tr("Commands"), tr("Enter does it, Esc closes"))
            yield LineEditor(placeholder=tr("Type a name or pinyin initials"))
            table = RecordTable(columns, led=True, empty=tr("No command of that name makes sense here."))
            table.can_focus = False
            yield table

    def on_mount(self) -> None:
        """List all commands."""
        self._narrow("")

    def _narrow(self, text: str) -> None:
        tr = self.tr
        possible = getattr(self._over, "possible", lambda _: False)
        kind = getattr(self._over, "kind", "")
        ids = [
            c.id
            for c in COMMANDS.values()
            if (granted(self.context, EVERYWHERE[c.id]) if c.id in EVERYWHERE else possible(c.id))
            and c.id != "palette"
            and matches(text, f"{' '.join(map(tr, called(kind, c.id)))} {c.id}")
        ]

        def cells(id: Hashable) -> Sequence[Cell]:
            command = COMMANDS[str(id)]
            if id == _SEARCH and text.strip():
                found = Tinted(tr("Find «{text}» in all records.", text=text.strip()), Tone.DIM)
                return (tr(command.label), f"{command.shown} {command.also}", found)
            keys = f"{command.shown} {command.also}".strip()
            label, tooltip = called(kind, command.id)
            return (tr(label), keys, Tinted(tr(tooltip), Tone.DIM))

        # The search is always the first row; once something is typed, the cursor is on the first command after it.
        table = self.query_one(RecordTable)
        named = [id for id in ids if id != _SEARCH]
        table.show([_SEARCH, *named], cells)
        table.select(named[0] if text.strip() and named else _SEARCH)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow what is listed."""
        self._narrow(event.value)

    async def action_move(self, rows: int) -> None:
        """Choose another command."""
        await self._typed_out()
        self.query_one(RecordTable).action_move(rows)

    async def _typed_out(self) -> None:
        """Wait until what was typed has narrowed the list."""
        await settled(self.focused)
        await settled(self)

    @on(RecordTable.Opened)
    def _clicked(self) -> None:
        self.app.call_later(self.action_do)

    async def action_do(self) -> None:
        """Close, and do the command under the cursor on the screen beneath, before the next key is looked at."""
        await self._typed_out()
        id = self.query_one(RecordTable).cursor_key
        if id is None:
            return
        over, app, typed = self._over, self.app, self.query_one(LineEditor).value.strip()
        await app.pop_screen()
        if id == _SEARCH and typed:
            from tui.screens.search import SearchScreen

            await app.push_screen(SearchScreen(typed))
            return
        await over.run_action(action_of(str(id)))
