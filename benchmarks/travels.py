"""What travels to a terminal of 120 by 36 for a key, in bytes, over the model community."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from benchmarks.measure import Row
from benchmarks.stores import environment, loaded
from benchmarks.terminal import Terminal

ROUNDS = 2
TAB, DOWN, ESCAPE = b"\t", b"\x1b[B", b"\x1b"
# What is done, and for which figure it counts, with the keys before it that do not count.
STEPS = (
    *((b"", "Tab on the board", TAB),) * 5,
    (b"3", "n, the form of a new wish", b"n"),
    (b"", "Esc of a form", ESCAPE),
    (b"", "e, the form of a wish", b"e"),
    (b"", "Esc of a form", ESCAPE),
    *((b"", "down in a list", DOWN),) * 4,
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
        terminal.drain(3.0)  # what comes after the first painting
        rows.append(Row(f"start, {colours}", f"{terminal.received:,}"))
        figures: dict[str, list[int]] = {}
        for turn in range(ROUNDS + 1):
            for before, name, keys in STEPS:
                if before:
                    terminal.press(before)
                    terminal.drain()
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
    """The bytes that come for these keys, until nothing comes any more."""
    before = terminal.received
    terminal.press(keys, patience=2.0)
    terminal.drain()
    return terminal.received - before
