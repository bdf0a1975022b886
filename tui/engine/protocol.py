"""The Engine protocol: what the store asks of whatever keeps its documents.

`tui.store`, transactions and everything above them know an engine by this alone.

A handle is one `Engine`, opened with a `Grant`: it writes what is granted, and holds no more than that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tui.engine.changes import Change, Entry, Stamp, StoredDocument
from tui.engine.feed import Listener

if TYPE_CHECKING:
    from tui.engine.blobs import Blobs
    from tui.engine.forgetting import Forgotten, ToForget, Told
    from tui.language.errors import Message
    from tui.rules.privacy.rights import Grant
    from tui.seats.actor import Actor
    from tui.seats.kept_drafts import Drafts
    from tui.seats.own_seat import OwnSeat
    from tui.seats.presence import Announced


class Watch(Protocol):
    """Wakes whoever waits for other processes' commits."""

    def fileno(self) -> int:
        """The descriptor that becomes readable when another process may have committed."""

    def drain(self) -> None:
        """Discard what has been signalled so far, so that the descriptor waits for the next signal."""

    def close(self) -> None:
        """Stop watching; the descriptor is closed."""


class Engine(Protocol):
    """All tables of one community, shared with every other process that has them open."""

    def actor(self, actor: Actor) -> Actor:
        """Who `actor` is here: another seat and a lesser role where an account of the database says so."""

    # ---- reading: from memory, never blocked by a writer

    @property
    def grant(self) -> Grant:
        """What this handle may write, and what is masked or hidden from it."""

    @property
    def seq(self) -> int:
        """The sequence number of the last commit in memory; 0 for an empty store."""

    @property
    def generation(self) -> int:
        """Changes whenever a document of any table may have changed."""

    @property
    def empty(self) -> bool:
        """Whether no document is stored."""

    def table(self, name: str) -> Mapping[str, StoredDocument]:
        """The documents of a table by key (the id as text); empty if there is none of that name.

        A commit replaces documents in it and never changes one in place; the caller changes neither.
        """

    def having(self, name: str, path: str, value: str | int) -> Sequence[StoredDocument]:
        """The documents of a table in which `path` (`on`, `members.volunteer_id`) leads to `value`, by their ids.

        Told without going through all of them, but when a path is first asked for.
        """

    def highest(self, name: str, field: str, prefix: str) -> str:
        """Of the texts in a field of a table's documents that begin with `prefix`, the highest; "" if there is none.

        That is the last in order of those that are the longest. Told as `having` tells.
        """

    def version(self, name: str) -> int:
        """Changes whenever a document of the table may have changed."""

    def count(self, name: str) -> int | None:
        """How many documents the table has, also if it is hidden; None if this handle may not know."""

    def next_id(self, name: str) -> int:
        """The smallest id that no document of the table has ever had."""

    # ---- writing

    def exclusive(self) -> AbstractContextManager[None]:
        """Be the only writer, with memory up to date. Re-entrant.

        Raises StoreBusy, StoreReadOnly, StoreDamaged.
        """

    def commit(self, changes: Sequence[Change], stamp: Stamp) -> Entry | None:
        """Make `changes` one durable commit, numbered `seq + 1`; None if there are none.

        They are against the documents under `exclusive`. Raises StoreWriteFailed (nothing is changed
        then), StoreReadOnly, StoreBusy, StoreDamaged; NotAllowed for what is not granted; TypeError or
        ValueError for what is not JSON.
        """

    @property
    def blobs(self) -> Blobs | None:
        """The contents of attached files; None where this engine keeps documents alone."""

    # ---- other processes' commits

    def refresh(self) -> tuple[Entry, ...]:
        """Take in what other processes have committed; the new entries, oldest first. Raises StoreDamaged."""

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called with each batch of new entries, own and others'; returns what ends that.

        It is called after `exclusive` has ended, in the thread that read or wrote the entries. What it
        raises is logged: the commit stands.
        """

    def watch(self, *folders: Path) -> Watch:
        """A watch on other processes' commits and on files being made or written in `folders`.

        Commits from before are for `refresh`. Raises OSError if that cannot be had: the caller then asks
        `refresh` now and again.
        """

    def presence(self, actor: Actor) -> Announced:
        """The records that this program has open, as `actor`, and those that others at the store have."""

    def own_seat(self, actor: Actor) -> OwnSeat:
        """The seat at which `actor` works here."""

    def drafts(self) -> Drafts:
        """What was typed at the desks of this store and not saved."""

    # ---- the audit trail and upkeep

    def entries(self, *, newest_first: bool = False, archived: bool = True) -> Iterator[Entry]:
        """Every commit that touches nothing hidden; archived ones, with contacts masked, only if `archived`.

        Raises StoreDamaged, StoreError; NotAllowed if the handle is masked.
        """

    def verify(self) -> list[Message]:
        """What is wrong with what is kept; empty if nothing is. Reads all of it again. Raises NotAllowed."""

    def tidy(self, *, force: bool = False) -> bool:
        """Do the housekeeping that is due, or all of it with `force`; whether anything was done.

        Others may commit meanwhile; may run in a thread. Does nothing for a handle that does not hold
        everything. Raises as `commit` does.
        """

    def back_up(self, path: Path) -> int:
        """Write everything as of now to the file `path`, durably; the number of the last commit in it.

        Others may commit meanwhile. Raises NotAllowed, StoreError.
        """

    def daily_backup(self, today: date) -> Path | None:
        """Make the backup of `today` if there is none yet; its path if one was made.

        Older ones are thinned. None for an empty store and for a handle that does not hold everything.
        Raises StoreError.
        """

    # ---- forgetting

    def to_forget(self, name: str, told: Told) -> ToForget:
        """The person of that name whom `told` tells from others, and what would be changed. Reads all; changes nothing.

        May run in a thread. Raises NotFound, NotAllowed, StoreError.
        """

    def forget(self, whom: ToForget, by: str, seat: str) -> Forgotten:
        """Remove the person from records, history, backups and all else that is kept, for good.

        The steps are written down first; what is interrupted is gone on with. May run in a thread. Raises
        NotAllowed, StoreError.
        """

    def close(self) -> None:
        """Release files and locks. Nothing is left to write: a commit is durable when it returns."""
