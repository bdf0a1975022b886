"""What is written can be read: text at least 4.5 to 1 on its ground, bars 3 to 1 (WCAG 2.2), in both schemes."""

from __future__ import annotations

from typing import Final

import pytest
from rich.color import Color as RichColor
from textual.color import Color
from textual.theme import Theme
from textual.widgets import Input

from tests.screens.desk import LARGE, Opened
from tests.screens.every_form import prepared
from tests.screens.every_screen import every_screen
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
            sheets = list(d.app.screen.query(".sheet"))
            region = sheets[0].region if sheets else d.app.screen.region
            cursors = [w.region for w in d.app.screen.query(Input) if w.has_focus]
            for y, strip in enumerate(d.app.screen._compositor.render_strips()):
                if not region.y <= y < region.bottom or any(y == c.y for c in cursors):
                    continue  # Textual draws the cursor of a line of text as a block of the text's colour
                for text, style, _ in strip.crop(region.x, region.right):
                    if not text.strip() or style is None or style.color is None or style.bgcolor is None:
                        continue
                    seen += 1
                    ratio = contrast(_hex(style.color), _hex(style.bgcolor))
                    if ratio < TEXT:
                        poor.setdefault(
                            f"{_hex(style.color)} on {_hex(style.bgcolor)}", f"{name}: {ratio:.1f} {text}"
                        )
    assert poor == {}
    assert seen > 2_000


def _hex(colour: RichColor) -> str:
    return colour.get_truecolor().hex
