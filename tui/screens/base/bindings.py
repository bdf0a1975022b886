"""Textual's bindings of the commands, and the actions that they name."""

from __future__ import annotations

from textual.binding import Binding

from tui.kinds.commands import COMMANDS, EVERYWHERE, OF_SCREEN


def action_of(id: str) -> str:
    """Textual's action of a command: the screen's own, or an act of the app or of the selected kind."""
    if id in OF_SCREEN:
        return id
    return f"app.act('{id}')" if id in EVERYWHERE else f"act('{id}')"


def bindings(*ids: str) -> list[Binding]:
    """The bindings of these commands."""
    # With priority a command is done before the next key is handed out, so that what is typed right
    # after `n` goes into the form. Screens let the letters through while a filter is being typed.
    return [
        Binding(
            command.keys, action_of(id), command.label, show=False, tooltip=command.tooltip, priority=True
        )
        for id in ids
        for command in (COMMANDS[id],)
    ]
