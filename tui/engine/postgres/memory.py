"""What a handle has in memory, and taking in what others have committed, in the order of the commits."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import psycopg

from tui.engine.changes import Entry, differences
from tui.engine.documents import Documents
from tui.engine.granted import mask_of
from tui.engine.postgres import faults, rows
from tui.engine.postgres.account import no_member, nothing_masked
from tui.engine.postgres.link import Patient
from tui.engine.postgres.prepared import Rows
from tui.engine.postgres.shown import entry_shown
from tui.language.errors import Message, StoreDamaged

if TYPE_CHECKING:
    from tui.engine.postgres.inside import Inside


class Memory:
    """The documents of the community that a handle has open. Used under the handle's lock."""

    documents: Documents  # from the first `take` on

    def __init__(self, engine: Inside) -> None:
        self._engine = engine
        self.filled = False  # whether there are documents
        self.identity = ""  # empty until the community has a commit
        self.shown_to = 0  # the commit up to which masked documents are in memory

    def take(self, read: rows.Read) -> None:
        """Have memory be what was read. Raises StoreError where an account has nothing that it may see yet."""
        engine = self._engine
        masked, hidden = engine.sight.masked, engine.grant.hidden
        if masked and read.masked is None:
            raise nothing_masked(engine.address.where)
        self.documents = Documents(
            read.tables,
            read.seq,
            {name: id for name, id in read.next_ids.items() if name not in hidden},
            None if masked else mask_of(engine.grant),
            hidden,
            masked_before=read.left_out if masked else None,
        )
        if not masked:
            self.documents.hidden_counts.update(read.left_out)
        self.shown_to = read.masked or 0
        engine.masks.upto = read.masked
        engine.masks.forget()
        self.identity = read.identity
        self.filled = True

    def fresh(self, connection: Patient, *, inside: bool = False) -> rows.Read:
        """Everything of the community, read again; `inside` the transaction that is open. Raises StoreDamaged, psycopg.Error."""
        engine = self._engine
        # Who masks has to know the names in hidden tables too; who does not, does not even fetch them.
        masking = engine.grant.masked and not engine.sight.masked
        left_out = () if masking else engine.grant.hidden
        community, query = engine.address.community, engine.sight.read
        try:
            return rows.read_all(connection, community, left_out, query=query, inside=inside)
        except (ValueError, TypeError) as error:
            raise self._damaged() from error

    def read_again(self) -> None:
        """Have memory be what the database has now, whatever it was before. Raises StoreError."""
        engine = self._engine
        old = self.documents
        try:
            with contextlib.closing(engine.link.open()) as connection:
                self.take(self.fresh(connection))
        except psycopg.Error as error:
            raise faults.told(error, engine.address.where) from error
        self.documents.renew(old.generation + 1)
        at = engine.now.isoformat(timespec="milliseconds")
        changes = tuple(differences(old.tables, self.documents.tables))
        engine.feed.news.append(Entry(self.documents.seq, at, "", "", "reload", changes, {}))

    def require_same(self, head: Sequence[Any] | None) -> None:
        """Raises StoreDamaged if the database no longer has what this handle has seen; `head` is its number and identity."""
        engine = self._engine
        seq, identity, masked = head or (0, "", None)
        if engine.sight.bounded and not head:
            raise no_member(engine.address.where)
        if self.identity and identity and identity != self.identity:
            raise faults.another_store(engine.address.where)
        if seq < self.documents.seq:
            raise faults.gone_back(engine.address.where, seq, self.documents.seq)
        engine.masks.upto = masked

    def since(self) -> tuple[str, str, int]:
        """The parameters of a head and of what came after what is in memory."""
        engine = self._engine
        community = engine.address.community
        return community, community, self.shown_to if engine.sight.masked else self.documents.seq

    def must_be_read_again(self, later: Rows) -> bool:
        """Whether memory cannot be brought to where the database is commit by commit."""
        if self._engine.sight.masked:
            return any(row[2] is None for row in later)
        # A backup was restored into the empty community.
        return bool(later) and not self.documents.seq and (later[0][0] != 1 or any(row[-2] for row in later))

    def take_later(self, later: Rows, head: int, unseen: Rows | None = None) -> None:
        """Take in the commits after those in memory; `head` is the last there is. Raises StoreDamaged, StoreError.

        `unseen` are the numbers of documents that a handle may know that gets masked ones alone, where they were fetched.
        """
        engine = self._engine
        if engine.sight.masked:
            self._take_shown(later, head, unseen)
            return
        caught: list[Entry] = []
        if self.must_be_read_again(later):
            self.read_again()
            return
        for row in later:
            entry = self.entry(row[:-2])
            if entry.seq != self.documents.seq + 1:
                raise self._damaged()
            engine.masks.take_in(entry)
            caught.append(self.documents.apply(entry))
        self.documents.mask_news(caught)
        engine.feed.news.extend(caught)

    def _take_shown(self, later: Rows, head: int, unseen: Rows | None) -> None:
        """Take in what is shown of commits; some may not be shown yet. Raises StoreDamaged, StoreError."""
        engine = self._engine
        if self.must_be_read_again(later):
            self.read_again()
            return
        documents = self.documents
        for row in later:
            try:
                entry = entry_shown(row, documents.tables, engine.grant.hidden)
            except (ValueError, TypeError) as error:
                raise self._damaged() from error
            if entry.seq != self.shown_to + 1:
                raise self._damaged()
            known = documents.seq
            documents.apply(entry)
            documents.seq = max(known, entry.seq)
            self.shown_to = entry.seq
            if entry.changes or entry.seq > known:  # else it was made here
                engine.feed.news.append(entry)
        documents.seq = max(documents.seq, head)
        if later:
            counts = unseen
            if counts is None:
                (counts,) = engine.link.ask(rows.UNSEEN, (engine.address.community,))
            documents.hidden_counts.update(dict.fromkeys(documents.hidden_counts, 0) | dict(counts))

    def entry(self, row: Sequence[Any]) -> Entry:
        """The commit of a row. Raises StoreDamaged."""
        try:
            return rows.entry_of(row)
        except (ValueError, TypeError) as error:
            raise self._damaged() from error

    def _damaged(self) -> StoreDamaged:
        return StoreDamaged(
            Message(
                "What the database {where} holds is not as the program wrote it. Nothing was changed. Restore a backup "
                "into a new community: «xingfu restore».",
                {"where": self._engine.address.where},
            )
        )
