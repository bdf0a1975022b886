"""What use cases cost in a small store and in a large one, and masking a commit where viewers' copies are kept.

Processor time, without what the disk takes: most of it passes while others wait for the store.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks.measure import Row, median_ms
from benchmarks.stores import loaded
from tui.desk.desk import Desk
from tui.engine.changes import Change, Entry
from tui.engine.postgres.masker import Masker
from tui.kinds import registry
from tui.seats.actor import Actor
from tui.store import Store, open_store

SMALL: Final = 100
LARGE: Final = 20_000
TIMES: Final = 60
PLACES: Final = ("一号楼", "车棚", "小广场", "5号楼2单元", "南门口")
TROUBLES: Final = ("路灯坏了", "下水道堵了", "门禁太吵", "长椅松动了", "电梯停了两天")

Deed = Callable[[], object]


def run(folder: Path) -> list[Row]:
    """Each use case in both stores by turns, then masking."""
    stores = [open_store(loaded(folder / str(size), size)) for size in (SMALL, LARGE)]
    cases = [_cases(Desk(store, Actor("小李", "窗口"))) for store in stores]
    rows = []
    for name in cases[0]:
        small, large = _by_turns([case[name] for case in cases])
        rows.append(Row(f"{name}, {LARGE:,} documents", f"{large:.2f} ms", f"{small:.2f} ms with {SMALL}",
                        f"{large / small:.2f}", "at most 1.3"))  # fmt: skip
    rows += _masking(stores[1])
    for store in stores:
        store.close()
    return rows


def _cases(desk: Desk) -> Mapping[str, Deed]:
    counter = itertools.count()
    team = desk.store.teams.stored()[0]["id"]
    days = [
        f"{year}-{month:02}-{day:02}"
        for year in (2001, 2002)
        for month in range(1, 13)
        for day in range(1, 29)
    ]

    def wish() -> object:
        return desk.wishes.record({"title": "路灯坏了", "resident": "王秀英"})

    def hours() -> object:
        at = next(counter) % len(days)
        return desk.hours.add(
            {"volunteer_id": 1, "on": days[at], "hours": 2, "content": "理发", "team_id": team}
        )

    def taken_back() -> object:
        desk.volunteers.add({"name": "新来的"})
        return desk.history.undo()

    kept = int(desk.wishes.record({"title": "路灯坏了"})["id"])
    return {
        "a wish recorded": wish,
        "a comment": lambda: desk.wishes.comment(kept, "已联系"),
        "hours by hand": hours,
        "a volunteer added and taken back": taken_back,
    }


def _by_turns(deeds: list[Deed]) -> list[float]:
    """The median of each, in ms of the processor, after one that loads what it needs."""
    took: list[list[float]] = [[] for _ in deeds]
    for _ in range(TIMES):
        for deed, times in zip(deeds, took, strict=True):
            begin = time.process_time()
            deed()
            times.append(time.process_time() - begin)
    return [median_ms(times[1:]) for times in took]


def _masking(store: Store) -> list[Row]:
    """A new wish masked at its commit: one like others, one with texts of its own, one of a resident who is new."""
    tables = {
        name: {str(one["id"]): dict(one) for one in store.collection(name).stored()}
        for name in registry.tables()
    }
    masker, numbers = Masker(tables), itertools.count(10**6)
    like = store.wishes.stored()[-1]

    def masked(fields: Mapping[str, Any]) -> float:
        key = str(next(numbers))
        document = {**like, **fields}
        entry = Entry(1, "", "小李", "窗口", "wish.record", (Change("wishes", key, None, document),), {})
        begin = time.perf_counter()
        masker.shown(entry, {("wishes", key): document}, tables)
        took = time.perf_counter() - begin
        tables["wishes"][key] = document
        return took

    kinds: dict[str, Callable[[int], Mapping[str, Any]]] = {
        "as others are": lambda _: {},
        "of its own words": _words,
        "of a resident who is new": lambda n: {**_words(n + 1000), "resident": f"王{chr(0x4E00 + 7 * n)}芳"},
    }
    rows = []
    for name, fields in kinds.items():
        times = [masked(fields(n)) for n in range(300)]
        rows.append(
            Row(f"a wish masked at its commit, {name}", f"{median_ms(times) * 1000:.0f} us", "", "", "25 us")
        )
    return rows


def _words(number: int) -> dict[str, str]:
    place, trouble = PLACES[number % 5], TROUBLES[number // 5 % 5]
    return {
        "title": f"{place}{trouble}",
        "detail": f"{place}{trouble}，第{number}次来说，请尽快安排人来看一看。",
    }
