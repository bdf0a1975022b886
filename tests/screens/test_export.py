"""The export sheet and the monthly report on screen."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.screens.conftest import NOW
from tests.screens.desk import Desk, Opened
from tui.screens.base.form import FormScreen
from tui.screens.export import export_form
from tui.screens.modes import MODES
from tui.seats.actor import Actor
from tui.seats.register import Seat, SeatRegister
from tui.store import Store, open_store
from tui.widgets.record_table import RecordTable


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own: files go there unless another folder is named."""
    found = tmp_path / "home"
    found.mkdir()
    monkeypatch.setenv("HOME", str(found))
    return found


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def form(d: Desk) -> FormScreen:
    screen = d.app.screen
    assert isinstance(screen, FormScreen)
    return screen


def put(d: Desk, **values: object) -> None:
    for field in form(d).fields:
        if field.field in values:
            field.put(values[field.field])


async def test_the_rows_in_front_go_out_as_they_are_filtered(desk: Opened, store: Store, home: Path) -> None:
    async with desk(lang="en") as d:
        await d.press("3", "slash", *"ddzx", "enter", "E")
        values = {field.field: field.value for field in form(d).fields}
        assert (values["what"], values["purpose"], values["rows"]) == ("wishes", "post", "front")
        await d.press("ctrl+s")
        assert not isinstance(d.app.screen, FormScreen)
        (path,) = files(home)
        titles = [
            row[10]
            for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=4, values_only=True)
        ]
        assert titles
        assert all("电动自行车" in str(title) for title in titles)
        assert d.app.announced[-1].endswith(f"Written to {path}.")
    (kept,) = store.exports.stored()
    assert (kept["what"], kept["purpose"], kept["rows"], kept["by"]) == (
        "wishes",
        "post",
        len(titles),
        "小李",
    )


async def test_rows_are_copied_as_tab_separated_text(desk: Opened) -> None:
    async with desk(lang="en") as d:
        await d.press("3", "ctrl+e")
        put(d, format="copy", columns="诉求内容，number")
        await d.press("ctrl+s")
        assert d.app.clipboard.splitlines()[0] == "序号\t诉求内容\t诉求编号"


async def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(desk: Opened, home: Path) -> None:
    async with desk(lang="en") as d:
        await d.press("3", "E")
        put(d, columns="年龄")
        await d.press("ctrl+s")
        errors = {field.field: field.error for field in form(d).fields if field.error}
        assert "受理日期" in errors["columns"]
        put(d, columns="", file=str(home / "none" / "x"))
        await d.press("ctrl+s")
        assert "cannot be written" in str({f.field: f.error for f in form(d).fields}["file"])


async def test_the_monthly_report_is_read_copied_and_written(desk: Opened, home: Path) -> None:
    async with desk(lang="en") as d:
        await d.press("E")
        put(d, what="month", purpose="file")
        await d.press("ctrl+s")
        text = next(field for field in form(d).fields if field.field == "text")
        assert "2026年11月工作月报" in text.value
        await d.press("ctrl+s")
        assert "2026年11月工作月报" in d.app.clipboard
        await d.press("E")
        put(d, what="month", purpose="file")
        await d.press("ctrl+s")
        put(d, format="xlsx")
        await d.press("ctrl+s")
        assert [path.suffix for path in files(home)] == [".xlsx"]


@pytest.fixture
def viewer(store: Store, tmp_path: Path) -> Iterator[Opened]:
    """The desk as a viewer's seat opens it."""
    SeatRegister(tmp_path / "data").put(Seat("street", "viewer"))
    seen = open_store(tmp_path / "data", role="viewer", holder="街道", now=lambda: NOW)
    yield Desk.opener(seen, tmp_path, Actor("街道", "street", "viewer"))
    seen.close()


def within(copied: str, screen: str) -> list[str]:
    """The texts of a copy that the screen does not show; where a column was too narrow it shows the beginning."""
    seen = "".join(screen.split())
    return [
        text
        for row in copied.splitlines()
        for text in (one.strip()[:4] for one in row.split("\t"))
        if "".join(text.split()) not in seen
    ]


@pytest.mark.parametrize("mode", ["2", "3", "4", "9"])  # lists that need no scrolling at this size
async def test_a_viewer_copies_the_list_in_front_and_nothing_that_it_does_not_show(
    viewer: Opened, store: Store, mode: str
) -> None:
    async with viewer((200, 60), lang="en") as d:
        await d.press(mode)
        before = d.text
        await d.press("E")
        assert [field.field for field in form(d).fields] == ["what"]
        await d.press("ctrl+s")
        copied = "\n".join(d.app.clipboard.splitlines())
        assert len(copied.splitlines()) > 1
        assert not within(copied, before)
    store.refresh()
    assert [(kept["by"], kept["format"]) for kept in store.exports.stored()] == [("街道", "copy")]


