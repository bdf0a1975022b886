"""Forgetting a resident: their data goes from records, journal, audit trail, backups and drafts.

The wish itself stays, without the person: the broken road is still broken. What lies out of the
program's reach is named, not passed over.
"""

from __future__ import annotations

import fcntl
import os
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from tui.engine.changes import Change, Entry, Stamp, difference
from tui.engine.embedded import archive, snapshot
from tui.engine.embedded.faults import while_reading, while_writing
from tui.engine.embedded.folding import unfolded
from tui.engine.embedded.journal import (
    JOURNAL_NAME,
    create_segment,
    read_header,
    read_segment,
    segment_numbers,
    segment_path,
)
from tui.engine.embedded.segment import TORN_NAME
from tui.engine.embedded.snapshot import PREVIOUS_NAME, SNAPSHOT_NAME
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.upkeep.backup import BACKUPS_NAME, pack, unpacked
from tui.engine.embedded.upkeep.rebuild import ASIDE
from tui.kinds.registry import personal
from tui.language.errors import Message, NotFound, StoreError, UsageError
from tui.platform.durable import replace_file
from tui.rules.privacy.masking import mask_phone
from tui.rules.privacy.removal import Removal, meant
from tui.seats import drafts
from tui.seats.actor import Actor

_WAIT: Final = 30.0


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done: how many records and backups were changed, and what could not be reached."""

    records: int
    backups: int
    unreached: tuple[Message, ...]


def person(storage: JournalStorage, name: str, phone: str = "") -> Removal:
    """Who is meant by `name`, and by `phone` where several have that name.

    Theirs are the records of that name, the visits to their household, and the mediations to which they
    were a party. Raises NotFound; UsageError if it could be more than one person; NotAllowed, StoreError.
    """
    removal = meant(_ever(storage), name, phone)
    if len(removal.phones) > 1:
        raise UsageError(
            Message(
                "Several residents are named «{name}», or one with several numbers: {phones}. "
                "Say which with --phone.",
                {"name": name, "phones": ", ".join(sorted(map(mask_phone, removal.phones)))},
            )
        )
    if not removal.records and not (removal.name and any(_changes(storage, removal))):
        raise NotFound(Message("No record is of a person named «{name}».", {"name": name}))
    return removal


def _ever(storage: JournalStorage) -> dict[tuple[str, str], Mapping[str, Any]]:
    """All documents; those that were removed as they were last, for the journal has them still."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for archived in (True, False):
        for entry in storage.entries(archived=archived):
            for change in entry.changes:
                if change.was is not None and change.now is None:
                    # The archive has contacts masked, which would look like other numbers and houses.
                    masked = {"phone", "address"} if archived else frozenset()
                    kinds = personal(change.table)
                    was = {f: v for f, v in change.was.items() if kinds.get(f) not in masked}
                    found[change.table, change.key] = was
    for table, documents in (storage.read() or {}).items():
        found.update({(table, key): document for key, document in documents.items()})
    return found


def involved(storage: JournalStorage, removal: Removal) -> list[str]:
    """What the records are called that are changed: the numbers of wishes, other records by kind and id."""
    known = storage.read() or {}
    touched = [(c.table, c.key) for c in _changes(storage, removal)]
    return [str(known[t][k].get("number") or f"{t} {k}") for t, k in sorted(touched)]


def forget(storage: JournalStorage, removal: Removal, actor: Actor) -> Forgotten:
    """Remove the person everywhere. May be run again if it was interrupted. Raises NotAllowed, StoreError."""
    folder = storage.folder
    with storage.exclusive():
        changes = list(_changes(storage, removal))
        storage.commit(changes, Stamp(actor.name, actor.seat, "forget", {}))
    storage.compact(wait=_WAIT)
    with unfolded(storage), while_writing(folder):
        live = storage.live.number
        (folder / PREVIOUS_NAME).unlink(missing_ok=True)
        for number in segment_numbers(folder / JOURNAL_NAME):
            if number < live:
                path = segment_path(folder / JOURNAL_NAME, number)
                entries = map(archive.without_contacts, read_segment(folder / JOURNAL_NAME, number))
                archive.write_archive(folder, read_header(path), _cleaned(entries, removal))
                path.unlink()
        _clean_archives(folder, removal)
        unreached = [*_clean_leftovers(folder, removal), *_mentions(storage, removal)]
        backups, beyond = _clean_backups(folder, removal)
    return Forgotten(len(changes), backups, (*beyond, *unreached, _OUTSIDE))


