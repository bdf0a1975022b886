"""Text with columns: CSV, and what is pasted out of a spreadsheet."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from tui.language.errors import InvalidInput, Message
from tui.papers.delimited import unquoted
from tui.papers.importing.grids import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Grid, Source

_DELIMITERS: Final = ("\t", ",", ";", "|", "，", "；", "、")
# Two blanks and more between columns, as a terminal or a mail shows a table.
_BLANKS: Final = "  "
_GAP: Final = re.compile(r"[ \u3000]{2,}|\u3000")
_RULE: Final = re.compile(r":?-*:?")
_FEWEST_GAPS: Final = 3
# So many lines tell how columns are parted.
_LOOKED_AT: Final = 40
# A cell of more lines than this, or with tabs in it, is a quotation mark that nobody closed.
_MOST_LINES: Final = 60
_TOO_LONG: Final = Message("The table is too long: at most {n} rows.", {"n": MOST_ROWS})


def read(content: bytes) -> Source:
    """The table of a text. Raises InvalidInput where it is none."""
    text, encoding = decoded(content)
    delimiter = _delimiter(text)
    if text.count(delimiter) > MOST_CELLS:  # before so many cells are made of it
        raise InvalidInput({"": _TOO_LONG})
    rows = (
        _ruled(text)
        if delimiter == "|"
        else _aligned(text)
        if delimiter == _BLANKS
        else _rows(text, delimiter)
    )
    if sum(map(len, rows)) > MOST_CELLS:
        raise InvalidInput({"": _TOO_LONG})
    if max(map(len, rows), default=0) > MOST_COLUMNS:
        raise InvalidInput({"": Message("The table is too wide: at most {n} columns.", {"n": MOST_COLUMNS})})
    form = "text" if delimiter == "\t" else "csv"
    return Source(form, [Grid(None, rows)], encoding, delimiter, text)


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and its encoding: by its mark (BOM), else UTF-8, else GB18030. Raises InvalidInput."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif content.startswith(codecs.BOM_UTF8):
        encodings = ("utf-8-sig",)
    else:
        encodings = ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, encoding
    raise InvalidInput({"": Message("This is no table: neither a workbook nor text in UTF-8 or GB18030.")})


def _delimiter(text: str) -> str:
    """What stands between the columns: that by which most lines have the same number of them."""
    best, most = ",", (0, 0)
    lines = [_GAP.split(line.strip()) for line in text[:65536].splitlines()[:_LOOKED_AT] if line.strip()]
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in _parsed(text[:65536], delimiter)[:_LOOKED_AT] if any(row)]
        usual = max(set(widths), key=widths.count, default=0)
        score = (widths.count(usual) if usual > 1 else 0, usual)
        if score > most:
            best, most = delimiter, score
    usual = max((len(line) for line in lines), default=0)
    # Hardly any line of a text has gaps: only where nearly all have the same number of them are these columns.
    if (
        usual >= _FEWEST_GAPS
        and sum(len(line) == usual for line in lines) * 3 >= len(lines) * 2
        and len(lines) > most[0]
    ):
        return _BLANKS
    return best


def _ruled(text: str) -> list[list[Cell]]:
    """The rows of a table with | between its columns, also at both ends, as documents have it, and no ruling lines."""
    rows: list[list[Cell]] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        rows.append([] if all(_RULE.fullmatch(cell) for cell in cells) else list(cells))
    return rows


def _aligned(text: str) -> list[list[Cell]]:
    """The rows of a table that stands in columns with blanks between them."""
    return [list(_GAP.split(line.strip())) for line in text.splitlines()]


def _rows(text: str, delimiter: str) -> list[list[Cell]]:
    rows = _parsed(text, delimiter)
    swallowed = (cell for row in rows for cell in row if "\n" in cell)
    if any(cell.count("\n") > _MOST_LINES or (delimiter == "\t" and "\t" in cell) for cell in swallowed):
        rows = _parsed(text, delimiter, quoted=False)
    return [[unquoted(cell) for cell in row] for row in rows]


def _parsed(text: str, delimiter: str, *, quoted: bool = True) -> list[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), 1 << 20))
    lines = io.StringIO(text, newline="")
    try:
        if quoted:
            return _bounded(csv.reader(lines, delimiter=delimiter))
        return _bounded(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))
    except csv.Error:
        if text.count("\n") > MOST_ROWS:
            raise InvalidInput({"": _TOO_LONG}) from None
        return [line.split(delimiter) for line in text.splitlines()]


def _bounded(rows: Iterable[list[str]]) -> list[list[str]]:
    """The rows, as long as there are not too many. Raises InvalidInput."""
    found = list(islice(rows, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise InvalidInput({"": _TOO_LONG})
    return found
