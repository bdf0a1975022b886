"""The TinyDB storage: documents in memory, a durable journal line a commit, a snapshot now and then.

A folder holds `xingfu.json` (the snapshot), `journal/NNNNNNNN.jsonl` (segments) and `lock`. A commit
takes the lock, reads what others have committed, appends one line, waits for `fdatasync`, and only
then changes memory and gives the lock back. Reading takes no lock and never blocks.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from tinydb.storages import Storage

from tui import migrations, snapshot
from tui.errors import Message, StoreBusy, StoreDamaged, StoreError, StoreReadOnly, StoreWriteFailed
from tui.journal import (
    Change,
    Entry,
    Header,
    Tail,
    create_segment,
    difference,
    encode_entry,
    read_segment,
    read_tail,
    segment_numbers,
    segment_path,
    write_all,
)
from tui.lock import StoreLock

SNAPSHOT_NAME: Final = "xingfu.json"
JOURNAL_NAME: Final = "journal"
LOCK_NAME: Final = "lock"
TORN_NAME: Final = "torn"

# The live segment is folded into the snapshot beyond this size, or half the snapshot's if that is more.
COMPACT_BYTES: Final = 1 << 20

_datasync: Final[Callable[[int], None]] = getattr(os, "fdatasync", os.fsync)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who commits, from which seat, what they do, and further facts for the audit trail."""

    by: str = ""
    seat: str = ""
    action: str = "write"
    about: Mapping[str, Any] | None = None


