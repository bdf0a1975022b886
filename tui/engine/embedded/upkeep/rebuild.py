"""Putting other documents in the place of a store's, where its own files cannot be read any more.

What was there is kept aside. The audit trail goes on: the number of the first commit afterwards is
beyond every one that was acknowledged, and programs that have the store open read it anew.
"""

from __future__ import annotations

import contextlib
import filecmp
import shutil
from collections.abc import Iterable, Iterator, Mapping
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
# File in a copy set aside, until the repair that made it has finished.
_UNFINISHED: Final = "unfinished"


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
        aside = _copy_aside(folder, entry.at)
        old = [*segment_numbers(journal), *archive.archived_numbers(folder)]
        number = max([*old, *(segment_numbers(trail / JOURNAL_NAME) if trail else ())], default=0) + 1
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
    return aside


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


def _copy_aside(folder: Path, at: str) -> Path:
    """Copy the store's files into a new folder; its path. Raises OSError.

    A copy left by a failed repair, or a part of one, is completed: so repeated attempts leave one copy of each
    state. A new copy that fails halfway is deleted.
    """
    found = {
        path.relative_to(folder): path
        for name in (SNAPSHOT_NAME, PREVIOUS_NAME, JOURNAL_NAME, ARCHIVE_NAME)
        for path in [folder / name, *(folder / name).glob("*")]
        if path.is_file()
    }
    begun = (old for old in sorted(folder.glob(f"{ASIDE}*")) if _is_part(old, found))
    aside = next(begun, None) or _unused(folder / f"{ASIDE}{at[:19].replace(':', '')}")
    new = not aside.exists()
    try:
        make_folder(aside)
        replace_file(aside / _UNFINISHED, b"")
        for name, path in found.items():
            copy = aside / name
            if not copy.exists():
                make_folder(copy.parent)
                replace_file(copy, path.read_bytes())
    except OSError:
        if new:
            shutil.rmtree(aside, ignore_errors=True)
        raise
    return aside


def _is_part(aside: Path, found: Mapping[Path, Path]) -> bool:
    """Whether `aside` was left by a failed repair and every file in it equals one of `found`."""
    copies = {path.relative_to(aside): path for path in aside.rglob("*") if path.is_file()}
    return copies.pop(Path(_UNFINISHED), None) is not None and all(
        name in found and filecmp.cmp(path, found[name], shallow=False)
        for name, path in copies.items()
        if path.suffix != ".new"  # left by a program that died while writing
    )


def _unused(path: Path) -> Path:
    """The path, with a number appended if it is taken."""
    names = chain([path.name], (f"{path.name}-{number}" for number in count(2)))
    return next(free for name in names if not (free := path.with_name(name)).exists())
