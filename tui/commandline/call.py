"""One call of the command line: what was parsed, whose it is, and the desk that it works at."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tui.desk.desk import Desk
from tui.language.errors import Translate
from tui.platform.locations import Locations
from tui.seats.actor import Actor
from tui.store import open_store


@dataclass(frozen=True, slots=True)
class Call:
    """What a command is run with."""

    parsed: argparse.Namespace
    places: Locations
    actor: Actor
    tr: Translate

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The desk over the store, which is closed at the end. Raises StoreError."""
        store = open_store(self.places.data, role=self.actor.role, holder=self.actor.name)
        try:
            yield Desk(store, self.actor)
        finally:
            store.close()


# What a command does; the exit status. Raises XingfuError.
Run = Callable[[Call], int]
# Makes the parser of a command from its name and what it does in a sentence.
NewCommand = Callable[[str, str], argparse.ArgumentParser]
