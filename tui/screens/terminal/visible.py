"""A filter on every line of every widget, before it is written to the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.language.cleaning import harmful, visible_line


class Visible(LineFilter):
    """Shows control characters as escapes, so that no text can command the terminal. Lines keep their width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's
        """The segments; where characters were escaped, cut to the width they had."""
        if not any(harmful(text) for text, _, control in segments if not control):
            return segments
        width = Segment.get_line_length(segments)
        shown = [Segment(visible_line(text), style) for text, style, control in segments if not control]
        return Segment.adjust_line_length(shown, width)
