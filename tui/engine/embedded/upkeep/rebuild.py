"""Putting other documents in the place of a store's, where its own files cannot be read any more.

What was there is kept aside. The audit trail goes on: the number of the first commit afterwards is
beyond every one that was acknowledged, and programs that have the store open read it anew.
"""

from __future__ import annotations

import contextlib
import filecmp
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Final

from tui.engine.changes import Entry
from tui.engine.embedded import archive, masked_snapshot, migrations, snapshot
from tui.engine.embedded.faults import while_writing
from tui.engine.embedded.journal import (
    ARCHIVE_NAME,
    JOURNAL_NAME,
    Header,
    chain_after,
    chained,
    create_segment,
    encode_entry,
    encode_header,
    new_identity,
    read_segment,
    segment_numbers,
    segment_path,
)
from tui.engine.embedded.lock import LOCK_NAME, SNAPSHOT_LOCK_NAME, StoreLock
from tui.engine.embedded.mark import MarkFile, forget_mark
from tui.engine.embedded.snapshot import PREVIOUS_NAME, SNAPSHOT_NAME
from tui.engine.embedded.soundness import pieces
from tui.language.errors import StoreDamaged
from tui.platform.durable import make_folder, replace_file

ASIDE: Final = "aside-"
# File in a copy set aside, until the repair that made it has finished: the number of the segment with which it would
# be, and whether the copy is complete.
_UNFINISHED: Final = "unfinished"
_COPIED: Final = "copied"
# Folder in it with what a repair that died halfway had changed, if another had to go on.
_AGAIN: Final = "again"


@dataclass(frozen=True, slots=True)
class Readable:
    """What can be read of one journal segment.

    `whole`: every line, except perhaps an incomplete last one; `clean`: every byte. `chains` are the values of the
    journal's chain after each entry, computed from the readable lines; `ends` is the value at the end.
    """

    number: int
    entries: tuple[Entry, ...]
    whole: bool
    clean: bool
    header: Header | None
    chains: tuple[int, ...] = ()
    ends: int = 0

    @property
    def anew_after(self) -> int | None:
        """The commit of the snapshot that the segment continues; None if it continues another segment."""
        return self.header.after if self.header and self.header.anew else None


@contextlib.contextmanager
def locked(folder: Path, holder: str, timeout: float = 5.0) -> Iterator[StoreLock]:
    """The store's lock and that of its snapshot, both held. Raises StoreBusy, StoreReadOnly, StoreWriteFailed."""
    with contextlib.ExitStack() as stack:
        with while_writing(folder):
            make_folder(folder / JOURNAL_NAME)
            locks = [StoreLock(folder / name, holder, timeout) for name in (SNAPSHOT_LOCK_NAME, LOCK_NAME)]
        for lock in locks:
            stack.callback(lock.close)
        for lock in locks:
            lock.acquire()
        yield locks[-1]


def put_in_place(
    folder: Path,
    lock: StoreLock,
    documents: snapshot.Snapshot,
    entry: Entry,
    damaged: Iterable[Readable] = (),
    *,
    without: Iterable[Path] = (),
    trail: Path | None = None,
) -> Path:
    """Replace the store's documents by `documents`, and record `entry`, which changes nothing but says why.

    `entry.seq` must be greater than that of every acknowledged commit. The readable lines of `damaged` segments
    stay in the audit trail, the files `without` are removed from it; `trail`, the folder of another copy of the
    store, replaces all of it. The store's `lock` must be held. Returns the folder with a copy of the old files.
    Raises StoreWriteFailed, StoreReadOnly.
    """
    journal = folder / JOURNAL_NAME
    with while_writing(folder):
        number = _newest(folder, *([trail] if trail else [])) + 1
        aside = _copy_aside(folder, entry.at, number)
        for segment in damaged:
            _keep_readable(journal, segment)
        for path in without:
            path.unlink(missing_ok=True)
        if not trail:
            _begin(folder)
        if trail:
            _take_trail(folder, trail)
        header = _following(folder, number, entry.seq - 1, documents.store)
        chain = chain_after(header, encode_header(header))
        content = documents._replace(
            schema=migrations.SCHEMA, seq=entry.seq - 1, segment=number, store=header.store, chain=chain
        )
        forget_mark(folder)  # the mark is about the old state
        replace_file(folder / SNAPSHOT_NAME, snapshot.encode(content))
        # What is replayed onto the snapshot before would not give these documents.
        (folder / PREVIOUS_NAME).unlink(missing_ok=True)
        # Last: without it a segment is missing, so an interrupted rebuild is repaired like any such damage.
        create_segment(journal, header, [entry])
        lock.mark(entry.seq)
        mark = MarkFile(folder)
        mark.write(entry.seq, chained(chain, encode_entry(entry)), header.store)
        mark.close()
        (aside / _UNFINISHED).unlink(missing_ok=True)
        _sweep(
            folder,
            journal,
            folder / ARCHIVE_NAME,
            aside,
            *(path for path in aside.rglob("*") if path.is_dir()),
        )
    return aside


def _sweep(*folders: Path) -> None:
    """Remove the files that a program was writing when it died; the store's lock excludes others. Raises OSError."""
    for folder in folders:
        for half in folder.glob("*.new"):
            half.unlink(missing_ok=True)


