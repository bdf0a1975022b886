"""The keys 1 to 0 go to a screen's top view, with its first panel in front."""

from __future__ import annotations

import pytest

from tests.screens.desk import Opened
from tests.screens.every_screen import sheets
from tui.screens.base.detail import DetailScreen
from tui.screens.help import help_lines
from tui.screens.wishes import WishesScreen


async def test_a_screen_comes_up_with_its_first_panel_in_front(desk: Opened) -> None:
    async with desk() as d:
        await d.press("5", "tab", "1", "5", "n")
        assert d.form.form_title == "新建会议"
        await d.press("escape", "5", "tab", "n")
        assert d.form.form_title == "新建待办事项"


@pytest.mark.parametrize("by_way_of", [(), ("1",), ("7", "enter")], ids=str)
async def test_a_screens_key_closes_what_is_open_over_it(desk: Opened, by_way_of: tuple[str, ...]) -> None:
    async with desk() as d:
        await d.press("3", "enter")
        assert isinstance(d.app.screen, DetailScreen)
        await d.press(*by_way_of, "3")
        assert isinstance(d.app.screen, WishesScreen)
        assert d.app.screen.focused is d.table("list")


async def test_a_screens_key_closes_whatever_is_open_or_asks_where_something_is_typed(desk: Opened) -> None:
    """Over each sheet and each screen that keys open: its F-key, as in a field a digit is text; then the forms."""
    async with desk() as d:
        async for name in sheets(d):
            if name in {"quick entry", "the record of a meeting"}:
                continue
            await d.press("f8")
            assert (d.app.current_mode, len(d.app.screen_stack)) == ("teams", 1), name
        await d.press("1", "question_mark", "4")
        assert (d.app.current_mode, len(d.app.screen_stack)) == ("teams", 1)
        await d.press("3", "n", "f8", "3", "n")
        assert d.form.fields[0].value == ""
        await d.type("路灯4")
        for key in ("f8", "f8", "ctrl+y", "ctrl+y"):
            await d.press(key)
            assert d.form.fields[0].value == "路灯4"
            assert "还没保存" in d.announcement
        await d.press("escape", "escape", "f2")
        await d.type("路灯4")
        await d.press("f8")
        assert "路灯4" in d.text


async def test_what_is_typed_and_not_saved_keeps_its_form(desk: Opened) -> None:
    async with desk() as d:
        await d.press("3", "n")
        await d.type("路灯")
        await d.press("f7")
        assert d.form.fields[0].value == "路灯"


async def test_a_composed_word_is_no_command_and_the_bar_shows_the_keys_that_an_input_method_lets_through(
    desk: Opened,
) -> None:
    async with desk() as d:
        await d.press("3")
        await d.type("你")
        assert "输入法开着：「你」不是命令" in d.announcement
        assert "n ^N 新建" in d.lines[-2]
    async with desk(
        lang="en"
    ) as d:  # where an input method is less likely, its keys come with the first word
        await d.press("3")
        assert "^N" not in d.text
        await d.type("你")
        assert "n ^N new" in d.text


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("screen", "137")
async def test_help_and_the_way_out_stand_first(desk: Opened, screen: str, width: int) -> None:
    async with desk((width, 24)) as d:
        await d.press(screen)
        assert d.lines[-2].split()[:5] == ["?", "F1", "帮助", "F10", "^Q"]


async def test_the_help_lists_the_screens_in_the_order_of_their_keys(desk: Opened) -> None:
    async with desk((120, 120)) as d:
        await d.press("question_mark")
        lines = help_lines(d.app.context, d.app.screen_stack[0])
        firsts = [line.label.split(" ")[0] for line in lines if line.label]
        assert [key for key in firsts if key in set("1234567890")] == [*"1234567890"]


async def test_the_key_bar_of_a_form_says_what_enter_does_in_each_field(desk: Opened) -> None:
    async with desk() as d:
        await d.press("3", "n")
        assert "Enter 下一项  ^S 保存" in d.text
        await d.press("tab")
        assert "Enter 下一项  ^S 保存" in d.text
        await d.press("escape", "d")
        assert "Enter 保存  Tab 下一项" in d.text
