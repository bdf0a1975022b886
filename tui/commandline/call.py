"""One call of the command line: what was parsed, whose it is, and the desk that it works at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from tui.desk.context import DeskContext
    from tui.language.i18n import Translator
    from tui.platform.locations import Locations
    from tui.seats.actor import Actor
    from tui.store import Entry, Store


class Call:
    """What a command is run with.

    `changed` says whether it has done something that lasts: a script must not do that again only because
    the answer could not be printed.
    """

    # No dataclass: to import those takes as long as to run a small command.
    def __init__(self, parsed: argparse.Namespace, places: Locations, actor: Actor, tr: Translator) -> None:
        self.parsed = parsed
        self.places = places
        self.actor = actor
        self.tr = tr
        self.changed = False

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store, which is closed at the end. Raises StoreError."""
        from tui.language.errors import StoreError
        from tui.store import open_store

        store = open_store(self.places.data, role=self.actor.role, holder=self.actor.name)
        store.subscribe(self._committed)
        try:
            yield store
            with suppress(StoreError):  # the command was done; whoever comes next folds it
                store.tidy()
        finally:
            store.close()

    @contextmanager
    def context(self) -> Iterator[DeskContext]:
        """Who works at which store, and its use cases; the store is closed at the end. Raises StoreError."""
        from tui.desk.context import DeskContext

        with self.store() as store:
            yield DeskContext(store, self.actor, self.tr)

    def _committed(self, entries: Sequence[Entry]) -> None:
        mine = (self.actor.name, self.actor.seat)
        self.changed = self.changed or any((entry.by, entry.seat) == mine for entry in entries)
