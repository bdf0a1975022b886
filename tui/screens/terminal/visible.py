"""The gate out of the screens: every line of every widget passes it on its way to the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.language.cleaning import harmful, visible_line


class Visible(LineFilter):
    """Writes as escapes what a terminal could obey, wherever the text comes from. The line keeps its width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's
        """The segments, cut to the width they had where something was escaped."""
        if not any(harmful(text) for text, _, control in segments if not control):
            return segments
        width = Segment.get_line_length(segments)
        shown = [Segment(visible_line(text), style) for text, style, control in segments if not control]
        return Segment.adjust_line_length(shown, width)
