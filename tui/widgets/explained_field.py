"""A form field for a text, with what was understood of it beneath."""

from __future__ import annotations

from collections.abc import Callable

from tui.widgets.columns import Tone
from tui.widgets.fields import TextField


class ExplainedField(TextField):
    """A text field with a line beneath it that shows how the text is understood."""

    def __init__(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        explain: Callable[[str], str],
        required: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(name, label, value, required=required, hint=hint)
        self._explain = explain
        self.remark()

    def remark(self) -> None:
        """How the text is understood."""
        self._set_note(Tone.DIM, self._explain(self.text))