def _newest(*folders: Path) -> int:
    """The highest number of a segment of the stores in `folders`, archived ones included; 0 if there is none."""
    numbers = [
        number
        for folder in folders
        for number in (*segment_numbers(folder / JOURNAL_NAME), *archive.archived_numbers(folder))
    ]
    return max(numbers, default=0)


def _following(folder: Path, number: int, after: int, store: str) -> Header:
    """The header of segment `number`, which continues a snapshot, and in the audit trail the last segment there."""
    last = max(pieces(folder), key=lambda piece: piece.header.segment, default=None)
    ends = last.ends if last and last.header.segment == number - 1 else None
    follows = int(new_identity()[:8], 16) if ends is None else ends
    return Header(number, migrations.SCHEMA, after, anew=True, store=store or new_identity(), follows=follows)


def _keep_readable(journal: Path, segment: Readable) -> None:
    if segment.entries:
        after = segment.entries[0].seq - 1
        store = segment.header.store if segment.header else ""
        header = Header(segment.number, migrations.SCHEMA, after, store=store, follows=0, mended=True)
        create_segment(journal, header, segment.entries)
    else:
        segment_path(journal, segment.number).unlink(missing_ok=True)


def _begin(folder: Path) -> None:
    """Mark the first remaining segment as `mended`, so that those before it are not missed."""
    first = next(pieces(folder), None)
    if first is None or not first.header.after or first.header.mended:
        return
    header = first.header._replace(mended=True)
    if first.path.parent.name == ARCHIVE_NAME:
        archive.write_archive(folder, header, archive.read_archive(folder, header.segment)[1])
    else:
        journal = folder / JOURNAL_NAME
        create_segment(journal, header, list(read_segment(journal, header.segment)))


def _take_trail(folder: Path, trail: Path) -> None:
    """Replace the audit trail by that of another copy of the store, in the folder `trail`."""
    archived = []
    for number in archive.archived_numbers(trail):
        with contextlib.suppress(StoreDamaged):  # damaged when it was backed up; the documents do not need it
            archived.append(archive.read_archive(trail, number))
    (folder / masked_snapshot.NAME).unlink(missing_ok=True)
    for number in segment_numbers(folder / JOURNAL_NAME):
        segment_path(folder / JOURNAL_NAME, number).unlink()
    for number in archive.archived_numbers(folder):
        archive.archive_path(folder, number).unlink()
    for header, entries in archived:
        archive.write_archive(folder, header, entries)
    for number in segment_numbers(trail / JOURNAL_NAME):
        archive.archive_one(folder, trail / JOURNAL_NAME, number, archive.without_contacts)


def _copy_aside(folder: Path, at: str, number: int) -> Path:
    """Copy the store's files into a new folder, before a repair that ends with segment `number`; its path.

    If an earlier repair died or failed, its copy is completed instead: what that repair had changed goes into a
    folder inside. So repeated attempts leave one copy. A new copy that fails halfway is deleted. Raises OSError.
    """
    found = {
        path.relative_to(folder): path
        for name in (SNAPSHOT_NAME, PREVIOUS_NAME, JOURNAL_NAME, ARCHIVE_NAME)
        for path in [folder / name, *(folder / name).glob("*")]
        if path.is_file() and path.suffix != ".new"
    }
    begun = next((old for old in sorted(folder.glob(f"{ASIDE}*")) if _is_begun(old, folder)), None)
    aside = begun or _unused(folder / f"{ASIDE}{at[:19].replace(':', '')}")
    copied = begun is not None and _COPIED in _said(begun)
    try:
        make_folder(aside)
        if not copied:
            replace_file(aside / _UNFINISHED, f"{number}\n".encode())
        for name, path in found.items():
            _keep_in(aside, name, path, complete=copied)
        if not copied:
            replace_file(aside / _UNFINISHED, f"{number} {_COPIED}\n".encode())
    except OSError:
        if begun is None:
            shutil.rmtree(aside, ignore_errors=True)
        raise
    return aside


def _keep_in(aside: Path, name: Path, path: Path, *, complete: bool) -> None:
    """Keep the file `path` of a store in `aside` under its `name`, unless it is there already in one of its states.

    The copy itself gets nothing more if it is `complete`.
    """
    again = chain([_AGAIN], (f"{_AGAIN}-{n}" for n in count(2)))
    for layer in chain([aside], (aside / one for one in again)):
        copy = layer / name
        if copy.exists():
            if filecmp.cmp(copy, path, shallow=False):
                return
        elif layer != aside or not complete:
            make_folder(copy.parent)
            replace_file(copy, path.read_bytes())
            return


def _is_begun(aside: Path, folder: Path) -> bool:
    """Whether `aside` was made by a repair of the store in `folder` that did not come to its end."""
    number = next(iter(_said(aside)), "")
    if number.isdecimal():
        return _newest(folder) < int(number)
    return all(
        path.is_dir() or path.suffix == ".new" for path in aside.rglob("*")
    )  # it died at its first step


def _said(aside: Path) -> list[str]:
    """The words in the file that is in `aside` until the repair has finished; none if it is not there."""
    try:
        return (aside / _UNFINISHED).read_text().split()
    except (OSError, ValueError):
        return []


def _unused(path: Path) -> Path:
    """The path, with a number appended if it is taken."""
    names = chain([path.name], (f"{path.name}-{number}" for number in count(2)))
    return next(free for name in names if not (free := path.with_name(name)).exists())
