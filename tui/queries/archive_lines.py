"""The lines of the community's archive, and the blocks that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.kinds.record import Target
from tui.language.errors import Message


class Counted(NamedTuple):
    """A figure of a line: what is written, and the records of `table` that were counted."""

    written: str
    table: str
    ids: tuple[int, ...]


class ArchiveLine(NamedTuple):
    """A line of a block: what it is called, what it says, and what is counted of it.

    `label` is a msgid, or a name from a record where `named`. `target` is the record behind it; `field` the field of
    the form of the community in which it is edited. `leads` is the screen (a mode) that has what the line counts.
    """

    label: str
    text: str | Message = ""
    figures: tuple[Counted, ...] = ()
    target: Target | None = None
    field: str = ""
    named: bool = False
    leads: str = ""


class Block(NamedTuple):
    """A part of the archive: its heading with the number of what it has, a word on it, and its lines.

    `heads` are msgids: what the figures of its lines count, in their order. `leads` is the screen (a mode) with the list
    of what the heading counts; without one the lines beneath are that list.
    """

    title: Message
    lines: tuple[ArchiveLine, ...]
    note: Message | str = ""
    heads: tuple[str, ...] = ()
    leads: str = ""


def joined(parts: Sequence[str | Message]) -> Message | str:
    """Parts one after the other."""
    said: Message | str = ""
    for part in parts:
        said = Message("{one}  {other}", {"one": said, "other": part}) if said else part
    return said
