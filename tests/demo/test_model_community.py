"""The model community: the published facts are in it, and it is alive on any day."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.desk.demo import dated_from, load_demo
from tui.platform.locations import model_community
from tui.queries.board import board
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY
from tui.rules.services.service_days import service_days
from tui.seats.actor import Actor
from tui.store import open_store

TEXT = model_community().read_text(encoding="utf-8")
CONTENT: dict[str, Any] = json.loads(TEXT)


@pytest.mark.parametrize(
    "fact",
    [
        "东风路南社区", "东风街道", "桥西区", "石家庄市", "建设南大街", "平安南大街", "建胜路", "东风路", "5327", "438",
        "市级党建示范社区", "区级先进基层党组织", "区级红色社区社会组织培育工作模范单位", "蔡铮欣", "2023-03", "杨雪琼",
        "银发爱心义剪队", "2018-08", "闫爱民", "老年活动中心", "技能学习小组", "桥西区十佳红色社区社会组织", "夕阳维修队",
        "朗诵队", "模特队", "党员教育", "治安巡防", "绿色环保", "爱心互助服务", "关爱未成年", "敬老爱老", "安全文明",
        "换阀门", "换电池", "燃气检查", "楼宇服务日", "公租房申请", "人才绿卡申请", "党支部成立", "党组织关系转接",
        "工会、妇联、司法所职工维权", "工会职工维权", "妇联职工维权", "司法所职工维权", "心理援助", "初心亭", "传帮带", "20余户", "换气阀", "检测", "分步安装", "法律咨询", "郭宝成", "邮电园", "3302（南院）",
    ],
)  # fmt: skip
def test_published_facts_are_in_it(fact: str) -> None:
    assert fact in TEXT


def test_numbers_as_published() -> None:
    community = CONTENT["communities"][0]
    assert (community["residents"], community["party_members"], community["resident_units"]) == (5327, 438, 4)
    assert community["area_km2"] == 0.4
    assert len(community["compounds"]) == 6
    kinds = [partner["kind"] for partner in CONTENT["partners"]]
    assert (kinds.count("alliance"), kinds.count("unit")) == (7, 4)
    assert len({a["partner_id"] for a in CONTENT["appointments"]}) == len(CONTENT["appointments"]) == 7


@pytest.mark.parametrize(
    ("written", "today", "meant"),
    [
        ("@May-20", date(2026, 11, 28), "2026-05-20"), ("@May-20", date(2026, 6, 1), "2026-05-20"),
        ("@May-20", date(2026, 5, 31), "2025-05-20"), ("@May-31", date(2026, 1, 1), "2025-05-31"),
        ("@Dec-31", date(2026, 12, 31), "2025-12-31"), ("@May-20T15:00", date(2026, 11, 28), "2026-05-20T15:00:00+08:00"),
        ("@-12", date(2026, 1, 5), "2025-12-24"), ("@+3", date(2026, 2, 27), "2026-03-02"), ("@0T09:30", date(2026, 1, 5), "2026-01-05T09:30:00+08:00"),
        ("@tomorrow", date(2026, 1, 5), "@tomorrow"),
    ],
)  # fmt: skip
def test_a_date_in_the_file_is_seen_from_the_day_of_loading(written: str, today: date, meant: str) -> None:
    assert dated_from({"on": [written]}, today) == {"on": [meant]}


@given(st.dates(date(2024, 1, 1), date(2029, 12, 31)))
def test_the_meeting_of_may_is_over_and_so_is_what_came_of_it(day: date) -> None:
    dated = dated_from({name: CONTENT[name] for name in ("meetings", "actions")}, day)
    (meeting,), (action,) = dated["meetings"], dated["actions"]
    held = meeting["starts_at"][:10]
    days = [held, action["opened_on"], *(step["done_on"] for step in action["steps"]), action["done_on"]]
    assert days == sorted(days)
    assert days[-1] < day.isoformat()


def test_nobody_has_an_invented_telephone_number() -> None:
    assert not re.search(r"\d{7,}", TEXT)
    assert '"phone":' not in TEXT


def test_made_up_people_are_marked() -> None:
    assert CONTENT["volunteers"]
    assert CONTENT["home_requests"]
    for volunteer in CONTENT["volunteers"]:
        assert volunteer["example"] == volunteer["name"].endswith("（示例）")
        assert volunteer["example"] or not {"birthday", "joined", "availability"} & volunteer.keys()
    assert all(request["resident"].endswith("（示例）") for request in CONTENT["home_requests"])


@settings(max_examples=25, deadline=None)
@given(st.dates(date(2024, 1, 1), date(2029, 12, 31)), st.integers(0, 23))
def test_the_board_is_alive_on_any_day(day: date, hour: int) -> None:
    now = datetime.combine(day, time(hour, 30), LOCAL)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), now=lambda: now)
        load_demo(store, model_community(), Actor("示例", "test"))
        assert store.check() == []
        shown = board(store, now)
        store.close()
    assert sum(line.days >= 0 for line in shown.sessions) >= 3
    assert shown.unconfirmed >= 1
    assert shown.overdue >= 1
    assert {"short", "resting"} <= {line.status.kind for line in shown.teams}
    assert len(shown.wishes) == 5


def test_its_services_show_what_services_can_do(tmp_path: Path) -> None:
    now = datetime(2026, 10, 9, 10, tzinfo=LOCAL)
    store = open_store(tmp_path, now=lambda: now)
    load_demo(store, model_community(), Actor("示例", "test"))
    by_name = {service["name"]: service for service in store.services.stored()}
    festival = service_days(by_name["重阳敬老活动"], now.date(), date(2026, 12, 31), LIBRARY)
    assert [str(one.day) for one in festival] == ["2026-10-18"]
    fridays = service_days(by_name["楼宇服务日"], date(2026, 10, 1), date(2026, 10, 16), LIBRARY)
    assert [str(one.day) for one in fridays] == ["2026-10-09", "2026-10-16"]  # not on National Day's holiday
    counted = [s for s in store.sessions.stored() if s["counts"]]
    assert counted
    assert all(sum(s["counts"].values()) == s["people_served"] for s in counted)
    signed = next(s for s in store.sessions.stored() if s["signups"])
    assert (signed["cap"], [one["at_home"] for one in signed["signups"]]) == (40, [False, False, True])
    assert [
        s["on"]
        for s in store.sessions.stored()
        if s["state"] == "done" and s["starts_at"][:10] >= str(now.date())
    ] == []
    store.close()
