"""Waiting for the store's lock in the order of coming, however many processes want it.

Two files are locked with `flock(2)`: who wants the lock first locks the *queue*, then the lock itself, and lets
the queue go when it has both. A holder that wants the lock again comes behind whoever is at the front of the
queue: nobody is passed again and again. The kernel wakes who waits, and lets go of what a dead process held.
"""

from __future__ import annotations

import errno
import fcntl
import os
import threading
import time
from pathlib import Path
from typing import Final

from tui.platform.durable import open_private

QUEUE_SUFFIX: Final = ".queue"
# Who waits longer looks whether the lock is free all the same: the one at the front may have been stopped (Ctrl+Z).
LOOK_EVERY: Final = 1.0  # seconds


def queue_of(path: Path) -> Path:
    """The file that those lock who wait for the lock `path`."""
    return path.with_name(path.name + QUEUE_SUFFIX)


def at_once(fd: int) -> bool:
    """Lock the open file if nobody holds it; whether it was. Raises OSError."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def in_place(fd: int, path: str | Path) -> bool:
    """Whether the open file is still the one of its name.

    Whoever removes it as a leftover would otherwise part those who have it open from those who come.
    """
    own = os.fstat(fd)
    try:
        named = os.stat(path)  # noqa: PTH116 - at every commit, and three times as fast as Path.stat
    except FileNotFoundError:
        return False
    return own.st_ino == named.st_ino and own.st_dev == named.st_dev


def open_locked(path: Path) -> int:
    """Open the file and lock it, however long that takes; the descriptor. Raises OSError."""
    while True:
        fd = open_private(path, os.O_RDWR)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            if in_place(fd, path):
                return fd
        except BaseException:
            os.close(fd)
            raise
        os.close(fd)


class Turn:
    """One wait for the lock `path`, in a thread of its own: a `flock` that waits knows no time limit.

    The thread opens the files itself. What it gets after the wait was given up it lets go of at once.
    Raises OSError where no thread can be had.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._over = threading.Event()
        self._fd: int | None = None
        self._error: OSError | None = None
        self._given_up = False
        self._ended = False
        try:
            threading.Thread(target=self._wait, name="xingfu-lock", daemon=True).start()
        except RuntimeError as error:
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from error

    def result(self, seconds: float) -> int | None:
        """The descriptor of the locked file, which is then the caller's; None if it takes longer. Raises OSError."""
        if not self._over.wait(seconds):
            return None
        if self._error is not None:
            raise self._error
        fd, self._fd = self._fd, None
        return fd

    def give_up(self) -> None:
        """Do without the lock."""
        with self._guard:
            self._given_up = True
            fd, self._fd = self._fd, None
        if fd is not None:
            os.close(fd)

    def taken_up(self) -> bool:
        """Want the lock again after giving up; False if the wait is over by now, and another one is needed."""
        with self._guard:
            self._given_up = self._ended
            return not self._ended

    def _wait(self) -> None:
        fd: int | None = None
        try:
            queue = open_locked(queue_of(self._path))
            try:
                fd = open_locked(self._path)
            finally:
                os.close(queue)
        except OSError as error:
            self._error = error
        with self._guard:
            self._ended = True
            if not self._given_up:
                self._fd = fd
            elif fd is not None:
                os.close(fd)
        self._over.set()


class Queued:
    """A lock that is had in the order of coming. Not re-entrant. Raises OSError where its files cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._name = os.fspath(path)
        self._turn: Turn | None = None  # the last one; it may still be waiting though it was given up
        self.fd = open_private(path, os.O_RDWR)
        try:
            self._queue = open_private(queue_of(path), os.O_RDWR)
        except OSError:
            os.close(self.fd)
            raise

    def acquire(self, seconds: float) -> bool:
        """Take the lock, after those who came before; whether that was within `seconds`. Raises OSError."""
        if self._nobody_waits() and self._free():
            return True
        if seconds <= 0:
            return False
        deadline = time.monotonic() + seconds
        if self._turn is None or not self._turn.taken_up():
            self._turn = Turn(self.path)
        try:
            while (left := deadline - time.monotonic()) > 0:
                fd = self._turn.result(min(left, LOOK_EVERY))
                if fd is not None:
                    old, self.fd = self.fd, fd
                    os.close(old)
                    return True
                if self._free():
                    return True
        finally:
            self._turn.give_up()
        return False

    def release(self) -> None:
        """Give the lock back."""
        fcntl.flock(self.fd, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close the files, which releases the lock too."""
        os.close(self.fd)
        os.close(self._queue)

    def _nobody_waits(self) -> bool:
        if not at_once(self._queue):
            return False
        fcntl.flock(self._queue, fcntl.LOCK_UN)
        return True

    def _free(self) -> bool:
        """Take the lock if nobody holds it; whether that was so."""
        while at_once(self.fd):
            if in_place(self.fd, self._name):
                return True
            # Whoever removed it may have removed the queue with it.
            old = self.fd, self._queue
            self.fd = open_private(self.path, os.O_RDWR)
            self._queue = open_private(queue_of(self.path), os.O_RDWR)
            for fd in old:
                os.close(fd)
        return False
