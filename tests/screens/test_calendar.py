"""The calendar and the alliance: days by keys, marks by sign, forms by keyboard alone."""

from __future__ import annotations

from datetime import date

import pytest

from tests.screens.desk import LARGE, SMALL, Opened
from tui.i18n import Lang
from tui.screens.alliance import AllianceScreen
from tui.screens.calendar import CalendarScreen
from tui.screens.day import DayScreen
from tui.store import Store


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=str)
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_every_view_draws_within_its_lines(desk: Opened, size: tuple[int, int], lang: Lang) -> None:
    async with desk(size, lang) as d:
        for key in ("7", "y", "y", "y", "enter", "escape", "8", "tab", "tab", "t"):
            await d.press(key)
            strips = d.app.screen._compositor.render_strips()
            assert len(strips) == size[1]
            assert {strip.cell_length for strip in strips} == {size[0]}


async def test_keys_move_the_day_and_turn_the_page(desk: Opened) -> None:
    async with desk() as d:
        await d.press("ctrl+y")
        screen = d.app.screen
        assert isinstance(screen, CalendarScreen)
        assert "[24]" in d.text
        for key, day in (
            ("right", date(2026, 11, 25)), ("down", date(2026, 12, 2)), ("pageup", date(2026, 11, 2)), ("t", date(2026, 11, 24)),
            ("pagedown", date(2026, 12, 24)), ("pagedown", date(2027, 1, 24)),
        ):  # fmt: skip
            await d.press(key)
            assert screen.day == day
        assert "2027 年放假安排未公布" in d.text
        await d.press("t", "pageup", "home")
        assert screen.day == date(2026, 10, 1)
        assert "休" in d.lines[3]
        assert "班" in d.text


async def test_a_day_opens_and_a_room_is_booked_on_it(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("7", "right", "enter")
        assert isinstance(d.app.screen, DayScreen)
        assert "谈心" in d.text
        await d.press("b", "tab", "tab")
        await d.type("下午3点")
        await d.press("tab")
        await d.type("16:30")
        await d.press("tab")
        await d.type("合唱队")
        await d.press("ctrl+s")
        assert isinstance(d.app.screen, DayScreen)
        last = list(store.bookings.stored())[-1]
        assert (last["on"], last["starts"], last["booked_by"]) == ("2026-11-25", "15:00", "合唱队")


async def test_a_delivery_is_recorded_by_keys_alone(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("f12", "tab")
        assert isinstance(d.app.screen, AllianceScreen)
        await d.press("down", "down", "d", "ctrl+s")
        assert isinstance(d.app.screen, AllianceScreen), d.text
        assert sum(x["quantity"] for m in store.matches.stored() for x in m["deliveries"]) > 12
