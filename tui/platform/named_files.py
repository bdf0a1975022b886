"""Files that a user names: read up to a bound, and written over a regular file or a new name, never over a device, a pipe or a folder.

A symbolic link stays one; what it points to is replaced. The content is written beside the file and renamed,
so that the file is old or new, never half. What is replaced keeps its permission bits and its owner.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from tui.language.errors import Message, StoreError
from tui.platform.durable import sync_folder, write_all
from tui.platform.passing import held_file, sweep

# What is not yet whole; what a killed program left goes when the next file is written into that folder.
_HALF: Final = ".xingfu-{}.new"


def read_named(path: Path, most: int) -> bytes:
    """The bytes of the regular file that a user named, at most `most` of them.

    Raises StoreError for a folder, a pipe (which may never end) or a device, and for a larger file; OSError.
    """
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        mode = os.fstat(fd).st_mode
        if not stat.S_ISREG(mode):
            what = next(message for fits, message in _OTHERS if fits(mode))
            said = Message("{file} is {what}; a file is needed.", {"file": str(path), "what": what})
            raise StoreError(said)
        with os.fdopen(fd, "rb", closefd=False) as file:
            content = file.read(most + 1)
    finally:
        os.close(fd)
    if len(content) > most:
        why = Message("The file is larger than {n} MB.", {"n": most >> 20})
        raise StoreError(Message("{file} cannot be read: {why}", {"file": str(path), "why": why}))
    return content


def write_named(path: Path, content: bytes) -> None:
    """Write `content` to the file that a user named; as `fill_named`."""
    fill_named(path, lambda file: write_all(file.fileno(), content))


def fill_named(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Have `fill` write the file that a user named, durably; a new one is private, as in `open_private`.

    Raises StoreError, which says what is there instead of a regular file, OSError, and what `fill` raises. `path` is
    then unchanged.
    """
    target, before = _target(path)
    sweep(target.parent, _HALF.format("*"))
    # A short name, however long that of the target is.
    temporary, fd = held_file(target.parent, _HALF)
    try:
        if before is not None:
            _keep_owner_and_mode(fd, before)
        with os.fdopen(fd, "wb", closefd=False) as file:
            fill(file)
        os.fsync(fd)
        _target(path)  # it may have become something else in the meantime
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    finally:
        os.close(fd)
    sync_folder(target.parent)


def _target(path: Path) -> tuple[Path, os.stat_result | None]:
    """The file behind all links, and its state; None if it does not exist yet. Raises StoreError, OSError."""
    try:
        state = path.stat()
    except FileNotFoundError:
        # Also where a link points to nothing yet: the file is then made there.
        return path.resolve(), None
    if not stat.S_ISREG(state.st_mode):
        what = next(message for fits, message in _OTHERS if fits(state.st_mode))
        raise StoreError(
            Message(
                "{file} is {what}, not a regular file; it is left as it is.",
                {"file": str(path), "what": what},
            )
        )
    return path.resolve(), state


_OTHERS: Final[tuple[tuple[Callable[[int], bool], Message], ...]] = (
    (stat.S_ISDIR, Message("a folder")),
    (stat.S_ISFIFO, Message("a pipe")),
    (stat.S_ISSOCK, Message("a socket")),
    (lambda _mode: True, Message("a device")),
)


def _keep_owner_and_mode(fd: int, before: os.stat_result) -> None:
    made = os.fstat(fd)
    if (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid):
        os.fchown(fd, before.st_uid, before.st_gid)
    os.fchmod(fd, stat.S_IMODE(before.st_mode))  # after the owner: a change of owner clears bits
