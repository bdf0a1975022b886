"""The app over the model community, on a fixed Tuesday morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.screens.desk import Approved, Desk, Opened
from tui.rules.calendar.time_zone import LOCAL
from tui.store import Store, open_store

SNAPSHOTS = Path(__file__).parent / "snapshots"
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=LOCAL)


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Opens the same store again and again, as other processes would."""
    opened: list[Store] = []

    def again() -> Store:
        store = open_store(tmp_path / "data", now=lambda: NOW)
        opened.append(store)
        return store

    yield again
    for store in opened:
        store.close()


@pytest.fixture
def store(
    stores: Callable[[], Store], put_community: Callable[[Path, datetime], None], tmp_path: Path
) -> Store:
    """A store with the model community."""
    put_community(tmp_path / "data", NOW)
    return stores()


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Opened:
    """Opens the app: `async with desk(size, lang) as d`."""
    return Desk.opener(store, tmp_path)


@pytest.fixture
def empty_desk(stores: Callable[[], Store], tmp_path: Path) -> Opened:
    """The app over an empty store."""
    return Desk.opener(stores(), tmp_path)


@pytest.fixture
def approved(pytestconfig: pytest.Config) -> Approved:
    """Compares a screen with the one that was approved under that name; `--approve` writes it instead."""

    def compare(name: str, text: str) -> None:
        path = SNAPSHOTS / f"{name}.txt"
        if pytestconfig.getoption("approve"):
            path.write_text(text + "\n", encoding="utf-8")
        assert text + "\n" == path.read_text(encoding="utf-8")

    return compare
