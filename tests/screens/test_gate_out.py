"""What a store of another program's gives the terminal on each screen: signs that are seen, and none that it obeys."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color

from tests.planted import HARMFUL, SIGNS, plant
from tests.screens.desk import Desk, Opened
from tui.screens.entry.left_behind import LeftBehindScreen
from tui.screens.terminal.visible import Visible
from tui.seats.drafts import FOLDER
from tui.store import Store

# Keys that lead to screens, records in full, forms, choices, help, the palette; each from the board.
WAYS = (
    *("1", "2", "3", "4", "5", "6", "7", "8", "9"),
    *(f"{mode} enter" for mode in "12345678"),
    *(f"{mode} tab down enter" for mode in "12345678"),
    *(f"{mode} e" for mode in "2345678"),
    *(f"{mode} n" for mode in "2345678"),
    "1 f1", "2 / 王", "ctrl+p", "2 a", "2 c", "3 a", "8 r", "8 r enter", "8 tab enter", "2 space space f1", "2 p", "5 m",
)  # fmt: skip


@pytest.fixture
def planted(store: Store, tmp_path: Path, stores: Callable[[], Store]) -> Opened:
    """Opens the app over a planted store."""
    store.close()
    assert plant(tmp_path / "data") > 20
    return Desk.opener(stores(), tmp_path)


def painted(d: Desk) -> list[str]:
    """The text of each line as it goes to the terminal."""
    return [strip.text for strip in d.app.screen._compositor.render_strips()]


@pytest.mark.parametrize("size", [(80, 24), (140, 50)])
async def test_no_screen_hands_on_what_a_terminal_obeys(planted: Opened, size: tuple[int, int]) -> None:
    seen = 0
    async with planted(size, toasts=True) as d:
        for way in WAYS:
            for key in way.split():
                await d.press(key)
                for line in painted(d):
                    assert not HARMFUL.search(line), (way, line)
                    seen += "\\x1b[31m" in line
                assert {strip.cell_length for strip in d.app.screen._compositor.render_strips()} == {size[0]}
            for _ in range(6):
                await d.press("escape")
                if len(d.app.screen_stack) == 1:
                    break
        assert HARMFUL.search("".join(d.announced)) is None or seen
    assert seen > 50


async def test_a_draft_of_another_program_is_taken_up_without_what_a_terminal_obeys(
    store: Store, tmp_path: Path, stores: Callable[[], Store]
) -> None:
    store.close()
    folder = tmp_path / "data" / FOLDER
    folder.mkdir()
    text = f"楼道{SIGNS}灯"
    drafts = {
        "wish": {
            "action": "new",
            "kind": "wish",
            "values": {"title": text, "resident": text, "detail": text},
        },
        "line": {"action": "quick", "kind": "line", "values": {"line": text}},
        "volunteer": {"action": "new", "kind": "volunteer", "values": {"name": text, "skills": [text]}},
    }
    common = {"id": None, "on": None, "title": text, "base_version": None, "at": "2026-11-24T09:00:00+08:00"}
    for name, draft in drafts.items():
        content = {"seat": "local", "by": "小李", "draft": {**common, **draft}}
        (folder / f"{name}.json").write_text(json.dumps(content) + "\n")
    for name, wrong in (
        ("at", "yesterday"),
        ("on", "x"),
        ("values", []),
        ("title", 1),
        ("id", "1"),
        ("more", 1),
    ):
        content = {"seat": "local", "by": "小李", "draft": {**common, **drafts["wish"], name: wrong}}
        (folder / f"no-draft-{name}.json").write_text(json.dumps(content) + "\n")
    taken_up: list[str] = []
    async with Desk.opener(stores(), tmp_path)(toasts=True) as d:
        while isinstance(d.app.screen, LeftBehindScreen):  # what is no draft is passed over
            for key in ("", "enter", "tab"):
                if key:
                    await d.press(key)
                assert "楼道" in d.text
                assert not any(HARMFUL.search(line) for line in painted(d)), (taken_up, key)
            taken_up.append(type(d.app.screen).__name__)
            await d.app.pop_screen()
            d.app.drafts.offer()
            await d.settle()
    assert len(taken_up) == len(drafts)


async def test_what_is_said_at_the_edge_is_shown_too(planted: Opened) -> None:
    async with planted(toasts=True) as d:
        d.app.notify(f"由{SIGNS}撤销")
        await d.settle()
        assert not any(HARMFUL.search(line) for line in painted(d))


@pytest.mark.parametrize("text", ["王\x1b[2J红", "\x9b31m", "a\u202eb", "普通", "x\x00", "\ud800"])
def test_a_line_keeps_its_width_whatever_was_in_it(text: str) -> None:
    segments = [Segment("前"), Segment(text), Segment("后  ")]
    shown = Visible().apply(segments, Color(0, 0, 0))
    assert Segment.get_line_length(shown) == Segment.get_line_length(segments)
    assert not HARMFUL.search("".join(one.text for one in shown))
