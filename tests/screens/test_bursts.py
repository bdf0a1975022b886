"""Keys that come faster than anybody sees what they do: each is for what the one before it has left in front."""

from __future__ import annotations

import pytest
from textual.events import Paste

from tests.screens.desk import Desk, Opened
from tests.screens.every_form import prepared
from tests.screens.every_screen import each_form, sheets
from tests.screens.settling import key_event
from tui.screens.dashboard import DashboardScreen
from tui.screens.entry.pasted import PastedScreen
from tui.screens.entry.quick import QuickScreen
from tui.screens.wishes import WishesScreen
from tui.store import Store

PASTED = "\ue000"
"""Begins what is pasted instead of typed."""


async def burst(d: Desk, *keys: str) -> None:
    """Send keys and pastes at once, as a slow line delivers them, and wait only after the last."""
    for key in keys:
        event = Paste(key[1:]) if key.startswith(PASTED) else key_event(key)
        event.set_sender(d.app)
        d.app.post_message(event)
    await d.settle()


def titles(store: Store) -> list[str]:
    """The wishes that the model community does not have."""
    return [wish.title for wish in store.wishes.all()][6:]


LINES: tuple[tuple[tuple[str, ...], list[str], type], ...] = (
    ((":", *"三单元路灯坏了", "enter", "escape", "3"), ["三单元路灯坏了"], WishesScreen),
    ((":", *"路灯坏了", "enter", *"水管漏水", "enter", "escape"), ["路灯坏了", "水管漏水"], DashboardScreen),
    ((":", f"{PASTED}路灯坏了", "enter", "escape"), ["路灯坏了"], DashboardScreen),
    (("3", "n", *"路灯坏了", "ctrl+s", "escape"), ["路灯坏了"], WishesScreen),
    (("3", "n", *"路灯坏了", "ctrl+s", "ctrl+s", "ctrl+s"), ["路灯坏了"], WishesScreen),
    (("3", "n", f"{PASTED}路灯坏了", "enter", "ctrl+s"), ["路灯坏了"], WishesScreen),
    (("3", "n", *"路灯", "ctrl+s", "n", f"{PASTED}水管", "ctrl+s", "escape"), ["路灯", "水管"], WishesScreen),
    (("3", "n", *"路灯坏了", "ctrl+s", "down", "ctrl+s"), ["路灯坏了"], WishesScreen),
    (("3", "d", *"好了", "enter", "enter", "escape"), [], WishesScreen),
    (("3", "ctrl+p", *"xinjian", "enter", *"路灯坏了", "ctrl+s"), ["路灯坏了"], WishesScreen),
    (("3", "/", *"充电", "escape", "n", *"路灯坏了", "ctrl+s"), ["路灯坏了"], WishesScreen),
    (("3", "/", *"充电", "enter", "n", *"路灯坏了", "ctrl+s"), ["路灯坏了"], WishesScreen),
    (("3", "a", *"xywx", "escape", "escape", "1"), [], DashboardScreen),
    (("3", "n", *"路灯", "ctrl+s", "u", "n", *"水管", "ctrl+s"), ["水管"], WishesScreen),
)


@pytest.mark.parametrize(
    ("keys", "kept", "front"), LINES, ids=lambda one: "" if isinstance(one, type) else None
)
async def test_a_key_waits_for_what_the_key_before_it_does(
    desk: Opened, store: Store, keys: tuple[str, ...], kept: list[str], front: type
) -> None:
    async with desk() as d:
        await burst(d, *keys)
        assert titles(store) == kept
        assert type(d.app.screen) is front, d.text


async def test_the_assignment_after_a_save_is_of_what_was_saved(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await burst(d, "tab", "n", *"路灯坏了", "ctrl+s", "a", *"xywx", "enter", "ctrl+s", "ctrl+s", "escape")
        wish = store.wishes.all()[-1]
        assert (wish.title, wish.assignee and wish.assignee.name) == ("路灯坏了", "夕阳维修队")


async def test_an_edit_after_a_filter_is_of_what_it_has_left(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await burst(d, "3", "/", *"充电", "enter", "e")
        assert "充电" in str(d.form.fields[0].value)


@pytest.mark.parametrize(
    ("before", "pasted"),
    [
        ((), "路灯坏了"),
        ((), "路灯坏了\n水管漏水"),
        ((":",), "路灯坏了\n水管漏水"),
        (("3", "n"), "路灯坏了\n水管漏水"),
    ],
)
async def test_an_enter_sent_with_a_paste_keeps_nothing_that_nobody_has_seen(
    desk: Opened, store: Store, before: tuple[str, ...], pasted: str
) -> None:
    async with desk() as d:
        await burst(d, *before, f"{PASTED}{pasted}", "enter", "enter", "3")
        assert titles(store) == []
        assert isinstance(d.app.screen, PastedScreen if "\n" in pasted else QuickScreen)
        assert not before or isinstance(d.app.screen, PastedScreen)
        await d.press("enter")
        assert [title.removesuffix("3") for title in titles(store)] == pasted.split("\n")
        if (
            "\n" in pasted and not before
        ):  # the paste alone has opened the entry: keys are for the board again
            await d.press("3")
            assert isinstance(d.app.screen, WishesScreen)


async def test_esc_and_a_letter_at_once_are_esc_and_then_the_letter_in_every_form_and_sheet(
    desk: Opened, store: Store
) -> None:
    prepared(store)
    async with desk() as d:
        async for name in each_form(d):
            await burst(d, "escape", "3")
            assert isinstance(d.app.screen, WishesScreen), name
        async for name in sheets(d):
            typed = isinstance(d.app.screen, QuickScreen) and d.app.screen.entry.text
            over_another = name == "the minutes"  # they are over the meeting, which takes a letter as text
            await burst(d, *(["escape"] if typed or over_another else []), "escape", "3")
            assert isinstance(d.app.screen, WishesScreen), name


async def test_esc_asks_before_it_drops_what_the_keys_before_it_have_typed(desk: Opened) -> None:
    async with desk() as d:
        await d.press("3", "n")
        await burst(d, *"路灯", "escape")
        assert d.form.fields[0].value == "路灯"
        assert "再按 Esc" in d.text
