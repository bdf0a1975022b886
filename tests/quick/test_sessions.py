"""Lines about a session that is planned: a sign-up, and what is asked back before it is done."""

from __future__ import annotations

from datetime import date

import pytest

from tests.desk.whole import changed_by
from tui.desk.desk import Desk
from tui.desk.quick import QuickEntry
from tui.language.errors import AskedBack, InvalidInput

ON = date(2026, 11, 26)


def _service(desk: Desk) -> int:
    return next(int(s["id"]) for s in desk.store.services.stored() if s["name"] == "银发义剪日")


@pytest.mark.parametrize(
    ("line", "resident", "address"),
    [("报名 闫爱民 义剪 26号", "闫爱民", ""), ("报名 银发义剪日 26号 @王大妈 @3号楼2单元", "王大妈", "3号楼2单元"), ("报名 王大妈 义剪 26号", "王大妈", ""),
     ("报名：义务理发 26号 王大妈", "王大妈", "")],
)  # fmt: skip
def test_a_resident_signs_up(
    desk: Desk, quick_entry: QuickEntry, line: str, resident: str, address: str
) -> None:
    assert resident in str(quick_entry.keep(line))
    signups = desk.sessions.find(_service(desk), ON)["signups"]
    assert [(s["resident"], s["address"]) for s in signups][-1:] == [(resident, address)]


def test_a_session_is_cancelled_only_when_that_is_sure(desk: Desk, quick_entry: QuickEntry) -> None:
    def ask() -> None:
        with pytest.raises(AskedBack, match=r"银发义剪日 on 2026-11-26 \(下雨\)"):
            quick_entry.keep("取消 银发义剪日 26号 下雨")

    assert changed_by(desk.store, ask) == {}
    quick_entry.keep("取消 银发义剪日 26号 下雨", sure=True)
    session = desk.sessions.find(_service(desk), ON)
    assert (session["state"], session["reason"]) == ("cancelled", "下雨")


def test_a_session_is_moved_only_when_that_is_sure(desk: Desk, quick_entry: QuickEntry) -> None:
    line = "改期 义剪 26号 到 28号上午10点 场地占用"
    with pytest.raises(AskedBack, match="from 2026-11-26 to 2026-11-28"):
        quick_entry.keep(line)
    quick_entry.keep(line, sure=True)
    session = desk.sessions.find(_service(desk), ON)
    assert str(session["starts_at"])[:16] == "2026-11-28T10:00"
    assert session["reason"] == "场地占用"


@pytest.mark.parametrize(
    ("line", "why"),
    [("取消 26号义剪", "why"), ("取消 银发义剪日", "which day"), ("取消 银发义剪日 27号 下雨", "No such session"), ("改期 义剪 26号 下雨", "to which day"),
     ("报名 义剪 26号", "whom"), ("报名 太极拳 26号 王大妈", "No such session"), ("取消 路边停车位", "which day")],
)  # fmt: skip
def test_what_is_missing_is_said(desk: Desk, quick_entry: QuickEntry, line: str, why: str) -> None:
    def keep() -> None:
        with pytest.raises(InvalidInput, match=why):
            quick_entry.keep(line, sure=True)

    assert changed_by(desk.store, keep) == {}
    assert any(why in str(message) for message in quick_entry.read(line, len(line)).preview)


def test_several_days_are_not_kept_as_one(quick_entry: QuickEntry) -> None:
    with pytest.raises(InvalidInput, match="several days"):
        quick_entry.keep("服务 义剪 周二、周四")


def test_the_sender_of_a_message_is_the_resident(desk: Desk, quick_entry: QuickEntry) -> None:
    quick_entry.keep("3号楼楼道灯不亮", sender="张三")
    wish = max(desk.store.wishes.stored(), key=lambda one: int(one["id"]))
    assert (wish["title"], wish["resident"]) == ("3号楼楼道灯不亮", "张三")
    quick_entry.keep("任务 报价 >物业公司", sender="张三")
    action = max(desk.store.actions.stored(), key=lambda one: int(one["id"]))
    assert action["owner"] == "物业公司"


