"""Blank documents of Word are understood and filled; what is not known is left standing and named."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

import docx
import pytest

from tests.papers.importing.expected import LEDGERS
from tui.language.errors import InvalidInput
from tui.papers.filling_word import WordForm
from tui.papers.placeholders import Meaning, meaning_of

FORM = (LEDGERS / "forms" / "会议纪要.docx").read_bytes()
EXPECTED = json.loads((LEDGERS / "forms" / "expected.json").read_text("utf-8"))["会议纪要.docx"]


def document(paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> bytes:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if rows:
        table = made.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(content: bytes, name: str = "x.docx", unrecorded: Sequence[str] = ()) -> tuple[WordForm, Meaning]:
    form = WordForm(content, name)
    return form, meaning_of(form.words, form.rows, (form.first_lines, name), None, {}, unrecorded)


def test_placeholders_mean_what_is_expected() -> None:
    _, meaning = read(FORM, "会议纪要.docx", ["chair", "excused"])  # a desk that has never noted them
    assert meaning.kind == EXPECTED["kind"]
    known = {word for word, said in EXPECTED["placeholders"].items() if said is not None}
    assert {word for word, name in meaning.placeholders.items() if name is not None} == known
    assert set(meaning.placeholders) == set(EXPECTED["placeholders"])
    assert meaning.repeated == ("items",)


def test_what_some_meeting_has_is_understood() -> None:
    assert read(FORM)[1].placeholders["主持人"] == "chair"


def test_a_row_is_repeated_and_all_else_stays() -> None:
    form, _ = read(FORM)
    rows = [{"序号": "1", "议题": "充电桩", "决定": "{{社区名称}}\n=1+1"}, {"序号": "2", "议题": "消防"}]
    filled = docx.Document(io.BytesIO(form.filled({"会议时间": "三点", "社区名称": "东风路南"}, [rows])))
    texts = [p.text for p in filled.paragraphs]
    assert "时　　间：三点" in texts  # it was spread over three runs
    assert "天　　气：{{天气}}" in texts
    assert filled.sections[0].header.paragraphs[0].text == "东风路南"
    cells = [[c.text for c in row.cells] for row in filled.tables[0].rows]
    assert [row[:2] for row in cells[1:]] == [["1", "充电桩"], ["2", "消防"]]
    assert cells[1][3] == "{{社区名称}}\n=1+1"  # a text of a record is no placeholder
    assert cells[2][3] == "{{决定}}"


@pytest.mark.parametrize(
    ("paragraphs", "rows", "kind", "many", "unknown"),
    [
        (["{{社区名称}}登记表"], [["诉求人", "{{诉求人}}"], ["诉求内容", "{{诉求内容}}"], ["血型", "{{血型}}"]], "wish", False, ["血型"]),
        (["{{社区名称}}心愿汇总，共{{件数}}件"], [["序号", "心愿", "状态"], ["{{序号}}", "{{心愿内容}}", "{{办理状态}}"]], "wish", True, []),
        (["{{活动名称}}签到表 {{活动时间}}"], [["姓名", "电话"], ["{{姓名}}", "{{联系电话}}"]], "session", False, []),
        (["走访记录"], [["日期", "对象", "人"], ["{{走访日期}}", "{{走访对象}}", "{{走访人}}"]], "visit", True, []),
        (["纠纷：{{纠纷名称}}，当事人{{当事人}}，调解员{{调解员}}"], [], "mediation", False, []),
    ],
)  # fmt: skip
def test_other_documents_tell_what_they_are_about(
    paragraphs: list[str], rows: list[list[str]], kind: str, many: bool, unknown: list[str]
) -> None:
    _, meaning = read(document(paragraphs, rows))
    assert (meaning.kind, meaning.many, meaning.unknown) == (kind, many, unknown)


def test_what_a_word_means_can_be_said() -> None:
    form = WordForm(document(["{{反映的那件事}} {{诉求人}}"]), "x.docx")
    own = {"": {"反映的那件事": "title"}}
    assert meaning_of(form.words, form.rows, ("",), "wish", own).placeholders["反映的那件事"] == "title"


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"", FORM[:2000], document(["没有占位"])])
def test_what_cannot_be_filled_is_told_in_words(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        read(content)


def test_a_table_with_headings_alone_takes_the_records_below_them() -> None:
    rows = [["序号", "纠纷概况", "调解员", "调处结果"], ["1", "", "", ""], ["2", "", "", ""]]
    form, meaning = read(document(["矛盾纠纷登记表"], rows))
    assert meaning.kind == "mediation"
    assert form.words == ("序号", "纠纷概况", "调解员", "调处结果")
    line = {"序号": "1", "纠纷概况": "噪音", "调解员": "石磊", "调处结果": "已达成协议"}
    written = docx.Document(io.BytesIO(form.filled({}, [[line, line, line]])))
    assert [[cell.text for cell in row.cells] for row in written.tables[0].rows[1:]] == [[*line.values()]] * 3


def test_a_table_that_is_filled_in_already_is_no_form() -> None:
    form = WordForm(document([], [["姓名", "电话"], ["王芳", "13800000001"]]), "x.docx")
    assert form.words == ()
