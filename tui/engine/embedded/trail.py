"""The audit trail of one folder: the entries of its journal, and of the archive before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.engine.changes import Entry
from tui.engine.embedded import archive
from tui.engine.embedded.faults import while_reading
from tui.engine.embedded.journal import JOURNAL_NAME, read_backwards, read_segment, segment_numbers


def read_trail(folder: Path, *, newest_first: bool = False, archived: bool = True) -> Iterator[Entry]:
    """Every commit; archived ones, with contacts masked, only if `archived`. Raises StoreDamaged, StoreError.

    A segment is read when the caller gets to it, and may be archived in between.
    """
    journal = folder / JOURNAL_NAME
    with while_reading(folder):
        live = set(segment_numbers(journal))
        numbers = live.union(archive.archived_numbers(folder)) if archived else live
        for number in sorted(numbers, reverse=newest_first):
            try:
                entries: Iterable[Entry] = (
                    read_backwards(journal, number) if newest_first else [*read_segment(journal, number)]
                )
            except FileNotFoundError:
                archived_ones = archive.read_archive(folder, number)[1]
                entries = reversed(archived_ones) if newest_first else archived_ones
            yield from entries
