"""Marks: many records, one act, one commit that is taken back whole; what cannot be done is told by name before."""

from __future__ import annotations

import pytest

from tests.screens.desk import LARGE, SMALL, Opened
from tui.store import Store

SIZES = [SMALL, (40, 12), LARGE]


@pytest.mark.parametrize("size", SIZES)
async def test_a_marked_range_is_assigned_in_one_commit_and_taken_back_whole(
    desk: Opened, store: Store, size: tuple[int, int]
) -> None:
    async with desk(size) as d:
        await d.press("3", "home")
        before = {w["id"]: w["assignee"] for w in store.wishes.stored()}
        first = d.table("list").keys[:3]
        await d.press("V", "down", "down", "V")
        assert d.table("list").marks == set(first)
        assert "已选 3" in d.text
        seq = store.seq
        await d.press("a")
        await d.type("xywx")
        await d.press("enter", "ctrl+s")
        assert store.seq == seq + 1, d.text
        assert {store.wishes.get(id).assignee.name for id in first} == {"夕阳维修队"}  # type: ignore[arg-type, union-attr]
        assert d.table("list").marks == frozenset()
        assert "3 件" in d.announcement
        await d.press("u")
        assert {w["id"]: w["assignee"] for w in store.wishes.stored()} == before
        assert "另有 2" in d.announcement


@pytest.mark.parametrize("size", SIZES)
async def test_what_some_cannot_take_is_told_by_name_before_anything_is_done(
    desk: Opened, store: Store, size: tuple[int, int]
) -> None:
    from tui.desk.desk import Desk as UseCases
    from tui.seats.actor import Actor

    UseCases(store, Actor("小李", "local")).wishes.act(2, "complete", outcome="好了")
    async with desk(size) as d:
        await d.press("3", "asterisk")
        shown, seq = set(d.table("list").keys), store.seq
        await d.press("d")
        assert store.seq == seq
        done = store.wishes.get(2)
        form = d.form
        items = form.fields[-1]
        fit = {one.id for one in items.value}
        assert 2 not in fit < shown
        labels = [label for _, label in items._list._options]  # type: ignore[attr-defined]
        assert any(done.number in label and "：" in label for label in labels)
        await d.type("都办好了")
        await d.press("ctrl+s")
        assert store.seq == seq + 1
        assert {w["id"] for w in store.wishes.stored() if w["outcome"] == "都办好了"} == fit
        assert store.wishes.get(2).outcome == "好了"
        assert d.table("list").marks == shown - fit  # what was not done stays marked


async def test_marks_outlive_the_filter_and_esc_takes_them_off_first(desk: Opened) -> None:
    async with desk() as d:
        await d.press("3", "space", "space", "slash")
        await d.type("cdn")
        await d.press("enter")
        assert len(d.table("list").marks) == 2
        assert "没显示" in d.text
        await d.press("escape")
        assert d.table("list").marks == frozenset()
        assert d.rows("list") == 1
        await d.press("escape")
        assert d.rows("list") == 5


async def test_an_act_for_one_record_says_so_and_does_nothing(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("3", "space", "space")
        seq = store.seq
        await d.press("r")
        assert store.seq == seq
        assert "一次只能办一条" in d.announcement


async def test_the_marked_are_put_on_the_agenda_at_once(desk: Opened, store: Store) -> None:
    from tui.desk.desk import Desk as UseCases
    from tui.seats.actor import Actor

    UseCases(store, Actor("小李", "local")).meetings.plan({"starts_at": "2026-11-27T15:00:00+08:00"})
    async with desk() as d:
        await d.press("3", "space", "space")
        seq = store.seq
        await d.press("m")
        assert store.seq == seq + 1, d.text
        assert len(store.meetings.all()[-1].items) == 2
        await d.press("u")
        assert len(store.meetings.all()[-1].items) == 0


async def test_marked_volunteers_come_into_a_team_and_onto_the_list_of_a_session(
    desk: Opened, store: Store
) -> None:
    async with desk() as d:
        await d.press("9", "space", "space", "a")
        await d.type("xywx")
        await d.press("enter", "ctrl+s")
        assert store.audit(newest_first=True).__next__().action == "team.roster", d.text


async def test_the_export_sheet_offers_the_marked(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("3", "space", "space", "E")
        assert "选中的 2 条" in d.text


async def test_a_step_that_some_states_do_not_allow_is_told_and_saving_again_does_the_others(
    desk: Opened, store: Store
) -> None:
    async with desk(LARGE) as d:
        await d.press("3", "asterisk", "w")
        await d.type("不予")
        await d.press("enter")
        await d.type("不归社区管")
        seq = store.seq
        await d.press("ctrl+s")
        assert store.seq == seq
        assert "已去掉勾选" in d.text
        assert "2026-0002" in d.text
        await d.press("ctrl+s")
        assert store.seq == seq + 1
        assert {w["id"] for w in store.wishes.stored() if w["state"] == "declined"} == {4, 6}


async def test_one_volunteer_is_sent_to_several_homes(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("0", "asterisk")
        assert len(d.table("list").marks) == 2
        before = {one["id"]: one for one in store.home_requests.stored()}
        seq = store.seq
        await d.press("a")
        await d.type("闫爱民")
        await d.press("enter", "ctrl+s")
        assert store.seq == seq + 1, d.text
        sent = [one for one in store.home_requests.stored() if one != before[one["id"]]]
        assert [(one["volunteer_id"], one["on"]) for one in sent] == [(1, "2026-11-27"), (1, "2026-11-26")]
        await d.press("u")
        assert {one["id"]: one["state"] for one in store.home_requests.stored()} == {
            id: one["state"] for id, one in before.items()
        }
