"""A ledger as a sheet of paper: a title, what it says of itself, columns, and plain rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, Literal, NamedTuple, TypeAlias

from tui.language.cleaning import one_line

CellType = Literal["text", "note", "phone", "day", "moment", "clock", "number", "hours"]
"""How a cell is written: one line; long text that is wrapped; a telephone number, which is text; a date; a date with
a time; a time of day, as text; a number; hours, with one decimal."""

Value: TypeAlias = str | float | date | datetime | None
"""What stands in a cell: text, a number, a date, a moment without offset, or nothing."""

Row: TypeAlias = Sequence[Value]

SERIAL: Final = "序号"
IN_ALL: Final = "合计"


class Column(NamedTuple):
    """A column: the field's name, its heading, how its cells are written.

    `choices` are the words that it can hold, `total` says that its sum means something.
    """

    name: str
    heading: str
    type: CellType = "text"
    choices: tuple[str, ...] = ()
    total: bool = False


class Sheet(NamedTuple):
    """A ledger with its rows, which may be made as they are written. `says` stands below the title."""

    title: str
    says: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Iterable[Row]


_FORBIDDEN_IN_FILES: Final = re.compile(r"[\\/:*?\"<>|\s\x00-\x1f]+")


def file_name(title: str, period: str, suffix: str) -> str:
    """A name for the file of a ledger, such as `会议台账-2026-11.xlsx`."""
    stem = "-".join(filter(None, (title, period)))
    return f"{_FORBIDDEN_IN_FILES.sub('_', one_line(stem))}.{suffix}"
