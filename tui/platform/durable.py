"""Files that survive: written whole or not at all, on the disk when the call returns, and private.

What is made here belongs to its owner alone (0600, folders 0700). A data folder is shared with a Unix
group by setting its set-group-ID bit (`chmod 2750`, or `2770` for a group that writes): what is made
inside then has the group's rights of its folder. What root makes in another's folder is that other's.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import Final

_OWNER: Final = 0o700


def _shared(folder: Path) -> int:
    """The bits of the group that things in `folder` are to have."""
    try:
        mode = folder.stat().st_mode
    except OSError:
        return 0
    return mode & stat.S_IRWXG if mode & stat.S_ISGID else 0


def _give(made: Path | int, folder: Path) -> None:
    """Have what root made in another's folder be that other's, who could not read it otherwise."""
    if os.geteuid() == 0:
        with contextlib.suppress(OSError):  # a file system without owners
            state = folder.stat()
            if state.st_uid:
                os.chown(made, state.st_uid, state.st_gid)


def make_folder(path: Path) -> None:
    """Make the folder and those above it that are missing. Raises OSError."""
    if path.is_dir():
        return
    if not path.parent.is_dir():
        make_folder(path.parent)
    group = _shared(path.parent)
    path.mkdir(mode=_OWNER, exist_ok=True)
    _give(path, path.parent)
    if group:
        path.chmod(_OWNER | group | stat.S_ISGID)


def open_private(path: Path, flags: int) -> int:
    """Open `path`, made with the rights of its folder if it is new; the descriptor. Raises OSError."""
    group = _shared(path.parent) & (stat.S_IRGRP | stat.S_IWGRP)
    known = path.exists()
    fd = os.open(path, flags | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if not known:
        _give(fd, path.parent)
        if group:
            os.fchmod(fd, 0o600 | group)
    return fd


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data` to `fd`, however many calls it takes. Raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable."""
    fd = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` in place of `path`, durably and all at once. Raises OSError; `path` is whole then.

    The caller sees to it that no other process does the same at the same time.
    """
    temporary = path.with_name(f"{path.name}.new")
    try:
        fd = open_private(temporary, os.O_WRONLY | os.O_TRUNC)
        try:
            write_all(fd, content)
            os.fsync(fd)
        finally:
            os.close(fd)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def keep_also_as(path: Path, other: Path) -> None:
    """Have `other` be the file that `path` is now, at no cost where the disk can; raises OSError.

    When `path` is replaced later, `other` stays what it was.
    """
    temporary = other.with_name(f"{other.name}.new")
    temporary.unlink(missing_ok=True)
    try:
        os.link(path, temporary)
    except OSError:  # a file system without links
        replace_file(other, path.read_bytes())
    else:
        temporary.replace(other)
