"""Blank forms of others filled: what their headings mean, and records written below, in the form's own format."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from tui.language.cleaning import unified
from tui.language.errors import InvalidInput, Message
from tui.papers.filling_lines import insert, is_formula, moving
from tui.papers.filling_pictures import Lines, with_pictures
from tui.papers.importing import heads, matching, sniffing
from tui.papers.importing.callers import CALLED
from tui.papers.importing.grids import Grid
from tui.papers.importing.headings import FORMS, asks_for_phone, meant, plain, targets
from tui.papers.importing.heads import Head
from tui.papers.importing.matching import Column
from tui.papers.importing.split import Days, address_parts, addressed, days_of

NUMBER: Final = "number of the line"
NOTE: Final = "note"
# How the names of a list are joined.
AND: Final = "、"
PARTIES: Final = "parties"


@dataclass(frozen=True, slots=True)
class Form:
    """A blank form: where its head, its empty lines and what stands below are (rows from 1), and its columns.

    `total_line` is the first row below the lines that is not empty, 0 if there is none. `days` is where a day stands
    in columns of its own for month and day.
    """

    sheet: str
    kind: str
    head: tuple[int, ...]
    first_line: int
    empty_lines: int
    total_line: int
    columns: tuple[Column, ...]
    days: Days | None = None

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

    def _meanings(self) -> dict[int, str | None]:
        """What each column with a heading means, by its place; those of a day in parts mean the same."""
        found = {c.at: self.meaning(c) for c in self.columns if c.heading}
        parts = {at: found.get(self.days.month) for at in self.days if at >= 0} if self.days else {}
        return dict(sorted({**found, **parts}.items()))

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
            "columns": {get_column_letter(at + 1): meaning for at, meaning in self._meanings().items()},
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
        head, days = days_of(head)
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
            days,
        )
    raise InvalidInput({"": Message("No head was found in the form. Say what it lists with --of.")})


def _columns(head: Head, kind: str, said: Mapping[str, str]) -> tuple[Column, ...]:
    """What the columns mean; one that the clerk gave a meaning has it, also where another has the same.

    Of two columns for what was heard or done (走访情况, 存在问题) both mean it: a form leaves none of them empty.
    """
    known = {target.name: target for target in targets(kind)}

    def column(one: Column) -> Column:
        name = said.get(plain(one.heading))
        if name is None or one.use in {"", "withheld"}:
            told = meant(kind, plain(one.heading)) if one.use == "unknown" else ()
            again = next((target for _, target in told if target.field.type == "note"), None)
            return Column(*one[:2], "field", again) if again else one
        return Column(*one[:2], "field", known[name]) if name in known else Column(*one[:2], "unknown")

    return tuple(column(one) for one in addressed(matching.columns(head, kind, {}), kind))


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
    places = [column.at for column in form.columns if form.meaning(column) == "address"]
    parts = address_parts(str(row.get("address") or ""), [form.columns[at].heading for at in places])
    meanings = {form.meaning(column) for column in form.columns}
    for column in form.columns:
        meaning = form.meaning(column)
        value = number if meaning == NUMBER else row.get(meaning or "")
        if (end := _ENDS.get(meaning or "")) and end not in meanings and not _STARTS.search(column.heading):
            value = "-".join(str(one) for one in (value, row.get(end)) if one)
        if meaning == PARTIES and names:
            yield column.at, apart[column.at]
        elif meaning == "address" and len(places) > 1:
            yield column.at, parts[places.index(column.at)]
        elif form.days and column.at == form.days.month and isinstance(value, date):
            yield from form.days.apart(value)
        else:
            yield column.at, _with_phone(column, value, row.get("phone"))


# Of a form with one column of hours, the field of the end beside that of the start: 使用时间 is 9:00-11:00.
_ENDS: Final = {"starts": "ends", "starts_at": "ends_at"}
_STARTS: Final = re.compile("开始|起始|^起$")


def _with_phone(column: Column, value: Any, phone: Any) -> Any:
    """A name with the telephone number behind it, where the heading asks for both: 诉求人姓名及电话."""
    if value and phone and column.target and column.target.name in CALLED and asks_for_phone(column.heading):
        return f"{value} {phone}"
    return value


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
