"""Textual's bindings of the commands."""

from __future__ import annotations

from textual.binding import Binding

from tui.kinds.commands import COMMANDS


def bindings(*ids: str) -> list[Binding]:
    """The bindings of these commands; each one's action bears the command's id."""
    # With priority a command is done before the next key is handed out, so that what is typed right
    # after `n` goes into the form. Screens let the letters through while a filter is being typed.
    return [
        Binding(command.keys, id, command.label, show=False, tooltip=command.tooltip, priority=True)
        for id in ids
        for command in (COMMANDS[id],)
    ]
