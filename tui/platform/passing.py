"""Files and folders that a program makes for a while, and the removal of those that a killed program left.

Whoever makes one holds a lock (flock) on it. One of our own that nobody holds was left behind: its age does not
matter, and so neither does the clock.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tui.platform.durable import open_private

_PREFIX: Final = "xingfu-unpacked-"
SHOWN: Final = "xingfu-shown-"
"""How the folders begin in which files lie that another program shows."""
# A sweep may take a new one in the moment before it is held; then another is made.
_TRIES: Final = 8


@contextlib.contextmanager
def passing_folder() -> Iterator[Path]:
    """A folder of our own for temporary files, removed at the end; those left behind are removed first.

    Raises OSError.
    """
    import shutil

    sweep_folders()
    made, fd = held_folder(_PREFIX)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        os.close(fd)


def sweep_folders() -> None:
    """Remove the temporary folders that killed programs of this user left."""
    import tempfile

    for prefix in (_PREFIX, SHOWN):
        sweep(Path(tempfile.gettempdir()), f"{prefix}*")


def sweep(folder: Path, pattern: str) -> None:
    """Remove the files and folders in `folder` named like `pattern` that belong to this user and that nobody holds."""
    import shutil

    with contextlib.suppress(OSError):
        for left in folder.glob(pattern):
            with contextlib.suppress(OSError):  # another's, or in use: it stays
                fd = os.open(left, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
                try:
                    hold(fd)
                    if stat.S_ISDIR(os.fstat(fd).st_mode):
                        shutil.rmtree(left)
                    else:
                        left.unlink()
                finally:
                    os.close(fd)


def hold(fd: int) -> None:
    """Hold the open file or folder until it is closed.

    Raises OSError: BlockingIOError if another holds it, PermissionError if it is another user's, FileNotFoundError
    if it was removed meanwhile.
    """
    if os.fstat(fd).st_uid != os.geteuid():
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
    fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    if not os.fstat(fd).st_nlink:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))


def held_folder(prefix: str) -> tuple[Path, int]:
    """A new folder for temporary files that is held, and the descriptor that holds it until it is closed. Raises OSError."""
    import tempfile

    for _ in range(_TRIES):
        made = Path(tempfile.mkdtemp(prefix=prefix))
        with contextlib.suppress(BlockingIOError, FileNotFoundError), contextlib.ExitStack() as stack:
            fd = os.open(made, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            stack.callback(os.close, fd)
            hold(fd)
            stack.pop_all()
            return made, fd
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def held_file(folder: Path, name: str) -> tuple[Path, int]:
    """A new file in `folder` that is held, and the descriptor to write it, which holds it until it is closed.

    `name` has `{}` in the place of what makes it unlike others. The file of another's folder, and one on a file system
    without locks, is made and not held. Raises OSError.
    """
    for _ in range(_TRIES):
        made = folder / name.format(secrets.token_hex(8))
        fd = open_private(made, os.O_WRONLY | os.O_EXCL | os.O_NOFOLLOW)
        try:
            hold(fd)
        except (BlockingIOError, FileNotFoundError):
            os.close(fd)
        except OSError:
            return made, fd
        else:
            return made, fd
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
