"""Every screen, sheet and form of the desk, one after the other, each as somebody would see it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from tests.screens.desk import Desk
from tests.screens.every_form import every_form
from tui.screens.export import export_form
from tui.screens.modes import MODES

# Sheets that a key opens over the board, and screens opened from others: name, keys from the top view on.
_BY_KEYS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("help", ("1", "?")),
    ("palette", ("1", "ctrl+p")),
    ("search", ("1", "f", "理", "发")),
    ("quick entry", ("1", ":", *"任务 修路灯 >物业 ^下周五")),
    ("a record in full", ("3", "enter")),
    ("a session in full", ("1", "enter")),
    ("a service in full", ("2", "enter")),
    ("a team in full", ("4", "enter")),
    ("a person", ("3", "p")),
    ("nothing found", ("3", "/", "q", "q", "enter")),
    ("counting", ("1", "b")),
    ("the record of a meeting", ("5", "c")),
    ("the minutes", ("5", "c", "f9")),
    ("settings", ("1", ",")),
    ("views", ("3", "'")),
    ("attachments", ("3", "+")),
    ("week", ("7", "y")),
    ("what comes, as a list", ("7", "y")),  # on from the week
    ("a day", ("7", "enter")),
    ("rooms", ("8", "b")),
    ("the records behind a figure", ("=", "enter")),
    ("import", ("1", "f9")),
)


async def every_screen(d: Desk) -> AsyncIterator[str]:
    """Bring each screen but the forms to the front in turn; its name."""
    for mode in MODES:
        await d.app.action_act(mode)
        await d.settle()
        yield mode
    async for name in sheets(d):
        yield name
    await to_the_board(d)
    d.app.push_screen(export_form(d.app.context, d.app.screen))
    await d.settle()
    yield "export"


async def sheets(d: Desk) -> AsyncIterator[str]:
    """Open each sheet and each screen that lies over another, from the board; its name."""
    for name, keys in _BY_KEYS:
        await to_the_board(d)
        await d.press(*("space" if key == " " else key for key in keys))
        yield name


async def each_form(d: Desk) -> AsyncIterator[str]:
    """Open each form in turn; the kind and the command that opens it."""
    for one in every_form(d.app.context):
        await to_the_board(d)
        await d.app.push_screen(one.form)
        await d.settle()
        yield f"{one.kind} {one.act.command}"
    await to_the_board(d)


async def to_the_board(d: Desk) -> None:
    """Close whatever lies over the board."""
    while len(d.app.screen_stack) > 1:
        await d.app.pop_screen()
        await d.settle()
    await d.app.action_act("dashboard")
    await d.settle()
