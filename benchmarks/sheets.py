"""The export sheet and a form: from the key to its being on the terminal, in the list of wishes, after the first time.

Beside them a stock Textual app opens a modal screen with as many inputs over a table.
"""

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
STOCK = """
from textual.app import App
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import DataTable, Input, Label
class Form(ModalScreen):
    BINDINGS = [("escape", "dismiss")]
    def compose(self):
        with VerticalScroll():
            yield Label("导出")
            for n in range(9):
                yield Label(f"第{n}项")
                yield Input()
class Stock(App):
    BINDINGS = [("E", "form")]
    CSS = "Form { align: center middle } Form VerticalScroll { width: 80; height: 30 } Form Input { height: 1; border: none }"
    def compose(self):
        yield DataTable()
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("编号", "心愿", "小区")
        table.add_rows([(n, "路灯不亮，晚上出行不便", "邮电园") for n in range(1000)])
    def action_form(self):
        self.push_screen(Form())
Stock().run()
"""


def run(folder: Path) -> list[Row]:
    """Per sheet and store: the processor's time of the whole program, least and median, and the median by the clock.

    The reference and the ratio are of the least.
    """
    stock = folder / "stock.py"
    stock.write_text(STOCK, encoding="utf-8")
    terminal = Terminal([sys.executable, str(stock)], environment(folder))
    terminal.until("邮电园")
    terminal.drain()
    reference, _, _ = _figures(terminal, b"E", "导出")
    terminal.end()
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
            least, usual, clock = _figures(terminal, key, shown)
            rows.append(
                Row(f"{name}, {what}: processor", f"{least:.0f} ms, median {usual:.0f}, clock {clock:.0f}",
                    f"{reference:.0f} ms stock modal screen of nine inputs", f"{least / reference:.2f}",
                    aim="under 50 ms" if name == "export sheet" else "")
            )  # fmt: skip
        terminal.end()
    return rows


def _figures(terminal: Terminal, key: bytes, shown: str) -> tuple[float, float, float]:
    """Milliseconds of the processor, least and median, and of the clock, median, to open a sheet after the first time."""
    figures = [_opened(terminal, key, shown) for _ in range(ROUNDS)][1:]
    usual, clock = (statistics.median(one) for one in zip(*figures, strict=True))
    return min(cpu for cpu, _ in figures), usual, clock


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
