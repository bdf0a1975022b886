"""Backups of a community in the database, in the one file format that there is: the embedded engine's.

A file made here restores into a folder, and one made of a folder restores into a database.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from tui.engine.changes import Entry
from tui.engine.embedded import archive, migrations, snapshot
from tui.engine.embedded.faults import while_writing
from tui.engine.embedded.journal import (
    JOURNAL_NAME,
    Header,
    chain_after,
    chained,
    create_segment,
    encode_entry,
    encode_header,
)
from tui.engine.embedded.lock import SNAPSHOT_LOCK_NAME, StoreLock
from tui.engine.embedded.snapshot import SNAPSHOT_NAME
from tui.engine.embedded.upkeep.attached import sweep_backups
from tui.engine.embedded.upkeep.backup import BACKUPS_NAME, named_in, parts_of, put_packed, same_folder
from tui.engine.embedded.upkeep.daily import is_due, take_turn
from tui.engine.postgres import faults, rows
from tui.engine.postgres.blobs import fetch
from tui.platform.durable import make_folder, replace_file
from tui.platform.named_files import write_named
from tui.platform.passing import passing_folder

if TYPE_CHECKING:
    from tui.engine.postgres.handle import Handle
    from tui.engine.postgres.link import Patient


def write_backup(engine: Handle, path: Path, put: Callable[[Path, bytes], None] = write_named) -> int:
    """Write the community as it is now to `path`, using `put`; the number of its last commit.

    Nobody has to wait for it. Raises NotAllowed, StoreError.
    """
    engine.require_whole()
    try:
        with contextlib.closing(engine.link.open()) as connection, connection.transaction():
            connection.execute("set transaction isolation level repeatable read, read only")
            read = engine.fresh(connection, inside=True)
            community = engine.address.community
            old = list(_entries(connection, community, archived=True))
            new = list(_entries(connection, community, archived=False))
    except psycopg.Error as error:
        raise faults.told(error, engine.address.where) from error
    with passing_folder() as folder:
        with while_writing(folder):
            lay_out(folder, read, old, new)
            parts = parts_of(folder)
        beside = same_folder(path.parent, engine.folder / BACKUPS_NAME)
        with while_writing(path.parent):
            make_folder(path.parent)
            # Beside it, they are there once for all of them; first: a backup that names what is not there would be none.
            attached = fetch(engine, named_in(parts), path.parent if beside else folder)
            put_packed(path, parts, folder, [] if beside else attached, put)
    return read.seq


def lay_out(folder: Path, read: rows.Read, old: list[Entry], new: list[Entry]) -> None:
    """Lay a store out in `folder`: a snapshot, the commits `old` in the archive, `new` in the journal. Raises OSError."""
    store = read.identity or "0" * 16
    number, follows = 1, 0
    if old:
        header = Header(1, migrations.SCHEMA, old[0].seq - 1, store=store, follows=0, mended=old[0].seq > 1)
        follows = _chain(header, old)
        archive.write_archive(folder, header._replace(ends=follows), old)
        number = 2
    after = new[0].seq - 1 if new else read.seq
    header = Header(
        number, migrations.SCHEMA, after, store=store, follows=follows, mended=number == 1 and after > 0
    )
    journal = folder / JOURNAL_NAME
    make_folder(journal)
    create_segment(journal, header, new)
    content = snapshot.Snapshot(
        read.tables, migrations.SCHEMA, read.seq, number, read.next_ids, store, _chain(header, new)
    )
    (folder / SNAPSHOT_NAME).write_bytes(snapshot.encode(content))


def _chain(header: Header, entries: list[Entry]) -> int:
    """The journal's chain after a segment."""
    chain = chain_after(header, encode_header(header))
    for entry in entries:
        chain = chained(chain, encode_entry(entry))
    return chain


def _entries(connection: Patient, community: str, *, archived: bool) -> Iterator[Entry]:
    found = connection.execute(
        f"select {rows.ENTRY} from xingfu.commits where community = %s and archived = %s order by seq",  # noqa: S608 - no value in it
        (community, archived),
    )
    yield from map(rows.entry_of, found)


def daily_backup(engine: Handle, today: date) -> Path | None:
    """Make the day's backup on this computer unless the last one is of today; the path if one was made. Raises StoreError."""
    folder = engine.folder / BACKUPS_NAME
    if engine.grant.partial or engine.empty or not is_due(folder, today):
        return None
    with while_writing(folder):
        lock = StoreLock(engine.folder / SNAPSHOT_LOCK_NAME, engine.holder, engine.lock_timeout)
    with contextlib.closing(lock):
        lock.acquire()
        made = take_turn(folder, today, lambda path: write_backup(engine, path, replace_file))
        with while_writing(folder):
            sweep_backups(folder)
        return made
