"""The store's advisory lock between processes, and the mark of the last acknowledged commit.

The lock file is one line of fixed size: the sequence number of the last commit that was acknowledged,
and who holds the lock or held it last. The mark lets any process notice a journal that lost its end.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

from tui.engine.embedded.waiting import Queued
from tui.language.errors import Message, StoreBusy, StoreError

LOCK_NAME: Final = "lock"
# Held by the one process that writes the snapshot or archives segments.
SNAPSHOT_LOCK_NAME: Final = "lock.compact"
_LINE: Final = 96
_DIGITS: Final = 20
_NAME: Final = _LINE - _DIGITS - 1


class StoreLock:
    """An exclusive `flock` on one file, granted in order of arrival, waited for at most `timeout` seconds.

    The kernel releases it when the holder dies, however that happens. Not re-entrant.
    """

    def __init__(self, path: Path, holder: str, timeout: float = 5.0) -> None:
        self.path = path
        self.timeout = timeout
        self._name = f" {os.getpid()} {holder}".encode()[:_NAME].ljust(_NAME) + b"\n"
        if path.is_dir():
            raise StoreError(
                Message(
                    "{file} is a folder, and must be a file of the program's. Remove it, and try again.",
                    {"file": str(path)},
                )
            )
        self._lock = Queued(path)

    def acquire(self) -> None:
        """Take the lock. Raises StoreBusy, which names the holder, after `timeout` seconds; OSError."""
        if not self._lock.acquire(self.timeout):
            raise StoreBusy(_busy(self.holder()))
        with contextlib.suppress(OSError):  # the name is only for who waits
            os.pwrite(self._lock.fd, self._name, _DIGITS)

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()

    def mark(self, seq: int) -> None:
        """Note, while holding the lock, that commit `seq` is durable and will be acknowledged."""
        with contextlib.suppress(OSError):  # the commit stands all the same; the mark only guards it
            os.pwrite(self._lock.fd, b"%0*d" % (_DIGITS, seq), 0)

    def holder(self) -> str:
        """Who holds the lock, or held it last: `PID name`; empty if nobody ever has."""
        return os.pread(self._lock.fd, _LINE, _DIGITS).decode(errors="replace").strip("\0 \n")

    def close(self) -> None:
        """Close the file, which releases the lock too."""
        self._lock.close()


def _busy(holder: str) -> Message:
    """What to tell who has waited for `holder` (`PID name`) in vain."""
    pid = holder.partition(" ")[0]
    if pid.isdecimal() and _stopped(pid):
        return Message(
            "The store is locked by a process that was stopped ({holder}). Let it go on with "
            "«kill -CONT {pid}», or end it with «kill {pid}»; then save again.",
            {"holder": holder, "pid": pid},
        )
    return Message(
        "The store is locked by another process ({holder}). Try again; if it stays so, end that process.",
        {"holder": holder or "?"},
    )


def _stopped(pid: str) -> bool:
    """Whether the process is there and stopped, as far as can be told here (proc(5), stat)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[:1] in (["T"], ["t"])


def read_mark(path: Path) -> int:
    """The last acknowledged sequence number in the lock file `path`; 0 if it is not known."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return 0
    try:
        number = os.pread(fd, _DIGITS, 0)
    finally:
        os.close(fd)
    return int(number) if number.isdigit() else 0