def _two_on_a_day(desk: Desk, starts: str) -> int:
    """The haircut day of 26 December moved beside one more of the 19th."""
    service = _service(desk)
    desk.services.add_date(service, date(2026, 12, 19))
    desk.sessions.move(service, date(2026, 12, 26), reason="场地", to=date(2026, 12, 19), starts=starts)
    return service


def test_of_two_sessions_on_a_day_the_hour_tells_which(desk: Desk, quick_entry: QuickEntry) -> None:
    service = _two_on_a_day(desk, "14:00")
    for line in (
        "取消 银发义剪日 12月19号 下雨",
        "报名 王大妈 银发义剪日 12月19号",
        "服务 银发义剪日 12月19号",
    ):
        with pytest.raises(InvalidInput, match="at 09:00, 14:00: write the hour"):
            quick_entry.keep(line, sure=True)
    with pytest.raises(InvalidInput, match="Nothing starts at 16:00"):
        quick_entry.keep("取消 银发义剪日 12月19号 16点 下雨", sure=True)
    quick_entry.keep("报名 王大妈 银发义剪日 12月19号 下午2点")
    quick_entry.keep("取消 银发义剪日 12月19号 9点 下雨", sure=True)
    there = desk.sessions.all_on(service, date(2026, 12, 19))
    assert [(s["starts_at"][11:16], s["state"], len(s["signups"])) for s in there] == [
        ("09:00", "cancelled", 0), ("14:00", "planned", 1)]  # fmt: skip


def test_two_sessions_at_one_hour_are_told_apart_in_the_list(desk: Desk, quick_entry: QuickEntry) -> None:
    _two_on_a_day(desk, "09:00")
    with pytest.raises(InvalidInput, match="planned for 2026-12-19, 2026-12-26"):
        quick_entry.keep("取消 银发义剪日 12月19号 下雨", sure=True)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("服务 家电维修 12月5号 16点到15点", "16:00 to 15:00"), ("服务 家电维修 12月5号 下午4点-3点", "16:00 to 15:00"),
        ("改期 银发义剪日 26号 到 28号 16:00-15:30 场地", "16:00 to 15:30"), ("service 家电维修 dec 5 4pm to 3pm", "16:00 to 15:00"),
        ("上门 @张秀英 理发 明天25点", "25点"), ("报名 王大妈 银发义剪日 26号 25:00", "25:00"), ("取消 银发义剪日 26号 9:75 下雨", "9:75"),
    ],
)  # fmt: skip
def test_hours_that_cannot_be_are_refused(desk: Desk, quick_entry: QuickEntry, line: str, why: str) -> None:
    def ask() -> None:
        with pytest.raises(InvalidInput, match=why):
            quick_entry.keep(line, sure=True)

    assert changed_by(desk.store, ask) == {}


@pytest.mark.parametrize("clock", ["25:00", "9:00", "abc", "24:00", "09:60", "-1:00", ""])
@pytest.mark.parametrize("service", [1, "新服务"])
@pytest.mark.parametrize("field", ["starts", "ends"])
def test_what_is_no_hour_is_an_error_at_its_field(
    desk: Desk, clock: str, service: int | str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        desk.sessions.hold(service, date(2026, 12, 3), **{field: clock})  # type: ignore[arg-type]
    assert field in refused.value.errors


def test_a_day_in_a_year_that_is_not_published_says_so(quick_entry: QuickEntry) -> None:
    for line in (
        "任务 交材料 >物业 1月10号",
        "服务 家电维修 1月9号 9点",
        "路灯坏了 1月10号",
        "改期 银发义剪日 26号 到 1月9号 场地",
    ):
        told = [str(message) for message in quick_entry.read(line, len(line)).preview]
        assert "holidays of 2027 not yet published" in told, line
    line = "任务 交材料 >物业 12月10号"
    assert not any("published" in str(m) for m in quick_entry.read(line, len(line)).preview)
