"""The meeting mode: what is said is kept line by line, on the item under discussion."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.screens.conftest import NOW
from tests.screens.desk import LARGE, SMALL, Approved, Desk, Opened
from tui.actor import Actor
from tui.desk import Desk as UseCases
from tui.desk.minute_taking import TypedLine
from tui.drafts import Draft, DraftFile
from tui.i18n import Lang
from tui.models.meeting import Meeting
from tui.screens.meeting_mode import MeetingModeScreen
from tui.screens.meetings import MeetingsScreen
from tui.screens.minutes import MinutesScreen
from tui.store import Store
from tui.widgets.entry_line import EntryLine

CLERK = Actor("小李", "local")


@pytest.fixture
def joint(store: Store) -> int:
    """A joint meeting that begins now, with two wishes and a matter of its own; its id."""
    desk = UseCases(store, CLERK)
    id = int(desk.meetings.plan({"starts_at": "2026-11-24T10:00:00+08:00", "place": "居委会二楼"})["id"])
    for wish in (5, 6):
        desk.meetings.put_on_agenda(wish, id)
    desk.meetings.add_item(id, "冬季消防检查")
    return id


async def into(d: Desk) -> None:
    """From the board into the meeting, by two keys."""
    await d.press("5", "c")
    assert isinstance(d.app.screen, MeetingModeScreen), d.text


async def say(d: Desk, *lines: str) -> None:
    for line in lines:
        await d.type(line)
        await d.press("enter")


def entry(d: Desk) -> EntryLine:
    return d.app.screen.query_one(EntryLine)


def meeting(store: Store, id: int) -> Meeting:
    return store.meetings.get(id)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_it_looks_as_it_was_approved(
    desk: Opened, approved: Approved, joint: int, size: tuple[int, int], lang: Lang
) -> None:
    async with desk(size, lang) as d:
        await into(d)
        await say(d, "物业说下周开工", "表决 4/0/1", "任务 报价 >物业 ^月底")
        await d.type("决议 先装两处 >物业 ^月")
        approved(f"meeting-mode-{size[0]}x{size[1]}-{lang}", d.text)


async def test_what_is_said_goes_to_the_item_under_discussion(desk: Opened, store: Store, joint: int) -> None:
    async with desk() as d:
        await into(d)
        await say(d, "物业已比选三家")
        await d.press("pagedown")
        await say(d, "居民担心用气安全", "决议 逐户排查 >物业 ^三天内", "下一项", "灭火器过期了")
    items = meeting(store, joint).items
    assert [i.discussion for i in items] == ["物业已比选三家", "居民担心用气安全", "灭火器过期了"]
    assert [i.state for i in items] == ["open", "decided", "open"]


async def test_each_line_is_durable_before_the_next_is_typed(
    desk: Opened, store: Store, stores: object, joint: int
) -> None:
    async with desk() as d:
        await into(d)
        for count in range(1, 4):
            await say(d, f"第{count}句")
            other = stores()  # type: ignore[operator]
            assert [line.text for line in other.meetings.get(joint).lines] == [
                f"第{n}句" for n in range(1, count + 1)
            ]


async def test_up_and_enter_puts_the_corrected_line_in_the_place_of_the_last(
    desk: Opened, store: Store, joint: int
) -> None:
    async with desk() as d:
        await into(d)
        await say(d, "任务 报价 >物业")
        await d.press("up")
        assert entry(d).text == "任务 报价 >物业"
        await d.type(" ^月底")
        await d.press("enter")
    assert [line.text for line in meeting(store, joint).lines] == ["任务 报价 >物业 ^月底"]
    assert [a.due.isoformat() for a in store.actions.all() if a.due and a.meeting_id == joint] == [
        "2026-11-30"
    ]


async def test_a_correction_that_cannot_be_kept_leaves_the_line_that_was(
    desk: Opened, store: Store, joint: int
) -> None:
    async with desk() as d:
        await into(d)
        await say(d, "任务 报价 >物业")
        await d.press("up", *["backspace"] * 3, "enter")
        assert "请写明由谁负责" in d.text
        assert entry(d).text == "任务 报价 "
        assert [line.text for line in meeting(store, joint).lines] == ["任务 报价 >物业"]


async def test_up_and_an_emptied_line_change_nothing(desk: Opened, store: Store, joint: int) -> None:
    async with desk() as d:
        await into(d)
        await say(d, "物业说下周开工")
        await d.press("up", "escape")
        await say(d, "居民同意")
    assert [line.text for line in meeting(store, joint).lines] == ["物业说下周开工", "居民同意"]


async def test_u_takes_back_line_after_line_and_the_item_stays(
    desk: Opened, store: Store, joint: int
) -> None:
    async with desk() as d:
        await into(d)
        await d.press("pagedown")
        await say(d, "一", "任务 报价 >物业", "u")
        assert [line.text for line in meeting(store, joint).lines] == ["一"]
        await d.press("ctrl+z")
        await d.until(lambda: meeting(store, joint).lines == ())
        assert meeting(store, joint).current == 2


async def test_who_comes_back_finds_the_item_the_lines_and_what_was_being_typed(
    desk: Opened, store: Store, tmp_path: Path, joint: int
) -> None:
    other = UseCases(store, CLERK)
    other.minutes.go(joint, 2)
    other.minutes.keep(joint, TypedLine("note", "居民担心用气安全", {"text": "居民担心用气安全"}), 2)
    lost = DraftFile(tmp_path / "data", CLERK)
    lost.keep(
        Draft("confirm", "meeting", joint, None, "四方联席会议", {"line": "决议 逐户"}, None, NOW.isoformat())
    )
    lost.leave()  # the line has dropped
    async with desk() as d:
        await d.until(lambda: "断线时尚未保存" in d.text)
        await d.press("enter")
        await d.until(lambda: isinstance(d.app.screen, MeetingModeScreen))
        assert entry(d).text == "决议 逐户"
        assert "居民担心用气安全" in d.text


async def test_a_colleagues_line_is_seen_while_one_types(desk: Opened, stores: object, joint: int) -> None:
    async with desk(LARGE) as d:
        await into(d)
        await d.type("正在")
        other = UseCases(stores(), Actor("小王", "seat2"))  # type: ignore[operator]
        other.meetings.add_item(joint, "高空抛物")
        await d.until(lambda: "高空抛物" in d.text)
        assert entry(d).text == "正在"


async def test_the_time_on_an_item_adds_up(store: Store, joint: int) -> None:
    desk = UseCases(store, CLERK)
    begun = store.now
    clock = {"now": begun}
    store._now = lambda: clock["now"]
    desk.minutes.go(joint, 1)
    clock["now"] = begun + timedelta(minutes=3)
    desk.minutes.go(joint, 2)
    clock["now"] = begun + timedelta(minutes=5)
    desk.minutes.go(joint, 1)
    assert meeting(store, joint).spent == {"1": 180, "2": 120}
    assert meeting(store, joint).current_since == datetime.fromisoformat(clock["now"].isoformat())


async def test_at_the_end_the_minutes_are_read_and_the_meeting_closed(
    desk: Opened, store: Store, joint: int
) -> None:
    async with desk(LARGE) as d:
        await into(d)
        await say(
            d, "到会 物业2人 居委会 议事会 党委", "任务 报价 >物业", "决议 先装两处", "心愿 路灯不亮 @李奶奶"
        )
        await d.press("f9")
        assert isinstance(d.app.screen, MinutesScreen)
        for part in ("纪要", "先装两处", "路灯不亮（李奶奶）", "逐项宣读"):
            assert part in d.text
        await d.press("enter")
        await d.until(lambda: meeting(store, joint).state == "held")
        await d.press("escape")
        await d.until(lambda: isinstance(d.app.screen, MeetingsScreen))


async def test_nothing_is_typed_into_a_meeting_that_is_over(desk: Opened, store: Store, joint: int) -> None:
    async with desk() as d:
        await into(d)
        UseCases(store, CLERK).meetings.close(joint)
        await d.until(lambda: not isinstance(d.app.screen, MeetingModeScreen))


async def test_a_viewer_takes_no_minutes(store: Store, tmp_path: Path, joint: int) -> None:
    async with Desk.opener(store, tmp_path, Actor("街道", "street", "viewer"))() as d:
        await d.press("5", "c")
        assert not isinstance(d.app.screen, MeetingModeScreen)
