"""No line that is typed waits for what reading it loads: it is ready beforehand, and again when names have changed."""

from __future__ import annotations

from typing import Any

from tests.screens.desk import Opened
from tui.capture.names import name_index
from tui.desk.quick.readiness import load_for_lines
from tui.language import folding, pinyin


def _built(names: Any) -> set[str]:
    return set(name_index._PARTS) & set(vars(names._index))


async def test_names_are_looked_into_before_a_line_is_typed(desk: Opened) -> None:
    async with desk() as d:
        first = d.app.context.quick_entry.names
        assert _built(first) == set(name_index._PARTS)
        d.app.context.desk.volunteers.add({"name": "欧阳新来"})
        await d.settle()
        names = d.app.context.quick_entry.names
        assert names is not first
        assert _built(names) == set(name_index._PARTS)
        assert names.find("oyxl", ("person",)).known is not None


def test_the_tables_are_there_once_lines_can_be_read() -> None:
    load_for_lines()
    assert folding._tables.cache_info().currsize == 1
    assert pinyin.pinyin_table.cache_info().currsize == 1
