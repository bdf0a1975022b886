"""Ledgers as .xlsx workbooks, ready to be printed on A4 and to be filtered on screen.

Rows are written as they come and are not kept in memory. A text is always written as text: what looks like a
formula, a number or an address in it stays what it is.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from inspect import unwrap
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args

from tui.papers.ledger import IN_ALL, SERIAL, CellType, Column, Row, Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# What a cell of a spreadsheet can hold, and what a list of choices can.
MOST_TEXT: Final = 32_767
_MOST_CHOICES: Final = 255
CUT: Final = "……（余文见系统）"
# The first day that spreadsheets can count.
_FIRST_DAY: Final = date(1900, 3, 1)
HEAD: Final = 2
"""The row (from 0) in which the headings stand."""

_A4: Final = 9
# How many columns of one character fit a page upright, at the margins and letters used here.
_UPRIGHT: Final = 95
# The same across, in print that is reduced to four fifths and still read without a glass.
_ACROSS: Final = 185
# A column of words is at least so wide, and a heading in two lines.
_LEAST: Final = 8
# Widths are taken from so many rows; what is longer in a later one is wrapped.
_SAMPLE: Final = 500
# The height of a line and of the tallest row, in points.
_LINE: Final = 13.5
_TALLEST: Final = 409
_WIDEST: Final[dict[CellType, int]] = {"text": 24, "note": 40, "phone": 20, "clock": 10}
_FIXED: Final[dict[CellType, int]] = {"day": 12, "moment": 17}
_NUMBERS: Final[dict[CellType, str]] = {"day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "hours": "0.0",
                                        "phone": "@", "text": "@", "note": "@", "clock": "@"}  # fmt: skip
_CENTRED: Final = frozenset({"day", "moment", "clock"})

Write = Callable[[int, int, Any, "Format"], Any]


class _Styles(NamedTuple):
    """The formats of a workbook."""

    title: Format
    says: Format
    head: Format
    total: Format
    serial: Format
    cells: dict[CellType, Format]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of a workbook with a sheet for each ledger."""
    from xlsxwriter import Workbook  # only exports need it

    buffer = io.BytesIO()
    book = Workbook(buffer, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    styles = _styles(book)
    for sheet in sheets:
        _write(book.add_worksheet(sheet_name(sheet.title)), sheet, styles)
    book.close()
    return buffer.getvalue()


def sheet_name(title: str) -> str:
    """`title` as the name of a sheet: at most 31 characters, none that is forbidden there."""
    return "".join("_" if c in "[]:*?/\\" else c for c in title).strip("'")[:31] or "1"


def cell_width(text: str) -> int:
    """How many characters wide a text is in print: a Chinese one counts twice. Its longest line counts."""
    if "\n" in text:
        return max(map(cell_width, text.split("\n")))
    return len(text) if text.isascii() else len(text.encode("gb18030", "replace"))


def _head_width(heading: str) -> int:
    """How wide a column must be for its heading, which may take two lines."""
    return max(_LEAST - 2, -(-cell_width(heading) // 2))


def _fitted(widths: Sequence[int], columns: Sequence[Column]) -> list[int]:
    """The widths with columns of words made narrower, the widest most, until all fit on a page."""
    over = sum(widths) - _ACROSS
    least = [
        min(width, max(_LEAST, _head_width(column.heading) + 2)) if column.type in {"text", "note"} else width
        for width, column in zip(widths, columns, strict=True)
    ]
    spare = sum(widths) - sum(least)
    if over <= 0 or not spare:
        return list(widths)
    share = min(1.0, over / spare)
    return [width - int((width - low) * share) for width, low in zip(widths, least, strict=True)]


def _styles(book: Workbook) -> _Styles:
    base: dict[str, Any] = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
    cell = {**base, "border": 1, "text_wrap": True}
    cells = {
        one: book.add_format(
            {
                **cell,
                "num_format": _NUMBERS.get(one, "General"),
                **({"align": "center"} if one in _CENTRED else {}),
            }
        )
        for one in get_args(CellType)
    }
    return _Styles(
        title=book.add_format({**base, "font_name": "黑体", "font_size": 16, "align": "center"}),
        says=book.add_format(base),
        head=book.add_format({**cell, "font_name": "黑体", "align": "center", "bg_color": "#E7E6E6"}),
        total=book.add_format({**cell, "bold": True}),
        serial=book.add_format({**cell, "align": "center"}),
        cells=cells,
    )


def _write(page: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    last = len(sheet.columns)
    page.set_row(0, 28)
    page.merge_range(0, 0, 0, last, sheet.title, styles.title)
    page.set_row(1, 18)
    page.write_string(1, 0, "　　".join(sheet.says), styles.says)
    page.set_row(HEAD, 30)
    page.write_string(HEAD, 0, SERIAL, styles.head)
    for at, column in enumerate(sheet.columns, 1):
        page.write_string(HEAD, at, column.heading, styles.head)
    count, widths, sums = _rows(page, sheet, styles)
    bottom = HEAD + count
    if count and any(column.total for column in sheet.columns):
        _total(page, bottom + 1, sheet.columns, sums, styles)
    _shape(page, [max(6, len(str(count)) + 2), *widths])
    _choices(page, sheet.columns, max(bottom, HEAD + 1))
    page.freeze_panes(HEAD + 1, 0)
    page.repeat_rows(HEAD)
    if count:
        page.autofilter(HEAD, 0, bottom, last)


def _rows(page: Worksheet, sheet: Sheet, styles: _Styles) -> tuple[int, list[int], list[float]]:
    """Write the rows; how many there are, how wide each column must be, and the sums."""
    columns = sheet.columns
    rows = iter(sheet.rows)
    first = list(islice(rows, _SAMPLE))
    widths = _widths(columns, first)
    sums = [0.0] * len(columns)
    formats = [styles.cells[column.type] for column in columns]
    string, number, moment, blank = (
        _writing(page, write)
        for write in (page.write_string, page.write_number, page.write_datetime, page.write_blank)
    )
    serial, text_style = styles.serial, styles.cells["text"]
    fitting = [width - 1 for width in widths]
    certain = [width // 2 for width in fitting]  # characters that fit a line even if each is two wide
    count = 0
    for count, row in enumerate(chain(first, rows), 1):
        at = HEAD + count
        lines = 1
        number(at, 0, count, serial)
        for place, value in enumerate(row):
            if not value and (value is None or value == ""):
                blank(at, place + 1, None, formats[place])
            elif isinstance(value, str):
                if len(value) > certain[place] or "\n" in value:
                    lines = max(lines, _lines(value, fitting[place]))
                if len(value) > MOST_TEXT:
                    value = f"{value[: MOST_TEXT - len(CUT)]}{CUT}"  # noqa: PLW2901 - the same cell
                string(at, place + 1, value, formats[place])
            elif isinstance(value, date):
                if (value.date() if isinstance(value, datetime) else value) < _FIRST_DAY:
                    string(at, place + 1, value.isoformat()[:10], text_style)
                else:
                    moment(at, place + 1, value, formats[place])
            else:
                sums[place] += value
                number(at, place + 1, value, formats[place])
        if lines > 1:  # a row is written when the next one begins
            page.set_row(at, min(_TALLEST, lines * _LINE + 3))
    return count, widths, sums


def _widths(columns: Sequence[Column], rows: Sequence[Row]) -> list[int]:
    """How wide each column must be for its heading and these rows, and for all of them to fit on a page."""
    found = []
    for place, column in enumerate(columns):
        widest = max(
            (cell_width(value) for row in rows if isinstance(value := row[place], str)),
            default=0,
        )
        usual = min(max(_head_width(column.heading), widest), _WIDEST.get(column.type, 12)) + 2
        found.append(_FIXED.get(column.type) or usual)
    return _fitted(found, columns)


def _writing(page: Worksheet, write: Any) -> Write:
    """The method of a sheet that writes to a row and column, without its look whether `A1` was meant: by the cell,
    that counts."""
    found: Write = partial(unwrap(write), page)
    return found


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters."""
    if "\n" not in text:
        return -(-cell_width(text) // width)
    return sum(max(1, -(-cell_width(part) // width)) for part in text.split("\n"))


def _total(
    page: Worksheet, row: int, columns: Sequence[Column], sums: Sequence[float], styles: _Styles
) -> None:
    page.write_string(row, 0, IN_ALL, styles.total)
    for at, (column, found) in enumerate(zip(columns, sums, strict=True), 1):
        if column.total:
            page.write_number(row, at, found, styles.total)
        else:
            page.write_blank(row, at, None, styles.total)


def _shape(page: Worksheet, widths: Iterable[int]) -> None:
    """Column widths, and the page: A4, upright if it fits, all columns on it, head and number on each."""
    whole = 0
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
        whole += width
    page.set_paper(_A4)
    if whole > _UPRIGHT:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer("&C第 &P 页  共 &N 页")
    page.center_horizontally()


def _choices(page: Worksheet, columns: Sequence[Column], bottom: int) -> None:
    """The words of a choice as a list to pick from; another word is warned of, and may stand."""
    for at, column in enumerate(columns, 1):
        if (
            column.choices
            and len(",".join(column.choices)) <= _MOST_CHOICES
            and not any("," in c for c in column.choices)
        ):
            page.data_validation(
                HEAD + 1,
                at,
                bottom,
                at,
                {"validate": "list", "source": list(column.choices), "error_type": "warning"},
            )
