"""The embedded engine behind a store, for the tests that are about its files and memory."""

from __future__ import annotations

from tui.engine.embedded.storage import JournalStorage
from tui.store import Store


def storage_of(store: Store) -> JournalStorage:
    """The storage that `store` stands on."""
    engine = store._engine
    assert isinstance(engine, JournalStorage)
    return engine
