"""The panels tell what was reached, as long as there is room; and who is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.screens.desk import CLERK, LARGE, SMALL, Opened
from tests.screens.test_services_forms import BUILDING, FRIDAY, HAIRCUT, WANG
from tui.desk.desk import Desk as UseCases
from tui.language.i18n import Lang, translator
from tui.platform import terminal
from tui.platform.config import Config
from tui.platform.locations import Locations
from tui.rules.services.monthly_totals import MonthlyTotals, Totals
from tui.screens.app import XingfuApp
from tui.screens.base import trend
from tui.store import Store
from tui.widgets.panel import Panel

TOTALS = MonthlyTotals(
    Totals(5, 74, 27, 9), Totals(4, 80, 24.5, 7), tuple(Totals(1, n, n, n) for n in range(6))
)


async def test_each_panel_tells_its_part_of_the_month_against_the_last(desk: Opened, store: Store) -> None:
    async with desk(SMALL) as d:
        await d.until(lambda: "本月已办 5 场、服务 74 人" in d.text)
        assert "本月服务 27 小时" in d.text
        assert "1 场缺人  4 场未确认" in d.lines[1]  # what must be done is not pushed out by what was
        await d.press("end", "d")
        await d.type("6")
        await d.press("ctrl+s")
        assert "本月已办 6 场、服务 80 人" in d.text


async def test_the_figures_of_the_last_months_stand_where_there_is_room(desk: Opened) -> None:
    async with desk((170, 45)) as d:
        await d.until(lambda: "近6个月" in d.text)
        assert re.search(r"待办心愿 .*近6个月( \d+){6}", d.text)


@pytest.mark.parametrize("width", [60, 80, 100, 120, 140, 170])
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_no_width_cuts_a_figure_in_two(desk: Opened, width: int, lang: Lang) -> None:
    async with desk((width, 30), lang) as d:
        await d.settle()
        strips = d.app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {width}
        for panel in ("sessions", "wishes", "teams"):
            note = d.app.screen.query_one(f"#p-{panel}", Panel).note
            if "本月" in note or "this month" in note:
                assert any(note in line for line in d.lines), note


def test_room_decides_how_much_is_told() -> None:
    tr = translator("en")
    texts = trend.texts(TOTALS, "wishes", tr)
    assert texts == [
        "this month 9 fulfilled (by this day last month 7)  6 months 0 1 2 3 4 5",
        "this month 9 fulfilled (by this day last month 7)",
        "this month 9 fulfilled",
    ]
    alerts = ["2 overdue"]
    for room, told in ((90, 0), (65, 1), (40, 2)):
        assert trend.beside(texts, alerts, room) == f"{texts[told]}  2 overdue"
    assert trend.beside(texts, alerts, 20) == "2 overdue"
    assert trend.texts(TOTALS, "sessions", tr)[-1] == "5 held this month"
    assert trend.texts(MonthlyTotals(), "sessions", tr) == []


@pytest.mark.parametrize(
    ("term", "plain"),
    [("xterm-256color", False), ("screen", False), ("tmux-256color", False), ("", False), ("linux", True), ("vt220", True), ("vt100", True)],
)  # fmt: skip
def test_a_console_is_drawn_in_letters_signs(
    term: str, plain: bool, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert terminal.plain({"TERM": term}) is plain
    monkeypatch.setenv("TERM", term)
    places = Locations(tmp_path / "data", tmp_path / "config.toml", tmp_path / "log")
    assert XingfuApp(store, CLERK, Config(), places).plain is plain


async def test_a_session_of_the_next_days_without_people_is_marked(desk: Opened, store: Store) -> None:
    cases = UseCases(store, WANG)
    cases.sessions.staff(BUILDING, FRIDAY, [12])
    cases.services.edit(HAIRCUT, {"team_id": None})
    async with desk(LARGE) as d:
        assert "2 场缺人" in d.lines[1]
        assert any("缺队伍：银发" in line for line in d.lines)
        assert any("缺 1 人：楼" in line for line in d.lines)
        await d.until(lambda: "\n".join(d.lines).count("缺队伍") == 2)  # beside the list as well
        await d.press("2", "tab")
        assert any("缺队伍" in line and "11-26" in line for line in d.lines)
        cases.sessions.staff(BUILDING, FRIDAY, [12, 13])
        await d.press("1")
        assert "1 场缺人" in d.lines[1]


async def test_what_lies_further_off_has_time(desk: Opened, store: Store) -> None:
    cases = UseCases(store, WANG)
    cases.sessions.staff(BUILDING, FRIDAY, [])
    cases.services.edit(BUILDING, {"team_id": None, "partner_ids": []})
    async with desk(LARGE) as d:
        lacking = [line for line in d.lines if "缺队伍" in line]
        assert any("11-27" in line for line in lacking)
        assert not any("12-04" in line for line in lacking)
