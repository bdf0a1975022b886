"""The search screen: a line to type in, and the matching records by kind."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from tui.kinds import registry
from tui.kinds.record import Target
from tui.language.i18n import N_
from tui.queries.search.results import Group, Hit
from tui.screens.base.arrangement import Arrangement, arranged
from tui.screens.base.beside import BesideScreen
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.editors import LineEditor
from tui.widgets.key_bar import KeyItem
from tui.widgets.kinds_line import KindsLine
from tui.widgets.record_table import RecordTable

# Rows around what is found: header, entry line, kinds, two lines of keys.
_AROUND: Final = 5
# Cells of the list before the record beside it has more than it needs.
_LIST: Final = 70


class SearchScreen(BesideScreen):
    """Letters are typed, not commands. A record opens over the search, which keeps its state when closed."""

    title_msgid = N_("search")
    AUTO_FOCUS = "#search"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("ctrl+f", "whole", show=False, priority=True),
    ]
    CSS = "SearchScreen Input { height: 1; border: none; padding: 0 1; background: $panel; }"

    def __init__(self, text: str | None = None) -> None:
        super().__init__()
        self._first = text
        self._groups: Sequence[Group] = ()
        self._rows: dict[Hashable, Hit | Group] = {}
        self._nearly = False  # nothing has it as it is typed; what has a typo is looked for next

    def body(self) -> ComposeResult:
        """The entry line, the line of kinds, the list of records."""
        tr = self.tr
        if self._first is not None:
            self.shell.searching.text, self.shell.searching.kind = self._first, ""
        yield LineEditor(
            self.shell.searching.text,
            id="search",
            placeholder=tr("Text, pinyin initials, a number, a date"),
            max_length=60,
        )
        yield KindsLine()
        yield from super().body()

    def lists(self) -> ComposeResult:
        """What is found."""
        columns = (Column("title", "", 20, grow=3), Column("match", "", 14, grow=2, drop=1))
        table = RecordTable(columns, led=True, id="found")
        table.can_focus = False
        yield table

    def arrangement(self) -> Arrangement:
        """The record is beside the list by the width of the terminal alone: nothing moves while one types."""
        return arranged(self.app.size.width, self.app.size.height, _LIST)

    def rows_of(self, table: RecordTable, cells: int) -> int:  # noqa: ARG002
        """As many as there is room for: what is found changes with each letter."""
        return self.app.size.height

    def on_mount(self) -> None:
        """Start the index, if need be; search again once it is complete."""
        self.shell.searching.begin()
        if not self.shell.searching.complete:
            self.run_worker(self._until_complete(), name="search complete", exit_on_error=False)

    async def _until_complete(self) -> None:
        await self.shell.searching.finished()
        self._search()

    # ---- what is found

    @property
    def target(self) -> Target | None:
        """The record under the cursor."""
        row = self._rows.get(self._table.cursor_key)
        return row.target if isinstance(row, Hit) else None

    @property
    def kind(self) -> str:
        """The kind of the record under the cursor; `day` if there is none."""
        target = self.target
        return target.kind if target else "day"

    @property
    def _table(self) -> RecordTable:
        return self.query_one("#found", RecordTable)

    def refresh_live(self) -> None:
        """Search again: the store has changed."""
        self._search()

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self.shell.searching.text:
            self.shell.searching.text = event.value
            self._search(exact=True)
            if self._nearly:
                self.call_after_refresh(self._search_nearly, event.value)
            self._to_best()

    def _search_nearly(self, typed: str) -> None:
        """Search for what has a typo, which takes longer, unless another letter has been typed meanwhile."""
        if self._nearly and typed == self.shell.searching.text:
            self._search()
            self._to_best()

    def _to_best(self) -> None:
        """Put the cursor on the best match, whatever it was on before."""
        self._table.action_jump(to_end=0)
        if isinstance(self._rows.get(self._table.cursor_key), Group):
            self._table.action_move(1)

    def _search(self, *, exact: bool = False) -> None:
        searching = self.shell.searching
        self._groups = searching.groups(
            searching.text,
            self.store.now,
            rows=self.app.size.height - _AROUND,
            kind=searching.kind,
            exact=exact,
        )
        self._nearly = exact and not self._groups and bool(searching.text.strip())
        if searching.kind and searching.kind not in {group.kind for group in self._groups}:
            searching.kind = ""
            self._search(exact=exact)
            return
        rows: dict[Hashable, Hit | Group] = {}
        for group in self._groups:
            if searching.kind in {"", group.kind}:
                rows["", group.kind] = group
                rows.update({(hit.kind, hit.id, hit.title, hit.target): hit for hit in group.hits})
        self._rows = rows
        self._table.set_empty(self._nothing())
        self._table.show(list(rows), self._cells)
        if isinstance(rows.get(self._table.cursor_key), Group):
            self._table.action_move(1)
        self._show_kinds()
        self.update_bars()

    def _nothing(self) -> str:
        tr, searching = self.tr, self.shell.searching
        if not searching.complete:
            return tr("The index is being made ...")
        if not searching.text.strip():
            return tr(
                "Everything on record is searched: wishes, people, services, meetings, teams ... Words with blanks between have to be found all."
            )
        if self._nearly:
            return tr("Nothing has «{text}» just so. Looking for what is like it ...", text=searching.text)
        return tr("Nothing has «{text}». Fewer letters find more.", text=searching.text)

    def _show_kinds(self) -> None:
        tr, chosen = self.tr, self.shell.searching.kind
        count = sum(group.total for group in self._groups)
        kinds = [(tr("all {n}", n=count), not chosen)]
        kinds += [(f"{tr(_label(group.kind))} {group.total}", group.kind == chosen) for group in self._groups]
        self.query_one(KindsLine).show(kinds if self._groups else [])

    def _cells(self, key: Hashable) -> Sequence[Cell]:
        row, tr = self._rows[key], self.tr
        if isinstance(row, Hit):
            match = f"{tr(row.label)} {row.match}" if row.label else row.match
            return row.title, Tinted(match, Tone.DIM)
        title = f"{tr(_label(row.kind))} {row.total}"
        more = row.total - len(row.hits)
        return Tinted(title, Tone.ACCENT), Tinted(tr("{n} more, Tab", n=more) if more else "", Tone.DIM)

    # ---- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Of the record commands only `open` and `back` have keys here: letters are typed."""
        if action in {"open", "back"}:
            return True
        return super().check_action(action, parameters)

    def possible(self, id: str) -> bool:
        """Whether `id` can be done now: `back` always, `open` with a record under the cursor."""
        return id == "back" or (id == "open" and self.target is not None)

    async def action_open(self) -> None:
        """The record in full, or the page of a person."""
        await self.typed_out()
        self._search_nearly(self.shell.searching.text)  # where that is still to come
        row = self._rows.get(self._table.cursor_key)
        if isinstance(row, Hit) and row.person is not None:
            from tui.screens.person import PersonScreen

            await self.app.push_screen(PersonScreen(*row.person))
        else:
            await super().action_open()

    def _key_items(self) -> list[KeyItem]:
        tr = self.tr
        opens = [KeyItem("Enter", tr("open"), "open"), KeyItem("Tab", tr("next kind"), "walk(True)")]
        # What is typed goes into the line, a question mark as well: help is F1 alone.
        ways_out = [KeyItem("F1", tr("help"), "app.keys"), KeyItem("Esc", tr("close"), "back")]
        return [*ways_out, *(opens if self._groups else [])]

    def _place_items(self) -> list[KeyItem]:
        """None: their keys are text here."""
        return []

    async def action_move(self, rows: int) -> None:
        """Move the cursor by `rows` records, passing over the headings of kinds."""
        await self.typed_out()
        table = self._table
        table.action_move(rows)
        if isinstance(self._rows.get(table.cursor_key), Group):
            at = table.cursor_key
            table.action_move(rows)
            if table.cursor_key == at:  # the first line
                table.action_move(-rows)

    async def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        await self.typed_out()
        self._table.action_page(pages)
        if isinstance(self._rows.get(self._table.cursor_key), Group):
            await self.action_move(1)

    async def action_walk(self, on: bool) -> None:
        """Show the next kind alone (with `on` False the one before); after the last, all kinds."""
        await self.typed_out()
        kinds = ["", *(group.kind for group in self._groups)]
        searching = self.shell.searching
        at = kinds.index(searching.kind) if searching.kind in kinds else 0
        searching.kind = kinds[(at + (1 if on else -1)) % len(kinds)]
        self._search()

    def action_whole(self) -> None:
        """Select the whole text, so that typing replaces it."""
        self.query_one("#search", LineEditor).select_all()

    async def action_back(self) -> None:
        """Close the search; its text is kept for the next time."""
        self.leave()

    def on_resize(self) -> None:
        """Other rows to share, with the record beside them or without."""
        super().on_resize()
        if self.ready:
            self._search()


def _label(kind: str) -> str:
    return N_("person") if kind == "person" else registry.kind(kind).label
