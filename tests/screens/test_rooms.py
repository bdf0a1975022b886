"""Rooms, deliveries, lessons and compounds: what had no form of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.screens.desk import LARGE, SMALL, Opened
from tests.screens.test_services_forms import WANG, field, fill
from tui.desk.desk import Desk as UseCases
from tui.language.i18n import Lang
from tui.rules.households.compounds import neighbours
from tui.screens.alliance import AllianceScreen
from tui.screens.rooms import RoomsScreen
from tui.store import Store


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=str)
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_rooms_and_their_forms_draw_within_their_lines(
    desk: Opened, size: tuple[int, int], lang: Lang
) -> None:
    async with desk(size, lang) as d:
        for keys in (["8", "r"], ["n"], ["escape", "e"], ["escape", "escape", "tab", "down", "down", "w"]):
            await d.press(*keys)
            assert {strip.cell_length for strip in d.app.screen._compositor.render_strips()} == {size[0]}


async def test_a_room_is_added_changed_and_closed_by_keys(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("8", "r", "n")
        await d.type("多功能厅")
        await fill(d, "seats", "很多")
        await fill(d, "opens", "8点半")
        await fill(d, "closes", "下午5点半")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"seats"}
        assert field(d, "name").value == "多功能厅"
        await fill(d, "seats", "30")
        await d.press("ctrl+s")
        assert isinstance(d.app.screen, RoomsScreen)
        assert "08:30-17:30" in d.text
        await d.press("home", "e")
        field(d, "closed").focus_editor()
        await d.press("right", "ctrl+s")
        assert "还有 7 次预约未到" in d.announcement
        await d.press("escape")
        assert isinstance(d.app.screen, AllianceScreen)
    room = list(store.rooms.stored())[-1]
    assert (room["name"], room["seats"], room["opens"], room["closes"]) == ("多功能厅", 30, "08:30", "17:30")
    assert store.rooms.get(1).closed


async def test_who_changes_the_same_room_is_shown(
    desk: Opened, stores: Callable[[], Store], store: Store
) -> None:
    async with desk() as d:
        await d.press("8", "r", "e")
        await fill(d, "name", "大活动室")
        UseCases(stores(), WANG).rooms.rooms.edit(1, {"name": "一号活动室", "seats": 40})
        await d.press("ctrl+s")
        assert "对方：一号活动室" in d.text
        await d.press("ctrl+s")
    assert (store.rooms.get(1).name, store.rooms.get(1).seats) == ("大活动室", 40)


async def test_a_delivery_is_corrected_and_the_old_figure_kept(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("8", "tab")
        assert "w ^W 更正落实" not in d.text  # nothing was delivered for the first need
        await d.press("down", "down")
        await d.until(lambda: "w ^W 更正落实" in d.text)
        await d.press("w")
        await fill(d, "quantity", "三份")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"quantity"}
        await fill(d, "quantity", "3")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"why"}
        await d.type("数错了")
        await d.press("ctrl+s")
        assert "已由 4 更正为 3" in d.announcement
    (match,) = (m for m in store.matches.stored() if any(x["was"] is not None for x in m["deliveries"]))
    assert (match["deliveries"][-1]["quantity"], match["deliveries"][-1]["was"]) == (3, 4)


async def test_a_lesson_is_put_right_while_it_goes_on(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("9", "tab", "e")
        await fill(d, "met_on", "9-23,12-24")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"met_on"}
        await fill(d, "met_on", "9-23,11-20,9-23")
        await fill(d, "skill", "烫发")
        await d.press("ctrl+s")
    lesson = store.lessons.get(1)
    assert (lesson.skill, [str(day) for day in lesson.met_on]) == ("烫发", ["2026-09-23", "2026-11-20"])


async def test_a_lesson_that_has_ended_is_not_edited(desk: Opened, store: Store) -> None:
    UseCases(store, WANG).lessons.able(1)
    async with desk() as d:
        await d.press("9", "tab", "t", "e")
        assert "学习" in d.text
        assert d.app.screen.kind == "lesson"  # type: ignore[attr-defined]
    assert store.lessons.get(1).rev == 2


async def test_neighbouring_compounds_are_set_and_one_in_use_does_not_go(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("comma")
        compounds = field(d, "compounds")
        compounds.put("1 3302（南院）：2\n2 邮电园\n3\n4\n5\n6")
        await d.press("ctrl+s")
        assert neighbours(store.community["compounds"])[2] == {1}  # type: ignore[index]
        await d.press("comma")
        field(d, "compounds").put("2 邮电园")
        await d.press("ctrl+s")
        assert set(d.errors()) == {"compounds"}
        assert field(d, "compounds").value == "2 邮电园"
    assert len(store.community["compounds"]) == 6  # type: ignore[index]


async def test_weeks_until_somebody_is_due_again_are_set_on_the_service(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("2", "down", "e")
        await fill(d, "again_weeks", "６")
        await d.press("ctrl+s")
        assert store.services.get(2).again_weeks == 6
        await d.press("e")
        await fill(d, "again_weeks", "")
        await d.press("ctrl+s")
    assert store.services.get(2).again_weeks == 0
