"""The entry line follows a resize both ways: what is typed and the keys stay in sight. So for forms: test_each_form.py."""

from __future__ import annotations

from tests.screens.desk import LARGE, SMALL, Opened
from tui.widgets.record_table import RecordTable


async def test_what_is_typed_in_the_line_stays_in_sight(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("f2", "路")
        for columns, rows in ((40, 8), LARGE, (60, 12), SMALL, (40, 8)):
            await d.resize(columns, rows)
            front = d.app.screen.focused
            assert front is not None
            assert 0 < front.region.y < rows - 1
            assert "路" in d.lines[front.region.y]
            assert "Enter 保存" in d.text


async def test_where_not_every_list_has_room_for_a_row_the_one_in_front_has_what_there_is(
    desk: Opened,
) -> None:
    async with desk((80, 8)) as d:
        for rows, key, panels in (
            (8, "6", 3),
            (8, "8", 3),
            (8, "2", 2),
            (6, "6", 3),
            (6, "8", 3),
            (6, "9", 2),
        ):
            await d.resize(80, rows)
            await d.press(key)
            for _ in range(panels):
                front = d.app.screen.focused
                assert isinstance(front, RecordTable)
                at = front.cursor_screen_offset.y
                assert d.lines[at].startswith(">" if front.keys else "  "), d.text
                assert front.region.y <= at < front.region.bottom, d.text
                await d.press("tab")
