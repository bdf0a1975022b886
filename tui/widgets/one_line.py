"""A widget of one line, drawn from runs of text: the base of bars and of panel titles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.language.text import cell_len


class Run(NamedTuple):
    """Text in one style: that of the component class, or of the widget itself if None.

    The text is clean (see `tui.language.text.clean`) and fits.
    """

    text: str
    component: str | None = None


class OneLine(Widget):
    """One line of runs. Subclasses define `runs`, and call `refresh` after a change."""

    ALLOW_SELECT = False
    DEFAULT_CSS: ClassVar[str] = """
    OneLine { height: 1; width: 1fr; }
    """

    def runs(self, cells: int) -> Iterable[Run]:
        """The runs to draw in `cells`."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The line, filled to the widget's width."""
        cells = self.size.width
        if y:
            return Strip.blank(cells, self.rich_style)
        return strip_of(self, self.runs(cells), cells)


def strip_of(widget: Widget, runs: Iterable[Run], cells: int) -> Strip:
    """The runs as a strip of exactly `cells`."""
    base = widget.rich_style
    segments: list[Segment] = []
    used = 0
    for text, component in runs:
        if text:
            style: Style = widget.get_component_rich_style(component) if component else base
            segments.append(Segment(text, style))
            used += cell_len(text)
    if used < cells:
        segments.append(Segment(" " * (cells - used), base))
    strip = Strip(segments, max(used, cells))
    return strip if used <= cells else strip.crop(0, cells)
