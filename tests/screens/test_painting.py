"""What is written to the terminal: as little as will do, and the terminal then shows each cell of the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

import pyte
import pytest
from rich.cells import cell_len
from rich.color import Color, ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from tests.screens.desk import LARGE, Desk, Opened
from tests.screens.every_form import prepared
from tests.screens.every_screen import to_the_board
from tui.screens.terminal.painting import Painting
from tui.store import Store

COLUMNS, ROWS = LARGE
# Bytes that may travel, at 120x36: focus to the next panel, form opened and left, cursor one row on.
FOCUS, FORM, LEFT, ROW = 4_000, 10_000, 10_000, 1_500


@dataclass
class Shown:
    """A terminal that is written to, and how many bytes that were since it was last asked."""

    terminal: pyte.Screen
    stream: pyte.Stream
    bytes: int = 0

    def write(self, text: str) -> None:
        self.stream.feed(text)
        self.bytes += len(text.encode())

    def travelled(self) -> int:
        count, self.bytes = self.bytes, 0
        return count


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """What the app writes goes to an emulated terminal."""
    screen = pyte.Screen(COLUMNS, ROWS)
    found, console = Shown(screen, pyte.Stream(screen)), Console(color_system="truecolor")

    def display(app: App[Any], screen: Screen[Any], renderable: object) -> None:
        del screen
        if isinstance(renderable, CompositorUpdate) and not app._batch_count:
            found.write(renderable.render_segments(console))

    monkeypatch.setattr(App, "_display", display)
    return found


def cells(strip: Strip) -> Iterator[tuple[str, str, str, bool]]:
    """Character, colour, ground and weight of each cell; a blank shows its ground alone, so does half of a character."""
    for text, style, _ in strip:
        colour, ground = (_hex(style.color), _hex(style.bgcolor)) if style else (_hex(None), _hex(None))
        bold = bool(style and style.bold)
        for char in text:
            yield (char, colour, ground, bold) if char != " " else (" ", "", ground, False)
            if cell_len(char) == 2:
                yield "", "", ground, False


def _hex(colour: Color | None) -> str:
    """A colour as the emulated terminal names it."""
    return "default" if colour is None or colour.is_default else colour.get_truecolor().hex[1:]


def unlike(terminal: pyte.Screen, strips: list[Strip]) -> list[str]:
    """The cells in which the terminal shows something else than the strips have."""
    wrong = []
    for y, strip in enumerate(strips):
        for x, wanted in enumerate(cells(strip)):
            cell = terminal.buffer[y][x]
            found = (cell.data, cell.fg, cell.bg, cell.bold)
            if cell.data in {" ", ""}:
                found = (cell.data, "", cell.bg, False)
            if found != wanted:
                wrong.append(f"{y},{x}: {found} instead of {wanted}")
    return wrong


def wrong_on(d: Desk, shown: Shown) -> list[str]:
    return unlike(shown.terminal, d.app.screen._compositor.render_strips())[:5]


# Screens, sheets over them and what changes on them: each comes over what the one before has left.
_KEYS: Final = (
    "tab", "down", "3", "down", "down", "up", "n", "tab", "escape", "e", "escape", "f", *"理发", "escape", "4", "tab", "?", "escape",
    "5", "7", "down", "y", "y", "8", "-", "tab", "=", "tab", "right", ";", "1", "b", "escape", ":", *"任务 修", "escape", "enter",
)  # fmt: skip


async def test_the_terminal_shows_the_screen_whatever_was_on_it_before(
    desk: Opened, store: Store, shown: Shown
) -> None:
    prepared(store)
    wrong: dict[str, list[str]] = {}
    async with desk(LARGE) as d:
        for at, key in enumerate(_KEYS):
            await d.press("space" if key == " " else key)
            wrong |= {f"{at} {key}": found} if (found := wrong_on(d, shown)) else {}
    assert wrong == {}


@pytest.mark.parametrize("columns", [41, 42])
async def test_what_lay_under_a_toast_is_whole_again(desk: Opened, shown: Shown, columns: int) -> None:
    """Its edges stand in the middle of characters."""
    async with desk(LARGE, toasts=True) as d:
        await d.press("3")
        d.app.clear_notifications()
        await d.settle()
        before = d.lines
        d.app.notify("x" * columns)
        await d.settle()
        assert d.lines != before
        assert wrong_on(d, shown) == []
        d.app.clear_notifications()
        await d.settle()
        assert d.lines == before
        assert wrong_on(d, shown) == []


async def test_as_little_travels_as_will_do(desk: Opened, shown: Shown) -> None:
    async with desk(LARGE) as d:
        await d.press("down", "up", "3", "n", "escape", "1")  # all that comes once has come
        travelled: dict[str, list[int]] = {"focus": [], "form": [], "left": [], "row": []}

        async def press(name: str, key: str) -> None:
            shown.travelled()
            await d.press(key)
            travelled[name].append(shown.travelled())

        for _ in range(4):
            await press("focus", "tab")
            await press("row", "down")
        await to_the_board(d)
        await d.press("3")
        for key in ("n", "e"):
            await press("form", key)
            await press("left", "escape")
        for _ in range(4):
            await press("row", "down")
    assert max(travelled["focus"]) <= FOCUS, travelled
    assert max(travelled["form"]) <= FORM, travelled
    assert max(travelled["left"]) <= LEFT, travelled
    assert median(travelled["row"]) <= ROW, travelled  # with the record beside it, which may be a long one


WHITE, RED, BLUE = (
    Style.parse("#ffffff on #000000"),
    Style.parse("bold #ff0000 on #000000"),
    Style.parse("#ffffff on #0000ff"),
)


def painted(*frames: tuple[Segment, ...]) -> tuple[pyte.Screen, list[str]]:
    """A terminal of one row after these frames, and what was written for each."""
    width = sum(cell_len(part.text) for part in frames[0])
    terminal = pyte.Screen(width, 1)
    stream, painting, written = pyte.Stream(terminal), Painting(), []
    for frame in frames:
        text = painting.written(
            LayoutUpdate([[Strip([*frame])]], Region(0, 0, width, 1)), ColorSystem.TRUECOLOR
        )
        stream.feed(text)
        written.append(text)
        assert unlike(terminal, [Strip([*frame])]) == []
    return terminal, written


def test_nothing_is_written_where_nothing_differs_and_a_style_once() -> None:
    _, (first, again) = painted(
        *[(Segment("三单元", WHITE), Segment("  ", WHITE), Segment("路灯", WHITE))] * 2
    )
    assert (first.count("\x1b["), again) == (3, "")  # where, how, and no style at the end


@pytest.mark.parametrize(
    ("before", "after"),
    [("路灯坏了", "路灯好了"), ("路灯坏了", " 灯坏了 "), ("a路灯坏 ", "路灯坏了"), ("路灯坏了", "abcdefgh"), ("        ", "路灯坏了"), ("路 灯坏 ", " 路灯坏 ")],
)  # fmt: skip
@pytest.mark.parametrize("style", [WHITE, RED, BLUE], ids=["white", "red", "blue"])
def test_a_wide_character_is_written_whole(before: str, after: str, style: Style) -> None:
    painted((Segment(before, WHITE),), (Segment(after, style),), (Segment(before, RED),))


@pytest.mark.parametrize("sign", ["…", "·", "🙂", "e\u0301", "\u2460"])
def test_what_terminals_show_in_different_widths_is_written_whole(sign: str) -> None:
    """A terminal that shows it otherwise has the rest of the row elsewhere than is reckoned."""
    rest = " " * (8 - cell_len(sign))
    painting = Painting()

    def written(text: str) -> str:
        return painting.written(
            LayoutUpdate([[Strip([Segment(text, WHITE)])]], Region(0, 0, 10, 1)), ColorSystem.TRUECOLOR
        )

    written(f"ab{sign}{rest}")
    assert f"ab{sign}" in written(f"ab{sign}{rest[1:]}x")
    assert "abc" in written(f"abc{' ' * 7}")  # also where it was
