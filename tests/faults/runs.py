"""What is done to a store, with processes of its own, and the figures that come of it."""

from __future__ import annotations

import contextlib
import os
import random
import select
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tui.engine.changes import Change
from tui.engine.embedded.storage import JournalStorage

DOCUMENTS = 10
Figures = dict[str, Any]


def opened(folder: Path) -> JournalStorage:
    """The store, as one more process has it."""
    return JournalStorage(folder, now=lambda: datetime.now(UTC), lock_timeout=60.0)


def forked(work: Callable[[int], None]) -> tuple[int, int]:
    """Do `work` in a process of its own, which is given the writing end of a pipe; (pid, reading end)."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    status = 1
    try:
        os.close(reading)
        work(writing)
        status = 0
    finally:
        os._exit(status)


def increment(storage: JournalStorage, chance: random.Random, name: int) -> int:
    """Raise two of the counters, each by one, in one commit; the commit's number."""
    with storage.exclusive():
        table = storage.table("counters")
        changes = []
        for key in chance.sample([str(n) for n in range(1, DOCUMENTS + 1)], 2):
            was = table[key]
            now = {"n": was["n"] + 1, "rev": was["rev"] + 1, "last": name}
            changes.append(Change("counters", key, dict(was), now))
        entry = storage.commit(changes)
    assert entry
    return entry.seq


def fill(storage: JournalStorage) -> None:
    """The counters, all at nought."""
    zero = {"n": 0, "rev": 0, "last": 0}
    storage.commit([Change("counters", str(n), None, dict(zero)) for n in range(1, DOCUMENTS + 1)])


def check(storage: JournalStorage) -> None:
    """Every commit is in the counters, whole. Raises AssertionError."""
    documents = storage.table("counters").values()
    assert sum(d["n"] for d in documents) == 2 * (storage.seq - 1), "a commit is lost, or half there"
    assert all(d["n"] == d["rev"] for d in documents), "a revision is not accounted for"


def overlap(folder: Path, processes: int = 8, commits: int = 200) -> Figures:
    """`processes` × `commits` on the same documents, with one reader that looks all the time."""
    first = opened(folder)
    fill(first)
    begun = time.monotonic()

    def write(name: int) -> Callable[[int], None]:
        def work(pipe: int) -> None:
            storage, chance = opened(folder), random.Random(name)
            for n in range(commits):
                os.write(pipe, b"%d\n" % increment(storage, chance, name))
                if n % 50 == 49:
                    storage.compact()
            storage.close()

        return work

    stop = folder / "stop"

    def read(pipe: int) -> None:
        follower, looks = opened(folder), 0
        while not stop.exists():
            follower.refresh()
            check(follower)
            fresh = opened(folder)
            check(fresh)
            fresh.close()
            looks += 1
        os.write(pipe, b"%d\n" % looks)

    reader, looks = forked(read)
    acknowledged: list[int] = []
    for pid, pipe in [forked(write(name)) for name in range(1, processes + 1)]:
        with os.fdopen(pipe, "rb") as said:
            acknowledged += map(int, said.read().split())
        assert os.waitpid(pid, 0)[1] == 0, "a writer failed"
    seconds = time.monotonic() - begun
    stop.touch()
    with os.fdopen(looks, "rb") as said:
        looked = int(said.read())
    assert os.waitpid(reader, 0)[1] == 0, "the reader saw something that it should not have"
    first.refresh()
    check(first)
    wanted = list(range(2, processes * commits + 2))
    assert sorted(acknowledged) == wanted, "a commit was lost or numbered twice"
    assert [e.seq for e in first.entries()] == [1, *wanted]
    assert first.verify() == []
    first.close()
    return {
        "processes": processes, "commits": len(acknowledged), "looks of the reader": looked, "lost": 0,
        "commits a second": round(len(acknowledged) / seconds),
    }  # fmt: skip


def kills(folder: Path, times: int = 500, seed: int = 26) -> Figures:
    """A writer that commits and compacts is killed `times` times, at any point of its work."""
    chance = random.Random(seed)
    storage = opened(folder)
    fill(storage)
    storage.close()
    last, unsaid, torn, slowest = 1, 0, 0, 0.0

    def work(pipe: int) -> None:
        mine, order = opened(folder), random.Random(chance.random())
        while True:
            os.write(pipe, b"%d\n" % increment(mine, order, os.getpid()))
            if order.random() < 0.3:
                mine.compact()

    for _ in range(times):
        pid, pipe = forked(work)
        os.set_blocking(pipe, False)
        deadline = time.monotonic() + chance.uniform(0.001, 0.02)
        said = b""
        select.select([pipe], [], [], 30)
        while (left := deadline - time.monotonic()) > 0 or not said:
            if select.select([pipe], [], [], max(left, 0.001))[0]:
                said += os.read(pipe, 65536)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.set_blocking(pipe, True)
        with os.fdopen(pipe, "rb") as rest:
            said += rest.read()
        last = max(last, *map(int, said.splitlines()))
        torn += _torn(folder)
        begun = time.monotonic()
        heir = opened(folder)
        slowest = max(slowest, time.monotonic() - begun)
        assert heir.seq >= last, f"acknowledged {last}, found {heir.seq}"
        assert heir.seq <= last + 1, "more than the one that was on its way"
        unsaid += heir.seq - last
        check(heir)
        last = increment(heir, chance, 0)
        check(heir)
        heir.close()
    final = opened(folder)
    assert final.verify() == []
    assert [e.seq for e in final.entries()] == list(range(1, final.seq + 1))
    final.close()
    return {
        "kills": times, "commits": last, "lost": 0, "durable but not yet said": unsaid, "torn lines": torn,
        "slowest opening ms": round(slowest * 1000, 1),
    }  # fmt: skip


def _torn(folder: Path) -> int:
    """Whether the writer died in the middle of a line."""
    with contextlib.suppress(ValueError):
        live = max((folder / "journal").glob("*.jsonl"))
        return int(not live.read_bytes().endswith(b"\n"))
    return 0
