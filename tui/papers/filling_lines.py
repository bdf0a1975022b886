"""Lines put into a form's table: what stands below moves down, and whatever names a cell goes along.

openpyxl moves the cells alone. Merged cells, heights, formulas of every sheet, charts, rules of colour, lists of
choices, the filter, page breaks and names are moved here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy
from typing import Any, Final

_CELL: Final = r"\$?[A-Z]{1,3}\$?"
_REFERENCE: Final = re.compile(rf"(?<![A-Za-z0-9_.'!\"])({_CELL})(\d{{1,7}})(?![\d(A-Za-z_])")
# A cell or range of a sheet that is named: 'Sheet 1'!A1:B2.
_NAMED: Final = re.compile(
    rf"('(?:[^']|'')+'|[^\s'\"!:,;()+\-*/^&=<>{{}}]+)!({_CELL}\d{{1,7}}(?::{_CELL}\d{{1,7}})?)"
)
_TEXT: Final = re.compile(r'"[^"]*"')

Moved = Callable[[str], str]
"""What a formula or range says after lines were put in."""


def insert(book: Any, sheet: Any, at: int, more: int, *, like: bool) -> None:
    """Put `more` lines before the row `at`; with `like` they have its format, and formulas as it has them."""
    moved = moving(at, more)
    styles = [(c.column, copy(c._style)) for c in sheet[at]] if like else []  # noqa: SLF001 - a cell's whole format
    height = sheet.row_dimensions[at].height if like else None
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
    _move_formulas(book, sheet, moved)
    if like:
        _copy_formulas(sheet, at, more)
    _move_rest(book, sheet, moved, at, more)


def is_formula(cell: Any) -> bool:
    """Whether a formula stands in a cell."""
    return cell.data_type == "f" and isinstance(cell.value, str)


def _move_formulas(book: Any, sheet: Any, moved: Moved) -> None:
    """Formulas name the cells that they named, in this sheet and in the others; links stay with their cell."""

    def own(text: str) -> str:
        return _outside_texts(text, lambda part: of_sheet(moved(part), sheet.title, moved))

    def other(text: str) -> str:
        return _outside_texts(text, lambda part: of_sheet(part, sheet.title, moved))

    for one in book.worksheets:
        said = own if one is sheet else other
        for cells in one.iter_rows():
            for cell in cells:
                if is_formula(cell):
                    cell.value = said(cell.value)
                if one is sheet and cell.hyperlink is not None:
                    cell.hyperlink.ref = cell.coordinate
        for reference in _of_charts(one):
            reference.f = other(reference.f)


def _of_charts(sheet: Any) -> Iterator[Any]:
    """What the charts of a sheet refer to."""
    for chart in sheet._charts:  # noqa: SLF001 - openpyxl has no other way to them
        for series in chart.series:
            for part in (series.val, series.cat, series.tx):
                for name in ("numRef", "strRef"):
                    reference = getattr(part, name, None)
                    if reference is not None and reference.f:
                        yield reference


def _copy_formulas(sheet: Any, at: int, more: int) -> None:
    """New lines have the formulas of the line that they were put before."""
    from openpyxl.formula.translate import Translator

    for cell in sheet[at + more]:
        if is_formula(cell):
            translator = Translator(cell.value, origin=cell.coordinate)
            for row in range(at, at + more):
                target = sheet.cell(row, cell.column)
                target.value = translator.translate_formula(target.coordinate)


def _move_rest(book: Any, sheet: Any, moved: Moved, at: int, more: int) -> None:
    """What names cells of the sheet elsewhere: printed area, filter, page breaks, rules of colour, choices, names."""
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.worksheet.cell_range import MultiCellRange

    if sheet.print_area:
        areas = [area.rpartition("!")[2] for area in str(sheet.print_area).split(",")]
        sheet.print_area = [moved(area).replace("$", "") for area in areas]
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = moved(sheet.auto_filter.ref)
    for stop in sheet.row_breaks.brk:
        if stop.id >= at:
            stop.id += more
    rules = ConditionalFormattingList()
    for entry in sheet.conditional_formatting:
        for rule in entry.rules:
            rule.formula = [moved(text) for text in rule.formula]
            rules.add(moved(str(entry.sqref)), rule)
    sheet.conditional_formatting = rules
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = MultiCellRange(moved(str(validation.sqref)))
    for named in book.defined_names.values():
        if named.attr_text:
            named.attr_text = of_sheet(named.attr_text, sheet.title, moved)


def of_sheet(text: str, title: str, moved: Moved) -> str:
    """`text` with what it says of cells of the sheet `title` moved."""

    def said(found: re.Match[str]) -> str:
        name = found[1].strip("'").replace("''", "'")
        return f"{found[1]}!{moved(found[2])}" if name == title else found[0]

    return _NAMED.sub(said, text)


def _outside_texts(text: str, change: Moved) -> str:
    """`text` changed outside of its quoted texts."""
    parts = [change(part) for part in _TEXT.split(text)]
    return "".join(a + b for a, b in zip(parts, [*_TEXT.findall(text), ""], strict=True))


def moving(at: int, more: int) -> Moved:
    """What a formula or range says of its own sheet after `more` rows were put in before row `at`."""

    def shifted(found: re.Match[str]) -> str:
        row = int(found[2])
        return f"{found[1]}{row + more if row >= at else row}"

    return lambda text: _outside_texts(text, lambda part: _REFERENCE.sub(shifted, part))
