"""An editor of several lines, which handles all keys in the order in which they were typed."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from tui.language.text import JOINER, without_last
from tui.widgets.editing_keys import at_once, edits
from tui.widgets.printed_keys import written


class TextEditor(TextArea):
    """A TextArea that keeps the order of keys."""

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether a key is for this editor and no command: text, and Ctrl keys that edit, such as Ctrl+U."""
        return edits(self, key) or super().check_consume_key(key, written(key, character))

    async def _on_paste(self, event: events.Paste) -> None:
        """Put the text in once: the app would hand on what it sees again."""
        event.stop()
        event.prevent_default()
        await super()._on_paste(event)

    def action_delete_left(self) -> None:
        """Delete the selection, or what is one character to the reader."""
        row, column = self.cursor_location
        if self.selection.is_empty and column and not self.read_only:
            line = self.document.get_line(row)[:column]
            self._delete_via_keyboard((row, len(without_last(line))), (row, column))
        else:
            super().action_delete_left()

    async def on_key(self, event: events.Key) -> None:
        """Run an editing key at once, and take what joins two signs to one."""
        if event.character == JOINER and not self.read_only:
            event.stop()
            self.insert(JOINER)
            return
        await at_once(self, event)

    def on_unmount(self) -> None:
        """Unsubscribe from the theme.

        A TextArea watches the app's theme, and the app keeps its watchers: without this, the editor of every
        closed form, with its timer and styles, would stay in memory.
        """
        watchers = getattr(self.app, "__watchers", {}).get("theme", [])
        watchers[:] = [watcher for watcher in watchers if watcher[0] is not self]
