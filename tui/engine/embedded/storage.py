"""The embedded engine: documents in memory, a durable journal line a commit, a snapshot now and then.

A folder holds `xingfu.json` (the snapshot), `journal/NNNNNNNN.jsonl` (segments), `audit/` (archived
segments) and `lock`. A commit takes the lock, reads what others have committed, appends one line, waits
for `fdatasync`, and only then changes memory and gives the lock back. Reading takes no lock and never
blocks.

Longer than other modules: its one class is the whole protocol over one memory, one lock and one change feed. What
needs less than all of these is in the modules beside it.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tui.engine.changes import Change, Entry, Stamp, differences
from tui.engine.embedded import faults, migrations, snapshot
from tui.engine.embedded.faults import broken_sequence, differs, while_reading, while_writing
from tui.engine.embedded.journal import FORGETTING_NAME, new_identity, written
from tui.engine.embedded.lock import LOCK_NAME, StoreLock
from tui.engine.embedded.mark import MARK_NAME, MarkFile, acknowledged, read_mark
from tui.engine.embedded.replica import Replica, Rewound, identity
from tui.engine.embedded.segment import ALWAYS_KEPT, LiveSegment
from tui.engine.embedded.snapshot import SNAPSHOT_NAME
from tui.engine.feed import Feed, Listener
from tui.engine.granted import mask_of, not_granted, require_granted
from tui.language.errors import Message, StoreDamaged, StoreError
from tui.platform.durable import make_folder
from tui.rules.privacy.rights import EVERYTHING, Grant, shown_count

if TYPE_CHECKING:
    from tui.engine.blobs import Blobs
    from tui.engine.forgetting import Forgotten, ToForget, Told
    from tui.engine.protocol import Watch
    from tui.seats.actor import Actor
    from tui.seats.kept_drafts import Drafts
    from tui.seats.own_seat import OwnSeat
    from tui.seats.presence import Announced

# So often the store is read from the beginning if others fold it while it is being read.
_TRIES: Final = 8


class JournalStorage:
    """The engine over one folder, shared by any number of processes.

    `now` gives the time of a commit (aware). Raises StoreDamaged, StoreTooNew or StoreError when the
    folder cannot be read as it is. A folder that cannot be written opens for reading. What `grant`
    does not grant is neither written nor, where it is masked, ever held in clear; what it hides is not
    held at all. Its methods are those of `tui.engine.protocol.Engine`, and may be called from any thread.
    With `read`, `write` and `close` it is a storage of TinyDB's as well, which `table` tells TinyDB: opening a store
    loads no TinyDB.
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
        self.default_stamp = Stamp()
        self.grant = grant
        self._now = now
        self.holder = holder
        self.lock_timeout = lock_timeout
        self._lock: StoreLock | None = None
        self._mark = MarkFile(self.folder)
        self._place: tuple[int, int] | None = None  # device and inode of the folder, once it is there
        self._depth = 0
        self._thread = threading.RLock()
        self._feed = Feed()
        with while_reading(self.folder):
            self._replica = self._read_all()
            self.require_in_place()
        try:
            self._check_mark()
            if self._replica.schema < migrations.SCHEMA:
                from tui.engine.embedded.folding import migrate

                self._require_whole()
                migrate(self)
        except BaseException:
            self.close()
            raise

    # ---- reading

    def actor(self, actor: Actor) -> Actor:
        """`actor`: a folder has no accounts."""
        return actor

    @property
    def seq(self) -> int:
        """The sequence number of the last commit in memory; 0 for an empty store."""
        return self._replica.seq

    @property
    def now(self) -> datetime:
        """The time by the clock that the store was given."""
        return self._now()

    @property
    def generation(self) -> int:
        """Changes whenever a document of any table may have changed."""
        return self._replica.generation

    def version(self, name: str) -> int:
        """Changes whenever a document of the table may have changed."""
        return self._replica.version(name)

    @property
    def empty(self) -> bool:
        """Whether no document is stored."""
        return not any(self._replica.tables.values())

    def table(self, name: str) -> Mapping[str, dict[str, Any]]:
        """The documents of a table by key. Documents in it are replaced, never changed in place."""
        return self._replica.tables.get(name) or {}

    def having(self, name: str, path: str, value: str | int) -> list[dict[str, Any]]:
        """The documents of a table in which `path` leads to `value`, by their ids."""
        return self._replica.lookups.having(name, path, value)

    def highest(self, name: str, field: str, prefix: str) -> str:
        """Of the texts in a field that begin with `prefix`, the highest; "" if there is none."""
        return self._replica.lookups.highest(name, field, prefix)

    def count(self, name: str) -> int | None:
        """How many documents the table has, also if it is hidden; None if this handle may not know."""
        if name not in self.grant.hidden:
            return len(self.table(name))
        return shown_count(self._replica.hidden_counts[name]) if name in self.grant.counted else None

    def next_id(self, name: str) -> int:
        """The smallest id that no document of the table has ever had."""
        return self._replica.next_ids.get(name, 1)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables, as TinyDB asks for them; None if there are none."""
        return {name: dict(table) for name, table in self._replica.tables.items()} or None

    def refresh(self) -> tuple[Entry, ...]:
        """Take in what other processes have committed; the new entries, oldest first.

        Raises StoreDamaged; if another program has written the snapshot, after the entries were applied.
        """
        try:
            with self._thread, while_reading(self.folder):
                before = len(self._feed.news)
                self._catch_up()
                self._require_own_snapshot()
                return tuple(self._feed.news[before:])
        finally:
            self._deliver()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called with each batch of new entries, own and others'; returns what ends that.

        It is called when the store's lock has been given back, in the thread that read or wrote the
        entries. What it raises is logged and goes no further: the commit stands.
        """
        return self._feed.subscribe(listener)

    def watch(self, *folders: Path) -> Watch:
        """A watch on other processes' commits and on files being made or written in `folders`.

        Raises OSError if the system or the file system has none, or the store's folder cannot be made.
        """
        from tui.platform.folder_watch import FolderWatch

        try:
            self._make_folders()
        except StoreError as error:
            raise OSError("the store's folder is not there and cannot be made") from error
        snapshot_path = self.folder / SNAPSHOT_NAME
        return FolderWatch(self._replica.journal, *folders, places=(self.folder,), files=(snapshot_path,))

    def presence(self, actor: Actor) -> Announced:
        """The records that this program has open, and those that others at the folder have."""
        from tui.seats.presence import Presence

        return Presence(self.folder, actor)

    def own_seat(self, actor: Actor) -> OwnSeat:
        """The seat at which `actor` works, registered in the folder."""
        from tui.seats.own_seat import FolderSeat

        return FolderSeat(self.folder, actor)

    def drafts(self) -> Drafts:
        """What was typed at the desks of this folder and not saved."""
        from tui.seats.kept_drafts import DraftFolder

        return DraftFolder(self.folder)

    def entries(self, *, newest_first: bool = False, archived: bool = True) -> Iterator[Entry]:
        """Every commit that touches nothing hidden; archived ones, with contacts masked, only if `archived`.

        Raises StoreDamaged, StoreError; NotAllowed if the handle is masked.
        """
        if self.grant.masked:
            raise not_granted()
        from tui.engine.embedded.trail import read_trail

        hidden = self.grant.hidden
        for entry in read_trail(self.folder, newest_first=newest_first, archived=archived):
            if not any(change.table in hidden for change in entry.changes):
                yield entry

    def point(self) -> snapshot.Point:
        """All documents at one commit, and how far the journal reached then. Raises NotAllowed, StoreError."""
        self._require_whole()
        with self._thread, while_reading(self.folder):
            self._catch_up()
            now = self._replica.snapshot()
            # Tables are copied: a commit replaces documents in them, but never changes one in place.
            tables = {name: dict(table) for name, table in now.tables.items()}
            copy = now._replace(tables=tables, next_ids=dict(now.next_ids))
            return snapshot.Point(copy, self._replica.live.offset)

    def verify(self) -> list[Message]:
        """What is wrong with the files; empty if nothing is. Reads all of them again. Raises NotAllowed."""
        from tui.engine.embedded.soundness import previous_problem, trail_problems
        from tui.engine.embedded.upkeep import attached
        from tui.engine.embedded.upkeep.forget_plan import pending_problem

        self._require_whole()
        try:
            with self._thread, while_reading(self.folder):
                known = self.seq  # before the trail is read: others may commit in between
                if problem := broken_sequence(self.entries(), self._replica.journal, known):
                    return [problem]
                problems = [*trail_problems(self.folder), *attached.problems(self)]
                if (self.folder / FORGETTING_NAME).exists():
                    problems.append(pending_problem(self.folder) or faults.unfinished_forgetting())
                for _ in range(10):  # others may commit in between
                    fresh = self._read_all()
                    fresh.close()
                    self._catch_up()
                    if fresh.seq == self.seq:
                        if fresh.tables != self._replica.tables:
                            problems.append(differs(self.folder))
                        stale = previous_problem(self.folder, fresh)
                        return [*problems, stale] if stale else problems
        except StoreDamaged as error:
            return [error.message]
        finally:
            self._deliver()
        return problems

    # ---- writing

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the store's lock, with memory up to date. Re-entrant.

        Raises StoreBusy, StoreReadOnly, StoreDamaged.
        """
        try:
            with self._thread:
                if not self._depth:
                    self.require_in_place()  # else the lock would be created in another folder of that name
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
        require_granted(changes, self.grant)
        with self.exclusive():
            by = stamp or self.default_stamp
            at = self._now().isoformat(timespec="milliseconds")
            wanted = Entry(self.seq + 1, at, by.by, by.seat, by.action, tuple(changes), by.about or {})
            line, entry = written(wanted)
            replica, live = self._replica, self._replica.live
            if not live.is_open:  # the store's first commit
                store = replica.store or new_identity()
                live.create(live.number, migrations.SCHEMA, self.seq, store, anew=self.seq > 0)
                with while_writing(self.folder):
                    replica.catch_up(self._feed.news)
            live.append(entry.seq, line)
            visible = replica.apply(entry)
            self._feed.news.append(visible)
            self._writable().mark(entry.seq)
            self._mark.write(entry.seq, live.chain, replica.store)
        return visible

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make all tables equal to `data`, as TinyDB's own operations ask; only differences are stored."""
        with self.exclusive():
            after = {name: {str(k): dict(v) for k, v in table.items()} for name, table in data.items()}
            self.commit(list(differences(self._replica.tables, after)))

    @cached_property
    def blobs(self) -> Blobs:
        """The contents of attached files."""
        from tui.engine.embedded.upkeep.attached import FolderBlobs

        return FolderBlobs(self)

    # ---- upkeep

    @property
    def live(self) -> LiveSegment:
        """The live journal segment, as far as it was read."""
        return self._replica.live

    def start_segment(self) -> None:
        """Start the segment after the live one, in this program's schema. Under `exclusive`."""
        before = self.live
        store = self._replica.store or new_identity()
        before.create(before.number + 1, migrations.SCHEMA, self.seq, store)
        if (
            self._replica.store
        ):  # older programs cannot read this line; below schema 3 they may still be in use
            before.mark_closed()
        self._catch_up()

    def tidy(self, *, force: bool = False) -> bool:
        """Fold the journal into the snapshot if it has grown, or with `force`; whether that was done.

        A forgetting that was begun and not finished is finished. May run in a thread. Raises as `commit` does.
        """
        if self.grant.writes is None and not self.grant.partial and (self.folder / FORGETTING_NAME).exists():
            from tui.engine.embedded.upkeep.forget import finish_forgetting

            finish_forgetting(self)
        if self.grant.partial or not self.seq or not (force or self.live.offset > ALWAYS_KEPT):
            return False
        from tui.engine.embedded.folding import fold_is_due

        return (force or fold_is_due(self)) and self.compact()

    def compact(self, *, wait: float = 0.0) -> bool:
        """Fold the journal into the snapshot and start a new segment; False if another process does.

        Another's fold is waited for at most `wait` seconds. May run in a thread. Raises as `commit` does.
        """
        from tui.engine.embedded.folding import fold

        self._require_whole()
        return fold(self, wait)

    def back_up(self, path: Path) -> int:
        """Write the store to the file `path`; the number of its last commit. Raises NotAllowed, StoreError."""
        from tui.engine.embedded.upkeep.backup import write_backup

        return write_backup(self, path)

    def daily_backup(self, today: date) -> Path | None:
        """Make today's backup if there is none yet; its path if one was made. Raises StoreError."""
        from tui.engine.embedded.upkeep.daily import daily_backup

        self.require_in_place()
        return daily_backup(self, today)

    def to_forget(self, name: str, told: Told) -> ToForget:
        """The person of that name, and what would be changed. Raises NotFound, NotAllowed, StoreError."""
        from tui.engine.embedded.upkeep.forget import attachments_of, person, touched
        from tui.engine.forgetting import ToForget

        self._require_whole()
        removal = person(self, name, told=told)
        return ToForget(removal, touched(self, removal), attachments_of(self, removal))

    def forget(self, whom: ToForget, by: str, seat: str) -> Forgotten:
        """Remove the person from all that is kept, for good. Raises NotAllowed, StoreError."""
        from tui.engine.embedded.upkeep.forget import forget
        from tui.seats.actor import Actor

        self._require_whole()
        return forget(self, whom.removal, Actor(by, seat))

    def close(self) -> None:
        """Let go of the files. Nothing is left to write: each commit was durable when it returned."""
        with self._thread:
            self._replica.close()
            self._mark.close()
            if self._lock:
                self._lock.close()
                self._lock = None

    # ---- the insides

    def _read_all(self, *known: tuple[int, int] | None) -> Replica:
        """Read all files again; the commits `known`, each with the chain after it, must be among them."""
        for _ in range(_TRIES):
            mark = read_mark(self.folder)
            witnesses = dict(one for one in (*known, mark and mark[:2]) if one)
            # Rewound: others have folded or restored the store while it was being read.
            with contextlib.suppress(Rewound):
                replica = Replica(self.folder, mask_of(self.grant), self.grant.hidden, witnesses=witnesses)
                if mark and replica.store and mark.store != replica.store:
                    replica.close()
                    raise faults.mixed(self.folder / MARK_NAME)
                return replica
        raise faults.replaced(self.folder / SNAPSHOT_NAME)

    def require_in_place(self) -> None:
        """Raises StoreDamaged if the folder is not the one that was opened; StoreError if it cannot be read."""
        try:
            state = self.folder.stat()
        except (FileNotFoundError, NotADirectoryError):
            if self._place is None:
                return
            raise faults.moved(self.folder) from None
        except OSError:
            with while_reading(self.folder):
                raise
        place = (state.st_dev, state.st_ino)
        if self._place is None:
            self._place = place
        elif place != self._place:
            raise faults.moved(self.folder)

    def _require_own_snapshot(self) -> None:
        """Raises StoreDamaged if another program has written the snapshot. Commits do not depend on it."""
        path = self.folder / SNAPSHOT_NAME
        found = identity(path)
        if found == self._replica.identity:
            return
        if found is not None and not snapshot.sound(path):
            raise faults.overwritten(path)
        if found is None:
            raise faults.replaced(path)
        self._replica.identity = found

    def _require_whole(self) -> None:
        """Raises NotAllowed if this handle holds less than what is stored."""
        if self.grant.partial:
            raise not_granted()

    def _catch_up(self) -> None:
        """Bring memory up to date; under the lock, what a crash left of a line is cut off, too."""
        self.require_in_place()
        try:
            self._replica.catch_up(self._feed.news)
        except Rewound:
            self._reload()
        if self._depth and self._replica.live.torn:
            self._replica.live.cut_off_torn()

    def _reload(self) -> None:
        """Read everything again: a line that was read has been taken back, or the store was restored.

        The first befalls a commit whose disk write failed, and which was seen in between. Anything
        acknowledged that is gone means that something else cut the file; memory stays as it is then.
        """
        known = max(acknowledged(self.folder), self.seq - 1)
        old = self._replica
        fresh = self._read_all(old.live.settled)
        if fresh.seq < known:
            fresh.close()
            path = old.live.path
            raise faults.shortened(path, known, fresh.seq) if old.live.in_place() else faults.replaced(path)
        fresh.renew(old.generation + 1)
        self._replica = fresh
        old.close()
        at = self._now().isoformat(timespec="milliseconds")
        self._feed.news.append(
            Entry(fresh.seq, at, "", "", "reload", tuple(differences(old.tables, fresh.tables)), {})
        )

    def _check_mark(self) -> None:
        """Raises StoreDamaged if a commit that was acknowledged is no longer there."""
        mark = acknowledged(self.folder)
        if mark <= self.seq:
            return
        with while_reading(self.folder):
            self._catch_up()  # a commit may have come in between the two looks
        mark = min(mark, acknowledged(self.folder))  # it only grows, unless it was read while being written
        if mark > self.seq:
            raise faults.shortened(self._replica.live.path, mark, self.seq)

    def _make_folders(self) -> None:
        self.require_in_place()
        with while_writing(self.folder):
            make_folder(self._replica.journal)

    def _writable(self) -> StoreLock:
        """The lock, its folder made on the first write. Raises StoreReadOnly, StoreWriteFailed."""
        if self._lock is None:
            self._make_folders()
            with while_writing(self.folder):
                self._lock = StoreLock(self.folder / LOCK_NAME, self.holder, self.lock_timeout)
        return self._lock

    def _deliver(self) -> None:
        """Tell the listeners of new entries, once the lock has been given back."""
        with self._thread:
            entries = () if self._depth else self._feed.take()
        if entries:
            self._feed.tell(entries)
