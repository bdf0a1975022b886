"""Stores that may only be read, older ones that are migrated, and newer ones that are refused."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.embedded import storage_of
from tests.store.conftest import noon
from tests.store.test_store import PARTNER, put
from tui.engine.embedded import migrations, snapshot
from tui.engine.embedded.journal import Header, create_segment
from tui.engine.embedded.storage import JournalStorage
from tui.language.errors import StoreReadOnly, StoreTooNew
from tui.platform import durable
from tui.store import Store, open_store

OpenStore = Callable[[], Store]


@pytest.fixture
def place(folder: Path) -> Path:
    """These tests are about the files of a folder."""
    return folder


@pytest.fixture
def store(open_a_store: OpenStore) -> Store:
    return open_a_store()


def test_a_folder_that_cannot_be_written_opens_for_reading(
    folder: Path, store: Store, open_a_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, PARTNER)
    real = os.open

    def read_only(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", read_only)
    viewer = open_a_store()
    assert viewer.partners.get(1).name == PARTNER["name"]
    for _ in range(2):
        with pytest.raises(StoreReadOnly):
            put(viewer, PARTNER)
    with pytest.raises(StoreReadOnly):
        viewer.tidy(force=True)
    assert viewer.check() == []
    monkeypatch.undo()
    put(store, PARTNER)
    viewer.refresh()
    assert len(viewer.partners) == 2


def test_a_folder_that_cannot_be_made_cannot_be_watched(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = open_store(tmp_path / "none", now=noon)
    storage_of(store)._replica.journal = tmp_path / "file" / "store" / "journal"
    with pytest.raises(OSError, match="cannot be made"):
        store.watch()
    store.close()


def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program whose schema is one on: partners have a `size`."""

    def step(tables: snapshot.Tables) -> snapshot.Tables:
        partners = {key: {**document, "size": 1} for key, document in tables.get("partners", {}).items()}
        return {**tables, "partners": partners}

    monkeypatch.setattr(migrations, "STEPS", {**migrations.STEPS, migrations.SCHEMA: step})
    monkeypatch.setattr(migrations, "SCHEMA", migrations.SCHEMA + 1)


def test_an_older_store_is_migrated_and_a_copy_kept(
    folder: Path, store: Store, open_a_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, PARTNER)
    store.tidy(force=True)
    put(store, {**PARTNER, "name": "第二"})
    before = storage_of(store).read()
    newer(monkeypatch)
    migrated = open_a_store()
    assert [p["size"] for p in migrated.partners.stored()] == [1, 1]
    put(migrated, {**PARTNER, "size": 7})
    again = open_a_store()
    assert [p["size"] for p in again.partners.stored()] == [1, 1, 7]
    assert again.check() == []
    kept = snapshot.load(folder / f"xingfu-schema-{migrations.SCHEMA - 1}.json")
    assert kept is not None
    assert (kept.tables, kept.schema) == (before, migrations.SCHEMA - 1)
    # The snapshot before and the journal tell where the migration was.
    (folder / "xingfu.json.previous").replace(folder / "xingfu.json")
    assert [p["size"] for p in open_a_store().partners.stored()] == [1, 1, 7]


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    folder: Path, store: Store, open_a_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, PARTNER)
    with monkeypatch.context() as patch:
        newer(patch)
        patch.setattr(migrations, "STEPS", {})
        with pytest.raises(KeyError):
            open_a_store()
    assert open_a_store().partners.get(1).name == PARTNER["name"]
    assert [p.name for p in (folder / "journal").iterdir()] == ["00000001.jsonl"]


def test_a_migration_that_ends_halfway_is_made_good(
    store: Store, open_a_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, PARTNER)
    newer(monkeypatch)
    write = durable.replace_file

    def die(path: Path, content: bytes) -> None:
        if path.name == "xingfu.json":
            raise KeyboardInterrupt
        write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr("tui.engine.embedded.folding.replace_file", die)
        with pytest.raises(KeyboardInterrupt):
            open_a_store()
    again = open_a_store()
    assert [p["size"] for p in again.partners.stored()] == [1]
    put(again, {**PARTNER, "size": 3})
    assert [p["size"] for p in open_a_store().partners.stored()] == [1, 3]


def test_a_newer_store_is_refused(folder: Path, store: Store, open_a_store: OpenStore) -> None:
    put(store, PARTNER)
    create_segment(folder / "journal", Header(2, migrations.SCHEMA + 1, 1))
    for _ in range(2):
        with pytest.raises(StoreTooNew, match="newer version"):
            put(store, PARTNER)
    with pytest.raises(StoreTooNew):
        open_a_store()


def test_a_newer_snapshot_is_refused(folder: Path) -> None:
    folder.mkdir()
    durable.replace_file(folder / "xingfu.json", snapshot.encode(snapshot.Snapshot({}, schema=99)))
    with pytest.raises(StoreTooNew):
        JournalStorage(folder, now=noon)
