"""Drafts: what is typed into a form, kept until the form is saved or discarded.

It is kept shortly after the last key and when the line drops. In a data folder that is one small file per form, in
`drafts/`. The program that writes it holds a lock on it, so that nobody is offered what a colleague at the same seat is
typing at this moment.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import orjson

from tui.language.cleaning import unified_all
from tui.platform.durable import make_folder, open_private, write_all
from tui.seats.actor import Actor

FOLDER: Final = "drafts"
_NAME: Final = re.compile(r"[^\w-]")


@dataclass(frozen=True, slots=True)
class Draft:
    """The content of a form: which form (`action` on a record of `kind`), its fields, and the time (ISO
    8601).
    """

    action: str
    kind: str
    id: int | None
    on: str | None
    title: str
    values: Mapping[str, Any]
    base_version: Mapping[str, Any] | None
    at: str


class HeldFile:
    """A small file that its program holds a lock on while it may write more. It is made by the first `write`."""

    def __init__(self, folder: Path, actor: Actor, fd: int = -1, path: Path | None = None) -> None:
        self._folder = folder / FOLDER
        self._seat = actor.seat
        self._fd = fd
        self.path = path

    def write(self, content: bytes) -> None:
        """Have the file be `content`, which has no newline; durably. Raises OSError."""
        if self._fd < 0:
            self._open()
        # In place, as the lock belongs to this file; after a crash the text ends at the first newline.
        _reserve(self._fd, len(content) + 1)
        os.lseek(self._fd, 0, os.SEEK_SET)
        write_all(self._fd, content + b"\n")
        os.ftruncate(self._fd, len(content) + 1)
        os.fsync(self._fd)

    def _open(self) -> None:
        make_folder(self._folder, inside=True)
        stem = f"{_NAME.sub('_', self._seat)}-{os.getpid()}"
        number = 1
        while (path := self._folder / f"{stem}-{number}.json").exists():
            number += 1
        self.path, self._fd = path, open_private(path, os.O_RDWR)
        fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def drop(self) -> None:
        """Delete the file."""
        if self.path is not None:
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)
        self.leave()

    def leave(self) -> None:
        """Keep the file, and release it."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


class DraftFile:
    """The draft of one open form in a data folder."""

    def __init__(self, folder: Path, actor: Actor, file: HeldFile | None = None) -> None:
        self._actor = actor
        self._file = file or HeldFile(folder, actor)

    @property
    def name(self) -> str:
        """The name of the file; empty before the first `keep`."""
        return self._file.path.name if self._file.path else ""

    def keep(self, draft: Draft) -> None:
        """Write the draft durably. Raises OSError."""
        self._file.write(encoded(draft, self._actor))

    def drop(self) -> None:
        """Delete the draft: the form was saved or discarded."""
        self._file.drop()

    def leave(self) -> None:
        """Keep the file for the next login, and release it."""
        self._file.leave()


def held_files(folder: Path, actor: Actor) -> Iterator[tuple[dict[str, Any], HeldFile]]:
    """What is in the files of drafts that no running program holds, the newest first; each is held from now on.

    Unreadable ones are skipped.
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
            if not isinstance(content, dict):
                raise ValueError("no draft")
        except (OSError, ValueError):
            if fd >= 0:
                os.close(fd)
            continue
        yield content, HeldFile(folder, actor, fd, path)


def left_behind(folder: Path, actor: Actor) -> Iterator[tuple[Draft, DraftFile]]:
    """The drafts of this person at this seat that no running program holds, the newest first.

    Each comes with its file, which is held from now on. Unreadable files are skipped.
    """
    for content, file in held_files(folder, actor):
        try:
            if (content["seat"], content["by"]) != (actor.seat, actor.name):
                raise ValueError("somebody else's")
            draft = draft_of(content["draft"])
        except (ValueError, KeyError, TypeError):
            file.leave()
            continue
        yield draft, DraftFile(folder, actor, file)


def copied(folder: Path) -> tuple[list[Mapping[str, Any]], int]:
    """What is in the files of drafts in `folder` that no running program holds, and how many others there are."""
    found: list[Mapping[str, Any]] = []
    for content, file in held_files(folder, Actor("", "")):
        file.leave()
        if content.get("draft"):
            found.append({name: content[name] for name in ("seat", "by", "draft") if name in content})
    return found, len(list((folder / FOLDER).glob("*.json"))) - len(found)


def put(folder: Path, drafts: Iterable[Mapping[str, Any]]) -> None:
    """Write a file in `folder` for each of `drafts`, which a `copied` has given. Raises OSError."""
    make_folder(folder)
    for content in drafts:
        file = HeldFile(folder, Actor(str(content["by"]), str(content["seat"])))
        file.write(orjson.dumps(content))
        file.leave()


def encoded(draft: Draft, actor: Actor, **more: Any) -> bytes:
    """A draft of `actor`, and what else is to be kept with it, as JSON in one line."""
    plain = {name: getattr(draft, name) for name in Draft.__slots__}
    return orjson.dumps({"seat": actor.seat, "by": actor.name, "draft": plain, **more})


def draft_of(fields: dict[str, Any]) -> Draft:
    """A stored draft, its texts as they may enter. Raises ValueError or TypeError for what no version has written."""
    if "seen" in fields:  # its name up to version 0.1
        fields["base_version"] = fields.pop("seen")
    # The version is compared with what is stored: it stays as it is.
    draft = Draft(**{name: v if name == "base_version" else unified_all(v) for name, v in fields.items()})
    datetime.fromisoformat(draft.at)
    if draft.on is not None:
        date.fromisoformat(draft.on)
    texts = all(isinstance(text, str) for text in (draft.action, draft.kind, draft.title))
    numbered = draft.id is None or type(draft.id) is int
    versioned = draft.base_version is None or isinstance(draft.base_version, dict)
    if not (texts and numbered and versioned and isinstance(draft.values, dict)):
        raise ValueError("not a draft")
    return draft


def _reserve(fd: int, size: int) -> None:
    """Reserve space, so that a full disk leaves the draft as it was. Raises OSError if there is none."""
    if not hasattr(os, "posix_fallocate"):
        return
    try:
        os.posix_fallocate(fd, 0, size)
    except OSError as error:
        if error.errno not in (
            errno.EINVAL,
            errno.EOPNOTSUPP,
            errno.ENOSYS,
        ):  # not supported by this file system
            raise
