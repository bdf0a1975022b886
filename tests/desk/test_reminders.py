"""Reminders: due at their time for whom they are, not lost, done once; lines that make them; comments that call somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.conftest import noon
from tui.desk.desk import Desk
from tui.desk.quick.quick_entry import QuickEntry
from tui.language.errors import InvalidInput, NotAllowed, WrongState
from tui.language.i18n import translator
from tui.queries.calls import calls
from tui.queries.feed import waiting
from tui.rules.people.reminding import CALLED_DAYS, due, moment, open_for
from tui.seats.actor import Actor
from tui.store import Store, open_store

CLERK = Actor("小李", "local")
NOW = noon()
TODAY, TOMORROW = NOW.date(), NOW.date() + timedelta(1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(tmp_path, now=noon)
    yield Desk(store, CLERK)
    store.close()


@pytest.mark.parametrize(
    ("line", "on", "at", "title", "owner"),
    [
        ("提醒我 明天 10点 回访", TOMORROW, "10:00", "回访", "小李"),
        ("提醒我明天10点回访", TOMORROW, "10:00", "回访", "小李"),
        ("提醒我 明天下午3点半 给王大爷送药", TOMORROW, "15:30", "给王大爷送药", "小李"),
        ("提醒我 明天 交报表", TOMORROW, "09:00", "交报表", "小李"),
        ("提醒 明天 10点 回访 >小王", TOMORROW, "10:00", "回访", "小王"),
        ("提醒我 后天 8:30 开门", TODAY + timedelta(2), "08:30", "开门", "小李"),
        ("remind me tomorrow 10:00 call back", TOMORROW, "10:00", "call back", "小李"),
    ],
)
def test_a_line_makes_one(desk: Desk, line: str, on: date, at: str, title: str, owner: str) -> None:
    QuickEntry(desk).keep(line)
    (kept,) = desk.store.reminders.stored()
    assert (kept["on"], kept["at"], kept["title"], kept["owner"]) == (on.isoformat(), at, title, owner)
    assert desk.store.wishes.stored() == []


@pytest.mark.parametrize("line", ["提醒我 回访", "提醒我 明天 10点", "提醒我 今天 8点 回访"])
def test_without_time_or_matter_or_too_late_nothing_is_kept(desk: Desk, line: str) -> None:
    with pytest.raises(InvalidInput):
        QuickEntry(desk).keep(line)
    assert desk.store.reminders.stored() == []


@given(st.integers(-3000, 3000), st.booleans(), st.sampled_from(("小李", "小 王", "小李 ")))
def test_it_is_due_from_its_minute_on_for_its_owner_until_done(minutes: int, done: bool, owner: str) -> None:
    when = NOW + timedelta(minutes=minutes)
    one = {"id": 1, "on": f"{when:%Y-%m-%d}", "at": f"{when:%H:%M}", "owner": owner, "title": "回访",
           "state": "done" if done else "open"}  # fmt: skip
    mine = owner.strip() == "小李" and not done
    assert bool(due([one], "小李", NOW)) == (mine and moment(one) <= f"{NOW:%Y-%m-%d %H:%M}")
    assert bool(open_for([one], "小李")) == mine


def test_it_outlasts_a_restart_is_done_once_and_taken_back(tmp_path: Path) -> None:
    now = [NOW]
    with_clock: dict[str, Any] = {"now": lambda: now[0]}
    store = open_store(tmp_path, **with_clock)
    Desk(store, CLERK).reminders.add({"title": "回访", "on": TOMORROW.isoformat(), "at": "10:00"})
    store.close()
    store = open_store(tmp_path, **with_clock)
    desk = Desk(store, CLERK)
    assert due(store.reminders.stored(), "小李", now[0]) == []
    now[0] = datetime.fromisoformat(f"{TOMORROW}T10:00:00+08:00")
    assert [one["title"] for one in due(store.reminders.stored(), "小李", now[0])] == ["回访"]
    assert due(store.reminders.stored(), "小王", now[0]) == []
    desk.reminders.finish(1)
    with pytest.raises(WrongState):
        desk.reminders.finish(1)
    assert due(store.reminders.stored(), "小李", now[0]) == []
    desk.history.undo()
    assert len(due(store.reminders.stored(), "小李", now[0])) == 1
    desk.handover.hand_over("小李", "小王")
    assert len(due(store.reminders.stored(), "小王", now[0])) == 1
    with pytest.raises(NotAllowed):
        Desk(store, Actor("街道", "street", "viewer")).reminders.add({"title": "看"})
    store.close()


@pytest.mark.parametrize("at", ["", "00:01", "23:59"])
def test_without_a_day_it_is_for_the_next_time_of_the_clock(tmp_path: Path, at: str) -> None:
    store = open_store(tmp_path, now=lambda: NOW)
    kept = Desk(store, CLERK).reminders.add({"title": "回访", "at": at})
    assert kept["at"] == (at or "09:00")
    passed = kept["at"] <= f"{NOW:%H:%M}"
    assert kept["on"] == (TOMORROW if passed else TODAY).isoformat()
    store.close()


def _called(store: Store, name: str) -> list[str]:
    return [call.text for call in sorted(calls(store, name, TODAY), key=lambda call: call.at)]


def test_a_comment_calls_a_colleague_until_they_answer(desk: Desk) -> None:
    wish = int(desk.wishes.record({"title": "路灯坏了"})["id"])
    desk.wishes.comment(wish, "@小王 明天能去看看吗")
    other = int(desk.wishes.record({"title": "井盖响"})["id"])
    QuickEntry(desk).keep("备注 2 请＠小王 联系物业")
    assert _called(desk.store, "小王") == ["@小王 明天能去看看吗", "请＠小王 联系物业"]
    assert _called(desk.store, "小李") == []
    Desk(desk.store, Actor("小王", "b")).wishes.comment(wish, "看过了")
    assert _called(desk.store, "小王") == ["请＠小王 联系物业"]
    later = TODAY + timedelta(CALLED_DAYS + 1)
    assert calls(desk.store, "小王", later) == []
    desk.wishes.act(other, "void", note="试录")
    assert _called(desk.store, "小王") == []


def _visit(desk: Desk) -> object:
    return desk.visits.record({"name": "王大爷", "flags": ["alone"]}, {"heard": "@小王 血压药快没了"})


def _mediation(desk: Desk) -> object:
    id = int(desk.mediations.open({"title": "楼道堆物", "parties": ["甲", "乙"]})["id"])
    return desk.mediations.session(id, "谈了一次 @小王 下次一起来")


def _discussion(desk: Desk) -> object:
    id = int(desk.meetings.plan({"starts_at": f"{TOMORROW}T15:00:00+08:00"})["id"])
    desk.meetings.add_item(id, "充电桩")
    return desk.meetings.discuss(id, 1, "物业报价 ＠小王 请核对")


WRITTEN = {
    "visit": (_visit, "@小王 血压药快没了", "household"),
    "dispute": (_mediation, "谈了一次 @小王 下次一起来", "mediation"),
    "minutes": (_discussion, "物业报价 ＠小王 请核对", "meeting"),
    "action": (lambda d: d.actions.add({"title": "充电桩", "owner": "物业", "steps": [{"title": "比选 @小王"}]}), "比选 @小王", "action"),
    "home": (lambda d: d.home.request({"resident": "王大爷", "skill": "理发", "detail": "@小王 腿脚不便"}), "@小王 腿脚不便", "home"),
    "detail": (lambda d: d.wishes.record({"title": "路灯", "detail": "@小王 看一下"}), "@小王 看一下", "wish"),
}  # fmt: skip


@pytest.mark.parametrize("where", WRITTEN)
def test_a_note_on_any_record_calls_a_colleague_until_they_have_touched_it(desk: Desk, where: str) -> None:
    write, text, kind = WRITTEN[where]
    write(desk)
    tr = translator("zh")
    (one,) = [one for one in waiting(desk.store, "小王", NOW, tr) if one.why == "提到你"]
    assert one.name.endswith(f"小李: {text}")
    assert one.target
    assert one.target.kind in {kind, "visit"}
    assert [one.why for one in waiting(desk.store, "小李", NOW, tr)].count(one.why) == 0
    (call,) = calls(desk.store, "小王", TODAY)
    with desk.store.transaction(by="小王", seat="b", action="write") as transaction:
        transaction.update(call.table, int(call.record["id"]), {**call.record, "seen": True})
    assert calls(desk.store, "小王", TODAY) == []
