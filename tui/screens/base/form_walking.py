"""FormWalking: from field to field of a form, what Enter does in each, and taking back what was typed in one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

from tui.language.i18n import N_
from tui.language.text import wrap
from tui.screens.base.at_fields import hint_of, refused
from tui.screens.base.field_history import FieldHistory
from tui.screens.base.sheet import Sheet, sheet_cells
from tui.widgets.fields import Field
from tui.widgets.key_bar import KeyBar, KeyItem
from tui.widgets.picker import Picker
from tui.widgets.settling import settled


class FormWalking(Sheet):
    """In every form, Enter goes to the next field, and in the last one saves; hint and key bar say which it will do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority these are done before the next key is handed out: what is typed right after Enter
        # belongs into the next field, however fast it comes.
        Binding("enter", "next_field", show=False, priority=True),
        Binding("tab", "walk(1)", show=False, priority=True),
        Binding("shift+tab", "walk(-1)", show=False, priority=True),
        Binding("ctrl+z", "retype(True)", show=False, priority=True),
        Binding("ctrl+shift+z", "retype(False)", show=False, priority=True),
    ]

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__()
        self.fields = list(fields)
        self.history = FieldHistory()

    def save(self, *, by_enter: bool) -> None:
        """Save what stands in the fields; `by_enter`, with the key that walks on elsewhere."""
        raise NotImplementedError

    def _broken(self, text: str) -> str:
        """`text` in lines as wide as the sheet: Textual would break Chinese at its spaces alone."""
        return "\n".join(wrap(text, self._cells))

    @property
    def _cells(self) -> int:
        """How wide a text of the sheet may be."""
        return sheet_cells(self.app.size.width) - 2

    # ---- where the cursor is

    @property
    def _at(self) -> int:
        return next((at for at, field in enumerate(self.fields) if field.has_focus_within), -1)

    def _beside(self, at: int, delta: int) -> Field | None:
        """The next field from the one at `at` that is in sight; None if there is none."""
        at += delta
        while 0 <= at < len(self.fields):
            if self.fields[at].display:
                return self.fields[at]
            at += delta
        return None

    def _after_enter(self) -> Field | None:
        """The field to which Enter walks on; None where it saves."""
        return self._beside(self._at, 1)

    async def typed_out(self) -> None:
        """Wait until what was typed has come all the way from the editor through its field to the form."""
        for widget in (self.focused, self.fields[self._at] if self.fields else None, self):
            await settled(widget)

    # ---- walking

    async def action_next_field(self) -> None:
        """Enter walks on or saves; where it means something to the editor, it does that."""
        await self.typed_out()
        if isinstance(self.focused, TextArea):
            self.focused.insert("\n")
        elif isinstance(self.focused, Picker) and not self.focused.take():
            refused(self.fields[self._at], self.tr)
        else:
            following = self._after_enter()
            if following is not None:
                following.focus_editor()
            else:
                self.save(by_enter=True)

    async def action_walk(self, delta: int) -> None:
        """Tab and Shift+Tab walk round."""
        await self.typed_out()
        shown = [field for field in self.fields if field.display]
        if shown:
            at = next((n for n, field in enumerate(shown) if field.has_focus_within), -1)
            shown[(at + delta) % len(shown)].focus_editor()

    def on_field_step(self, event: Field.Step) -> None:
        """Up and down walk through the fields."""
        beside = self._beside(self.fields.index(event.field), event.delta)
        if beside is not None:
            beside.focus_editor()

    # ---- what was typed in a field, taken back

    async def action_retype(self, back: bool) -> None:
        """Take back what was typed last into the field in front; without `back`, put it there again."""
        await self.typed_out()
        if isinstance(self.focused, TextArea):
            if back:
                self.focused.undo()
            else:
                self.focused.redo()
            return
        if back and isinstance(self.focused, Picker) and self.focused.typed:
            self.focused.give_up()
            await self.typed_out()
            return
        field = self.fields[self._at] if self._at >= 0 else None
        change: tuple[Any] | None = self.history.step(field.field, field.value, back=back) if field else None
        if field is None or change is None:
            self.shell.say(N_("Nothing was typed here that could be taken back."))
        else:
            field.put(change[0])
            await self.typed_out()

    # ---- keys

    @property
    def _enter(self) -> str:
        """What Enter does in the focused field, in one or two words."""
        tr, focused = self.tr, self.focused
        if isinstance(focused, TextArea):
            return tr("new line")
        if isinstance(focused, Picker) and focused.looking and focused.many:
            return tr("take or drop")
        return tr("save") if self._after_enter() is None else tr("next field")

    def enter_rule(self) -> str:
        """A sentence: what Enter does in the focused field, and the key for what it does elsewhere."""
        tr = self.tr
        if isinstance(self.focused, TextArea):
            return tr("Enter {what}  Tab {next}", what=self._enter, next=tr("next field"))
        if self._after_enter() is None:
            return tr("Enter {what}", what=self._enter)
        return tr("Enter {what}  Ctrl+S {save}", what=self._enter, save=tr("save"))

    def key_items(self) -> list[KeyItem]:
        """What the keys do in the focused field; help and Esc come first, so that a short line still has them."""
        tr = self.tr
        items = [
            KeyItem("F1", tr("help"), "explain"),
            KeyItem("Esc", tr("leave"), "leave_form"),
            KeyItem("Enter", self._enter),
        ]
        if isinstance(self.focused, TextArea) or self._after_enter() is not None:
            items.append(KeyItem("^S", tr("save"), "save_all"))
        return [*items, KeyItem("Tab", tr("next field")), KeyItem("^Z", tr("take back"), "retype(True)")]

    def show_keys(self) -> None:
        """Say what the keys do in the focused field: in the line of its hint and in the key bar."""
        hint = hint_of(self.fields[self._at], self.tr) if self._at >= 0 else ""
        for line in self.query(".hint").results(Static):
            line.update(self._broken(f"{self.enter_rule()}  {hint}".rstrip()), layout=False)
        for bar in self.query(KeyBar):
            bar.set_items(self.key_items())

    def on_descendant_focus(self) -> None:
        """Show the hint of the focused field."""
        if self._at >= 0:
            self.fields[self._at].scroll_visible(animate=False)
        self.show_keys()

    def on_field_searched(self) -> None:
        """Show the keys again: Enter has another meaning while an option is being typed; and the whole list of options."""
        self.show_keys()
        if self._at >= 0:
            self.call_after_refresh(self.fields[self._at].scroll_visible, animate=False)
