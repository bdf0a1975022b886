"""Meetings and action items on screen: planned, filled, minuted, decided and closed by keys alone."""

from __future__ import annotations

import pytest

from tests.screens.desk import LARGE, SMALL, Approved, Opened
from tui.desk.desk import Desk as UseCases
from tui.language.i18n import Lang
from tui.seats.actor import Actor
from tui.store import Store

CLERK = Actor("小李", "local")


@pytest.fixture
def joint(store: Store) -> int:
    """A joint meeting on Friday with two wishes and a matter of its own on its agenda; its id."""
    desk = UseCases(store, CLERK)
    meeting = desk.meetings.plan(
        {"starts_at": "2026-11-27T15:00:00+08:00", "place": "居委会二楼", "rrule": "FREQ=MONTHLY;BYDAY=-1FR"}
    )
    id = int(meeting["id"])
    for wish in (5, 6):
        desk.meetings.put_on_agenda(wish, id)
    desk.meetings.add_item(id, "冬季消防检查")
    desk.actions.add(
        {
            "title": "邮电园小区充电桩",
            "owner": "物业公司",
            "due": "2026-11-20",
            "meeting_id": id,
            "steps": [{"title": "比选厂家"}, {"title": "施工"}, {"title": "验收"}],
        }
    )
    return id


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_screen_looks_as_it_was_approved(
    desk: Opened, approved: Approved, joint: int, size: tuple[int, int], lang: Lang
) -> None:
    async with desk(size, lang) as d:
        await d.press("5")
        await d.until(lambda: "1/3" not in d.text and ("0/3" in d.text))
        approved(f"meetings-{size[0]}x{size[1]}-{lang}", d.text)


async def test_action_items_stand_on_the_board_where_there_is_room_and_are_counted_where_not(
    desk: Opened, joint: int
) -> None:
    async with desk(LARGE) as d:
        assert "待办事项 1" in d.text
        assert "邮电园小区充电桩" in d.text
        await d.press("tab", "tab", "enter")
        assert "比选厂家" in d.text
    async with desk(SMALL) as d:
        assert "待办事项 1（1 件超期）" in d.text
        assert "邮电园小区充电桩" not in d.text


async def test_a_meeting_is_planned_in_words(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("5")
        assert d.rows("list") == 1  # the one held in May
        await d.press("n", "right", "enter")
        await d.type("周五")
        await d.press("enter", "home", "ctrl+k")
        await d.type("下午3点半")
        await d.press("enter", "enter")
        await d.type("每月第二个周五")
        await d.press("ctrl+s")
        meeting = store.meetings.stored()[-1]
        assert (meeting["kind"], meeting["starts_at"]) == ("joint", "2026-11-27T15:30:00+08:00")
        assert meeting["rrule"] == "FREQ=MONTHLY;BYDAY=2FR"


async def test_a_plan_without_day_or_time_says_so_at_both(desk: Opened, store: Store) -> None:
    async with desk() as d:
        seq = store.seq
        await d.press("5", "n", "right", "tab", "tab")
        await d.type("下午")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"day", "time"}
        assert "日期 *" in d.text
        assert store.seq == seq


async def test_minutes_are_one_commit_and_closing_carries_over(
    desk: Opened, store: Store, joint: int
) -> None:
    async with desk() as d:
        seq = store.seq
        await d.press("5", "w")
        for party in ("社区党委", "居委会", "居民议事会", "物业公司"):
            await d.type(party)
            await d.press("enter")
        await d.press("tab")
        await d.type("高空抛物")
        await d.press("tab", "right", "tab")
        await d.type("物业已看过现场")
        await d.press("ctrl+s")
        meeting = store.meetings.get(joint)
        assert store.seq == seq + 1
        assert [a.party for a in meeting.attendance] == ["party", "committee", "council", "property"]
        assert meeting.items[-1].title == "高空抛物"
        assert meeting.items[0].discussion == "物业已看过现场"
        await d.press("w", "shift+tab", "right", "ctrl+s")
        assert "还没到日子" in d.errors()["close"]
        await d.press("ctrl+s")
        assert store.meetings.get(joint).state == "held"
        following = list(store.meetings.stored())[-1]
        assert following["starts_at"] == "2026-12-25T15:00:00+08:00"
        assert [i["title"] for i in following["items"]][-1] == "高空抛物"


async def test_what_was_said_needs_its_item(desk: Opened, store: Store, joint: int) -> None:
    async with desk() as d:
        seq = store.seq
        await d.press("5", "w", "tab", "tab", "tab")
        await d.type("没说是哪项")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"item"}
        assert store.seq == seq


