"""Base of the widgets that draw themselves line by line."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class LineWidget(Widget):
    """Subclasses give `render_line`, and draw on `ground`.

    Textual works out a widget's own style from all its ancestors each time it is asked: for each line of a
    list that is a quarter of painting it. Here it is asked once a painting.
    """

    ground: Style = Style()
    """The widget's own style, in `render_line`."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of `crop`."""
        self.ground = self.rich_style
        return super().render_lines(crop)
