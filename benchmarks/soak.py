"""A working day in ten minutes: four seats driven by keys, two headless writers, 10,000 documents.

`python -m benchmarks.soak [--minutes N] [--size N]`. It fails if a seat dies, logs an error, or the
store is not sound at the end; times and memory are figures for a person to read.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measure import percentile_ms
from benchmarks.stores import ROOT, environment, loaded
from benchmarks.terminal import Terminal

SEATS, WRITERS = 4, 2
DOWN, UP, PAGE_DOWN, SAVE = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\x13"
# A clerk's pace: seconds between two keys, between two letters, and between two commits of a writer.
KEY_EVERY, TYPE_EVERY, COMMIT_EVERY = 0.25, 0.08, 0.5

WRITER = """
import sys, time
from pathlib import Path
from tui.seats.actor import Actor
from tui.desk.desk import Desk
from tui.store import open_store
folder, name, seconds, every = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]), float(sys.argv[4])
store = open_store(folder, holder=name)
desk, commits, slowest = Desk(store, Actor(name, name)), 0, 0.0
ids = [int(w["id"]) for w in store.wishes.stored()]
end = time.monotonic() + seconds
while time.monotonic() < end:
    begun = time.monotonic()
    desk.wishes.edit(ids[commits * 7 % len(ids)], {"detail": f"{name} {commits}", "urgency": ("high", "low")[commits % 2]})
    store.tidy()
    slowest = max(slowest, time.monotonic() - begun)
    commits += 1
    time.sleep(every)
store.close()
print(commits, round(slowest * 1000, 1))
"""


@dataclass
class Seat:
    """One terminal, what its keys took (seconds), and its memory (kB) over time."""

    terminal: Terminal
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    memory: list[int] = field(default_factory=list)
    wishes: int = 0
    silent: int = 0

    def work(self, until: float, chance: random.Random) -> None:
        """Walk through the lists; now and then record a wish."""
        sampled = 0.0
        self.terminal.press(b"3")
        for _ in range(6):
            self.terminal.press(PAGE_DOWN)
        while time.monotonic() < until:
            self.terminal.follow(KEY_EVERY * chance.uniform(0.5, 1.5))
            if time.monotonic() - sampled > 5:
                sampled = time.monotonic()
                self.memory.append(resident(self.terminal.pid))
            if chance.random() < 0.01:
                self.record(chance)
            elif chance.random() < 0.01:
                self.key("other screen", b"1")
                self.key("other screen", b"3")
            else:
                # In the middle of the long list, where a step always has somewhere to go: what comes next
                # would otherwise be taken for its answer.
                self.key("in a list", chance.choice([DOWN, UP]))

    def key(self, kind: str, key: bytes) -> None:
        """Press a key, and time its answer."""
        seconds, received = self.terminal.press(key)
        if received:
            self.took[kind].append(seconds)
        else:
            self.silent += 1

    def record(self, chance: random.Random) -> None:
        """Type a wish into the form and save it."""
        self.key("form opened", b"n")
        for char in f"路灯坏了{chance.randrange(10_000)}":
            self.terminal.follow(TYPE_EVERY)
            self.key("in a form", char.encode())
        self.terminal.follow(TYPE_EVERY)
        self.key("form saved", SAVE)
        self.wishes += 1


def resident(pid: int) -> int:
    """The memory of a process in kB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def soak(folder: Path, minutes: float, size: int) -> dict[str, object]:
    """Run it; the figures. Raises RuntimeError if something broke."""
    env = {**environment(folder), "XDG_STATE_HOME": str(folder / "state")}
    data = loaded(folder / "data", size)
    seats = [
        Seat(Terminal([sys.executable, "-m", "tui", "--data", str(data)], env, emulate=False))
        for _ in range(SEATS)
    ]
    for seat in seats:
        seat.terminal.until("绿色环保")
        seat.terminal.drain()
    begun, seconds = time.monotonic(), minutes * 60
    argv = [sys.executable, "-c", WRITER, str(data)]
    writers = [
        subprocess.Popen(
            [*argv, f"writer{n}", str(seconds), str(COMMIT_EVERY)],
            cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.PIPE, text=True,
        )
        for n in range(WRITERS)
    ]  # fmt: skip
    largest = [0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(1.0):
            sizes = [p.stat().st_size for p in (data / "journal").glob("*.jsonl")]
            largest[0] = max(largest[0], sum(sizes))

    workers = [
        threading.Thread(target=seat.work, args=(begun + seconds, random.Random(n)))
        for n, seat in enumerate(seats)
    ]
    watcher = threading.Thread(target=watch)
    for thread in (*workers, watcher):
        thread.start()
    for thread in workers:
        thread.join()
    done.set()
    watcher.join()
    said = [writer.communicate(timeout=60)[0].split() for writer in writers]
    if any(writer.returncode for writer in writers):
        raise RuntimeError("a writer failed")
    for seat in seats:
        resident(seat.terminal.pid)  # raises if it is gone
        seat.terminal.end()
    logs = [path for path in folder.rglob("xingfu.log*") if path.stat().st_size]
    if logs:
        raise RuntimeError(logs[0].read_text(encoding="utf-8"))
    checked = subprocess.run(
        [sys.executable, "-m", "tui", "--data", str(data), "check"],
        cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if checked.returncode:
        raise RuntimeError(checked.stderr)
    kinds = sorted({kind for seat in seats for kind in seat.took})
    took = {kind: [t for seat in seats for t in seat.took[kind]] for kind in kinds}
    every = [t for times in took.values() for t in times]
    return {
        "minutes": minutes,
        "documents": size,
        "key to paint ms": {
            kind: {"keys": len(times), **{f"p{p}": round(percentile_ms(times, p), 1) for p in (50, 90, 99)}}
            for kind, times in {"all": every, **took}.items()
        },
        "wishes recorded": sum(seat.wishes for seat in seats),
        "commits of the writers": sum(int(commits) for commits, _ in said),
        "slowest of these ms": max(float(slowest) for _, slowest in said),
        "memory MB": {
            f"after {part:.0%}": [round(_at(seat.memory, part) / 1024, 1) for seat in seats]
            for part in (0.2, 0.4, 0.6, 0.8, 1.0)
        },
        "largest journal MB": round(largest[0] / 1e6, 2),
        "check": checked.stdout.strip(),
    }


def _at(samples: list[int], part: float) -> float:
    """The memory around that part of the run."""
    at = int(len(samples) * part)
    return statistics.median(samples[max(0, at - 2) : at + 3])


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--size", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = soak(Path(folder), given.minutes, given.size)
    print(json.dumps(found, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
