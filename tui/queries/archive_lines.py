"""The lines of the community's archive, and the blocks that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.kinds.record import Target
from tui.language.errors import Message


class ArchiveLine(NamedTuple):
    """A line of a block: what it is called, what it says, and its figures.

    `label` is a msgid, or a name from a record where `named`. `target` is the record behind it; `field` the field of
    the form of the community in which it is edited.
    """

    label: str
    text: str | Message = ""
    figure: str | Message = ""
    target: Target | None = None
    field: str = ""
    named: bool = False


class Block(NamedTuple):
    """A part of the archive: its heading with the number of what it has, a word on it, and its lines."""

    title: Message
    lines: tuple[ArchiveLine, ...]
    note: Message | str = ""


def joined(parts: Sequence[str | Message]) -> Message | str:
    """Parts one after the other."""
    said: Message | str = ""
    for part in parts:
        said = Message("{one}  {other}", {"one": said, "other": part}) if said else part
    return said
