"""The editors of a line and of a text, which do every key in the order in which it was typed.

Textual lets a printable key change the text where it arrives, but carries an editing key (Backspace, an
arrow) up to the app to look for its binding. In a burst, as a slow line sends it, letters would overtake
the editing keys before them. Here a widget's own bindings are done where the key arrives.
"""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, TextArea


class LineEditor(Input):
    """An Input that keeps the order of keys, and lays out nothing anew for a letter typed.

    Its size does not depend on what is typed. Textual's own width of the text would have every widget of
    a long form placed again at each key (13 ms of a form's 20 fields).
    """

    virtual_size = reactive(Size(0, 0), layout=False)

    async def on_key(self, event: events.Key) -> None:
        """Do an editing key at once."""
        await _at_once(self, event)


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
