"""Presence: who has which record open at this moment, shown to colleagues.

One small file per program, in `presence/` beside the store, is rewritten when a record is opened or closed.
The program holds a lock on its file; if the lock is free, the program has ended and the file no longer
counts.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import orjson

from tui.language.cleaning import one_line
from tui.platform.durable import make_folder, open_private, write_all
from tui.seats.actor import Actor

FOLDER: Final = "presence"
_NAME: Final = re.compile(r"[^\w-]")


class Opened(NamedTuple):
    """A record that somebody has open; `editing` if in a form."""

    by: str
    seat: str
    kind: str
    id: int
    editing: bool


def announcement(actor: Actor, opened: Sequence[tuple[str, int, bool]]) -> bytes:
    """What is published of the records (kind, id, editing) that `actor` has open: JSON, in one line."""
    content = {"by": actor.name, "seat": actor.seat, "open": [list(one) for one in opened]}
    return orjson.dumps(content)


def announced(content: bytes | str) -> tuple[Opened, ...]:
    """The records in an `announcement`. Raises ValueError, KeyError, TypeError for what is none."""
    read = orjson.loads(content)
    by, seat = one_line(str(read["by"])), one_line(str(read["seat"]))
    return tuple(Opened(by, seat, str(kind), int(id), bool(editing)) for kind, id, editing in read["open"])


class Announced(Protocol):
    """The records that this program has open, and those that others at the same store have."""

    @property
    def folder(self) -> Path:
        """Where files about it change, if any do."""

    def rename(self, actor: Actor) -> None:
        """Go on under another name; what is published next says so."""

    def publish(self, opened: Sequence[tuple[str, int, bool]]) -> None:
        """Publish which records (kind, id, editing) are open here. Raises OSError."""

    def others(self) -> tuple[Opened, ...]:
        """The records that others have open."""

    def close(self) -> None:
        """Publish that nothing is open here any more."""


class Presence:
    """The records that this program has open, and those of the others in the same data folder."""

    def __init__(self, folder: Path, actor: Actor) -> None:
        self.folder = folder / FOLDER
        self._actor = actor
        self._fd = -1
        self._path: Path | None = None
        self._published: tuple[tuple[str, int, bool], ...] = ()

    def rename(self, actor: Actor) -> None:
        """Go on under another name; what is published next says so."""
        self._actor = actor

    def publish(self, opened: Sequence[tuple[str, int, bool]]) -> None:
        """Publish which records (kind, id, editing) are open here. Raises OSError."""
        if tuple(opened) == self._published:
            return
        if self._fd < 0:
            make_folder(self.folder, inside=True)
            name = f"{_NAME.sub('_', self._actor.seat)}-{os.getpid()}.json"
            self._path = self.folder / name
            self._fd = open_private(self._path, os.O_RDWR)
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        line = announcement(self._actor, opened) + b"\n"
        os.lseek(self._fd, 0, os.SEEK_SET)
        write_all(self._fd, line)
        os.ftruncate(self._fd, len(line))
        self._published = tuple(opened)

    def others(self) -> tuple[Opened, ...]:
        """The records that others have open. Unreadable files are skipped."""
        found: list[Opened] = []
        try:
            paths = sorted(self.folder.glob("*.json"))
        except OSError:
            return ()
        for path in paths:
            if path != self._path:
                with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                    found.extend(_read(path))
        return tuple(found)

    def close(self) -> None:
        """Publish that nothing is open here any more."""
        if self._fd >= 0:
            if self._path is not None:
                with contextlib.suppress(OSError):
                    self._path.unlink()
            os.close(self._fd)
            self._fd = -1
        self._published = ()


def _read(path: Path) -> tuple[Opened, ...]:
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return announced(os.pread(fd, os.fstat(fd).st_size, 0).split(b"\n")[0])
        path.unlink()  # its program has ended
        return ()
    finally:
        os.close(fd)
