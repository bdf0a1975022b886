"""Pictures of the screens for the pages of docs/: `make pictures`.

Each is Textual's own SVG of a screen over the model community with a clock that stands still, without what is no part of
the screen: a window's frame, fonts from elsewhere, names of styles that depend on the run. The same code gives the same files.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from tests.screens.desk import CLERK, DeskApp
from tests.screens.settling import press, settle
from tui.desk.demo import load_demo
from tui.desk.desk import Desk as UseCases
from tui.platform.config import Config
from tui.platform.locations import Locations, model_community
from tui.rules.calendar.time_zone import LOCAL
from tui.screens.styles.themes import THEMES
from tui.seats.actor import Actor
from tui.store import Store, open_store

FOLDER: Final = Path(__file__).parent.parent / "docs" / "pictures"
NOW: Final = datetime(2026, 11, 28, 9, 41, tzinfo=LOCAL)
SIZES: Final = ((80, 24), (120, 36), (200, 60))
# The keys that lead to each screen from the board.
SCREENS: Final[Mapping[str, Sequence[str]]] = {
    "board": (),
    "list": ("3",),
    "person": ("f", *"闫爱民", "enter"),
    "search": ("f", *"理发"),
    "trends": ("=",),
    "archive": ("-",),
    "minutes": ("5", "c"),
}
THEMES_BY: Final = {str(theme.name).removeprefix("xingfu-"): str(theme.surface) for theme in THEMES}
_CLIP: Final = re.compile(
    r'<clipPath id="clip-terminal">\s*<rect x="0" y="0" width="([\d.]+)" height="([\d.]+)"'
)
_RECT: Final = re.compile(
    r'<rect fill="([^"]+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" shape-rendering="crispEdges"/>'
)
_RECTS: Final = re.compile(r'(?:<rect fill="[^"]+" x="[^>]*shape-rendering="crispEdges"/>\s*)+')
_FONT: Final = "Noto Sans Mono CJK SC, Sarasa Mono SC, Source Han Mono SC, monospace"
# What was said at the meeting of the picture.
_SAID: Final = (
    "居民代表说邮电园充电难，飞线不安全",
    "物业说先装两处，分步安装",
    "决议 充电桩分步安装 >物业公司 ^月底",
)


def main() -> None:
    """Make all pictures, or those named."""
    arguments = argparse.ArgumentParser(prog="tests.pictures", description=__doc__)
    arguments.add_argument("names", nargs="*", choices=[*SCREENS, []], help="screens; all, if none is named")
    arguments.add_argument("--into", type=Path, default=FOLDER)
    given = arguments.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    for name in given.names or SCREENS:
        for theme in THEMES_BY:
            for size in SIZES:
                file = given.into / f"{name}-{size[0]}x{size[1]}-{theme}.svg"
                file.write_text(asyncio.run(picture(name, size, theme)), "utf-8", newline="\n")


async def picture(name: str, size: tuple[int, int], theme: str) -> str:
    """The SVG of a screen in that size and colour scheme."""
    with tempfile.TemporaryDirectory() as folder:
        within = Path(folder)
        places = Locations(within / "data", within / "config.toml", within / "log")
        store = open_store(places.data, now=lambda: NOW)
        load_demo(store, model_community(), Actor("示例", "demo"))
        if name == "minutes":
            _meet(store)
        app = DeskApp(store, CLERK, Config(lang="zh", theme=theme), places, toasts=False)  # type: ignore[arg-type]
        async with app.run_test(size=size) as pilot:
            await settle(app)
            await press(app, *SCREENS[name])
            if name == "minutes":
                for line in _SAID:
                    await press(app, *("space" if char == " " else char for char in line), "enter")
            for _, call in list(
                app.later
            ):  # what comes a little later in the desk: the index, the month's totals
                app.call_later(call)
            await settle(app)
            drawn = app.export_screenshot()
            del pilot
        store.close()
    return cleaned(drawn, theme)


def _meet(store: Store) -> None:
    """A four-party meeting that begins now, on what the residents asked for."""
    desk = UseCases(store, CLERK)
    id = int(desk.meetings.plan({"starts_at": NOW.isoformat(), "place": "初心亭"})["id"])
    for wish in (5, 6):
        desk.meetings.put_on_agenda(wish, id)


def cleaned(svg: str, theme: str) -> str:
    """The screen alone, in as few characters: no fonts from elsewhere, frame, clip paths and names of the run."""
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+-", "", svg)
    svg = re.sub(r'<clipPath id="line-\d+">.*?</clipPath>\s*', "", svg, flags=re.DOTALL)
    svg = re.sub(r' clip-path="url\(#line-\d+\)"', "", svg)
    svg = re.sub(r"font-family: Fira Code, monospace;", f"font-family: {_FONT};", svg)
    svg = re.sub(r"\s*font-variant-east-asian: full-width;", "", svg)
    svg = re.sub(r"<text [^>]*>(?:&#160;|\s)*</text>", "", svg)
    svg = re.sub(r"(?:&#160;)+</text>", "</text>", svg)
    ground = THEMES_BY[theme]
    width, height = _CLIP.search(svg).groups()  # type: ignore[union-attr]
    svg = re.sub(
        r'<rect fill="#292929".*?</g>\s*(?=<g transform="translate\(9, 41\)")', "", svg, flags=re.DOTALL
    )
    svg = re.sub(r'viewBox="[^"]*"', f'viewBox="0 0 {width} {height}"', svg)
    svg = svg.replace(
        '<g transform="translate(9, 41)" clip-path="url(#clip-terminal)">',
        f'<rect fill="{ground}" width="{width}" height="{height}"/>\n<g>',
    )
    svg = re.sub(r"<defs>.*?</defs>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\.title \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = _RECTS.sub(lambda found: _joined(found[0], ground), svg)
    return "\n".join(line.strip() for line in svg.splitlines() if line.strip()) + "\n"


def _joined(rects: str, ground: str) -> str:
    """Neighbours of one colour as one, and none of the colour of the ground."""
    made: list[list[str | float]] = []
    for fill, x, y, width, height in _RECT.findall(rects):
        last = made[-1] if made else None
        if (
            last
            and last[0] == fill
            and last[2] == y
            and abs(float(last[1]) + float(last[3]) - float(x)) < 0.1
        ):
            last[3] = float(last[3]) + float(width)
        else:
            made.append([fill, float(x), y, float(width), height])
    return "\n".join(
        f'<rect fill="{fill}" x="{float(x):.1f}" y="{y}" width="{float(width):.1f}" height="{height}"/>'
        for fill, x, y, width, height in made
        if fill != ground
    )


if __name__ == "__main__":
    main()
