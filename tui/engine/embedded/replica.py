"""The store's documents in memory, read from snapshot and journal, and how far in the journal they reach.

Reading only: no lock is taken and nothing is written. Another process's commits are applied from the
end of the journal, not by reading everything again.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.engine.embedded import faults, migrations, snapshot
from tui.engine.embedded.journal import (
    Change,
    Entry,
    Header,
    Tail,
    Trace,
    read_tail,
    segment_numbers,
    segment_path,
)
from tui.language.errors import StoreDamaged

if TYPE_CHECKING:
    from tui.engine.embedded.masked_snapshot import Masked
    from tui.rules.privacy.masking import Mask

SNAPSHOT_NAME: Final = "xingfu.json"
JOURNAL_NAME: Final = "journal"


def masked_snapshot(folder: Path, path: Path, hidden: Collection[str]) -> Masked | None:
    """The snapshot in `path` as it was masked when it was written; None if that is not kept."""
    from tui.engine.embedded import masked_snapshot as kept  # noqa: PLC0415 - for the few masked seats

    return kept.load(folder, path, hidden)


class Rewound(Exception):
    """The journal is no longer as it was when it was read: everything must be read again."""


class Replica:
    """All tables after commit `seq`, as the files in `folder` have them, or through a `mask`.

    Of the `hidden` tables nothing is held but how many documents there are (`hidden_counts`).
    Raises StoreDamaged, StoreTooNew or OSError if they cannot be read. `torn` holds the bytes after
    the last whole line of the live segment: a commit in the making, or what a crash left.
    """

    def __init__(self, folder: Path, mask: Mask | None = None, hidden: Collection[str] = frozenset()) -> None:
        self.folder = folder
        self._hidden = hidden
        self.journal = folder / JOURNAL_NAME
        path = folder / SNAPSHOT_NAME
        kept = masked_snapshot(folder, path, hidden) if mask else None
        self._mask = kept.mask if kept else mask
        loaded = kept.snapshot if kept else snapshot.load(path)
        if loaded:
            migrations.refuse_newer(loaded.schema, path)
        base = loaded or snapshot.Snapshot({}, schema=migrations.SCHEMA)
        self._from_snapshot = loaded is not None
        self.snapshot_size = path.stat().st_size if loaded else 0
        self.hidden_counts = (
            {t: len(base.tables.pop(t, {})) for t in hidden} if not kept else dict(kept.hidden)
        )
        self.tables: snapshot.Tables = base.tables
        if mask and not kept:
            mask.tables(self.tables)
        self.schema = base.schema
        self.seq = base.seq
        self.next_ids = {t: next_id for t, next_id in base.next_ids.items() if t not in hidden}
        self.generation = 0  # counts every change of the tables
        self._changed: dict[str, int] = {}  # table -> the generation in which it last changed
        self._renewed = 0  # the generation in which all of them may have
        self.segment = self._first_segment = base.segment
        self.live_entries = 0  # in the live segment
        self.fd = -1
        self.offset = 0
        self.torn = b""
        self._last: Trace | None = None  # line of the live segment that was read
        try:
            self.catch_up([])
        except BaseException:
            self.close()
            raise

    @property
    def path(self) -> Path:
        """The live segment's file."""
        return segment_path(self.journal, self.segment)

    @property
    def in_place(self) -> bool:
        """Whether the live segment is still the file of its name."""
        state = os.fstat(self.fd)
        return _inode(self.path) == (state.st_dev, state.st_ino)

    def catch_up(self, caught: list[Entry]) -> None:
        """Apply every whole entry beyond what memory has, and add it to `caught`.

        Raises Rewound, StoreDamaged, StoreTooNew, OSError; what was added to `caught` is applied then.
        """
        while True:
            # Asked before reading: once the next segment exists, this one is complete.
            following = segment_path(self.journal, self.segment + 1).exists()
            if self.fd < 0 and not self._open(self.segment):
                numbers = segment_numbers(self.journal)
                if self.segment in numbers:
                    continue  # made between the two looks
                if numbers:
                    known = self._first_segment if self._from_snapshot else None
                    if snapshot.following_segment(self.folder / SNAPSHOT_NAME) != known:
                        raise Rewound  # folded anew between the two looks
                    raise faults.missing(self.path if self._from_snapshot else self.folder / SNAPSHOT_NAME)
                return
            if not self.in_place or not self._still_there():
                raise Rewound
            self._read_on(caught)
            if not following:
                return
            if not self._open(self.segment + 1):
                raise Rewound  # it is gone already: folded into a snapshot newer than what memory has

    def _still_there(self) -> bool:
        """Whether the last line that was read is where it was.

        It is not if its commit was taken back and another written in its place (which may be just as
        long), or if another program wrote over the segment.
        """
        if os.fstat(self.fd).st_size < self.offset:
            return False
        return self._last is None or self._last.found_in(self.fd)

    def _read_on(self, caught: list[Entry]) -> None:
        """Apply what the open segment holds beyond `offset`."""
        begun = self.offset > 0
        try:
            tail = read_tail(self.fd, self.path, self.offset)
            self._take(tail, caught)
        except StoreDamaged:
            # A commit that was seen and then taken back, with another written in its place, looks
            # damaged from the middle on. What is truly damaged is so from the beginning, too.
            if begun:
                raise Rewound from None
            raise

    def _take(self, tail: Tail, caught: list[Entry]) -> None:
        if tail.header:
            self._take_header(tail.header)
        for entry in tail.entries:
            if entry.seq <= self.seq:
                continue  # folded into the snapshot already
            if entry.seq != self.seq + 1:
                raise faults.gap(self.path, entry.seq, self.seq)
            caught.append(self._applied(entry))
        self.live_entries += len(tail.entries)
        self.offset = tail.offset
        self.torn = tail.torn
        if tail.last is not None:
            self._last = tail.last

    def _take_header(self, header: Header) -> None:
        migrations.refuse_newer(header.schema, self.path)
        if header.anew and header.segment != self._first_segment:
            raise Rewound
        if header.after > self.seq:
            raise faults.gap(self.path, header.after + 1, self.seq)
        if not self.seq and not self.tables:
            self.schema = header.schema
        elif header.schema > self.schema:
            # Another process has migrated the store here.
            self.tables = migrations.migrated(self.tables, self.schema, header.schema)
            self.schema = header.schema
            self.renew(self.generation + 1)

    def apply(self, entry: Entry) -> None:
        """Change the tables as `entry`, the commit after `seq`, says. Documents are replaced whole."""
        for change in entry.changes:
            table = self.tables.setdefault(change.table, {})
            document = change.applied_to(table.get(change.key))
            if document is None:
                table.pop(change.key, None)
                if not table:
                    del self.tables[change.table]
            else:
                table[change.key] = document
                if change.was is None and change.key.isdecimal():
                    following = int(change.key) + 1
                    self.next_ids[change.table] = max(following, self.next_ids.get(change.table, 1))
        self.seq = entry.seq
        self.generation += 1
        for change in entry.changes:
            self._changed[change.table] = self.generation

    def version(self, table: str) -> int:
        """A number that is another one whenever the documents of `table` may be others."""
        return max(self._renewed, self._changed.get(table, 0))

    def renew(self, generation: int) -> None:
        """All tables are as they are since `generation`, which no number given out before reaches."""
        self.generation = self._renewed = generation

    def appended(self, entry: Entry, line: bytes) -> Entry:
        """Take in `entry`, which this process has just added to the live segment as `line`.

        The entry as it may be seen.
        """
        self._last = Trace.of(line, self.offset)
        self.offset += len(line)
        self.live_entries += 1
        return self._applied(entry)

    def _applied(self, entry: Entry) -> Entry:
        """Apply `entry`; what may be seen of it."""
        if any(change.table in self._hidden for change in entry.changes):
            entry = self._without_hidden(entry)
        if self._mask:
            entry = entry._replace(changes=tuple(map(self._seen, entry.changes)))
        self.apply(entry)
        return entry

    def _seen(self, change: Change) -> Change:
        assert self._mask
        table, key, was, now = change
        held = self.tables.get(table, {}).get(key)
        was, now = self._mask.change(table, key, was, now, held)
        return Change(table, key, was, now)

    def _without_hidden(self, entry: Entry) -> Entry:
        """`entry` without what it does to hidden tables, which are counted; a number and no more if that is all."""
        kept = []
        for change in entry.changes:
            if change.table in self._hidden:
                self.hidden_counts[change.table] += (change.was is None) - (change.now is None)
            else:
                kept.append(change)
        if kept:
            return entry._replace(changes=tuple(kept))
        return Entry(entry.seq, entry.at, "", "", "", (), {})

    def snapshot(self) -> snapshot.Snapshot:
        """The tables as they are, to be encoded before they change again."""
        return snapshot.Snapshot(self.tables, self.schema, self.seq, self.segment, self.next_ids)

    def _open(self, number: int) -> bool:
        """Open segment `number` for appending (for reading where that is all there is)."""
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
        self.fd, self.segment, self.offset, self.live_entries, self.torn = fd, number, 0, 0, b""
        self._last = None
        return True

    def close(self) -> None:
        """Let go of the segment."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return state.st_dev, state.st_ino
