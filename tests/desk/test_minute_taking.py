"""Minute-taking: each line is one commit with what it becomes; the item, its time and the lines survive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk.test_wish_life import CLERK, record
from tests.store.conftest import NOON
from tui.desk.desk import Desk
from tui.desk.meetings.minute_taking import TypedLine
from tui.language.errors import InvalidInput, NotAllowed, WrongState
from tui.language.i18n import translator
from tui.papers.minutes_of import minutes_of
from tui.seats.actor import Actor
from tui.store import open_store

EN, ZH = translator("en"), translator("zh")


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def goes_on(self, seconds: int) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    store = open_store(tmp_path, now=clock)
    desk = Desk(store, CLERK)
    record(desk, "邮电园充电桩")
    desk.meetings.plan({"starts_at": "2026-03-26T15:00:00+08:00", "place": "二楼"})
    desk.meetings.put_on_agenda(1)
    desk.meetings.add_item(1, "清明祭扫")
    yield desk
    store.close()


def keep(desk: Desk, kind: Any, typed: str, item: int | None = 1, /, **fields: Any) -> None:
    seq = desk.store.seq
    desk.minutes.keep(1, TypedLine(kind, typed, fields), item)
    assert desk.store.seq == seq + 1


def test_each_line_is_one_commit_with_what_it_becomes(desk: Desk) -> None:
    keep(
        desk,
        "present",
        "到会 物业 居委会 社区党委",
        None,
        present=[{"party": "property"}, {"party": "committee"}, {"party": "party"}],
    )
    keep(desk, "present", "到会 议事会 物业", None, present=[{"party": "council"}, {"party": "property"}])
    keep(desk, "note", "物业已比选三家", text="物业已比选三家")
    keep(desk, "votes", "表决 4/0/0", votes={"all": {"yes": 4, "no": 0, "abstain": 0}})
    keep(
        desk,
        "action",
        "任务 二期报价 >物业公司 ^4月2日",
        title="二期报价",
        owner="物业公司",
        due="2026-04-02",
    )
    keep(desk, "decision", "决议 先装两处", text="先装两处", ruling="assign", assignee="物业公司")
    keep(desk, "wish", "心愿 路灯不亮", title="路灯不亮")
    keep(desk, "matter", "议题 高空抛物", title="高空抛物")
    keep(desk, "note", "散会前谈到停车", None, text="散会前谈到停车")
    meeting, store = desk.store.meetings.get(1), desk.store
    assert [a.party for a in meeting.attendance] == ["property", "committee", "party", "council"]
    assert (meeting.items[0].discussion, meeting.items[0].decision) == ("物业已比选三家", "先装两处")
    assert meeting.items[0].votes["all"].yes == 4
    assert [i.title for i in meeting.items] == ["邮电园充电桩", "清明祭扫", "高空抛物"]
    assert meeting.note == "散会前谈到停车"
    assert [line.kind for line in meeting.lines] == [
        "present", "present", "note", "votes", "action", "decision", "wish", "matter", "note",
    ]  # fmt: skip
    action = store.actions.get(1)
    assert (action.meeting_id, action.item, action.wish_id) == (1, 1, 1)
    assert store.wishes.get(1).state == "assigned"
    assert store.wishes.get(2).channel == "meeting"


def test_undo_takes_back_line_after_line_and_never_where_we_are(desk: Desk) -> None:
    keep(desk, "note", "一", text="一")
    keep(desk, "action", "任务 报价", title="报价", owner="物业公司")
    desk.minutes.go(1, 2)
    keep(desk, "note", "二", 2, text="二")
    for left in (["一", "任务 报价"], ["一"], []):
        desk.history.undo()
        assert [line.text for line in desk.store.meetings.get(1).lines] == left
    meeting = desk.store.meetings.get(1)
    assert (meeting.current, len(desk.store.actions)) == (2, 0)
    assert meeting.items[0].discussion == meeting.items[1].discussion == ""


def test_a_line_that_fits_nowhere_keeps_nothing(desk: Desk) -> None:
    seq = desk.store.seq
    for kind, item, fields in (
        ("action", 1, {"title": "报价", "owner": ""}),
        ("decision", 2, {"text": "同意", "ruling": "assign", "assignee": "物业"}),
        ("decision", None, {"text": "同意"}),
        ("note", 9, {"text": "谁说的"}),
        ("wish", 1, {"title": "灯", "category": "火星"}),
    ):
        with pytest.raises(InvalidInput):
            desk.minutes.keep(1, TypedLine(kind, "原话", fields), item)  # type: ignore[arg-type]
    desk.meetings.close(1)
    with pytest.raises(WrongState):
        keep(desk, "note", "散会了", text="散会了")
    assert desk.store.seq == seq + 1


def test_the_clock_counts_each_item_and_comes_back_to_it(desk: Desk, clock: Clock) -> None:
    desk.minutes.go(1, 1)
    clock.goes_on(90)
    desk.minutes.go(1, 2)
    clock.goes_on(30)
    desk.minutes.go(1, 1)
    clock.goes_on(10)
    seq = desk.store.seq
    desk.minutes.go(1, 1)  # it is under discussion already
    assert desk.store.seq == seq
    desk.meetings.close(1)
    meeting = desk.store.meetings.get(1)
    assert (meeting.spent, meeting.current) == ({"1": 100, "2": 30}, None)


def test_a_recorder_takes_minutes_and_a_viewer_does_not(tmp_path: Path, desk: Desk) -> None:
    recorder = Desk(
        open_store(tmp_path, role="recorder", now=desk.store._now), Actor("记录员", "m", "recorder")
    )
    recorder.minutes.go(1, 1)
    keep(recorder, "note", "记下", text="记下")
    keep(recorder, "decision", "决议 同意", text="同意")
    viewer = Desk(open_store(tmp_path, role="viewer", now=desk.store._now), Actor("街道", "v", "viewer"))
    with pytest.raises(NotAllowed):
        viewer.minutes.keep(1, TypedLine("note", "记下", {"text": "记下"}), 1)
    for one in (recorder, viewer):
        one.store.close()


def test_minutes_have_all_that_was_captured_in_either_language(desk: Desk) -> None:
    keep(
        desk,
        "present",
        "到会 物业",
        None,
        present=[{"party": "property"}, {"party": "committee"}, {"party": "party"}],
    )
    keep(desk, "note", "物业已比选三家", text="物业已比选三家")
    keep(desk, "votes", "表决 物业 2/0/0 议事会 3/1/0", votes={
        "property": {"yes": 2, "no": 0, "abstain": 0}, "council": {"yes": 3, "no": 1, "abstain": 0}})  # fmt: skip
    keep(desk, "decision", "决议 先装两处", text="先装两处")
    keep(desk, "action", "任务 报价", title="报价", owner="物业公司", due="2026-04-02")
    keep(desk, "wish", "心愿 路灯不亮 @闫爱民", title="路灯不亮")
    zh = "\n".join(minutes_of(desk.store, 1, ZH))
    for part in ("四方联席会议", "2026-03-26", "二楼", "物业公司", "邮电园充电桩", "（2026-0001）", "物业已比选三家",
                 "先装两处", "5/1/0", "报价", "2026-04-02", "路灯不亮", "清明祭扫", CLERK.name):  # fmt: skip
        assert part in zh
    assert "{" not in zh
    en = "\n".join(minutes_of(desk.store, 1, EN))
    assert "Action items, to be read aloud:" in en
    assert "in all 5/1/0" in en
