"""The keys as the bar of a screen shows them."""

from __future__ import annotations

from tui.kinds.commands import COMMANDS, EVERYWHERE, called
from tui.language.errors import Translate
from tui.screens.base.bindings import action_of
from tui.screens.modes import MODES
from tui.widgets.key_bar import KeyItem


def item(id: str, kind: str, tr: Translate, *, twin: bool) -> KeyItem:
    """A command, called as on a kind of record; with `twin` also the key that an input method does not swallow."""
    command = COMMANDS[id]
    key = f"{command.shown} {command.twin}".rstrip() if twin else command.shown
    return KeyItem(key, tr(called(kind, id)[0]), action_of(id))


def places(front: str, tr: Translate) -> list[KeyItem]:
    """The screens that a key goes to, and that in `front`; an input method lets their keys pass."""
    return [
        KeyItem(COMMANDS[id].shown, tr(COMMANDS[id].label), action_of(id), here=id == front)
        for id in EVERYWHERE
        if id in MODES
    ]
