"""A walk over the whole desk, derived from modes, commands, kinds and acts: what is new there is walked as well."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from tests.screens.desk import Desk
from tests.screens.every_form import every_form, targets
from tui.kinds import registry
from tui.kinds.commands import COMMANDS, EVERYWHERE, OF_SCREEN
from tui.screens.base import acting
from tui.screens.base.detail import DetailScreen
from tui.screens.base.form import FormScreen
from tui.screens.modes import MODES

# What would end the walk, has no screen, or is a mode that is walked by itself.
_NO_SCREEN: Final = frozenset({"leave", "redraw", "undo", "redo", *MODES})
# What a screen does itself, and shows more by.
_OWN: Final = tuple(
    sorted(OF_SCREEN - {"back", "open", "mark", "range", "mark_all", "sort", "sort_next", "sort_before"})
)
# So many panels of one screen are looked at.
_MOST: Final = 5


async def walk(d: Desk, typed: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> AsyncIterator[str]:
    """Bring one thing after the other to the front; what it is.

    `typed` are texts for the search, the palette, the filters and the line of quick entry. `without` names parts
    of the walk that are left out: modes, commands, records, forms, lines.
    """
    seen: set[str] = set()
    parts = {
        "modes": _modes(d),
        "commands": _commands(d, seen),
        "records": _records(d, seen),
        "forms": _forms(d, seen),
        "lines": _lines(d, typed),
    }
    for part in (part for name, part in parts.items() if name not in without):
        async for way in part:
            yield way
            d.app.clear_notifications()  # in a test they would stay, and slow down what follows
    await _home(d)


async def _modes(d: Desk) -> AsyncIterator[str]:
    """Each mode, what its panels open, and what it does itself."""
    for mode in MODES:
        await _home(d, mode)
        yield mode
        begun = d.app.screen.focused
        for panel in range(_MOST):
            front = d.app.screen
            await d.press("enter")
            yield f"{mode}, {panel}, opened"
            while d.app.screen is not front and len(d.app.screen_stack) > 1:
                await d.app.pop_screen()
                await d.settle()
            await d.press("pagedown", "tab")
            yield f"{mode}, {panel}, further down"
            if d.app.screen.focused is begun:
                break
        for id in _OWN:
            await _home(d, mode)
            key = COMMANDS[id].keys.split(",")[0]
            if key not in d.app.screen.active_bindings:
                continue
            await d.press(key)
            yield f"{mode}, {id}"
            if len(d.app.screen_stack) > 1:
                await d.press("enter")
                yield f"{mode}, {id}, chosen"


async def _commands(d: Desk, seen: set[str]) -> AsyncIterator[str]:
    """What holds everywhere, each from the list of the wishes."""
    for id in EVERYWHERE:
        if id in _NO_SCREEN:
            continue
        await _home(d, "wishes")
        await d.app.action_act(id)
        await d.settle()
        yield id
        async for at in _through(d, seen, saved=True):
            yield f"{id}, {at}"


async def _records(d: Desk, seen: set[str]) -> AsyncIterator[str]:
    """One record of each kind in full, whom it names, its papers and its ledger."""
    for at, kind in enumerate(registry.kinds()):
        target = next(targets(d.store, kind.name), None)
        ways = (
            ("", ("person", "papers", "export")[at % 3])
            if kind.name != "wish"
            else ("", "person", "papers", "export")
        )
        for id in ways if target else ():
            assert target is not None
            await _home(d)
            await d.app.push_screen(DetailScreen(target))
            await d.settle()
            if id:
                await d.app.action_act(id)
                await d.settle()
            yield f"{kind.name} in full, {id}"
            if id:
                async for step in _through(d, seen, saved=True):
                    yield f"{kind.name} in full, {id}, {step}"


async def _forms(d: Desk, seen: set[str]) -> AsyncIterator[str]:
    """Each form that a key opens, field by field, with what it offers."""
    for one in every_form(d.app.context):
        if not acting.granted(d.app.context, one.act):
            continue
        await _home(d)
        await d.app.push_screen(one.form)
        await d.settle()
        yield f"{one.kind} {one.act.command}"
        async for at in _through(d, seen, saved=False):
            yield f"{one.kind} {one.act.command}, {at}"


async def _lines(d: Desk, typed: tuple[str, ...]) -> AsyncIterator[str]:
    """What is found and offered where a text is typed."""
    lists = tuple(
        (mode, COMMANDS["filter"].keys.split(",")[0]) for mode in ("wishes", "volunteers", "meetings", "home")
    )
    for text in typed:
        for mode, key in (("dashboard", "f"), ("dashboard", "ctrl+p"), ("dashboard", ":"), *lists):
            await _home(d, mode)
            await d.press(key)
            await d.type(text)
            yield f"{mode}, {key} {text}"
            await d.press("down", "enter")
            yield f"{mode}, {key} {text}, chosen"


async def _through(d: Desk, seen: set[str], *, saved: bool) -> AsyncIterator[str]:
    """Walk through the fields of the form in front, with what each offers; then save it, or what it opens.

    A field of a name and kind that was `seen` in another form is passed over: it offers the same.
    """
    for step in range(2 if saved else 1):
        form = d.app.screen
        if not isinstance(form, FormScreen):
            return
        for field in form.fields:
            name = f"{type(field).__name__} {field.field}"
            if name in seen or d.app.screen is not form:
                continue
            seen.add(name)
            field.focus_editor()
            await d.press("down")
            yield f"{step}, field {name}"
        if saved:
            await d.press("ctrl+s")
            yield f"{step}, saved"


async def _home(d: Desk, mode: str = "dashboard") -> None:
    """Close whatever lies over the board, and go to a mode."""
    while len(d.app.screen_stack) > 1:
        await d.app.pop_screen()
        await d.settle()
    if d.app.current_mode != mode:
        await d.app.action_act(mode)
        await d.settle()
    await d.press("escape")
