"""A table with a column of bars: background colour on blanks, so that no terminal disagrees about their width."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from tui.widgets.columns import GAP, Cell, Column
from tui.widgets.record_table import RecordTable

FILLED: Final = "#"
EMPTY: Final = "."
_GUTTER: Final = 2


def bar(value: float, most: float, cells: int) -> str:
    """A bar from zero: of `cells`, the share that `value` is of `most`; anything above zero has at least one."""
    if value <= 0 or most <= 0 or cells <= 0:
        return ""
    return FILLED * max(1, min(cells, round(cells * value / most)))


class FigureTable(RecordTable):
    """Cells of the column `bar` are `#` in plain terminals, on a track of `.`; elsewhere tinted blanks."""

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns as they were set last."""
        return self._columns

    def _texts(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        """Without the bars: what is copied has the figures."""
        bars = [place for place, (at, _) in enumerate(self._widths) if self._columns[at].key == "bar"]
        return tuple(text for place, text in enumerate(super()._texts(cells)) if place not in bars)

    def _line(
        self, cells: Sequence[Cell], mark: str, style: Style, width: int, *, tinted: bool = True
    ) -> Strip:
        left = _GUTTER
        for at, room in self._widths:
            if self._columns[at].key == "bar":
                break
            left += room + GAP
        else:
            return super()._line(cells, mark, style, width, tinted=tinted)
        cell = cells[at]
        text = cell if isinstance(cell, str) else cell.text
        filled = min(room, len(text) if text.startswith(FILLED) else 0)
        if not filled:
            return super()._line(cells, mark, style, width, tinted=tinted)
        if getattr(self.app, "plain", False):
            drawn = [*cells]
            drawn[at] = FILLED * filled + EMPTY * (room - filled)
            return super()._line(drawn, mark, style, width, tinted=tinted)
        drawn = [*cells]
        drawn[at] = " " * filled
        line = super()._line(drawn, mark, style, width, tinted=tinted)
        tint = style + _ground(self.app.theme_variables["bar"])
        parts = [line.crop(0, left), Strip([Segment(" " * filled, tint)]), line.crop(left + filled, width)]
        return Strip.join(parts)


@lru_cache(maxsize=8)
def _ground(colour: str) -> Style:
    return Style(bgcolor=Color.parse(colour).rich_color)
