"""What is written can be read: text at least 4.5 to 1 on its ground, bars 3 to 1 (WCAG 2.2), in both schemes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

import pytest
from rich.color import Color as RichColor
from textual.color import Color
from textual.theme import Theme
from textual.widgets import Input

from tests.screens.desk import LARGE, Desk, Opened
from tests.screens.every_form import prepared
from tests.screens.every_screen import every_screen, to_the_board
from tui.screens.styles.themes import THEMES
from tui.store import Store

GROUNDS: Final = ("surface", "panel", "selected", "background")
TEXTS: Final = (
    "foreground",
    "text-muted",
    "text-disabled",
    "text-accent",
    "accent",
    "warning",
    "error",
    "success",
)
TEXT, BAR = 4.5, 3.0


def colours(theme: Theme) -> dict[str, str]:
    """Every role of a theme with its colour, as the screens get it."""
    return {**theme.to_color_system().generate(), **theme.variables}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [part / 255 for part in Color.parse(colour).rgb]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_can_be_read_on_every_ground(theme: Theme) -> None:
    roles = colours(theme)
    ratios = {(text, ground): contrast(roles[text], roles[ground]) for text in TEXTS for ground in GROUNDS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < TEXT} == {}
    assert contrast(roles["on-primary"], roles["primary"]) >= TEXT
    # A bar stands on lists, also on the cursor's row and in titles.
    assert {
        g: contrast(roles["bar"], roles[g]) for g in GROUNDS if contrast(roles["bar"], roles[g]) < BAR
    } == {}
    # Text that is selected in a line, the points of a chart, and the thumbs of scroll bars, the mouse on them or not.
    ground = Color.parse(roles["input-selection-background"])
    for under in ("panel", "selected"):
        assert contrast(roles["foreground"], _over(ground, roles[under])) >= TEXT
    assert all(contrast(roles["accent"], roles[under]) >= BAR for under in GROUNDS)
    for state in ("", "-hover", "-active"):
        assert contrast(roles[f"scrollbar{state}"], roles[f"scrollbar-background{state}"]) >= BAR


def _over(colour: Color, ground: str) -> str:
    """A colour that lets its ground through, on it."""
    return Color.parse(ground).blend(colour, colour.a, 1.0).hex


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_every_text_on_every_screen_can_be_read(desk: Opened, store: Store, scheme: str) -> None:
    """As it is painted, whatever style it got by whatever way; beneath a sheet the screen is dimmed on purpose."""
    prepared(store)
    poor: dict[str, str] = {}
    seen = 0
    async with desk(LARGE) as d:
        d.app.theme = f"xingfu-{scheme}"
        await d.settle()
        async for name in every_screen(d):
            for text, ground, said in painted(d):
                seen += 1
                if (ratio := contrast(text, ground)) < TEXT:
                    poor.setdefault(f"{text} on {ground}", f"{name}: {ratio:.1f} {said}")
    assert poor == {}
    assert seen > 2_000


# What the walk over the screens does not come by: keys from the board on, and what has to be seen then.
_STATES: Final = {
    "a form with an error": (("3", "n", "ctrl+s"), "!"),
    "a day that is selected in its line": (("1", "m"), "2026-11-26"),
    "options to tick": (("3", "C"), "[x]"),
    "marked rows": (("3", "space", "down"), "*"),
    "sorted": (("3", "S"), "^"),
    "a figure that is chosen": (("-", *["down"] * 14, "right"), "["),
    "what has a typo": (("f", *"电动自型车"), "电动自行车"),
    "what nobody has": (("f", *"qqqq"), "qqqq"),
    "a line that is not understood": ((":", *"任务 ^下下", "enter"), "下下"),
    "nothing filtered": (("3", "/"), "Tab"),
    "locked": (("ctrl+backslash",), ""),
}


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_every_text_in_every_state_can_be_read(desk: Opened, scheme: str) -> None:
    """Errors, toasts, marks, placeholders, what is selected or chosen."""
    poor: dict[str, str] = {}
    async with desk(LARGE, toasts=True) as d:
        d.app.theme = f"xingfu-{scheme}"
        await d.settle()
        for name, (keys, shown) in _STATES.items():
            await to_the_board(d)
            await d.press(*("space" if key == " " else key for key in keys))
            d.app.notify("已保存。", title="提示")
            d.app.notify("没有保存。", severity="error")
            await d.settle()
            assert shown in d.text, name
            for text, ground, said in painted(d):
                if (ratio := contrast(text, ground)) < TEXT:
                    poor.setdefault(f"{text} on {ground}", f"{name}: {ratio:.1f} {said}")
            d.app.clear_notifications()
            await d.settle()
    assert poor == {}


def painted(d: Desk) -> Iterator[tuple[str, str, str]]:
    """Each piece of text in sight that is not dimmed beneath a sheet: its colour, its ground, and what it says."""
    sheets = list(d.app.screen.query(".sheet"))
    toasts = [toast.region for toast in d.app.screen.query("Toast")]
    region = sheets[0].region if sheets else d.app.screen.region
    cursors = [w.region for w in d.app.screen.query(Input) if w.has_focus]
    for y, strip in enumerate(d.app.screen._compositor.render_strips()):
        parts = [strip.crop(t.x, t.right) for t in toasts if t.y <= y < t.bottom]
        # Textual draws the cursor of a line of text as a block of the text's colour.
        if region.y <= y < region.bottom and not any(y == c.y for c in cursors):
            parts.append(strip.crop(region.x, region.right))
        for text, style, _ in chain.from_iterable(parts):
            if text.strip() and style is not None and style.color is not None and style.bgcolor is not None:
                yield _hex(style.color), _hex(style.bgcolor), text


def _hex(colour: RichColor) -> str:
    return colour.get_truecolor().hex
