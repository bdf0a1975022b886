"""Lists of what is to be done, of rooms and of who comes, lists and messages of a group chat: what becomes of each row."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from tests.papers.importing.expected import COMMUNITY, COMPOUNDS
from tui.desk.desk import Desk
from tui.papers.importing.known import mark, place_of
from tui.papers.importing.planning import Wanted, plan
from tui.papers.importing.plans import SheetPlan
from tui.papers.importing.taking import given
from tui.papers.importing.values import Place
from tui.rules.calendar.time_zone import LOCAL
from tui.seats.actor import Actor
from tui.store import Store, open_store

NOW: Final = datetime(2026, 11, 24, 10, tzinfo=LOCAL)
PLACE: Final = Place(date(2026, 12, 1), COMPOUNDS, (), COMMUNITY, ("磨刀日", "义诊"))

# Text, kind, what some fields of the records are, rows that are refused, rows that are no record.
CASES: Final[dict[str, tuple[str, str, list[dict[str, Any]], list[int], list[int]]]] = {
    "a list of tasks": (
        "任务内容,责任人,完成时限,进度\n清理楼道,高山,2026-12-10,未完成\n换门禁,流水,12月12日,已换一半，正在施工\n贴告示,青松,2026-11-20,√\n,青松,12月9日,\n",
        "action",
        [
            {"row": 2, "title": "清理楼道", "owner": "高山", "due": "2026-12-10", "state": "open"},
            {"row": 3, "due": "2026-12-12", "state": "open", "outcome": "已换一半，正在施工"},
            {"row": 4, "state": "done"},
        ],
        [5],
        [],
    ),
    "who has a room, the hours in one column": (
        "使用日期,使用时段,场地,使用单位,用途\n12月3日,下午2点到4点,活动室,合唱队,排练\n1月5日,9:30—11:00,阅览室,读书会,\n12月4日,上午,活动室,舞蹈队,\n12月5日,15:00-14:00,活动室,舞蹈队,\n",
        "booking",
        [
            {"row": 2, "room": "活动室", "on": "2026-12-03", "starts": "14:00", "ends": "16:00", "booked_by": "合唱队"},
            {"row": 3, "on": "2027-01-05", "starts": "09:30", "ends": "11:00"},
        ],
        [4, 5],
        [],
    ),
    "who has a room, day and hours in a cell": (
        "预约时间,预约房间,预约人\n2026-12-03 9:00-10:30,活动室,白云\n",
        "booking",
        [{"row": 2, "on": "2026-12-03", "starts": "09:00", "ends": "10:30", "booked_by": "白云"}],
        [],
        [],
    ),
    "who comes, the session above": (
        "磨刀日（12月9日）报名表,,\n姓名,手机,是否上门\n白云,13800000035,是\n青松,,否\n",
        "signup",
        [
            {"row": 3, "service": "磨刀日", "on": "2026-12-09", "resident": "白云", "phone": "13800000035", "at_home": True},
            {"row": 4, "resident": "青松", "at_home": False},
        ],
        [],
        [],
    ),
    "a chain of who comes": (
        "#接龙\n义诊 12月9日 报名\n例 姓名 楼号\n\n1. 白云 3号楼2单元 501 13800000035\n2、青松（带老伴）\n3．高山+1🌹\n4.\n5. 没来得及写名字的那一位邻居请联系我\n",
        "signup",
        [
            {"row": 5, "service": "义诊", "on": "2026-12-09", "resident": "白云", "address": "3号楼2单元501", "phone": "13800000035"},
            {"row": 6, "resident": "青松", "extra": {"备注": "带老伴"}},
            {"row": 7, "resident": "高山", "extra": {"备注": "+1"}},
        ],
        [9],
        [8],
    ),
    "a chain of what is wrong": (
        "接龙：谁家水压有问题？\n1. 2-1-301 白云 厨房没水\n2. 青松 5号楼 水很小\n",
        "wish",
        [
            {"row": 2, "resident": "白云", "address": "2-1-301", "title": "厨房没水"},
            {"row": 3, "resident": "青松", "address": "5号楼", "title": "水很小"},
        ],
        [],
        [],
    ),
    "messages with their days": (
        "—— 2026-11-28 ——\n白云-3号楼 10:23\n单元门又关不上了\n居委会小李 10:25\n马上报修\n青松 10:30\n谢谢\n高山 昨天 20:01\n路灯不亮\n",
        "wish",
        [
            {"row": 2, "title": "单元门又关不上了", "recorded_on": "2026-11-28", "channel": "wechat"},
            {"row": 8, "resident": "高山", "title": "路灯不亮", "recorded_on": "2026-11-30"},
        ],
        [],
        [4, 6],
    ),
    "a table as documents have it": (
        "| 日期 | 居民 | 诉求 |\n|:---|---|---:|\n| 2026-06-01 | 白云 | 外机滴水 |\n",
        "wish",
        [{"row": 3, "title": "外机滴水", "resident": "白云", "recorded_on": "2026-06-01"}],
        [],
        [],
    ),
    "columns with blanks between them": (
        "登记日期    居民姓名  反映问题\n2026-06-03  白云      路面塌陷\n2026-06-05  青松      高空抛物\n",
        "wish",
        [{"row": 2, "resident": "白云", "title": "路面塌陷"}, {"row": 3, "title": "高空抛物"}],
        [],
        [],
    ),
    "both times of hours": (
        "志愿者姓名,服务日期,开始时间,结束时间\n白云,2026-09-10,9:00,11:30\n",
        "hours",
        [{"row": 2, "volunteer": "白云", "hours": 2.5}],
        [],
        [],
    ),
    "a section of people": (
        "姓名,住址,电话\n独居老人,,\n白云,1号楼,13800000035\n残疾人,,\n青松,2号楼,13800000036\n",
        "household",
        [{"row": 3, "flags": ["alone"]}, {"row": 5, "flags": ["disabled"]}],
        [],
        [2, 4],
    ),
}  # fmt: skip


def read(text: str, place: Place = PLACE, **wanted: Any) -> SheetPlan:
    (sheet,) = plan(text.encode(), place, Wanted(**wanted)).sheets
    return sheet


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_list_becomes_what_a_clerk_means(
    case: tuple[str, str, list[dict[str, Any]], list[int], list[int]],
) -> None:
    text, kind, records, refused, ignored = case
    found = read(text).to_json()
    said = [
        {name: one.get(name) for name in wanted}
        for wanted, one in zip(records, found["records"], strict=True)
    ]
    assert (found["kind"], said) == (kind, records)
    assert [one["row"] for one in found["refused"]] == refused
    assert sorted(one["row"] for one in found["ignored"]) == ignored


@pytest.mark.parametrize(
    "text",
    [
        "日期,摘要,收入,支出,余额\n2026-11-01,上月结转,,,500\n",
        "物品,单价,数量,金额\n打印纸,25,10,250\n",
        "通知\n1. 明天停水\n2. 请储水\n",
        "注意事项：\n1、带好身份证\n2、提前半小时到\n",
    ],
)
def test_accounts_and_notices_are_no_records(text: str) -> None:
    assert not read(text).records


def test_a_chat_without_days_asks_for_the_day() -> None:
    sheet = read("白云：单元门关不上\n青松：好的，谢谢\n高山：路灯不亮\n")
    assert (sheet.missing, [one.fields["title"] for one in sheet.records]) == (
        ["recorded_on"],
        ["单元门关不上", "路灯不亮"],
    )


@settings(database=None, max_examples=40, deadline=None)
@over(st.lists(st.text("白云3号楼13800000035 -+,，（）🌹a：:", max_size=24), min_size=1, max_size=6))
def test_every_entry_of_a_chain_is_a_record_refused_or_told(entries: list[str]) -> None:
    text = "#接龙\n义诊 12月9日\n" + "\n".join(f"{n}、{one}" for n, one in enumerate(entries, 1))
    sheet = read(text)
    rows = [*(one.row for one in sheet.records), *(one.row for one in sheet.refused), *sheet.ignored]
    assert sorted(rows) == list(range(3, 3 + len(entries)))


@pytest.mark.parametrize(
    "name", ["a chain of who comes", "a chain of what is wrong", "messages with their days"]
)
def test_the_rows_of_a_text_are_shown_and_handed_back_below_their_headings(name: str) -> None:
    text, _, records, *_ = CASES[name]
    sheet = read(text)
    assert len(sheet.first_rows(9)) >= len(records)
    assert all(one.heading in sheet.rows[sheet.head[0] - 1] for one in sheet.columns)
    lines = text.splitlines()
    for one in sheet.records:
        who = one.fields["resident"]
        assert who in sheet.rows[one.row - 1]
        assert who in lines[one.row - 1]


def desk_with(folder: Path) -> tuple[Store, Desk]:
    store = open_store(folder, now=lambda: NOW)
    desk = Desk(store, Actor("小李", "local"))
    with store.transaction(by="小李", seat="local", action="demo.load") as transaction:
        for table, fields in (
            ("communities", {"name": "东风路南社区"}),
            ("rooms", {"name": "活动室"}),
            ("services", {"name": "磨刀日", "first": "2026-12-09", "rdates": ["2026-12-09"]}),
        ):
            transaction.insert(table, desk.wishes.checked(table, fields))
    return store, desk


def take_in(store: Store, desk: Desk, text: str) -> tuple[int, list[tuple[int, str]]]:
    """How many records were kept, and the rows that the desk refused, with the field that is to blame."""
    found = plan(text.encode(), place_of(store), Wanted())
    mark(found, store)
    drafts, refused = desk.imports.drafts(given(found))
    kept = desk.imports.keep(drafts, "x.csv")
    lost = [*refused, *kept.refused]
    return len(drafts) - len(kept.refused), [(one.row, message.msgid) for one, message in lost]


def test_rooms_and_sessions_that_are_named_must_be_here_and_free(tmp_path: Path) -> None:
    store, desk = desk_with(tmp_path)
    rooms = "使用日期,使用时段,房间,使用人\n"
    kept, lost = take_in(
        store, desk,
        f"{rooms}2026-12-03,9:00-11:00,活动室,白云\n2026-12-03,10:00-12:00,活动室,青松\n2026-12-03,9:00-10:00,舞厅,青松\n2026-03-05,9:00-10:00,活动室,青松\n",
    )  # fmt: skip
    assert (kept, [row for row, _ in lost]) == (2, [4, 3])
    assert take_in(store, desk, f"{rooms}2026-12-03,9:00-11:00,活动室,白云\n") == (0, [])
    signed = "服务,场次日期,报名人,电话\n磨刀日,2026-12-09,白云,13800000035\n磨刀日,2026-12-10,青松,\n修伞,2026-12-09,青松,\n"
    assert [row for row, _ in take_in(store, desk, signed)[1]] == [3, 4]
    (session,) = store.sessions.stored()
    assert [(one["number"], one["resident"]) for one in session["signups"]] == [(1, "白云")]
    assert take_in(store, desk, signed)[0] == 0
    desk.history.undo()
    assert [one["signups"] for one in store.sessions.stored()] in ([], [[]])
    store.close()
