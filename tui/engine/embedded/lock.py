"""The store's advisory lock between processes, and the mark of the last acknowledged commit.

The lock file is one line of fixed size: the sequence number of the last commit that was acknowledged,
and who holds the lock or held it last. The mark lets any process notice a journal that lost its end.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from pathlib import Path
from typing import Final

from tui.language.errors import Message, StoreBusy
from tui.platform.durable import open_private

LOCK_NAME: Final = "lock"
# Held by the one process that writes the snapshot or archives segments.
SNAPSHOT_LOCK_NAME: Final = "lock.compact"
_LINE: Final = 96
_DIGITS: Final = 20
_NAME: Final = _LINE - _DIGITS - 1
_FIRST_WAIT: Final = 0.0002
_LONGEST_WAIT: Final = 0.01


class StoreLock:
    """An exclusive `flock` on one file, waited for at most `timeout` seconds.

    The kernel releases it when the holder dies, however that happens. Not re-entrant.
    """

    def __init__(self, path: Path, holder: str, timeout: float = 5.0) -> None:
        self.path = path
        self.timeout = timeout
        self._name = f" {os.getpid()} {holder}".encode()[:_NAME].ljust(_NAME) + b"\n"
        self._fd = open_private(path, os.O_RDWR)

    def acquire(self) -> None:
        """Take the lock. Raises StoreBusy, which names the holder, after `timeout` seconds; OSError."""
        wait = _FIRST_WAIT
        deadline = time.monotonic() + self.timeout
        while True:
            try:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if not self._in_place():
                    self._open_anew()
                    continue
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise StoreBusy(_busy(self.holder())) from None
                time.sleep(wait)
                wait = min(wait * 2, _LONGEST_WAIT)
            else:
                break
        with contextlib.suppress(OSError):  # the name is only for who waits
            os.pwrite(self._fd, self._name, _DIGITS)

    def _in_place(self) -> bool:
        """Whether the file is still the one of its name.

        Whoever removes it as a leftover would otherwise part those who have it open from those who come.
        """
        try:
            return os.path.samestat(os.fstat(self._fd), self.path.stat())
        except FileNotFoundError:
            return False

    def _open_anew(self) -> None:
        fd, self._fd = self._fd, open_private(self.path, os.O_RDWR)
        os.close(fd)

    def release(self) -> None:
        """Give the lock back."""
        fcntl.flock(self._fd, fcntl.LOCK_UN)

    def mark(self, seq: int) -> None:
        """Note, while holding the lock, that commit `seq` is durable and will be acknowledged."""
        with contextlib.suppress(OSError):  # the commit stands all the same; the mark only guards it
            os.pwrite(self._fd, b"%0*d" % (_DIGITS, seq), 0)

    def holder(self) -> str:
        """Who holds the lock, or held it last: `PID name`; empty if nobody ever has."""
        return os.pread(self._fd, _LINE, _DIGITS).decode(errors="replace").strip("\0 \n")

    def close(self) -> None:
        """Close the file, which releases the lock too."""
        os.close(self._fd)


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
