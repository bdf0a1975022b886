"""Another program lays hands on a file while the store is open: told at once, and never made worse."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.engine.changes import Change
from tui.engine.embedded.journal import segment_path
from tui.engine.embedded.storage import JournalStorage
from tui.language.errors import StoreBusy, StoreDamaged
from tui.seats.actor import Actor
from tui.seats.drafts import Draft, DraftFile, left_behind

Open = Callable[..., JournalStorage]

ONE, TWO, THREE = (Change("wishes", str(n), None, {"title": title}) for n, title in enumerate("一二三", 1))
CLERK = Actor("小李", "local")


def nothing(size: int) -> bytes:
    return b"\0" * size


def text(size: int) -> bytes:
    return b"another program's text\n".ljust(size, b"x")


@pytest.mark.parametrize("other", [nothing, text])
@pytest.mark.parametrize("share", [1.0, 0.3])
def test_a_segment_overwritten_in_place_takes_no_further_commit(
    folder: Path, open_storage: Open, other: Callable[[int], bytes], share: float
) -> None:
    storage = open_storage()
    storage.commit([ONE])
    storage.commit([TWO])
    before = storage.read()
    path = segment_path(folder / "journal", 1)
    size = path.stat().st_size
    with path.open("r+b") as file:  # of the same length, in the same file
        file.seek(size - round(size * share))
        file.write(other(round(size * share)))
    damaged = path.read_bytes()
    with pytest.raises(StoreDamaged, match="check --repair"):
        storage.commit([THREE])
    assert path.read_bytes() == damaged
    assert storage.read() == before


def test_a_lock_that_was_removed_as_a_leftover_still_keeps_all_apart(
    folder: Path, open_storage: Open
) -> None:
    before = open_storage(lock_timeout=0.05)
    before.commit([ONE])
    (folder / "lock").unlink()
    after = open_storage(lock_timeout=0.05)
    with after.exclusive(), pytest.raises(StoreBusy):
        before.commit([TWO])
    with before.exclusive(), pytest.raises(StoreBusy):
        after.commit([TWO])
    before.commit([TWO])
    after.commit([THREE])
    before.refresh()
    assert before.read() == after.read() == open_storage().read()
    assert before.verify() == []


def test_a_changed_snapshot_is_neither_overwritten_nor_kept_as_a_good_one(
    folder: Path, open_storage: Open
) -> None:
    storage = open_storage()
    for change in (ONE, TWO):
        storage.commit([change])
        storage.compact()
    storage.commit([THREE])
    snapshot, previous = folder / "xingfu.json", (folder / "xingfu.json.previous").read_bytes()
    # Put in its place, as editors save: the snapshot before is the same file as long as nothing is changed.
    other = folder / "other"
    other.write_bytes(snapshot.read_bytes().replace("一".encode(), "乙".encode()))
    other.replace(snapshot)
    changed = snapshot.read_bytes()
    with pytest.raises(StoreDamaged, match="check --repair"):
        storage.compact()
    assert snapshot.read_bytes() == changed
    assert (folder / "xingfu.json.previous").read_bytes() == previous
    storage.commit([Change("wishes", "4", None, {"title": "四"})])  # the desk goes on


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="no such call here")
def test_a_draft_that_finds_no_room_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draft(title: str) -> Draft:
        return Draft("new", "wish", None, None, "", {"title": title}, None, "2026-03-26T12:00:00+08:00")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    file = DraftFile(tmp_path, CLERK)
    file.keep(draft("路灯坏了"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "posix_fallocate", full)
        with pytest.raises(OSError, match="No space"):
            file.keep(draft("路灯坏了，楼道里很黑"))
    file.leave()
    assert [found.values["title"] for found, _ in left_behind(tmp_path, CLERK)] == ["路灯坏了"]
