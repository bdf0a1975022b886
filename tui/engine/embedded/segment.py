"""The live journal segment: the one that commits are appended to, and that every process reads on from.

`LiveSegment` alone has its file open, knows how far it was read, and writes to it.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tui.engine.embedded import faults
from tui.engine.embedded.faults import while_writing
from tui.engine.embedded.journal import (
    Header,
    Tail,
    Trace,
    chained,
    create_segment,
    encode_closed,
    keep_aside,
    read_tail,
    segment_path,
)
from tui.platform.durable import write_all

TORN_NAME: Final = "torn"
# A live segment up to this size, in bytes, is not worth folding.
ALWAYS_KEPT: Final = 1 << 20

_datasync: Final[Callable[[int], None]] = getattr(os, "fdatasync", os.fsync)


class LiveSegment:
    """Segment `number` of the folder `journal`, not open at first; its path and that of the next segment.

    `offset` is the end of the last whole line that was read, in bytes; `torn` are the bytes after it (a line being
    written, or left by a crash); `entries` counts the commits before it. `chain` is the journal's chain at
    `offset`; `settled` is the number of the last commit that can no longer be taken back, and the chain after it.
    `closed`: the last line says that another segment follows.
    The methods that write require the store's lock.
    """

    def __init__(self, journal: Path, number: int) -> None:
        self.journal = journal
        self._name(number)
        self.offset = 0
        self.torn = b""
        self.entries = 0
        self.chain = 0
        self.settled: tuple[int, int] | None = None
        self.closed = False
        self._fd = -1
        self._last: Trace | None = None  # of the last whole line that was read

    def _name(self, number: int) -> None:
        """Set number and paths; the paths are computed here because each commit needs them."""
        self.number = number
        self.path = segment_path(self.journal, number)
        self.next_path = segment_path(self.journal, number + 1)

    @property
    def is_open(self) -> bool:
        """Whether its file is open."""
        return self._fd >= 0

    # ---- reading

    def open(self, number: int) -> bool:
        """Go to segment `number`, at its beginning; False, and all as before, if it is not there.

        A file that may not be written is opened for reading. Raises OSError.
        """
        path = segment_path(self.journal, number)
        try:
            fd = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise
            fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self.close()
        self._name(number)
        self._fd, self.offset, self.torn, self.entries = fd, 0, b"", 0
        self._last, self.closed = None, False
        return True

    def in_place(self) -> bool:
        """Whether the open file is still the one of its name. Raises OSError."""
        try:
            return os.path.samestat(os.fstat(self._fd), self.path.stat())
        except FileNotFoundError:
            return False

    def holds_what_was_read(self) -> bool:
        """Whether the last line that was read is where it was. Raises OSError.

        It is not if its commit was taken back and another written in its place (which may be just as
        long), or if another program wrote over the segment.
        """
        if os.fstat(self._fd).st_size < self.offset:
            return False
        return self._last is None or self._last.found_in(self._fd)

    def read(self) -> Tail:
        """What stands beyond `offset`. Raises StoreDamaged, OSError."""
        return read_tail(self._fd, self.path, self.offset, self.chain)

    def advance(self, tail: Tail) -> None:
        """Count what `read` gave as read."""
        self.offset, self.torn = tail.offset, tail.torn
        if len(tail.entries) > 1:
            self.settled = (tail.entries[-2].seq, tail.chains[-2])
        elif tail.entries and self.entries:
            self.settled = (tail.entries[-1].seq - 1, self.chain)
        self.entries += len(tail.entries)
        self.chain = tail.chain
        self.closed = self.closed or tail.closed
        if tail.last is not None:
            self._last = tail.last

    # ---- writing

    def create(self, number: int, schema: int, after: int, store: str, *, anew: bool = False) -> None:
        """Create the file of segment `number`, which follows commit `after`, without opening it.

        `anew`: it continues a snapshot, not a segment. Raises StoreWriteFailed, StoreReadOnly.
        """
        with while_writing(self.journal.parent):
            header = Header(number, schema, after, anew, store, self.chain)
            create_segment(self.journal, header)

    def close_off(self) -> None:
        """Append the line that says that the next segment, which must be there, follows."""
        with contextlib.suppress(OSError):  # only a safeguard: it shows if the next segment is lost
            write_all(self._fd, encode_closed(self.number + 1))

    def append(self, seq: int, line: bytes) -> None:
        """Append the line of commit `seq` durably, or raise and leave the segment unchanged.

        Raises StoreWriteFailed, StoreReadOnly.
        """
        folder = self.journal.parent
        with while_writing(folder):
            if os.fstat(self._fd).st_size != self.offset:
                # The lock has been held since the last look: this is an own line that failed.
                os.ftruncate(self._fd, self.offset)
        try:
            write_all(self._fd, line)
            _datasync(self._fd)
        except OSError as error:
            try:
                os.ftruncate(self._fd, self.offset)
                _datasync(self._fd)
            except OSError:
                raise faults.in_doubt(error, folder) from error
            raise faults.write_failed(error, folder) from error
        if self.entries:
            self.settled = (seq - 1, self.chain)
        self._last = Trace.of(line, self.offset)
        self.chain = chained(self.chain, line)
        self.offset += len(line)
        self.entries += 1

    def cut_off_torn(self) -> None:
        """Drop the torn bytes, which were never acknowledged; a copy is kept in the folder `torn`.

        Raises StoreWriteFailed, StoreReadOnly.
        """
        folder = self.journal.parent
        keep_aside(folder / TORN_NAME / f"{self.number:08d}-{self.offset}", self.torn)
        with while_writing(folder):
            os.ftruncate(self._fd, self.offset)
        self.torn = b""

    def close(self) -> None:
        """Close the file, if it is open."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
