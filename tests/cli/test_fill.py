"""`xingfu fill`: a form filled with the records of the desk."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl

from tests.cli.conftest import Run
from tests.papers.importing.expected import LEDGERS

FORM = str(LEDGERS / "forms" / "走访登记表.xlsx")


def test_a_form_is_filled_with_what_is_on_record(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    status, out, err = loaded("fill", FORM, "-o", str(path))
    assert (status, err) == (0, "")
    sheet = openpyxl.load_workbook(path).active
    names = [sheet.cell(row, 3).value for row in range(3, 15) if sheet.cell(row, 3).value]
    assert out == f"{len(names)} rows written to {path}.\n"
    listed = json.loads(loaded("list", "visits", "--json")[1])
    assert len(names) == len(listed) > 0
    assert all(sheet.cell(row, 2).is_date for row in range(3, 3 + len(names)))


def test_a_period_takes_its_records_alone(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    status, _, err = loaded("fill", FORM, "--from", "2001-01-01", "--to", "2001-12-31", "-o", str(path))
    assert (status != 0, err) == (True, "xingfu: No record matches.\n")
    assert not path.exists()


def test_what_headings_mean_is_printed_and_nothing_written(loaded: Run) -> None:
    status, out, _ = loaded("fill", FORM, "--json")
    assert status == 0
    assert json.loads(out)["columns"]["G"] == "heard"


def test_an_imported_ledger_fills_a_form(loaded: Run, tmp_path: Path) -> None:
    refused = f"--refused={tmp_path / 'r.xlsx'}"
    loaded("import", str(LEDGERS / "01-居民诉求台账.xlsx"), "--today=2026-12-01", "--yes", refused)
    path = tmp_path / "filled.xlsx"
    form = str(LEDGERS / "forms" / "居民诉求办理台账.xlsx")
    assert loaded("fill", form, "--from", "2026-01-01", "--to", "2026-03-31", "-o", str(path))[0] == 0
    sheet = openpyxl.load_workbook(path).active
    assert [c.value for c in sheet[5]][2:6] == [
        "王芳",
        "13800000001",
        "邮电园1号楼1单元101室",
        "大门口路面坑洼，下雨积水",
    ]
    assert sheet["A33"].value == "合计"


def test_without_a_place_for_it_nothing_is_filled(loaded: Run) -> None:
    status, _, err = loaded("fill", FORM)
    assert (status, err) == (2, "xingfu: Say where the filled form goes: -o FILE.\n")


def test_what_a_heading_means_is_kept_for_this_community(loaded: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["序号", "走访日期", "户主姓名", "走访人", "老人说了什么"])
    form = tmp_path / "form.xlsx"
    book.save(form)
    assert json.loads(loaded("fill", str(form), "--json")[1])["unknown"] == ["老人说了什么"]
    assert loaded("fill", str(form), "--json", "--column", "老人说了什么=heard", "--keep")[0] == 0
    after = json.loads(loaded("fill", str(form), "--json")[1])
    assert (after["unknown"], after["columns"]["E"]) == ([], "heard")


def test_a_document_of_a_meeting_is_filled_and_the_audit_trail_knows(loaded: Run, tmp_path: Path) -> None:
    loaded("meeting", "plan", "--at", "fri 15:00", "--place", "二楼", "--chair", "蔡铮欣")
    loaded("meeting", "agenda", "--note", "充电桩")
    path = tmp_path / "filled.docx"
    form = str(LEDGERS / "forms" / "会议纪要.docx")
    status, out, err = loaded("fill", form, "--record", "2", "-o", str(path))
    assert (status, err) == (0, "")
    assert "应到人数, 天气" in out
    assert any("蔡铮欣" in p.text for p in docx.Document(str(path)).paragraphs)
    assert "form filled" in loaded("log")[1]


def test_of_several_records_a_document_asks_for_one(loaded: Run, tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("{{诉求人}}：{{诉求内容}}，{{办理状态}}")
    form, path = tmp_path / "form.docx", tmp_path / "filled.docx"
    made.save(str(form))
    status, _, err = loaded("fill", str(form), "-o", str(path))
    assert status != 0
    assert "--record" in err
    assert not path.exists()
    assert loaded("fill", str(form), "--record", "2", "-o", str(path))[0] == 0
    wish = next(w for w in json.loads(loaded("list", "wishes", "--json")[1]) if w["id"] == 2)
    assert wish["title"] in docx.Document(str(path)).paragraphs[0].text


def test_a_meaning_is_said_in_words_and_a_wrong_one_is_refused(loaded: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["序号", "走访日期", "被走访人", "走访人", "老人说了什么"])
    book.save(form := tmp_path / "表.xlsx")
    for said, refused in (
        ("老人说了什么=随便", "There is no field «随便»"),
        ("没有的=走访人", "The form has no heading «没有的»"),
    ):
        status, _, err = loaded("fill", str(form), "--json", "--column", said)
        assert status == 2
        assert refused in err
    for field in ("heard", "走访记录"):
        out = loaded("fill", str(form), "--json", "--column", f"老人说了什么={field}")[1]
        assert json.loads(out)["columns"]["E"] == "heard"
    status, _, err = loaded("fill", str(form), "-o", str(tmp_path / "填好.docx"))
    assert status == 2
    assert "The filled form is a .xlsx too" in err
