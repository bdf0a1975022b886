"""Today (今日): what waits for whoever sits here, and what was done today and yesterday, by whom."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import timedelta

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from tui.kinds.record import Target
from tui.language.errors import Message, XingfuError
from tui.language.filtering import matcher
from tui.language.i18n import N_
from tui.queries.feed import Done, Waiting, days, done_since, waiting
from tui.rules.people.reminding import due
from tui.screens.base.asking import Asking
from tui.screens.base.live import LiveScreen
from tui.widgets.columns import Across, Cell, Column, Tinted, Tone
from tui.widgets.editors import LineEditor
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable

Row = Done | Waiting | str

# Seconds after which it is said that something is still being read.
_SAID_AFTER = 1.0


class FeedScreen(LiveScreen):
    """`/` narrows by person, kind or text; `u` on a line of one's own takes that back; `n` adds a reminder."""

    title_msgid = N_("today")
    AUTO_FOCUS = "#feed"

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[Hashable, Row] = {}
        self._late: frozenset[str] = frozenset()
        self._text = ""
        self._done: list[Done] = []
        self._waiting: list[Waiting] = []
        self._read_of: tuple[object, ...] = ()
        self._asking: Asking[tuple[list[Done], list[Waiting]]] = Asking(self)
        self._trouble: Message | None = None

    def body(self) -> ComposeResult:
        """The lines, and what narrows them."""
        tr = self.tr
        columns = (
            Column("when", tr("when"), 11),
            Column("who", tr("who"), 8, drop=1),
            Column("what", tr("what"), 14, grow=1),
            Column("name", tr("what it is called"), 16, grow=3),
        )
        yield Panel("", RecordTable(columns, id="feed"), id="p-feed")
        yield LineEditor(
            id="filter", placeholder=tr("A person, a kind or a text; Enter keeps it, Esc clears it.")
        )

    # ---- what is shown

    def refresh_live(self) -> None:
        """What waits, today, yesterday: read anew after a commit, which may take as long as a network."""
        tr, store, now = self.tr, self.store, self.store.now
        today, me = self.board.today, self.context.actor.name
        of = (store.seq, today, me, tr.lang)
        if of == self._read_of:
            self._show()
            return
        self._read_of = of

        def read() -> tuple[list[Done], list[Waiting]]:
            return done_since(store, today - timedelta(1), tr), waiting(store, me, now, tr)

        self._asking.ask(read, self._came, self._failed)
        if self._asking.waits:
            self.set_timer(_SAID_AFTER, self._show)

    def _came(self, found: tuple[list[Done], list[Waiting]]) -> None:
        (self._done, self._waiting), self._trouble = found, None
        self._show()

    def _failed(self, error: XingfuError) -> None:
        """What was read before stays; it is read again with whatever comes next."""
        self._trouble, self._read_of = error.message, ()
        self._show()

    def reachable_again(self) -> None:
        """What could not be read can be now."""
        if self._trouble is not None:
            self.refresh_live()

    def _show(self) -> None:
        tr, store, now = self.tr, self.store, self.store.now
        today, me = self.board.today, self.context.actor.name
        fits = matcher(self._text)
        rows: dict[Hashable, Row] = {}
        mine = [one for one in self._waiting if fits(f"{me} {one.why} {one.name}")]
        self._late = frozenset(f"reminders:{one['id']}" for one in due(store.reminders.stored(), me, now))
        rows["mine"] = tr("Waits for {name} {n}", name=me, n=len(mine))
        rows.update({("mine", one.key): one for one in mine})
        for day, lines in days(self._done, today):
            shown = [line for line in lines if fits(f"{line.by} {line.kind} {line.what} {line.name}")]
            label = N_("Today {n}") if day == today else N_("Yesterday {n}")
            rows[day] = tr(label, n=sum(line.counts for line in shown))
            rows.update({("done", line.seq): line for line in shown})
        if store.masked:
            rows["masked"] = tr("This seat does not see who did what.")
        if self._asking.waits:
            rows["waits"] = tr("A moment ...")
        elif self._trouble is not None:
            rows["trouble"] = self._trouble.text(tr)
        self._rows = rows
        first = not self._table.keys
        self._table.show(list(rows), self._cells)
        if first and len(rows) > 1:
            self.call_after_refresh(self._table.action_move, 1)
        note = f"/{self._text}" if self._text.strip() else tr("/ narrows by person or kind")
        self.query_one("#p-feed", Panel).set_title(tr("today"), note)
        self.update_bars()

    def _cells(self, key: Hashable) -> Sequence[Cell]:
        row = self._rows[key]
        if isinstance(row, str):
            return Across(row, Tone.ACCENT), "", "", ""
        if isinstance(row, Waiting):
            late = row.key in self._late or (row.when and row.when[:10] < self.board.today.isoformat())
            shown = row.when.removeprefix(f"{self.board.today.isoformat()} ")
            tone = Tone.BAD if late and row.target and row.why != self.tr("called") else Tone.PLAIN
            return Tinted(shown[5:] if len(shown) > 8 else shown, tone), "", row.why, row.name
        tone = Tone.PLAIN if row.counts else Tone.DIM
        return Tinted(row.at[11:16], Tone.DIM), row.by, Tinted(row.what, tone), Tinted(row.name, tone)

    @property
    def _table(self) -> RecordTable:
        return self.query_one("#feed", RecordTable)

    @property
    def _row(self) -> Row | None:
        return self._rows.get(self._table.cursor_key)

    @property
    def target(self) -> Target | None:
        """The record of the line under the cursor."""
        row = self._row
        return row.target if isinstance(row, Done | Waiting) else None

    @property
    def kind(self) -> str:
        """Its kind; a reminder where the line has no record: `n` adds one."""
        return self.target.kind if self.target else "reminder"

    def about(self, id: str) -> tuple[str, Target | None]:
        """What is new here is a reminder, whatever is under the cursor."""
        return ("reminder", None) if id == "new" else super().about(id)

    # ---- keys

    def possible(self, id: str) -> bool:
        """As everywhere; the lines can be narrowed."""
        return id in {"filter", "back"} or super().possible(id)

    def takes(self, id: str) -> bool:
        """A line of what was done is taken back itself, not the last change."""
        return id == "undo" and isinstance(self._row, Done)

    async def action_act(self, id: str) -> None:
        """As everywhere; `undo` takes back the line under the cursor if it is one's own."""
        await self.typed_out()
        row = self._row
        if id != "undo" or not isinstance(row, Done):
            await super().action_act(id)
            return
        actor = self.context.actor
        if (row.by, row.seat) != (actor.name, actor.seat):
            self.shell.say(N_("{name} did this; they can take it back themselves."), name=row.by)
            return

        def take_back() -> Message:
            self.context.desk.history.undo_one(row.seq)
            return Message("Taken back: {what}.", {"what": f"{row.what} {row.name}".strip()})

        await self.shell.long_work.do(take_back)

    def action_filter(self) -> None:
        """Open the line that narrows."""
        field = self.query_one("#filter", Input)
        field.add_class("open")
        self.set_focus(field)

    def action_back(self) -> None:
        """Clear what narrows; else back to the board."""
        field = self.query_one("#filter", Input)
        if field.has_class("open") or self._text:
            field.value = self._text = ""
            field.remove_class("open")
            self.set_focus(self._table)
            self.refresh_live()
        else:
            self.app.switch_mode("dashboard")

    @on(Input.Changed, "#filter")
    def _narrow(self, event: Input.Changed) -> None:
        self._text = event.value
        self.refresh_live()

    @on(Input.Submitted, "#filter")
    def _keep(self) -> None:
        self.query_one("#filter", Input).remove_class("open")
        self.set_focus(self._table)

    def on_record_table_cursor_moved(self) -> None:
        """The line under the cursor is another."""
        self.soon()

    def on_record_table_opened(self) -> None:
        """A double click opens."""
        self.call_later(self.action_open)
