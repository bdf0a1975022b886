"""Blank forms of others filled: what their headings mean, and records written below, in the form's own format."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from tui.language.cleaning import unified
from tui.language.errors import InvalidInput, Message
from tui.papers.filling_lines import insert, is_formula, moving
from tui.papers.filling_pictures import Lines, with_pictures
from tui.papers.importing import heads, matching, sniffing
from tui.papers.importing.grids import Grid
from tui.papers.importing.headings import FORMS, plain, targets
from tui.papers.importing.heads import Head
from tui.papers.importing.matching import Column

NUMBER: Final = "number of the line"
NOTE: Final = "note"
# How the names of a list are joined.
AND: Final = "、"
PARTIES: Final = "parties"


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
        return [
            c.heading for c in self.columns if c.heading and c.use != "withheld" and self.meaning(c) is None
        ]

    @property
    def withheld(self) -> list[str]:
        """The headings of what is never kept here: numbers that identify a person."""
        return [c.heading for c in self.columns if c.use == "withheld"]

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
            **({"withheld": self.withheld} if self.withheld else {}),
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
            _columns(head, of, matching.own_of(own or {}, of)),
        )
    raise InvalidInput({"": Message("No head was found in the form. Say what it lists with --of.")})


def _columns(head: Head, kind: str, said: Mapping[str, str]) -> tuple[Column, ...]:
    """What the columns mean; one that the clerk gave a meaning has it, also where another has the same."""
    known = {target.name: target for target in targets(kind)}

    def column(one: Column) -> Column:
        name = said.get(plain(one.heading))
        if name is None or one.use in {"", "withheld"}:
            return one
        return Column(*one[:2], "field", known[name]) if name in known else Column(*one[:2], "unknown")

    return tuple(column(one) for one in matching.columns(head, kind, {}))


def _empty_lines(grid: Grid, first: int, content: bytes) -> int:
    """How many empty lines stand below the head: up to the next text, or as far as cells have a format.

    A line that has its number alone is empty; so is one with the formulas that the first has.
    """
    sheet = _opened(content)[grid.name]
    formulas: set[int] | None = None
    last = 0
    for lines, row in enumerate(sheet.iter_rows(min_row=first + 1)):
        here = {cell.column for cell in row if is_formula(cell)}
        formulas = here if formulas is None else formulas
        texts = [text for cell in row if cell.column not in here and (text := str(cell.value or "").strip())]
        if not here <= formulas or (texts and not (len(texts) == 1 and texts[0].isdecimal())):
            return lines
        if any(cell.has_style for cell in row):
            last = lines + 1
    return max(last, len(grid.rows) - first, 0)


def fill(content: bytes, form: Form, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The form with a row of values in each line: by field, and `note`. What has no value stays as it is.

    Lines are added before the last one where there are too few, in its format; what stands below moves down, and
    formulas, merged cells and the printed area go along. What begins like a formula is text.
    """
    book = _opened(content)
    sheet = book[form.sheet]
    more = max(0, len(rows) - form.empty_lines)
    # Before the last line, so that a range over all lines goes over the new ones too.
    at = form.first_line + max(form.empty_lines - 1, 0)
    if more:
        insert(book, sheet, at, more, like=form.empty_lines > 0)
    for line, row in enumerate(rows):
        for column, value in _values(form, row, line + 1):
            cell = sheet.cell(form.first_line + line, column + 1)
            if value not in (None, "") and not is_formula(cell):
                _write(cell, value)
    out = io.BytesIO()
    book.save(out)
    return with_pictures(content, out.getvalue(), Lines(form.sheet, at, more, moving(at, more)))


def _values(form: Form, row: Mapping[str, Any], number: int) -> Iterator[tuple[int, Any]]:
    """What stands in each column (from 0) of the line with this number.

    Where two columns are for the parties of a dispute, the first has the first of them, and the last all others.
    """
    parties = [column.at for column in form.columns if form.meaning(column) == PARTIES]
    names = str(row.get(PARTIES) or "").split(AND) if len(parties) > 1 else []
    apart = {
        at: AND.join(names[n:] if at == parties[-1] else names[n : n + 1]) for n, at in enumerate(parties)
    }
    for column in form.columns:
        meaning = form.meaning(column)
        if meaning == PARTIES and names:
            yield column.at, apart[column.at]
        else:
            yield column.at, number if meaning == NUMBER else row.get(meaning or "")


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
