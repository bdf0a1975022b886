"""The mark of the last acknowledged commit, beside the one in `lock`: a file of one line.

The line has a fixed size: the commit's number, the journal's chain after it, the store's identity. By it a
journal that lost its end is recognized even if `lock` was deleted, and so are files of another copy.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final, NamedTuple

from tui.engine.embedded import lock
from tui.platform.durable import open_private

MARK_NAME: Final = "mark"
TALLY_NAME: Final = "tally.json"
_SIZE: Final = 64


class Mark(NamedTuple):
    """Commit `seq` of the store `store` was acknowledged, and the journal's chain after it is `chain`."""

    seq: int
    chain: int
    store: str


def read_mark(folder: Path) -> Mark | None:
    """The mark of the store in `folder`; None if it is missing or unreadable."""
    try:
        line = (folder / MARK_NAME).read_bytes()[:_SIZE]
        if b"\n" not in line:  # half of one, by a program that died while writing
            return None
        number, chain, store = line.decode("ascii").split()
        return Mark(int(number), int(chain, 16), store)
    except (
        OSError,
        ValueError,
    ):  # only a safeguard: not synced, so it may be stale or empty after a power cut
        return None


def acknowledged(folder: Path) -> int:
    """The number of the last acknowledged commit, by this mark and the one in `lock`; 0 if neither is there."""
    second = read_mark(folder)
    return max(lock.read_mark(folder / lock.LOCK_NAME), second.seq if second else 0)


class MarkFile:
    """The mark of the store in `folder`, to be written under the store's lock."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / MARK_NAME
        self._fd = -1

    def write(self, seq: int, chain: int, store: str) -> None:
        """Record that commit `seq` is durable and about to be acknowledged."""
        with contextlib.suppress(OSError):  # the commit is valid without it
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
    """Delete the mark, and the tally that is of its commit, before the store is replaced by another state. Raises OSError."""
    (folder / TALLY_NAME).unlink(missing_ok=True)
    (folder / MARK_NAME).unlink(missing_ok=True)
