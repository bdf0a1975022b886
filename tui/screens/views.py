"""The named views of the list in front: a letter opens one, `+` keeps the list as it stands, Delete drops one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.desk.context import DeskContext
from tui.kinds.record import Stored
from tui.language.errors import Message, XingfuError
from tui.queries.views import View, views_of
from tui.rules.privacy.rights import may
from tui.screens.base.form import FormScreen
from tui.screens.base.sheet import Sheet
from tui.widgets.checklist import CheckField
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.fields import Field, PickField, TextField
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar, KeyItem
from tui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from tui.screens.base.browse import BrowseScreen

_USUAL = "0"
"""Opens the list as it is usually."""


class ViewsSheet(Sheet):
    """The views of one list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False, priority=True),
        Binding("enter", "open", show=False, priority=True),
        Binding("plus,＋", "keep", show=False, priority=True),
        Binding("delete,minus", "drop", show=False, priority=True),
        Binding("f10", "app.leave", show=False),
    ]
    AUTO_FOCUS = "#views"
    CSS = "ViewsSheet #views { height: auto; min-height: 3; }"

    def __init__(self, over: BrowseScreen) -> None:
        super().__init__()
        self._over = over
        self._views: list[View] = []

    def compose(self) -> ComposeResult:
        """The views, and what the keys do."""
        tr = self.tr
        columns = (
            Column("letter", tr("key"), 4),
            Column("name", tr("view"), 12, grow=2),
            Column("filter", tr("filter"), 10, grow=3, drop=2),
            Column("whose", tr("whose"), 8, drop=1),
        )
        empty = tr("No view yet. + keeps the list as it stands: filter, order and columns.")
        items = [KeyItem("Enter", tr("open"), "open"), KeyItem("0", tr("usual list"))]
        if may(self.context.actor.role, "view.keep"):
            items += [KeyItem("+", tr("keep"), "keep"), KeyItem("Delete", tr("drop the view"), "drop")]
        with Vertical(classes="sheet"):
            yield HeaderBar(tr("Views"), tr("A letter opens, Esc closes"))
            yield RecordTable(columns, head=True, id="views", empty=empty)
            yield KeyBar([*items, KeyItem("Esc", tr("close"), "dismiss")], whole=True)

    def on_mount(self) -> None:
        """List them."""
        self._views = views_of(self.store, self._over.record_kind, self.context.actor.name)
        self.query_one(RecordTable).show(list(range(len(self._views))), self._cells)

    def _cells(self, key: Hashable) -> Sequence[Cell]:
        view = self._views[int(key)]  # type: ignore[call-overload]
        whose = self.tr("own") if view.own else self.tr("community")
        return view.letter, view.name, Tinted(view.filter, Tone.DIM), whose

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters open views, and 0 the usual list: none of them goes to a screen."""
        return key == _USUAL or super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        """A letter opens its view."""
        typed = (event.character or "").lower()
        view = next((one for one in self._views if typed and one.letter == typed), None)
        if view is not None or typed == _USUAL:
            event.stop()
            event.prevent_default()
            self._show(view)

    @on(RecordTable.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the view under the cursor."""
        if (at := self.query_one(RecordTable).cursor_key) is not None:
            self._show(self._views[int(at)])  # type: ignore[call-overload]

    def _show(self, view: View | None) -> None:
        self.dismiss()
        self._over.show_view(view)

    def action_keep(self) -> None:
        """Keep the list as it stands, under a name."""
        if may(self.context.actor.role, "view.keep"):
            self.dismiss()
            self.app.call_later(self.app.push_screen, keep_form(self.context, self._over))

    def action_drop(self) -> None:
        """Drop the view under the cursor; `u` takes that back."""
        at = self.query_one(RecordTable).cursor_key
        if at is None:
            return
        view = self._views[int(at)]  # type: ignore[call-overload]
        try:
            self.context.desk.views.drop(self._over.record_kind, view.name)
        except XingfuError as error:
            self.shell.complain(error)
            return
        self.shell.say(Message("The view «{name}» is dropped. u takes that back.", {"name": view.name}))
        self.on_mount()


def keep_form(context: DeskContext, over: BrowseScreen) -> FormScreen:
    """Name the view that the list shows."""
    tr = context.tr

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        sort = f"{'-' if over.turned else ''}{over.sorted_by}" if over.sorted_by else ""
        view = {
            "kind": over.record_kind, "name": values["name"], "letter": values["letter"], "filter": values["filter"],
            "sort": sort, "columns": list(over.chosen), "everything": over.show_all,
        }  # fmt: skip
        kept = context.desk.views.keep(view, own=bool(values["own"]))
        if not kept["letter"]:
            return Message("The view «{name}» is kept.", {"name": kept["name"]})
        return Message(
            "The view «{name}» is kept: ' and {letter} opens it.",
            {"name": kept["name"], "letter": kept["letter"]},
        )

    whose = [(True, tr("own")), (False, tr("community"))]
    fields: list[Field] = [
        TextField("name", tr("view"), most=20, required=True, hint=tr("By which it is found: press for it, 催办. One of the same name is replaced.")),
        TextField("letter", tr("key"), most=1, hint=tr("A letter or digit that opens it after '; may stay empty.")),
        TextField("filter", tr("filter"), over.query_text, hint=tr("As in the filter line: text, state:held, >30d, @holder.")),
        PickField("own", tr("whose"), whose, True, required=True, hint=tr("The community's views are everybody's.")),  # noqa: FBT003 - the value picked
    ]  # fmt: skip
    about = over.order_text()
    return FormScreen(tr("Keep the view"), fields, save, about=about)


def columns_form(context: DeskContext, over: BrowseScreen) -> FormScreen:
    """Choose the columns of the list."""
    tr, columns = context.tr, over.all_columns()

    def save(values: Mapping[str, Any], _: Stored | None) -> Message:
        over.choose_columns(values["columns"])
        return Message("The list shows them where there is room; ' and + keep that as a view.")

    shown = [column.key for column in over.shown_columns()]
    field = CheckField(
        "columns", tr("columns"), [(c.key, c.title) for c in columns], shown,
        hint=tr("Space ticks. Nothing ticked: the usual ones. Where there is no room, the last are left out."),
    )  # fmt: skip
    return FormScreen(tr("Columns of the list"), [field], save)
