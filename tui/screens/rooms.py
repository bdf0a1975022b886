"""The rooms that can be booked: what they are like, when they are open, who has them next."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.record import Stored, Target
from tui.rules.services.bookings import busy
from tui.screens.base import acting, wording
from tui.screens.base.sheet import Sheet
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem
from tui.widgets.record_table import RecordTable

# Days ahead in which the next booking is looked for.
_AHEAD = 60


class RoomsScreen(Sheet):
    """One line a room; n adds one, e or Enter changes the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,ctrl+n", "act('new')", show=False, priority=True),
        Binding("e,f4,enter", "act('edit')", show=False, priority=True),
        Binding("escape", "dismiss", show=False, priority=True),
        Binding("f10", "app.leave", show=False),
    ]
    AUTO_FOCUS = "#rooms"
    CSS = "RoomsScreen #rooms { height: auto; min-height: 3; }"

    def compose(self) -> ComposeResult:
        """The rooms and the keys."""
        tr = self.tr
        columns = (
            Column("name", tr("room"), 12, grow=2),
            Column("place", tr("place"), 10, grow=1, drop=2),
            Column("seats", tr("seats"), 6, align="right", drop=1),
            Column("hours", tr("open hours"), 12),
            Column("next", tr("booked next"), 18, grow=2),
        )
        with Vertical(classes="sheet"):
            yield HeaderBar(tr("Rooms"), "")
            yield RecordTable(columns, head=True, id="rooms", empty=tr("No room yet. Press n to add one."))
            yield KeyBar(
                [
                    KeyItem("F1", tr("help"), "explain"),
                    KeyItem("Esc", tr("close"), "dismiss"),
                    KeyItem("n ^N", tr("new"), "act('new')"),
                    KeyItem("e Enter F4", tr("edit"), "act('edit')"),
                ]
            )

    def on_mount(self) -> None:
        """Show the rooms."""
        self._show()

    def note_change(self) -> None:
        """Somebody has changed a room or booked one."""
        if self.is_mounted:
            self._show()
            saved = self.shell.saved
            if saved is not None and saved.seq > self._put:
                self._put = saved.seq
                for room in [target.id for target in saved.targets if target.kind == "room"]:
                    self.query_one("#rooms", RecordTable).select(room)

    _put = 0

    def _show(self) -> None:
        store = self.store
        rooms: dict[Hashable, Stored] = {room["id"]: room for room in store.rooms.stored()}
        today = store.now.date()
        taken = busy(store.bookings.stored(), today, today + timedelta(_AHEAD))
        following: dict[Hashable, str] = {}
        for on, booking in taken:
            when = f"{wording.short_day(on, self.tr)} {booking['starts']} {booking['booked_by']}"
            following.setdefault(booking["room_id"], when)
        self.query_one("#rooms", RecordTable).show(
            list(rooms), lambda key: self._cells(rooms[key], following.get(key, ""))
        )

    def _cells(self, room: Stored, following: str) -> Sequence[Cell]:
        tr, closed = self.tr, bool(room.get("closed"))
        hours = f"{room.get('opens') or ''}-{room.get('closes') or ''}".strip("-") or tr("at any hour")
        tone = Tone.DIM if closed else Tone.PLAIN
        return (
            Tinted(str(room["name"]), tone),
            Tinted(str(room.get("place") or ""), tone),
            str(room.get("seats") or ""),
            Tinted(tr("closed"), Tone.WARN) if closed else hours,
            following,
        )

    async def action_act(self, id: str) -> None:
        """Open the form for a new room, or that of the room under the cursor."""
        key = self.query_one("#rooms", RecordTable).cursor_key
        target = None if key is None else Target("room", int(str(key)))
        act = registry.kind("room").act(id)
        screen = acting.opened(self.shell, "room", act, target) if act else None
        if screen is not None:
            await self.app.push_screen(screen)

    def leave_app(self) -> bool:
        """Whether the program may end here: nothing is unsaved."""
        return True


def rooms_screen(_context: DeskContext, _target: Target | None) -> RoomsScreen:
    """The list of rooms; it needs no selected record."""
    return RoomsScreen()
