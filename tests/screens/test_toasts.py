"""What is announced covers neither the keys nor what is in front, at any size."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import set_cell_size
from textual.widgets._toast import Toast

from tests.screens.desk import Desk, Opened
from tests.screens.every_form import prepared
from tests.screens.every_screen import each_form, every_screen
from tui.screens.modes import MODES
from tui.screens.terminal.toasts import place, rows_taken
from tui.store import Store

SIZES: Final = [(80, 24), (40, 12)]
LONG: Final = "心愿 2026-0007 已派给 夕阳维修队，期限是下周五；同一天还有两件别的事也要他们办，请先问一问。"


async def covered(d: Desk) -> set[int]:
    """The rows of what must be seen that a toast lies over."""
    d.app.notify(LONG)
    await d.settle()
    toasts = list(d.app.screen.query(Toast))
    assert toasts
    over = {y for toast in toasts for y in range(toast.region.y, toast.region.bottom)}
    assert over <= set(range(d.app.size.height)), d.text
    d.app.clear_notifications()
    await d.settle()
    return over & rows_taken(d.app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_toast_covers_neither_keys_nor_what_is_in_front(
    desk: Opened, store: Store, size: tuple[int, int]
) -> None:
    prepared(store)
    async with desk(size, toasts=True) as d:
        d.app.clear_notifications()
        seen = 0
        async for name in every_screen(d):
            seen += 1
            if name in MODES or seen % len(SIZES) == SIZES.index(size):
                assert await covered(d) == set(), name
        async for name in each_form(d):
            seen += 1
            if seen % len(SIZES) == SIZES.index(size):  # each form at one of the sizes
                await d.press(*["tab"] * (seen % 3))
                assert await covered(d) == set(), name
        assert seen > 55


async def test_no_character_of_a_toast_is_lost_where_panels_end_behind_it(desk: Opened) -> None:
    async with desk((120, 36), toasts=True) as d:
        for mode in ("dashboard", "wishes", "trends"):
            await d.app.action_act(mode)
            d.app.clear_notifications()
            await d.settle()
            before = d.lines
            d.app.notify(LONG)
            await d.settle()
            (note,) = d.app._notifications
            for line in note.message.split("\n"):
                assert line in d.text, (mode, d.text)
            (toast,) = d.app.screen.query(Toast)
            x, y, _, height = toast.region
            for now, was in zip(d.lines[y : y + height], before[y : y + height], strict=True):
                assert set_cell_size(now, x - 1) == set_cell_size(was, x - 1), mode  # what lies beside it


@given(st.integers(1, 6), st.integers(8, 60), st.lists(st.integers(0, 59), max_size=4))
def test_a_place_is_found_wherever_there_is_one(height: int, rows: int, taken: list[int]) -> None:
    below = place(height, rows, taken)
    covers = {row for row in taken if rows - below - height <= row < rows - below}
    any_free = any(not any(top <= row < top + height for row in taken) for top in range(rows - height + 1))
    assert 0 <= below <= rows - height
    assert not covers or not any_free
