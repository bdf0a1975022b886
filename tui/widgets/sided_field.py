"""A line of text with a note beside it: how the text was understood."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from tui.language.text import cell_len
from tui.widgets.fields import TextField

# The widths in cells of the label and of the note, the same as in the style of `Field`; a longer note takes from the line
# of text, as long as that has what is typed in sight and no less than so many cells.
_LABEL: Final = 16
_SIDE: Final = 24
_LINE: Final = 14


class SidedField(TextField):
    """The note stands beside the editor, or beneath it where there is no room for it whole."""

    look: ClassVar[str | None] = "sided"

    def __init__(self, name: str, label: str, value: str = "", **how: Any) -> None:
        super().__init__(name, label, value, **how)
        self._beneath = False

    def _set_side_note(self, text: str) -> None:
        if text != self._side:
            self._side = text
            self._share_line()
            self.refresh()

    def on_resize(self) -> None:
        """The line of text and the note beside it share what there is."""
        self._share_line()

    def _side_cells(self, _width: int) -> int:
        """What the note needs, and no less than usual; all that the text leaves, if that is enough; else 0."""
        room = _width - _LABEL - max(_LINE, cell_len(self.text) + 1)
        need = cell_len(self._side) + 1 if self._side else 0
        return 0 if need > room else min(room, max(_SIDE, need))

    def _share_line(self) -> None:
        if not self.size.width:
            return
        margin = (0, max(0, self._side_cells(self.size.width)), 0, _LABEL)
        if tuple(self._line.styles.margin) != margin:
            self._line.styles.margin = margin
        beneath = bool(self._side) and not margin[1]
        if beneath or beneath != self._beneath:
            self._beneath = beneath
            self.refresh(layout=True)
