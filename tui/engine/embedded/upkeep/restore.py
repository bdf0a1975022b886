"""Restoring a backup. What was there is kept aside, and can be restored in turn."""

from __future__ import annotations

import contextlib
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Final

from tui.engine.changes import Entry, Stamp, differences
from tui.engine.embedded import migrations, snapshot
from tui.engine.embedded.faults import while_writing
from tui.engine.embedded.journal import JOURNAL_NAME, segment_numbers
from tui.engine.embedded.mark import acknowledged
from tui.engine.embedded.snapshot import SNAPSHOT_NAME
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.upkeep.attached import attached
from tui.engine.embedded.upkeep.backup import BACKUPS_NAME, take_attached, unpacked, write_backup
from tui.engine.embedded.upkeep.rebuild import locked, put_in_place
from tui.engine.embedded.upkeep.salvage import readable_segments
from tui.engine.restoring import Restored
from tui.language.errors import StoreDamaged, StoreError
from tui.platform.durable import make_folder
from tui.rules.privacy.rights import RIGHTS
from tui.seats.actor import Actor

_BEFORE: Final = "before-restore-"


def restore(folder: Path, path: Path, actor: Actor, now: datetime) -> Restored:
    """Make the documents of the store in `folder` those of the backup `path`.

    A store that can be read is changed by one commit like any other, so that everybody who has it open
    goes on with what was restored. Raises NotAllowed, StoreError; nothing is changed then.
    """
    with unpacked(path) as (backup, replica):
        documents = replica.snapshot()
        files = {str(one["sha256"]) for _, _, one in attached(documents.tables)}
        if files:  # before the documents that name them; one too many is swept away in time
            with while_writing(folder):
                make_folder(folder)
                take_attached(path, folder, files)
        try:
            storage = JournalStorage(folder, now=lambda: now, holder=actor.name, grant=RIGHTS[actor.role])
        except StoreDamaged:
            return _in_place(folder, backup, documents, actor, now)
        try:
            if not storage.seq:
                return _in_place(folder, backup, documents, actor, now)
            aside = _kept_before(storage) or _unused(folder / BACKUPS_NAME, now)
            if not aside.exists():
                write_backup(storage, aside)
            with storage.exclusive():
                tables = migrations.migrated(documents.tables, documents.schema, migrations.SCHEMA)
                changes = list(differences(storage.read() or {}, tables))
                about = {"backup": documents.seq}
                storage.commit(changes, Stamp(actor.name, actor.seat, "restore", about))
        finally:
            storage.close()
    return Restored(_count(tables), len(changes), aside)


def _kept_before(storage: JournalStorage) -> Path | None:
    """The backup that a restore which died before its commit made of the store as it still is."""
    made = sorted(
        (storage.folder / BACKUPS_NAME).glob(f"{_BEFORE}*.tar.gz"), key=lambda path: path.stat().st_mtime
    )
    for path in made[-1:]:
        with contextlib.suppress(StoreError), unpacked(path) as (_, replica):
            kept, now = replica.snapshot(), storage.point().snapshot
            if (kept.store, kept.seq, kept.tables) == (now.store, now.seq, now.tables):
                return path
    return None


def _unused(backups: Path, now: datetime) -> Path:
    """A new name; never that of one of the same second, which a clock that is set back may bring again."""
    stem = f"{_BEFORE}{now.strftime('%Y-%m-%dT%H%M%S')}"
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(free for name in names if not (free := backups / f"{name}.tar.gz").exists())


def _in_place(
    folder: Path, backup: Path, documents: snapshot.Snapshot, actor: Actor, now: datetime
) -> Restored:
    """Restore where there is nothing, or nothing that can be read."""
    tables = migrations.migrated(documents.tables, documents.schema, migrations.SCHEMA)
    with locked(folder, actor.name) as lock:
        there = (folder / SNAPSHOT_NAME).exists() or segment_numbers(folder / JOURNAL_NAME)
        seq = max(documents.seq, acknowledged(folder), _last_readable(folder)) + 1
        about = {
            "backup": documents.seq,
            "lost": [[documents.seq + 1, seq - 1]] if seq - 1 > documents.seq else [],
        }
        entry = Entry(
            seq, now.isoformat(timespec="milliseconds"), actor.name, actor.seat, "restore", (), about
        )
        aside = put_in_place(
            folder,
            lock,
            snapshot.Snapshot(tables, migrations.SCHEMA, seq - 1, next_ids=documents.next_ids),
            entry,
            trail=backup,
        )
    count = _count(tables)
    return Restored(count, count, aside if there else None)


def _last_readable(folder: Path) -> int:
    """The last commit of which anything can be read; 0 if there is none. Raises StoreTooNew."""
    return max((e.seq for s in readable_segments(folder / JOURNAL_NAME) for e in s.entries), default=0)


def _count(tables: snapshot.Tables) -> int:
    return sum(len(table) for table in tables.values())
