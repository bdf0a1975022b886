"""In every list what has just been saved is under the cursor, whatever order or filter would put it out of sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest

from tests.screens.desk import LARGE, Desk, Opened
from tests.screens.every_form import prepared
from tests.screens.test_every_form import fill
from tui.desk.desk import Desk as UseCases
from tui.kinds import registry
from tui.kinds.record import Target
from tui.screens.base.browse import BrowseScreen
from tui.screens.base.form import FormScreen
from tui.screens.base.live import LiveScreen
from tui.seats.actor import Actor
from tui.store import Store
from tui.widgets.record_table import RecordTable

COLLEAGUE: Final = Actor("赵姐", "window")
# The screens with lists that records are added to, by their key.
LISTS: Final = "2345690"


async def hidden_by(d: Desk, how: str) -> None:
    """Have the list in front sorted by its second column, or narrowed to what is called nothing like a new record."""
    if how == "sorted":
        await d.press("greater_than_sign", "greater_than_sign")
    elif how == "filtered" and isinstance(d.app.screen, BrowseScreen):
        await d.press("slash", *"银发", "enter")


@pytest.mark.parametrize("how", ["as it stands", "sorted", "filtered"])
async def test_what_is_saved_is_in_front_in_every_list_and_stays_there(
    desk: Opened, store: Store, stores: Callable[[], Store], how: str
) -> None:
    prepared(store)
    seen: set[str] = set()
    other = UseCases(stores(), COLLEAGUE)
    async with desk(LARGE) as d:
        for key in LISTS:
            await d.press(key)
            for panel in range(len(list(d.app.screen.query("#lists RecordTable").results(RecordTable)))):
                await d.press(key, *["tab"] * panel)
                screen = d.app.screen
                assert isinstance(screen, LiveScreen)
                kind = screen.kind  # a session comes of its service
                table = registry.kind(kind).table
                if kind in seen or kind == "session" or not table or registry.kind(kind).act("new") is None:
                    continue
                if how == "sorted" or not panel:
                    await hidden_by(d, how)
                before = {int(one["id"]) for one in store.collection(table).stored()}
                await d.press("n")
                if not isinstance(d.app.screen, FormScreen):
                    continue
                for field in d.form.fields:
                    if field.value is None or field.value == "":
                        fill(field)
                await d.settle()
                await d.press("ctrl+s")
                assert not isinstance(d.app.screen_stack[-1], FormScreen), (kind, d.text)
                (new,) = {int(one["id"]) for one in store.collection(table).stored()} - before
                made = Target({"due": "home"}.get(kind, kind), new)
                assert screen.target == made, (kind, screen.target, d.text)
                other.store.refresh()
                other.wishes.record({"title": f"同事记的 {kind}", "urgency": "urgent"})
                store.refresh()
                await d.settle()
                assert screen.target == made, (kind, screen.target, d.text)
                seen.add(kind)
    assert len(seen) >= 6, seen


async def test_a_record_that_its_list_would_not_show_takes_a_row_of_its_own(
    desk: Opened, store: Store
) -> None:
    async with desk() as d:
        await d.press("3", "w")
        await d.type("合并")
        await d.press("enter", "tab", "tab")
        await d.type(str(list(store.wishes.stored())[-1]["title"]))
        await d.press("ctrl+s")
        (table,) = d.app.screen.query("#lists RecordTable").results(RecordTable)
        assert "刚保存：" in d.text
        assert table.rows_needed(table.size.width) <= table.size.height
