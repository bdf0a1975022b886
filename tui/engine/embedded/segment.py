"""Writing to the journal segment that a replica reads: a durable line, or the segment as it was.

The store's lock must be held throughout.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

from tui.engine.embedded import faults, migrations
from tui.engine.embedded.faults import while_writing
from tui.engine.embedded.journal import Entry, Header, create_segment, keep_aside
from tui.engine.embedded.replica import Replica
from tui.platform.durable import write_all

TORN_NAME: Final = "torn"

_datasync: Final[Callable[[int], None]] = getattr(os, "fdatasync", os.fsync)


def append(replica: Replica, line: bytes, caught: list[Entry]) -> None:
    """Add a durable line, or leave the segment as it was and raise. The first line makes the segment.

    Raises StoreWriteFailed, StoreReadOnly.
    """
    if replica.fd < 0:
        with while_writing(replica.folder):
            create_segment(replica.journal, Header(replica.segment, migrations.SCHEMA, replica.seq))
            replica.catch_up(caught)
    with while_writing(replica.folder):
        if os.fstat(replica.fd).st_size != replica.offset:
            # The lock has been held since the last look: this is an own line that failed.
            os.ftruncate(replica.fd, replica.offset)
    try:
        write_all(replica.fd, line)
        _datasync(replica.fd)
    except OSError as error:
        try:
            os.ftruncate(replica.fd, replica.offset)
            _datasync(replica.fd)
        except OSError:
            raise faults.in_doubt(error, replica.folder) from error
        raise faults.write_failed(error, replica.folder) from error


def cut_off(replica: Replica) -> None:
    """Drop what a crash left of a line that was never acknowledged; the bytes are kept aside."""
    kept = replica.folder / TORN_NAME / f"{replica.segment:08d}-{replica.offset}"
    keep_aside(kept, replica.torn)
    with while_writing(replica.folder):
        os.ftruncate(replica.fd, replica.offset)
    replica.torn = b""


def start_next(replica: Replica) -> None:
    """Start the segment after the live one, in this program's schema. Raises as `append` does."""
    with while_writing(replica.folder):
        create_segment(replica.journal, Header(replica.segment + 1, migrations.SCHEMA, replica.seq))
