"""BrowseScreen: a list with a filter, and the record beside it where there is room."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.suggester import Suggester
from textual.widgets import Input, Static

from tui.kinds import registry
from tui.kinds.commands import OF_COLUMNS, OF_LISTS
from tui.kinds.days import days_from
from tui.kinds.declaration import Place, load
from tui.kinds.record import Target
from tui.language.errors import Message
from tui.language.filtering import matcher
from tui.rules.calendar.unpublished import unpublished_notes
from tui.screens.base.sorting import SortingScreen
from tui.widgets.columns import Cell, Column
from tui.widgets.editors import LineEditor
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from tui.queries.filters import Condition, Filters
    from tui.queries.views import View

# Named by their places: they know this screen themselves, and are loaded when first asked for.
_VIEWS: Final = Place("tui.screens.views:ViewsSheet")
_COLUMNS: Final = Place("tui.screens.views:columns_form")


class Completing(Suggester):
    """Completes what is typed by a function, at once."""

    def __init__(self, completed: Callable[[str], str | None]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._completed = completed

    async def get_suggestion(self, value: str) -> str | None:
        """The text with its completion; None if there is none."""
        return self._completed(value)


class BrowseScreen(SortingScreen):
    """Subclasses say what is listed. `show_all` and `query_text` narrow it."""

    AUTO_FOCUS = "#list"
    record_kind: ClassVar[str] = ""
    has_everything: ClassVar[bool] = False
    also_listed: ClassVar[Mapping[str, str]] = {}
    """Kinds that are shown in another list than the first, with its id."""

    def __init__(self) -> None:
        super().__init__()
        self.show_all = False
        self.query_text = ""
        self._unpublished: list[Message] = []

    # ---- what subclasses say

    def columns(self) -> Sequence[Column]:
        """The columns of the list: as the kind of record has them, or a screen's own."""
        place = registry.kind(self.record_kind).columns
        assert place is not None, "the screen says which columns its list has"
        columns: Sequence[Column] = load(place)(self.tr)
        return columns

    def prepare(self) -> list[tuple[Hashable, str]]:
        """What is listed, in order: each record's key, and the text that the filter looks into.

        Where thousands are listed the texts may be left empty unless something is `filtered`.
        """
        raise NotImplementedError

    @property
    def filtered(self) -> bool:
        """Whether the list is narrowed to what matches."""
        return bool(self.query_text.strip())

    def cells(self, key: Hashable) -> Sequence[Cell]:
        """The cells of one record."""
        raise NotImplementedError

    def empty_text(self) -> str:
        """What to say where nothing is listed though nothing is filtered."""
        raise NotImplementedError

    def list_title(self) -> str:
        """What is listed."""
        raise NotImplementedError

    def note_text(self) -> str:
        """What is said beside the title while nothing is filtered."""
        return ""

    def shown_days(self, keys: Sequence[Hashable]) -> Iterable[date]:
        """The days to come of what is listed."""
        table = registry.kind(self.record_kind).table if self.record_kind else None
        if not table:
            return ()
        find, ids = self.store.collection(table).find_stored, self._ids(keys)
        return days_from(table, (record for id in ids if (record := find(id))), self.board.today)

    def more_lists(self) -> ComposeResult:
        """Further panels under the list."""
        yield from ()

    # ---- what they share

    def lists(self) -> ComposeResult:
        """The list, and what there is beneath it."""
        yield Panel("", RecordTable(self.columns(), head=True, id="list"), id="p-list")
        yield from self.more_lists()

    def on_mount(self) -> None:
        """Records of all lists can be marked."""
        for table in self.query(RecordTable):
            table.markable = True

    def settle(self) -> None:
        """Another list may be in front, with marks of its own."""
        super().settle()
        if self.ready:
            self.show_marks()

    def body(self) -> ComposeResult:
        """The list, the record beside it, the filter line."""
        yield from super().body()
        hint = self.tr(
            "Text, pinyin, state:held, >30d, @holder. Tab completes, Enter keeps it, Esc clears it."
        )
        marks = Static("", id="marks", markup=False)
        marks.display = False
        yield marks
        yield LineEditor(id="filter", placeholder=hint, suggester=Completing(self._completed))

    def _completed(self, typed: str) -> str | None:
        return self._filters.completed(typed) if self._filters else None

    async def action_walk(self, on: bool) -> None:
        """Add what is offered behind the text of the filter; otherwise go to the next or previous panel."""
        await self.typed_out()
        field = self.query_one("#filter", LineEditor)
        if on and field.has_focus and field.cursor_position == len(field.value):
            completed = self._completed(field.value)
            if completed and completed != field.value:
                field.value = completed
                field.cursor_position = len(completed)
                return
        await super().action_walk(on)

    @property
    def kind(self) -> str:
        """The kind of record listed."""
        return self.record_kind

    @property
    def target(self) -> Target | None:
        """The record under the cursor."""
        key = self.table.cursor_key
        return None if key is None else Target(self.record_kind, int(key))  # type: ignore[call-overload]

    @property
    def table(self) -> RecordTable:
        """The list."""
        return self.query_one("#list", RecordTable)

    @property
    def listed_ids(self) -> tuple[int, ...]:
        """The ids of the records in front, as they are filtered and sorted; empty where rows are no records."""
        return self._ids(self.front_table.keys)

    @property
    def marked_ids(self) -> tuple[int, ...]:
        """The ids of the marked records in front; empty where rows are no records of one table."""
        return tuple(one.id for one in self.marked if one.on is None)

    @staticmethod
    def _ids(keys: Sequence[Hashable]) -> tuple[int, ...]:
        found = tuple(key for key in keys if isinstance(key, int))
        return found if len(found) == len(keys) else ()

    def table_of(self, target: Target) -> RecordTable | None:
        """The first list, or another for its kinds."""
        id = "list" if target.kind == self.record_kind else self.also_listed.get(target.kind)
        return self.query_one(f"#{id}", RecordTable) if id else None

    def refresh_live(self) -> None:
        """Show what the store has now."""
        if not self.ready:
            return
        listed = self.prepare()
        keys = self._narrowed(listed) if self.filtered else [key for key, _ in listed]
        if self.filtered:
            self.table.set_empty(
                self.tr("Nothing matches «{text}». Esc clears the filter.", text=self.query_text)
            )
        else:
            self.table.set_empty(self.empty_text())
        self.table.show(self.in_order(keys), self.shown_cells())
        self._unpublished = unpublished_notes(self.shown_days(keys), self.store.calendar, self.board.today)
        self.update_title(len(keys), len(listed))
        self.show_detail(keep_place=True)
        self.show_marks()
        self.update_bars()

    def _narrowed(self, listed: Sequence[tuple[Hashable, str]]) -> list[Hashable]:
        """The keys of what matches the words and meets the conditions that are typed."""
        typed = self._filters.read(self.query_text) if self._filters else None
        if typed is None or not typed.conditions:
            fits = matcher(self.query_text)
            return [key for key, text in listed if fits(text)]
        fits = matcher(typed.words)
        return [key for key, text in listed if fits(text) and self._meets(key, typed.conditions)]

    def _meets(self, key: Hashable, conditions: Sequence[Condition]) -> bool:
        table = registry.kind(self.record_kind).table
        found = self.store.collection(table).find_stored(key) if isinstance(key, int) else None
        return (
            found is not None
            and self._filters is not None
            and self._filters.fits(found, conditions, self.store.now)
        )

    @cached_property
    def _filters(self) -> Filters | None:
        """What reads conditions; None where no records are listed."""
        from tui.queries.filters import Filters

        table = registry.kind(self.record_kind).table if self.record_kind else None
        return Filters(self.store, table, self.tr) if table else None

    def update_title(self, shown: int, total: int) -> None:
        """The list's title with its number, and what it is narrowed to."""
        number = str(total) if shown == total else f"{shown}/{total}"
        note = f"/{self.query_text}" if self.filtered else self.note_text()
        missing = [note.text(self.tr) for note in self._unpublished]
        note = "  ".join(filter(None, (self.order_text(), note, *missing)))
        self.query_one("#p-list", Panel).set_title(f"{self.list_title()} {number}", note)

    # ---- the filter

    def possible(self, id: str) -> bool:
        """Whether the command would do something here."""
        if id == "filter":
            return True
        if id in OF_COLUMNS and not self.sortable:
            return False
        if id in OF_LISTS:
            # A list that is narrowed to nothing can still be shown by another view.
            return bool(self.front_table.keys) or (id == "views" and bool(self.query_text))
        if id == "everything":
            return self.has_everything
        if id == "back":
            return True
        return super().possible(id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the filter is typed, Enter keeps it; with priority, as a command is: what comes after it is for the list."""
        if action == "open" and self._filtering:
            return True
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Open the filter line."""
        field = self.query_one("#filter", Input)
        field.add_class("open")
        self.set_focus(field)

    # ---- views and columns

    async def action_views(self) -> None:
        """The named views of this list."""
        await self.typed_out()
        await self.app.push_screen(load(_VIEWS)(self))

    async def action_columns(self) -> None:
        """Choose the columns."""
        await self.typed_out()
        await self.app.push_screen(load(_COLUMNS)(self.context, self))

    def show_view(self, view: View | None) -> None:
        """Show the list by a named view; None: as it is usually."""
        self.query_text = view.filter if view else ""
        self.query_one("#filter", Input).value = self.query_text
        self.show_all = view.everything if view else False
        self.sorted_by, self.turned = (view.column, view.turned) if view else ("", False)
        self._known = {}
        self.table.let_go()
        self.choose_columns(view.columns if view else ())
        self.set_focus(self.table)
        if view:
            self.shell.say(Message("View «{name}»; ' and 0 is the usual list.", {"name": view.name}))

    def action_everything(self) -> None:
        """Show all records, or only the open ones."""
        self.show_all = not self.show_all
        self.refresh_live()
        self.share_out()

    async def action_back(self) -> None:
        """Take the marks off; without any, clear the filter; without one, go back to the board."""
        await self.typed_out()
        field = self.query_one("#filter", Input)
        if not field.has_class("open") and self.unmark():
            return
        if field.has_class("open") or self.query_text:
            field.value = ""
            field.remove_class("open")
            self.query_text = ""
            self.set_focus(self.table)
            self.refresh_live()
        else:
            await self.app.switch_mode("dashboard")

    @on(Input.Changed, "#filter")
    def _narrow(self, event: Input.Changed) -> None:
        self.query_text = event.value
        self.table.let_go()
        self.refresh_live()

    @property
    def _filtering(self) -> bool:
        return self.focused is not None and self.focused.id == "filter"

    async def action_open(self) -> None:
        """The record in full; from the filter, the list as it is narrowed now."""
        if not self._filtering:
            await super().action_open()
            return
        await self.typed_out()
        self.query_one("#filter", Input).remove_class("open")
        self.set_focus(self.table)
