"""Where the record under the cursor stands: beside the lists, beneath them, or nowhere.

Pure functions over cells and rows. A larger terminal never shows less: the record comes beside lists that keep all their
columns, or beneath lists that need the whole width; a terminal with room for neither shows the lists alone.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

# Cells of the terminal from which on the record is shown, and those that it takes beside the lists: at least, and
# at most in hundredths of the terminal.
WIDE: Final = 110
LEAST: Final = 38
_MOST: Final = 39
# Rows of the terminal from which on the record may stand beneath.
_TALL: Final = 30
# Cells from which on a record beneath has two parts.
_TWO_PARTS: Final = 90


class Arrangement(NamedTuple):
    """`cells` are those of the record, `lists` those of the lists; `parts` of the record stand side by side."""

    record: Literal["none", "beside", "beneath"]
    cells: int
    lists: int
    parts: int = 1


def arranged(columns: int, rows: int, needed: int, *, beneath: bool = True, least: int = 0) -> Arrangement:
    """The arrangement in a terminal of so many columns and rows, for lists that take `needed` cells with all texts whole.

    Without `beneath` the record is beside the lists, though texts be cut for it, as soon as it leaves them `least` cells:
    those in which they have all their columns.
    """
    alone = Arrangement("none", 0, columns)
    if columns < WIDE or (not beneath and columns - LEAST < least):
        return alone
    spare = columns - needed
    if spare >= LEAST or not beneath:
        cells = max(LEAST, min(spare, columns * _MOST // 100))
        return Arrangement("beside", cells, columns - cells)
    if rows < _TALL:
        return alone
    return Arrangement("beneath", columns, columns, 2 if columns >= _TWO_PARTS else 1)


# Of the rows of the lists, the part that a list whose rows follow the cursor of another has at least; and rows.
_FOLLOWING: Final = 3
_FOLLOWING_LEAST: Final = 4


def rows_that_follow(free: int, others: int, most: int | None = None) -> int:
    """The rows of a list that follows the cursor of another, of `free` rows, where the other lists need `others`.

    The others are cut for it only down to the part that it has at least, and for no more rows than it ever needs (`most`):
    it is as high with each record, and no list is cut beside blank rows.
    """
    rows = max(_FOLLOWING_LEAST, free // _FOLLOWING, free - others)
    return rows if most is None else min(rows, most)
