"""A desk over the model community on a fixed morning, and a scribe at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tui.desk.desk import Desk
from tui.desk.quick import QuickEntry
from tui.kinds.words import Role
from tui.rules.calendar.time_zone import LOCAL
from tui.seats.actor import Actor
from tui.store import open_store

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=LOCAL)
Keep = Callable[[str], str]


@pytest.fixture
def desk(tmp_path: Path, put_community: Callable[[Path, datetime], None]) -> Iterator[Desk]:
    put_community(tmp_path, NOW)
    store = open_store(tmp_path, now=lambda: NOW)
    yield Desk(store, Actor("小李", "local"))
    store.close()


@pytest.fixture
def quick_entry(desk: Desk) -> QuickEntry:
    return QuickEntry(desk)


@pytest.fixture
def in_role(desk: Desk) -> Callable[[Role], QuickEntry]:
    """A scribe of somebody with another role."""
    return lambda role: QuickEntry(Desk(desk.store, Actor("小王", "seat", role)))
