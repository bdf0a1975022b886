"""A wish made void: one or several, with the reason; out of the open list, found and shown by the keys that people know."""

from __future__ import annotations

from tests.screens.desk import Opened
from tui.rules.wishes.order import void_reason
from tui.store import Store


async def test_one_is_made_void_with_a_reason_found_and_taken_back(desk: Opened, store: Store) -> None:
    async with desk() as d:
        await d.press("3")
        listed = d.rows("list")
        await d.press("x", "ctrl+s")
        assert d.errors()  # without a reason nothing is done
        await d.type("重复登记")
        await d.press("ctrl+s")
        gone = [wish for wish in store.wishes.stored() if wish["state"] == "voided"]
        assert [void_reason(wish) for wish in gone] == ["重复登记"]
        number = str(gone[0]["number"])
        assert number in d.announcement
        assert d.rows("list") == listed - 1
        await d.press("t")  # all wishes
        assert "作废" in d.text
        await d.press("f")
        await d.type(number)
        await d.press("enter")
        assert "重复登记" in d.text
        await d.press("escape", "escape", "u")
        assert all(wish["state"] != "voided" for wish in store.wishes.stored())


async def test_marked_ones_are_made_void_together(desk: Opened, store: Store) -> None:
    before = {int(w["id"]): w["state"] for w in store.wishes.stored()}
    async with desk() as d:
        await d.press("3", "space", "space", "x")
        await d.type("试录")
        await d.press("ctrl+s")
        assert sum(w["state"] == "voided" for w in store.wishes.stored()) == 2
        await d.press("u")
        assert {int(w["id"]): w["state"] for w in store.wishes.stored()} == before
