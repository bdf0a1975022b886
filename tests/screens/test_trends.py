"""The trends through keys: every figure opens exactly its records, and Esc comes back to it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.screens.conftest import NOW
from tests.screens.desk import LARGE, SMALL, Desk, Opened
from tui.language.text import cell_len
from tui.queries.trend_lines import said
from tui.screens.base.form import FormScreen
from tui.screens.figure_column import placed
from tui.screens.trend_records import RecordsBehind
from tui.screens.trends import TrendsScreen
from tui.seats.actor import Actor
from tui.seats.register import Seat, SeatRegister
from tui.store import Store, open_store
from tui.widgets.figure_table import FigureTable, bar

HUGE = (200, 60)


def front(d: Desk) -> TrendsScreen:
    """The trends in front."""
    assert isinstance(d.app.screen, TrendsScreen), d.text
    return d.app.screen


@pytest.mark.parametrize("size", [SMALL, LARGE, HUGE])
async def test_every_figure_opens_its_records_and_comes_back(desk: Opened, size: tuple[int, int]) -> None:
    async with desk(size) as d:
        await d.press("=", "y", "y")  # the year so far
        opened: set[str] = set()
        for table in list(front(d).query(FigureTable)):
            if not table.region:
                continue
            front(d).set_focus(table)
            for key in table.keys:
                table.select(key)
                await d.settle()
                row, ids = front(d).row, front(d).ids
                if row is None or not ids or row.key.split()[0] + row.unit + row.table in opened:
                    continue  # one of each sort: the figures of a block are made alike
                await d.press("enter")
                behind = d.app.screen
                assert isinstance(behind, RecordsBehind)
                assert sorted(behind.table.keys) == sorted(ids)  # type: ignore[type-var]
                assert row.now is not None
                if row.unit == "number":
                    assert d.rows("list") == row.now.value
                if row.unit == "hours":
                    found = [d.store.hours.find_stored(id) for id in ids]
                    assert sum(one["hours"] for one in found if one) == row.now.value
                if row.unit == "people":
                    held = [d.store.sessions.find_stored(id) for id in ids]
                    assert sum(one.get("people_served") or 0 for one in held if one) == row.now.value
                await d.press("escape")
                again = front(d).row
                assert again is not None
                assert again.key == row.key
                opened.add(row.key.split()[0] + row.unit + row.table)
        assert len(opened) >= 13


async def test_period_length_days_and_compound_are_chosen_by_keys(desk: Opened) -> None:
    async with desk(SMALL) as d:
        await d.press("=")
        assert "[季] 2026-10-01/11-24 上期 2026-07-01/08-24 上年 2025-10-01/11-24 [全部小区]" in d.lines[1]
        await d.press("left")
        assert "[季] 2026-07-01/09-30 上期 2026-04-01/06-30 上年 2025-07-01/09-30" in d.lines[1]
        await d.press("right", "right", "right")  # there is none after this one
        assert "2026-10-01/11-24" in d.lines[1]
        await d.press("y", "y")
        assert (
            "[年] 自定  2026-01-01/11-24  上年 2025-01-01/11-24  [全部小区]" in d.lines[1]
        )  # both are last year's
        await d.press("y", "y", "]")  # a longer name: period, comparison and compound stay on the line
        assert "[季] 2026-10-01/11-24 上期 2026-07-01/08-24 上年 [3302（南院）]" in d.lines[1]
        await d.press("】")
        assert "[邮电园]" in d.lines[1]
        assert "邮电园" in d.text
        assert "没写小区" not in d.text
        await d.press("[", "【", "d")
        await d.press("end", "ctrl+u")
        await d.type("2026-11-01")
        await d.press("ctrl+s")
        assert "[自定] 2026-11-01/11-24 上期 2026-10-08/10-31" in d.lines[1]


async def test_days_that_are_wrong_stay_in_the_form_with_the_reason(desk: Opened) -> None:
    async with desk(SMALL) as d:
        await d.press("=", "d", "tab", "end", "ctrl+u")
        await d.type("2026-12-24")
        await d.press("ctrl+s")
        assert d.errors() == {"last": "! 这一天还没到：最晚到 2026-11-24。"}


async def test_the_figures_compared_open_their_records_too(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("=", "tab", "c")
        assert "[上期]" in d.text
        row = front(d).row
        assert row is not None
        assert row.key == "work sessions"
        await d.press("enter")
        assert d.rows("list") == 2
        assert "2026-07-01/08-24" in d.text


async def test_the_line_beneath_opens_month_by_month(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("=", "tab")  # services
        column = front(d)._front
        assert d.lines[-11].count("本期") == d.lines[-11].count("上年") == 2
        assert column.line.chart is not None
        assert column.line.chart.title == "服务场次"
        points = front(d).points
        assert len(points) == len(column.line.chart.points) == 12
        await d.press("<")  # the last month; then the one before
        await d.press("《")
        assert column.line.chart.marked == 10
        held = points[10].now
        assert held is not None
        assert f"2026-10：{held.value:g}，上年 0" in d.lines[-11]
        assert front(d).ids == held.ids
        await d.press("enter")
        assert d.rows("list") == held.value
        assert "2026-10" in d.text
        await d.press("escape", "down")  # another figure: its own line, nothing chosen on it
        await d.settle()
        assert column.line.chart.title == "服务人次"
        assert column.line.chart.marked == -1
        await d.press("y", "y", "y")  # a month: by weeks
        assert len(front(d).points) == 13
        await d.press(">", "c")
        assert column.line.chart.marked == -1


async def test_a_low_terminal_has_the_figures_alone(desk: Opened) -> None:
    async with desk((80, 22)) as d:
        await d.press("=")
        assert not front(d)._front.line.region
        await d.resize(80, 24)
        assert front(d)._front.line.region.height == 5


async def test_each_figure_says_how_it_is_counted(desk: Opened) -> None:
    async with desk(SMALL) as d:
        await d.press("=")
        said = set()
        for _ in range(60):
            row = front(d).row
            text = "".join(d.lines[-5:])
            if row is not None:
                assert "口径：" in text, row.key
                said.add(row.meaning.msgid)
            await d.press("down")
        assert len(said) > 8
        assert "按登记日期计" in str(
            d.app.context.tr(front(d).counted.blocks["wishes"].rows[0].meaning.msgid)
        )


async def test_a_bar_is_coloured_blanks_and_in_a_plain_terminal_signs(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("=")
        assert "#" not in d.text
        table = d.table("trends")
        ground = d.app.theme_variables["bar"].lower()
        tinted = [
            segment
            for y in range(table.size.height)
            for segment in table.render_line(y)
            if segment.style and segment.style.bgcolor and segment.style.bgcolor.name.lower() == ground
        ]
        assert tinted
        assert not any(segment.text.strip() for segment in tinted)
        d.app.plain = True
        table.refresh()
        await d.settle()
        row = next(line for line in d.lines if "道路和公共空间" in line)
        assert "#" in row
        assert ".." in row


@pytest.mark.parametrize("size", [(60, 24), SMALL, LARGE, HUGE])
async def test_every_line_is_as_wide_as_the_terminal_and_has_no_doubtful_sign(
    desk: Opened, size: tuple[int, int]
) -> None:
    async with desk(size) as d:
        await d.press("=")
        for strip in d.app.screen._compositor.render_strips():
            assert cell_len(strip.text) == size[0]
            assert not set(strip.text) & set("…─│┌═█▌▁▃▲▼●○◆★■→↑·×°±—“”※①")


async def test_a_viewer_sees_no_households_and_no_disputes(store: Store, tmp_path: Path) -> None:
    assert store.count("mediations")
    SeatRegister(tmp_path / "data").put(Seat("street", "viewer"))
    seen = open_store(tmp_path / "data", role="viewer", holder="街道", now=lambda: NOW)
    async with Desk.opener(seen, tmp_path, Actor("街道", "street", "viewer"))(LARGE) as d:
        await d.press("=")
        for name in ("入户走访", "今天该走访", "矛盾调解"):
            assert "不公开" in next(line for line in d.lines if f" {name} " in line)


async def test_the_help_tells_the_screens_own_keys(desk: Opened) -> None:
    async with desk((120, 60)) as d:
        await d.press("=", "?")
        for said in ("上一期、下一期", "自定起止日期", "逐个换小区", "Enter 看哪一列"):
            assert said in d.text


def test_bars_begin_at_zero_and_what_is_not_nothing_is_seen() -> None:
    assert [len(bar(n, 100, 10)) for n in (0, 1, 50, 100)] == [0, 1, 5, 10]
    assert bar(1, 0, 10) == bar(5, 5, 0) == ""


def written_files(folder: Path) -> list[Path]:
    """The workbooks of trends in a folder."""
    return list(folder.glob("Trends-*.xlsx"))


async def test_the_figures_shown_are_exported_with_their_days(
    desk: Opened, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with desk(LARGE, "en") as d:
        await d.press("=", "y", "y", "E", "ctrl+s")
        screen = d.app.screen
        assert isinstance(screen, TrendsScreen)
        shown = [row for block in screen.counted.blocks.values() for row in block.rows]
        labels = [said(one.label, screen.tr) for one in shown]
    (path,) = written_files(tmp_path)
    page = openpyxl.load_workbook(path).active
    assert page is not None
    rows = list(page.iter_rows(values_only=True))
    top = next(at for at, row in enumerate(rows) if "of what" in row)
    at = rows[top].index("of what")
    body = [row[at:] for row in rows[top + 1 :]]
    assert "2026-01-01" in str(rows[top])
    assert [row[1] for row in body] == labels
    for row, one in zip(body, shown, strict=True):
        now = one.figures[0]
        if now is not None and now.value is not None and one.unit == "number":
            assert row[2] == now.value
    kept = store.exports.stored()[-1]
    assert (kept["what"], kept["purpose"], kept["rows"]) == ("trends", "street", len(shown))


async def test_from_the_trends_other_ledgers_are_one_choice_away(desk: Opened) -> None:
    async with desk(LARGE, "en") as d:
        await d.press("=", "E")
        asked = d.app.screen
        assert isinstance(asked, FormScreen)
        asked.fields[0].put("other")
        await d.press("ctrl+s")
        form = d.app.screen
        assert isinstance(form, FormScreen)
        assert "purpose" in {field.field for field in form.fields}


def test_blocks_stand_together_unless_a_column_would_be_blank_beside_one_with_more() -> None:
    rows = dict.fromkeys(("wishes", "categories", "compounds", "channels", "holders", "work", "teams"), 5)
    rows |= dict.fromkeys(("monthly_people", "monthly_hours", "monthly_wishes", "monthly_on_time"), 12)
    for columns in (1, 2, 3):
        for room in (10, 30, 44, 60, 120):
            places = placed(rows, columns, room)
            assert len(places) == columns
            assert sorted(key for keys in places for key in keys) == sorted(rows)
            heights = [sum(rows[key] + 1 for key in keys) for keys in places]
            if sum(heights) + 12 * columns <= columns * room:
                assert max(heights) <= room
    assert list(placed(rows, 3, 120)[1]) == ["categories", "compounds", "channels", "holders"]
