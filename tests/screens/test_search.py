"""The search: everything is found as one types, opens, and comes back as it was left."""

from __future__ import annotations

import pytest

from tests.screens.desk import LARGE, SMALL, Opened
from tui.queries.search.results import Group
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


async def test_what_has_a_typo_comes_after_what_is_exact_and_opens_at_once(desk: Opened) -> None:
    async with desk() as d:
        await d.press("f")
        await d.type("电动自型车")
        assert "邮电园小区电动自行车充电难" in d.text
        screen, asked = d.app.screen, list[bool]()
        assert isinstance(screen, SearchScreen)

        def groups(*_: object, exact: bool = False, **__: object) -> list[Group]:
            asked.append(exact)
            return []

        d.app.searching.groups = groups  # type: ignore[method-assign]
        for key in ("q", "q"):  # two keys that are there at once: what is like the first is not looked for
            screen.query_one("#search").insert_text_at_cursor(key)  # type: ignore[attr-defined]
        await d.settle()
        assert asked == [True, True, False]
        await d.press("ctrl+f", "backspace")
        assert "没有找到" not in d.text
