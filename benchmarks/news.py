"""How soon an open board shows what another process commits, and what it costs to wait."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from benchmarks.measure import Row, median_ms, percentile_ms
from benchmarks.stores import environment, loaded
from benchmarks.terminal import Terminal
from tui.desk.desk import Desk
from tui.seats.actor import Actor
from tui.store import open_store

COMMITS = 40
IDLE_SECONDS = 10.0


def run(folder: Path) -> list[Row]:
    """Commit from here, watch the board in a terminal."""
    data = loaded(folder / "news", 10_000)
    board = Terminal([sys.executable, "-m", "tui", "--data", str(data)], environment(folder))
    board.until("绿色环保")
    board.drain(1.0)
    store = open_store(data)
    desk = Desk(store, Actor("另一处", "bench"))
    seen = []
    for number in range(COMMITS):
        mark = f"BENCH{number:03}"
        desk.wishes.record({"title": mark, "urgency": "urgent", "recorded_on": "2020-01-02"})
        start = time.perf_counter()
        board.started = start
        seen.append(board.until(mark))
        board.drain(0.05)
        wish = desk.wishes.number(f"{list(store.wishes.stored())[-1]['number']}")
        desk.wishes.act(wish, "decline", note="bench")
        board.drain(0.1)
    store.close()
    board.drain(1.0)
    before, start = _cpu_seconds(board.pid), time.perf_counter()
    while time.perf_counter() - start < IDLE_SECONDS:
        board.drain(1.0)
    idle = (_cpu_seconds(board.pid) - before) / (time.perf_counter() - start) * 100
    board.end()
    return [
        Row("another process's commit painted, median", f"{median_ms(seen):.1f} ms", "", "", "under 50 ms"),
        Row(
            "another process's commit painted, p95",
            f"{percentile_ms(seen, 95):.1f} ms",
            "",
            "",
            "under 100 ms",
        ),
        Row("CPU of an idle board", f"{idle:.2f} %", "", "", "under 1 %"),
    ]


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
