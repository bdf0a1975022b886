"""The board: three live panels, at two sizes, in two languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.screens.desk import LARGE, SMALL, Approved, Opened
from tui.desk.desk import Desk as UseCases
from tui.language.i18n import Lang
from tui.screens.base.detail import DetailScreen
from tui.screens.dashboard import DashboardScreen
from tui.seats.actor import Actor
from tui.store import Store
from tui.widgets.header_bar import Count, HeaderBar


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x36"])
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_board_looks_as_it_was_approved(
    desk: Opened, approved: Approved, size: tuple[int, int], lang: Lang
) -> None:
    async with desk(size, lang) as d:
        approved(f"board-{size[0]}x{size[1]}-{lang}", d.text)


async def test_panels_say_how_much_is_waiting(desk: Opened) -> None:
    async with desk() as d:
        assert "近期服务 7" in d.text
        assert "4 场未确认" in d.text
        assert "待办心愿 5" in d.text
        assert "1 件超期" in d.text
        assert "志愿队伍 11" in d.text


async def test_an_empty_store_says_what_to_do(empty_desk: Opened) -> None:
    async with empty_desk() as d:
        assert "按 n 登记" in d.text
        assert "xingfu demo" in d.text
        await d.press("tab", "n")
        assert d.form.form_title == "登记心愿"


async def test_another_process_is_seen_and_the_cursor_keeps_its_record(
    desk: Opened, stores: Callable[[], Store]
) -> None:
    async with desk() as d:
        await d.press("tab", "down", "down")
        before = d.table("wishes").cursor_key
        other = UseCases(stores(), Actor("老王", "street"))
        other.wishes.record({"title": "井盖松动", "urgency": "urgent", "recorded_on": "2026-10-01"})
        await d.until(lambda: "井盖松动" in d.text)
        assert d.table("wishes").cursor_key == before
        assert "老王" in d.lines[0]
        assert "待办心愿 6" in d.text


async def test_numbers_and_function_keys_change_the_screen(desk: Opened) -> None:
    async with desk() as d:
        for keys, title in (
            ("2", "便民服务"),
            ("3", "待办心愿"),
            ("4", "志愿队伍"),
            ("f7", "心愿"),
            ("f6", "服务"),
        ):
            await d.press(keys)
            assert title in d.text
        await d.press("f5")
        assert isinstance(d.app.screen, DashboardScreen)


async def test_enter_opens_the_record_and_escape_comes_back(desk: Opened) -> None:
    async with desk() as d:
        await d.press("tab", "enter")
        assert isinstance(d.app.screen, DetailScreen)
        assert "闫爱民" in d.text
        await d.press("escape")
        assert isinstance(d.app.screen, DashboardScreen)


async def test_the_record_stands_beside_the_list_where_there_is_room(desk: Opened) -> None:
    async with desk(LARGE) as d:
        assert "闫爱民" not in d.text
        await d.press("tab")
        await d.until(lambda: "闫爱民" in d.text)


async def test_full_width_punctuation_works_as_its_ascii_twin(desk: Opened) -> None:
    async with desk() as d:
        await d.press("？")
        assert "查看全部按键" in d.text
        await d.press("escape", "3", "／")
        assert d.app.screen.focused is not None
        assert d.app.screen.focused.id == "filter"


async def test_undo_takes_back_ones_own_last_change_only(
    desk: Opened, stores: Callable[[], Store], store: Store
) -> None:
    async with desk() as d:
        UseCases(stores(), Actor("老王", "street")).wishes.record({"title": "别人的心愿"})
        await d.press("c")  # the session under the cursor is confirmed already: says so
        await d.press("down", "down", "c")
        assert "已确认" in d.lines[4]
        await d.press("u")
        assert "未确认" in d.lines[4]
        assert any(w["title"] == "别人的心愿" for w in store.wishes.stored())
        await d.press("u")
        assert "没有可以撤销的修改" in d.announcement


async def test_a_command_that_does_not_apply_says_why(desk: Opened) -> None:
    async with desk() as d:
        await d.press("d")
        assert "场次还没开始" in d.announcement


async def test_the_palette_finds_commands_by_pinyin(desk: Opened) -> None:
    async with desk() as d:
        await d.press("ctrl+p")
        await d.type("duiwu")
        await d.press("enter")
        assert "志愿队伍 11" in d.text
        assert d.rows("list") == 11


def test_the_header_says_what_needs_a_hand_as_far_as_it_has_room() -> None:
    bar = HeaderBar("community  board", "11-24 Tue")
    bar.set_counts([Count("overdue 1", pressing=True), Count("to visit 3", pressing=False)])
    for cells, shown in (
        (50, "overdue 1  to visit 3  11-24 Tue"),
        (49, "overdue 1  11-24 Tue"),
        (37, "11-24 Tue"),
    ):
        line = "".join(run.text for run in bar.runs(cells))
        assert len(line) == cells
        assert line.split("board")[1].strip() == shown


async def test_the_title_counts_what_the_list_has(desk: Opened) -> None:
    async with desk((120, 50)) as d:
        near, later = len(d.app.board.sessions), d.rows("sessions") - len(d.app.board.sessions)
        assert later > 0
        assert f"近期服务 {near} + 以后 {later}" in d.text


async def test_a_plain_terminal_tells_titles_and_the_row_in_front_by_signs(desk: Opened) -> None:
    async with desk((80, 30)) as d:
        d.app.plain = True
        await d.resize(81, 31)
        titles = [line for line in d.lines if line.startswith("=")]
        assert [line[:2] for line in titles] == ["=>", "= ", "= ", "= "]
        assert [at for at, line in enumerate(d.lines) if line.startswith(">")] == [2]
