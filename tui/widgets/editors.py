"""The editors of a line and of a text, which do every key in the order in which it was typed.

Textual lets a printable key change the text where it arrives, but carries an editing key (Backspace, an
arrow) up to the app to look for its binding. In a burst, as a slow line sends it, letters would overtake
the editing keys before them. Here a widget's own bindings are done where the key arrives.
"""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, TextArea


class LineEditor(Input):
    """An Input that keeps the order of keys, and lays out nothing anew for a letter typed.

    Its size does not depend on what is typed. Textual's own width of the text would have every widget of
    a long form placed again at each key (13 ms of a form's 20 fields).
    """

    virtual_size = reactive(Size(0, 0), layout=False)

    class Joined(Message):
        """Several lines were pasted; they stand in the line one after the other."""

        def __init__(self, lines: int) -> None:
            super().__init__()
            self.lines = lines

    class Full(Message):
        """What was typed or pasted does not fit: the line stays as it was, of at most so many characters."""

        def __init__(self, most: int) -> None:
            super().__init__()
            self.most = most

    async def on_key(self, event: events.Key) -> None:
        """Do an editing key at once."""
        await _at_once(self, event)

    def _on_paste(self, event: events.Paste) -> None:
        """Put all lines of what is pasted into the one; Textual would drop all but the first."""
        event.stop()
        event.prevent_default()
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        before = self.value
        self.replace(
            event.text.strip("\r\n") if len(lines) == 1 else " ".join(lines), *sorted(self.selection)
        )
        if len(lines) > 1 and self.value != before:
            self.post_message(self.Joined(len(lines)))

    def restricted(self) -> None:
        """Tell once that nothing was put in; a bell alone says nothing over SSH."""
        if self.max_length is not None and self._full_at != self.value:
            self._full_at = self.value
            self.post_message(self.Full(self.max_length))

    _full_at: str | None = None


class TextEditor(TextArea):
    """A TextArea that keeps the order of keys."""

    async def on_key(self, event: events.Key) -> None:
        """Do an editing key at once."""
        await _at_once(self, event)

    def on_unmount(self) -> None:
        """Be forgotten.

        A TextArea watches the app's theme, and the app keeps who watches until the theme changes: with each
        form that was closed its editor, a timer and all their styles, for as long as the program runs.
        """
        watchers = getattr(self.app, "__watchers", {}).get("theme", [])
        watchers[:] = [watcher for watcher in watchers if watcher[0] is not self]


async def _at_once(widget: Widget, event: events.Key) -> None:
    """Do what the widget itself binds to the key; all other keys go their way."""
    if event.is_printable:
        return
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):  # noqa: SLF001 - there is no public look-up
        if await widget.app.run_action(binding.action, default_namespace=widget):
            event.stop()
            event.prevent_default()
            return
