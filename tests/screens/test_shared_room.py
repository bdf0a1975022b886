"""What is on the screen shares it: nothing is cut beside free cells, nothing is lost on a larger terminal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.screens.desk import CLERK, Opened
from tests.screens.every_form import prepared
from tests.screens.test_any_terminal import columns_in_sight
from tui.desk.desk import Desk as UseCases
from tui.language.i18n import Lang
from tui.language.text import cell_len
from tui.screens.base.arrangement import LEAST, arranged
from tui.store import Store
from tui.widgets.columns import Column, Needs, Tinted, fit, line_of
from tui.widgets.day_text import in_day
from tui.widgets.detail_view import DetailView
from tui.widgets.record_table import RecordTable


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_wider_board_has_every_column_of_a_narrower_one(
    desk: Opened, store: Store, lang: Lang
) -> None:
    prepared(store)
    for title in ("路灯坏了", "三单元楼道的灯坏了两个多月一直没有人来修晚上看不见台阶"):
        UseCases(store, CLERK).wishes.record({"title": title, "urgency": "urgent"})
    async with desk((80, 30), lang) as d:
        before: dict[str, set[str]] = {}
        for columns in (90, 100, 109, 110, 119, 120, 121, 126, 130, 140, 160):
            await d.resize(columns, 36)
            now = columns_in_sight(d)
            assert {
                id: before[id] - now[id] for id in before.keys() & now.keys() if before[id] - now[id]
            } == {}, columns
            before = now
        assert "state" in before["wishes"]


@pytest.mark.parametrize("height", [(24, 36), (36, 60)])
async def test_a_higher_terminal_shows_more_rows(desk: Opened, height: tuple[int, int]) -> None:
    async with desk((200, height[0])) as d:
        for key in "1234567890;=":
            await d.press(key)
            rows = []
            for one in height:
                await d.resize(200, one)
                tables = [table for table in d.app.screen.query(RecordTable) if table.region]
                rows.append({table.id: min(table.size.height, len(table.keys)) for table in tables})
            low, high = rows
            assert {id: n for id, n in low.items() if high.get(id, 0) < n} == {}, key


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48), (200, 60)])
async def test_no_panel_has_blank_rows_while_another_has_more(desk: Opened, size: tuple[int, int]) -> None:
    async with desk(size) as d:
        for key in ("1", "3", "4", "8", "9", "0"):
            await d.press(key)
            lists = d.app.screen.query("#lists RecordTable").results(RecordTable)
            tables = [table for table in lists if table.region and table.keys]
            blank = [table.id for table in tables if table.size.height - table._head > len(table.keys)]
            more = [table.id for table in tables if table.size.height - table._head < len(table.keys)]
            record = d.app.screen.query_one("#detail", DetailView)
            if d.app.screen.query_one("#side").has_class("beneath") and record.size.height > max(
                2, record.rows_needed
            ):
                blank.append("detail")
            assert not (blank and more), (key, blank, more)


# ---- the rules


@given(st.integers(20, 260), st.integers(20, 80), st.integers(20, 200), st.booleans())
def test_a_wider_terminal_keeps_the_record_and_its_lists(
    columns: int, rows: int, needed: int, beneath: bool
) -> None:
    now, wider = (arranged(one, rows, needed, beneath=beneath) for one in (columns, columns + 1))
    assert now.record == "none" or wider.record != "none"
    assert now.lists <= wider.lists or wider.record == "beside"
    for one, terminal in ((now, columns), (wider, columns + 1)):
        if one.record == "beside":
            assert one.cells >= LEAST
            assert one.cells + one.lists == terminal
            assert one.lists >= needed or not beneath


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 3)), min_size=1, max_size=6), st.integers(1, 150))  # fmt: skip
def test_a_wider_table_has_every_column_of_a_narrower_one(
    given_: list[tuple[int, int, int]], cells: int
) -> None:
    columns = [Column(str(n), "", 4, grow=1, drop=drop) for n, (_, _, drop) in enumerate(given_)]
    needs = [Needs(max(a, b), min(a, b)) for a, b, _ in given_]
    narrow, wide = (dict(fit(columns, one, needs)) for one in (cells, cells + 1))
    assert {at for at, width in narrow.items() if width} <= wide.keys()
    for at, width in wide.items():
        # What lacks cells has at least its short text as long as another has more than its own.
        if width < needs[at].short and sum(wide.values()) + len(wide) - 1 <= cells:
            assert all(
                wide[other] <= needs[other].short or wide[other] <= 10 for other in wide if other != at
            )


@pytest.mark.parametrize(
    ("cells", "widths", "shown"),
    [
        (("一个很长的标题放不下", "", "x"), ((0, 6), (1, 8), (2, 1)), "一个很长的标..  x"),
        (("一个很长的", "", "x"), ((0, 6), (1, 8), (2, 1)), "一个很长的      x"),
        (("徐德明（示例）", "x"), ((0, 8), (1, 2)), "徐德明   x "),
        ((Tinted("2026-0002", short="0002"), "x"), ((0, 5), (1, 2)), "0002  x "),
        (("紧急事项", "y"), ((0, 6), (1, 2)), "紧急.. y "),
    ],
)
def test_a_long_text_runs_over_blanks_or_is_short(
    cells: tuple[str, ...], widths: tuple[tuple[int, int], ...], shown: str
) -> None:
    columns = [Column(str(n), "", 4) for n in range(len(cells))]
    assert "".join(piece.text for piece in line_of(cells, widths, columns)) == shown


@given(st.lists(st.text("银发义剪日ab ", min_size=1, max_size=12).filter(str.strip), max_size=5), st.integers(0, 9), st.integers(4, 20))  # fmt: skip
def test_a_day_tells_all_or_how_many_more(texts: list[str], rows: int, cells: int) -> None:
    shown = [row.text for row in in_day([Tinted(text) for text in texts], rows, cells)]
    assert len(shown) <= rows
    assert all(cell_len(row) <= cells for row in shown)
    joined = "".join(shown).replace(" ", "")
    if rows and joined != "".join(texts).replace(" ", ""):
        assert re.search(r"(?:^| )[+]\d+$", shown[-1]) or shown[-1].endswith("..")


# ---- the board


async def test_a_narrow_board_shows_one_panel_and_tab_the_next(desk: Opened) -> None:
    async with desk((40, 24)) as d:
        seen = []
        for _ in range(4):
            tables = [table for table in d.app.screen.query(RecordTable) if table.region]
            assert len(tables) == 1
            seen.append(tables[0].id)
            assert d.app.screen.focused is tables[0]
            await d.press("tab")
        assert seen == ["sessions", "wishes", "teams", "sessions"]
        assert "心愿 5" in d.lines[0]
        await d.resize(80, 24)
        assert len([table for table in d.app.screen.query(RecordTable) if table.region]) == 3


async def test_the_board_always_tells_what_lies_further_off(desk: Opened, store: Store) -> None:
    async with desk((80, 24)) as d:
        board = d.app.board
        assert board.beyond
        for line in board.beyond:
            assert f"{line.starts_at:%m-%d}" in d.text
            assert line.service in d.text
        await d.resize(200, 60)
        assert not d.app.screen.query_one("#beyond").display


async def test_a_large_board_has_other_screens_panels_with_their_records(desk: Opened) -> None:
    async with desk((200, 60)) as d:
        for said in ("往后五周", "动态", "该走访", "上门服务", "房间预订", "服务人次", "心愿 按类别"):
            assert said in d.text, said
        await d.press(*["tab"] * 4)
        assert d.app.screen.focused is not None
        assert d.app.screen.focused.id == "to_visit"
        await d.press("enter")
        assert "独居老人" in d.text
        assert type(d.app.screen).__name__ == "DetailScreen"
        await d.press("escape")
        await d.resize(80, 24)
        assert "往后五周" not in d.text
