"""Restoring a backup, of a folder or of a database, into a database."""

from __future__ import annotations

from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Final

import orjson

from tui.engine.changes import Entry, Stamp, differences
from tui.engine.embedded import archive, migrations
from tui.engine.embedded.faults import while_writing
from tui.engine.embedded.journal import JOURNAL_NAME, read_segment, segment_numbers
from tui.engine.embedded.upkeep.attached import attached
from tui.engine.embedded.upkeep.backup import BACKUPS_NAME, take_attached, unpacked
from tui.engine.postgres import blobs, faults
from tui.engine.postgres.backup import write_backup
from tui.engine.postgres.counting import mend_quietly
from tui.engine.restoring import Restored
from tui.language.errors import StoreDamaged
from tui.platform.passing import passing_folder

if TYPE_CHECKING:
    from tui.engine.documents import Tables
    from tui.engine.embedded.snapshot import Snapshot
    from tui.engine.postgres.handle import Handle

# So many rows are sent at once.
_BATCH: Final = 500


def restore(engine: Handle, path: Path, by: str, seat: str, *, empty: bool = False) -> Restored:
    """Make the documents of the community those of the backup `path`.

    A community that has commits is changed by one commit like any other, after a backup of it was made on this computer; one
    that has none takes the audit trail too. With `empty` one that has commits is refused. Raises NotAllowed, StoreError; nothing is changed then.
    """
    engine.require_whole()
    with unpacked(path) as (folder, replica):
        found = replica.snapshot()
        tables = migrations.migrated(found.tables, found.schema, migrations.SCHEMA)
        _take_attached(engine, path, {str(one["sha256"]) for _, _, one in attached(tables)})
        aside = None
        if engine.seq:
            aside = _unused(engine.folder / BACKUPS_NAME, engine.now)
            write_backup(engine, aside)
        with engine.exclusive():
            if empty and engine.seq:
                raise faults.others_first()
            if not engine.seq:
                _begin(engine, folder, found, tables, by, seat)
                changed = documents = sum(map(len, tables.values()))
            else:
                changes = list(differences(engine.read() or {}, tables))
                changed, documents = len(changes), sum(map(len, tables.values()))
                engine.commit(changes, Stamp(by, seat, "restore", {"backup": found.seq}))
    mend_quietly(engine)
    return Restored(documents, changed, aside)


def _take_attached(engine: Handle, path: Path, named: set[str]) -> None:
    """Have the attached files `named` in the database, from the backup `path` or from what lies beside it. Raises StoreError."""
    wanted = blobs.missing(engine, named) if named else set()
    if wanted:
        with passing_folder() as folder, while_writing(folder):
            take_attached(path, folder, wanted)
            blobs.take(engine, folder, wanted)


def _unused(backups: Path, now: datetime) -> Path:
    stem = f"before-restore-{now.strftime('%Y-%m-%dT%H%M%S')}"
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(free for name in names if not (free := backups / f"{name}.tar.gz").exists())


def _begin(engine: Handle, folder: Path, found: Snapshot, tables: Tables, by: str, seat: str) -> None:
    """Fill the empty community: documents, audit trail and numbers, and a commit that says so. One transaction."""
    community = engine.address.community
    at = engine.now.isoformat(timespec="milliseconds")
    told = Entry(found.seq + 1, at, by, seat, "restore", (), {"backup": found.seq})
    bodies = [
        (name, key, orjson.dumps(document).decode())
        for name, table in tables.items()
        for key, document in table.items()
    ]
    for start in range(0, len(bodies), _BATCH):
        names, keys, texts = map(list, zip(*bodies[start : start + _BATCH], strict=True))
        engine.ask(
            "insert into xingfu.documents (community, name, id, added, place, changed, body) "
            "select %s, name, id, %s, %s + place, %s, body "
            "from unnest(%s::text[], %s::text[], %s::text[]) with ordinality as g(name, id, body, place)",
            (community, found.seq, start, found.seq, names, keys, texts),
        )
    trail = [*_trail(folder), (told, False)]
    for start in range(0, len(trail), _BATCH):
        _insert_commits(engine, trail[start : start + _BATCH])
    engine.ask(
        "insert into xingfu.numbers (community, name, next_id) select %s, name, next_id "
        "from unnest(%s::text[], %s::bigint[]) as g(name, next_id)",
        (community, list(found.next_ids), list(found.next_ids.values())),
    )
    engine.keep("update xingfu.communities set seq = %s where community = %s", (told.seq, community))
    engine.read_again()


def _insert_commits(engine: Handle, trail: list[tuple[Entry, bool]]) -> None:
    entries = [entry for entry, _ in trail]
    engine.ask(
        "insert into xingfu.commits (community, seq, key, at, person, seat, action, about, changes, archived) "
        "select %s, seq, 'restored ' || seq, at, person, seat, action, about, changes, archived "
        "from unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::boolean[]) "
        "as g(seq, at, person, seat, action, about, changes, archived)",
        (
            engine.address.community,
            [entry.seq for entry in entries],
            [entry.at for entry in entries],
            [entry.by for entry in entries],
            [entry.seat for entry in entries],
            [entry.action for entry in entries],
            [orjson.dumps(dict(entry.about)).decode() for entry in entries],
            [orjson.dumps([change.as_json() for change in entry.changes]).decode() for entry in entries],
            [archived for _, archived in trail],
        ),
    )


def _trail(folder: Path) -> list[tuple[Entry, bool]]:
    """The commits in a copy of a store, and whether each is archived; those that cannot be read are left out."""
    found: dict[int, tuple[Entry, bool]] = {}
    for number in archive.archived_numbers(folder):
        try:
            found.update({entry.seq: (entry, True) for entry in archive.read_archive(folder, number)[1]})
        except StoreDamaged:  # damaged when it was backed up; the documents do not need it
            continue
    for number in segment_numbers(folder / JOURNAL_NAME):
        found.update({entry.seq: (entry, False) for entry in read_segment(folder / JOURNAL_NAME, number)})
    return [found[seq] for seq in sorted(found)]
