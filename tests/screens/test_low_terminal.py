"""Sheets follow a resize both ways: the field in front, what is typed and the keys stay in sight."""

from __future__ import annotations

import pytest

from tests.screens.desk import LARGE, Opened


@pytest.mark.parametrize(
    "keys", [("tab", "n"), ("tab", "a"), ("tab", "e", "shift+tab"), ("f2",), ("tab", "a", "tab")]
)
@pytest.mark.parametrize("size", [(40, 8), (60, 12), (80, 24)])
async def test_what_is_typed_stays_in_sight(
    desk: Opened, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with desk(LARGE) as d:
        await d.press(*keys)
        await d.press("路")
        for columns, rows in (size, LARGE, size):
            await d.resize(columns, rows)
            field = d.app.screen.focused
            assert field is not None
            assert 0 < field.region.y < rows - 1
            assert "路" in d.lines[field.region.y]
            assert "^S 保存" in d.text or "Enter 保存" in d.text
