"""The import of a ledger on the screen: read, understood, set right, kept in one commit, taken back."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.events import Key
from textual.widgets import Input

from tests.papers.importing.expected import LEDGERS
from tests.screens.desk import LARGE, SMALL, Desk, Opened
from tests.screens.settling import PATIENCE
from tui.desk import undo
from tui.desk.importing import _Keeping
from tui.language.i18n import Lang
from tui.papers.importing import planning
from tui.screens.importing import ImportScreen
from tui.screens.wishes import WishesScreen
from tui.store import Store
from tui.widgets.entry_line import EntryLine

PASTED = (LEDGERS / "10-独居老人名单(粘贴).txt").read_text("utf-8")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=str)
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_screen_draws_within_its_lines(desk: Opened, size: tuple[int, int], lang: Lang) -> None:
    async with desk(size, lang) as d:
        await d.press("i")
        assert {strip.cell_length for strip in d.app.screen._compositor.render_strips()} == {size[0]}
        await d.type(str(LEDGERS / "01-居民诉求台账.xlsx"))
        await d.press("enter")
        assert {strip.cell_length for strip in d.app.screen._compositor.render_strips()} == {size[0]}


async def test_pasted_cells_are_kept_and_taken_back(desk: Opened, store: Store) -> None:
    before = len(store.households.stored())
    async with desk(LARGE) as d:
        await d.press("i")
        await d.paste(PASTED)
        assert "监护人" in d.text
        assert "新增29" in d.text
        await d.press("enter")
        assert not isinstance(d.app.screen, ImportScreen)
        assert len(store.households.stored()) == before + 29
        await d.press("u")
    assert len(store.households.stored()) == before


async def test_rows_that_the_desks_own_checks_refuse_are_told_before_anything_is_kept(
    desk: Opened, store: Store
) -> None:
    seq = store.seq
    async with desk(LARGE, "en") as d:
        await d.press("i")
        await d.paste(
            "服务日期\t服务项目\t开始时间\t结束时间\n2026.3.5\t理发\t10:00\t9:00\n2026.3.5\t义诊\t10:00\t11:00\n"
        )
        assert "1 new, 0 here already, 0 here with other values, 0 twice, 1 refused" in d.text
        assert "Row 2: The end must be later than the start." in d.text
        await d.press("b")
        assert "1 refused" in d.text
    assert store.seq == seq


async def test_a_column_is_set_right_by_a_key_and_the_meaning_kept_and_taken_back_with_the_rows(
    desk: Opened, store: Store
) -> None:
    seq = store.seq
    async with desk(LARGE) as d:
        await d.press("i")
        await d.paste("姓名\t联系电话\t人员类别\t老人的话\n王芳\t13800000001\t独居\t每周一次\n")
        await d.press("end")
        while meaning(d.app.screen) != "every":
            await d.press("c")
        await d.press("enter")
        (home,) = [h for h in store.households.stored() if h["name"] == "王芳"]
        assert home["every"] == 7
        assert [(h["kind"], h["heading"], h["field"]) for h in (store.community or {})["headings"]] == [
            ("household", "老人的话", "every")
        ]
        assert store.seq == seq + 1
        await d.press("u")
    assert not (store.community or {}).get("headings")
    assert "王芳" not in {h["name"] for h in store.households.stored()}


async def test_what_takes_long_to_take_back_goes_on_beside_the_screen(
    desk: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread is held before it puts anything back: keys are answered, another undo is not begun, nobody leaves."""
    go, put_back = Event(), undo.put_back
    begun: list[int] = []

    def held(*what: Any) -> None:
        begun.append(1)
        assert go.wait(PATIENCE)
        put_back(*what)

    async with desk(LARGE, "en") as d:
        await d.press("i")
        await d.paste(PASTED)
        await d.press("enter")
        seq, homes = store.seq, len(store.households.stored())
        monkeypatch.setattr(undo, "put_back", held)
        key(d, "u")
        await until(lambda: "It is being put back" in d.announcement)
        key(d, "u")
        await until(lambda: "still being put back" in d.announcement)
        key(d, "f10")
        key(d, "3")
        await until(lambda: isinstance(d.app.screen, WishesScreen))
        assert (begun, store.seq) == ([1], seq)
        go.set()
        await d.settle()
        assert d.announcement.startswith("Undone")
        assert (store.seq, len(store.households.stored())) == (seq + 1, homes - 29)
        # So also on the line of the quick entry, which takes what is typed meanwhile.
        await d.press("U", "colon")
        go.clear()
        key(d, "ctrl+z")
        await until(lambda: "It is being put back" in d.announcement)
        key(d, "x", "x")
        await until(lambda: d.app.screen.query_one(EntryLine).text == "x")
        go.set()
        await d.settle()
        assert d.announcement.startswith("Undone")


def meaning(screen: object) -> str:
    """What the last column means on the screen of the import."""
    assert isinstance(screen, ImportScreen)
    assert screen._sheet is not None
    last = screen._sheet.columns[-1]
    return last.target.name if last.target else ""


async def test_what_no_column_has_is_asked_for_in_the_line(desk: Opened, store: Store) -> None:
    before = len(store.hours.stored())
    async with desk(LARGE) as d:
        await d.press("i")
        await d.paste("日期\t志愿者姓名\t服务内容\n2026-05-01\t杨秀英\t理发\n")
        await d.press("enter")
        assert isinstance(d.app.screen, ImportScreen)
        assert "时长=" in d.text
        await d.type("时长=2")
        await d.press("enter", "enter")
    assert len(store.hours.stored()) == before + 1


