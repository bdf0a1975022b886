"""The services, and the sessions of the one under the cursor."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult

from tui.kinds.record import Stored, Target, session_target
from tui.language.i18n import N_
from tui.queries.board_lines import SessionLine
from tui.queries.board_sessions import session_line
from tui.rules.calendar.unpublished import unpublished_notes
from tui.rules.services.schedule import sessions_between
from tui.screens.base.browse import BrowseScreen
from tui.screens.details.service import recurrence
from tui.screens.lists.session import own_session_cells, own_session_columns
from tui.widgets.columns import Cell, Column
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable

# Days before and after today whose sessions are listed.
BEFORE: Final = 60
AFTER: Final = 60
# Cells that a recurrence gets at most before others are left out for it.
_WIDEST: Final = 28


class ServicesScreen(BrowseScreen):
    """Services above, sessions below; Tab moves between the two."""

    title_msgid: ClassVar[str] = N_("services")
    record_kind: ClassVar[str] = "service"
    also_listed: ClassVar[Mapping[str, str]] = {"session": "sessions"}
    dependent: ClassVar[frozenset[str]] = frozenset({"sessions"})

    def columns(self) -> Sequence[Column]:
        tr = self.tr
        return (
            Column("name", tr("service"), 20, grow=3),
            Column("when", tr("recurrence"), 13, grow=2, most=_WIDEST),
            Column("time", tr("time"), 11, drop=1),
            Column("place", tr("place"), 10, grow=1, drop=3),
            Column("team", tr("team"), 12, grow=2, drop=2),
        )

    def more_lists(self) -> ComposeResult:
        """The sessions of the service under the cursor."""
        yield Panel("", RecordTable(own_session_columns(self.tr), id="sessions"), id="p-sessions")

    @property
    def _in_sessions(self) -> bool:
        return self.focused is not None and self.focused.id == "sessions"

    @property
    def kind(self) -> str:
        """`session` while the sessions are focused."""
        return "session" if self._in_sessions else "service"

    @property
    def target(self) -> Target | None:
        """The selected record of the focused list."""
        if self._in_sessions:
            key = self.query_one("#sessions", RecordTable).cursor_key
            if key is None:
                return None
            return session_target(key)
        return super().target

    def key_of(self, target: Target) -> Hashable:
        """A session's key has its date."""
        return (target.id, target.on) if target.kind == "session" else super().key_of(target)

    def prepare(self) -> list[tuple[Hashable, str]]:
        """The services in the order in which they were added."""
        store = self.store
        listed: list[tuple[Hashable, str]] = []
        for service in store.services.stored():
            items = " ".join(service.get("items") or ())
            listed.append(
                (service["id"], f"{service['name']} {self._team(service)} {service.get('place', '')} {items}")
            )
        return listed

    def _team(self, service: object) -> str:
        team_id = service.get("team_id")  # type: ignore[attr-defined]
        team = self.store.teams.find_stored(team_id) if team_id else None
        return str(team["name"]) if team else ""

    def cells(self, key: Hashable) -> Sequence[Cell]:
        service = self.store.services.find_stored(key)  # type: ignore[arg-type]
        if service is None:
            return ("",) * 5
        held = any(service.get(field) for field in ("rrule", "festival", "rdates"))
        times = f"{service.get('starts', '')}-{service.get('ends', '')}" if held else ""
        return (
            service["name"],
            recurrence(service, self.tr, self.board.today),
            times,
            service.get("place") or "",
            self._team(service),
        )

    def refresh_live(self) -> None:
        """The services and the sessions of the one under the cursor."""
        super().refresh_live()
        if self.ready:
            self._show_sessions()

    def _show_sessions(self) -> None:
        key, tr, store = self.table.cursor_key, self.tr, self.store
        table = self.query_one("#sessions", RecordTable)
        lines: dict[Hashable, tuple[SessionLine, Stored]] = {}
        service = store.services.find_stored(key) if key is not None else None  # type: ignore[arg-type]
        if service is not None:
            today, now = self.board.today, store.now
            mine = [s for s in store.sessions.stored() if s["service_id"] == key]
            clashing = {line.key for line in self.board.sessions if line.clash}
            for stored in sessions_between(
                [service], mine, today - timedelta(BEFORE), today + timedelta(AFTER), store.calendar
            ):
                line = session_line(store, stored, now)
                lines[line.key] = (line._replace(clash=line.key in clashing), stored)
        table.set_empty(tr("No session within 60 days. A service on request has none of its own."))
        table.show(list(lines), lambda at: own_session_cells(*lines[at], tr))
        title = tr("Sessions {n}", n=len(lines))
        notes = unpublished_notes(
            (line.starts_at.date() for line, _ in lines.values()), store.calendar, self.board.today
        )
        name = [str(service["name"])] if service else []
        self.query_one("#p-sessions", Panel).set_title(
            title, "  ".join([*name, *(note.text(tr) for note in notes)])
        )
        self._start_at_today(table, lines)

    _started_for: Hashable = None

    def _start_at_today(
        self, table: RecordTable, lines: Mapping[Hashable, tuple[SessionLine, Stored]]
    ) -> None:
        """Another service's sessions begin at the first that is still to come."""
        if self.table.cursor_key == self._started_for:
            return
        self._started_for = self.table.cursor_key
        today: date = self.board.today
        coming = next((key for key, (line, _) in lines.items() if line.starts_at.date() >= today), None)
        if coming is not None:
            table.select(coming)

    @on(RecordTable.CursorMoved, "#list")
    def _another_service(self) -> None:
        """Another service has other sessions."""
        self._show_sessions()

    def empty_text(self) -> str:
        return self.tr("No service yet. Press n to add one.")

    def list_title(self) -> str:
        return self.tr("Services")
