"""A disk that is full or fails: the user is told, nothing is changed, and the next commit works."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.conftest import Start
from tui.engine.changes import Change
from tui.engine.embedded.journal import segment_path
from tui.engine.embedded.storage import JournalStorage
from tui.language.errors import StoreWriteFailed

Open = Callable[..., JournalStorage]

ONE = Change("wishes", "1", None, {"title": "修路"})
TWO = Change("wishes", "2", None, {"title": "充电桩"})
THREE = Change("wishes", "3", None, {"title": "垃圾分类"})


def test_a_file_size_limit_in_the_middle_of_a_line(start: Start, open_storage: Open) -> None:
    output, _ = start("limited").communicate(timeout=60)
    assert output.splitlines() == ["failed EFBIG 1 1", "same", "then 2"]
    storage = open_storage()
    assert storage.seq == 2
    assert storage.verify() == []


def test_a_disk_that_is_full_halfway_through_a_line(
    folder: Path, open_storage: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage, reader = open_storage(), open_storage()
    storage.commit([ONE])
    whole = segment_path(folder / "journal", 1).read_bytes()
    calls = iter([30, None])
    write = os.write

    def fill_up(fd: int, data: memoryview) -> int:
        room = next(calls)
        if room is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = write(fd, data[:room])
        reader.refresh()  # sees half a line
        return written

    told: list[object] = []
    storage.subscribe(told.append)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", fill_up)
        with pytest.raises(StoreWriteFailed, match="no room is left"):
            storage.commit([TWO])
    assert told == []
    assert segment_path(folder / "journal", 1).read_bytes() == whole
    assert storage.read() == reader.read() == {"wishes": {"1": {"title": "修路"}}}
    assert storage.commit([THREE])
    reader.refresh()
    assert storage.read() == reader.read() == open_storage().read()
    assert list(reader.table("wishes")) == ["1", "3"]


def fail_once(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]) -> None:
    """Have the next `fdatasync` fail, after `meanwhile` was done."""
    real = os.fdatasync
    failed: list[int] = []

    def failing(fd: int) -> None:
        if not failed:
            failed.append(fd)
            meanwhile()
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(fd)

    monkeypatch.setattr("tui.engine.embedded.segment._datasync", failing)


SAME_LENGTH = Change("wishes", "2", None, {"title": "路灯亮"})


@pytest.mark.parametrize(
    "next_change", [Change("wishes", "2", None, {"title": "长" * 200}), SAME_LENGTH, None]
)
@pytest.mark.parametrize("more", [True, False])
def test_a_line_that_was_seen_and_then_taken_back(
    open_storage: Open, monkeypatch: pytest.MonkeyPatch, next_change: Change | None, more: bool
) -> None:
    storage, reader = open_storage(), open_storage()
    storage.commit([ONE])
    fail_once(monkeypatch, reader.refresh)
    with pytest.raises(StoreWriteFailed, match="Nothing was changed"):
        storage.commit([TWO])
    assert storage.seq == 1
    assert "2" not in storage.table("wishes")
    assert "2" in reader.table("wishes")  # it read the line before the disk refused it
    if next_change:
        storage.commit([next_change])
        if more:
            storage.commit([THREE])
    told: list[str] = []
    reader.subscribe(lambda entries: told.extend(e.action for e in entries))
    generation = reader.generation
    reader.refresh()
    assert told[0] == "reload"
    assert reader.generation > generation
    assert reader.read() == storage.read() == open_storage().read()


def test_a_line_that_can_neither_be_kept_nor_taken_back(
    open_storage: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = open_storage()
    storage.commit([ONE])
    fail_once(monkeypatch, lambda: None)

    def refuse(fd: int, length: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with storage.exclusive():
        with monkeypatch.context() as patch:
            patch.setattr(os, "ftruncate", refuse)
            with pytest.raises(StoreWriteFailed, match="not certain"):
                storage.commit([TWO])
            with pytest.raises(StoreWriteFailed):
                storage.commit([TWO])
        assert storage.seq == 1
        # The lock was held all the time: what is left of the line goes before the next is written.
        storage.commit([THREE])
    assert list(storage.table("wishes")) == ["1", "3"]
    assert open_storage().read() == storage.read()
    assert storage.verify() == []


def test_a_line_in_doubt_is_taken_in_once_the_lock_was_given_back(
    open_storage: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = open_storage()
    storage.commit([ONE])
    fail_once(monkeypatch, lambda: None)

    def refuse(fd: int, length: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "ftruncate", refuse)
        with pytest.raises(StoreWriteFailed, match="not certain"):
            storage.commit([TWO])
    storage.commit([THREE])
    assert list(storage.table("wishes")) == ["1", "2", "3"]
    assert open_storage().read() == storage.read()


def test_a_first_commit_that_finds_no_room(open_storage: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = open_storage()

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("tui.engine.embedded.journal.write_all", refuse)
        with pytest.raises(StoreWriteFailed, match="no room"):
            storage.commit([ONE])
    assert storage.empty
    assert storage.commit([ONE])
    assert open_storage().read() == storage.read()


def test_a_mark_that_cannot_be_written_does_not_break_the_commit(
    open_storage: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = open_storage()

    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "pwrite", refuse)
    entry = storage.commit([ONE])
    assert entry
    assert entry.seq == storage.seq == 1
