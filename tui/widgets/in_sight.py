"""What a list or a text tells its panel: which of its rows are in sight."""

from __future__ import annotations

from typing import NamedTuple

from textual.message import Message
from textual.widget import Widget


class Range(NamedTuple):
    """The first and the last row in sight, from 1, and how many there are."""

    first: int
    last: int
    of: int

    def __str__(self) -> str:
        """Such as `1-7/11 v`: it goes on below, `^` above; empty if all is in sight."""
        signs = "^" * (self.first > 1) + "v" * (self.last < self.of)
        return f"{self.first}-{self.last}/{self.of} {signs}" if signs else ""


class InSight(Message):
    """Other rows of `widget` are in sight."""

    def __init__(self, widget: Widget, rows: Range) -> None:
        super().__init__()
        self.widget = widget
        self.rows = rows