async def test_a_decision_assigns_the_wish_counts_votes_and_gives_an_action_item(
    desk: Opened, store: Store, joint: int
) -> None:
    async with desk() as d:
        seq = store.seq
        await d.press("5", "d", "enter")
        await d.type("物业两周内装好")
        await d.press("enter", "right", "enter")
        await d.type("物业公司")
        await d.press("enter")
        await d.type("+14")
        await d.press("enter")
        await d.type("物业 2/0/0, 议事会 3/1/0")
        await d.press("enter")
        await d.type("通知居民")
        await d.press("enter")
        assert store.seq == seq + 1
        item = store.meetings.get(joint).items[0]
        assert item.state == "decided"
        assert {who: (b.yes, b.no, b.abstain) for who, b in item.votes.items()} == {
            "property": (2, 0, 0),
            "council": (3, 1, 0),
        }
        wish = store.wishes.get(5)
        assert wish.assignee
        assert (wish.state, wish.assignee.name, str(wish.due)) == ("assigned", "物业公司", "2026-12-08")
        action = store.actions.all()[-1]
        assert (action.title, action.owner, action.wish_id) == ("通知居民", "物业公司", 5)
        known = len(store.actions)
        await d.press("u")
        assert store.meetings.get(joint).items[0].state == "open"
        assert len(store.actions) == known - 1


async def test_votes_that_are_not_understood_stay_in_the_form(desk: Opened, store: Store, joint: int) -> None:
    async with desk() as d:
        await d.press("5", "d", "enter")
        await d.type("同意")
        await d.press("tab", "tab", "tab", "tab")
        await d.type("差不多都同意")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"votes"}
        assert d.form.fields[5].value == "差不多都同意"


async def test_a_project_goes_step_by_step_and_is_done(desk: Opened, store: Store, joint: int) -> None:
    async with desk(LARGE) as d:
        await d.press("5", "tab", "w")
        assert "1/3" in d.text
        await d.press("w", "w")
        await d.press("d")
        await d.type("三处充电桩都通电")
        await d.press("enter")
        assert store.actions.all()[-1].state == "done"
        assert d.rows("actions") == 0
        await d.press("t")
        assert "邮电园小区充电桩" in d.text
        await d.press("down", "w")
        assert "这件待办事项已经结束" in d.announcement


async def test_an_action_item_is_edited_without_losing_the_dates_of_its_steps(
    desk: Opened, store: Store, joint: int
) -> None:
    async with desk() as d:
        await d.press("5", "tab", "w", "e", "tab", "tab", "tab", "end")
        await d.type(",剪彩")
        await d.press("ctrl+s")
        steps = store.actions.all()[-1].steps
        assert [s.title for s in steps] == ["比选厂家", "施工", "验收", "剪彩"]
        assert str(steps[0].done_on) == "2026-11-24"
        await d.press("x")
        await d.type("并入街道项目")
        await d.press("enter")
        assert store.actions.all()[-1].state == "dropped"


async def test_a_cancelled_meeting_hands_its_agenda_on(desk: Opened, store: Store, joint: int) -> None:
    async with desk() as d:
        await d.press("5", "x")
        await d.type("主任开会去了")
        await d.press("enter")
        meeting = store.meetings.get(joint)
        assert (meeting.state, meeting.reason) == ("cancelled", "主任开会去了")
        assert len(list(store.meetings.stored())[-1]["items"]) == 3


async def test_a_wish_goes_on_the_agenda_by_one_key_and_without_a_meeting_the_desk_says_what_to_do(
    desk: Opened, store: Store
) -> None:
    async with desk() as d:
        await d.press("3", "m")
        assert "还没有安排会议" in d.announcement
        UseCases(store, CLERK).meetings.plan({"starts_at": "2026-11-27T15:00:00+08:00"})
        await d.press("m")
        assert store.meetings.all()[-1].items[0].title == "把小区大门口坏了的路修一修"


async def test_settings_change_what_is_promised_and_what_wishes_are_about(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("comma", "tab", "tab", "tab", "tab")
        await d.type("5")
        await d.press("ctrl+s")
        assert store.community
        assert store.community["limits"]["normal"] == 5
        await d.press("comma", "shift+tab", "shift+tab", "shift+tab")
        await d.type("路灯=2")
        await d.press("enter", "ctrl+s")
        assert store.community["categories"][0] == {"code": "路灯", "days": 2}
        assert len(store.community["categories"]) == 12
