"""Where a toast is shown: never over the keys, and never over the field or the row in front."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from textual.app import App
from textual.widget import Widget
from textual.widgets._toast import ToastRack

from tui.widgets.key_bar import KeyBar
from tui.widgets.record_table import RecordTable

# What is in front is a field up to so many rows, and a text from there on.
_FIELD: Final = 8


def place(height: int, rows: int, taken: Collection[int]) -> int:
    """How many of `rows` are left free below a toast of `height` rows: as few as leave it clear of the `taken` ones.

    Where there is no such place, the one in which it covers the fewest of them.
    """
    free = range(max(1, rows - height + 1))
    return min(
        free, key=lambda below: (sum(rows - below - height <= row < rows - below for row in taken), below)
    )


def rows_taken(app: App[Any]) -> set[int]:
    """The rows of the keys, of the field in front, or of the marked row where a list has the cursor."""
    bars = [bar.region for bar in app.screen.query(KeyBar)]
    found = {y for region in bars for y in range(region.y, region.bottom)}
    focused: Widget | None = app.focused
    if focused is None:
        return found
    if focused.region.height <= _FIELD and not isinstance(focused, RecordTable):
        return found | set(range(focused.region.y, focused.region.bottom))
    at = getattr(focused, "cursor_screen_offset", None)
    return found | {at.y} if at is not None else found


def keep_clear(app: App[Any]) -> None:
    """Move the toasts of the screen in front to where they cover nothing that is needed."""
    for rack in app.screen.query_children(ToastRack):
        lines = sum(note.message.count("\n") + 1 for note in app._notifications)  # noqa: SLF001
        below = place(lines, app.size.height, rows_taken(app))
        if rack.styles.margin.bottom != below:
            rack.styles.margin = (0, 0, below, 0)
