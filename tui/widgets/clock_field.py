"""A form field for a time of day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tui.language.errors import InvalidInput
from tui.widgets.sided_field import SidedField


class ClockField(SidedField):
    """A time of day; how it was understood is shown beside it, if that differs from the text."""

    retyped = True

    def __init__(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        parse: Callable[[str], str],
        required: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(name, label, value, required=required, hint=hint, most=12)
        self._parse = parse

    @property
    def clock(self) -> str | None:
        """The time as `HH:MM`; None for an empty or invalid text."""
        try:
            return self._parse(self.text) if self.text.strip() else None
        except InvalidInput:
            return None

    @property
    def value(self) -> Any:
        """The time as `HH:MM`, or the text if it is invalid."""
        return self.clock or self.text.strip()

    def remark(self) -> None:
        """The time as understood."""
        typed, clock = self.text.strip(), self.clock
        note = "" if typed == (clock or "") else (clock or "?")
        self._set_side_note(note)
