"""Tables that stand one below the other on one sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest

from tests.papers.importing.expected import planned
from tui.desk.desk import Desk
from tui.language.i18n import translator
from tui.papers.importing.known import mark, place_of
from tui.papers.importing.planning import Wanted, plan
from tui.papers.importing.plans import Plan
from tui.papers.importing.taking import given, refused_book, refused_rows
from tui.rules.calendar.time_zone import LOCAL
from tui.seats.actor import Actor
from tui.store import open_store

Rows = Sequence[Sequence[Any]]

OFFERS: Final[Rows] = (
    ["红色联盟资源清单"],
    ["序号", "提供单位", "资源名称", "数量"],
    [1, "示例邮政所", "义务读报", 12],
)
NEEDS: Final[Rows] = (["红色联盟需求清单"], ["序号", "需求内容", "需求单位"], [1, "轮椅", "社区居委会"])
PARTNERS: Final[Rows] = (
    ["红色联盟成员"],
    ["序号", "单位名称", "联系人", "联系电话"],
    [1, "示例邮政所", "彭俊杰", "13800000801"],
)
PROJECTS: Final[Rows] = (["项目清单"], ["项目名称", "牵头单位", "完成时限"], ["充电桩", "社区", "2026.12"])
VISITS: Final = ["日期", "姓名", "走访人", "走访内容"]
SIGNED: Final = ["序号", "姓名", "单位"]


def book(*rows: Sequence[Any]) -> bytes:
    """A workbook with these rows."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def found(*rows: Sequence[Any], name: str = "") -> Plan:
    """The plan of a workbook with these rows."""
    return planned(book(*rows), name)


def told(of: Plan) -> list[tuple[str | None, list[int]]]:
    """The kind of each table, and the rows of its records."""
    assert all(not sheet.refused for sheet in of.sheets)
    return [(sheet.kind, [record.row for record in sheet.records]) for sheet in of.sheets]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((*OFFERS, [], *NEEDS), [("offer", [3]), ("need", [7])]),
        ((*OFFERS, *NEEDS, *PARTNERS), [("offer", [3]), ("need", [6]), ("partner", [9])]),
        # The lower one is the wider.
        ((*NEEDS, [], *PARTNERS), [("need", [3]), ("partner", [7])]),
        # Signatures below the first, a line of labels above the second.
        (
            (["诉求登记表"], ["填报单位：南社区"], ["登记日期", "姓名", "诉求内容"], ["3.2", "甲", "灯不亮"], ["审核：", "", "制表：孟晓"], [],
             ["矛盾纠纷登记表"], ["填报单位：南社区"], ["排查时间", "当事人", "纠纷类型", "纠纷简要情况"], ["3.5", "甲、乙", "邻里", "漏水"]),
            [("wish", [4]), ("mediation", [10])],
        ),
        # Neither title nor empty row.
        ((OFFERS[1], OFFERS[2], NEEDS[1], NEEDS[2]), [("offer", [2]), ("need", [4])]),
        # The same headings: of another year, of another team, of another meeting.
        ((["2025年走访记录"], VISITS, ["12月2日", "甲", "石磊", "好"], [], ["2026年走访记录"], VISITS, ["1月3日", "甲", "石磊", "好"]),
         [("visit", [3]), ("visit", [7])]),
        ((["议事会签到表"], ["时间：2026年6月3日9:00"], SIGNED, [1, "甲", "物业"], ["议事会签到表"], ["时间：2026年6月9日9:00"], SIGNED, [1, "乙", "物业"]),
         [("meeting", [4]), ("meeting", [8])]),
        # The same page once more, and sections, are no tables.
        ((["走访记录"], VISITS, ["2026.3.1", "甲", "石磊", "好"], ["走访记录（续）"], VISITS, ["2026.3.2", "乙", "石磊", "好"]), [("visit", [3, 6])]),
        ((["志愿者名单"], ["一、义剪队"], ["姓名", "电话"], ["甲", "13800000001"], ["二、维修队"], ["姓名", "电话"], ["乙", "13800000002"]),
         [("volunteer", [4, 7])]),
        # Of projects there are no records; they are told.
        ((*NEEDS, [], *PROJECTS), [("need", [3]), (None, [])]),
    ],
)  # fmt: skip
def test_each_table_is_read_by_itself(rows: Rows, expected: list[tuple[str | None, list[int]]]) -> None:
    plan = found(*rows)
    assert told(plan) == expected
    assert all(sheet.kind or sheet.warnings for sheet in plan.sheets)


def test_a_title_holds_for_its_own_table_and_the_year_of_the_first_for_all() -> None:
    """Each team's hours are its own; the year of the sheet's title is that of every table."""
    head = ["姓名", "日期", "时长"]
    plan = found(
        ["2025年志愿服务时长"], ["夕阳维修队时长表"], head, ["甲", "3.2", 2], ["小计", "", 2], ["银发爱心义剪队时长表"], head, ["乙", "3.3", 1.5],
    )  # fmt: skip
    records = [record.fields for sheet in plan.sheets for record in sheet.records]
    assert [(r["volunteer"], r["on"]) for r in records] == [("甲", "2025-03-02"), ("乙", "2025-03-03")]
    assert records[1]["team"] == "银发爱心义剪队"


def test_a_section_above_the_head_holds_for_the_rows_below_it() -> None:
    plan = found(
        ["名单"],
        ["一、义剪队（1人）"],
        ["姓名", "电话", "特长"],
        ["甲", "13800000001", "理发"],
        ["二、维修队"],
        ["乙", "13800000002", "电工"],
        name="志愿者.xlsx",
    )
    assert [record.fields["teams"] for record in plan.sheets[0].records] == [["义剪队"], ["维修队"]]


def test_what_one_table_names_and_another_lists_is_kept_once(tmp_path: Path) -> None:
    """The partner of an offer is the one of the list below it; the same file again changes nothing."""
    store = open_store(tmp_path, now=lambda: datetime(2026, 12, 1, 10, tzinfo=LOCAL))
    desk = Desk(store, Actor("小李", "local"))
    with store.transaction(by="小李", seat="local", action="demo.load") as transaction:
        transaction.insert(
            "communities", desk.wishes.checked("communities", {"name": "东风路南社区", "number": 1})
        )
    here = []
    for _ in range(2):
        read = plan(book(*OFFERS, *NEEDS, *PARTNERS), place_of(store), Wanted())
        mark(read, store)
        drafts, refused = desk.imports.drafts(given(read))
        assert refused == []
        desk.imports.keep(drafts, "三张清单.xlsx")
        here.append([record.here for sheet in read.sheets for record in sheet.records])
    assert here == [["new"] * 3, ["same"] * 3]
    assert [(p["name"], p["contact"]) for p in store.partners.stored()] == [("示例邮政所", "彭俊杰")]
    store.close()


def test_refused_rows_of_two_tables_of_a_kind_stand_below_their_own_heads() -> None:
    """Two tables of one kind on a sheet: each row is written from the table in which it stands."""
    of = found(
        ["2025年走访记录"],
        VISITS,
        ["2025.2.30", "甲", "石磊", "好"],
        ["2026年走访记录"],
        VISITS,
        ["2026.2.30", "乙", "石磊", "好"],
    )
    rows = refused_rows(of, (), translator("zh"))
    assert [sorted(why) for _, why in rows] == [[3], [6]]
    written = openpyxl.load_workbook(io.BytesIO(refused_book(rows, translator("zh"))))
    assert [[row[1].value for row in sheet] for sheet in written] == [["姓名", "甲"], ["姓名", "乙"]]
