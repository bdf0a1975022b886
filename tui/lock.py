"""The store's advisory lock between processes, and the mark of the last acknowledged commit.

The lock file is one fixed-size line: the sequence number of the last commit that was acknowledged,
and who holds (or last held) the lock. The mark lets any process notice a journal that lost its end.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from typing import Final

from tui.errors import Message, StoreBusy

_LINE: Final = 96
_FIRST_WAIT: Final = 0.0002
_LONGEST_WAIT: Final = 0.01


class StoreLock:
    """An exclusive `flock` on one file, waited for at most `timeout` seconds.

    The kernel releases it when the holder dies, however that happens. Not re-entrant.
    """

    def __init__(self, path: Path, holder: str, timeout: float = 5.0) -> None:
        self.path = path
        self.timeout = timeout
        self._holder = f"{os.getpid()} {holder}"
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def acquire(self) -> None:
        """Take the lock. Raises StoreBusy, which names the holder, after `timeout` seconds."""
        wait = _FIRST_WAIT
        deadline = time.monotonic() + self.timeout
        while True:
            try:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise StoreBusy(
                        Message(
                            "The store is locked by another process ({holder}). Try again; if it stays "
                            "so, end that process.",
                            {"holder": self.read()[1] or "?"},
                        )
                    ) from None
                time.sleep(wait)
                wait = min(wait * 2, _LONGEST_WAIT)
            else:
                return

    def release(self) -> None:
        """Give the lock back."""
        fcntl.flock(self._fd, fcntl.LOCK_UN)

    def mark(self, seq: int) -> None:
        """Note, while holding the lock, that commit `seq` is durable and will be acknowledged."""
        line = f"{seq:020d} {self._holder}".encode()[: _LINE - 1].ljust(_LINE - 1) + b"\n"
        os.pwrite(self._fd, line, 0)

    def read(self) -> tuple[int, str]:
        """The last acknowledged sequence number (0 if unknown) and the last holder, `PID name`."""
        number, _, holder = os.pread(self._fd, _LINE, 0).decode(errors="replace").partition(" ")
        return (int(number) if number.isdigit() else 0), holder.strip()

    def close(self) -> None:
        """Close the file, which releases the lock too."""
        os.close(self._fd)
