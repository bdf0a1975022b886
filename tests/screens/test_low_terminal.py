"""Sheets follow a resize both ways: the field in front, what is typed and the keys stay in sight."""

from __future__ import annotations

from itertools import cycle

from tests.screens.desk import LARGE, SMALL, Opened
from tests.screens.every_form import every_form, prepared
from tui.store import Store
from tui.widgets.checklist import CheckField
from tui.widgets.key_bar import KeyBar

LOW, NARROW = (40, 8), (60, 12)


async def test_what_is_typed_in_each_form_stays_in_sight(desk: Opened, store: Store) -> None:
    """Each form is opened at one size and goes on at another; the field in front is another one in each."""
    prepared(store)
    async with desk() as d:
        sizes = cycle((LOW, NARROW, SMALL))
        for at, one in enumerate(list(every_form(d.app.context))):
            await d.app.push_screen(one.form)
            await d.settle()
            shown = [field for field in one.form.fields if field.display]
            field = shown[at % len(shown)]
            field.focus_editor()
            await d.settle()
            await d.press("space" if isinstance(field, CheckField) else "路")
            columns, rows = next(sizes)
            await d.resize(columns, rows)
            what = (one.kind, one.act.command, field.field, columns, rows, d.text)
            front = d.app.screen.focused
            assert front is not None, what
            assert front in field.walk_children(), what
            assert 0 < front.region.y < rows - 1, what
            seen = "\n".join(d.lines[front.region.y : front.region.bottom])
            assert ("[x]" if isinstance(field, CheckField) else "路") in seen, what
            keys = d.lines[one.form.query_one(KeyBar).region.y]
            assert "F1 帮助" in keys, what
            assert "Esc" in keys, what
            assert "Enter" in keys or "保存" in keys or columns < 60, what
            await d.app.pop_screen()
            await d.settle()


async def test_what_is_typed_in_the_line_stays_in_sight(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("f2", "路")
        for columns, rows in (LOW, LARGE, NARROW, SMALL, LOW):
            await d.resize(columns, rows)
            front = d.app.screen.focused
            assert front is not None
            assert 0 < front.region.y < rows - 1
            assert "路" in d.lines[front.region.y]
            assert "Enter 保存" in d.text
