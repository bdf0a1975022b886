"""Bars within a text: background colour on blanks, so that no terminal disagrees about their width and no font lacks them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color

FILLED: Final = "#"
EMPTY: Final = "."
"""What is there, and what of a whole is still missing: these signs alone stand in a plain terminal."""

# A bar stands alone between blanks: what is there, then what is missing.
_BAR: Final = re.compile(rf"(?<!\S)(?=\S)({FILLED}*)({re.escape(EMPTY)}*)(?!\S)")


def is_plain(app: App[Any]) -> bool:
    """Whether the terminal may have no colours: bars are signs there."""
    return bool(getattr(app, "plain", False))


def with_bar(text: str, style: Style, app: App[Any]) -> Iterator[Segment]:
    """A text with the bar in it as tinted blanks; in a plain terminal as it is."""
    found = None if is_plain(app) else _BAR.search(text)
    if found is None:
        yield Segment(text, style)
        return
    filled, missing = map(len, found.groups())
    yield from (Segment(text[: found.start()], style), *tinted(filled, missing, style, app))
    yield Segment(text[found.end() :], style)


def tinted(filled: int, missing: int, style: Style, app: App[Any]) -> Iterator[Segment]:
    """A bar of so many cells, and the track that it still has before it."""
    for role, cells in (("bar", filled), ("track", missing)):
        if cells:
            yield Segment(" " * cells, style + _ground(app.theme_variables[role]))


@lru_cache(maxsize=8)
def _ground(colour: str) -> Style:
    return Style(bgcolor=Color.parse(colour).rich_color)
