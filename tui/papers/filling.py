"""Blank forms of others filled: what their headings mean, and records written below, in the form's own format."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from tui.language.cleaning import unified
from tui.language.errors import InvalidInput, Message
from tui.papers.importing import heads, matching, sniffing
from tui.papers.importing.grids import Grid, text_of
from tui.papers.importing.headings import FORMS
from tui.papers.importing.matching import Column

NUMBER: Final = "number of the line"
NOTE: Final = "note"
_REFERENCE: Final = re.compile(r"(?<![A-Za-z0-9_.'!\"])(\$?[A-Z]{1,3}\$?)(\d{1,7})(?![\d(A-Za-z_])")
_TEXT: Final = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Form:
    """A blank form: where its head, its empty lines and what stands below are (rows from 1), and its columns.

    `total_line` is the first row below the lines that is not empty, 0 if there is none.
    """

    sheet: str
    kind: str
    head: tuple[int, ...]
    first_line: int
    empty_lines: int
    total_line: int
    columns: tuple[Column, ...]

    def meaning(self, column: Column) -> str | None:
        """The field of a column, `note`, the number of the line, or None where it is not understood."""
        if column.use == "field" and column.target is not None:
            return column.target.name
        return {"remark": NOTE, "number": NUMBER}.get(column.use)

    @property
    def unknown(self) -> list[str]:
        """The headings that are not understood."""
        return [c.heading for c in self.columns if c.heading and self.meaning(c) is None]

    def to_json(self) -> dict[str, Any]:
        """What the form is, as plain values."""
        from openpyxl.utils import get_column_letter

        total = {"total_line": self.total_line} if self.total_line else {}
        return {
            "sheet": self.sheet,
            "head": list(self.head),
            "first_line": self.first_line,
            "empty_lines": self.empty_lines,
            **total,
            "kind": self.kind,
            "columns": {get_column_letter(c.at + 1): self.meaning(c) for c in self.columns if c.heading},
            "unknown": self.unknown,
        }


def read_form(
    content: bytes,
    *,
    kind: str | None = None,
    own: Mapping[str, Mapping[str, str]] | None = None,
    name: str = "",
) -> Form:
    """What a form is: the first of its sheets that has a head. Raises InvalidInput where none has, or no .xlsx is."""
    source = sniffing.read(content)
    if source.format != "xlsx":
        raise InvalidInput({"": Message("Only .xlsx forms can be filled. Save it as .xlsx first.")})
    for grid in source.grids:
        head = heads.find(grid)
        if head is None:
            continue
        hints = (heads.titles(grid, head), grid.name or "", name)
        of = kind or matching.kind_of(head, hints, {}, FORMS)
        if of is None:
            continue
        first = head.last + 1
        lines = _empty_lines(grid, first, content)
        below = first + lines
        return Form(
            grid.name or "",
            of,
            tuple(range(head.first + 1, head.last + 2)),
            first + 1,
            lines,
            below + 1 if below < len(grid.rows) else 0,
            matching.columns(head, of, matching.own_of(own or {}, of)),
        )
    raise InvalidInput({"": Message("No head was found in the form. Say what it lists with --of.")})


def _empty_lines(grid: Grid, first: int, content: bytes) -> int:
    """How many empty lines stand below the head: up to the next text, or as far as cells have a format."""
    lines = 0
    for row in grid.rows[first:]:
        texts = [text for cell in row if (text := text_of(cell))]
        if texts and not (len(texts) == 1 and texts[0].isdecimal()):
            return lines
        lines += 1
    book = _opened(content)
    last = max(
        (c.row for row in book[grid.name].iter_rows(min_row=first + 1) for c in row if c.has_style), default=0
    )
    return max(lines, int(last) - first)


def fill(content: bytes, form: Form, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The form with a row of values in each line: by field, and `note`. What has no value stays as it is.

    Lines are added before the last one where there are too few, in its format; what stands below moves down, and
    formulas, merged cells and the printed area go along. What begins like a formula is text.
    """
    book = _opened(content)
    sheet = book[form.sheet]
    more = max(0, len(rows) - form.empty_lines)
    if more:
        _insert(book, sheet, form, more)
    for at, row in enumerate(rows):
        for column in form.columns:
            meaning = form.meaning(column)
            value = at + 1 if meaning == NUMBER else row.get(meaning or "")
            if value not in (None, ""):
                _write(sheet.cell(form.first_line + at, column.at + 1), value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _opened(content: bytes) -> Any:
    """The workbook, for writing. Its size was looked at when it was read."""
    import openpyxl

    try:
        return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise InvalidInput({"": Message("The file is damaged or cut off.")}) from error


def _write(cell: Any, value: Any) -> None:
    if isinstance(value, (date, datetime)):
        was = cell.number_format
        cell.value = value
        if was == "General":
            cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
        else:
            cell.number_format = was
        return
    cell.value = unified(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"  # also where it begins with =


def _insert(book: Any, sheet: Any, form: Form, more: int) -> None:
    """Add `more` lines before the last one, so that a range over all lines goes over the new ones too."""
    at = form.first_line + max(form.empty_lines - 1, 0)  # the last line moves down
    pattern = form.first_line + max(form.empty_lines - 1, 0) if form.empty_lines else None
    moved = _moving(at, more)
    styles = [(c.column, copy(c._style)) for c in sheet[pattern]] if pattern else []  # noqa: SLF001 - a cell's whole format
    height = sheet.row_dimensions[pattern].height if pattern else None
    spans = [str(span) for span in sheet.merged_cells.ranges]
    for span in spans:
        sheet.unmerge_cells(span)
    heights = {row: d.height for row, d in sheet.row_dimensions.items() if row >= at and d.height is not None}
    sheet.insert_rows(at, more)
    for row in heights:
        sheet.row_dimensions[row].height = None
    for row, one in heights.items():
        sheet.row_dimensions[row + more].height = one
    for span in spans:
        sheet.merge_cells(moved(span))
    for row in range(at, at + more):
        for column, style in styles:
            sheet.cell(row, column)._style = copy(style)  # noqa: SLF001
        if height is not None:
            sheet.row_dimensions[row].height = height
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.data_type == "f" and isinstance(cell.value, str):
                cell.value = moved(cell.value)
    _move_rest(book, sheet, moved)


def _move_rest(book: Any, sheet: Any, moved: Callable[[str], str]) -> None:
    """What names cells of the sheet elsewhere: the printed area, lists of choices, names."""
    from openpyxl.worksheet.cell_range import MultiCellRange

    if sheet.print_area:
        areas = [area.rpartition("!")[2] for area in str(sheet.print_area).split(",")]
        sheet.print_area = [moved(area).replace("$", "") for area in areas]
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = MultiCellRange(moved(str(validation.sqref)))
    for named in book.defined_names.values():
        if named.attr_text and sheet.title in named.attr_text:
            name, mark, cells = named.attr_text.rpartition("!")
            named.attr_text = f"{name}{mark}{moved(cells)}"


def _moving(at: int, more: int) -> Callable[[str], str]:
    """What a formula or range says after `more` rows were put in before row `at`."""

    def shifted(found: re.Match[str]) -> str:
        row = int(found[2])
        return f"{found[1]}{row + more if row >= at else row}"

    def moved(text: str) -> str:
        parts = _TEXT.split(text)
        texts = _TEXT.findall(text)
        said = [_REFERENCE.sub(shifted, part) for part in parts]
        return "".join(a + b for a, b in zip(said, [*texts, ""], strict=True))

    return moved
