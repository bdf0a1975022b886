"""The data folder under an open desk: moved, or written over by another program; told, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

from tinydb import TinyDB

from tests.embedded import storage_of
from tests.screens.desk import Opened
from tui.store import Store


async def test_a_folder_that_was_moved_is_told_and_what_is_typed_stays(
    desk: Opened, store: Store, tmp_path: Path
) -> None:
    async with desk() as d:
        folder = storage_of(store).folder
        store.tidy(force=True)
        before = store.seq
        await d.press("3", "n")
        form = d.form
        form.fields[0].put("路灯不亮")
        await d.settle()
        folder.rename(tmp_path / "elsewhere")
        await d.until(lambda: any("移动、改名、删除或替换" in said for said in d.app.announced))
        await d.press("ctrl+s")
        assert d.app.screen is form
        assert form.fields[0].value == "路灯不亮"
        assert "移动、改名、删除或替换" in d.text
        assert not folder.exists()
        (tmp_path / "elsewhere").rename(folder)
        await d.press("ctrl+s")
        assert d.app.screen is not form
        assert store.seq == before + 1


async def test_a_program_that_writes_over_the_snapshot_is_told_at_once(desk: Opened, store: Store) -> None:
    async with desk() as d:
        store.tidy(force=True)
        await d.settle()
        with TinyDB(storage_of(store).folder / "xingfu.json") as other:
            other.insert({"title": "stranger"})
        await d.until(lambda: any("改写了" in said for said in d.app.announced))
        before = store.seq
        await d.press("3", "n")
        form = d.form
        form.fields[0].put("路灯不亮")
        await d.settle()
        await d.press("ctrl+s")  # the desk goes on: the journal has it
        assert d.app.screen is not form
        assert store.seq == before + 1
