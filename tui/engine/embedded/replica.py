"""The store's documents in memory, read from snapshot and journal.

Reading takes no lock and writes nothing. Another process's commits are applied from the end of the
journal, not by reading everything again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from tui.engine.changes import Entry
from tui.engine.documents import Documents
from tui.engine.embedded import faults, migrations, snapshot
from tui.engine.embedded.journal import (
    ARCHIVE_NAME,
    JOURNAL_NAME,
    Header,
    Tail,
    segment_numbers,
)
from tui.engine.embedded.mark import read_mark
from tui.engine.embedded.segment import LiveSegment
from tui.engine.embedded.snapshot import PREVIOUS_NAME, SNAPSHOT_NAME
from tui.language.errors import StoreDamaged

if TYPE_CHECKING:
    from tui.engine.embedded.masked_snapshot import Masked
    from tui.rules.privacy.masking import Mask


def masked_snapshot(folder: Path, path: Path, hidden: Collection[str]) -> Masked | None:
    """The snapshot in `path` as it was masked when it was written; None if that is not kept."""
    from tui.engine.embedded import masked_snapshot as kept  # for the few masked seats

    return kept.load(folder, path, hidden)


Identity = tuple[int, int, int, int]


def identity(path: Path) -> Identity | None:
    """Values of `stat` that change when the file `path` is written or replaced; None if it is missing. Raises OSError."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


class Rewound(Exception):
    """The journal is no longer as it was when it was read: everything must be read again."""