class JournalStorage(Storage):
    """TinyDB storage over one folder, shared by any number of processes.

    `now` gives the time of a commit (aware). Raises StoreDamaged, StoreTooNew or StoreError when the
    folder cannot be read as it is. A folder that cannot be written opens for reading.
    """

    def __init__(
        self,
        folder: Path | str,
        *,
        now: Callable[[], datetime],
        holder: str = "",
        lock_timeout: float = 5.0,
    ) -> None:
        self.folder = Path(folder)
        self._now = now
        self._holder = holder
        self._lock_timeout = lock_timeout
        self._journal = self.folder / JOURNAL_NAME
        self._lock: StoreLock | None = None
        self._depth = 0
        self._thread = threading.RLock()
        self._fd = -1
        self._listeners: list[Callable[[tuple[Entry, ...]], None]] = []
        self._snapshot_size = 0
        self.default_stamp = Stamp()
        with _told(self.folder):
            self._load()
        self._check_mark()

    # ---- reading

    @property
    def seq(self) -> int:
        """The sequence number of the last commit that memory holds; 0 for an empty store."""
        return self._seq

    @property
    def empty(self) -> bool:
        """Whether no document is stored."""
        return not any(self._tables.values())

    def table(self, name: str) -> Mapping[str, dict[str, Any]]:
        """The live documents of a table by key. Documents in it are replaced, never changed in place."""
        return self._tables.get(name) or {}

    def next_id(self, name: str) -> int:
        """The smallest id that no document of the table has ever had."""
        return self._next_ids.get(name, 1)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables, as TinyDB asks for them; None if there are none."""
        return {name: dict(table) for name, table in self._tables.items()} or None

    def refresh(self) -> tuple[Entry, ...]:
        """Take in what other processes have committed; the new entries, oldest first.

        Raises StoreDamaged if the journal is not as the program wrote it.
        """
        with self._thread, _told(self.folder):
            entries = self._catch_up()
        self._tell(entries)
        return entries

    def subscribe(self, listener: Callable[[tuple[Entry, ...]], None]) -> Callable[[], None]:
        """Have `listener` called with each batch of new entries, own and others'; returns the undoing."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def watched(self) -> Path:
        """The folder in which every commit shows."""
        return self._journal

    def entries(self, *, newest_first: bool = False) -> Iterator[Entry]:
        """The audit trail: every commit still in the journal. Raises StoreDamaged."""
        for number in sorted(segment_numbers(self._journal), reverse=newest_first):
            batch = read_segment(self._journal, number)
            yield from reversed(list(batch)) if newest_first else batch

    # ---- writing

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the store's lock, with memory up to date. Re-entrant.

        Raises StoreBusy, StoreReadOnly, StoreDamaged.
        """
        with self._thread:
            if self._depth:
                self._depth += 1
                try:
                    yield
                finally:
                    self._depth -= 1
                return
            lock = self._writable()
            lock.acquire()
            self._depth = 1
            try:
                with _told(self.folder):
                    entries = self._catch_up()
                self._tell(entries)
                yield
            finally:
                self._depth = 0
                lock.release()

    def commit(self, changes: Sequence[Change], stamp: Stamp | None = None) -> Entry | None:
        """Make `changes` durable as one transaction; None if there are none.

        They must be against the documents as they are under `exclusive`, which is taken if it is not
        held. When this returns, the transaction survives the death of process and machine. Raises
        StoreWriteFailed (nothing is changed then), StoreReadOnly, StoreBusy, StoreDamaged.
        """
        if not changes:
            return None
        with self.exclusive():
            stamp = stamp or self.default_stamp
            entry = Entry(
                self._seq + 1,
                self._now().isoformat(timespec="milliseconds"),
                stamp.by,
                stamp.seat,
                stamp.action,
                tuple(changes),
                stamp.about or {},
            )
            self._append(encode_entry(entry))
            self._apply(entry)
            if self._lock:
                self._lock.mark(entry.seq)
        self._tell((entry,))
        return entry

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make all tables equal to `data`, as TinyDB's own operations ask; only differences are stored."""
        with self.exclusive():
            changes = []
            for name in {**self._tables, **data}:
                before = self.table(name)
                after = {str(k): dict(v) for k, v in data.get(name, {}).items()}
                for key in {**before, **after}:
                    change = difference(name, key, before.get(key), after.get(key))
                    if change:
                        changes.append(change)
            self.commit(changes)
            for name in [n for n in self._tables if n not in data]:
                del self._tables[name]

    @property
    def wants_compaction(self) -> bool:
        """Whether the live segment has grown enough to be folded into the snapshot."""
        return self._offset > max(COMPACT_BYTES, self._snapshot_size // 2)

    def compact(self) -> bool:
        """Fold the journal into the snapshot and start a new segment; False if another process does.

        May run in a thread: the lock is held only to start the segment. Raises as `commit` does.
        """
        guard = self._compaction_guard()
        if guard is None:
            return False
        try:
            with self.exclusive(), _told(self.folder):
                if self._header_only():
                    number = self._segment
                else:
                    number = self._segment + 1
                    create_segment(self._journal, Header(number, migrations.SCHEMA, self._seq))
                    self._open_segment(number)
            with self._thread:  # others may commit meanwhile; memory is whole at any moment
                content = snapshot.encode(self._snapshot())
            with _told(self.folder):
                snapshot.write(self.folder / SNAPSHOT_NAME, content)
            self._snapshot_size = len(content)
        finally:
            guard.release()
            guard.close()
        return True

    def close(self) -> None:
        """Let go of the files. Nothing is left to write: each commit was durable when it returned."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
        if self._lock:
            self._lock.close()
            self._lock = None

    # ---- the insides

    def _load(self) -> None:
        """Read snapshot and journal into memory, from nothing; an older store is migrated."""
        self._read_files()
        if self._schema < migrations.SCHEMA:
            self._migrate()

    def _read_files(self) -> None:
        loaded = snapshot.load(self.folder / SNAPSHOT_NAME)
        if loaded:
            migrations.refuse_newer(loaded.schema, self.folder / SNAPSHOT_NAME)
            self._snapshot_size = (self.folder / SNAPSHOT_NAME).stat().st_size
        base = loaded or snapshot.Snapshot(schema=migrations.SCHEMA)
        self._tables: snapshot.Tables = base.tables
        self._seq = base.seq
        self._schema = base.schema
        self._next_ids: dict[str, int] = dict(base.next_ids)
        self._segment = base.segment
        self._offset = 0
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
        if not loaded and (numbers := segment_numbers(self._journal)):
            if numbers[0] != 1:
                raise StoreDamaged(
                    Message(
                        "{file} is missing, and the journal does not reach back to the beginning. "
                        "Restore a backup.",
                        {"file": str(self.folder / SNAPSHOT_NAME)},
                    )
                )
        self._catch_up()

    def _migrate(self) -> None:
        """Bring an older store to this program's schema, after a copy of its snapshot was kept."""
        lock = self._writable()
        lock.acquire()
        try:
            self._read_files()
            if self._schema == migrations.SCHEMA:
                return  # another process was first
            migrations.keep_copy(self.folder, SNAPSHOT_NAME, self._snapshot(), self._schema)
            self._tables = migrations.migrated(self._tables, self._schema)
            self._schema = migrations.SCHEMA
            number = self._segment + 1
            create_segment(self._journal, Header(number, self._schema, self._seq))
            self._open_segment(number)
            snapshot.write(self.folder / SNAPSHOT_NAME, snapshot.encode(self._snapshot()))
        finally:
            lock.release()

    def _snapshot(self) -> snapshot.Snapshot:
        return snapshot.Snapshot(self._tables, self._schema, self._seq, self._segment, self._next_ids)

    def _catch_up(self) -> tuple[Entry, ...]:
        """Apply every whole entry that the journal holds beyond what memory has."""
        caught: list[Entry] = []
        while True:
            # Asked before reading: once the next segment exists, this one is complete.
            following = segment_path(self._journal, self._segment + 1).exists()
            if self._fd < 0 and not self._open_segment(self._segment):
                return tuple(caught)
            path = segment_path(self._journal, self._segment)
            state = os.fstat(self._fd)
            if not state.st_nlink:
                raise _replaced(path)
            if state.st_size < self._offset:
                self._reload(path)
                continue
            tail = read_tail(self._fd, path, self._offset)
            self._take(tail, path, caught)
            if not following:
                if self._depth and tail.torn:
                    self._cut_off(tail, path)
                return tuple(caught)
            self._open_segment(self._segment + 1)

    def _take(self, tail: Tail, path: Path, caught: list[Entry]) -> None:
        if tail.header:
            migrations.refuse_newer(tail.header.schema, path)
            if not self._seq and not self._tables:
                self._schema = tail.header.schema
        for entry in tail.entries:
            if entry.seq <= self._seq:
                continue  # folded into the snapshot already
            if entry.seq != self._seq + 1:
                raise StoreDamaged(
                    Message(
                        "{file}: commit {seq} follows commit {last}; what lies between is missing. "
                        "Restore a backup.",
                        {"file": str(path), "seq": entry.seq, "last": self._seq},
                    )
                )
            self._apply(entry)
            caught.append(entry)
        self._offset = tail.offset

    def _apply(self, entry: Entry) -> None:
        for change in entry.changes:
            table = self._tables.setdefault(change.table, {})
            document = change.applied_to(table.get(change.key))
            if document is None:
                table.pop(change.key, None)
                if not table:
                    del self._tables[change.table]
            else:
                table[change.key] = document
                if change.was is None and change.key.isdigit():
                    following = int(change.key) + 1
                    self._next_ids[change.table] = max(following, self._next_ids.get(change.table, 1))
        self._seq = entry.seq

    def _append(self, line: bytes) -> None:
        """Add a durable line to the live segment, or leave the segment as it was and raise."""
        if self._fd < 0:
            with _told(self.folder):
                if not segment_path(self._journal, self._segment).exists():
                    header = Header(self._segment, migrations.SCHEMA, self._seq)
                    create_segment(self._journal, header)
                self._open_segment(self._segment)
                self._offset = os.fstat(self._fd).st_size
        try:
            write_all(self._fd, line)
            _datasync(self._fd)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(self._fd, self._offset)
                _datasync(self._fd)
            raise _write_failed(error, self.folder) from error
        self._offset += len(line)

    def _cut_off(self, tail: Tail, path: Path) -> None:
        """Drop what a crash left of a line that was never acknowledged; the bytes are kept aside."""
        kept = self.folder / TORN_NAME / f"{path.stem}-{tail.offset}"
        with contextlib.suppress(OSError):  # the bytes are of no use to the store
            kept.parent.mkdir(mode=0o700, exist_ok=True)
            kept.write_bytes(tail.torn)
        os.ftruncate(self._fd, tail.offset)

    def _reload(self, path: Path) -> None:
        """Read everything again: the live segment is shorter than what was read from it.

        A commit whose disk write failed is taken back, and may have been seen by then. More than that
        one line lost means that something else cut the file.
        """
        known = self._seq
        self._load()
        if self._seq < known - 1:
            raise _shortened(path, known, self._seq)

    def _check_mark(self) -> None:
        """Raises StoreDamaged if a commit that was acknowledged is no longer there."""
        path = self.folder / LOCK_NAME
        try:
            fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return
        try:
            number = os.pread(fd, 20, 0)
        finally:
            os.close(fd)
        if number.isdigit() and int(number) > self._seq:
            with _told(self.folder):
                self._catch_up()  # a commit may have come in between the two looks
            if int(number) > self._seq:
                raise _shortened(segment_path(self._journal, self._segment), int(number), self._seq)

    def _open_segment(self, number: int) -> bool:
        """Open segment `number` for appending (for reading where that is all there is)."""
        path = segment_path(self._journal, number)
        try:
            fd = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        except PermissionError:
            fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            if error.errno != errno.EROFS:
                raise
            fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        if self._fd >= 0:
            os.close(self._fd)
        self._fd, self._segment, self._offset = fd, number, 0
        return True

    def _header_only(self) -> bool:
        """Whether the live segment holds no entry (or is not there yet)."""
        if self._fd < 0:
            return True
        return not read_tail(self._fd, segment_path(self._journal, self._segment), 0).entries

    def _writable(self) -> StoreLock:
        """The lock, its folder made on the first write. Raises StoreReadOnly, StoreError."""
        if self._lock is None:
            try:
                self._journal.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._lock = StoreLock(self.folder / LOCK_NAME, self._holder, self._lock_timeout)
            except OSError as error:
                raise _write_failed(error, self.folder) from error
        return self._lock

    def _compaction_guard(self) -> StoreLock | None:
        self._writable()
        guard = StoreLock(self.folder / f"{LOCK_NAME}.compact", self._holder, timeout=0)
        try:
            guard.acquire()
        except StoreBusy:
            guard.close()
            return None
        return guard

    def _tell(self, entries: tuple[Entry, ...]) -> None:
        if entries:
            for listener in tuple(self._listeners):
                listener(entries)


def _replaced(path: Path) -> StoreDamaged:
    return StoreDamaged(
        Message(
            "{file} was removed or replaced while the store was open. Close the program and put the "
            "file back, or restore a backup.",
            {"file": str(path)},
        )
    )


def _shortened(path: Path, known: int, found: int) -> StoreDamaged:
    return StoreDamaged(
        Message(
            "{file} has lost its end: commit {known} was acknowledged, and the last one there is "
            "{found}. Nothing was changed. Restore a backup.",
            {"file": str(path), "known": known, "found": found},
        )
    )


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Have an error of the operating system told as one of the store."""
    try:
        yield
    except OSError as error:
        if error.errno in _WRITING:
            raise _write_failed(error, folder) from error
        raise StoreError(
            Message(
                "The store in {folder} cannot be read: {why}",
                {"folder": str(folder), "why": error.strerror or str(error)},
            )
        ) from error


_WRITING: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})


def _write_failed(error: OSError, folder: Path) -> StoreError:
    where = {"folder": str(folder), "why": error.strerror or str(error)}
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreReadOnly(
            Message("The store in {folder} may be read but not written here: {why}", where)
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreWriteFailed(
            Message("Not saved: no room is left on the disk of {folder}. Make room and save again.", where)
        )
    return StoreWriteFailed(
        Message("Not saved: writing to {folder} failed ({why}). Nothing was changed.", where)
    )
