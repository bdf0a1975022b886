"""The styles of tones, from the current theme.

They are computed once per theme and not by component classes, which would be computed again for each widget:
with three tables at start-up, that takes noticeable time.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from rich.style import Style
from textual.app import App
from textual.color import Color

from tui.widgets.columns import Tone


def tone_styles(app: App[Any]) -> Mapping[Tone, Style]:
    """Foreground and weight of every tone except the plain one."""
    names = ("text-muted", "success", "warning", "error")
    return _styles(*(app.theme_variables[name] for name in names))


@lru_cache(maxsize=8)
def _styles(muted: str, success: str, warning: str, error: str) -> Mapping[Tone, Style]:
    return {
        Tone.DIM: Style(color=Color.parse(muted).rich_color),
        Tone.GOOD: Style(color=Color.parse(success).rich_color),
        Tone.WARN: Style(color=Color.parse(warning).rich_color),
        Tone.BAD: Style(color=Color.parse(error).rich_color, bold=True),
        Tone.ACCENT: Style(bold=True),
        Tone.BAR: Style(),
    }


def chosen_style(app: App[Any]) -> Style:
    """The style of the line that Enter would take, among several."""
    return _on(app.theme_variables["on-primary"], app.theme_variables["primary"])


@lru_cache(maxsize=8)
def _on(text: str, ground: str) -> Style:
    return Style(color=Color.parse(text).rich_color, bgcolor=Color.parse(ground).rich_color, bold=True)
