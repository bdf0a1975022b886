"""FormWalking: from field to field of a form, what Enter does in each, and taking back what was typed in one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from tui.language.i18n import N_
from tui.screens.base.at_fields import refused
from tui.screens.base.field_history import FieldHistory
from tui.screens.base.sheet import Sheet
from tui.widgets.fields import Field
from tui.widgets.key_bar import KeyBar, KeyItem
from tui.widgets.picker import Picker
from tui.widgets.settling import settled


class FormWalking(Sheet):
    """Enter walks on, and saves in the last field and in the one named `enough`; the key bar says which."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority these are done before the next key is handed out: what is typed right after Enter
        # belongs into the next field, however fast it comes.
        Binding("enter", "next_field", show=False, priority=True),
        Binding("tab", "walk(1)", show=False, priority=True),
        Binding("shift+tab", "walk(-1)", show=False, priority=True),
        Binding("ctrl+z", "retype(True)", show=False, priority=True),
        Binding("ctrl+shift+z", "retype(False)", show=False, priority=True),
    ]

    def __init__(self, fields: Sequence[Field], enough: str) -> None:
        super().__init__()
        self.fields = list(fields)
        self._enough = enough
        self.history = FieldHistory()

    def save(self, *, by_enter: bool) -> None:
        """Save what stands in the fields; `by_enter`, with the key that walks on elsewhere."""
        raise NotImplementedError

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
        at = self._at
        if at >= 0 and self.fields[at].field == self._enough:
            return None
        return self._beside(at, 1)

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
        field = self.fields[self._at] if self._at >= 0 else None
        change: tuple[Any] | None = self.history.step(field.field, field.value, back=back) if field else None
        if field is None or change is None:
            self.shell.say(N_("Nothing was typed here that could be taken back."))
        else:
            field.put(change[0])
            await self.typed_out()

    # ---- keys

    def key_items(self) -> list[KeyItem]:
        """What the keys do in the field in front."""
        tr = self.tr
        leave = [KeyItem("Esc", tr("leave"), "leave_form"), KeyItem("F1", tr("help"), "app.keys")]
        save = KeyItem("Ctrl+S", tr("save"), "save_all")
        if isinstance(self.focused, TextArea):
            return [save, KeyItem("Tab", tr("next field")), KeyItem("Enter", tr("new line")), *leave]
        if self._after_enter() is None:
            return [KeyItem("Enter", tr("save"), "save_all"), KeyItem("Tab", tr("next field")), *leave]
        return [save, KeyItem("Tab/Enter", tr("next field")), *leave]

    def show_keys(self) -> None:
        """Have the key bar say what the keys do now."""
        for bar in self.query(KeyBar):
            bar.set_items(self.key_items())
