"""What the parts of an engine on PostgreSQL know of the handle that they are parts of, beyond what others do."""

from __future__ import annotations

from typing import Protocol

from tui.engine.feed import Feed
from tui.engine.postgres.handle import Handle
from tui.engine.postgres.masks import Masks
from tui.engine.postgres.prepared import Rows
from tui.engine.postgres.sight import Sight


class Inside(Handle, Protocol):
    """What the parts of a handle know of it."""

    holds: bool
    """Whether a transaction is open that holds the community's row."""

    @property
    def sight(self) -> Sight:
        """How its account of the database reads and writes."""

    @property
    def masks(self) -> Masks:
        """The masked documents."""

    @property
    def feed(self) -> Feed:
        """What has changed."""

    def held(self, patience: float) -> tuple[Rows, Rows]:
        """Lock the community's row: its head, and the commits since."""
