"""Checks that all files of a store are of one history, those included that a start does not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from tui.engine.embedded import archive, faults
from tui.engine.embedded.journal import (
    ARCHIVE_NAME,
    JOURNAL_NAME,
    Header,
    read_segment,
    read_whole,
    segment_numbers,
    segment_path,
)
from tui.engine.embedded.replica import Replica, Rewound
from tui.engine.embedded.snapshot import PREVIOUS_NAME
from tui.language.errors import Message, StoreDamaged

_TRIES: Final = 8


class Piece(NamedTuple):
    """One segment, in the journal or archived: its header, and the chain's value at its end, if known."""

    path: Path
    header: Header
    ends: int | None


def pieces(folder: Path) -> Iterator[Piece]:
    """All segments of the store, oldest first; an archived one before its original, if that is still there.

    Unreadable ones are left out. Raises OSError.
    """
    journal = folder / JOURNAL_NAME
    archived, live = set(archive.archived_numbers(folder)), set(segment_numbers(journal))
    for number in sorted(archived | live):
        if number in archived:
            try:
                header = archive.read_archive(folder, number)[0]
            except StoreDamaged:
                pass
            else:
                yield Piece(archive.archive_path(folder, number), header, header.ends)
        if number in live:
            try:
                tail = read_whole(journal, number)
            except StoreDamaged:
                continue
            except FileNotFoundError:  # archived meanwhile
                continue
            if tail.header is not None:
                yield Piece(segment_path(journal, number), tail.header, tail.chain)


def strangers(found: Iterable[Piece]) -> Iterator[Path]:
    """The files that do not continue the one before, or differ from the archived copy of the same segment."""
    for one, other in pairwise(found):
        stores = {piece.header.store for piece in (one, other) if piece.path.parent.name == JOURNAL_NAME}
        if len(stores - {""}) > 1:
            yield other.path  # a restore puts another store's segments into the archive only
            continue
        if one.header.mended or other.header.mended:
            continue
        if one.header.segment == other.header.segment:
            if one.header.follows != other.header.follows or _differ(one.ends, other.ends):
                yield other.path
        elif other.header.segment == one.header.segment + 1 and _differ(one.ends, other.header.follows):
            yield other.path


def _differ(one: int | None, other: int | None) -> bool:
    """Whether both values of the chain are known and differ."""
    return None not in (one, other) and one != other


def trail_problems(folder: Path) -> Iterator[Message]:
    """A message for each segment from another copy of the store, and one if the first segments are missing."""
    found = list(pieces(folder))
    for path in strangers(found):
        yield faults.mixed(path).message
    numbers = (*archive.archived_numbers(folder), *segment_numbers(folder / JOURNAL_NAME))
    if found and found[0].header.segment == min(
        numbers, default=0
    ):  # else the first is unreadable, which is reported elsewhere
        first = found[0].header
        if not first.store or not first.after or first.mended:
            return
        if not first.anew:
            yield faults.gap(found[0].path, first.after + 1, 0).message
        elif not _begins_by_repair(folder, found[0]):
            yield faults.history_lost(folder / JOURNAL_NAME, 1, first.after)


def _begins_by_repair(folder: Path, piece: Piece) -> bool:
    """Whether a segment without one before it begins with what a repair or a restore did; else it was begun beside a
    snapshot whose journal was gone."""
    number = piece.header.segment
    archived = piece.path.parent.name == ARCHIVE_NAME
    entries = (
        archive.read_archive(folder, number)[1] if archived else read_segment(folder / JOURNAL_NAME, number)
    )
    first = next(iter(entries), None)
    return first is None or first.action in {"repair", "restore"}


def previous_problem(folder: Path, now: Replica) -> Message | None:
    """What is wrong with the previous snapshot, if there is one: with the journal since, it must give `now`.

    Raises OSError.
    """
    path = folder / PREVIOUS_NAME
    for _ in range(_TRIES):
        if not path.exists():
            return None
        try:
            before = Replica(folder, name=PREVIOUS_NAME)
        except Rewound:
            continue  # the store was folded or restored meanwhile
        except StoreDamaged:
            return faults.stale_previous(path)
        before.close()
        if before.seq != now.seq:
            return None if before.seq > now.seq else faults.stale_previous(path)
        return None if before.tables == now.tables else faults.stale_previous(path)
    return faults.stale_previous(path)
