"""Editors of one line, which handle all keys in the order in which they were typed."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from tui.language.text import JOINER, without_last
from tui.widgets.editing_keys import at_once, edits
from tui.widgets.printed_keys import written


class LineEditor(Input):
    """An Input that keeps the order of keys and does not cause a new layout for each letter.

    Its size does not depend on the text. With Textual's own content width, each key would lay out every
    widget of the form again (13 ms with 20 fields). It has no validators: a form checks its fields itself.
    """

    virtual_size = reactive(Size(0, 0), layout=False)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is for this editor and no command: text, and Ctrl keys that edit, such as Ctrl+U."""
        return edits(self, key) or super().check_consume_key(key, written(key, character))

    class Joined(Message):
        """Several lines were pasted and joined into one."""

        def __init__(self, lines: int) -> None:
            super().__init__()
            self.lines = lines

    class Full(Message):
        """The text typed or pasted is longer than the maximum; the line is unchanged."""

        def __init__(self, most: int) -> None:
            super().__init__()
            self.most = most

    class Several(Message):
        """Several lines were pasted, and nothing put in: the screen offers what can be made of them."""

        def __init__(self, editor: LineEditor, text: str) -> None:
            super().__init__()
            self.editor = editor
            self.text = text

    def validate(self, value: str) -> None:
        """Nothing: Textual would give the widget another class, and its styles anew, for each text that is fine."""

    offers_several = False
    """Whether the screen is asked what several pasted lines are to become."""

    async def on_key(self, event: events.Key) -> None:
        """Run an editing key at once, and take what joins two signs to one."""
        if event.character == JOINER:
            event.stop()
            self.insert_text_at_cursor(JOINER)
            return
        await at_once(self, event)

    def _on_paste(self, event: events.Paste) -> None:
        """Join all pasted lines into one; Textual would drop all but the first."""
        event.stop()
        event.prevent_default()
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        if self.offers_several and len(lines) > 1:
            self.post_message(self.Several(self, event.text))
            return
        before = self.value
        self.replace(
            event.text.strip("\r\n") if len(lines) == 1 else " ".join(lines), *sorted(self.selection)
        )
        if len(lines) > 1 and self.value != before:
            self.post_message(self.Joined(len(lines)))

    def on_resize(self) -> None:
        """Keep the caret in sight where the line has become shorter."""
        if self.has_focus:
            self.scroll_to_region(Region(self._cursor_offset, 0, 1, 1), force=True, animate=False)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the next letter goes, on the screen; Textual's own is a cell further at the end of the text."""
        x, y, width, _ = self.content_region
        cell = self._position_to_cell(self.cursor_position) - self.scroll_offset.x
        return Offset(x + max(0, min(cell, width - 1)), y)

    def action_delete_left(self) -> None:
        """Delete the selection, or what is one character to the reader."""
        if self.selection.is_empty:
            at = self.cursor_position
            self.delete(len(without_last(self.value[:at])), at)
        else:
            self.delete_selection()

    def restricted(self) -> None:
        """Report once that nothing was inserted; over SSH the bell alone does not tell."""
        if self.max_length is not None and self._full_at != self.value:
            self._full_at = self.value
            self.post_message(self.Full(self.max_length))

    _full_at: str | None = None


class FieldEditor(LineEditor):
    """The editor of a form's field: it has no placeholder and no suggestions, and looks up no styles for them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "input--cursor",
        "input--selection",
    }  # and none of Input's, see below

    def get_component_rich_style(
        self, *names: str, partial: bool = False, default: Style | None = None
    ) -> Style:
        """The style of the cursor or the selection; none for the placeholder, which is always empty."""
        if not self.COMPONENT_CLASSES.issuperset(names):
            return Style.null()
        return super().get_component_rich_style(*names, partial=partial, default=default)


# Textual takes it as a keyword of the class, which its Widget does not hand on.
FieldEditor._inherit_component_classes = False  # noqa: SLF001
