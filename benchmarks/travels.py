"""What travels to a terminal of 120 by 36 for a key, in bytes, over the model community."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from benchmarks.measure import Row
from benchmarks.stores import environment, loaded
from benchmarks.terminal import Terminal

ROUNDS = 2
# Seconds for which nothing comes once all has come, and of the processor's time in them that are none.
QUIET, BUSY = 0.25, 0.02
TAB, DOWN, ESCAPE = b"\t", b"\x1b[B", b"\x1b"
# What is done, and for which figure it counts, with the keys before it that do not count.
STEPS = (
    *((b"", "Tab on the board", TAB),) * 5,
    (b"3", "n, the form of a new wish", b"n"),
    (b"", "Esc of a form", ESCAPE),
    (b"", "e, the form of a wish", b"e"),
    (b"", "Esc of a form", ESCAPE),
    (b"\x1b[H", "down in a list", DOWN),
    *((b"", "down in a list", DOWN),) * 3,
    (b"1", "3, another screen", b"3"),
    (b"1", "", b""),
)
AIMS = {
    "Tab on the board": "under 4,000",
    "n, the form of a new wish": "under 10,000",
    "e, the form of a wish": "under 10,000",
    "Esc of a form": "under 10,000",
    "down in a list": "under 1,500",
}


def run(folder: Path) -> list[Row]:
    """The median and the most bytes for each step, in 256 colours and in all."""
    store = loaded(folder / "store", 1)
    rows = []
    for colours, more in (("256 colours", {"COLORTERM": ""}), ("all colours", {"COLORTERM": "truecolor"})):
        terminal = Terminal(
            [sys.executable, "-m", "tui", "--data", str(store)],
            {**environment(folder), **more},
            emulate=False,
        )
        terminal.until("绿色环保")
        terminal.follow(3.0)
        _come_to_rest(terminal)  # what comes after the first painting
        rows.append(Row(f"start, {colours}", f"{terminal.received:,}"))
        figures: dict[str, list[int]] = {}
        for turn in range(ROUNDS + 1):
            for before, name, keys in STEPS:
                if before:
                    _travels(terminal, before)
                if name:
                    sent = _travels(terminal, keys)
                    if turn:  # the first time things are loaded
                        figures.setdefault(name, []).append(sent)
        terminal.end()
        rows += [
            Row(f"{name}, {colours}", f"{statistics.median(found):,.0f}", f"most {max(found):,}", aim=AIMS.get(name, ""))
            for name, found in figures.items()
        ]  # fmt: skip
    return rows


def _travels(terminal: Terminal, keys: bytes) -> int:
    """The bytes that come for these keys, until the program has nothing more to do."""
    before = terminal.received
    terminal.press(keys, patience=2.0)
    _come_to_rest(terminal)
    return terminal.received - before


def _come_to_rest(terminal: Terminal) -> None:
    """Read until nothing comes and the program has neither had the processor nor waited for it."""
    end = time.perf_counter() + 10
    while time.perf_counter() < end:
        received, busy = terminal.received, _busy(terminal.pid)
        terminal.follow(QUIET)
        if terminal.received == received and _busy(terminal.pid) - busy < BUSY:
            return


def _busy(pid: int) -> float:
    """Seconds that all threads of a process have had the processor or waited for it."""
    tasks = Path(f"/proc/{pid}/task")
    return sum(sum(map(int, (task / "schedstat").read_text().split()[:2])) for task in tasks.iterdir()) / 1e9
