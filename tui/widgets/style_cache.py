"""What is mended of how Textual (8.2.8) caches the lines of widgets."""

from __future__ import annotations

from functools import lru_cache

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style


def forget_closed_widgets() -> None:
    """Let the lines of closed widgets go.

    `StylesCache.get_inner_outer` remembers its last 1,024 answers by the cache that asked as well as by the
    colours, and so keeps 1,024 widgets' caches of lines alive, long after their forms and toasts are closed:
    some 80,000 objects after 40 forms, which each collection of garbage looks at (140 ms).
    """
    StylesCache.get_inner_outer = staticmethod(_inner_outer)  # type: ignore[method-assign, assignment]


@lru_cache(maxsize=1024)
def _inner_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    return Style(background=base_background + background), Style(background=base_background)
