"""Repair: what can be read of a damaged store, from which good copy on, and what is lost.

Looking changes nothing. Every line of the journal carries its own checksum, so a damaged one does not
take the others along; the snapshot, the one before it, and every backup are starting points, and the
one from which the fewest commits are missing is taken.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from tui.engine.changes import Entry
from tui.engine.embedded import archive, migrations, snapshot
from tui.engine.embedded.faults import broken_sequence, mixed, shortened, while_reading
from tui.engine.embedded.journal import (
    JOURNAL_NAME,
    Header,
    chain_after,
    chained,
    encode_header,
    parse_line,
    segment_numbers,
    segment_path,
)
from tui.engine.embedded.lock import StoreLock
from tui.engine.embedded.mark import MARK_NAME, acknowledged, read_mark
from tui.engine.embedded.replica import Replica, Rewound
from tui.engine.embedded.snapshot import PREVIOUS_NAME, SNAPSHOT_NAME
from tui.engine.embedded.soundness import Piece, pieces, previous_problem, trail_problems
from tui.engine.embedded.soundness import strangers as strangers_of
from tui.engine.embedded.upkeep import backup
from tui.engine.embedded.upkeep.backup import BACKUPS_NAME
from tui.engine.embedded.upkeep.rebuild import Readable, put_in_place
from tui.language.errors import Message, StoreDamaged, StoreError
from tui.seats.actor import Actor

SeqRange = tuple[int, int]
"""The sequence numbers of the first and of the last of several commits."""

# A mark that is further ahead of everything readable was not written by the program.
_CREDIBLE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What is wrong with a store and what a repair does about it.

    The documents are those of the snapshot or backup `base` (None: an empty store) with `replayed` later commits
    applied. `lost` are the ranges of commits that are gone; `skipped` counts changes to records that were lost with
    them. `written_off` are the ranges that the audit trail will lack. `strangers` are files from other copies of
    the store, which are not used.
    """

    problems: tuple[Message, ...]
    base: Path | None
    replayed: int
    lost: tuple[SeqRange, ...]
    skipped: int
    documents: snapshot.Snapshot
    written_off: tuple[SeqRange, ...]
    damaged: tuple[Readable, ...]
    archives: tuple[Path, ...]
    strangers: tuple[Path, ...] = ()

    @property
    def lost_commits(self) -> int:
        """How many commits are lost."""
        return sum(last - first + 1 for first, last in self.lost)


@dataclass(frozen=True, slots=True)
class _Replay:
    documents: snapshot.Snapshot
    count: int
    lost: tuple[SeqRange, ...]
    skipped: int


def examine(folder: Path) -> Plan | None:
    """What a repair of the store in `folder` would do; None if its files are sound.

    The store's lock must be held. Raises StoreTooNew; StoreError if nothing is left to repair from.
    """
    with while_reading(folder):
        problems = tuple(_problems(folder))
        if not problems:
            return None
        segments = tuple(readable_segments(folder / JOURNAL_NAME))
        archives = dict(_archives(folder))
        floor = max((s.anew_after for s in segments if s.anew_after is not None), default=0)
        archived = [entry.seq for found in archives.values() for entry in found or ()]
        mark = max([acknowledged(folder), *archived])
        best: tuple[Path | None, _Replay] | None = None
        taken: tuple[Readable, ...] = ()
        for path, base, more in _bases(folder, _identity(folder, segments)):
            belonging = of_one_history(base, segments)
            entries = {**more, **{entry.seq: entry for one in belonging for entry in one.entries}}
            top = max([base.seq, *entries])
            replay = _replay(base, entries, max(top, mark if mark - top < _CREDIBLE else 0), floor)
            if best is None or _rank(replay) > _rank(best[1]):
                best, taken = (path, replay), belonging
    assert best is not None  # the empty store is among the bases
    path, replay = best
    if not any(replay.documents.tables.values()) and not replay.count:
        raise StoreError(
            Message(
                "Nothing readable is left of the store in {folder}, and there is no backup in it. "
                "Restore one from elsewhere: xingfu restore FILE",
                {"folder": str(folder)},
            )
        )
    strangers = _strangers(folder, segments, taken)
    kept = [s.entries for s in segments if segment_path(folder / JOURNAL_NAME, s.number) not in strangers]
    # Also an archived segment that has the number of a stranger in the journal.
    kept += [tuple(found) for path, found in _archives(folder, strangers) if found and path not in strangers]
    entry_numbers = sorted({entry.seq for entries in kept for entry in entries})
    return Plan(
        problems,
        path,
        replay.count,
        replay.lost,
        replay.skipped,
        replay.documents,
        _missing(entry_numbers, (entry_numbers or [replay.documents.seq])[0] - 1, replay.documents.seq),
        tuple(segment for segment in segments if not segment.clean),
        tuple(path for path, found in archives.items() if found is None),
        strangers,
    )


