"""The calendar and the alliance: days by keys, marks by sign, forms by keyboard alone."""

from __future__ import annotations

from datetime import date

import pytest

from tests.screens.desk import LARGE, SMALL, Opened
from tui.desk.desk import Desk as Clerk
from tui.language.i18n import Lang
from tui.screens.alliance import AllianceScreen
from tui.screens.calendar import CalendarScreen
from tui.screens.day import DayScreen
from tui.seats.actor import Actor
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
        await d.press("b", "right", "tab", "tab")
        await d.type("下午3点")
        await d.press("tab")
        await d.type("16:30")
        await d.press("tab")
        await d.type("合唱队")
        await d.press("ctrl+s")
        assert isinstance(d.app.screen, DayScreen)
        last = list(store.bookings.stored())[-1]
        assert (last["on"], last["starts"], last["booked_by"]) == ("2026-11-25", "15:00", "合唱队")


async def test_a_session_keeps_its_room_and_what_meets_it_is_told(desk: Opened, store: Store) -> None:
    clerk = Clerk(store, Actor("小李", "local"))
    service = next(int(s["id"]) for s in store.services.stored() if s["name"] == "楼宇服务日")
    room = next(int(r["id"]) for r in store.rooms.stored() if r["name"] == "阅览室")
    clerk.services.edit(service, {"place": "楼宇服务站阅览室"})
    async with desk() as d:
        await d.press("7", "right", "enter", "b")
        await d.type("阅览")
        await d.press("tab")
        await d.type("11-27")
        await d.press("tab")
        await d.type("9:30")
        await d.press("tab")
        await d.type("10:30")
        await d.press("tab")
        await d.type("合唱队")
        assert "楼宇服务日" in d.text
        before = len(store.bookings)
        await d.press("ctrl+s")
        assert "阅览室在 2026-11-27 09:00-11:30 已有人预订：楼宇服务日" in d.text
        assert len(store.bookings) == before
    booking = {"room_id": room, "on": "2026-12-01", "starts": "10:00", "ends": "11:00", "booked_by": "合唱队"}
    clerk.rooms.book(booking)
    clerk.sessions.move(service, date(2026, 11, 27), to=date(2026, 12, 1), reason="再换")
    meeting = {"starts_at": "2026-12-01T10:30:00+08:00", "place": "阅览室", "kind": "council"}
    clerk.meetings.plan(meeting)
    async with desk() as d:
        await d.press("7", *["right"] * 7, "enter", "enter")
        assert "已由「合唱队」预订" in d.text


async def test_a_delivery_is_recorded_by_keys_alone(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("f12", "tab")
        assert isinstance(d.app.screen, AllianceScreen)
        await d.press("down", "down", "d", "ctrl+s")
        assert "quantity" in d.errors()  # how much it was is not taken for granted
        await d.press("shift+tab", "right", "tab", "5", "ctrl+s")
        assert isinstance(d.app.screen, AllianceScreen), d.text
        assert sum(x["quantity"] for m in store.matches.stored() for x in m["deliveries"]) > 12


async def test_with_more_room_a_day_tells_the_hours_as_well(desk: Opened) -> None:
    async with desk() as d:
        await d.press("7", "1")
        await d.resize(170, 45)
        await d.press("7")
        assert "09:00 楼宇服务日" in d.text
        await d.resize(*SMALL)
        await d.settle()
        assert "09:00 楼宇服务日" not in d.text
        assert "楼宇服务日" in d.text


async def test_other_colours_are_those_of_every_day(desk: Opened) -> None:
    async with desk((80, 24)) as d:
        await d.press("7")
        d.app.theme = "xingfu-light"
        await d.settle()
        grounds = {style.bgcolor.name for strip in d.app.screen._compositor.render_strips()[3:16] for _, style, _ in strip if style and style.bgcolor}  # fmt: skip
        assert d.app.theme_variables["surface"].lower() in grounds
        d.app.theme = "xingfu-dark"
        await d.settle()
        now = {style.bgcolor.name for strip in d.app.screen._compositor.render_strips()[3:16] for _, style, _ in strip if style and style.bgcolor}  # fmt: skip
        assert not grounds & now
