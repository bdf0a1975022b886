"""A table with a column of bars: background colour on blanks, so that no terminal disagrees about their width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.style import Style
from textual.strip import Strip

from tui.widgets.bars import EMPTY, FILLED, is_plain, tinted
from tui.widgets.columns import GAP, Cell, Column, text_of
from tui.widgets.record_table import RecordTable

_GUTTER: Final = 2


def bar(value: float, most: float, cells: int) -> str:
    """A bar from zero: of `cells`, the share that `value` is of `most`; anything above zero has at least one."""
    if value <= 0 or most <= 0 or cells <= 0:
        return ""
    return FILLED * max(1, min(cells, round(cells * value / most)))


class FigureTable(RecordTable):
    """Cells of the column `bar` are `#` in plain terminals, on a track of `.`; elsewhere tinted blanks.

    A bar that ends with `.` is of progress: what is missing has a tint of its own.
    """

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns as they were set last."""
        return self._columns

    def _texts(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        """Without the bars: what is copied has the figures."""
        bars = [place for place, (at, _) in enumerate(self._widths) if self._columns[at].key == "bar"]
        return tuple(text for place, text in enumerate(super()._texts(cells)) if place not in bars)

    def _line(
        self, cells: Sequence[Cell], mark: str, style: Style, width: int, *, coloured: bool = True
    ) -> Strip:
        left = _GUTTER
        for at, room in self._widths:
            if self._columns[at].key == "bar":
                break
            left += room + GAP
        else:
            return super()._line(cells, mark, style, width, coloured=coloured)
        text = text_of(cells[at])
        whole = min(room, len(text)) if text.startswith((FILLED, EMPTY)) else 0
        if not whole:
            return super()._line(cells, mark, style, width, coloured=coloured)
        filled, drawn = min(room, text.count(FILLED)), [*cells]
        if is_plain(self.app):
            drawn[at] = FILLED * filled + EMPTY * (room - filled)
            return super()._line(drawn, mark, style, width, coloured=coloured)
        drawn[at] = " " * whole
        line = super()._line(drawn, mark, style, width, coloured=coloured)
        bars = Strip(tinted(filled, whole - filled, style, self.app))
        return Strip.join([line.crop(0, left), bars, line.crop(left + whole, width)])
