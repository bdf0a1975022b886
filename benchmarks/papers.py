"""Ledgers: an export of 20,000 wishes against XlsxWriter alone with the same cells, and its memory."""

from __future__ import annotations

import gc
import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from benchmarks.measure import Row
from benchmarks.stores import ROOT, environment
from tui.desk.desk import Desk
from tui.kinds.ledgers import LEDGERS
from tui.kinds.registry import BOOKKEEPING
from tui.papers.ledger import Column
from tui.papers.workbook import workbook
from tui.queries.ledgers import Made, Wanted, make
from tui.seats.actor import Actor
from tui.store import Store, open_store

WISHES = 20_000
ROUNDS = 3
TITLE = "{n}号楼门前路面坑洼，下雨积水，老人出行不便，希望尽快修补"
DETAIL = "居民反映：{n}单元门口的路灯不亮，晚上出行不便，已有多位邻居反映，请物业公司协助处理。"


def filled(folder: Path) -> Store:
    """A store with so many wishes, each with every field that the ledger shows."""
    store = open_store(folder)
    desk = Desk(store, Actor("小李", "local"))
    desk.communities.add({"name": "社区"})
    stored = desk.wishes.record({"title": "路灯", "channel": "phone"})
    usual = {name: value for name, value in stored.items() if name not in BOOKKEEPING}
    with store.transaction(by="小李", seat="local", action="demo.load") as transaction:
        for n in range(2, WISHES + 1):
            wish = {
                **usual, "number": f"2026-{n:05d}", "title": TITLE.format(n=n % 40), "detail": DETAIL.format(n=n % 9),
                "resident": f"王{n % 97}秀英", "phone": f"138{n:08d}", "address": f"{n % 40}号楼{n % 5}单元{n % 900}室",
            }  # fmt: skip
            transaction.insert("wishes", wish)
    return store


def ready(store: Store) -> Made:
    """The ledger of all wishes."""
    return make(store, LEDGERS["wishes"], Wanted(), "小李")


def bare(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> bytes:
    """The same cells, written with XlsxWriter alone."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, {"constant_memory": True})
    page = book.add_worksheet()
    cell = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "border": 1, "text_wrap": True}
    plain, day = book.add_format(cell), book.add_format({**cell, "num_format": "yyyy-mm-dd"})
    for at, column in enumerate(columns, 1):
        page.write_string(0, at, column.heading, plain)
    for at, row in enumerate(rows, 1):
        page.write_number(at, 0, at, plain)
        for place, value in enumerate(row, 1):
            if value is None or value == "":
                page.write_blank(at, place, None, plain)
            elif isinstance(value, str):
                page.write_string(at, place, value, plain)
            elif isinstance(value, date | datetime):
                page.write_datetime(at, place, value, day)
            else:
                page.write_number(at, place, value, plain)
    book.close()
    return buffer.getvalue()


def timed(make_it: Callable[[], object]) -> float:
    """The processor's seconds that it takes: others may be at work on the machine."""
    begun = time.process_time()
    make_it()
    return time.process_time() - begun


def run(folder: Path) -> list[Row]:
    """The export by turns with the library alone, and the memory of a process that exports.

    The figures are the least, the ratio is the median of the turns': a machine is not equally fast for a minute.
    """
    store = filled(folder)
    gc.freeze()  # as the program does: what is in memory is not looked through at each collection
    rows = list(ready(store).sheet.rows)
    columns = ready(store).sheet.columns
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(timed(lambda: workbook([ready(store).sheet])))
        theirs.append(timed(lambda: bare(columns, rows)))
    gc.unfreeze()
    store.close()
    argv = [sys.executable, "-m", "benchmarks.papers", str(folder)]
    found = subprocess.run(
        argv, check=True, cwd=ROOT, env={**environment(folder)}, stdout=subprocess.PIPE, text=True
    )
    return [
        Row("export of 20,000 wishes, .xlsx", f"{min(ours) * 1000:.0f} ms", f"XlsxWriter alone {min(theirs) * 1000:.0f} ms",
            f"{statistics.median(one / other for one, other in zip(ours, theirs, strict=True)):.2f}", "at most 1.3"),
        Row("memory of a process that exports them", f"{int(found.stdout) / 1024:.0f} MB", aim="under 200 MB"),
    ]  # fmt: skip


def _exported(folder: Path) -> int:
    """The most memory, in KiB, that this process had when it had exported the ledger."""
    store = open_store(folder)
    workbook([ready(store).sheet])
    store.close()
    # Not ru_maxrss: that of a new process begins with what its parent had.
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    print(_exported(Path(sys.argv[1])))
