"""From exec to the populated dashboard, over an empty Textual app that paints one word."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from benchmarks.measure import Row, median_ms
from benchmarks.stores import environment, loaded
from benchmarks.terminal import Terminal
from tui.seats.register import Seat, SeatRegister
from tui.store import open_store

RUNS = 15
# The street office's store is the largest that a seat opens; it is started less often, as filling it takes a minute.
LARGE = 150_000
LARGE_RUNS = 3
# Seconds for one start of it, on a machine that has much else to do.
LARGE_PATIENCE = 120.0
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("READY-TO-GO")
Empty().run()
"""


def run(folder: Path) -> list[Row]:
    """Start each in turn, so that a busy minute hits all alike."""
    small, large = loaded(folder / "small", 0), loaded(folder / "large", 10_000)
    empty_file = folder / "empty.py"
    empty_file.write_text(EMPTY, encoding="utf-8")
    programs = {
        "empty": ([sys.executable, str(empty_file)], "READY-TO-GO"),
        "model community": ([sys.executable, "-m", "tui", "--data", str(small)], "绿色环保"),
        "10,000 documents": ([sys.executable, "-m", "tui", "--data", str(large)], "绿色环保"),
    }
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(RUNS + 1):
        for name, (argv, marker) in programs.items():
            terminal = Terminal(argv, environment(folder))
            times[name].append(terminal.until(marker))
            terminal.end()
    for figures in times.values():
        figures.pop(0)  # the first fills the caches
    base = times["empty"]
    rows = []
    for name, aim in (("model community", "at most 1.5"), ("10,000 documents", "at most 1.8")):
        ratio = statistics.median(times[name]) / statistics.median(base)
        rows.append(
            Row(f"start to dashboard, {name}", f"{median_ms(times[name]):.0f} ms",
                f"{median_ms(base):.0f} ms empty app", f"{ratio:.2f}", aim)
        )  # fmt: skip
    return [*rows, _viewers(folder)]


def _viewers(folder: Path) -> Row:
    """A viewer's start beside the staff's, over the same store, folded as a day's end leaves it."""
    data = loaded(folder / "street", LARGE)
    store = open_store(data)
    store.tidy(force=True)
    store.close()
    SeatRegister(data).put(Seat("jiedao", "viewer"))
    plain = [sys.executable, "-m", "tui", "--data", str(data)]
    programs = {"staff": plain, "viewer": [*plain, "--seat", "jiedao"]}
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(LARGE_RUNS + 1):
        for name, argv in programs.items():
            terminal = Terminal(argv, environment(folder))
            times[name].append(terminal.until("绿色环保", LARGE_PATIENCE))
            terminal.end()
    staff, viewer = (statistics.median(times[name][1:]) for name in programs)
    return Row(f"start of a viewer, {LARGE:,} documents", f"{viewer * 1000:.0f} ms", f"{staff * 1000:.0f} ms staff",
               f"{viewer / staff:.2f}", "at most 1.5")  # fmt: skip
