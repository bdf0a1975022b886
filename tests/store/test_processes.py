"""Real processes on one store: nothing is lost, and every one learns of the others' commits."""

from __future__ import annotations

import random
import select
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.conftest import Start
from tui.engine.changes import Change
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.table import JournalDB
from tui.language.errors import StoreBusy
from tui.store import Store

Open = Callable[..., JournalStorage]


def test_four_processes_inserting_at_once_lose_nothing(start: Start, open_storage: Open) -> None:
    writers = [start("insert", name, 40) for name in "甲乙丙丁"]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    ids = [int(line) for writer in writers for line in writer.communicate(timeout=60)[0].split()]
    assert sorted(ids) == list(range(1, 161))
    storage = open_storage()
    assert storage.seq == 160
    for name in "甲乙丙丁":
        mine = [d["n"] for d in storage.table("_default").values() if d["名"] == name]
        assert mine == list(range(40))
    assert storage.verify() == []


@pytest.mark.parametrize(("compacting", "times"), [("", 12), ("compacting", 8)])
def test_a_killed_writer_loses_nothing_that_was_acknowledged(
    folder: Path, start: Start, open_storage: Open, compacting: str, times: int
) -> None:
    chance = random.Random(26)
    acknowledged = 0
    for _ in range(times):
        writer = start("acknowledge", compacting)
        assert writer.stdout
        for _ in range(chance.randint(1, 60)):
            acknowledged = int(writer.stdout.readline())
        writer.kill()
        for line in writer.stdout.read().splitlines(keepends=True):
            if line.endswith("\n"):
                acknowledged = int(line)
        storage = open_storage()  # and the lock is free: the kernel has released it
        assert storage.seq in (acknowledged, acknowledged + 1)  # one may be durable and not yet said
        assert list(storage.table("wishes")) == [str(n + 1) for n in range(storage.seq)]
        entry = storage.commit([Change("wishes", str(storage.seq + 1), None, {"by": "heir"})])
        assert entry
        assert storage.verify() == []
        acknowledged = entry.seq
        storage.close()
    shutil.rmtree(folder)


def test_a_lock_that_is_held_names_its_holder_and_ends_with_it(start: Start, open_storage: Open) -> None:
    storage = open_storage(lock_timeout=0.05)
    storage.commit([Change("wishes", "1", None, {})])
    holder = start("hold")
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(StoreBusy) as caught:
        storage.commit([Change("wishes", "2", None, {})])
    assert caught.value.message.params == {"holder": f"{holder.pid} 街道办"}
    assert storage.refresh() == ()  # readers never wait
    holder.kill()
    holder.wait(30)
    entry = storage.commit([Change("wishes", "2", None, {})])
    assert entry
    assert entry.seq == 2


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_another_process_wakes_the_watch_on_a_brand_new_store(
    start: Start, open_a_store: Callable[[], Store], folder: Path
) -> None:
    store = open_a_store()
    assert not folder.exists()
    watch = store.watch()
    assert (folder / "journal").is_dir()
    told: list[str] = []
    store.subscribe(lambda entries: told.extend(e.action for e in entries))
    writer = start("commit")
    assert writer.stdin
    for n in range(1, 4):
        writer.stdin.write(f"{n}\n")
        writer.stdin.flush()
        deadline = time.monotonic() + 30
        while len(told) < n:
            ready, _, _ = select.select([watch], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, "the watch was not woken"
            watch.drain()
            store.refresh()
    assert not select.select([watch], [], [], 0)[0] or not store.refresh()
    assert told == ["write"] * 3
    watch.close()


def test_what_another_process_inserts_is_found_by_refresh(start: Start, open_storage: Open) -> None:
    db = JournalDB(open_storage())
    db.insert({"text": "own"})
    writer = start("commit")
    output, _ = writer.communicate("心愿\n", timeout=60)
    assert output.split() == ["ready", "2"]
    assert len(db) == 1
    db.storage.refresh()  # type: ignore[attr-defined]
    assert db.all() == [{"text": "own"}, {"text": "心愿"}]
    assert db.insert({"text": "next"}) == 3
