"""From Enter on a line to the line durable and shown: quick entry and the meeting mode, 10,000 documents."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import Row, median_ms, percentile_ms
from benchmarks.stores import ROOT, environment, loaded
from benchmarks.terminal import Terminal

# The least that could be done: the line appended and synced, and shown by Textual's own widgets.
STOCK = """
import os, sys
from textual.app import App
from textual.widgets import Input, RichLog
class Stock(App):
    def compose(self):
        yield RichLog()
        yield Input(placeholder="ready")
    def on_mount(self):
        self.fd = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        self.query_one(Input).focus()
    def on_input_submitted(self, event):
        os.write(self.fd, event.value.encode() + b"\\n")
        os.fsync(self.fd)
        self.query_one(RichLog).write(event.value)
        event.input.value = ""
Stock().run()
"""
LINES = 100
ENTER, MEETINGS, TAKE = b"\r", b"5", b"c"
MEETING = """
import sys
from pathlib import Path
from tui.seats.actor import Actor
from tui.desk.desk import Desk
from tui.store import open_store
store = open_store(Path(sys.argv[1]))
desk = Desk(store, Actor("office", "office"))
meeting = desk.meetings.plan({"starts_at": store.now.isoformat(), "kind": "council"})
desk.meetings.add_item(int(meeting["id"]), "充电桩")
store.close()
"""


def run(folder: Path) -> list[Row]:
    """Lines typed and entered, one after the other, in three programs."""
    data, env = loaded(folder / "minutes", 10_000), environment(folder)
    subprocess.run(
        [sys.executable, "-c", MEETING, str(data)], cwd=ROOT, env={**os.environ, **env}, check=True
    )
    stock = folder / "stock.py"
    stock.write_text(STOCK, encoding="utf-8")
    least = Terminal([sys.executable, str(stock), str(folder / "lines")], env)
    least.until("ready")
    least.drain()
    bare = _entered(least, "物业已比选三家，下周开工")
    least.end()
    rows = []
    for name, keys, line in (
        ("meeting, a note", (MEETINGS, TAKE), "物业已比选三家，下周开工"),
        ("meeting, a task", (MEETINGS, TAKE), "任务 充电桩报价 >物业 ^月底"),
        ("quick entry, a wish", (b":",), "大门口路面坑洼 @yam #道路 !急 >物业 ^下周五"),
    ):
        ours = Terminal([sys.executable, "-m", "tui", "--data", str(data)], env)
        ours.until("绿色环保")
        ours.drain()
        for key in keys:
            ours.press(key)
            ours.drain()
        times = _entered(ours, line)
        ours.end()
        ratio = median_ms(times) / median_ms(bare)
        rows += [
            Row(f"{name}: Enter to shown, median", f"{median_ms(times):.1f} ms",
                f"{median_ms(bare):.1f} ms Input, fsync, RichLog", f"{ratio:.2f}"),
            Row(f"{name}: Enter to shown, p99", f"{percentile_ms(times, 99):.1f} ms",
                f"{percentile_ms(bare, 99):.1f} ms", "", "under 30 ms"),
        ]  # fmt: skip
    return rows


def _entered(terminal: Terminal, line: str) -> list[float]:
    """Seconds from Enter to the last byte of its answer, for line after line."""
    times = []
    for number in range(LINES):
        terminal.press(f"{line} {number}".encode())
        terminal.drain(0.05)
        times.append(terminal.press(ENTER)[0])
        terminal.drain(0.05)
    return times[LINES // 10 :]
