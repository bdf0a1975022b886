"""The line of the import: the path of a file is typed, cells of a spreadsheet are pasted."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from tui.widgets.editors import LineEditor


class SourceLine(LineEditor):
    """Where a path is typed; cells that are pasted are a table of their own."""

    class Pasted(Input.Submitted):
        """Cells of a spreadsheet were pasted."""

    def _on_paste(self, event: events.Paste) -> None:
        if "\t" in event.text or "\n" in event.text.strip():
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(self, event.text))
        else:
            super()._on_paste(event)
