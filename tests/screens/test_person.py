"""A person's page: gathered from the records, told apart from namesakes, joined and parted by hand."""

from __future__ import annotations

import pytest
from textual.screen import Screen

from tests.screens.desk import CLERK, LARGE, SMALL, Opened
from tui.desk.context import DeskContext
from tui.desk.desk import Desk as UseCases
from tui.language.errors import NotAllowed
from tui.language.i18n import translator
from tui.screens.base.detail import DetailScreen
from tui.screens.people import page_named, page_of
from tui.screens.person import PersonScreen
from tui.seats.actor import Actor
from tui.store import Store

LOW = (40, 12)


@pytest.mark.parametrize("size", [SMALL, LOW, LARGE])
async def test_all_that_is_on_record_about_a_volunteer_is_on_one_page(
    desk: Opened, store: Store, size: tuple[int, int]
) -> None:
    async with desk(size) as d:
        await d.press("3", "p")  # the wish in front is theirs
        screen = d.app.screen
        assert isinstance(screen, PersonScreen)
        assert "闫爱民" in d.text
        page = screen._page
        assert page is not None
        assert [line.title for line in page.ahead] == ["2026-0002 把小区大门口坏了的路修一修"]
        assert {line.kind for line in page.past} == {"wish", "volunteer", "team", "hours"}
        assert [line.when for line in page.past] == sorted((line.when for line in page.past), reverse=True)
        assert page.hours == sum(h["hours"] for h in store.hours.stored() if h["volunteer_id"] == 1)
        assert page.teams == ("银发爱心义剪队",)
        await d.press("enter")
        assert isinstance(d.app.screen, DetailScreen)
        await d.press("escape")
        assert isinstance(d.app.screen, PersonScreen)


async def test_tab_shows_one_kind_after_the_other(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("3", "p")
        screen = d.app.screen
        assert isinstance(screen, PersonScreen)
        seen: list[set[str]] = []
        for _ in range(4):
            await d.press("tab")
            assert screen.target is None or screen._line is not None
            seen.append({row.kind for row in screen._rows.values() if not isinstance(row, str)})
        assert [len(kinds) for kinds in seen] == [1, 1, 1, 1]
        assert set().union(*seen) == {"wish", "volunteer", "team", "hours"}
        await d.press("tab")
        assert {row.kind for row in screen._rows.values() if not isinstance(row, str)} == set().union(*seen)


async def test_namesakes_stand_apart_and_are_joined_and_parted_by_hand_with_undo(
    desk: Opened, store: Store
) -> None:
    wishes = UseCases(store, CLERK).wishes
    for title, phone in (("楼道灯", "13812345678"), ("井盖响", "13812345678"), ("狗叫", "15900001111")):
        wishes.record({"title": title, "resident": "周桂芳", "phone": phone})

    async with desk() as d:
        await d.press("f")
        await d.type("zhouguifang")
        await d.press("enter")

        def records() -> set[str]:
            page = d.app.screen._page  # type: ignore[attr-defined]
            return {line.title[10:] for line in page.past}

        assert records() == {"井盖响", "楼道灯"} or records() == {"狗叫"}
        first = records()
        assert "同名另一人" in d.text
        while not (line := d.app.screen._line) or line[0] != "other":  # type: ignore[attr-defined]
            await d.press("down")
        await d.press("a")
        assert records() == {"井盖响", "楼道灯", "狗叫"}
        assert "同名另一人" not in d.text
        await d.press("u")
        assert records() == first
        await d.press("U")
        assert records() == {"井盖响", "楼道灯", "狗叫"}
        while not (line := d.app.screen._line) or line[1].record == d.app.screen._record or line[0] != "past":  # type: ignore[attr-defined]
            await d.press("down")
        gone = line[1].title[10:]
        await d.press("ctrl+x")
        assert gone not in records()
        assert len(store.identities.stored()) == 2


async def test_of_several_people_one_is_chosen(desk: Opened) -> None:
    async with desk() as d:
        await d.press("4", "shift+f8")
        assert "看谁的" in d.text
        await d.press("enter")
        assert isinstance(d.app.screen, PersonScreen)


async def test_a_line_of_quick_entry_leads_to_whom_it_names_and_stays(desk: Opened) -> None:
    async with desk() as d:
        await d.press("colon")
        await d.type("楼道灯不亮 @yam")
        await d.press("shift+f8")
        assert type(d.app.screen).__name__ == "PersonScreen"
        assert "闫爱民" in d.text
        await d.press("escape")
        assert "楼道灯不亮 @yam" in d.text
        await d.type("x")
        await d.press("shift+f8")
        assert d.announcement == "这一行里的人还没有记录。"


async def test_where_nobody_is_named_it_says_so(desk: Opened) -> None:
    async with desk() as d:
        await d.press("2", "p")
        assert d.announcement == "这条记录没有写姓名。"


def test_a_masked_seat_has_no_such_page(store: Store) -> None:
    context = DeskContext(store, Actor("街道", "street", "viewer"), translator("zh"))
    with pytest.raises(NotAllowed):
        page_of(context, Screen())
    with pytest.raises(NotAllowed):
        page_named(context, ["闫爱民"])