def repair(folder: Path, lock: StoreLock, plan: Plan, actor: Actor, now: datetime) -> Path:
    """Carry out `plan`, which was made while the `lock` was held, as it still is; the folder with the old files.

    Raises StoreWriteFailed, StoreReadOnly.
    """
    seq = plan.documents.seq + 1
    about = {"lost": [list(span) for span in plan.written_off], "skipped": plan.skipped}
    at = now.isoformat(timespec="milliseconds")
    entry = Entry(seq, at, actor.name, actor.seat, "repair", (), about)
    without = (*plan.archives, *plan.strangers)
    return put_in_place(folder, lock, plan.documents, entry, plan.damaged, without=without)


def _rank(replay: _Replay) -> tuple[int, int, int]:
    return -sum(last - first + 1 for first, last in replay.lost), -replay.skipped, -replay.count


# ---- what is wrong


def _problems(folder: Path) -> Iterator[Message]:
    journal = folder / JOURNAL_NAME
    second, top = read_mark(folder), 0
    try:
        replica = Replica(folder, witnesses={second.seq: second.chain} if second else {})
    except StoreDamaged as error:
        yield error.message
    except Rewound:
        return  # somebody is restoring it: a reader that looks again finds it whole
    else:
        replica.close()
        mark, top = acknowledged(folder), replica.seq
        if mark > replica.seq:
            yield shortened(replica.live.path, mark, replica.seq).message
        if second and replica.store and second.store != replica.store:
            yield mixed(folder / MARK_NAME).message
        if stale := previous_problem(folder, replica):
            yield stale
    yield from trail_problems(folder)
    entries: list[Entry] = []
    for path, found in _archives(folder):
        entries.extend(found or ())
        if found is None:
            yield Message("{file}, a part of the audit trail, is damaged.", {"file": str(path)})
    for segment in readable_segments(journal):
        entries.extend(segment.entries)
        if not segment.whole:
            path = segment_path(journal, segment.number)
            yield Message("{file} has lines that are not as the program wrote them.", {"file": str(path)})
    if problem := broken_sequence(entries, journal, top):
        yield problem


def readable_segments(journal: Path) -> Iterator[Readable]:
    """What can be read of each segment, oldest first. Raises StoreTooNew, OSError."""
    numbers = segment_numbers(journal)
    for number in numbers:
        *lines, rest = segment_path(journal, number).read_bytes().split(b"\n")
        header: Header | None = None
        entries: list[Entry] = []
        chain, chains = 0, list[int]()
        # The end of the live segment may be a commit in the making, which is cut off in time.
        whole, clean = not rest or number == numbers[-1], not rest
        for line in lines:
            try:
                found = parse_line(line)
            except (ValueError, KeyError, TypeError, AttributeError):
                clean = False
                whole = whole and number == numbers[-1] and line is lines[-1] and b"\0" in line
                continue
            if isinstance(found, Header):
                header, chain = found, chain_after(found, line)
                migrations.refuse_newer(found.schema, segment_path(journal, number))
            elif isinstance(found, Entry):
                chain = chained(chain, line)
                if not entries or found.seq > entries[-1].seq:
                    entries.append(found)
                    chains.append(chain)
        whole, clean = whole and header is not None, clean and header is not None
        yield Readable(number, tuple(entries), whole, clean, header, tuple(chains), chain)


def of_one_history(base: snapshot.Snapshot, segments: Iterable[Readable]) -> tuple[Readable, ...]:
    """Those of `segments`, in ascending order, that continue `base`: not those from another copy of the store.

    Segments of which damage makes that uncertain are included.
    """
    taken: list[Readable] = []
    before: Readable | None = None
    for one in segments:
        header = one.header
        if one.number < base.segment:
            continue
        belongs = not (base.store and header and header.store != base.store)
        if one.number == base.segment:
            belongs = belongs and (not one.clean or _leads_to(base, one))
        elif before and before.number == one.number - 1 and _linkable(before, one):
            if header and header.follows == before.ends:
                belongs = before in taken
            elif header and not header.anew:
                belongs = belongs and before not in taken
        if belongs:
            taken.append(one)
        before = one
    return tuple(taken)


def _linkable(one: Readable, other: Readable) -> bool:
    """Whether the chain can tell if `other` follows `one`: both are undamaged and of schema 3 or above."""
    headers = one.header, other.header
    return one.clean and other.clean and all(h and not h.mended and h.follows is not None for h in headers)


def _leads_to(base: snapshot.Snapshot, segment: Readable) -> bool:
    """Whether the chain in `segment` at the commit of `base` equals that of `base`; True if it is unknown."""
    if base.chain is None or segment.header is None:
        return True
    if segment.header.after == base.seq:
        begun = chain_after(segment.header, encode_header(segment.header))
        return base.chain in (segment.header.follows, begun)
    at = {entry.seq: chain for entry, chain in zip(segment.entries, segment.chains, strict=True)}
    return at.get(base.seq) == base.chain


