"""Blank forms are understood and filled in their own format; nothing else in them changes."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
import xlsxwriter

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


def busy_form() -> bytes:
    """A form with a picture, formulas in its lines, rules of colour, a filter, a page break, and a second sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page, other = book.add_worksheet("台账"), book.add_worksheet("汇总")
    cell = book.add_format({"border": 1})
    page.merge_range("A1:E1", "居民诉求台账")
    for at, heading in enumerate(("序号", "登记日期", "诉求内容", "办结日期", "用时")):
        page.write(1, at, heading, cell)
    for row in range(3, 6):
        for column in range(4):
            page.write_blank(row - 1, column, None, cell)
        page.write_formula(row - 1, 4, f"=D{row}-B{row}", cell)
    page.write("A6", "合计")
    page.write_formula("E6", "=SUM(E3:E5)")
    page.insert_textbox("G8", "填写须知")
    page.conditional_format(
        "E3:E5", {"type": "cell", "criteria": ">", "value": 7, "format": book.add_format()}
    )
    page.autofilter("A2:E5")
    page.set_h_pagebreaks([7])
    other.write_formula("A1", "=SUM(台账!E3:E5)")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=台账!$E$3:$E$5"})
    other.insert_chart("C1", chart)
    book.close()
    return out.getvalue()


def test_whatever_names_the_lines_goes_along_with_them() -> None:
    content = busy_form()
    form = read_form(content)
    assert form.empty_lines == 3
    rows = [{"recorded_on": date(2026, 11, n), "title": f"事{n}"} for n in range(1, 6)]
    made = fill(content, form, rows)
    book = openpyxl.load_workbook(io.BytesIO(made))
    page, other = book["台账"], book["汇总"]
    assert [page.cell(row, 5).value for row in range(3, 9)] == [
        *(f"=D{row}-B{row}" for row in range(3, 8)),
        "=SUM(E3:E7)",
    ]
    assert [page.cell(row, 3).value for row in range(3, 8)] == [row["title"] for row in rows]
    assert page.auto_filter.ref == "A2:E7"
    assert [str(entry.sqref) for entry in page.conditional_formatting] == ["E3:E7"]
    assert [stop.id for stop in page.row_breaks.brk] == [9]
    assert other["A1"].value == "=SUM(台账!E3:E7)"
    assert [one.val.numRef.f for one in other._charts[0].series] == ["台账!$E$3:$E$7"]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        drawn = [name for name in archive.namelist() if name.startswith("xl/blank/")]
        assert "填写须知" in "".join(archive.read(name).decode() for name in drawn)
        assert archive.testzip() is None


def test_parties_stand_apart_and_a_meaning_that_was_said_holds_beside_another() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["人民调解登记表"])
    page.append(["序号", "申请人", "被申请人", "纠纷类型", "纠纷简要情况", "身份证号", "情况简介"])
    out = io.BytesIO()
    book.save(out)
    form = read_form(out.getvalue(), own={"": {"情况简介": "title"}})
    assert (form.kind, form.unknown, form.withheld) == ("mediation", [], ["身份证号"])
    made = fill(
        out.getvalue(), form, [{"parties": "甲某、乙某、丙某", "title": "装修噪声", "kind": "装修噪音"}]
    )
    row = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(made)).active[3]]
    assert row == [1, "甲某", "乙某、丙某", "装修噪音", "装修噪声", None, "装修噪声"]


def test_one_column_of_hours_has_the_end_too() -> None:
    rows = [{"on": date(2026, 12, 3), "starts": "09:00", "ends": "11:00", "room": "活动室"}]
    for head, expected in (
        (["使用日期", "使用时间", "使用房间", "使用人"], ("09:00-11:00", "活动室")),
        (["使用日期", "开始时间", "使用房间", "使用人"], ("09:00", "活动室")),
        (["使用日期", "开始时间", "结束时间", "使用房间"], ("09:00", "11:00", "活动室")),
    ):
        made = openpyxl.Workbook()
        made.worksheets[0].append(head)
        out = io.BytesIO()
        made.save(out)
        content = out.getvalue()
        (line,) = sheet_of(fill(content, read_form(content, kind="booking"), rows)).iter_rows(
            min_row=2, values_only=True
        )
        assert line[1 : 1 + len(expected)] == expected


def test_what_stands_in_several_columns_is_put_apart_and_two_of_one_meaning_are_both_filled() -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in (
        ["走访登记表"],
        ["走访时间", None, "走访对象及电话", "住址", None, None, "走访情况", "存在问题"],
        ["月", "日", None, "楼", "单元", "室"],
    ):
        sheet.append(row)
    for span in ("A2:B2", "D2:F2", "C2:C3", "G2:G3", "H2:H3"):
        sheet.merge_cells(span)
    out = io.BytesIO()
    made.save(out)
    content = out.getvalue()
    blank = read_form(content)
    assert blank.to_json()["columns"]["B"] == "on"
    rows: list[dict[str, Any]] = [
        {
            "on": date(2026, 3, 5),
            "household": "王芳",
            "phone": "13800000001",
            "address": address,
            "heard": "想理发",
        }
        for address in ("邮电园3号楼2单元401室", "南院门房")
    ]
    lines = sheet_of(fill(content, blank, rows)).iter_rows(min_row=4, max_row=5, values_only=True)
    assert list(lines) == [
        (3, 5, "王芳 13800000001", "3", "2", "401", "想理发", "想理发"),
        (3, 5, "王芳 13800000001", "南院门房", None, None, "想理发", "想理发"),
    ]
