"""The columns of a table, how they share its width, and the cells of a row."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from tui.language.text import Align

GAP: Final = 1
"""Cells between two columns."""


class Tone(StrEnum):
    """The colour of a cell; it only emphasises what the text already says."""

    PLAIN = "plain"
    DIM = "dim"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    ACCENT = "accent"


class Tinted(NamedTuple):
    """The text of a cell with its tone."""

    text: str
    tone: Tone


Cell = str | Tinted


class Column(NamedTuple):
    """A column of a table.

    `width` is in cells. With `grow` it is the minimum, and the column gets a share of the spare width. If the
    table is too narrow, the columns with the highest `drop` are hidden first; those with 0 never are. `title`
    is already translated.
    """

    key: str
    title: str
    width: int
    grow: int = 0
    align: Align = "left"
    drop: int = 0


def fit(columns: Sequence[Column], cells: int) -> tuple[tuple[int, int], ...]:
    """Pairs (index, width) of the columns shown in `cells`, from left to right.

    If even the columns that are never hidden are too wide together, the rightmost lose cells, down to none.
    """
    shown = list(range(len(columns)))

    def needed() -> int:
        return sum(columns[at].width for at in shown) + GAP * (len(shown) - 1)

    while shown and needed() > cells:
        drop, at = max((columns[at].drop, at) for at in shown)
        if drop <= 0:
            break
        shown.remove(at)
    if not shown:
        return ()
    spare = cells - needed()
    widths = {at: columns[at].width for at in shown}
    if spare > 0:
        _share_out(spare, {at: columns[at].grow for at in shown if columns[at].grow > 0}, widths)
    else:
        for at in reversed(shown):
            taken = min(widths[at], -spare)
            widths[at] -= taken
            spare += taken
    return tuple((at, widths[at]) for at in shown if widths[at] > 0)


def _share_out(spare: int, shares: dict[int, int], widths: dict[int, int]) -> None:
    total = sum(shares.values())
    for at, share in shares.items():
        # Dividing the rest by the remaining shares distributes every cell exactly once.
        part = spare * share // total
        widths[at] += part
        spare -= part
        total -= share
