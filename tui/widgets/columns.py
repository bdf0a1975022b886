"""The columns of a table, how they share its width, and the cells of a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from tui.language.text import Align, cell_len, pad, without_remark

GAP: Final = 1
"""Cells between two columns."""


# Cells of a text of which something can still be read.
_READABLE: Final = 10
# Cells up to which a text has other columns left out for it, if its column does not say otherwise.
_MOST: Final = 44


class Tone(StrEnum):
    """The look of a cell; it only emphasises what the text already says.

    Colours are for states, at most two words a row; `ACCENT` is bold, for what is a title within a list or a record;
    a text of `BAR` has a bar in it, `#` for what is there and `.` for what is missing.
    """

    PLAIN = "plain"
    DIM = "dim"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    ACCENT = "accent"
    BAR = "bar"


class Tinted(NamedTuple):
    """The text of a cell with its tone. `short`: what stands there where the table is too narrow for all texts."""

    text: str
    tone: Tone = Tone.PLAIN
    short: str = ""


class Across(NamedTuple):
    """A text that runs on over the empty cells after its own; its column is made no wider for it."""

    text: str
    tone: Tone = Tone.PLAIN
    short: str = ""


Cell = str | Tinted | Across


def text_of(cell: Cell) -> str:
    """The text of a cell, whole."""
    return cell if isinstance(cell, str) else cell.text


def short_of(cell: Cell) -> str:
    """What a cell says where there is little room: its short text, or what stands before a remark in brackets."""
    return (not isinstance(cell, str) and cell.short) or without_remark(text_of(cell))


class Column(NamedTuple):
    """A column of a table.

    `width` is in cells, and what the column has where its texts are not known. With `grow` its texts may be cut in a table that
    is too narrow even without the columns that can be left out: those with the highest `drop` go first, those with 0
    never. They go so that texts of up to `most` cells are whole. `title` is already translated.
    """

    key: str
    title: str
    width: int
    grow: int = 0
    align: Align = "left"
    drop: int = 0
    most: int = _MOST


class Needs(NamedTuple):
    """The cells of a column's longest text, and of the longest of its short ones."""

    full: int
    short: int


def fit(
    columns: Sequence[Column], cells: int, needs: Sequence[int | Needs] = (), reserve: int | None = None
) -> tuple[tuple[int, int], ...]:
    """Pairs (index, width) of the columns shown in `cells`, from left to right.

    `needs` are the cells of each column's longest text; where they are not known, a column needs its width. If not all
    texts fit, columns have their short ones, then columns are left out, or cut where they grow and enough of them is left
    to be read; then those that grow and are never left out are cut as long as they can be read, then the rightmost, down
    to none. What is left over stays at the right.

    With `reserve` the column that is left out first is only shown where all texts are whole with it, and so many cells
    are left for something else.
    """
    wanted = [Needs(need, need) if isinstance(need, int) else need for need in needs]
    wanted = wanted or [Needs(column.width, column.width) for column in columns]
    shown = list(range(len(columns)))
    first = max((column.drop for column in columns), default=0)

    def least(at: int) -> int:
        return min(wanted[at].short, max(columns[at].most, columns[at].width))

    while True:
        left = cells - sum(least(at) for at in shown) - GAP * (len(shown) - 1)
        drop, last = max(((columns[at].drop, at) for at in shown), default=(0, 0))
        asked = 0
        if drop == first and reserve is not None:
            asked = reserve + sum(wanted[at].full - wanted[at].short for at in shown)
        if drop <= 0 or left >= asked:
            break
        if not asked and columns[last].grow and least(last) + left >= _READABLE:
            return tuple((at, least(at) + (left if at == last else 0)) for at in shown)
        shown.remove(last)
    if not shown:
        return ()
    widths = {at: least(at) for at in shown}
    if left < 0:
        _cut(-left, [at for at in shown if columns[at].grow], widths)
        return tuple((at, widths[at]) for at in shown if widths[at] > 0)
    # Whole texts, those that lack least first: a half of one is worth no more than its short one.
    for at in sorted(shown, key=lambda at: wanted[at].full - widths[at]):
        lack = wanted[at].full - widths[at]
        if 0 < lack <= left:
            widths[at] += lack
            left -= lack
    cut = [at for at in shown if columns[at].grow or widths[at] < wanted[at].short]
    _fill_up(left, {at: wanted[at].full - widths[at] for at in cut}, widths)
    return tuple((at, widths[at]) for at in shown)


def _cut(missing: int, texts: Sequence[int], widths: dict[int, int]) -> None:
    """Take so many cells from the longest of the `texts` as long as they can be read, then from the right."""
    while missing > 0 and (longest := max(texts, key=lambda at: widths[at], default=-1)) >= 0:
        if widths[longest] <= _READABLE:
            break
        widths[longest] -= 1
        missing -= 1
    for at in reversed(list(widths)):
        taken = min(widths[at], max(0, missing))
        widths[at] -= taken
        missing -= taken


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


class Piece(NamedTuple):
    """A part of a line: blanks or the text of a cell, filled up to its cells. `at` is its column; None for blanks."""

    text: str
    tone: Tone = Tone.PLAIN
    at: int | None = None


def line_of(
    cells: Sequence[Cell], widths: Sequence[tuple[int, int]], columns: Sequence[Column], free: int = 0
) -> Iterator[Piece]:
    """The cells of one row, laid out.

    A text longer than its column runs on over what is blank after it, up to the next text; behind the last column `free`
    cells are blank. If that is too little, its
    short form stands there; only then it is cut.
    """
    x = start = 0
    for place, (at, width) in enumerate(widths):
        cell, end, begin = cells[at], start + width, max(x, start)
        text = text_of(cell)
        if text or begin < end:
            if begin > x:
                yield Piece(" " * (begin - x))
            room = end - begin
            if 2 * len(text) > room and cell_len(text) > room:
                most = room + _blank_after(cells, widths, columns, place, free)
                text = text if cell_len(text) <= most else short_of(cell)
                room = max(room, min(most, cell_len(text)))
            tone = Tone.PLAIN if isinstance(cell, str) else cell.tone
            yield Piece(pad(text, room, columns[at].align), tone, at)
            x = begin + room
        start = end + GAP


def _blank_after(
    cells: Sequence[Cell], widths: Sequence[tuple[int, int]], columns: Sequence[Column], place: int, free: int
) -> int:
    """How many cells after a place are blank, up to one before the next text."""
    blank = 0
    for at, width in widths[place + 1 :]:
        if text := text_of(cells[at]):
            lead = width - cell_len(text) if columns[at].align == "right" else 0
            return blank + max(0, lead)
        blank += GAP + width
    return blank + free
