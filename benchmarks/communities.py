"""The board over 150 communities and 900,000 documents in one database: filled how soon, how big, and how soon it shows a change."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import psycopg

from benchmarks.measure import Row, median_ms, percentile_ms
from benchmarks.start import EMPTY
from benchmarks.stores import ROOT, environment, loaded
from benchmarks.terminal import Terminal
from tests.postgres_server import Server, discard, new_server
from tui.desk.desk import Desk
from tui.seats.actor import Actor
from tui.store import open_store

COMMUNITIES: Final = 150
SIZE: Final = 6_000
STARTS: Final = 9
CHANGES: Final = 60
_FIRST: Final = "社区000"

# The communities after the first are copied within the database: nothing is sent.
_COPIED: Final = """
insert into xingfu.communities (community, identity, seq) select {name}, md5({name}), c.seq
    from xingfu.communities c, generate_series(1, {last}) n;
insert into xingfu.turns (community) select {name} from generate_series(1, {last}) n;
insert into xingfu.documents (community, name, id, added, place, changed, body)
    select {name}, d.name, d.id, d.added, d.place, d.changed,
    case d.name when 'communities' then replace(d.body, '东风路南社区', {name}) else d.body end
    from xingfu.documents d, generate_series(1, {last}) n;
insert into xingfu.commits (community, seq, key, at, person, seat, action, about, changes)
    select {name}, c.seq, c.key, c.at, c.person, c.seat, c.action, c.about, '[]'
    from xingfu.commits c, generate_series(1, {last}) n;
insert into xingfu.numbers (community, name, next_id)
    select {name}, d.name, d.next_id from xingfu.numbers d, generate_series(1, {last}) n;
insert into xingfu.tallies (community, rules, seq, name, last)
    select {name}, t.rules, t.seq, {name}, t.last from xingfu.tallies t, generate_series(1, {last}) n;
insert into xingfu.sums (community, what, at, amount)
    select {name}, s.what, s.at, s.amount from xingfu.sums s, generate_series(1, {last}) n;
"""


def filled(server: Server, folder: Path, communities: int = COMMUNITIES, size: int = SIZE) -> None:
    """Fill the database with `communities` of `size` generated documents each; `folder` is for the first."""
    data = loaded(folder / "first", size)
    subprocess.run(
        [sys.executable, "-m", "tui", "move", str(data), server.address(_FIRST)],
        check=True, cwd=ROOT, env={**environment(folder), "XDG_DATA_HOME": str(folder / "home")}, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    with psycopg.connect(server.address(), autocommit=True) as connection:
        if communities > 1:
            copied = _COPIED.format(name="'社区' || lpad(n::text, 3, '0')", last=communities - 1)
            connection.execute(copied.encode())
        connection.execute("vacuum analyze")


def run(folder: Path) -> list[Row]:
    """Fill a database, start the board and an empty app in turn, then commit in one community after another."""
    server = new_server()
    try:
        filled(server, folder)
        return measured(server, folder)
    finally:
        discard(server)


def measured(server: Server, folder: Path) -> list[Row]:
    """The figures of the board over the communities that are there."""
    with psycopg.connect(server.address(), autocommit=True) as connection:
        (total,) = connection.execute(
            "select sum(amount)::bigint from xingfu.sums where what = 'open'"
        ).fetchone() or (0,)
        (documents,) = connection.execute("select count(*) from xingfu.documents").fetchone() or (0,)
    empty = folder / "empty.py"
    empty.write_text(EMPTY, encoding="utf-8")
    env = {**environment(folder), "XDG_DATA_HOME": str(folder / "home")}
    board_argv = [sys.executable, "-m", "tui", "--communities", "--data", server.address()]
    times: dict[str, list[float]] = {"empty": [], "board": []}
    for _ in range(STARTS + 1):
        for name, argv in (("empty", [sys.executable, str(empty)]), ("board", board_argv)):
            terminal = Terminal(argv, env)
            times[name].append(terminal.until("READY-TO-GO" if name == "empty" else f"在办 {total}"))
            terminal.end()
    base, board = (statistics.median(took[1:]) for took in times.values())
    memory, seen = _followed(server, board_argv, env, total)
    return [
        Row(f"board over {COMMUNITIES} communities, {documents:,} documents: filled after an empty app's start",
            f"{(board - base) * 1000:.0f} ms", f"{base * 1000:.0f} ms empty app", f"{board / base:.2f}", "under 300 ms"),
        Row("memory of the board (PSS)", f"{memory:.0f} MB", "", "", "under 120 MB"),
        Row("from the beginning of a commit until the board shows it", f"{median_ms(seen):.0f} ms median",
            f"p95 {percentile_ms(seen, 95):.0f} ms, p99 {percentile_ms(seen, 99):.0f} ms", "", "under 200 ms"),
    ]  # fmt: skip


def _followed(server: Server, argv: list[str], env: dict[str, str], total: int) -> tuple[float, list[float]]:
    """Megabytes of an open board, and how long each of some commits took to be on it."""
    board = Terminal(argv, env)
    board.until(f"在办 {total}")
    board.drain(1.0)
    seen = []
    with_store = open_store(server.address(_FIRST))
    Desk(with_store, Actor("另一处", "bench")).wishes.record(
        {"title": "井盖坏了"}
    )  # loads what a use case needs
    with_store.close()
    total += 1
    board.drain(1.0)
    for number in range(CHANGES):
        with_store = open_store(server.address(f"社区{number * 7 % COMMUNITIES:03}"))
        begin = time.perf_counter()
        Desk(with_store, Actor("另一处", "bench")).wishes.record({"title": "路灯坏了"})
        with_store.close()
        total += 1
        while f"在办 {total}" not in "".join(board.screen.display):
            if time.perf_counter() - begin > 20:
                raise TimeoutError("\n".join(board.screen.display))
            board.follow(0.002)
        seen.append(time.perf_counter() - begin)
    memory = _megabytes(board.pid)
    board.end()
    return memory, seen


def _megabytes(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int((re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE) or ["", "0"])[1]) / 1024
