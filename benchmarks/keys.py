"""From a key to the last byte of what it paints, in the list of 10,000 wishes; bytes a key."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from benchmarks.measure import Row, median_ms, percentile_ms
from benchmarks.stores import environment, loaded
from benchmarks.terminal import Terminal

STOCK = """
from textual.app import App
from textual.widgets import DataTable
class Stock(App):
    def compose(self):
        yield DataTable(cursor_type="row")
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("number", "title", "state")
        table.add_rows([(f"2026-{n:05}", "三单元路灯坏了，晚上看不见路", "已登记") for n in range(10_000)])
        table.focus()
Stock().run()
"""
DOWN, PAGE, HOME = b"\x1b[B", b"\x1b[6~", b"\x1b[H"


def run(folder: Path) -> list[Row]:
    """Ours and a stock DataTable of as many rows, with the same keys."""
    large = loaded(folder / "keys", 14_300)
    stock = folder / "stock.py"
    stock.write_text(STOCK, encoding="utf-8")
    ours = Terminal([sys.executable, "-m", "tui", "--data", str(large)], environment(folder))
    ours.until("绿色环保")
    ours.press(b"3")
    ours.drain()
    ours.press(b"t")  # all wishes, not only the open ones
    ours.drain()
    theirs = Terminal([sys.executable, str(stock)], environment(folder))
    theirs.until("路灯")
    theirs.drain()
    rows = []
    for name, key, count in (("down", DOWN, 300), ("page down", PAGE, 60)):
        figures = {
            "ours": [ours.press(key) for _ in range(count)],
            "theirs": [theirs.press(key) for _ in range(count)],
        }
        for terminal in (ours, theirs):
            terminal.press(HOME)
            terminal.drain()
        mine = [seconds for seconds, _ in figures["ours"]]
        stock_times = [seconds for seconds, _ in figures["theirs"]]
        ratio = statistics.median(mine) / statistics.median(stock_times)
        rows.append(
            Row(f"{name}: key to paint, median", f"{median_ms(mine):.1f} ms",
                f"{median_ms(stock_times):.1f} ms stock DataTable", f"{ratio:.2f}", "under 16 ms")
        )  # fmt: skip
        rows.append(Row(f"{name}: key to paint, p99", f"{percentile_ms(mine, 99):.1f} ms",
                        f"{percentile_ms(stock_times, 99):.1f} ms", "", "under 33 ms"))  # fmt: skip
        sent = statistics.median(count for _, count in figures["ours"])
        stock_sent = statistics.median(count for _, count in figures["theirs"])
        rows.append(
            Row(
                f"{name}: bytes to the terminal",
                f"{sent:.0f}",
                f"{stock_sent:.0f}",
                f"{sent / stock_sent:.2f}",
            )
        )
    ours.end()
    theirs.end()
    return rows
