"""A name is found by any spelling wherever names are typed: each list's filter, the search, a choice, the entry line."""

from __future__ import annotations

from typing import Final

from tests.screens.desk import CLERK, LARGE, Desk, Opened
from tui.desk.desk import Desk as UseCases
from tui.store import Store

NAMES: Final = ("王䶮", "張麗華", "刘喆", "买买提·艾力", "单玉芳", "李𬍛")
# What is typed for each of them.
TYPED: Final = ("wangyan", "张丽华", "刘哲", "买买提艾力", "ｓｙｆ", "ll")


async def _filtered(d: Desk, typed: str) -> str:
    await d.press("slash")
    await d.type(typed)
    await d.press("enter")
    shown = d.text
    await d.press("escape")
    return shown


async def test_names_are_found_by_any_spelling_in_every_list(desk: Opened, store: Store) -> None:
    clerk = UseCases(store, CLERK)
    for name in NAMES:
        clerk.volunteers.add({"name": name})
        clerk.visits.record({"name": name, "address": "3-2-501"}, {"heard": "好"})
        clerk.wishes.record({"title": "路灯不亮", "resident": name})
        clerk.home.request({"resident": name, "skill": "理发"})
        clerk.mediations.open({"title": "漏水", "parties": [name]})
    missed: list[tuple[str, str]] = []
    async with desk(LARGE) as d:
        for at, key in enumerate("3690"):  # each list with other two of them
            for name, typed in list(zip(NAMES, TYPED, strict=True))[at * 2 % len(NAMES) :][:2]:
                await d.press(key)
                if name not in await _filtered(d, typed):
                    missed.append((key, typed))
        await d.press("1", "f")
        for name, typed in zip(NAMES, TYPED, strict=True):
            await d.type(typed)
            if name not in d.text:
                missed.append(("f", typed))
            await d.press(*["backspace"] * len(typed))
        await d.press("escape", "1", "colon")
        for name, typed in zip(NAMES, TYPED, strict=True):
            await d.type(f"灯坏了 @{typed}")
            if name not in d.text:
                missed.append((":", typed))
            await d.press("ctrl+u")
    assert missed == []
