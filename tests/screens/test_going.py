"""The keys 1 to 0 go to a screen's top view, with its first panel in front."""

from __future__ import annotations

import pytest

from tests.screens.desk import Opened
from tui.screens.base.detail import DetailScreen
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


async def test_what_is_typed_and_not_saved_keeps_its_form(desk: Opened) -> None:
    async with desk() as d:
        await d.press("3", "n")
        await d.type("路灯")
        await d.press("f7")
        assert d.form.fields[0].value == "路灯"
