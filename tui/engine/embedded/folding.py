"""Folding the journal into the snapshot, archiving segments of long ago, and migrating an older store.

A fold starts a new segment, encodes the documents as of then, and replaces the snapshot file. Commits go
on meanwhile. Whoever dies on the way leaves a store that opens from the snapshot before.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from tui.engine.embedded import archive, migrations, snapshot
from tui.engine.embedded.faults import while_writing
from tui.engine.embedded.journal import JOURNAL_NAME
from tui.engine.embedded.lock import SNAPSHOT_LOCK_NAME, StoreLock
from tui.engine.embedded.segment import ALWAYS_KEPT, LiveSegment
from tui.engine.embedded.snapshot import PREVIOUS_NAME, SNAPSHOT_NAME
from tui.language.errors import StoreBusy, StoreReadOnly
from tui.platform.durable import keep_also_as, make_folder, replace_file


class Foldable(Protocol):
    """What is asked of the storage whose journal is folded. It must hold everything that is stored."""

    @property
    def folder(self) -> Path:
        """The store's folder."""

    @property
    def holder(self) -> str:
        """What is told to who waits for a lock of this handle."""

    @property
    def lock_timeout(self) -> float:
        """How long this handle waits for others, in seconds."""

    @property
    def live(self) -> LiveSegment:
        """The live segment, as far as it was read."""

    def require_in_place(self) -> None:
        """Raises StoreDamaged if the folder is not the one that was opened."""

    def exclusive(self) -> AbstractContextManager[None]:
        """Be the only writer, with memory up to date."""

    def start_segment(self) -> None:
        """Start the segment after the live one, in this program's schema. Under `exclusive`."""

    def point(self) -> snapshot.Point:
        """All documents at one commit."""


def fold_is_due(storage: Foldable) -> bool:
    """Whether the live segment has grown beyond what is always kept, and beyond half the snapshot's size."""
    path = storage.folder / SNAPSHOT_NAME
    return storage.live.offset > max(ALWAYS_KEPT, path.stat().st_size // 2 if path.exists() else 0)


def fold(storage: Foldable, wait: float) -> bool:
    """Fold the journal into the snapshot; False if another process does for more than `wait` seconds.

    The store's lock is held only to start a segment. Raises as a commit does.
    """
    try:
        guard = _guard(storage, wait)
    except StoreBusy:
        return False
    try:
        fold_held(storage)
    finally:
        guard.close()
    return True


def fold_held(storage: Foldable) -> None:
    """Fold the journal into the snapshot; the snapshot's lock must be held. Raises as a commit does."""
    with storage.exclusive():
        if storage.live.entries:
            storage.start_segment()
        elif snapshot.following_segment(storage.folder / SNAPSHOT_NAME) == storage.live.number:
            return  # no commit since the snapshot was written
    _put_snapshot(storage.folder, snapshot.encode(storage.point().snapshot))


def migrate(storage: Foldable) -> None:
    """Bring an older store to this program's schema, after a copy of it was kept. Raises as a commit does."""
    guard = _guard(storage, storage.lock_timeout)
    try:
        with storage.exclusive(), while_writing(storage.folder):
            before = storage.point().snapshot
            if before.schema == migrations.SCHEMA:
                return  # another process was first
            migrations.try_on_copy(storage.folder, before)
            storage.start_segment()  # its header makes it so for every process
            _put_snapshot(storage.folder, snapshot.encode(storage.point().snapshot))
    finally:
        guard.close()


@contextlib.contextmanager
def unfolded(storage: Foldable, wait: float | None = None) -> Iterator[None]:
    """Hold the snapshot's lock: meanwhile no process writes a snapshot or archives segments. Raises StoreBusy, StoreError.

    Waits for another holder at most `wait` seconds (None: the handle's own timeout).

    On a read-only disk nothing is locked, so that the store can still be copied.
    """
    try:
        guard = _guard(storage, storage.lock_timeout if wait is None else wait)
    except StoreReadOnly:
        yield
        return
    try:
        yield
    finally:
        guard.close()


def _guard(storage: Foldable, timeout: float) -> StoreLock:
    """The lock of the snapshot, held: one process at a time writes it.

    Raises StoreBusy after `timeout` seconds, StoreReadOnly, StoreWriteFailed.
    """
    storage.require_in_place()
    with while_writing(storage.folder):
        make_folder(storage.folder / JOURNAL_NAME)
        guard = StoreLock(storage.folder / SNAPSHOT_LOCK_NAME, storage.holder, timeout)
        try:
            guard.acquire()
        except BaseException:
            guard.close()
            raise
    return guard


def _put_snapshot(folder: Path, content: bytes) -> None:
    """Write the snapshot, keep the one before, and archive the segments that neither needs.

    The snapshot's lock must be held. Raises StoreWriteFailed, StoreReadOnly; StoreDamaged if another
    program has changed the one before, which stays as it is then.
    """
    path = folder / SNAPSHOT_NAME
    with while_writing(folder):
        if path.exists():
            if not snapshot.sound(path):
                # What somebody else wrote is not ours to write over, nor to keep as a good copy.
                raise snapshot.damaged(path)
            keep_also_as(path, folder / PREVIOUS_NAME)
        replace_file(path, content)
        from tui.engine.embedded import masked_snapshot  # what it needs is slow to load

        masked_snapshot.keep(folder, content)
        needed = snapshot.following_segment(folder / PREVIOUS_NAME)
        if needed is not None:
            archive.archive(folder, folder / JOURNAL_NAME, needed)