async def test_a_file_that_cannot_be_read_is_told(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("i")
        await d.type("/nowhere/x.xlsx")
        await d.press("enter")
        assert "/nowhere/x.xlsx" in d.text
        assert isinstance(d.app.screen, ImportScreen)
        await d.press("escape")
        assert not isinstance(d.app.screen, ImportScreen)


async def test_changed_rows_are_brought_up_to_date_by_a_key_and_refused_ones_are_in_a_file(
    desk: Opened, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (first,) = (p for p in store.partners.stored() if p["id"] == 1)
    async with desk(LARGE, "en") as d:
        await d.press("i")
        await d.paste(
            f"单位名称\t联系人\t联系电话\n{first['name']}\t新联系人\t13800000001\n\t无名\t13800000002\n"
        )
        await d.press("u", "enter")
        assert "Brought up to date: 1." in d.app.announced[-1]
        assert [partner["contact"] for partner in store.partners.stored() if partner["id"] == 1] == [
            "新联系人"
        ]
        await d.press("u")
    assert next(p for p in store.partners.stored() if p["id"] == 1)["contact"] == first["contact"]
    assert names(tmp_path, "pasted-*")


def names(folder: Path, pattern: str) -> list[str]:
    """The names of files in a folder."""
    return [path.name for path in folder.glob(pattern)]


async def until(holds: Callable[[], bool]) -> None:
    """Let the app run while a worker is held, until something holds; for a hang there is a limit."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        await asyncio.sleep(0.001)


def key(d: Desk, name: str, character: str | None = None) -> None:
    """A key for the app, without waiting for its workers."""
    event = Key(name, character)
    event.set_sender(d.app)
    d.app.post_message(event)


async def test_five_thousand_rows_show_how_far_it_is_keys_are_answered_and_esc_stops(
    desk: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, plan = Event(), planning.plan

    def held(content: bytes, place: Any, wanted: planning.Wanted) -> Any:
        told = wanted.progress
        assert told is not None

        def progress(done: int, rows: int) -> None:
            told(done, rows)
            assert go.wait(PATIENCE)

        return plan(content, place, replace(wanted, progress=progress))

    monkeypatch.setattr(planning, "plan", held)
    before = store.seq
    async with desk(LARGE) as d:
        await d.press("i")
        await d.type(str(LEDGERS / "12-事项五千行.xlsx"))
        key(d, "enter")
        await until(lambda: "#." in d.text and "共 500" in d.text)
        path = d.app.screen.query_one("#path", Input)
        typed = path.value
        key(d, "x", "x")
        await until(lambda: path.value == f"{typed}x")
        key(d, "escape")
        await until(lambda: d.app.screen._work.stopped)  # type: ignore[attr-defined]
        go.set()
        await d.settle()
        assert isinstance(d.app.screen, ImportScreen)
        assert "未作任何改动" in d.text or "没有" in d.text
        await d.press("enter")
    assert store.seq == before


@pytest.mark.parametrize("stops", [True, False], ids=["stopped", "kept"])
async def test_while_records_are_kept_keys_are_answered_and_esc_stops_it(
    desk: Opened, store: Store, monkeypatch: pytest.MonkeyPatch, stops: bool
) -> None:
    """The commit is made beside the screen: the thread is held before its last record, and the screen goes on."""
    go, put = Event(), _Keeping.put
    kept: list[int] = []

    def held(keeping: _Keeping, table: str, document: Any) -> Any:
        kept.append(1)
        if len(kept) == 300:
            assert go.wait(PATIENCE)
        return put(keeping, table, document)

    monkeypatch.setattr(_Keeping, "put", held)
    rows = "".join(f"2026-03-05\t王芳\t第{n}盏路灯不亮\n" for n in range(600))
    seq, wishes = store.seq, len(store.wishes.stored())
    async with desk(LARGE, "en") as d:
        await d.press("i")
        await d.paste(f"日期\t诉求人\t诉求内容\n{rows}")
        key(d, "enter")
        await until(lambda: len(kept) == 300)
        await until(lambda: "#." in d.text and "Esc: stop" in d.text)
        path = d.app.screen.query_one("#path", Input)
        key(d, "tab")
        await until(lambda: path.has_focus)
        key(d, "x", "x")
        await until(lambda: path.value.endswith("x"))
        key(d, "enter")  # what is typed there is not read now
        assert not d.app.screen.leave_app()  # type: ignore[attr-defined]
        if stops:
            key(d, "escape")
            await until(lambda: d.app.screen._work.stopped)  # type: ignore[attr-defined]
        go.set()
        await d.settle()
        if stops:
            assert (store.seq, len(store.wishes.stored())) == (seq, wishes)
            assert d.app.announced[-1] == "Nothing was changed."
            assert isinstance(d.app.screen, ImportScreen)
        else:
            assert (store.seq, len(store.wishes.stored())) == (seq + 1, wishes + 600)
            await d.press("u")
            assert len(store.wishes.stored()) == wishes


async def test_rows_that_say_the_same_are_kept_by_a_key(desk: Opened, store: Store) -> None:
    before = len(store.wishes.stored())
    row = "2026-03-05\t王芳\t路灯不亮\n"
    async with desk(LARGE, "en") as d:
        await d.press("i")
        await d.paste(f"日期\t诉求人\t诉求内容\n{row}{row}")
        assert "b keeps them too" in d.text
        await d.press("b", "enter")
    assert len(store.wishes.stored()) == before + 2


async def test_a_pipe_or_a_folder_in_the_place_of_a_file_is_told(
    desk: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    async with desk(LARGE, "en") as d:
        await d.press("i")
        for name, what in (("pipe", "a pipe"), (".", "a folder")):
            d.app.screen.query_one("#path", Input).value = name
            await d.press("enter")
            assert f"is {what}; a file is needed" in " ".join(d.text.split())
