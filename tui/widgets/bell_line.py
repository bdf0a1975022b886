"""The line of reminders whose time has come, beneath the header; not there while there are none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from tui.language.text import ellipsize
from tui.widgets.one_line import OneLine, Run


class BellLine(OneLine):
    """Shows a text, or takes no room."""

    DEFAULT_CSS: ClassVar[str] = """
    BellLine { display: none; background: $panel; color: $warning; text-style: bold; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = ""

    def show(self, text: str) -> None:
        """Set the text; an empty one takes the line away."""
        if text != self._text:
            self._text = text
            self.display = bool(text)
            self.refresh()

    def runs(self, cells: int) -> Iterator[Run]:
        """The text, cut to fit."""
        yield Run(ellipsize(self._text, cells))
