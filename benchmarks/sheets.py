"""The export sheet and a form: from the key to its being on the terminal, in the list of wishes, after the first time."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from benchmarks.measure import Row
from benchmarks.stores import environment, loaded
from benchmarks.terminal import Terminal

ROUNDS = 15
ESCAPE = b"\x1b"
# A key, and what is on the terminal once its sheet is.
OPENED = {"export sheet": (b"E", "导出"), "new wish": (b"n", "新")}


def run(folder: Path) -> list[Row]:
    """Per sheet and store: the processor's time of the whole program, least and median, and the median by the clock."""
    rows = []
    for what, size in (("model community", 1), ("10,000 wishes", 14_300)):
        terminal = Terminal(
            [sys.executable, "-m", "tui", "--data", str(loaded(folder / str(size), size))],
            environment(folder),
        )
        terminal.until("绿色环保")
        terminal.drain()
        terminal.press(b"3")
        terminal.drain()
        for name, (key, shown) in OPENED.items():
            figures = [_opened(terminal, key, shown) for _ in range(ROUNDS)][1:]
            least = min(cpu for cpu, _ in figures)
            usual, clock = (statistics.median(one) for one in zip(*figures, strict=True))
            rows.append(
                Row(f"{name}, {what}: processor", f"{least:.0f} ms, median {usual:.0f}", f"clock {clock:.0f} ms",
                    aim="under 50 ms" if name == "export sheet" else "")
            )  # fmt: skip
        terminal.end()
    return rows


def _opened(terminal: Terminal, key: bytes, shown: str) -> tuple[float, float]:
    """Open and close a sheet; milliseconds of the processor and of the clock until it is on the terminal."""
    before, begun = _processor(terminal.pid), time.perf_counter()
    terminal.press_until(key, shown)
    taken = _processor(terminal.pid) - before, (time.perf_counter() - begun) * 1000
    terminal.drain(0.4)
    terminal.press(ESCAPE)
    terminal.drain(0.6)  # the program sweeps up when nobody types
    return taken


def _processor(pid: int) -> float:
    """Milliseconds that all threads of a process have had of the processor."""
    tasks = Path(f"/proc/{pid}/task")
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e6
