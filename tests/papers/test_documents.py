"""Documents in Word: what stands in them, how their page is set up, and that a template cannot do harm."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.kinds.declaration import load
from tui.papers.chinese import numeral
from tui.papers.document import TemplateBroken, filled, paragraphs
from tui.papers.templates import PAPERS

MINUTES: dict[str, Any] = {
    "标题": "四方联席会议纪要",
    "开头": "2026年11月20日15:00，社区召开四方联席会议，会议由蔡铮欣主持。",
    "出席": "社区党委（2人）",
    "请假": "赵刚",
    "列席": "",
    "议定事项": [
        {
            "序号": "一",
            "议题": "充电桩",
            "讨论": ["有隐患。"],
            "决定": ["会议决定：分步安装。"],
            "表决": "赞成4票、反对0票、弃权1票",
            "待办": [{"事项": "办用电手续", "责任人": "物业公司", "时限": "2026年12月10日"}],
        }
    ],
    "顺延事项": [],
    "居民诉求": [],
    "其他待办": [],
    "备注": [],
    "更正": [],
    "记录人": "小李",
    "单位": "居委会",
    "日期": "2026年11月20日",
}


def usual(name: str) -> bytes:
    made: bytes = load(PAPERS[name].template)()
    return made


def template(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(content: bytes, part: str, text: bytes) -> bytes:
    """The document with another text in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, text if name == part else old.read(name))
    return out.getvalue()


def test_minutes_have_the_order_of_official_papers() -> None:
    lines = [p.text for p in docx.Document(io.BytesIO(filled(usual("minutes"), MINUTES, "x"))).paragraphs]
    assert [line for line in lines if line] == [
        "四方联席会议纪要",
        "2026年11月20日15:00，社区召开四方联席会议，会议由蔡铮欣主持。",
        "出席：社区党委（2人）",
        "请假：赵刚",
        "会议议定事项如下：",
        "一、充电桩",
        "有隐患。",
        "会议决定：分步安装。",
        "表决情况：赞成4票、反对0票、弃权1票。",
        "待办：办用电手续，责任人：物业公司，完成时限：2026年12月10日。",
        "记录：小李",
        "居委会",
        "2026年11月20日",
    ]


@pytest.mark.parametrize("name", PAPERS)
def test_the_page_is_that_of_the_standard(name: str) -> None:
    content = usual(name)
    section = docx.Document(io.BytesIO(content)).sections[0]
    found = [section.page_width, section.page_height, section.top_margin, section.bottom_margin,
             section.left_margin, section.right_margin]  # fmt: skip
    for length, wanted in zip(found, (210, 297, 37, 35, 28, 26), strict=True):
        assert length is not None
        assert abs(length - Mm(wanted)) < Mm(0.05)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("word/document.xml").decode()
        styles = archive.read("word/styles.xml").decode()
        parts = archive.namelist()
        footers = "".join(archive.read(part).decode() for part in parts if "footer" in part)
    # 28 characters of 15.75 pt are within 156 mm; 22 lines of 28.95 pt are 225 mm.
    grid = xml[xml.index("<w:docGrid") :].split(">")[0]
    for said in ('w:type="lines"', 'w:linePitch="579"'):
        assert said in grid
    assert '<w:spacing w:val="-5"/>' in styles
    assert 28 * (16 - 5 / 20) <= 156 / 25.4 * 72 < 29 * (16 - 5 / 20)
    assert 22 * 579 / 20 <= 225 / 25.4 * 72 < 23 * 579 / 20
    assert 'w:eastAsia="仿宋"' in styles
    assert 'w:eastAsia="方正小标宋简体"' in xml
    assert not [part for part in parts if "font" in part and part.endswith(".odttf")]
    assert footers.count("PAGE") == 2  # odd pages outside on the right, even ones on the left
    assert '<w:sz w:val="28"/>' in footers


def test_a_certificate_has_what_the_ministry_asks_and_no_number_of_identity() -> None:
    values = {
        "编号": "2026-0001", "姓名": "王芳", "开始": "2026年1月1日", "结束": "2026年2月1日", "次数": 2,
        "总时长": "3.5",
        "服务": [
            {"日期": "2026年1月1日", "内容": "义剪", "地点": "活动中心", "时长": "2"},
            {"日期": "2026年2月1日", "内容": "巡逻", "地点": "南院", "时长": "1.5"},
        ],
        "单位": "居委会", "日期": "2026年3月1日",
    }  # fmt: skip
    document = docx.Document(io.BytesIO(filled(usual("certificate"), values, "x")))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [
        ["日期", "服务内容", "地点", "时长（小时）"],
        ["2026年1月1日", "义剪", "活动中心", "2"],
        ["2026年2月1日", "巡逻", "南院", "1.5"],
    ]
    text = "\n".join(p.text for p in document.paragraphs)
    for said in ("编号：2026-0001", "王芳", "服务2次", "3.5小时", "记录单位：居委会", "单位负责人（签字）：___",
                 "经办人（签字）：___", "（单位盖章）", "2026年3月1日"):  # fmt: skip
        assert said in text
    assert "身份证" not in text


