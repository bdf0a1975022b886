"""Base of widgets that draw themselves line by line."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class LineWidget(Widget):
    """A widget that draws its lines in `render_line`, on the background `ground`.

    Textual computes the style of a widget from all its ancestors each time it is read: a quarter of the time
    to paint a list, if done for each line. Here it is read once per painting.
    """

    ground: Style = Style()
    """The widget's own style, in `render_line`."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of `crop`."""
        self.ground = self.rich_style
        return super().render_lines(crop)
