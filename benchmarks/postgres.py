"""Use cases a second, news and the start with the engine on PostgreSQL, beside a folder on the same disk.

Both wait for the disk at each commit. The server is on this machine, and has its processors to share with the desks.
"""

from __future__ import annotations

import contextlib
import itertools
import select
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.measure import Row, median_ms, percentile_ms
from benchmarks.stores import ROOT, environment, loaded
from benchmarks.terminal import Terminal
from benchmarks.together import Step, Took, together
from tests.postgres_server import Server, discard, new_server
from tui.desk.desk import Desk
from tui.platform.locations import is_database
from tui.seats.actor import Actor
from tui.store import open_store

# Seconds that a turn of writing takes, and how many turns each has.
SECONDS: Final = 2.0
TURNS: Final = 2
NEWS: Final = 100
STARTS: Final = 5
SIZE: Final = 10_000
TEXT: Final = "三单元路灯坏了，晚上看不见路，老人进出不方便，请尽快安排人来看一看。"


def run(folder: Path) -> list[Row]:
    """Each beside the other, in turn."""
    server = new_server(durable=True)
    try:
        return [*_use_cases(folder, server), _news(server), _start(folder, server)]
    finally:
        discard(server)


@contextlib.contextmanager
def _recorder(place: str, name: str) -> Iterator[Step]:
    """Records wishes at `place`."""
    store = open_store(place if is_database(place) else Path(place), lock_timeout=60.0)
    desk = Desk(store, Actor(name, name))

    def record() -> None:
        desk.wishes.record({"title": TEXT[:20], "detail": TEXT, "resident": f"居民{name}"})

    record()  # loads what a use case needs
    yield record
    store.close()


def _use_cases(folder: Path, server: Server) -> list[Row]:
    with _recorder(str(folder / "first"), "first"):
        pass  # loads it for all
    return [
        _beside(folder, server, 1, apart=False, aim="at least 0.6"),
        _beside(folder, server, 4, apart=False),
        _beside(folder, server, 8, apart=False),
        _beside(folder, server, 8, apart=True, aim="at least 1.5"),
    ]


def _beside(folder: Path, server: Server, writers: int, *, apart: bool, aim: str = "") -> Row:
    """So many writers in one community, or `apart` in one each: in the database and in folders, by turns."""
    names = [f"{writers}-{n if apart else ''}" for n in range(writers)]
    here: Took = []
    there: Took = []
    for _ in range(TURNS):
        for times, places in (
            (here, [server.address(name) for name in names]),
            (there, [str(folder / name) for name in names]),
        ):
            times.extend(itertools.chain.from_iterable(together(_recorder, places, SECONDS)))
    rate, reference = (len(took) / SECONDS / TURNS for took in (here, there))
    return Row(
        f"wishes recorded a second, {writers} writer{'s' * (writers > 1)}{' in as many communities' * apart}",
        f"{rate:.0f} (p99 {percentile_ms(here, 99):.0f} ms)",
        f"{reference:.0f} in a folder (p99 {percentile_ms(there, 99):.0f} ms)",
        f"{rate / reference:.2f}",
        f"{aim}{', ' * bool(aim)}p99 under 50 ms",
    )


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
