"""Meetings, their minutes and the action items that come of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.desk.whole import Deed
from tui.desk.desk import Desk
from tui.desk.meetings.minute_taking import TypedLine


def deeds(desk: Desk) -> Iterator[tuple[str, Deed]]:
    meetings, minutes, actions = desk.meetings, desk.minutes, desk.actions
    yield (
        "wishes",
        lambda: [desk.wishes.record({"title": title}) for title in ("充电桩", "路灯", "门禁", "树")],
    )
    yield "a wish with no meeting ahead", lambda: meetings.put_on_agenda(1)
    yield "a regular meeting", lambda: meetings.plan(
        {"kind": "joint", "title": "四方会", "starts_at": "2026-11-24T15:00:00+08:00", "place": "会议室",
         "rrule": "FREQ=WEEKLY;BYDAY=TU", "note": "带材料"}
    )  # fmt: skip
    yield "another", lambda: meetings.plan({"kind": "council", "starts_at": "2026-11-25T09:00:00+08:00"})
    yield (
        "with a state of its own",
        lambda: meetings.plan({"starts_at": "2026-11-25T09:00:00+08:00", "state": "held"}),
    )
    yield "edited", lambda: meetings.edit(2, {"place": "活动室", "title": "议事会"})
    for wish in (1, 2, 3):
        yield f"wish {wish} on the agenda", partial(meetings.put_on_agenda, wish)
    yield "a wish twice", lambda: meetings.put_on_agenda(1)
    yield "a wish on a certain meeting", lambda: meetings.put_on_agenda(4, 2)
    yield "a matter", lambda: meetings.add_item(1, "清明祭扫")
    yield "attended", lambda: meetings.attend(1, [{"party": "property", "people": 2, "names": ["老赵"]}])
    yield "discussed", lambda: meetings.discuss(1, 1, " 看过现场 ")
    yield "discussed more", lambda: meetings.discuss(1, 1, "居民同意")
    yield "an item that is not there", lambda: meetings.discuss(1, 9, "x")
    yield "decided to assign", lambda: meetings.decide(
        1, 1, "一周内安装", ruling="assign", assignee="物业", due="2026-12-01",
        votes={"property": {"yes": 2, "no": 0, "abstain": 1}}, action={"title": "报价", "owner": "老赵"},
    )  # fmt: skip
    yield "decided without a ruling", lambda: meetings.decide(1, 2, "下周再看")
    yield "decided with no such ruling", lambda: meetings.decide(1, 3, "x", ruling="sell")
    yield "decided with nothing", lambda: meetings.decide(1, 3, " ")
    yield "a ruling on a matter", lambda: meetings.decide(1, 4, "同意", ruling="close")
    yield "under discussion", lambda: minutes.go(1, 3)
    yield "under discussion again", lambda: minutes.go(1, 3)
    yield "none that is there", lambda: minutes.go(1, 9)
    yield "a line: note", lambda: minutes.keep(1, TypedLine("note", "记录 树挡光", {"text": "树挡光"}), 3)
    yield (
        "a line: note of the meeting",
        lambda: minutes.keep(1, TypedLine("note", "记 人到齐", {"text": "人到齐"}), None),
    )
    yield (
        "a line: votes",
        lambda: minutes.keep(
            1, TypedLine("votes", "物业 2:0", {"votes": {"property": {"yes": 2, "no": 0, "abstain": 0}}}), 3
        ),
    )
    yield (
        "a line: votes of all",
        lambda: minutes.keep(
            1, TypedLine("votes", "5:1", {"votes": {"all": {"yes": 5, "no": 1, "abstain": 0}}}), 3
        ),
    )
    yield "a line: there", lambda: minutes.keep(
        1, TypedLine("present", "物业老钱 居民3人", {"present": [
            {"party": "property", "names": ["老钱", "老赵"]}, {"party": "residents", "people": 3}]}), None
    )  # fmt: skip
    yield "a line: decision", lambda: minutes.keep(1, TypedLine("decision", "决议 修剪", {"text": "修剪"}), 3)
    yield (
        "a line: decision more",
        lambda: minutes.keep(1, TypedLine("decision", "决议 浇水", {"text": "浇水"}), 3),
    )
    yield (
        "a line: decision on nothing",
        lambda: minutes.keep(1, TypedLine("decision", "决议 x", {"text": "x"}), None),
    )
    yield (
        "a line: action",
        lambda: minutes.keep(
            1,
            TypedLine("action", "任务 剪树 >老赵", {"title": "剪树", "owner": "老赵", "due": "2026-12-02"}),
            3,
        ),
    )
    yield "a line: wish", lambda: minutes.keep(
        1, TypedLine("wish", "心愿 装灯 >物业", {"title": "装灯", "assignee": {"kind": "person", "id": None, "name": "物业"}}), 3
    )  # fmt: skip
    yield "a line: matter", lambda: minutes.keep(1, TypedLine("matter", "议题 过年", {"title": "过年"}), None)
    yield (
        "the last line corrected",
        lambda: minutes.keep(
            1, TypedLine("matter", "议题 春节", {"title": "春节"}), None, instead_of=minutes.last_line(1)[0]
        ),
    )
    yield "the last line taken back", lambda: minutes.take_back(1, 0)
    yield (
        "a page of minutes",
        lambda: meetings.minutes(
            2, attendance=[{"party": "council", "people": 5}], matters=["垃圾", "停车"], item=1, said="分类"
        ),
    )
    yield "minutes on no item", lambda: meetings.minutes(2, said="分类")
    yield "closed", lambda: meetings.close(1)
    yield "closed twice", lambda: meetings.close(1)
    yield "cancelled", lambda: meetings.cancel(3, "过节")
    yield "cancelled without a word", lambda: meetings.cancel(2, " ")
    yield "minutes that end it", lambda: meetings.minutes(2, close=True)
    yield "an action with everything", lambda: actions.add(
        {"title": "充电桩", "owner": "老赵", "due": "2026-12-01", "steps": [{"title": "报价"}, {"title": "安装"}],
         "note": "三家"}
    )  # fmt: skip
    yield "an action with a state", lambda: actions.add({"title": "x", "owner": "y", "done_on": "2026-11-01"})
    yield "an action edited", lambda: actions.edit(3, {"owner": "老钱"})
    yield "its second step first", lambda: actions.step(3, 2)
    yield "a step", lambda: actions.step(3, 1)
    yield "a step that is not there", lambda: actions.step(3, 3)
    yield "finished", lambda: actions.finish(3, "装好了")
    yield "finished twice", lambda: actions.finish(3)
    yield "dropped", lambda: actions.drop(2, "不必")
    yield "dropped without a word", lambda: actions.drop(1, " ")