async def test_a_viewer_copies_no_row_that_is_scrolled_out_of_sight(viewer: Opened) -> None:
    async with viewer((80, 14), lang="en") as d:
        await d.press("9")
        listed, before = d.rows("list"), d.text
        await d.press("E", "ctrl+s")
        rows = d.app.clipboard.splitlines()[1:]
        assert 0 < len(rows) < listed
        assert not within("\n".join(rows), before)
        await d.press("end")
        after = d.text
        await d.press("E", "ctrl+s")
        assert d.app.clipboard.splitlines()[1:] != rows
        assert not within("\n".join(d.app.clipboard.splitlines()[1:]), after)


async def test_a_viewers_copy_is_filtered_as_the_list_is(viewer: Opened) -> None:
    async with viewer((200, 60), lang="en") as d:
        await d.press("3", "slash", *"ddzx", "enter", "E", "ctrl+s")
        head, *rows = d.app.clipboard.splitlines()
        assert head.split("\t")[0] == "number"
        assert rows
        assert all("电动自行车" in row for row in rows)


async def test_a_viewer_reads_the_report_before_it_is_copied(viewer: Opened) -> None:
    async with viewer(lang="en") as d:
        await d.press("E")
        put(d, what="month")
        await d.press("ctrl+s")
        assert [field.field for field in form(d).fields] == ["text", "format"]
        await d.press("ctrl+s")
        assert "2026年11月工作月报" in d.app.clipboard
        await d.press("3", "slash", *"nothing like it", "enter", "E")
        assert [field.field for field in form(d).fields] == ["text", "format"]


async def test_somebody_elses_form_is_filled_with_the_rows_in_front(
    desk: Opened, store: Store, home: Path, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["序号", "诉求内容", "诉求人", "天气"])
    form = tmp_path / "form.xlsx"
    book.save(form)
    async with desk(lang="en") as d:
        await d.press("3", "slash", *"ddzx", "enter", "E")
        put(d, form=str(form), purpose="file")
        await d.press("ctrl+s")
        await d.press("ctrl+s")  # 天气 means nothing here: it stays empty
        assert "天气" in d.app.announced[-1]
    (path,) = files(home)
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=2, values_only=True))
    assert rows
    assert all("电动自行车" in str(row[1]) for row in rows)
    assert [kept["what"] for kept in store.exports.stored()] == ["fill"]


async def test_what_a_form_asks_for_in_unknown_words_is_asked_once_and_kept(
    desk: Opened, store: Store, home: Path
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["序号", "诉求人", "诉求内容", "谁的单子", "备用格", "身份证号"])
    form_path = home / "空白表.xlsx"
    book.save(form_path)
    async with desk(lang="en") as d:
        for asked in (True, False):
            await d.press("3", "E")
            put(d, form=str(form_path), file=str(home / f"filled{asked}.xlsx"))
            await d.press("ctrl+s")
            # Of what was left empty it asks again, of what was said it does not.
            assert [field.label for field in form(d).fields] == (["谁的单子"] if asked else []) + ["备用格"]
            if asked:
                put(d, heading0="assignee")
            await d.press("ctrl+s")
            assert not isinstance(d.app.screen, FormScreen)
            assert "Not collected here: 身份证号" in d.announcement
    first = openpyxl.load_workbook(home / "filledTrue.xlsx").worksheets[0]
    assert any(first.cell(row, 4).value for row in range(2, first.max_row + 1))
    assert [(h["kind"], h["heading"], h["field"]) for h in (store.community or {})["headings"]] == [
        ("wish", "谁的单子", "assignee")
    ]


async def test_every_list_goes_out_as_it_stands(desk: Opened) -> None:
    """Whatever is listed: as many rows are copied as there are on the screen, of a ledger or of the list itself."""
    seen: dict[str, int] = {}
    async with desk(lang="en") as d:
        for mode in (mode for mode in MODES if mode != "trends"):
            await d.app.action_act(mode)
            await d.settle()
            front = d.app.screen
            for table in front.query(RecordTable):
                if not table.keys or not table.display:
                    continue
                front.set_focus(table)
                await d.settle()
                sheet = export_form(d.app.context, front)
                values = {field.field: field.value for field in sheet.fields} | {"format": "copy"}
                assert values["rows"] == "front", (mode, table.id)
                sheet.keep(values)
                rows = list(csv.reader(d.app.clipboard.splitlines(), delimiter="\t"))
                assert len(rows) == len(table.keys) + 1, (mode, table.id, values["what"])
                seen[f"{mode} {table.id}"] = len(rows)
    assert len(seen) >= len(MODES)
