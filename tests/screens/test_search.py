"""The search: everything is found as one types, opens, and comes back as it was left."""

from __future__ import annotations

import pytest

from tests.screens.desk import LARGE, SMALL, Opened
from tui.screens.base.detail import DetailScreen
from tui.screens.search import SearchScreen

LOW = (40, 12)


@pytest.mark.parametrize("size", [SMALL, LOW, LARGE])
async def test_what_is_typed_is_found_by_kind_and_opens(desk: Opened, size: tuple[int, int]) -> None:
    async with desk(size) as d:
        await d.press("f")
        await d.type("yam")
        assert "闫爱民" in d.text
        assert "心愿 1" in d.text
        assert "志愿者 1" in d.text
        await d.press("down", "enter")
        assert isinstance(d.app.screen, DetailScreen)
        assert "闫爱民" in d.text
        await d.press("escape")
        assert isinstance(d.app.screen, SearchScreen)
        assert d.app.screen.query_one("#search").value == "yam"  # type: ignore[attr-defined]
        assert d.app.screen.kind == "wish"
        await d.press("escape", "ctrl+f")
        assert d.app.screen.query_one("#search").value == "yam"  # type: ignore[attr-defined]
        await d.type("义剪")
        assert "银发义剪日" in d.text


async def test_the_best_match_is_under_the_cursor_whatever_was_there_before(desk: Opened) -> None:
    async with desk() as d:
        await d.press("f")
        await d.type("昨天")
        await d.press("down", "down")
        await d.press("ctrl+f")
        await d.type("上")  # has what the cursor was on, further down
        await d.type("周")
        table = d.table("found")
        assert table.cursor_key == list(table.keys)[1]
