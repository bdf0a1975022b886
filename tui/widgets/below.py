"""What a list or a text tells its panel: how much of it is below the last line in sight."""

from __future__ import annotations

from textual.message import Message
from textual.widget import Widget


class Below(Message):
    """Another number of rows is below the last line of `widget`."""

    def __init__(self, widget: Widget, rows: int) -> None:
        super().__init__()
        self.widget = widget
        self.rows = rows
