"""The meeting mode: what is said is kept line by line, on the item under discussion."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.screens.conftest import NOW
from tests.screens.desk import LARGE, SMALL, Approved, Desk, Opened
from tui.desk.desk import Desk as UseCases
from tui.desk.meetings.minute_taking import TypedLine
from tui.language.i18n import Lang
from tui.models.meeting import Meeting
from tui.screens.entry.meeting_mode import MeetingModeScreen
from tui.screens.entry.minutes import MinutesScreen
from tui.screens.entry.quick import QuickScreen
from tui.screens.meetings import MeetingsScreen
from tui.seats.actor import Actor
from tui.seats.drafts import Draft, DraftFile
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


async def test_a_line_after_which_a_colleague_has_typed_is_not_corrected_in_its_place(
    desk: Opened, store: Store, stores: object, joint: int
) -> None:
    async with desk(LARGE) as d:
        await into(d)
        await d.press("up")
        assert "不是本次会议中的一行" in d.announcement
        await say(d, "一")
        other = UseCases(stores(), Actor("小王", "seat2"))  # type: ignore[operator]
        other.minutes.keep(joint, TypedLine("note", "二", {"text": "二"}), 1)
        await d.until(lambda: len(meeting(store, joint).lines) == 2)
        await d.press("up")
        assert entry(d).text == ""
        assert "同事又记了新的内容" in d.announcement
        await say(d, "u")
    assert [line.text for line in meeting(store, joint).lines] == ["一", "二"]


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


async def test_a_meeting_that_is_still_to_come_is_closed_at_the_second_time(
    desk: Opened, store: Store, joint: int
) -> None:
    UseCases(store, CLERK).meetings.edit(joint, {"starts_at": "2026-11-27T10:00:00+08:00"})
    async with desk(LARGE) as d:
        await into(d)
        await d.press("f9", "enter")
        assert "这次会议定在2026-11-27 周五，还没到日子" in d.announcement
        assert meeting(store, joint).state == "planned"
        await d.press("enter")
        assert meeting(store, joint).state == "held"


async def test_nothing_is_typed_into_a_meeting_that_is_over(desk: Opened, store: Store, joint: int) -> None:
    async with desk() as d:
        await into(d)
        UseCases(store, CLERK).meetings.close(joint)
        await d.until(lambda: not isinstance(d.app.screen, MeetingModeScreen))


async def test_a_line_that_is_typed_when_a_colleague_closes_the_meeting_is_not_lost(
    desk: Opened, store: Store, joint: int
) -> None:
    async with desk() as d:
        await into(d)
        await d.type("决议 先装两处")
        UseCases(store, Actor("小王", "seat2")).meetings.close(joint)
        await d.until(lambda: "这次会议已结束" in d.text)
        assert entry(d).text == "决议 先装两处"
        await d.press("enter")
        assert entry(d).text == "决议 先装两处"
        assert meeting(store, joint).lines == ()
        await d.press("escape")
        await d.until(lambda: isinstance(d.app.screen, MeetingsScreen))


async def test_a_line_left_behind_of_a_meeting_that_is_over_is_offered_in_quick_entry(
    desk: Opened, store: Store, tmp_path: Path, joint: int
) -> None:
    lost = DraftFile(tmp_path / "data", CLERK)
    values = {"line": "任务 报价 >物业"}
    lost.keep(Draft("confirm", "meeting", joint, None, "四方联席会议", values, None, NOW.isoformat()))
    lost.leave()
    UseCases(store, CLERK).meetings.close(joint)
    async with desk() as d:
        await d.until(lambda: "断线时尚未保存" in d.text)
        await d.press("enter")
        await d.until(lambda: isinstance(d.app.screen, QuickScreen))
        assert entry(d).text == "任务 报价 >物业"


@pytest.mark.parametrize("size", [SMALL, LARGE, (60, 20)], ids=["80x24", "120x36", "60x20"])
async def test_the_newest_line_and_the_item_are_in_sight_however_much_was_said(
    desk: Opened, joint: int, size: tuple[int, int]
) -> None:
    async with desk(size) as d:
        await into(d)
        await d.press("pagedown", "pagedown")
        await say(d, "居民反映楼道堆放杂物影响通行，希望尽快清理，" * 10)
        for count in range(4):
            await say(d, f"第{count}句")
            assert f"第{count}句" in d.text
            assert "3. 冬季消防检查" in d.text


async def test_the_newest_line_stays_in_sight_when_the_terminal_gets_smaller(
    desk: Opened, joint: int
) -> None:
    async with desk(LARGE) as d:
        await into(d)
        await say(d, *(f"居民反映楼道堆放杂物影响通行{count}" for count in range(20)))
        await d.resize(60, 20)
        await d.until(lambda: "通行19" in d.text.replace("\n", "") or "行19" in d.text)
        await d.type("正在")
        assert entry(d).text == "正在"


async def test_a_wish_is_shown_with_its_number(desk: Opened, joint: int) -> None:
    async with desk(LARGE) as d:
        await into(d)
        await say(d, "心愿 路灯不亮 @李奶奶")
        assert "心愿 路灯不亮 @李奶奶  2026-0007" in d.text


async def test_u_comes_to_an_end_with_what_was_said_here(desk: Opened, store: Store, joint: int) -> None:
    hours = len(store.hours)
    async with desk() as d:
        await into(d)
        await say(d, "一", "工时 闫爱民 2h 会议记录", "u", "u")
        assert (len(store.hours), meeting(store, joint).lines) == (hours, ())
        await say(d, "u", "u")
        assert "没有可撤销" in d.text
        assert entry(d).text == ""
        await d.press("ctrl+z")
    assert [i.title for i in meeting(store, joint).items][-1] == "冬季消防检查"
    assert meeting(store, joint).lines == ()


async def test_lines_of_before_can_be_taken_back_after_coming_in_again(
    desk: Opened, store: Store, joint: int
) -> None:
    async with desk() as d:
        await into(d)
        await say(d, "一")
        await d.press("escape", "c")
        await say(d, "u")
        assert meeting(store, joint).lines == ()


async def test_what_enter_will_do_is_told_for_the_words_that_are_no_notes(desk: Opened, joint: int) -> None:
    async with desk() as d:
        await into(d)
        for word, told in (
            ("u", "撤销您记的上一行"),
            ("下一项", "转到下一项议题"),
            ("prev", "转到上一项议题"),
        ):
            await d.type(word)
            assert told in d.text
            await d.press("escape")


async def test_escape_gives_a_line_up_and_up_has_it_again(desk: Opened, store: Store, joint: int) -> None:
    async with desk() as d:
        await into(d)
        await say(d, "一")
        await d.type("居民担心用气安全")
        await d.press("escape", "up")
        assert entry(d).text == "居民担心用气安全"
        await d.press("enter", "up")
        assert entry(d).text == "居民担心用气安全"
    assert [line.text for line in meeting(store, joint).lines] == ["一", "居民担心用气安全"]


async def test_leaving_the_program_asks_first_while_a_line_is_typed(desk: Opened, joint: int) -> None:
    async with desk() as d:
        await into(d)
        await d.type("居民担心")
        await d.press("f10")
        assert d.app.is_running
        assert entry(d).text == "居民担心"


async def test_nothing_is_left_behind_of_a_line_that_was_given_up(
    desk: Opened, tmp_path: Path, joint: int
) -> None:
    async with desk() as d:
        await into(d)
        await d.type("居民担心")
        screen = d.app.screen
        assert isinstance(screen, MeetingModeScreen)
        screen.keep_draft()
        assert len(list((tmp_path / "data" / "drafts").iterdir())) == 1
        await d.press("ctrl+u", "escape")
        assert isinstance(d.app.screen, MeetingsScreen)
        assert list((tmp_path / "data" / "drafts").iterdir()) == []


async def test_it_is_told_where_a_line_goes_when_a_colleague_goes_on(
    desk: Opened, stores: object, joint: int
) -> None:
    async with desk(LARGE) as d:
        await into(d)
        await d.press("pagedown")
        await d.type("正在")
        assert not d.announced
        UseCases(stores(), Actor("小王", "seat2")).minutes.go(joint, 3)  # type: ignore[operator]
        await d.until(lambda: "同事已转到" in d.announcement)
        assert entry(d).text == "正在"


async def test_where_the_item_is_gone_what_is_said_is_kept_besides(
    desk: Opened, store: Store, joint: int
) -> None:
    async with desk() as d:
        await into(d)
        await say(d, "议题 高空抛物")
        UseCases(store, CLERK).minutes.go(joint, 4)
        UseCases(store, CLERK).history.undo()
        await d.until(lambda: "高空抛物" not in d.text)
        await say(d, "散会前谈到停车")
    assert meeting(store, joint).note == "散会前谈到停车"


async def test_f1_tells_the_signs_and_the_first_words(desk: Opened, joint: int) -> None:
    async with desk(LARGE) as d:
        await into(d)
        await d.type("决议 先")
        await d.press("f1")
        for part in ("表决", "由谁承办", "拼音首字母"):
            assert part in d.text
        await d.press("escape")
        assert entry(d).text == "决议 先"


async def test_a_viewer_takes_no_minutes(store: Store, tmp_path: Path, joint: int) -> None:
    async with Desk.opener(store, tmp_path, Actor("街道", "street", "viewer"))() as d:
        await d.press("5", "c")
        assert not isinstance(d.app.screen, MeetingModeScreen)
