"""Quick entry: one line from anywhere; it shows what it becomes, Enter keeps it, nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.desk import LARGE, SMALL, Approved, Desk, Opened
from tui.language.i18n import Lang
from tui.screens.entry.quick import QuickScreen
from tui.screens.help import HelpScreen
from tui.seats.actor import Actor
from tui.store import Store
from tui.widgets.entry_line import EntryLine


def entry(d: Desk) -> EntryLine:
    return d.app.screen.query_one(EntryLine)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_it_looks_as_it_was_approved(
    desk: Opened, approved: Approved, size: tuple[int, int], lang: Lang
) -> None:
    async with desk(size, lang) as d:
        await d.press("colon")
        await d.type("大门口路面坑洼 @闫爱民 #道路 !急 >物业 ^下周")
        approved(f"quick-{size[0]}x{size[1]}-{lang}", d.text)


@pytest.mark.parametrize("key", ["colon", "：", "f2"])
@pytest.mark.parametrize("screen", ["1", "3", "5", "7", "9"])
async def test_it_opens_from_anywhere_and_an_input_method_may_be_on(
    desk: Opened, key: str, screen: str
) -> None:
    async with desk() as d:
        await d.press(screen, key)
        assert isinstance(d.app.screen, QuickScreen)
        await d.press("escape")
        assert not isinstance(d.app.screen, QuickScreen)


async def test_a_line_is_kept_and_the_next_can_be_typed_at_once(desk: Opened, store: Store) -> None:
    known = len(store.wishes)
    async with desk() as d:
        await d.press("colon")
        for title in ("路灯坏了", "下水道堵了"):
            await d.type(title)
            await d.press("enter")
        assert entry(d).text == ""
        assert "2026-0008" in d.text
    assert [w.title for w in store.wishes.all()][known:] == ["路灯坏了", "下水道堵了"]


async def test_what_cancels_a_session_is_asked_back(desk: Opened, store: Store) -> None:
    before, line = store.seq, "取消 银发义剪日 26号 下雨"
    async with desk() as d:
        await d.press("colon")
        await d.type(line)
        await d.press("enter")
        assert entry(d).text == line
        assert "2026-11-26" in d.text
        assert store.seq == before
        await d.press("enter")
        assert entry(d).text == ""
    assert store.seq == before + 1


async def test_what_each_part_means_is_shown_with_the_day(desk: Opened) -> None:
    async with desk() as d:
        await d.press("colon")
        await d.type("路灯坏了 @yam !急 ^下周五")
        for part in ("闫爱民", "紧急", "2026-12-04 周五"):
            assert part in d.text


async def test_tab_takes_a_candidate_and_the_next(desk: Opened) -> None:
    async with desk() as d:
        await d.press("colon")
        await d.type("路灯坏了 >wy")
        await d.press("tab")
        first = entry(d).text
        assert first.startswith("路灯坏了 >")
        assert first != "路灯坏了 >wy"
        await d.press("shift+tab", "tab")
        assert entry(d).text == first


async def test_what_is_wrong_is_said_above_the_line_which_stays(desk: Opened, store: Store) -> None:
    before = store.seq
    async with desk() as d:
        await d.press("colon")
        await d.type("任务 报价")
        await d.press("enter")
        assert "请写明由谁负责" in d.text
        assert entry(d).text == "任务 报价"
        await d.type(" >物业")
        await d.press("enter")
        assert entry(d).text == ""
    assert store.seq == before + 1


async def test_up_has_the_last_line_back_and_undo_takes_it_back(desk: Opened, store: Store) -> None:
    known = len(store.wishes)
    async with desk() as d:
        await d.press("colon")
        await d.type("路灯坏了")
        await d.press("enter", "up")
        assert entry(d).text == "路灯坏了"
        await d.press("escape")
        assert isinstance(d.app.screen, QuickScreen)
        await d.press("ctrl+z")
        await d.until(lambda: len(store.wishes) == known)
        await d.type("水管坏了")
        await d.press("enter")
        await d.type("u")
        await d.press("enter")
        await d.until(lambda: len(store.wishes) == known)


async def test_a_viewer_is_told_so(store: Store, tmp_path: Path) -> None:
    async with Desk.opener(store, tmp_path, Actor("街道", "street", "viewer"))() as d:
        await d.press("colon")
        assert not isinstance(d.app.screen, QuickScreen)


async def test_a_line_that_was_not_entered_is_offered_again(
    desk: Opened, store: Store, tmp_path: Path
) -> None:
    async with desk() as d:
        await d.press("colon")
        await d.type("下水道堵了 @李奶奶")
        screen = d.app.screen
        assert isinstance(screen, QuickScreen)
        screen.keep_draft()
        assert len(list((tmp_path / "data" / "drafts").iterdir())) == 1
        await d.press("enter")
        assert list((tmp_path / "data" / "drafts").iterdir()) == []


async def test_lines_that_are_pasted_can_become_one(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("colon")
        await d.type("心愿 ")
        await d.paste("\n第一条路灯\n\n  第二条井盖\r\n第三条\n")
        assert "粘贴了 3 行" in d.text
        await d.press("escape")
        assert entry(d).text == "心愿 第一条路灯 第二条井盖 第三条"
        await d.press("enter")
    assert store.wishes.all()[-1].title == "第一条路灯 第二条井盖 第三条"


async def test_one_line_is_pasted_where_the_cursor_stands(desk: Opened) -> None:
    async with desk() as d:
        await d.press("colon")
        await d.type("修灯")
        await d.press("left")
        await d.paste("三单元的\n")
        assert entry(d).text == "修三单元的灯"
        assert not d.announced


async def test_what_does_not_fit_is_told_and_the_line_stays(desk: Opened) -> None:
    async with desk() as d:
        await d.press("colon")
        await d.type("路灯")
        await d.paste("长" * 1200)
        assert entry(d).text == "路灯"
        assert "最多 1000 个字" in d.announcement


async def test_a_long_title_leaves_the_parts_in_sight(desk: Opened, store: Store) -> None:
    said = "3号楼2单元居民反映楼道堆放杂物影响通行，希望尽快清理，" * 8
    async with desk() as d:
        await d.press("colon")
        await d.paste(f"{said} !急 >物业")
        for part in ("紧急", "物业公司", "全文记入详情", "Tab"):
            assert part in d.text
        await d.press("enter")
        assert entry(d).text == ""
    wish = store.wishes.all()[-1]
    assert len(wish.title) <= 120
    assert wish.detail == said.strip("，")


async def test_candidates_follow_the_cursor(desk: Opened) -> None:
    async with desk() as d:
        await d.press("colon")
        await d.type("修灯 @ya >wy")
        await d.press("tab")
        assert entry(d).text == "修灯 @ya >物业公司"
        await d.press(*["left"] * 6)
        assert "闫爱民" in d.text
        await d.press("tab")
        assert entry(d).text == "修灯 @闫爱民 >物业公司"


async def test_what_is_wrong_is_said_once(desk: Opened) -> None:
    async with desk() as d:
        await d.press("colon")
        await d.type("任务 报价")
        await d.press("enter")
        assert d.text.count("请写明由谁负责") == 1
        await d.press("left")
        assert d.text.count("请写明由谁负责") == 1


async def test_u_with_nothing_to_take_back_is_no_text(desk: Opened, store: Store) -> None:
    known = len(store.wishes)
    async with desk() as d:
        await d.press("colon")
        await d.type("u")
        assert "撤销您上一次的操作" in d.text
        for _ in range(2):
            await d.press("enter")
            assert entry(d).text == ""
            await d.type("u")
    assert len(store.wishes) == known


async def test_escape_gives_a_line_up_and_up_has_it_again(desk: Opened) -> None:
    async with desk() as d:
        await d.press("colon")
        await d.type("下水道堵了")
        await d.press("escape")
        assert entry(d).text == ""
        await d.press("up")
        assert entry(d).text == "下水道堵了"


async def test_f1_helps_where_something_is_typed(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("colon", "f1")
        assert isinstance(d.app.screen, HelpScreen)
        assert "由谁承办" in d.text
        await d.press("escape", "escape", "3", "n", "f1")
        assert isinstance(d.app.screen, HelpScreen)
        await d.press("escape")
        await d.type("路灯?")
        assert d.form.fields[0].value == "路灯?"


async def test_lines_pasted_into_a_form_are_not_lost_either(desk: Opened) -> None:
    async with desk() as d:
        await d.press("3", "n")
        await d.paste("路灯坏了\n晚上看不见")
        await d.press("escape")
        assert d.form.fields[0].value == "路灯坏了 晚上看不见"
        await d.paste("长" * 200)
        assert d.form.fields[0].value == "路灯坏了 晚上看不见"
        assert "最多 120 个字" in d.announcement


async def test_leaving_asks_first_while_a_line_is_typed(desk: Opened) -> None:
    async with desk() as d:
        await d.press("colon")
        await d.type("下水道堵了")
        await d.press("f10")
        assert d.app.is_running
        assert "回车" in d.announcement