HOSTILE = (
    "{{ ''.__class__.__mro__ }}",
    "{{ 名.__class__ }}",
    "{{ 名['__class__'] }}",
    "{{ 名.format(名) }}",
    "{{ self }}",
    "{{ 名 * 1000000000 }}",
    "{{ 9 ** 9999999 }}",
    "{{ 名 ~ 名 }}",
    "{{ 名|pprint }}",
    "{{ 名|join(名) }}",
    "{{ 名|join('、')|join('、') }}",
    "{{ 表.append }}",
    "{% for a in range(10000000) %}x{% endfor %}",
    "{% for a in 名 %}x{% endfor %}",
    "{% set a = 1 %}",
    "{% macro a() %}{% endmacro %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% for a in 表 recursive %}{{ loop(a) }}{% endfor %}",
    "{% for a in 表 %}" * 4 + "{{ 名 }}" + "{% endfor %}" * 4,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_template_runs_nothing(text: str) -> None:
    values = {"名": "王芳" * 50, "表": ["一"] * 100}
    with pytest.raises(TemplateBroken) as told:
        filled(template("好", text), values, "会议纪要.docx")
    assert "会议纪要.docx" in str(told.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("致：{{收件人}}", "«收件人» in «致：{{收件人}}»"),
        ("{% for 行 in 表 %}第{{行.页码}}页{% endfor %}", "«页码» in"),
        ("单位：{{名 盖章", "braces"),
        ("{{名}} {% if 名 %}", "braces"),
        ("共{{名}}，合计{{1+1}}元", "«共{{名}}，合计{{1+1}}元»"),
    ],
)
def test_what_is_wrong_in_a_template_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(TemplateBroken) as told:
        filled(template("好", text), {"名": "王芳", "表": [{}]}, "x.docx")
    assert said in str(told.value)


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"no archive", id="text"),
        pytest.param(template("x")[:900], id="cut off"),
        pytest.param(with_part(template("x"), "word/document.xml", BOMB), id="entities"),
        pytest.param(
            with_part(template("x"), "word/styles.xml", BOMB.decode().encode("utf-16")), id="utf-16"
        ),
        pytest.param(with_part(template("x"), "word/document.xml", b"<a"), id="no XML"),
        pytest.param(with_part(template("x"), "[Content_Types].xml", b"<a/>"), id="no types"),
    ],
)
def test_a_file_that_is_no_document_is_told_in_words(content: bytes) -> None:
    with pytest.raises(TemplateBroken):
        filled(content, {}, "x.docx")


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="\r\n\t\a\f\v\x85\u2028\u2029"), max_size=40))
def test_any_value_stands_in_the_document_as_it_was_recorded(text: str) -> None:
    held = filled(template("〔{{名}}〕"), {"名": text}, "x")
    shown = "".join(
        c for c in text if c >= " " and not 0xD800 <= ord(c) <= 0xDFFF and ord(c) not in {0xFFFE, 0xFFFF}
    )
    assert docx.Document(io.BytesIO(held)).paragraphs[0].text == f"〔{shown}〕"


def test_what_a_value_says_is_no_template() -> None:
    held = filled(template("{{名}}"), {"名": "{{ 7*7 }} <w:br/> & {% if %}"}, "x")
    assert docx.Document(io.BytesIO(held)).paragraphs[0].text == "{{ 7*7 }} <w:br/> & {% if %}"


def test_numbers_are_those_of_items() -> None:
    assert [numeral(n) for n in (1, 9, 10, 11, 20, 21, 99, 100)] == [
        "一", "九", "十", "十一", "二十", "二十一", "九十九", "100",
    ]  # fmt: skip


def test_the_text_of_a_letterhead_is_found_too() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{抬头}}"
    out = io.BytesIO()
    document.save(out)
    assert "{{抬头}}" in paragraphs(out.getvalue())
    with pytest.raises(TemplateBroken, match="抬头"):
        filled(out.getvalue(), {"名": ""}, "x")
