"""What of a plan is to be kept, and the rows that are not, as a file of the same form."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, Literal

from tui.language.errors import Message, Translate
from tui.papers.importing.grids import text_of
from tui.papers.importing.plans import REASONS, Here, Plan, Record, Refused, SheetPlan
from tui.rules.importing import Given

# A second row of these says more of the first; those of others that say more are records of their own.
_JOINED: Final = frozenset(
    {"wish", "mediation", "household", "partner", "meeting", "team", "offer", "need", "action"}
)


def given(plan: Plan, *, both: bool = False, update: bool = False) -> list[Given]:
    """The records that are new here, with `update` also those that are here otherwise.

    A row that says the same as one before adds what it says beside to that.

    With `both`, such a row becomes a record of its own; a person who stands there twice is one all the same.
    """
    return [
        one
        for sheet in plan.sheets
        if sheet.kind
        for one in _of_sheet(sheet, sheet.kind, both=both, update=update)
    ]


def _of_sheet(sheet: SheetPlan, kind: str, *, both: bool, update: bool) -> Iterator[Given]:
    firsts = {record.row: record for record in sheet.records}
    more: dict[int, list[Record]] = {}
    for record in sheet.records:
        if record.same_as and not both and kind in _JOINED and firsts[record.same_as].here == "new":
            more.setdefault(record.same_as, []).append(record)
    for record in sheet.records:
        if record.here == "changed" and update:
            changes, remarks = dict(record.changes), record.remarks
            yield Given(kind, changes, {}, sheet.sheet or "", record.row, id=record.id, remarks=remarks)
        if record.here != "new":
            continue
        twice = bool(record.same_as)
        if twice and kind != "volunteer" and not both:
            first = firsts[record.same_as]
            if kind in _JOINED or first.extra == record.extra:
                continue
        extra = dict(record.extra)
        for other in more.get(record.row, ()):
            for heading, text in other.extra.items():
                if text not in extra.get(heading, ""):
                    extra[heading] = f"{extra[heading]}\n{text}" if extra.get(heading) else text
        yield Given(kind, record.fields, extra, sheet.sheet or "", record.row, joined=twice, both=both)


def note_checked(plan: Plan, refused: Iterable[tuple[Given, Message]]) -> None:
    """Say in the plan (in place) which of its records the desk's checks refuse, so that they are counted as refused."""
    for sheet in plan.sheets:
        sheet.checked = []
    for one, message in refused:
        for sheet in plan.sheets:
            if (one.sheet, one.kind) == (sheet.sheet or "", sheet.kind) and any(
                record.row == one.row for record in sheet.records
            ):
                would_be: Here | Literal["twice"] = "changed" if one.id else "twice" if one.joined else "new"
                sheet.checked.append((would_be, Refused(one.row, "not_kept", said=message)))
                break


def refused_rows(
    plan: Plan, more: Iterable[tuple[Given, Message]], tr: Translate
) -> list[tuple[SheetPlan, Mapping[int, str]]]:
    """Of each sheet the rows (from 1) that are not taken, with the reason in words."""
    found: list[tuple[SheetPlan, Mapping[int, str]]] = []
    beside = list(more)
    for sheet in plan.sheets:
        why = {r.row: REASONS[r.reason].text(tr) for r in sheet.refused}
        own = {one.row for one in sheet.records}  # another table of the sheet may be of the same kind
        why |= {
            g.row: message.text(tr)
            for g, message in beside
            if (g.sheet, g.kind) == (sheet.sheet or "", sheet.kind) and g.row in own
        }
        if why:
            found.append((sheet, why))
    return found


def refused_book(rows: Iterable[tuple[SheetPlan, Mapping[int, str]]], tr: Translate) -> bytes:
    """A workbook of the same form with the rows that are not taken, and the reason in a column behind."""
    import xlsxwriter

    buffer = io.BytesIO()
    # What begins with = or is an address is text here.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet, why in rows:
            name = _sheet_name(sheet.sheet)
            # Two tables of one sheet become two sheets.
            out = book.add_worksheet(None if name and book.get_worksheet_by_name(name) else name)
            width = max((len(sheet.rows[row - 1]) for row in [*sheet.head, *why]), default=0)
            for at, row in enumerate(sheet.head):
                _write(out, at, sheet.rows[row - 1], day)
            out.write_string(len(sheet.head) - 1, width, tr("why it was not taken"))
            for at, row in enumerate(sorted(why), len(sheet.head)):
                _write(out, at, sheet.rows[row - 1], day)
                out.write_string(at, width, why[row])
    return buffer.getvalue()


def _sheet_name(name: str | None) -> str | None:
    return name[:31] if name and not set(name) & set("[]:*?/\\") else None


def _write(out: Any, at: int, cells: Iterable[Any], day: Any) -> None:
    for column, cell in enumerate(cells):
        if cell in (None, ""):
            continue
        if isinstance(cell, (date, datetime)):
            out.write_datetime(at, column, cell, day)
        elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
            out.write_number(at, column, cell)
        else:
            out.write_string(at, column, text_of(cell))