_OUTSIDE: Final = Message(
    "Copies outside of the data folder: backups made with «xingfu backup», exports, paper. "
    "Delete or correct them by hand."
)


def _changes(storage: JournalStorage, removal: Removal) -> Iterator[Change]:
    now = storage.now.isoformat(timespec="seconds")
    for table, documents in (storage.read() or {}).items():
        for key, document in documents.items():
            after = removal.cleaned(table, key, document)
            if after != document:
                after |= {"rev": int(document.get("rev", 0)) + 1, "updated_at": now}
                change = difference(table, key, document, after)
                if change:
                    yield change


def _cleaned(entries: Iterator[Entry], removal: Removal) -> Iterator[Entry]:
    for entry in entries:
        yield entry._replace(
            changes=tuple(c.through(partial(removal.cleaned, c.table, c.key)) for c in entry.changes)
        )


def _clean_archives(folder: Path, removal: Removal) -> None:
    for number in archive.archived_numbers(folder):
        header, entries = archive.read_archive(folder, number)
        cleaned = list(_cleaned(iter(entries), removal))
        if cleaned != entries:
            archive.write_archive(folder, header, cleaned)


def _clean_snapshot(path: Path, removal: Removal) -> bool:
    """Clean one snapshot file, if it is there; whether anything was in it."""
    content = snapshot.load(path)
    if content is None:
        return False
    tables = {
        t: {k: removal.cleaned(t, k, d) for k, d in table.items()} for t, table in content.tables.items()
    }
    if tables == content.tables:
        return False
    replace_file(path, snapshot.encode(content._replace(tables=tables)))
    return True


def _clean_copy(folder: Path, removal: Removal) -> bool:
    """Clean a copy of a store that nobody writes; whether anything was in it. Raises StoreDamaged, OSError."""
    found = False
    for name in (SNAPSHOT_NAME, PREVIOUS_NAME):
        found |= _clean_snapshot(folder / name, removal)
    journal = folder / JOURNAL_NAME
    for number in segment_numbers(journal):
        entries = list(read_segment(journal, number))
        cleaned = list(_cleaned(iter(entries), removal))
        if cleaned != entries:
            found = True
            create_segment(journal, read_header(segment_path(journal, number)), cleaned)
    _clean_archives(folder, removal)
    return found


def _clean_backups(folder: Path, removal: Removal) -> tuple[int, list[Message]]:
    changed, beyond = 0, []
    for path in sorted((folder / BACKUPS_NAME).glob("*.tar.gz")):
        try:
            with unpacked(path) as (copy, _):
                if _clean_copy(copy, removal):
                    replace_file(path, pack(copy))
                    changed += 1
        except (StoreError, tarfile.TarError):
            beyond.append(Message("{file} cannot be read, and may hold it.", {"file": str(path)}))
    for aside in folder.glob(f"{ASIDE}*"):
        try:
            changed += _clean_copy(aside, removal)
        except StoreError:
            beyond.append(Message("{file} cannot be read, and may hold it.", {"file": str(aside)}))
    for path in folder.glob("xingfu-schema-*.json"):
        changed += _clean_snapshot(path, removal)
    return changed, beyond


def _clean_leftovers(folder: Path, removal: Removal) -> Iterator[Message]:
    """Torn lines, drafts and halves of backups that mention the person go; what is in use is told."""
    for path in (folder / BACKUPS_NAME).glob(
        "*.new"
    ):  # a program died while it wrote; nobody else writes now
        path.unlink()
    for path in (folder / TORN_NAME).glob("*"):
        if removal.mentioned(path.read_bytes().decode(errors="replace")):
            path.unlink()
    for path in (folder / drafts.FOLDER).glob("*.json"):
        fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        try:
            if removal.mentioned(os.pread(fd, os.fstat(fd).st_size, 0).decode(errors="replace")):
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
        except BlockingIOError:
            yield Message("A form that is open now, of {file}.", {"file": path.name})
        finally:
            os.close(fd)
    for path in (folder / "log").glob("*"):
        if removal.mentioned(path.read_text(encoding="utf-8", errors="replace")):
            yield Message("The log {file}: delete it when no program is open.", {"file": path.name})


def _mentions(storage: JournalStorage, removal: Removal) -> Iterator[Message]:
    """Records of others in which the name stands: only a person can tell whether it is the same one."""
    with while_reading(storage.folder):
        for table, documents in (storage.read() or {}).items():
            for key, document in documents.items():
                if removal.mentioned(document):
                    yield Message(
                        "The name, number or address stands in {table} {id} as well; look whether it is the "
                        "same person.",
                        {"table": table, "id": document.get("number") or key},
                    )