def _strangers(folder: Path, segments: Sequence[Readable], taken: tuple[Readable, ...]) -> tuple[Path, ...]:
    """The segments, archived or not, that are from another history than those `taken`."""
    journal = folder / JOURNAL_NAME
    identity = _identity(folder, segments)
    first = taken[0].number if taken else None
    numbers = {one.number for one in taken}
    found: list[Path] = []
    if first is not None:
        found = [
            segment_path(journal, s.number) for s in segments if s.number >= first and s.number not in numbers
        ]
    found += [
        segment_path(journal, s.number) for s in segments if s.header and s.header.store not in ("", identity)
    ]
    after: Piece | None = None
    for piece in reversed([piece for piece in pieces(folder) if piece.path not in found]):
        if after is not None and any(strangers_of((piece, after))):
            found.append(piece.path)
        else:
            after = piece
    return tuple(dict.fromkeys(found))


def _archives(folder: Path, strangers: Sequence[Path] = ()) -> Iterator[tuple[Path, list[Entry] | None]]:
    """The entries of each archived segment that is not also in the journal; None if it is unreadable.

    Segments in the journal that are `strangers` do not count.
    """
    journal = folder / JOURNAL_NAME
    live = {n for n in segment_numbers(journal) if segment_path(journal, n) not in strangers}
    for number in archive.archived_numbers(folder):
        if number not in live:
            try:
                entries = archive.read_archive(folder, number)[1]
            except StoreDamaged:
                yield archive.archive_path(folder, number), None
            else:
                yield archive.archive_path(folder, number), entries


# ---- what can be done


def _identity(folder: Path, segments: Iterable[Readable]) -> str:
    """The store's identity according to most files; in a tie, the first of snapshots, mark, segments."""
    said: list[str] = []
    for name in (SNAPSHOT_NAME, PREVIOUS_NAME):
        with contextlib.suppress(StoreDamaged):
            found = snapshot.load(folder / name)
            said.append(found.store if found else "")
    mark = read_mark(folder)
    said.append(mark.store if mark else "")
    said += [one.header.store for one in segments if one.header]
    ((most, _),) = Counter(one for one in said if one).most_common(1) or [("", 0)]
    return most


def _bases(
    folder: Path, identity: str
) -> Iterator[tuple[Path | None, snapshot.Snapshot, Mapping[int, Entry]]]:
    """The readable copies to start from, the latest first, each with commits that only it may contain.

    The last is an empty store with the `identity`.
    """
    for name in (SNAPSHOT_NAME, PREVIOUS_NAME):
        try:
            found = snapshot.load(folder / name)
        except StoreDamaged:
            continue
        if found:
            migrations.refuse_newer(found.schema, folder / name)
            yield folder / name, _migrated(found), {}
    for path in sorted((folder / BACKUPS_NAME).glob("*.tar.gz"), key=_newest, reverse=True):
        try:
            with backup.unpacked(path) as (unpacked, replica):
                entries = {e.seq: e for s in readable_segments(unpacked / JOURNAL_NAME) for e in s.entries}
                yield path, _migrated(replica.snapshot()), entries
        except StoreError:
            continue
    yield None, snapshot.Snapshot({}, schema=migrations.SCHEMA, store=identity), {}


def _newest(path: Path) -> float:
    return path.stat().st_mtime


def _migrated(found: snapshot.Snapshot) -> snapshot.Snapshot:
    tables = migrations.migrated(found.tables, found.schema, migrations.SCHEMA)
    return found._replace(tables=tables, schema=migrations.SCHEMA)


def _replay(base: snapshot.Snapshot, entries: Mapping[int, Entry], top: int, floor: int) -> _Replay:
    """`base` with every later commit in `entries` applied, except those up to `floor`, which are of another store."""
    tables = {name: dict(table) for name, table in base.tables.items()}
    next_ids = dict(base.next_ids)
    usable = sorted(seq for seq in entries if max(base.seq, floor) < seq <= top)
    skipped = 0
    for seq in usable:
        for change in entries[seq].changes:
            table = tables.setdefault(change.table, {})
            document = table.get(change.key)
            if change.was is not None and change.now is not None and document is None:
                skipped += 1  # a change has only some fields: not enough for a record
                continue
            after = change.applied_to(document)
            if after is None:
                table.pop(change.key, None)
            else:
                table[change.key] = after
                if change.key.isdecimal():
                    next_ids[change.table] = max(int(change.key) + 1, next_ids.get(change.table, 1))
    tables = {name: table for name, table in tables.items() if table}
    documents = snapshot.Snapshot(tables, migrations.SCHEMA, top, next_ids=next_ids, store=base.store)
    return _Replay(documents, len(usable), _missing(usable, base.seq, top), skipped)


def _missing(present: list[int], after: int, top: int) -> tuple[SeqRange, ...]:
    """The ranges of numbers greater than `after`, up to `top`, that are missing in `present` (ascending)."""
    spans = []
    for number in [*present, top + 1]:
        if number > after + 1:
            spans.append((after + 1, number - 1))
        after = max(after, number)
    return tuple(spans)
