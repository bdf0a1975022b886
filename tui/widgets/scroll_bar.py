"""The thumb of a scroll bar as background colour on blanks: no glyph, so no width, and no font can lack it."""

from __future__ import annotations

from typing import ClassVar

from textual.scrollbar import ScrollBar, ScrollBarRender


class BlankScrollBar(ScrollBarRender):
    """Textual's own draws the ends of the thumb with eighth blocks, two cells wide in many Chinese terminals."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


def use_blank_scroll_bars() -> None:
    """Have all scroll bars drawn so."""
    ScrollBar.renderer = BlankScrollBar
