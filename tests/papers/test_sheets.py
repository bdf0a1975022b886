"""Workbooks and separated text: what is written is read back as it was, by other libraries."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tui.papers.delimited import quoted, unquoted, written
from tui.papers.ledger import Column, Row, Sheet, file_name
from tui.papers.workbook import CUT, HEAD, MOST_TEXT, cell_width, sheet_name, workbook

# A spreadsheet knows no time zones.
MORNING = datetime.fromisoformat("2026-03-05T09:30")
DAY = datetime.fromisoformat("2026-03-05T00:00")
COLUMNS = (
    Column("title", "诉求内容"),
    Column("phone", "联系电话", "phone"),
    Column("on", "日期", "day"),
    Column("at", "时间", "moment"),
    Column("hours", "时长", "hours", total=True),
    Column("state", "状态", choices=("办理中", "完成")),
)
ROW: Row = ("修灯", "0311-87654321", date(2026, 3, 5), MORNING, 2.5, "办理中")
# What a store's text fields can hold: no control characters but line ends.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n"), max_size=60)
FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "'=1",
    "''@",
    '=HYPERLINK("http://x")',
)


def sheet(*rows: Row) -> Sheet:
    return Sheet("居民心愿台账", ("单位：东风路南社区", "制表人：小李"), COLUMNS, iter(rows))


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def csv_rows(content: bytes, encoding: str = "utf-8-sig", delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter))


def test_a_workbook_has_title_particulars_head_rows_and_totals() -> None:
    page = opened(workbook([sheet(ROW, ROW)]))
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    assert rows[0][0] == "居民心愿台账"
    assert rows[1][0] == "单位：东风路南社区　　制表人：小李"
    assert rows[HEAD] == ["序号", "诉求内容", "联系电话", "日期", "时间", "时长", "状态"]
    told = [DAY, MORNING, 2.5, "办理中"]
    assert rows[HEAD + 1] == [1, "修灯", "0311-87654321", *told]
    assert rows[HEAD + 2][0] == 2
    assert rows[HEAD + 3] == ["合计", None, None, None, None, 5, None]
    assert len(rows) == HEAD + 4


def test_a_workbook_is_ready_to_be_printed_and_filled_in() -> None:
    page = opened(workbook([sheet(ROW)]))
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.paperSize == 9
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0
    assert page.oddFooter.center.text == "第 &P 页  共 &N 页"
    assert page.cell(4, 4).number_format == "yyyy-mm-dd"
    assert page.cell(4, 3).data_type == "s"
    assert page.cell(4, 2).alignment.wrap_text
    (validation,) = page.data_validations.dataValidation
    assert (validation.formula1, str(validation.sqref)) == ('"办理中,完成"', "G4")


def test_a_wide_ledger_lies_on_its_side() -> None:
    wide = tuple(Column(f"c{n}", "一个相当长的栏目标题") for n in range(12))
    assert opened(workbook([Sheet("宽", (), wide, [])])).page_setup.orientation == "landscape"
    assert opened(workbook([sheet(ROW)])).page_setup.orientation in {None, "portrait"}


def test_columns_fit_chinese_text_which_takes_two_cells() -> None:
    page = opened(workbook([sheet(("东风路南社区居委会", *ROW[1:]))]))
    assert page.column_dimensions["B"].width >= cell_width("东风路南社区居委会") == 18


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text: str) -> None:
    content = workbook([sheet((text, *ROW[1:]))])
    assert opened(content).cell(HEAD + 2, 2).data_type == "s"
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    for as_, delimiter in (("csv", ","), ("tsv", "\t")):
        found = csv_rows(written(sheet((text, *ROW[1:])), as_, gb18030=False), "utf-8-sig", delimiter)[1][1]  # type: ignore[arg-type]
        assert found[0] == "'"
        assert unquoted(found) == text


@given(TEXTS)
def test_quoting_is_taken_back_exactly(text: str) -> None:
    assert unquoted(quoted(text)) == text


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_texts_come_back_from_a_workbook(texts: list[str]) -> None:
    content = workbook([Sheet("文本", (), (Column("text", "文本", "note"),), [(text,) for text in texts])])
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(content))
        .get_sheet_by_index(0)
        .to_python(skip_empty_area=False)
    )
    assert [row[1] for row in rows[HEAD + 1 :]] == texts


@given(
    st.lists(TEXTS, min_size=1, max_size=8), st.sampled_from([("csv", False), ("csv", True), ("tsv", False)])
)
def test_texts_come_back_from_separated_text(texts: list[str], how: tuple[Any, bool]) -> None:
    as_, gb18030 = how
    content = written(
        Sheet("文本", (), (Column("text", "文本"),), [(text,) for text in texts]), as_, gb18030=gb18030
    )
    encoding = "gb18030" if gb18030 else "utf-8-sig"
    rows = csv_rows(content, encoding, "," if as_ == "csv" else "\t")
    assert [unquoted(row[1]) for row in rows[1:]] == texts


def test_csv_has_the_mark_by_which_spreadsheets_know_utf8() -> None:
    assert written(sheet(ROW), "csv").startswith(b"\xef\xbb\xbf")
    assert written(sheet(ROW), "csv", gb18030=True).startswith("序号".encode("gb18030"))
    assert written(sheet(ROW), "tsv").startswith("序号".encode())


def test_a_text_that_no_cell_can_hold_is_cut_and_says_so() -> None:
    found = opened(workbook([sheet(("长" * (MOST_TEXT + 1), *ROW[1:]))])).cell(HEAD + 2, 2).value
    assert len(found) == MOST_TEXT
    assert found.endswith(CUT)


def test_days_before_spreadsheets_can_count_stay_text() -> None:
    row = ("修灯", "", date(1899, 5, 1), None, None, "")
    assert opened(workbook([sheet(row)])).cell(HEAD + 2, 4).value == "1899-05-01"


def test_names_of_files_and_sheets_hold_nothing_forbidden() -> None:
    assert file_name("会议 台账/一", "2026-11", "xlsx") == "会议_台账_一-2026-11.xlsx"
    assert sheet_name("[台账]：a/b?" + "长" * 40) == ("_台账_：a_b_" + "长" * 40)[:31]
