"""The columns of a table, how they share its width, and the cells of a row."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from tui.language.text import Align

GAP: Final = 1
"""Cells between two columns."""


# Cells of a text of which something can still be read.
_READABLE: Final = 10


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

    `width` is in cells. With `grow` it is the minimum, and the column gets a share of the cells that no text needs. If
    the table is too narrow, the columns with the highest `drop` are hidden first; those with 0 never are. `title` is
    already translated.
    """

    key: str
    title: str
    width: int
    grow: int = 0
    align: Align = "left"
    drop: int = 0


def fit(columns: Sequence[Column], cells: int, needs: Sequence[int] = ()) -> tuple[tuple[int, int], ...]:
    """Pairs (index, width) of the columns shown in `cells`, from left to right.

    `needs` are the cells of each column's longest text; where they are not known, a column needs its width. No text is
    cut while another column has more than it needs. If even the columns that are never hidden are too wide together,
    those that grow lose cells as long as they can be read, then the rightmost, down to none.
    """
    shown = list(range(len(columns)))
    needs = needs or [column.width for column in columns]
    least = [min(column.width, need) for column, need in zip(columns, needs, strict=True)]

    def spare() -> int:
        return cells - sum(least[at] for at in shown) - GAP * (len(shown) - 1)

    while shown and spare() < 0:
        drop, at = max((columns[at].drop, at) for at in shown)
        if drop <= 0:
            break
        shown.remove(at)
    if not shown:
        return ()
    widths, left = {at: least[at] for at in shown}, spare()
    if left < 0:
        texts = [at for at in reversed(shown) if columns[at].grow]
        for keep, among in ((_READABLE, texts), (0, list(reversed(shown)))):
            for at in among:
                taken = max(0, min(widths[at] - keep, -left))
                widths[at] -= taken
                left += taken
        return tuple((at, widths[at]) for at in shown if widths[at] > 0)
    left = _fill_up(left, {at: needs[at] - widths[at] for at in shown}, widths)
    left = _fill_up(left, {at: columns[at].width - widths[at] for at in shown}, widths)
    if left > 0:
        _share_out(left, {at: columns[at].grow for at in shown if columns[at].grow > 0}, widths)
    return tuple((at, widths[at]) for at in shown)


def _fill_up(spare: int, lacking: dict[int, int], widths: dict[int, int]) -> int:
    """Give each column what it lacks; where that is not enough for all, all as much. What is left over."""
    open_ = {at: lack for at, lack in lacking.items() if lack > 0}
    while spare > 0 and open_:
        part = max(1, spare // len(open_))
        for at in list(open_):
            given = min(part, open_[at], spare)
            widths[at] += given
            open_[at] -= given
            spare -= given
            if not open_[at]:
                del open_[at]
    return spare


def _share_out(spare: int, shares: dict[int, int], widths: dict[int, int]) -> None:
    total = sum(shares.values())
    for at, share in shares.items():
        # Dividing the rest by the remaining shares distributes every cell exactly once.
        part = spare * share // total
        widths[at] += part
        spare -= part
        total -= share
