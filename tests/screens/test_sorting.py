"""Lists sorted by any column, columns that are chosen, and named views of both."""

from __future__ import annotations

import pytest

from tests.screens.desk import LARGE, SMALL, Opened
from tui.desk.desk import Desk as UseCases
from tui.queries.sorting import NOTHING, of_text
from tui.queries.views import view_called, views_of
from tui.screens.views import ViewsSheet
from tui.seats.actor import Actor
from tui.store import Store

SIZES = [SMALL, (40, 12), LARGE]


@pytest.mark.parametrize("size", SIZES)
async def test_a_list_is_sorted_by_any_column_and_turned_round(
    desk: Opened, store: Store, size: tuple[int, int]
) -> None:
    async with desk(size) as d:
        await d.press("3")
        own = d.table("list").keys
        numbers = {w["id"]: w["number"] for w in store.wishes.stored()}
        await d.press("greater_than_sign")
        assert [numbers[k] for k in d.table("list").keys] == sorted(numbers[k] for k in own)
        assert "编号 ^" in d.text
        await d.press("S")
        assert [numbers[k] for k in d.table("list").keys] == sorted((numbers[k] for k in own), reverse=True)
        assert "编号 v" in d.text
        await d.press("less_than_sign")
        assert d.table("list").keys == own


async def test_what_has_nothing_in_the_column_stands_at_the_end_either_way(
    desk: Opened, store: Store
) -> None:
    async with desk(LARGE) as d:
        await d.press("3", *["greater_than_sign"] * 3)
        assert "按承办" in d.text
        for _ in range(2):
            held = [bool(store.wishes.get(k).assignee) for k in d.table("list").keys]  # type: ignore[arg-type]
            assert held == sorted(held, reverse=True)
            await d.press("S")


async def test_a_click_on_a_head_sorts_and_another_turns(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("3")
        table = d.table("list")
        x, y, _, _ = table.content_region
        await d.pilot.click(offset=(x + 3, y))
        await d.settle()
        rising = table.keys
        await d.pilot.click(offset=(x + 3, y))
        await d.settle()
        assert table.keys == rising[::-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("9", "10"), ("2.5", "10"), ("2026-0009", "2026-0010"), ("安", "张"), ("3 小时", "12 小时")],
)
def test_texts_stand_in_their_order(one: str, other: str) -> None:
    assert of_text(one) < of_text(other) < NOTHING
    assert of_text(" - ") == of_text("") == NOTHING


async def test_chosen_columns_are_shown_and_stay_with_a_view(desk: Opened, store: Store) -> None:
    async with desk(LARGE) as d:
        await d.press("3", "slash")
        await d.type("@物业")
        await d.press("enter", "greater_than_sign", "C", "end", "space", "ctrl+s")
        chosen = d.app.screen.chosen  # type: ignore[attr-defined]
        assert chosen
        found = d.table("list").keys
        await d.press("apostrophe", "plus")
        await d.type("催办")
        await d.press("tab", "c", "ctrl+s")
        assert "c 打开" in d.announcement
        await d.press("apostrophe", "0")
        assert d.rows("list") == 5
        assert not d.app.screen.chosen  # type: ignore[attr-defined]
        await d.press("apostrophe", "c")
        assert d.table("list").keys == found
        assert d.app.screen.chosen == chosen  # type: ignore[attr-defined]
        assert d.app.screen.sorted_by == "number"  # type: ignore[attr-defined]
        await d.press("u")
        assert views_of(store, "wish", "小李") == []


async def test_a_list_that_is_narrowed_to_nothing_can_be_shown_by_another_view(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("3", "slash")
        await d.type("没有这个词")
        await d.press("enter")
        assert not d.table("list").keys
        await d.press("apostrophe")
        assert isinstance(d.app.screen, ViewsSheet)
        await d.press("0")
        assert len(d.table("list").keys) == 5


def test_own_views_are_for_oneself_and_the_communitys_for_all(store: Store) -> None:
    mine, hers = UseCases(store, Actor("小李", "local")), UseCases(store, Actor("小王", "local"))
    view = {"kind": "wish", "name": "催办", "letter": "c", "filter": "状态:办理中", "sort": "-due"}
    mine.views.keep(view, own=True)
    assert views_of(store, "wish", "小王") == []
    hers.views.keep({**view, "filter": "@物业"}, own=False)
    assert view_called(store, "wish", "小王", "催办").filter == "@物业"
    assert view_called(store, "wish", "小李", "C").filter == "状态:办理中"  # one's own first
    mine.views.drop("wish", "催办")
    assert view_called(store, "wish", "小李", "催办").filter == "@物业"
