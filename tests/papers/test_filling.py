"""Blank forms are understood and filled in their own format; nothing else in them changes."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import openpyxl
import pytest

from tests.papers.importing.expected import LEDGERS
from tui.papers.filling import fill, read_form

EXPECTED = json.loads((LEDGERS / "forms" / "expected.json").read_text("utf-8"))
FORMS = [name for name in EXPECTED if name.endswith(".xlsx")]


def form(name: str) -> bytes:
    return (LEDGERS / "forms" / name).read_bytes()


def sheet_of(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


@pytest.mark.parametrize("name", FORMS)
def test_headings_of_a_form_mean_what_is_expected(name: str) -> None:
    found = read_form(form(name), name=name).to_json()
    assert {key: found.get(key) for key in EXPECTED[name] if key != "keep"} == {
        key: value for key, value in EXPECTED[name].items() if key != "keep"
    }


WISHES: list[dict[str, Any]] = [
    {
        "recorded_on": date(2026, 1, 1 + n),
        "resident": f"王{n}",
        "phone": f"1380000{n:04}",
        "title": "=1+1",
        "rating": 5,
    }
    for n in range(20)
]


def filled(name: str, rows: list[dict[str, Any]]) -> Any:
    content = form(name)
    return sheet_of(fill(content, read_form(content, name=name), rows))


def test_few_records_leave_the_form_as_it_is() -> None:
    name = "居民诉求办理台账.xlsx"
    before, after = sheet_of(form(name)), filled(name, WISHES[:3])
    assert [c.value for c in after[5]][:6] == [1, after["B5"].value, "王0", "13800000000", None, "=1+1"]
    assert after["B5"].value.date() == date(2026, 1, 1)
    assert (after["F5"].data_type, after["D5"].data_type) == ("s", "s")
    for row in (*range(1, 5), *range(8, 22)):
        assert [c.value for c in after[row]] == [c.value for c in before[row]]
    assert str(after.print_area) == str(before.print_area)
    assert sorted(map(str, after.merged_cells.ranges)) == sorted(map(str, before.merged_cells.ranges))


def test_more_records_than_lines_move_what_stands_below() -> None:
    name = "居民诉求办理台账.xlsx"
    before, after = sheet_of(form(name)), filled(name, WISHES)
    assert [after.cell(row, 3).value for row in range(5, 25)] == [f"王{n}" for n in range(20)]
    assert after["A25"].value == "合计"
    assert (after["C25"].value, after["I25"].value) == ("=COUNTA(C5:C24)", "=COUNTA(I5:I24)")
    assert [c.value for c in after[26]] == [c.value for c in before[21]]
    assert str(after.print_area) == "'台账'!$A$1:$K$26"
    assert after.print_title_rows == before.print_title_rows
    assert after.oddFooter.center.text == before.oddFooter.center.text
    assert after.page_setup.orientation == before.page_setup.orientation
    assert sorted(map(str, after.merged_cells.ranges)) == sorted(map(str, before.merged_cells.ranges))
    for row in range(5, 25):
        assert after.row_dimensions[row].height == before.row_dimensions[5].height
        for column in (1, 3, 11):
            cell, line = after.cell(row, column), before.cell(6, column)
            assert repr((cell.border, cell.font, cell.alignment)) == repr(
                (line.border, line.font, line.alignment)
            )


def test_a_form_without_anything_below_grows() -> None:
    name = "走访登记表.xlsx"
    rows: list[dict[str, Any]] = [
        {"household": f"王{n}", "on": date(2026, 2, 1), "by": "石磊"} for n in range(14)
    ]
    after = filled(name, rows)
    assert [after.cell(row, 3).value for row in (3, 16, 17)] == ["王0", "王13", None]
    assert str(after.print_area) == "'走访登记'!$A$1:$I$16"
    assert after["C16"].border.left.style == "thin"


def test_what_is_not_understood_is_named() -> None:
    book = openpyxl.Workbook()
    book.active.append(["序号", "姓名", "联系电话", "人员类别", "血型"])
    out = io.BytesIO()
    book.save(out)
    assert read_form(out.getvalue()).unknown == ["血型"]
    assert read_form(out.getvalue(), own={"household": {"血型": "address"}}).unknown == []
