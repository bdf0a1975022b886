"""What is behind a store, for the tests that are about its files and memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tui.engine.documents import Documents
from tui.engine.embedded.storage import JournalStorage
from tui.engine.forgetting import ToForget
from tui.rules.privacy.removal import Removal
from tui.store import Store


def storage_of(store: Store) -> JournalStorage:
    """The storage that `store` stands on."""
    engine = store._engine
    assert isinstance(engine, JournalStorage)
    return engine


def documents_of(store: Store) -> Documents:
    """What `store` holds in memory, whichever engine it stands on."""
    engine = store._engine
    if isinstance(engine, JournalStorage):
        return engine._replica
    from tui.engine.postgres.engine import PostgresEngine

    assert isinstance(engine, PostgresEngine)
    return engine.documents


def whole_alone(store: Store) -> list[Callable[[], object]]:
    """What of the engine only a handle may do that holds everything."""
    engine = store._engine
    inner: list[Callable[[], object]] = (
        [engine.compact, engine.point] if isinstance(engine, JournalStorage) else []
    )
    return [
        *inner,
        lambda: engine.back_up(Path("not made")),
        lambda: engine.forget(ToForget(NOBODY, ()), "x", "x"),
    ]


NOBODY = Removal(frozenset(), "", frozenset(), frozenset())
