"""The lists: filter by text and pinyin, open and finished, sessions of a service."""

from __future__ import annotations

import pytest

from tests.screens.desk import LARGE, SMALL, Opened
from tui.language.i18n import Lang
from tui.language.text import wrap
from tui.screens.dashboard import DashboardScreen


@pytest.mark.parametrize(
    ("typed", "found"), [("充电", 1), ("cdn", 1), ("chongdian", 1), ("2026-0006", 1), ("qqqq", 0)]
)
async def test_the_filter_matches_text_and_pinyin(desk: Opened, typed: str, found: int) -> None:
    async with desk() as d:
        await d.press("3", "slash")
        await d.type(typed)
        assert d.rows("list") == found
        await d.press("enter")
        assert d.app.screen.focused is d.table("list")
        assert d.rows("list") == found
        await d.press("escape")
        assert d.rows("list") == 5


async def test_nothing_found_says_how_to_go_on(desk: Opened) -> None:
    async with desk() as d:
        await d.press("3", "slash")
        await d.type("qqqq")
        assert "没有匹配「qqqq」的" in d.text


async def test_letters_typed_into_the_filter_are_no_commands(desk: Opened) -> None:
    async with desk() as d:
        await d.press("3", "slash")
        await d.type("nu12")
        assert d.app.screen.query_one("#filter").value == "nu12"  # type: ignore[attr-defined]


async def test_finished_wishes_are_a_key_away(desk: Opened) -> None:
    async with desk() as d:
        await d.press("3", "t")
        assert "全部心愿 6" in d.text
        await d.press("t")
        assert "待办心愿 5" in d.text


async def test_sessions_follow_the_service_under_the_cursor(desk: Opened) -> None:
    async with desk() as d:
        await d.press("2", "down", "down")
        await d.until(lambda: "待补记" in d.text)
        await d.press("tab")
        assert d.app.screen.kind == "session"  # type: ignore[attr-defined]


async def test_escape_without_a_filter_goes_to_the_board(desk: Opened) -> None:
    async with desk() as d:
        await d.press("4", "escape")
        assert isinstance(d.app.screen, DashboardScreen)


@pytest.mark.parametrize("size", [SMALL, LARGE, (60, 15), (200, 60)], ids=str)
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_every_screen_draws_within_its_lines(desk: Opened, size: tuple[int, int], lang: Lang) -> None:
    async with desk(size, lang) as d:
        for key in ("1", "2", "3", "4", "n", "escape", "question_mark", "escape", "ctrl+p"):
            await d.press(key)
            strips = d.app.screen._compositor.render_strips()
            assert len(strips) == size[1]
            assert {strip.cell_length for strip in strips} == {size[0]}


async def test_an_announcement_is_shown_in_lines_that_fit(desk: Opened) -> None:
    async with desk(toasts=True) as d:
        await d.press("d")
        assert d.announcement == "场次还没开始，开始后才能登记完成。"
        assert d.announcement in d.text
        words = "电梯维修期间请走东侧楼梯" * 5
        d.app.say(words)
        await d.settle()
        pieces = wrap(words, 42)
        assert len(pieces) == 3
        assert all(piece in d.text for piece in pieces)


@pytest.mark.parametrize("size", [SMALL, (40, 12), LARGE])
async def test_conditions_on_fields_narrow_the_list_and_are_completed(
    desk: Opened, size: tuple[int, int]
) -> None:
    async with desk(size) as d:
        await d.press("3", "slash")
        await d.type("@物业 状态:办")
        assert len(d.table("list").keys) == 1
        await d.press("right" if size == LARGE else "tab")
        assert d.app.screen.query_one("#filter").value == "@物业 状态:办理中"  # type: ignore[attr-defined]
        await d.type(" >")
        await d.press("backspace", "backspace", "enter")
        assert d.table("list").keys == (2,)
        await d.press("escape")
        assert len(d.table("list").keys) == 5


async def test_a_hint_and_what_is_offered_do_not_look_like_what_is_typed(desk: Opened) -> None:
    async with desk() as d:
        await d.press("3", "slash")
        y = d.app.screen.query_one("#filter").region.y

        def colours() -> list[tuple[str, object]]:
            """The texts of the line, but for the cell under the cursor, with their colours."""
            line = d.app.screen._compositor.render_strips()[y]
            ground = {one.style.bgcolor for one in line if one.style and not one.text.strip()}
            return [
                (one.text.strip(), one.style.color)
                for one in line
                if one.style and one.text.strip() and one.style.bgcolor in ground
            ]

        ((hint, muted),) = colours()
        await d.type("zzz")
        ((typed, plain),) = colours()
        assert hint.endswith("清除")
        assert (typed, plain != muted) == ("zzz", True)
        await d.press("ctrl+u")
        await d.type("状态:办")
        (typed, _), (offered, muted) = colours()
        assert (typed, offered, muted != plain) == ("状态:办", "中", True)
