"""A durable update and a get, beside stock TinyDB, sqlite3 and the bare append + fdatasync."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tinydb import TinyDB

from benchmarks.measure import Row, median_ms
from tui.desk.desk import Desk
from tui.seats.actor import Actor
from tui.store import open_store

SIZES = (1_000, 10_000, 50_000)
TEXT = "三单元路灯坏了，晚上看不见路，老人进出不方便，请尽快安排人来看一看。" * 3


def _document(number: int) -> dict[str, object]:
    return {
        "number": f"2026-{number:05}",
        "title": TEXT[:40],
        "detail": TEXT,
        "state": "recorded",
        "recorded_on": "2026-11-01",
    }


def run(folder: Path) -> list[Row]:
    """The four of them at each size, taking turns."""
    rows: list[Row] = []
    for size in SIZES:
        here = folder / f"store-{size}"
        here.mkdir(parents=True)
        rows.extend(_at(size, here))
    rows.extend(_comments(folder / "comments"))
    return rows


def _comments(here: Path) -> list[Row]:
    """A comment on a wish that has few and one that has many, and what it adds to the journal."""
    rows: list[Row] = []
    short = 0.0
    for length in (10, 20_000):
        store = open_store(here / str(length))
        desk = Desk(store, Actor("b", "b"))
        desk.wishes.record({"title": TEXT[:40]})
        event = desk.wishes.event("comment", "recorded", TEXT[:40])
        with store.transaction(by="b", seat="b", action="bench") as transaction:
            transaction.update("wishes", 1, {}, added={"history": [event] * length})
        journal = here / str(length) / "journal" / "00000001.jsonl"
        before = journal.stat().st_size
        times = [_timed(partial(desk.wishes.comment, 1, TEXT[:40])) for _ in range(100)]
        line = (journal.stat().st_size - before) / 100
        store.close()
        if not short:
            short = median_ms(times)
        rows.append(
            Row(
                f"comment on a history of {length:,}",
                f"{median_ms(times):.2f} ms, {line:.0f} bytes",
                f"{short:.2f} ms on a short one",
                f"{median_ms(times) / short:.2f}",
                "under 1,000 bytes",
            )
        )
    return rows


def _at(size: int, here: Path) -> list[Row]:
    store = open_store(here / "ours")
    with store.transaction(by="b", seat="b", action="bench") as transaction:
        for number in range(1, size + 1):
            transaction.insert("wishes", _document(number))
    store.tidy(force=True)
    documents = {str(n): _document(n) for n in range(1, size + 1)}
    (here / "stock.json").write_text(json.dumps({"_default": documents}), encoding="utf-8")
    stock = TinyDB(here / "stock.json")
    sql = sqlite3.connect(here / "sql.db")
    sql.execute("PRAGMA journal_mode=WAL")
    sql.execute("PRAGMA synchronous=FULL")
    sql.execute("CREATE TABLE wishes (id INTEGER PRIMARY KEY, doc TEXT)")
    sql.executemany(
        "INSERT INTO wishes VALUES (?, ?)", [(int(k), json.dumps(v)) for k, v in documents.items()]
    )
    sql.commit()
    bare = os.open(here / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    line = b"x" * 500 + b"\n"
    counter = iter(range(10**9))

    def ours_update() -> None:
        number = next(counter)
        with store.transaction(by="b", seat="b", action="bench") as transaction:
            transaction.update("wishes", number % size + 1, {"state": f"s{number}"})

    def sql_update() -> None:
        number = next(counter)
        sql.execute(
            "UPDATE wishes SET doc = json_set(doc, '$.state', ?) WHERE id = ?",
            (f"s{number}", number % size + 1),
        )
        sql.commit()

    def bare_append() -> None:
        os.write(bare, line)
        os.fdatasync(bare)

    times: dict[str, list[float]] = {"ours": [], "sqlite3": [], "bare": []}
    for _ in range(300):
        for name, work in (("ours", ours_update), ("sqlite3", sql_update), ("bare", bare_append)):
            times[name].append(_timed(work))
    stock_update = [
        _timed(lambda: stock.update({"state": f"s{next(counter)}"}, doc_ids=[1])) for _ in range(3)
    ]
    get = [_timed(lambda: store.wishes.find_stored(next(counter) % size + 1)) for _ in range(1000)]
    sql_get = [
        _timed(
            lambda: json.loads(
                sql.execute("SELECT doc FROM wishes WHERE id = ?", (next(counter) % size + 1,)).fetchone()[0]
            )
        )
        for _ in range(1000)
    ]
    stock_get = [_timed(lambda: stock.get(doc_id=1)) for _ in range(3)]
    store.close()
    start = time.perf_counter()
    open_store(here / "ours").close()
    opened = time.perf_counter() - start
    stock.close()
    sql.close()
    os.close(bare)
    ratio = median_ms(times["ours"]) / median_ms(times["bare"])
    aim = "under 5" if size == 10_000 else ""
    return [
        Row(f"durable update, {size:,}", f"{median_ms(times['ours']):.2f} ms", f"{median_ms(times['bare']):.2f} ms bare append", f"{ratio:.2f}", aim),
        Row("", "", f"{median_ms(times['sqlite3']):.2f} ms sqlite3", f"{median_ms(times['ours']) / median_ms(times['sqlite3']):.2f}"),
        Row("", "", f"{median_ms(stock_update):.1f} ms stock TinyDB", f"{median_ms(times['ours']) / median_ms(stock_update):.4f}"),
        Row(f"get, {size:,}", f"{median_ms(get):.4f} ms", f"{median_ms(sql_get):.4f} ms sqlite3", f"{median_ms(get) / median_ms(sql_get):.2f}", "under 0.05 ms"),
        Row("", "", f"{median_ms(stock_get):.1f} ms stock TinyDB"),
        Row(f"open, {size:,}", f"{opened * 1000:.0f} ms"),
    ]  # fmt: skip


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
