"""A fix for the line cache of Textual 8.2.8, which keeps closed widgets alive."""

from __future__ import annotations

from functools import lru_cache

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style


def forget_closed_widgets() -> None:
    """Replace a cached method of Textual so that closed widgets can be freed.

    `StylesCache.get_inner_outer` caches its last 1,024 results by the calling cache as well as by the
    colours. This keeps the line caches of 1,024 widgets alive, long after their forms and toasts are closed:
    some 80,000 objects after 40 forms, which every garbage collection scans (140 ms).
    """
    StylesCache.get_inner_outer = staticmethod(_inner_outer)  # type: ignore[method-assign, assignment]


@lru_cache(maxsize=1024)
def _inner_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    return Style(background=base_background + background), Style(background=base_background)
