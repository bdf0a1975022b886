"""Private files that are written completely or not at all, and are on the disk when the call returns.

Files are 0600 and folders 0700. A data folder is shared with a Unix group by its set-group-ID bit
(`chmod 2750`, or `2770` for a group that writes): what is created inside then gets the group rights of its
folder. What root creates in another user's folder is given to that user.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import Final

_OWNER: Final = 0o700


def _shared(folder: Path) -> int:
    """The group permission bits for what is created in `folder`."""
    try:
        mode = folder.stat().st_mode
    except OSError:
        return 0
    return mode & stat.S_IRWXG if mode & stat.S_ISGID else 0


def _give(made: Path | int, folder: Path) -> None:
    """Give what root created to the owner of its folder, who could not read it otherwise."""
    if os.geteuid() == 0:
        with contextlib.suppress(OSError):  # a file system without owners
            state = folder.stat()
            if state.st_uid:
                os.chown(made, state.st_uid, state.st_gid)


def make_folder(path: Path, *, inside: bool = False) -> None:
    """Create the folder and missing parents; `inside` of a folder that must be there, no parents. Raises OSError."""
    if path.is_dir():
        return
    if not inside and not path.parent.is_dir():
        make_folder(path.parent)
    group = _shared(path.parent)
    path.mkdir(mode=_OWNER, exist_ok=True)
    _give(path, path.parent)
    if group:
        path.chmod(_OWNER | group | stat.S_ISGID)


def open_private(path: Path, flags: int) -> int:
    """Open `path`, created if need be with the rights of its folder; the descriptor. Raises OSError."""
    group = _shared(path.parent) & (stat.S_IRGRP | stat.S_IWGRP)
    known = path.exists()
    fd = os.open(path, flags | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if not known:
        _give(fd, path.parent)
        if group:
            os.fchmod(fd, 0o600 | group)
    return fd


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data` to `fd`, in as many calls as needed. Raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def sync_folder(folder: Path) -> None:
    """Make the entries of `folder` durable (fsync)."""
    fd = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def replace_file(path: Path, content: bytes) -> None:
    """Replace `path` by `content`, atomically and durably. Raises OSError; then `path` is unchanged.

    The caller ensures that no other process does the same at the same time.
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
    """Keep the present content of `path` under the name `other`, as a hard link where possible.

    When `path` is replaced later, `other` stays as it is. Raises OSError.
    """
    temporary = other.with_name(f"{other.name}.new")
    temporary.unlink(missing_ok=True)
    try:
        os.link(path, temporary)
    except OSError:  # a file system without links
        replace_file(other, path.read_bytes())
    else:
        temporary.replace(other)
        temporary.unlink(missing_ok=True)  # still there if both were the same file already
