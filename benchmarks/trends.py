"""The trends of a street: 12,600 wishes and 71,000 hours records of three years, against a plain pass over the same documents."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from benchmarks.measure import Row, median_ms
from tui.kinds.words import CATEGORIES, CHANNELS
from tui.queries.trend_counts import TrendCounter
from tui.queries.trends import trends
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.trends.periods import Length, Period, containing, moved
from tui.store import Store, open_store

_NOW: Final = datetime(2026, 11, 24, 10, tzinfo=LOCAL)
_WISHES: Final = 12_600
_HOURS: Final = 71_000
_DAYS: Final = 3 * 365
_TIMES: Final = 6
_END: Final = object()


def run(folder: Path) -> list[Row]:
    """A quarter and a year; the time of this process alone, so that others on the machine do not count.

    The desk prepares its counts once it has started and is idle. Before that, and in `xingfu report trends`, everything is
    counted at once.
    """
    store = open_store(folder / "trends", now=lambda: _NOW)
    _fill(store)
    store.close()
    store = open_store(folder / "trends", now=lambda: _NOW)
    gc.collect()
    gc.freeze()  # as the desk does after it has started
    thresholds = gc.get_threshold()
    gc.set_threshold(*thresholds[:2], 100)  # it collects the oldest generation when no key waits
    plain = median_ms(_seconds(lambda: _plain(store)))
    lengths: tuple[Length, ...] = ("quarter", "year")
    rows = [
        Row(what, f"{median_ms(seconds):.0f} ms", f"{plain:.0f} ms", f"{median_ms(seconds) / plain:.1f}", aim)
        for length in lengths
        for what, seconds, aim in _of_length(store, length)
    ]
    pieces = _pieces(store, _period("quarter"))
    rows.append(Row("what the desk prepares, in pieces", f"{sum(pieces) * 1000:.0f} ms", aim="between keys"))
    rows.append(Row("the longest piece", f"{max(pieces) * 1000:.0f} ms"))
    store.close()
    gc.set_threshold(*thresholds)
    return rows


def _period(length: Length) -> Period:
    return containing(length, _NOW.date(), _NOW.date())


def _of_length(store: Store, length: Length) -> Iterator[tuple[str, list[float], str]]:
    """What is measured of periods of one length, the seconds, and the aim."""
    aim, period, today = "under 100 ms", _period(length), _NOW.date()
    yield f"a {length}, nothing prepared", _seconds(lambda: trends(store, period)), ""
    yield (
        f"a {length}, first opening at the desk",
        _each(lambda: _next(store, period)),
        aim,
    )
    yield f"the {length} before this one", _each(lambda: _next(store, moved(period, -1, today), period)), aim
    counter, compounds = TrendCounter(store), iter(range(1, _TIMES + 1))
    trends(store, period, None, counter)
    one = _each(lambda: _timed(lambda: trends(store, period, next(compounds), counter)))
    yield f"a {length} of one compound", one, aim
    yield f"a {length} after a colleague's commit", _each(lambda: _after_commit(store, counter, period)), aim


def _each(call: Callable[[], float]) -> list[float]:
    """The seconds that each of some calls tells."""
    return [call() for _ in range(_TIMES)]


def _timed(call: Callable[[], object]) -> float:
    """The seconds of one call."""
    begun = time.process_time()
    call()
    return time.process_time() - begun


def _next(store: Store, period: Period, seen: Period | None = None) -> float:
    """The first look at a period, once the desk has prepared its counts, and after a look at another."""
    counter = TrendCounter(store)
    for _ in counter.prepared(_period("quarter")):
        pass
    if seen is not None:
        trends(store, seen, None, counter)
    return _timed(lambda: trends(store, period, None, counter))


def _after_commit(store: Store, counter: TrendCounter, period: Period) -> float:
    """The same figures again, after hours were added."""
    with store.transaction(by="同事", seat="bench", action="hours.record") as transaction:
        transaction.insert("hours", {**store.hours.stored()[0], "on": _NOW.date().isoformat()})
    return _timed(lambda: trends(store, period, None, counter))


def _pieces(store: Store, period: Period) -> list[float]:
    """The seconds of each piece of what is prepared, between which keys are handled."""
    pieces, found = TrendCounter(store).prepared(period), []
    more = True
    while more:
        begun = time.process_time()
        more = next(pieces, _END) is not _END
        found.append(time.process_time() - begun)
    return found


def _seconds(call: Callable[[], object]) -> list[float]:
    return [_timed(call) for _ in range(_TIMES + 1)][1:]


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
