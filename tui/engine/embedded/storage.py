"""The TinyDB storage: documents in memory, a durable journal line a commit, a snapshot now and then.

A folder holds `xingfu.json` (the snapshot), `journal/NNNNNNNN.jsonl` (segments), `audit/` (segments of
long ago) and `lock`. A commit
takes the lock, reads what others have committed, appends one line, waits for `fdatasync`, and only
then changes memory and gives the lock back. Reading takes no lock and never blocks.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tinydb.storages import Storage

from tui.engine.embedded import faults, migrations, segment, snapshot
from tui.engine.embedded.faults import broken_sequence, differs, while_reading, while_writing
from tui.engine.embedded.journal import (
    Change,
    Entry,
    differences,
    encode_entry,
    parse_line,
    read_segment,
    segment_numbers,
)
from tui.engine.embedded.lock import StoreLock, read_mark
from tui.engine.embedded.replica import SNAPSHOT_NAME, Replica, Rewound
from tui.engine.feed import Feed, Listener
from tui.language.errors import Message, NotAllowed, StoreBusy, StoreDamaged, StoreReadOnly
from tui.platform.durable import keep_also_as, make_folder, replace_file
from tui.rules.privacy.rights import EVERYTHING, Grant, Write, told_count

if TYPE_CHECKING:
    from tui.rules.privacy.masking import Mask

LOCK_NAME: Final = "lock"
# The snapshot before the present one: with the journal since, it makes good for a damaged one.
PREVIOUS_NAME: Final = "xingfu.json.previous"

# The live segment is folded into the snapshot beyond this size, or half the snapshot's if that is more.
COMPACT_BYTES: Final = 1 << 20

# So often the store is read from the beginning if others fold it while it is being read.
_TRIES: Final = 8

_NOT_GRANTED: Final = Message("This seat may not do that. Ask the staff of the community.")


def _kind(change: Change) -> Write:
    if change.now is None:
        return "remove"
    return "add" if change.was is None else "change"


def _mask(grant: Grant) -> Mask | None:
    """Through what a role sees the documents: a viewer without contacts, all others as they are."""
    if not grant.masked:
        return None
    from tui.rules.privacy.masking import Mask  # noqa: PLC0415 - most seats need none of it

    return Mask()


class Stamp(NamedTuple):
    """Who commits, from which seat, what they do, and further facts for the audit trail."""

    by: str = ""
    seat: str = ""
    action: str = "write"
    about: Mapping[str, Any] | None = None


class Point(NamedTuple):
    """The documents after one commit, and where in its journal segment that commit ends (bytes)."""

    snapshot: snapshot.Snapshot
    offset: int


class JournalStorage(Storage):
    """TinyDB storage over one folder, shared by any number of processes.

    `now` gives the time of a commit (aware). Raises StoreDamaged, StoreTooNew or StoreError when the
    folder cannot be read as it is. A folder that cannot be written opens for reading. What `grant`
    does not grant is neither written nor, where it is masked, ever held in clear; what it hides is not
    held at all.
    """

    def __init__(
        self,
        folder: Path | str,
        *,
        now: Callable[[], datetime],
        holder: str = "",
        lock_timeout: float = 5.0,
        grant: Grant = EVERYTHING,
    ) -> None:
        self.folder = Path(folder)
        self.grant = grant
        self._now = now
        self._holder = holder
        self._lock_timeout = lock_timeout
        self._lock: StoreLock | None = None
        self._depth = 0
        self._thread = threading.RLock()
        self._feed = Feed()
        self.default_stamp = Stamp()
        with while_reading(self.folder):
            self._replica = self._read_all()
        try:
            self._snapshot_size = self._replica.snapshot_size
            self._check_mark()
            if self._replica.schema < migrations.SCHEMA:
                self._whole()
                self._migrate()
        except BaseException:
            self.close()
            raise

    # ---- reading

    @property
    def seq(self) -> int:
        """The sequence number of the last commit that memory holds; 0 for an empty store."""
        return self._replica.seq

    @property
    def segment(self) -> int:
        """The number of the live journal segment."""
        return self._replica.segment

    @property
    def now(self) -> datetime:
        """The time by the clock that the store was given."""
        return self._now()

    @property
    def generation(self) -> int:
        """A number that is another one whenever the documents may be others."""
        return self._replica.generation

    def version(self, table: str) -> int:
        """A number that is another one whenever the documents of `table` may be others."""
        return self._replica.version(table)

    @property
    def empty(self) -> bool:
        """Whether no document is stored."""
        return not any(self._replica.tables.values())

    def table(self, name: str) -> Mapping[str, dict[str, Any]]:
        """The live documents of a table by key. Documents in it are replaced, never changed in place."""
        return self._replica.tables.get(name) or {}

    def count(self, name: str) -> int | None:
        """How many documents a table has; None where this handle may not tell."""
        if name not in self.grant.hidden:
            return len(self.table(name))
        return told_count(self._replica.hidden_counts[name]) if name in self.grant.counted else None

    def next_id(self, name: str) -> int:
        """The smallest id that no document of the table has ever had."""
        return self._replica.next_ids.get(name, 1)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables, as TinyDB asks for them; None if there are none."""
        return {name: dict(table) for name, table in self._replica.tables.items()} or None

    def refresh(self) -> tuple[Entry, ...]:
        """Take in what other processes have committed; the new entries, oldest first.

        Raises StoreDamaged if the journal is not as the program wrote it.
        """
        try:
            with self._thread, while_reading(self.folder):
                before = len(self._feed.news)
                self._catch_up()
                return tuple(self._feed.news[before:])
        finally:
            self._deliver()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called with each batch of new entries, own and others'; returns the undoing.

        It is called when the store's lock has been given back, in the thread that read or wrote the
        entries. What it raises is logged and goes no further: the commit stands.
        """
        return self._feed.subscribe(listener)

    def watched(self) -> Path:
        """The folder in which every commit shows; made if it can be. Raises StoreError if not."""
        self._make_folders()
        return self._replica.journal

    def entries(self, *, newest_first: bool = False, archived: bool = True) -> Iterator[Entry]:
        """The audit trail: every commit; those long past, with contacts masked, only if `archived`.

        Commits that touch what is hidden from this handle are left out. Raises StoreDamaged, StoreError,
        NotAllowed.
        """
        if self.grant.masked:
            raise NotAllowed(_NOT_GRANTED)
        hidden = self.grant.hidden
        journal = self._replica.journal
        with while_reading(self.folder):
            live = set(segment_numbers(journal))
            from tui.engine.embedded import archive  # noqa: PLC0415 - seldom asked for, and not on the way to a start

            numbers = live.union(archive.archived_numbers(self.folder)) if archived else live
            for number in sorted(numbers, reverse=newest_first):
                batch = [e for e in self._segment(number) if not any(c.table in hidden for c in e.changes)]
                yield from reversed(batch) if newest_first else batch

    def _segment(self, number: int) -> list[Entry]:
        try:
            return list(read_segment(self._replica.journal, number))
        except FileNotFoundError:
            from tui.engine.embedded import archive  # noqa: PLC0415 - as above

            return archive.read_archive(self.folder, number)[1]

    def point(self) -> Point:
        """All documents at one commit, and how far the journal reached then. Raises NotAllowed, StoreError."""
        self._whole()
        with self._thread, while_reading(self.folder):
            self._catch_up()
            now = self._replica.snapshot()
            # Tables are copied: a commit replaces documents in them, but never changes one in place.
            tables = {name: dict(table) for name, table in now.tables.items()}
            return Point(now._replace(tables=tables, next_ids=dict(now.next_ids)), self._replica.offset)

    def verify(self) -> list[Message]:
        """What is wrong with the files; an empty list if nothing is. Reads all of them again.

        Raises NotAllowed.
        """
        self._whole()
        try:
            with self._thread, while_reading(self.folder):
                if problem := broken_sequence(self.entries(), self._replica.journal):
                    return [problem]
                for _ in range(10):  # others may commit in between
                    fresh = self._read_all()
                    fresh.close()
                    self._catch_up()
                    if fresh.seq == self.seq:
                        return [] if fresh.tables == self._replica.tables else [differs(self.folder)]
        except StoreDamaged as error:
            return [error.message]
        finally:
            self._deliver()
        return []

    # ---- writing

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the store's lock, with memory up to date. Re-entrant.

        Raises StoreBusy, StoreReadOnly, StoreDamaged.
        """
        try:
            with self._thread:
                lock = self._writable()
                if not self._depth:
                    with while_writing(self.folder):
                        lock.acquire()
                self._depth += 1
                try:
                    if self._depth == 1:
                        with while_reading(self.folder):
                            self._catch_up()
                    yield
                finally:
                    self._depth -= 1
                    if not self._depth:
                        lock.release()
        finally:
            self._deliver()

    def commit(self, changes: Sequence[Change], stamp: Stamp | None = None) -> Entry | None:
        """Make `changes` durable as one transaction; None if there are none.

        They must be against the documents as they are under `exclusive`, which is taken if it is not
        held. When this returns, the transaction survives the death of process and machine. Raises
        StoreWriteFailed (nothing is changed then), StoreReadOnly, StoreBusy, StoreDamaged; NotAllowed
        for what the handle is not granted; TypeError or ValueError for what JSON or the snapshot
        cannot hold.
        """
        if not changes:
            return None
        if any(change.table == snapshot.META for change in changes):
            raise ValueError(f"The table name {snapshot.META} is taken")
        if not all(self.grant.may_write(change.table, _kind(change)) for change in changes):
            raise NotAllowed(_NOT_GRANTED)
        with self.exclusive():
            by = stamp or self.default_stamp
            at = self._now().isoformat(timespec="milliseconds")
            wanted = Entry(self.seq + 1, at, by.by, by.seat, by.action, tuple(changes), by.about or {})
            line = encode_entry(wanted)
            # Memory takes what was written, as every other process will read it.
            entry = parse_line(line[:-1])
            assert isinstance(entry, Entry)
            segment.append(self._replica, line, self._feed.news)
            visible = self._replica.appended(entry, line)
            self._feed.news.append(visible)
            self._writable().mark(entry.seq)
        return visible

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make all tables equal to `data`, as TinyDB's own operations ask; only differences are stored."""
        with self.exclusive():
            after = {name: {str(k): dict(v) for k, v in table.items()} for name, table in data.items()}
            self.commit(list(differences(self._replica.tables, after)))

    @property
    def wants_compaction(self) -> bool:
        """Whether the live segment has grown enough to be folded into the snapshot."""
        return self._replica.offset > max(COMPACT_BYTES, self._snapshot_size // 2)

    def compact(self, *, wait: float = 0.0) -> bool:
        """Fold the journal into the snapshot and start a new segment; False if another process does.

        Another's is waited for at most `wait` seconds.

        May run in a thread: the lock is held only to start the segment. Raises as `commit` does.
        """
        self._whole()
        try:
            guard = self._snapshot_guard(timeout=wait)
        except StoreBusy:
            return False
        try:
            with self.exclusive():
                if self._replica.live_entries:
                    segment.start_next(self._replica)
                    self._catch_up()
                elif snapshot.following_segment(self.folder / SNAPSHOT_NAME) == self._replica.segment:
                    return True  # nothing has come since it was written
            with self._thread:  # others may commit meanwhile; memory is whole at any moment
                content = snapshot.encode(self._replica.snapshot())
            self._put_snapshot(content)
        finally:
            guard.close()
        return True

    def close(self) -> None:
        """Let go of the files. Nothing is left to write: each commit was durable when it returned."""
        with self._thread:
            self._replica.close()
            if self._lock:
                self._lock.close()
                self._lock = None

    # ---- the insides

    def _read_all(self) -> Replica:
        for _ in range(_TRIES):
            # Rewound: others have folded or restored the store while it was being read.
            with contextlib.suppress(Rewound):
                return Replica(self.folder, _mask(self.grant), self.grant.hidden)
        raise faults.replaced(self.folder / SNAPSHOT_NAME)

    def _whole(self) -> None:
        """Raises NotAllowed if this handle holds less than what is stored."""
        if self.grant.partial:
            raise NotAllowed(_NOT_GRANTED)

    def _catch_up(self) -> None:
        """Bring memory up to date; under the lock, what a crash left of a line is cut off, too."""
        try:
            self._replica.catch_up(self._feed.news)
        except Rewound:
            self._reload()
        if self._depth and self._replica.torn:
            segment.cut_off(self._replica)

    def _reload(self) -> None:
        """Read everything again: a line that was read has been taken back, or the store was restored.

        The first befalls a commit whose disk write failed, and which was seen in between. Anything
        acknowledged that is gone means that something else cut the file; memory stays as it is then.
        """
        known = max(read_mark(self.folder / LOCK_NAME), self.seq - 1)
        old, fresh = self._replica, self._read_all()
        if fresh.seq < known:
            fresh.close()
            raise faults.shortened(old.path, known, fresh.seq) if old.in_place else faults.replaced(old.path)
        fresh.renew(old.generation + 1)
        self._replica = fresh
        old.close()
        at = self._now().isoformat(timespec="milliseconds")
        self._feed.news.append(
            Entry(fresh.seq, at, "", "", "reload", tuple(differences(old.tables, fresh.tables)), {})
        )

    def _check_mark(self) -> None:
        """Raises StoreDamaged if a commit that was acknowledged is no longer there."""
        path = self.folder / LOCK_NAME
        mark = read_mark(path)
        if mark <= self.seq:
            return
        with while_reading(self.folder):
            self._catch_up()  # a commit may have come in between the two looks
        mark = min(mark, read_mark(path))  # it only grows, unless it was read while being written
        if mark > self.seq:
            raise faults.shortened(self._replica.path, mark, self.seq)

    def _migrate(self) -> None:
        """Bring an older store to this program's schema, after a copy of it was kept."""
        guard = self._snapshot_guard(timeout=self._lock_timeout)
        try:
            with self.exclusive(), while_writing(self.folder):
                schema = self._replica.schema
                if schema == migrations.SCHEMA:
                    return  # another process was first
                copy = migrations.keep_copy(self.folder, SNAPSHOT_NAME, self._replica.snapshot(), schema)
                # Tried on the copy first: the new segment's header makes it so for every process.
                kept = snapshot.load(copy) or snapshot.Snapshot({})
                migrations.migrated(kept.tables, schema, migrations.SCHEMA)
                segment.start_next(self._replica)
                self._catch_up()
                self._put_snapshot(snapshot.encode(self._replica.snapshot()))
        finally:
            guard.close()

    def _put_snapshot(self, content: bytes) -> None:
        """Write the snapshot, keep the one before, and archive the segments that neither needs.

        Raises StoreDamaged if another program has changed the one before; it stays as it is then.
        """
        path = self.folder / SNAPSHOT_NAME
        with while_writing(self.folder):
            if path.exists():
                if not snapshot.sound(path):
                    # What somebody else wrote is not ours to write over, nor to keep as a good copy.
                    raise snapshot.damaged(path)
                keep_also_as(path, self.folder / PREVIOUS_NAME)
            replace_file(path, content)
            self._snapshot_size = len(content)
            from tui.engine.embedded import masked_snapshot  # noqa: PLC0415 - as above

            masked_snapshot.keep(self.folder, content)
            needed = snapshot.following_segment(self.folder / PREVIOUS_NAME)
            if needed is not None:
                from tui.engine.embedded import archive  # noqa: PLC0415 - as above

                archive.archive(self.folder, self._replica.journal, needed)

    @contextlib.contextmanager
    def unfolded(self) -> Iterator[None]:
        """No process writes a snapshot or archives segments meanwhile. Raises StoreBusy, StoreError.

        Where nothing may be written, nothing is held: a disk that went read-only can still be copied.
        """
        try:
            guard = self._snapshot_guard(timeout=self._lock_timeout)
        except StoreReadOnly:
            yield
            return
        try:
            yield
        finally:
            guard.close()

    def _make_folders(self) -> None:
        with while_writing(self.folder):
            make_folder(self._replica.journal)

    def _writable(self) -> StoreLock:
        """The lock, its folder made on the first write. Raises StoreReadOnly, StoreWriteFailed."""
        if self._lock is None:
            self._make_folders()
            with while_writing(self.folder):
                self._lock = StoreLock(self.folder / LOCK_NAME, self._holder, self._lock_timeout)
        return self._lock

    def _snapshot_guard(self, timeout: float) -> StoreLock:
        """A second lock, held: one process at a time writes the snapshot. Raises StoreBusy."""
        self._make_folders()
        with while_writing(self.folder):
            guard = StoreLock(self.folder / f"{LOCK_NAME}.compact", self._holder, timeout)
            try:
                guard.acquire()
            except BaseException:
                guard.close()
                raise
        return guard

    def _deliver(self) -> None:
        """Tell the listeners of new entries, once the lock has been given back."""
        with self._thread:
            entries = () if self._depth else self._feed.take()
        if entries:
            self._feed.tell(entries)
