"""What is asked of a handle on a community in the database by what is beside it: upkeep, masks, backups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from tui.engine.changes import Change, Entry, Stamp
from tui.engine.documents import Documents
from tui.engine.postgres.address import Address
from tui.engine.postgres.link import Link, Patient
from tui.engine.postgres.prepared import Rows
from tui.engine.postgres.rows import Read
from tui.rules.privacy.rights import Grant


class Handle(Protocol):
    """A handle, its memory and its connection."""

    @property
    def address(self) -> Address:
        """Where the community is."""

    @property
    def folder(self) -> Path:
        """The folder for what stays on this computer."""

    @property
    def grant(self) -> Grant:
        """What the handle may write and see."""

    @property
    def holder(self) -> str:
        """Who holds it, for those who wait."""

    @property
    def lock_timeout(self) -> float:
        """How long it waits for others, in seconds."""

    @property
    def now(self) -> datetime:
        """The time by the clock that the store was given."""

    @property
    def link(self) -> Link:
        """Its connection."""

    @property
    def notify(self) -> str:
        """The statement that wakes who listens; empty where nobody can."""

    @property
    def documents(self) -> Documents:
        """What memory holds."""

    @property
    def seq(self) -> int:
        """The number of the last commit in memory."""

    @property
    def empty(self) -> bool:
        """Whether no document is stored."""

    def table(self, name: str) -> Mapping[str, dict[str, Any]]:
        """The documents of a table by key."""

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables; None if there are none."""

    def entries(self, *, newest_first: bool = False, archived: bool = True) -> Iterator[Entry]:
        """Every commit that touches nothing hidden."""

    def trail(self, *, newest_first: bool = False, archived: bool = True) -> Iterator[Entry]:
        """Every commit. Raises StoreError."""

    def exclusive(self) -> AbstractContextManager[None]:
        """Be the only writer."""

    def commit(self, changes: Sequence[Change], stamp: Stamp) -> Entry | None:
        """Make `changes` durable as one transaction."""

    def refresh(self) -> tuple[Entry, ...]:
        """Take in what others have committed."""

    def ask(self, query: str, parameters: Sequence[object]) -> Rows:
        """The rows of one statement. Raises StoreError."""

    def keep(self, statements: str, parameters: Sequence[object]) -> None:
        """Have the database do `statements`, durably. Under `exclusive`. Raises StoreError."""

    def keep_with_news(self, statements: str, parameters: Sequence[object]) -> None:
        """As `keep`, and wake who listens. `statements` end with the commit."""

    def fresh(self, connection: Patient, *, inside: bool = False) -> Read:
        """Everything of the community, read again; `inside` the transaction that is open. Raises StoreDamaged, psycopg.Error."""

    def read_again(self) -> None:
        """Have memory be what the database has now. Raises StoreError."""

    def require_whole(self) -> None:
        """Raises NotAllowed if the handle holds less than what is stored."""
