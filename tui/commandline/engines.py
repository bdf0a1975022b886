"""The engine itself, for upkeep: what a store does not offer, such as putting back a backup."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tui.rules.privacy.rights import RIGHTS

if TYPE_CHECKING:
    from tui.engine.embedded.storage import JournalStorage
    from tui.engine.postgres.engine import PostgresEngine
    from tui.platform.locations import Locations
    from tui.seats.actor import Actor


def opened(
    places: Locations, actor: Actor
) -> contextlib.closing[JournalStorage] | contextlib.closing[PostgresEngine]:
    """The engine of the store at `places`, with the rights of `actor`; closed at the end. Raises StoreError."""
    return opened_database(places, actor) if places.address else opened_folder(places, actor)


def opened_folder(places: Locations, actor: Actor) -> contextlib.closing[JournalStorage]:
    """The engine of the store in the folder of `places`. Raises StoreError."""
    from tui.engine.embedded.storage import JournalStorage
    from tui.store import local_now

    storage = JournalStorage(places.data, now=local_now, holder=actor.name, grant=RIGHTS[actor.role])
    return contextlib.closing(storage)


def opened_database(places: Locations, actor: Actor) -> contextlib.closing[PostgresEngine]:
    """The engine of the community at the address of `places`. Raises UsageError, StoreError."""
    from tui.engine.postgres.opening import open_database
    from tui.store import local_now

    engine = open_database(
        places.address, places.data, now=local_now, holder=actor.name, grant=RIGHTS[actor.role]
    )
    return contextlib.closing(engine)
