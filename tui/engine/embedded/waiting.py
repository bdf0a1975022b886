"""A fair lock: many processes get the store's lock in order of arrival.

Two files are locked with `flock(2)`: a waiting process first locks the *queue*, then the lock itself, and then
releases the queue. A holder that wants the lock again thus comes after the process at the front of the queue, so
none waits forever. The kernel wakes waiting processes, and releases the locks of dead ones.
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
# How often to try the lock directly: the process at the front of the queue may have been stopped (Ctrl+Z).
LOOK_EVERY: Final = 1.0  # seconds


def queue_of(path: Path) -> Path:
    """The path of the queue file for the lock `path`."""
    return path.with_name(path.name + QUEUE_SUFFIX)


def at_once(fd: int) -> bool:
    """Try to lock the open file without waiting; whether that succeeded. Raises OSError."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def in_place(fd: int, path: str | Path) -> bool:
    """Whether `path` still leads to the open file `fd`.

    If the file was deleted, processes that have it open and new ones would hold different locks.
    """
    own = os.fstat(fd)
    try:
        named = os.stat(path)  # noqa: PTH116 - at every commit, and three times as fast as Path.stat
    except FileNotFoundError:
        return False
    return own.st_ino == named.st_ino and own.st_dev == named.st_dev


def open_locked(path: Path) -> int:
    """Open and lock the file, without a time limit; returns its descriptor. Raises OSError."""
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
    """One wait for the lock `path`, in a thread of its own, as a waiting `flock` has no time limit.

    The thread opens the files itself. A lock that it gets after `give_up` is released at once.
    Raises OSError if no thread can be started.
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
        """The descriptor of the locked file, to be closed by the caller; None after `seconds` without. Raises OSError."""
        if not self._over.wait(seconds):
            return None
        if self._error is not None:
            raise self._error
        fd, self._fd = self._fd, None
        return fd

    def give_up(self) -> None:
        """Stop waiting; the lock is released if it was obtained."""
        with self._guard:
            self._given_up = True
            fd, self._fd = self._fd, None
        if fd is not None:
            os.close(fd)

    def taken_up(self) -> bool:
        """Resume a wait that was given up; False if its thread has ended, so that a new `Turn` is needed."""
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
    """A lock granted in order of arrival. Not re-entrant. Raises OSError if its files cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._name = os.fspath(path)
        self._turn: Turn | None = None  # the last wait; its thread may still run after `give_up`
        self.fd = open_private(path, os.O_RDWR)
        try:
            self._queue = open_private(queue_of(path), os.O_RDWR)
        except OSError:
            os.close(self.fd)
            raise

    def acquire(self, seconds: float) -> bool:
        """Take the lock, waiting at most `seconds`; whether it was obtained. Raises OSError."""
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
        """Release the lock; the files stay open."""
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
        """Try to take the lock without waiting; whether that succeeded."""
        while at_once(self.fd):
            if in_place(self.fd, self._name):
                return True
            # The file was deleted, and possibly the queue file with it: open both again.
            old = self.fd, self._queue
            self.fd = open_private(self.path, os.O_RDWR)
            self._queue = open_private(queue_of(self.path), os.O_RDWR)
            for fd in old:
                os.close(fd)
        return False
