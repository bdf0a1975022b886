"""The mark of the last acknowledged commit, beside the one in `lock`: a file of one line.

The line has a fixed size: the commit's number, the journal's chain after it, the store's identity. It shows
a journal that lost its end also where `lock` was removed as a leftover, and files of another copy.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final, NamedTuple

from tui.engine.embedded import lock
from tui.platform.durable import open_private

MARK_NAME: Final = "mark"
_SIZE: Final = 64


class Mark(NamedTuple):
    """Commit `seq` of the store `store` was acknowledged, and the journal's chain after it is `chain`."""

    seq: int
    chain: int
    store: str


def read_mark(folder: Path) -> Mark | None:
    """The mark of the store in `folder`; None if there is none that can be read."""
    try:
        number, chain, store = (folder / MARK_NAME).read_bytes()[:_SIZE].decode("ascii").split()
        return Mark(int(number), int(chain, 16), store)
    except (OSError, ValueError):  # it only guards; after a power cut it may be older, or empty
        return None


def acknowledged(folder: Path) -> int:
    """The last commit that either mark of the store in `folder` knows to be acknowledged; 0 if none does."""
    second = read_mark(folder)
    return max(lock.read_mark(folder / lock.LOCK_NAME), second.seq if second else 0)


class MarkFile:
    """The mark of the store in `folder`, to be written under the store's lock."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / MARK_NAME
        self._fd = -1

    def write(self, seq: int, chain: int, store: str) -> None:
        """Note that commit `seq` is durable and will be acknowledged."""
        with contextlib.suppress(OSError):  # the commit stands all the same
            if self._fd >= 0 and not os.fstat(self._fd).st_nlink:
                self.close()  # it was removed
            if self._fd < 0:
                self._fd = open_private(self._path, os.O_RDWR)
            os.pwrite(self._fd, b"%020d %08x %-32s\n" % (seq, chain, store.encode()), 0)

    def close(self) -> None:
        """Close the file, if it is open."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def forget_mark(folder: Path) -> None:
    """Remove the mark: the documents are about to be others. Raises OSError."""
    (folder / MARK_NAME).unlink(missing_ok=True)
