"""What ledgers do besides the examples: pages, sections, preambles, several columns for one field."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl

from tests.papers.importing.expected import planned
from tui.papers.importing.plans import SheetPlan


def sheet(*rows: Sequence[Any], name: str = "", **wanted: Any) -> SheetPlan:
    """The plan of a workbook with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return planned(out.getvalue(), name, **wanted).sheets[0]


def test_pages_repeat_title_and_head() -> None:
    plan = sheet(
        ["2026年诉求台账"], ["序号", "日期", "事项", "电话"], [1, "3.5", "路灯坏", "13800000001"], ["第1页 共2页"],
        ["2026年诉求台账"], ["序号", "日期", "事项", "电话"], [2, "3.6", "水管", "13800000002"], ["", "", "本页小计", "2件"],
        ["制表人", "田小雨", None, "2026年3月31日"],
    )  # fmt: skip
    assert [(r.row, r.fields["recorded_on"], r.extra) for r in plan.records] == [
        (3, "2026-03-05", {}),
        (7, "2026-03-06", {}),
    ]
    assert plan.ignored == {
        4: "page number",
        5: "heading again",
        6: "heading again",
        8: "subtotal",
        9: "footer",
    }


def test_sections_say_what_the_rows_below_are() -> None:
    plan = sheet(
        ["共建单位名单"], ["序号", "单位名称", "联系人"], ["一、驻区单位"], [1, "示例学校", "王"], ["二、商户（1家）"], [2, "示例店", "李"],
    )  # fmt: skip
    assert [r.fields["kind"] for r in plan.records] == ["unit", "business"]


def test_what_stands_above_the_head_holds_for_all_rows() -> None:
    plan = sheet(
        ["夕阳维修队志愿服务活动签到表"], ["活动时间：2026年3月5日", "", "活动地点：邮电园"], ["序号", "姓名", "服务时长", "签字"],
        [1, "王芳", 2, ""], [2, "李强", "2.5小时", ""], [3, "", "", ""],
    )  # fmt: skip
    assert [r.fields for r in plan.records] == [
        {"volunteer": name, "hours": hours, "on": "2026-03-05", "place": "邮电园", "team": "夕阳维修队"}
        for name, hours in (("王芳", 2.0), ("李强", 2.5))
    ]
    assert plan.ignored == {6: "empty line of the form"}


def test_a_day_without_a_year_lies_next_to_its_neighbours() -> None:
    plan = sheet(
        ["日期", "诉求内容", "姓名"], ["2025-12-30", "甲", "王"], ["1月3日", "乙", "李"], ["同上", "丙", "张"]
    )
    assert [r.fields["recorded_on"] for r in plan.records] == ["2025-12-30", "2026-01-03", "2026-01-03"]


def test_several_columns_may_go_into_one_field() -> None:
    plan = sheet(
        ["人民调解登记表"], ["编号", "登记日期", "申请人", "被申请人", "纠纷事由"], ["东调1号", "2026-3-1", "王芳", "李强", "漏水"],
    )  # fmt: skip
    assert plan.records[0].fields["parties"] == ["王芳", "李强"]
    assert plan.records[0].extra == {"编号": "东调1号"}
    flags = sheet(
        ["户主姓名", "是否独居", "是否低保", "现住址"], ["王芳", "是", "否", "1-1"], ["李强", "√", "√", "1-2"]
    )
    assert [r.fields["flags"] for r in flags.records] == [["alone"], ["alone", "low_income"]]


def test_numbers_of_identity_cards_are_kept_nowhere() -> None:
    plan = sheet(
        ["姓名", "现住址", "号码", "备注"],
        *(["王芳", "1-1", "110101195001010011", "证号110101195001010011"] for _ in range(3)),
    )
    assert plan.withheld == ["号码"]
    assert all("110101" not in str((r.fields, r.extra)) for r in plan.records)
    assert plan.warnings


def test_a_long_title_is_whole_in_the_detail() -> None:
    plan = sheet(["登记日期", "诉求内容"], ["2026.3.1", "长" * 130], ["2026.3.1", "一行\n二行"])
    assert [r.fields["detail"] for r in plan.records] == ["长" * 130, "一行\n二行"]
    assert len(plan.records[0].fields["title"]) == 120
    assert plan.records[1].fields["title"] == "一行 二行"


def test_what_somebody_says_of_a_heading_counts() -> None:
    rows = (["姓名", "联系电话", "老人的话"], ["王芳", "13800000001", "每周一次"])
    assert sheet(*rows).unknown == ["老人的话"]
    assert (
        sheet(*rows, kind="household", own={"household": {"老人的话": "every"}}).records[0].fields["every"]
        == 7
    )
    assert (
        sheet(*rows, kind="household", own={"": {"联系电话": ""}}).records[0].extra["联系电话"]
        == "13800000001"
    )


def test_a_reading_can_be_stopped() -> None:
    class Enough(Exception):
        pass

    def progress(done: int, rows: int) -> None:
        raise Enough

    try:
        sheet(["姓名", "电话"], *(["王", "13800000001"] for _ in range(600)), progress=progress)
    except Enough:
        return
    raise AssertionError("it went on")


def test_a_text_too_long_for_its_field_or_for_the_note_is_refused_and_counted() -> None:
    wishes = sheet(["日期", "姓名", "诉求内容"], ["2026.3.1", "甲", "灯"], ["2026.3.2", "乙", "长" * 4001])
    hours = sheet(["日期", "姓名", "时长", "服务内容", "备注"], ["2026.3.1", "甲", 2, "理发", "长" * 250])
    assert [(r.row, r.reason, r.heading) for r in (*wishes.refused, *hours.refused)] == [
        (3, "too_long", "诉求内容"),
        (2, "too_long", "备注"),
    ]
    assert (wishes.counts()["new"], wishes.counts()["refused"]) == (1, 1)
