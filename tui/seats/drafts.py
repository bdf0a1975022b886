"""Drafts: what is being typed into a form, kept until it is saved or given up on purpose.

One small file a form, in `drafts/` beside the store, written a moment after the last key and when the
line drops. As long as the program that writes it runs it holds a lock on the file, so that nobody is
offered what a colleague at the same seat is typing this minute.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from tui.platform.durable import make_folder, open_private, write_all
from tui.seats.actor import Actor

FOLDER: Final = "drafts"
_NAME: Final = re.compile(r"[^\w-]")


@dataclass(frozen=True, slots=True)
class Draft:
    """What stood in a form: which form (`action` on a record of `kind`), its fields, and when (ISO 8601)."""

    action: str
    kind: str
    id: int | None
    on: str | None
    title: str
    values: Mapping[str, Any]
    base_version: Mapping[str, Any] | None
    at: str


class DraftFile:
    """The draft of one open form. Nothing is on the disk before the first `keep`."""

    def __init__(self, folder: Path, actor: Actor, fd: int = -1, path: Path | None = None) -> None:
        self._folder = folder / FOLDER
        self._actor = actor
        self._fd = fd
        self._path = path

    @property
    def name(self) -> str:
        """The file's name; empty before the first `keep`."""
        return self._path.name if self._path else ""

    def keep(self, draft: Draft) -> None:
        """Write the draft down, durably. Raises OSError."""
        if self._fd < 0:
            self._open()
        content = orjson.dumps({"seat": self._actor.seat, "by": self._actor.name, "draft": _plain(draft)})
        # In place, as the lock hangs on this file; what a crash leaves of a shorter text ends at the newline.
        _reserve(self._fd, len(content) + 1)
        os.lseek(self._fd, 0, os.SEEK_SET)
        write_all(self._fd, content + b"\n")
        os.ftruncate(self._fd, len(content) + 1)
        os.fsync(self._fd)

    def _open(self) -> None:
        make_folder(self._folder)
        stem = f"{_NAME.sub('_', self._actor.seat)}-{os.getpid()}"
        number = 1
        while (path := self._folder / f"{stem}-{number}.json").exists():
            number += 1
        self._path, self._fd = path, open_private(path, os.O_RDWR)
        fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def drop(self) -> None:
        """The form was saved or given up: the draft goes."""
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
        self.leave()

    def leave(self) -> None:
        """Leave the draft where it is, for the next login."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def left_behind(folder: Path, actor: Actor) -> Iterator[tuple[Draft, DraftFile]]:
    """The drafts of this person at this seat that no running program holds, newest first.

    Each comes with its file, held from now on. What cannot be read is passed over.
    """
    try:
        paths = sorted((folder / FOLDER).glob("*.json"), key=lambda p: p.stat().st_mtime, reverse=True)
    except OSError:
        return
    for path in paths:
        fd = -1
        try:
            fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            content = orjson.loads(os.pread(fd, os.fstat(fd).st_size, 0).split(b"\n")[0])
            if (content["seat"], content["by"]) != (actor.seat, actor.name):
                raise ValueError("somebody else's")
            draft = _read(content["draft"])
        except (OSError, ValueError, KeyError, TypeError):
            if fd >= 0:
                os.close(fd)
            continue
        yield draft, DraftFile(folder, actor, fd, path)


def _read(fields: dict[str, Any]) -> Draft:
    if "seen" in fields:  # as it was called up to 0.1
        fields["base_version"] = fields.pop("seen")
    return Draft(**fields)


def _reserve(fd: int, size: int) -> None:
    """See that there is room, so that a full disk leaves the draft as it was. Raises OSError if there is none."""
    if not hasattr(os, "posix_fallocate"):
        return
    try:
        os.posix_fallocate(fd, 0, size)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS):  # not known there
            raise


def _plain(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in Draft.__slots__}
