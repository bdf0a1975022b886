"""A line for a PIN: what is typed is not shown, and is not copied."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text

from tui.widgets.editors import LineEditor
from tui.widgets.fields import TextField


class SecretEditor(LineEditor):
    """Shows a star for each character; one that every terminal paints in one cell."""

    @property
    def _value(self) -> Text:
        return Text("*" * len(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        """The cell of a position in the stars."""
        return position

    def action_copy(self) -> None:
        """Nothing: a PIN does not go to the clipboard."""

    def action_cut(self) -> None:
        """Nothing, for the same reason."""


class SecretField(TextField):
    """A field of a form for a PIN."""

    line: ClassVar[type[LineEditor]] = SecretEditor