class Replica(Documents):
    """All tables after commit `seq`, as the files in `folder` have them, or through a `mask`.

    Of the `hidden` tables only the numbers of documents are held (`hidden_counts`). `live` is the journal
    segment from which reading continues. `store` is the store's identity, empty below schema 3.

    `witnesses` maps numbers of commits to the journal's chain after them; those later than the snapshot must be
    found so. Raises StoreDamaged, StoreTooNew or OSError if the files cannot be read or are not of one history.
    """

    def __init__(
        self,
        folder: Path,
        mask: Mask | None = None,
        hidden: frozenset[str] = frozenset(),
        *,
        witnesses: Mapping[int, int] = MappingProxyType({}),
        name: str = SNAPSHOT_NAME,
    ) -> None:
        self.folder = folder
        self.journal = folder / JOURNAL_NAME
        self.path = path = folder / name
        self._witnesses = witnesses
        self.identity = identity(
            path
        )  # before reading: a snapshot written in between is noticed at the next look
        kept = masked_snapshot(folder, path, hidden) if mask else None
        if kept:
            mask = kept.mask
        loaded = kept.snapshot if kept else snapshot.load(path)
        if loaded:
            migrations.refuse_newer(loaded.schema, path)
        base = loaded or snapshot.Snapshot({}, schema=migrations.SCHEMA)
        self._from_snapshot = loaded is not None
        super().__init__(
            base.tables,
            base.seq,
            base.next_ids,
            mask,
            hidden,
            masked_before=dict(kept.hidden) if kept else None,
        )
        self.schema = base.schema
        self._first_segment = base.segment
        self.store = base.store
        self._base_chain = base.chain
        self._chain_checked = (
            base.chain is None
        )  # whether the journal was verified to contain the snapshot's commit
        self.live = LiveSegment(self.journal, base.segment)
        self.live.chain = base.chain or 0
        self._last_read = 0
        try:
            self.catch_up([])
        except BaseException:
            self.close()
            raise

    def catch_up(self, caught: list[Entry]) -> None:
        """Apply every whole entry beyond what memory has, and add it to `caught`.

        Raises Rewound, StoreDamaged, StoreTooNew, OSError; what was added to `caught` is applied then.
        """
        live = self.live
        while True:
            # Asked before reading: once the next segment exists, this one is complete.
            following = live.next_path.exists()
            if not live.is_open and not live.open(live.number):
                if live.number in (numbers := segment_numbers(self.journal)):
                    continue  # created since it was looked for
                self._without_first_segment(numbers)
                return
            if not live.in_place() or not live.holds_what_was_read():
                raise Rewound
            self._read_on(caught)
            if not self._chain_checked:
                raise faults.shortened(live.path, self.seq, self._last_read)
            if not following:
                if not live.closed:
                    return
                self._require_following()
            if not live.open(live.number + 1):
                raise Rewound  # it is gone already: folded into a snapshot newer than what memory has

    def _without_first_segment(self, numbers: list[int]) -> None:
        """Called if the first segment is missing; `numbers` are the others. Raises Rewound, StoreDamaged.

        Returns if the snapshot is the whole store.
        """
        if numbers:
            known = self._first_segment if self._from_snapshot else None
            if snapshot.following_segment(self.path) != known:
                raise Rewound  # folded since the snapshot was read
            raise faults.missing(self.live.path if self._from_snapshot else self.path)
        if self.store and not self._snapshot_is_whole():
            raise faults.missing(self.live.path)

    def _require_following(self) -> None:
        """Check that the segment after a closed one is there. Raises Rewound, StoreDamaged."""
        path = self.live.next_path
        if not path.exists():
            if (snapshot.following_segment(self.path) or 0) > self.live.number:
                raise Rewound
            raise faults.missing(path)

    def _snapshot_is_whole(self) -> bool:
        """Whether the snapshot is the whole store, although there is no journal.

        True if it is the first that the store wrote, or was copied into an otherwise empty folder; later ones have
        files beside them, and may be another copy's. Acknowledged commits that it lacks are reported by the check of
        the mark.
        """
        mark = read_mark(self.folder)
        if mark and (mark.seq < self.seq or mark.store != self.store):
            return False
        return not any((self.folder / name).exists() for name in (PREVIOUS_NAME, ARCHIVE_NAME))

    def _read_on(self, caught: list[Entry]) -> None:
        """Apply what the live segment holds beyond what was read."""
        begun = self.live.offset > 0
        try:
            self._take(self.live.read(), caught)
        except StoreDamaged:
            # A commit that was seen and then taken back, with another written in its place, looks
            # damaged from the middle on. What is truly damaged is so from the beginning, too.
            if begun:
                raise Rewound from None
            raise

    def _take(self, tail: Tail, caught: list[Entry]) -> None:
        if tail.header:
            self._take_header(tail.header, tail.header_chain)
        for entry, chain in zip(tail.entries, tail.chains, strict=True):
            self._last_read = entry.seq
            if entry.seq in self._witnesses and self._witnesses[entry.seq] != chain:
                raise faults.mixed(self.live.path)
            if entry.seq <= self.seq:  # contained in the snapshot
                if entry.seq == self.seq and not self._chain_checked:
                    self._check_chain(chain)
                continue
            if entry.seq != self.seq + 1:
                raise faults.gap(self.live.path, entry.seq, self.seq)
            caught.append(self.apply(entry))
        self.mask_news(caught)
        self.live.advance(tail)

    def _take_header(self, header: Header, line_chain: int) -> None:
        migrations.refuse_newer(header.schema, self.live.path)
        if header.anew and header.segment != self._first_segment:
            raise Rewound
        if header.after > self.seq:
            raise faults.gap(self.live.path, header.after + 1, self.seq)
        self._follow(header, line_chain)
        if not self.seq and not self.tables:
            self.schema = header.schema
        elif header.schema > self.schema:
            # Another process has migrated the store here.
            self.tables = migrations.migrated(self.tables, self.schema, header.schema)
            self.schema = header.schema
            self.renew(self.generation + 1)

    def _follow(self, header: Header, chain: int) -> None:
        """Check that a segment continues what was read; `chain` is the value after its header. Raises StoreDamaged."""
        first = self.live.number == self._first_segment
        if self.store and (header.store, header.segment) != (self.store, self.live.number):
            raise faults.mixed(self.live.path)
        self._last_read = max(self._last_read, header.after)
        if first and not self._chain_checked and header.after == self.seq:
            # Begun on the snapshot alone, or the snapshot was written when this segment was begun.
            self._check_chain(chain if header.follows != self._base_chain else header.follows)
        if not first and header.follows is not None and header.follows != self.live.chain:
            raise faults.mixed(self.live.path)
        self.store = header.store

    def _check_chain(self, chain: int | None) -> None:
        """Check the journal's chain at the snapshot's commit against the snapshot's. Raises StoreDamaged."""
        if chain != self._base_chain:
            raise faults.mixed(self.path)
        self._chain_checked = True

    def snapshot(self) -> snapshot.Snapshot:
        """The tables as they are, to be encoded before they change again."""
        live = self.live
        return snapshot.Snapshot(
            self.tables, self.schema, self.seq, live.number, self.next_ids, self.store, live.chain
        )

    def close(self) -> None:
        """Close the live segment."""
        self.live.close()
