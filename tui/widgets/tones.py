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

_MUTED = 0.38


def tone_styles(app: App[Any]) -> Mapping[Tone, Style]:
    """Foreground and weight of every tone except the plain one."""
    names = ("foreground", "surface", "success", "warning", "error", "accent")
    return _styles(*(app.theme_variables[name] for name in names))


@lru_cache(maxsize=8)
def _styles(
    foreground: str, surface: str, success: str, warning: str, error: str, accent: str
) -> Mapping[Tone, Style]:
    muted = Color.parse(foreground).blend(Color.parse(surface), _MUTED)
    return {
        Tone.DIM: Style(color=muted.rich_color),
        Tone.GOOD: Style(color=Color.parse(success).rich_color),
        Tone.WARN: Style(color=Color.parse(warning).rich_color),
        Tone.BAD: Style(color=Color.parse(error).rich_color, bold=True),
        Tone.ACCENT: Style(color=Color.parse(accent).rich_color, bold=True),
    }


def chosen_style(app: App[Any]) -> Style:
    """The style of the line that Enter would take, among several."""
    return _on(app.theme_variables["primary"])


@lru_cache(maxsize=8)
def _on(colour: str) -> Style:
    ground = Color.parse(colour)
    return Style(color=ground.get_contrast_text(0.87).rich_color, bgcolor=ground.rich_color, bold=True)
