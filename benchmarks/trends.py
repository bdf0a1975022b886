"""The trends of a street: 12,600 wishes and 71,000 hours records of three years, against a plain pass over the same documents."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from benchmarks.measure import Row, median_ms
from tui.kinds.words import CATEGORIES, CHANNELS
from tui.queries.trends import trends
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.trends.periods import Length, containing
from tui.store import Store, open_store

_NOW: Final = datetime(2026, 11, 24, 10, tzinfo=LOCAL)
_WISHES: Final = 12_600
_HOURS: Final = 71_000
_DAYS: Final = 3 * 365
_TIMES: Final = 7


def run(folder: Path) -> list[Row]:
    """A quarter and a year; the time of this process alone, so that others on the machine do not count."""
    store = open_store(folder / "trends", now=lambda: _NOW)
    _fill(store)
    store.close()
    store = open_store(folder / "trends", now=lambda: _NOW)
    gc.collect()
    gc.freeze()  # as the desk does after it has started
    plain = _seconds(lambda: _plain(store))
    rows = []
    lengths: tuple[Length, ...] = ("quarter", "year")
    for length in lengths:
        period = containing(length, _NOW.date(), _NOW.date())
        seconds = _seconds(lambda period=period: trends(store, period))  # type: ignore[misc]
        rows.append(
            Row(
                f"all figures of a {length}",
                f"{median_ms(seconds):.0f} ms",
                f"{median_ms(plain):.0f} ms",
                f"{median_ms(seconds) / median_ms(plain):.1f}",
                "under 100 ms",
            )
        )
    store.close()
    return rows


def _seconds(call: Callable[[], object]) -> list[float]:
    call()
    found = []
    for _ in range(_TIMES):
        begun = time.process_time()
        call()
        found.append(time.process_time() - begun)
    return found


def _plain(store: Store) -> float:
    """Two fields of each document are looked at, and nothing more."""
    late: int = sum(wish["recorded_on"] < (wish["done_on"] or "") for wish in store.wishes.stored())
    hours: float = sum(given["hours"] for given in store.hours.stored() if given["on"])
    return late + hours


def _fill(store: Store) -> None:
    random, today = Random(1), _NOW.date()
    categories, channels = list(CATEGORIES), list(CHANNELS)

    def wish(id: int) -> dict[str, Any]:
        on = today - timedelta(random.randrange(_DAYS))
        done = (on + timedelta(random.randrange(12))).isoformat() if random.random() < 0.9 else None
        events = ("record", "recorded"), ("accept", "accepted"), ("assign", "assigned"), ("complete", "done")
        return {
            "number": f"{on.year}-{id:05}", "title": "楼道灯不亮", "state": "closed" if done else "assigned",
            "recorded_on": on.isoformat(), "due": (on + timedelta(9)).isoformat(), "done_on": done,
            "category": random.choice(categories), "channel": random.choice(channels),
            "compound": random.randrange(1, 7), "rating": random.randrange(2, 6) if done else None,
            "assignee": {"kind": "party", "name": random.choice(("物业公司", "居委会", "议事会"))},
            "history": [
                {"at": f"{on.isoformat()}T09:00:00+08:00", "by": "示例", "action": action, "state": state, "note": ""}
                for action, state in events
            ],
        }  # fmt: skip

    def given(_: int) -> dict[str, Any]:
        on = today - timedelta(random.randrange(_DAYS))
        return {
            "volunteer_id": random.randrange(1, 2800), "team_id": random.randrange(1, 155), "on": on.isoformat(),
            "hours": random.randrange(1, 9) / 2, "content": "便民服务（示例）",
        }  # fmt: skip

    for table, made, count in (("wishes", wish, _WISHES), ("hours", given, _HOURS)):
        with store.transaction(by="示例", seat="bench", action="demo.load") as transaction:
            for id in range(1, count + 1):
                transaction.insert(table, made(id))
