"""One call of the command line: what was parsed, whose it is, and the desk that it works at."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from tui.desk.context import DeskContext
    from tui.language.i18n import Translator
    from tui.platform.locations import Locations
    from tui.seats.actor import Actor
    from tui.store import Entry, Store

# A commit of more is an import or a model community: it says what there is to say by itself.
_FEW = 4


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
        self._entries: list[Entry] = []
        self._written: list[tuple[str, Mapping[str, Any]]] = []

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store, which is closed at the end. Raises StoreError."""
        from tui.language.errors import StoreError
        from tui.store import open_store

        store = open_store(self.places.store, role=self.actor.role, holder=self.actor.name)
        self.actor = store.actor(self.actor)
        store.subscribe(self._committed)
        try:
            yield store
            self._tell_unpublished(store)
            self._keep_tally(store)
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
        self._entries += entries
        mine = [entry for entry in entries if (entry.by, entry.seat) == (self.actor.name, self.actor.seat)]
        self.changed = self.changed or bool(mine)
        for entry in mine:
            if len(entry.changes) <= _FEW:
                self._written += [(change.table, change.now) for change in entry.changes if change.now]

    def _keep_tally(self, store: Store) -> None:
        """Keep the tally for the board over several communities, where one is kept and this call changed something."""
        if not self._entries:
            return
        from tui.desk.tallies import keep_tally, kept_tally, tally_wanted
        from tui.rules.privacy.rights import RIGHTS

        folder = self.places.data
        if not tally_wanted(folder):
            return
        from tui.language.errors import StoreError
        from tui.queries.tally_keeper import TallyKeeper, own_end

        partial = RIGHTS[self.actor.role].partial
        entries = own_end(store, self._entries) if partial else self._entries
        if not entries:
            return
        known = kept_tally(folder, entries[0].seq - 1, settled=False)
        keeper = TallyKeeper(store, known, partial=partial)
        keeper.follow(entries)
        if partial and not keeper.ready:
            return
        with suppress(OSError, StoreError):  # whoever looks counts
            keep_tally(folder, keeper.tally())

    def _tell_unpublished(self, store: Store) -> None:
        """Say on standard error that what was written has a day in a year whose holidays are not known yet."""
        if not self._written:
            return
        from tui.kinds.days import days_of
        from tui.rules.calendar.unpublished import unpublished_notes

        days = [day for table, fields in self._written for day in days_of(table, fields)]
        self._written.clear()
        for note in unpublished_notes(days, store.calendar, store.now.date()):
            print(note.text(self.tr), file=sys.stderr)


# What a command does; the exit status. Raises XingfuError.
Run = Callable[[Call], int]
