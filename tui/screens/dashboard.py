"""The dashboard: upcoming services, open wishes and volunteer teams, live."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import ClassVar, Final

from textual.app import ComposeResult

from tui.kinds.record import Target, session_target
from tui.language.i18n import N_
from tui.language.text import cell_len
from tui.queries.board_lines import SessionLine
from tui.rules.calendar.unpublished import unpublished_notes
from tui.rules.services.monthly_totals import NO_TOTALS
from tui.screens.base import trend, wording
from tui.screens.base.arrangement import LEAST
from tui.screens.base.beside import BARS, GAPS
from tui.screens.lists.action import action_cells, action_columns
from tui.screens.lists.session import session_cells, session_columns
from tui.screens.lists.team import bar_cell, team_cells, team_columns, with_bar
from tui.screens.lists.wish import wish_cells, wish_columns
from tui.screens.wide_board import WideBoard
from tui.widgets.figure_table import FigureTable
from tui.widgets.header_bar import Count, HeaderBar
from tui.widgets.panel import Panel
from tui.widgets.parts_line import PartsLine
from tui.widgets.record_table import RecordTable

_KINDS: Final = {"sessions": "session", "wishes": "wish", "actions": "action", "teams": "team"}
_MODES: Final = {"session": "services", "wish": "wishes", "action": "meetings", "team": "teams",
    "household": "visits", "visit": "visits", "home": "home", "need": "alliance", "booking": "alliance", "volunteer": "volunteers"}  # fmt: skip
# Lines of the terminal from which on action items have a panel; below, the wishes' title counts them.
_TALL: Final = 30
# Rows of sessions of which one may tell of those that have no room.
_FEWEST: Final = 3
# Cells of the terminal below which one panel is shown at a time.
_NARROW: Final = 60
# Cells of a panel's title line that are neither title nor note.
_EDGES: Final = 5


class DashboardScreen(WideBoard):
    """Panels one above the other, and where there is room the record under the cursor."""

    title_msgid: ClassVar[str] = N_("board")
    beneath: ClassVar[bool] = False
    # A wider terminal gets the record first, and then the place and the bars.
    reserved: ClassVar[Mapping[str, int]] = {"sessions": LEAST, "teams": LEAST}
    AUTO_FOCUS = "#sessions"

    def lists(self) -> ComposeResult:
        """The panels."""
        tr = self.tr
        beyond = PartsLine(id="beyond")
        beyond.display = False
        yield Panel("", RecordTable(session_columns(tr), id="sessions"), beyond, id="p-sessions")
        yield Panel("", RecordTable(wish_columns(tr), id="wishes"), id="p-wishes")
        low = "" if self._tall else "low"
        yield Panel("", RecordTable(action_columns(tr), id="actions"), id="p-actions", classes=low)
        yield Panel("", FigureTable(with_bar(team_columns(tr)), id="teams"), id="p-teams")

    @property
    def kind(self) -> str:
        """The kind of the focused panel."""
        if further := self.further_front():
            return further[0]
        return _KINDS[self._front.id or "sessions"]

    @property
    def target(self) -> Target | None:
        """The selected record of the focused panel."""
        if further := self.further_front():
            return further[1]
        key = self._front.cursor_key
        if key is None:
            return None
        if self.kind == "session":
            return session_target(key)
        return Target(self.kind, int(key))  # type: ignore[call-overload]

    def table_of(self, target: Target) -> RecordTable | None:
        """The panel of its kind."""
        id = next((id for id, kind in _KINDS.items() if kind == target.kind), None)
        return self.query_one(f"#{id}", RecordTable) if id else None

    def key_of(self, target: Target) -> Hashable:
        """A session's key has its date."""
        return (target.id, target.on) if target.kind == "session" else super().key_of(target)

    def rows_of(self, table: RecordTable, cells: int) -> int:
        """Of the sessions those of the next days, and of later ones as many as the other panels leave room for."""
        rows, board = super().rows_of(table, cells), self.board
        if table.id != "sessions" or not (board.sessions or board.later):
            return rows
        saved = max(0, rows - len(self._listed))  # a record in front that the list would not show
        known = {line.key for line in board.sessions}
        near = len(known) + any(line.key not in known for line in board.beyond)
        others = [one for one in self._tables() if one is not table and (self._tall or one.id != "actions")]
        gaps = len(others) if self.app.size.height >= GAPS else 0
        left = self.app.size.height - BARS - gaps - 1 - sum(1 + one.rows_needed(cells) for one in others)
        return saved + min(len(board.sessions) + len(board.later), max(near, left - saved))

    @property
    def _tall(self) -> bool:
        return self.app.size.height >= _TALL

    def on_resize(self) -> None:
        """The action items come into sight, or go."""
        panel = self.query_one("#p-actions")
        if self._tall == panel.has_class("low"):
            if panel.has_focus_within:
                self.query_one("#wishes").focus()
            panel.set_class(not self._tall, "low")
        self.call_after_refresh(self._fill_room)

    # ---- one panel at a time

    @property
    def _narrow(self) -> bool:
        return self.app.size.width < _NARROW

    _alone = "sessions"

    def share_out(self) -> None:
        """On a narrow terminal the panel in front has it all."""
        super().share_out()
        if not self.ready:
            return
        focused = self.focused
        if isinstance(focused, RecordTable) and focused.id in _KINDS:
            self._alone = focused.id
        for id in _KINDS:
            panel = self.query_one(f"#p-{id}")
            fits = self._tall or id != "actions"
            panel.display = fits and (not self._narrow or id == self._alone)
            if self._narrow:
                panel.styles.max_height = None

    def _bring(self, id: str) -> None:
        """Have this panel in front."""
        self._alone = id
        self.query_one(f"#p-{id}").display = True
        self.set_focus(self.query_one(f"#{id}"))
        self.share_out()
        self.update_bars()

    async def action_walk(self, on: bool) -> None:
        """The next or previous panel; where only one is shown, it takes the place of this one."""
        if not self._narrow:
            await super().action_walk(on)
            return
        await self.typed_out()
        ids = [id for id in _KINDS if self._tall or id != "actions"]
        at = ids.index(self._alone) if self._alone in ids else 0
        self._bring(ids[(at + (1 if on else -1)) % len(ids)])

    def first_panel(self) -> None:
        """The sessions."""
        if self.ready and self._narrow:
            self._bring("sessions")
        else:
            super().first_panel()

    def at_right(self) -> str:
        """The day; before it, where the other panels are out of sight, how much each has."""
        if not self._narrow:
            return super().at_right()
        board, tr = self.board, self.tr
        counts = [(tr("services"), len(board.sessions)), (tr("wishes"), len(board.wishes))]
        counts += [(tr("action items"), len(board.actions))] if self._tall else []
        counts.append((tr("teams"), len(board.teams)))
        said = " ".join(f"{name} {n}" for name, n in counts)
        return f"{said}  {super().at_right()}"

    def update_bars(self) -> None:
        """In the header, too, what needs a hand today."""
        super().update_bars()
        self.query_one("#header", HeaderBar).set_counts([] if self._narrow else self._at_hand())

    def _at_hand(self) -> list[Count]:
        """How much is late, due today, not recorded, short of people, and how many households are due for a visit."""
        board, tr = self.board, self.tr
        found = (
            (board.late, N_("Overdue {n}"), True),
            (board.due_today, N_("Due today {n}"), False),
            (board.unrecorded, N_("To be recorded {n}"), True),
            (board.short, N_("Short of people {n}"), True),
            (self._visits_due() if self._painted else 0, N_("To visit {n}"), False),
        )
        return [Count(tr(said, n=n), pressing) for n, said, pressing in found if n]

    _counted: tuple[Hashable, int] = None, 0
    """What the visits due were counted from, and their number."""

    def _visits_due(self) -> int:
        store = self.store
        of = (store.households.version, store.visits.version, self.board.today)
        if of != self._counted[0]:
            from tui.queries.households import visits_due

            self._counted = of, 0 if store.hides("households") else visits_due(store, self.board.today)
        return self._counted[1]

    @property
    def _front(self) -> RecordTable:
        focused = self.focused
        own = isinstance(focused, RecordTable) and focused.id in _KINDS
        return focused if own else self.query_one("#sessions", RecordTable)  # type: ignore[return-value]

    def refresh_live(self) -> None:
        """Bring the panels up to the board; rows that look the same are not repainted."""
        if not self.ready:
            return
        board, tr = self.board, self.tr
        wishes = {line.id: line for line in board.wishes}
        teams = {line.id: line for line in board.teams}
        actions = {line.id: line for line in board.actions}
        most = max((line.hours for line in board.teams), default=0)
        table = self.query_one
        self._show_sessions()
        table("#wishes", RecordTable).show(
            list(wishes),
            lambda key: wish_cells(wishes[key], tr),  # type: ignore[index]
        )
        table("#actions", RecordTable).show(
            list(actions),
            lambda key: action_cells(actions[key], tr),  # type: ignore[index]
        )
        table("#teams", RecordTable).show(
            list(teams),
            lambda key: (*team_cells(teams[key], tr), bar_cell(teams[key], most)),  # type: ignore[index]
        )
        self._titles()
        self._empty_states()
        self.show_detail(keep_place=True)
        self.update_bars()

    def _show_sessions(self) -> None:
        tr, self._listed = self.tr, self._sessions()
        sessions = {line.key: line for line in self._listed}
        self.query_one("#sessions", RecordTable).show(
            list(sessions),
            lambda key: session_cells(sessions[key], tr),  # type: ignore[index]
        )

    def _fill_room(self) -> None:
        """With more room more sessions are shown, and more is said in the titles."""
        if self.ready:
            self._show_sessions()
            if self.arrangement() != self._arranged:  # the later ones need other widths
                self.share_out()
            self._titles()

    def room_changed(self) -> None:
        """Shorten the totals in the title line, to make room for how many lines are below."""
        if self.ready:
            self._titles()

    _listed: Sequence[SessionLine] = ()
    """The sessions that are listed now."""

    def _sessions(self) -> list[SessionLine]:
        """The sessions of the board, and as many later ones as the panel has room for.

        What comes next of those that have none is said in the line below.
        """
        board, tr, below = self.board, self.tr, self.query_one("#beyond", PartsLine)
        rows = self.query_one("#p-sessions").size.height - 1
        room = max(0, rows - len(board.sessions))
        in_sight = {line.key for line in board.later[:room]} if room else set()
        in_sight |= {line.key for line in board.sessions[:rows]}
        hidden = [line for line in board.beyond if line.key not in in_sight]
        below.display = bool(hidden) and rows > _FEWEST
        if below.display:
            room = max(0, room - 1)
            in_sight = {line.key for line in (*board.sessions[: rows - 1], *board.later[:room])}
            hidden = [line for line in board.beyond if line.key not in in_sight]
            below.show(tr("later on"), [wording.beyond(line, tr) for line in hidden])
        lines = [*board.sessions, *board.later[:room]]
        return sorted(lines, key=lambda line: (line.days < 0, line.starts_at, line.service_id))

    def _titles(self) -> None:
        board, tr = self.board, self.tr
        ahead = [board.festival.text(tr)] if board.festival else []
        ahead += [tr("{n} clashing", n=board.clashing)] if board.clashing else []
        ahead += [tr("{n} lack people", n=board.lacking)] if board.lacking else []
        ahead += [tr("{n} unconfirmed", n=board.unconfirmed)] if board.unconfirmed else []
        ahead += self._unpublished(line.days for line in self._listed)
        n, later = len(board.sessions), max(0, len(self._listed) - len(board.sessions))
        said = tr("Upcoming services {n} + {later} later", n=n, later=later)
        self._title("sessions", said if later else tr("Upcoming services {n}", n=n), ahead)
        notes = [tr("street office asks {n} (;)", n=board.asked)] if board.asked else []
        notes += [tr("{n} supervised", n=board.supervised)] if board.supervised else []
        notes += [tr("{n} overdue", n=board.overdue)] if board.overdue else []
        notes += self._unpublished(line.days for line in board.wishes)
        late = [tr("{n} overdue", n=board.actions_overdue)] if board.actions_overdue else []
        late += self._unpublished(line.days for line in board.actions)
        actions = tr("Action items {n}", n=len(board.actions))
        self.query_one("#p-actions", Panel).set_title(actions, "  ".join(late))
        if board.actions and not self._tall:
            told = tr("{text} ({note})", text=actions, note=tr(", ").join(late)) if late else actions
            notes.append(told)
        self._title("wishes", tr("Open wishes {n}", n=len(board.wishes)), notes)
        short = sum(line.status.kind == "short" for line in board.teams)
        about = [tr("{n} short of people", n=short)] if short else []
        about += [kind] if (kind := wording.occasions(board.occasions, tr, most=1)) else []
        self._title("teams", tr("Volunteer teams {n}", n=len(board.teams)), about)

    def _unpublished(self, days: Iterable[int | None]) -> list[str]:
        """That the holidays of one of these days are not published; `days` are those left until it."""
        if self.board.totals is NO_TOTALS:  # the calendar is loaded once the first screen is painted
            return []
        today = self.board.today
        ahead = [today + timedelta(left) for left in set(days) if left is not None and left >= 0]
        return [note.text(self.tr) for note in unpublished_notes(ahead, self.store.calendar, today)]

    def _title(self, panel: str, title: str, notes: list[str]) -> None:
        """A panel's title with its notes, and what was reached where there is room for that beside them."""
        what = {"teams": "hours"}.get(panel, panel)
        texts = trend.texts(self.board.totals, what, self.tr)
        strip = self.query_one(f"#p-{panel}", Panel)
        room = self.list_cells - cell_len(title) - _EDGES
        room -= cell_len(strip.more) + 2 * bool(strip.more)
        strip.set_title(title, trend.beside(texts, notes, room))

    def _empty_states(self) -> None:
        tr = self.tr
        start = tr("Nothing is stored yet. To look around first: quit and run «xingfu demo».")
        texts = {
            "#sessions": tr("No service in the next 14 days. Press n to add one."),
            "#wishes": tr("No open wish. Press n to record one."),
            "#actions": tr("No open action item. n adds one here, and out of a decision."),
            "#teams": tr("No team yet. Press n to add one."),
        }
        for id, text in texts.items():
            first = id == "#sessions" and self.board.empty
            self.query_one(id, RecordTable).set_empty(f"{text}\n{start}" if first else text)

    def possible(self, id: str) -> bool:
        """The board filters on the screen of the kind."""
        return True if id == "filter" else super().possible(id)

    async def action_filter(self) -> None:
        """Go to the screen of the focused panel's kind, with the filter open."""
        from tui.screens.base.browse import BrowseScreen

        if self.kind not in _MODES:
            return
        await self.app.switch_mode(_MODES[self.kind])
        if isinstance(self.app.screen, BrowseScreen):
            self.app.screen.call_after_refresh(self.app.screen.action_filter)
