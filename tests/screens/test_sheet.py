"""A sheet lies over a screen that stays in sight, dimmed, and goes on following the store."""

from __future__ import annotations

import pytest
from textual.geometry import Region

from tests.screens.desk import LARGE, SMALL, Desk, Opened
from tests.screens.test_together import ZHAO
from tui.desk.desk import Desk as UseCases
from tui.kinds.record import Target
from tui.screens.base.detail import DetailScreen
from tui.screens.base.form import FormScreen
from tui.screens.base.sheet import Sheet
from tui.screens.help import HelpScreen
from tui.store import Store


def ground(d: Desk, x: int, y: int) -> tuple[str, object, object]:
    """The text and colours at a cell of the screen."""
    strip = d.app.screen._compositor.render_strips()[y].crop(x, x + 1)
    ((text, style, _),) = strip
    assert style is not None
    return text, style.color, style.bgcolor


async def test_the_screen_beneath_is_dimmed_and_comes_back(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("3")
        bright = ground(d, 1, 0)
        await d.press("n")
        text, colour, background = ground(d, 1, 0)
        assert text == bright[0]
        assert colour != bright[1]
        assert background != bright[2]
        await d.press("escape")
        assert ground(d, 1, 0) == bright


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_what_a_colleague_does_is_seen_beside_a_form(
    desk: Opened, store: Store, size: tuple[int, int]
) -> None:
    async with desk(size) as d:
        await d.press("3", "n")
        UseCases(store, ZHAO).wishes.record({"title": "水管漏水", "urgency": "urgent", "due": "2026-11-24"})
        await d.until(lambda: "赵姐" in d.lines[0])
        await d.press("escape")
        assert "水管漏水" in d.text


async def test_only_the_lines_that_changed_are_painted_beneath(desk: Opened, store: Store) -> None:
    async with desk(LARGE) as d:
        await d.press("3", "n")
        painted: list[Region] = []
        sheet = d.app.screen
        assert isinstance(sheet, Sheet)
        mark = sheet._set_dirty

        def noted(*regions: Region) -> None:
            painted.extend(regions or [sheet.region])
            mark(*regions)

        sheet._set_dirty = noted  # type: ignore[method-assign]
        UseCases(store, ZHAO).wishes.record({"title": "水管漏水"})
        await d.until(lambda: "赵姐" in d.lines[0])
        assert painted
        assert sum(region.height for region in painted) < 2 * len(d.lines)
        assert all(region.height == 1 for region in painted)


async def test_the_new_lines_of_a_terminal_that_grows_are_painted(desk: Opened) -> None:
    async with desk(SMALL) as d:
        await d.press("3", "n")
        sheet = d.app.screen
        painted: list[Region] = []
        mark = sheet._set_dirty

        def noted(*regions: Region) -> None:
            painted.extend(regions or [sheet.region])
            mark(*regions)

        sheet._set_dirty = noted  # type: ignore[method-assign]
        await d.resize(130, 40)
        await d.settle()
        assert Region(0, 0, 130, 40) in painted
        assert d.lines[38].split()[0] == "?"


async def test_what_changes_beneath_two_sheets_is_seen_when_the_upper_one_closes(
    desk: Opened, store: Store
) -> None:
    async with desk(LARGE) as d:
        await d.press("3", "n", "f1")
        UseCases(store, ZHAO).wishes.record({"title": "水管漏水"})
        await d.until(lambda: "待办心愿 6" in d.lines[1])
        await d.press("escape")
        assert isinstance(d.app.screen, FormScreen)
        assert "赵姐" in d.lines[0]


async def test_a_screen_that_is_not_there_yet_is_filled_when_it_is(desk: Opened) -> None:
    async with desk() as d:
        pushed = d.app.push_screen(DetailScreen(Target("wish", 1)))
        d.app.following.rebuild()
        await pushed
        await d.settle()
        assert "把小区大门口坏了的路修一修" in d.text or "2026-0001" in d.text


async def test_a_sheet_over_a_sheet_shows_both(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("3", "n", "f1")
        assert isinstance(d.app.screen, HelpScreen)
        assert "心愿" in d.lines[0]
        await d.press("escape")
        assert "新心愿" in d.text or "登记心愿" in d.text


async def test_a_terminal_that_is_resized_beneath_a_sheet(desk: Opened) -> None:
    async with desk(LARGE) as d:
        await d.press("3", "n")
        await d.type("路灯")
        for size in (SMALL, (100, 30)):
            await d.resize(*size)
            await d.settle()
            assert len(d.lines) == size[1]
            assert all(strip.cell_length == size[0] for strip in d.app.screen._compositor.render_strips())
            assert "路灯" in d.text
            assert "东风路南社区" in d.lines[0]
