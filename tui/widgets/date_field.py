"""A form field for a date, typed as people say it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from tui.language.errors import InvalidInput
from tui.widgets.sided_field import SidedField


class DateField(SidedField):
    """A date; how it was understood is shown beside it. Ctrl+Up and Ctrl+Down move it by a day.

    `today` is asked at each reading, as a form may stay open beyond midnight. The date shown is the value:
    "tomorrow" means another day after midnight only when that has been shown (`remark`).
    """

    retyped = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+up", "shift(1)", show=False),
        Binding("ctrl+down", "shift(-1)", show=False),
    ]

    def __init__(
        self,
        name: str,
        label: str,
        value: str | None = None,
        *,
        today: Callable[[], date],
        parse: Callable[[str, date], date],
        describe: Callable[[date], str],
        required: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(name, label, value or "", required=required, hint=hint, most=40)
        self._today = today
        self._parse = parse
        self._describe = describe
        # The text read last, and the date it was.
        self._read: str | None = None
        self._day: date | None = None
        self.remark()

    @property
    def day(self) -> date | None:
        """The date as shown; None for an empty or invalid text."""
        if self.text != self._read:
            self._read, self._day = self.text, self._understood()
        return self._day

    def _understood(self) -> date | None:
        try:
            return self._parse(self.text, self._today()) if self.text.strip() else None
        except InvalidInput:
            return None

    @property
    def value(self) -> Any:
        """The date in ISO 8601, None if empty, the text if it is no date."""
        day = self.day
        return day.isoformat() if day else (self.text.strip() or None)

    def remark(self) -> None:
        """Read the text again and show the date."""
        self._read = None
        day = self.day
        self._set_side_note(self._describe(day) if day else ("?" if self.text.strip() else ""))

    def action_shift(self, days: int) -> None:
        """Move the date by `days`."""
        day = (self.day or self._today()) + timedelta(days)
        self._line.value = day.isoformat()
