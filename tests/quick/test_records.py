"""What each kind of line becomes: one commit of the use case that the forms go through, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.quick.conftest import NOW
from tui.desk.desk import Desk
from tui.desk.quick import QuickEntry
from tui.kinds.words import Role
from tui.language.errors import InvalidInput, NotAllowed, WrongState, XingfuError


def newest(desk: Desk, table: str) -> Any:
    return max(desk.store.collection(table).all(), key=lambda document: document.id)


def commits(desk: Desk, what: Callable[[], object]) -> int:
    before = desk.store.seq
    what()
    return desk.store.seq - before


def test_a_wish_with_all_its_signs_is_given_to_somebody_in_one_commit(
    desk: Desk, quick_entry: QuickEntry
) -> None:
    line = "心愿 大门口路面坑洼 @闫爱民 #道路 !急 >物业 ^下周五"
    assert commits(desk, lambda: quick_entry.keep(line)) == 1
    wish = newest(desk, "wishes")
    assert (wish.title, wish.resident, wish.category) == ("大门口路面坑洼", "闫爱民", "roads")
    assert (wish.urgency, wish.due, wish.state) == ("urgent", date(2026, 12, 4), "assigned")
    assert (wish.assignee.name, wish.assignee.kind) == ("物业公司", "partner")
    assert [event.action for event in wish.history] == ["record", "assign"]
    desk.history.undo()
    assert desk.store.wishes.find(wish.id) is None


def test_without_a_verb_and_a_sign_it_is_a_wish(desk: Desk, quick_entry: QuickEntry) -> None:
    quick_entry.keep("3号楼顶漏水，雨天更严重")
    wish = newest(desk, "wishes")
    assert (wish.title, wish.state, wish.assignee) == ("3号楼顶漏水，雨天更严重", "recorded", None)


def test_signs_in_full_width_do_the_same(desk: Desk, quick_entry: QuickEntry) -> None:
    quick_entry.keep("路灯又坏了 ＠王奶奶 ！急 》物业")
    wish = newest(desk, "wishes")
    assert (wish.resident, wish.urgency, wish.assignee.name) == ("王奶奶", "urgent", "物业公司")


def test_a_task_needs_somebody_who_sees_to_it(desk: Desk, quick_entry: QuickEntry) -> None:
    quick_entry.keep("任务 充电桩二期报价 >物业公司 ^月底")
    action = newest(desk, "actions")
    assert (action.title, action.owner, action.due) == ("充电桩二期报价", "物业公司", date(2026, 11, 30))
    with pytest.raises(InvalidInput, match="Say who sees to it"):
        quick_entry.keep("任务 充电桩二期报价")


def session(desk: Desk, name: str) -> Any:
    service = next(s for s in desk.store.services.all() if s.name == name)
    return max((s for s in desk.store.sessions.all() if s.service_id == service.id), key=lambda s: s.on)


def test_a_session_that_is_planned_is_meant_and_changed_where_something_else_is_said(
    desk: Desk, quick_entry: QuickEntry
) -> None:
    services = len(desk.store.services)
    assert commits(desk, lambda: quick_entry.keep("服务 义务理发 26号 9点半 @3号楼活动室 >义剪队")) == 1
    held = session(desk, "银发义剪日")
    assert (held.on, f"{held.starts_at:%H:%M}", held.place) == (date(2026, 11, 26), "09:30", "3号楼活动室")
    assert held.ends_at - held.starts_at == timedelta(hours=2, minutes=30)  # as long as planned
    assert len(desk.store.services) == services
    assert held.history[-1].action == "move"


def test_one_session_more_than_planned(desk: Desk, quick_entry: QuickEntry) -> None:
    quick_entry.keep("服务 银发义剪日 12月10日 14点到16点")
    held = session(desk, "银发义剪日")
    assert (held.on, f"{held.starts_at:%H:%M}-{held.ends_at:%H:%M}") == (date(2026, 12, 10), "14:00-16:00")
    service = desk.store.services.get(held.service_id)
    assert service.rdates == (date(2026, 12, 10),)
    quick_entry.keep("服务 银发义剪日 12月10日 14点到16点")
    assert desk.store.services.get(held.service_id).rdates == (date(2026, 12, 10),)


def test_a_service_that_is_not_on_record_is_made_for_that_day_and_said_before(
    desk: Desk, quick_entry: QuickEntry
) -> None:
    line = "服务 健康讲座 12月10日 15:00-16:30 @活动室"
    messages = quick_entry.read(line, len(line)).preview
    assert [message.msgid for message in messages] == ["A new service, held on that day alone."]
    assert commits(desk, lambda: quick_entry.keep(line)) == 1
    held = session(desk, "健康讲座")
    assert (f"{held.starts_at:%m-%d %H:%M}-{held.ends_at:%H:%M}", held.place) == (
        "12-10 15:00-16:30",
        "活动室",
    )


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("服务 健康讲座", "Say on which day"),
        ("服务 健康讲座 昨天 9点", "still be to come"),
        ("服务 银发义剪日 12月10日 >物业公司", "is no team on record"),
        ("服务 12月10日", "Say"),
    ],
)
def test_a_session_that_cannot_be_is_refused_and_nothing_kept(
    desk: Desk, quick_entry: QuickEntry, line: str, complaint: str
) -> None:
    before = desk.store.seq, len(desk.store.services)
    with pytest.raises(XingfuError, match=complaint):
        quick_entry.keep(line)
    assert (desk.store.seq, len(desk.store.services)) == before


def test_a_session_ends_after_it_starts(desk: Desk) -> None:
    before = desk.store.seq, len(desk.store.services)
    for service in ("健康讲座", next(s.id for s in desk.store.services.all() if s.name == "银发义剪日")):
        with pytest.raises(InvalidInput, match="later than the start"):
            desk.sessions.hold(service, date(2026, 11, 26), starts="16:00", ends="15:00")
    assert (desk.store.seq, len(desk.store.services)) == before


def test_hours_of_several_are_kept_together_or_not_at_all(desk: Desk, quick_entry: QuickEntry) -> None:
    first, second = (v.name.removesuffix("（示例）") for v in desk.store.volunteers.all()[:2])
    known = len(desk.store.hours)
    assert commits(desk, lambda: quick_entry.keep(f"工时 @{first} @{second} 2.5小时 昨天 楼院巡逻")) == 1
    given = desk.store.hours.all()[known:]
    assert [(h.hours, h.content, h.on) for h in given] == [(2.5, "楼院巡逻", date(2026, 11, 23))] * 2
    with pytest.raises(InvalidInput, match="is no volunteer on record"):
        quick_entry.keep(f"工时 @{first} @张三丰 2h 楼院巡逻")
    with pytest.raises(InvalidInput, match="Say what was done"):
        quick_entry.keep(f"工时 {first} 2h")
    assert len(desk.store.hours) == known + 2


def test_a_visit_goes_to_the_household_on_the_list_and_a_new_one_is_put_there(
    desk: Desk, quick_entry: QuickEntry
) -> None:
    desk.households.add({"name": "李奶奶", "address": "3号楼2单元"})
    line = "走访 3号楼2单元 想学用手机"
    assert "Household on the list" in str(quick_entry.read(line, len(line)).preview[0])
    quick_entry.keep(line)
    visit = newest(desk, "visits")
    assert (desk.store.households.get(visit.household_id).name, visit.heard) == ("李奶奶", "想学用手机")
    assert commits(desk, lambda: quick_entry.keep("走访 5号楼1单元301 独居，要装扶手")) == 1
    visit = newest(desk, "visits")
    assert desk.store.households.get(visit.household_id).address == "5号楼1单元301"
    with pytest.raises(InvalidInput, match="a house, a name on the visit list"):
        quick_entry.keep("走访 想学用手机")


def test_a_house_in_full_width_is_the_same_house(desk: Desk, quick_entry: QuickEntry) -> None:
    known = desk.households.add({"name": "李奶奶", "address": "3号楼2单元"})
    quick_entry.keep("走访　３号楼２单元　想学用手机")
    assert newest(desk, "visits").household_id == known["id"]


def test_a_household_on_the_list_is_known_by_its_name(desk: Desk, quick_entry: QuickEntry) -> None:
    known = [desk.households.add({"name": "李奶奶", "address": f"{n}号楼"})["id"] for n in (3, 4)]
    quick_entry.keep("走访 4号楼 李奶奶 想学用手机")
    visit = newest(desk, "visits")
    assert (visit.household_id, visit.heard) == (known[1], "想学用手机")
    with pytest.raises(InvalidInput, match="Which one is «李奶奶»"):
        quick_entry.keep("走访 李奶奶 想学用手机")
    quick_entry.keep("走访 独居老人甲 身体好")  # （示例） need not be typed
    visit = newest(desk, "visits")
    assert (desk.store.households.get(visit.household_id).name, visit.heard) == (
        "独居老人甲（示例）",
        "身体好",
    )


def test_several_households_in_one_house_are_asked_for(desk: Desk, quick_entry: QuickEntry) -> None:
    for name in ("李奶奶", "王爷爷"):
        desk.households.add({"name": name, "address": "3号楼2单元"})
    with pytest.raises(InvalidInput, match=r"Which one is .*李奶奶.*王爷爷"):
        quick_entry.keep("走访 3号楼2单元 想学用手机")


@pytest.mark.parametrize("line", ["上门 理发 3号楼李奶奶 ^周五", "上门 3号楼李奶奶 理发 ^周五"])
def test_a_request_for_service_at_home(desk: Desk, quick_entry: QuickEntry, line: str) -> None:
    quick_entry.keep(line)
    request = newest(desk, "home_requests")
    assert (request.skill, request.resident, request.address) == ("理发", "李奶奶", "3号楼")
    assert request.wished_on == date(2026, 11, 27)


def test_a_rating_closes_the_wish_and_a_comment_goes_into_its_history(
    desk: Desk, quick_entry: QuickEntry
) -> None:
    done = next(w for w in desk.store.wishes.all() if w.state == "done")
    quick_entry.keep(f"备注 {done.number} 居民来电致谢")
    quick_entry.keep(f"评 {int(done.number[-4:])} 5 很满意")
    wish = desk.store.wishes.get(done.id)
    assert (wish.state, wish.rating) == ("closed", 5)
    assert [(e.action, e.note) for e in wish.history[-2:]] == [
        ("comment", "居民来电致谢"),
        ("rate", "很满意"),
    ]
    with pytest.raises(InvalidInput, match="no open wish"):
        quick_entry.keep("评 2026-9999 5")


def test_what_may_mean_several_is_asked_not_guessed(desk: Desk, quick_entry: QuickEntry) -> None:
    for name in ("王芳", "王方"):
        desk.volunteers.add({"name": name})
    before = desk.store.seq
    with pytest.raises(InvalidInput, match=r"王芳.*王方|王方.*王芳"):
        quick_entry.keep("修路灯 >wf")
    assert desk.store.seq == before


def test_names_that_come_later_are_known_at_once(desk: Desk, quick_entry: QuickEntry) -> None:
    line = "工时 @欧阳修 2h 义写春联"
    with pytest.raises(InvalidInput):
        quick_entry.keep(line)
    desk.volunteers.add({"name": "欧阳修"})
    quick_entry.keep("工时 @oyx 2h 义写春联")
    assert newest(desk, "hours").hours == 2.0


@pytest.mark.parametrize(
    ("role", "line"),
    [
        ("viewer", "心愿 路灯坏了"),
        ("recorder", "工时 闫爱民 2h 义剪"),
        ("recorder", "服务 健康讲座 12月10日 15:00"),
        ("recorder", "走访 3号楼2单元 独居"),
    ],
)
def test_nobody_keeps_by_a_line_what_their_role_may_not(
    desk: Desk, in_role: Callable[[Role], QuickEntry], role: Role, line: str
) -> None:
    before = desk.store.seq
    with pytest.raises(NotAllowed):
        in_role(role).keep(line)
    assert desk.store.seq == before


def test_a_recorder_is_told_what_to_leave_out(desk: Desk, in_role: Callable[[Role], QuickEntry]) -> None:
    recorder = in_role("recorder")
    with pytest.raises(NotAllowed, match="Leave > and the name out"):
        recorder.keep("路灯坏了 >物业")
    recorder.keep("路灯坏了")
    assert newest(desk, "wishes").title == "路灯坏了"


def test_a_paused_service_is_not_held_by_a_line(desk: Desk, quick_entry: QuickEntry) -> None:
    service = next(s for s in desk.store.services.all() if s.name == "银发义剪日")
    desk.services.edit(service.id, {"paused": True})
    with pytest.raises(WrongState, match="paused"):
        quick_entry.keep("服务 银发义剪日 12月10日 9点")


def test_more_than_a_title_holds_is_kept_all_the_same(desk: Desk, quick_entry: QuickEntry) -> None:
    said = "楼道堆放杂物影响通行，居民希望尽快清理，" * 7
    quick_entry.keep(f"{said} @李奶奶")
    wish = newest(desk, "wishes")
    assert (wish.title[-5:], wish.detail, wish.resident) == ("影响通行.."[1:], said.strip("，"), "李奶奶")
    quick_entry.keep("x" * 130)
    assert newest(desk, "wishes").title == "x" * 118 + ".."
    quick_entry.keep(f"任务 {said} >物业")
    action = newest(desk, "actions")
    assert (len(action.title) <= 120, action.note) == (True, said.strip("，"))
    with pytest.raises(InvalidInput, match="At most 200 characters"):
        quick_entry.keep(f"任务 {said * 2} >物业")


@pytest.mark.parametrize("line", ["@", ">@#!^", "!!!!", "心愿 ……", "任务 ？ >物业"])
def test_signs_alone_are_no_wish(desk: Desk, quick_entry: QuickEntry, line: str) -> None:
    before = desk.store.seq
    with pytest.raises(InvalidInput, match="Say what it is about"):
        quick_entry.keep(line)
    assert desk.store.seq == before


@pytest.mark.parametrize(
    ("line", "complaint"), [("走访", "Say whom"), ("上门", "Say whom"), ("u", "on the screens")]
)
def test_a_word_alone_is_told_what_it_lacks(quick_entry: QuickEntry, line: str, complaint: str) -> None:
    with pytest.raises(InvalidInput, match=complaint):
        quick_entry.keep(line)


def test_what_belongs_to_a_meeting_says_so(quick_entry: QuickEntry) -> None:
    for line in ("表决 4/0/0", "决议 先装两处", "到会 物业"):
        with pytest.raises(InvalidInput, match="belongs to a meeting"):
            quick_entry.keep(line)


def test_reading_changes_nothing_and_takes_anything(desk: Desk, quick_entry: QuickEntry) -> None:
    before = desk.store.seq
    for text in (
        "",
        " ",
        "@",
        "心愿",
        "服务 26号",
        "走访",
        "上门",
        "工时 3h",
        "评",
        "\0",
        "＠＠＞＞",
        "a" * 3000,
    ):
        quick_entry.read(text, len(text))
        quick_entry.read(text, 0, meeting=True)
    assert desk.store.seq == before
    assert desk.store.now == NOW
