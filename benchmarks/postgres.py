"""Use cases a second, news and the start with the engine on PostgreSQL, beside a folder on the same disk.

Both wait for the disk at each commit. The server is on this machine, and has its processors to share with the desks.
"""

from __future__ import annotations

import multiprocessing
import select
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Final

from benchmarks.measure import Row, median_ms, percentile_ms
from benchmarks.stores import ROOT, environment, loaded
from benchmarks.terminal import Terminal
from tests.postgres_server import Server, discard, new_server
from tui.desk.desk import Desk
from tui.platform.locations import is_database
from tui.seats.actor import Actor
from tui.store import open_store

SECONDS: Final = 5.0
NEWS: Final = 100
STARTS: Final = 7
SIZE: Final = 10_000
TEXT: Final = "三单元路灯坏了，晚上看不见路，老人进出不方便，请尽快安排人来看一看。"

Took = list[float]


def run(folder: Path) -> list[Row]:
    """Each beside the other, in turn."""
    server = new_server(durable=True)
    try:
        return [*_use_cases(folder, server), _news(server), _start(folder, server)]
    finally:
        discard(server)


def _record(place: str, name: str, start: Barrier, answer: multiprocessing.Queue[Took]) -> None:
    """Record wishes for SECONDS from when all are there; answers how long each took."""
    store = open_store(place if is_database(place) else Path(place), lock_timeout=60.0)
    desk = Desk(store, Actor(name, name))
    desk.wishes.record({"title": TEXT[:20]})  # loads what a use case needs
    start.wait()
    took: Took = []
    end = time.monotonic() + SECONDS
    while (begin := time.monotonic()) < end:
        desk.wishes.record({"title": TEXT[:20], "detail": TEXT, "resident": f"居民{name}"})
        took.append(time.monotonic() - begin)
    store.close()
    answer.put(took)


def _together(places: list[str]) -> list[Took]:
    """One writer at each of `places`, all at once."""
    here = multiprocessing.get_context("spawn")
    answer: multiprocessing.Queue[Took] = here.Queue()
    start = here.Barrier(len(places))
    writers = [here.Process(target=_record, args=(p, f"w{n}", start, answer)) for n, p in enumerate(places)]
    for writer in writers:
        writer.start()
    took = [answer.get() for _ in writers]
    for writer in writers:
        writer.join()
    return took


def _use_cases(folder: Path, server: Server) -> list[Row]:
    rows = []
    for writers, apart, aim in (
        (1, False, "at least 0.6"),
        (4, False, ""),
        (8, False, ""),
        (8, True, "at least 1.5"),
    ):

        def places(at: Callable[[str], str], writers: int = writers, apart: bool = apart) -> list[str]:
            return [at(f"{writers}-{n if apart else ''}") for n in range(writers)]

        ours = _together(places(server.address))
        theirs = _together(places(lambda name: str(folder / name)))
        here, there = (sum(map(len, took)) / SECONDS for took in (ours, theirs))
        all_here, all_there = ([t for one in took for t in one] for took in (ours, theirs))
        rows.append(
            Row(
                f"wishes recorded a second, {writers} writer{'s' * (writers > 1)}"
                f"{' in as many communities' * apart}",
                f"{here:.0f} (p99 {percentile_ms(all_here, 99):.0f} ms)",
                f"{there:.0f} in a folder (p99 {percentile_ms(all_there, 99):.0f} ms)",
                f"{here / there:.2f}",
                f"{aim}{', ' * bool(aim)}p99 under 50 ms",
            )
        )
    return rows


def _news(server: Server) -> Row:
    """From the beginning of a commit to the moment at which another program has it."""
    one, other = (open_store(server.address("news")) for _ in range(2))
    desk, watch = Desk(one, Actor("a", "a")), other.watch()
    took: Took = []
    try:
        for _ in range(NEWS):
            begin = time.monotonic()
            desk.wishes.record({"title": TEXT[:20]})
            while other.seq < one.seq:
                select.select([watch], [], [], 10)
                watch.drain()
                other.refresh()
            took.append(time.monotonic() - begin)
    finally:
        watch.close()
        one.close()
        other.close()
    return Row("a commit until another program has it, p95", f"{percentile_ms(took, 95):.1f} ms",
               f"{median_ms(took):.1f} ms median", "", "under 20 ms")  # fmt: skip


def _start(folder: Path, server: Server) -> Row:
    """The start to the board, with the same documents."""
    data, address = loaded(folder / "start", SIZE), server.address("start")
    subprocess.run(
        [sys.executable, "-m", "tui", "move", str(data), address],
        check=True, cwd=ROOT, env={**environment(folder), "XDG_DATA_HOME": str(folder / "home")}, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    times: dict[str, Took] = {str(data): [], address: []}
    for _ in range(STARTS + 1):
        for place, took in times.items():
            terminal = Terminal(
                [sys.executable, "-m", "tui", "--data", place],
                {**environment(folder), "XDG_DATA_HOME": str(folder / "home")},
            )
            took.append(terminal.until("绿色环保"))
            terminal.end()
    there, here = (statistics.median(took[1:]) for took in times.values())
    return Row(f"start to the board, {SIZE:,} documents", f"{here * 1000:.0f} ms", f"{there * 1000:.0f} ms in a folder",
               f"{here / there:.2f}", "at most 1.3")  # fmt: skip
