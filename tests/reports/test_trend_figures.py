"""The figures of the trends against the stored records, looked at one by one; and that what is kept never grows stale."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tui.desk.desk import Desk
from tui.queries.trend_counts import TrendCounter
from tui.queries.trend_lines import TrendRow, Trends
from tui.queries.trends import trend_line, trends
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.trends.figures import Figure
from tui.rules.trends.periods import Period, before, containing, year_before
from tui.seats.actor import Actor
from tui.store import Store, Stored, open_store

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=LOCAL)
TODAY = NOW.date()
YEAR, QUARTER, MONTH = (containing(length, TODAY, TODAY) for length in ("year", "quarter", "month"))
_DAY = {"wishes": "recorded_on", "sessions": "starts_at", "hours": "on", "visits": "on", "mediations": "opened_on"}  # fmt: skip


@pytest.fixture
def store(put_community: Callable[[Path, datetime], None], tmp_path: Path) -> Iterator[Store]:
    """A store with the model community."""
    put_community(tmp_path / "data", NOW)
    opened = open_store(tmp_path / "data", now=lambda: NOW)
    yield opened
    opened.close()


def told(counter: TrendCounter, found: Trends) -> Iterator[tuple[TrendRow, Period, Figure]]:
    """Every figure that can be seen: of each row all three, and each point of its line with that of last year."""
    for row in (row for block in found.blocks.values() for row in block.rows):
        period = row.month or found.period
        spans = (period, before(period), year_before(period))
        seen = list(zip(spans, row.figures, strict=True))
        for point in trend_line(counter, found, row):
            seen += [(point.period, point.now), (year_before(point.period), point.year)]
        yield from ((row, span, figure) for span, figure in seen if figure is not None)


@pytest.mark.parametrize("period", [YEAR, QUARTER, MONTH], ids=["year", "quarter", "month"])
@pytest.mark.parametrize("compound", [None, 2])
def test_every_figure_is_that_of_the_records_behind_it(
    store: Store, period: Period, compound: int | None
) -> None:
    counter = TrendCounter(store)
    found = trends(store, period, compound, counter)
    of_unit = {"number": 0, "people": 0, "hours": 0, "percent": 0, "days": 0}
    for row, span, figure in told(counter, found):
        records = [store.collection(row.table).find_stored(id) for id in figure.ids]
        assert None not in records
        assert len(set(figure.ids)) == len(records)
        if row.table in _DAY:
            first, last = span.bounds
            assert all(first <= one[_DAY[row.table]][:10] <= last for one in records if one), (row.key, span)
        if compound is not None and row.table == "wishes":
            assert {one["compound"] for one in records if one} <= {compound}
        assert figure.value == expected(row, [one for one in records if one], store), (row.key, span)
        assert figure.part is None or figure.value == int(100 * figure.part / len(records) + 0.5)
        of_unit[row.unit] += figure.value is not None and figure.value > 0
    if compound is None and period is YEAR:
        assert min(of_unit[unit] for unit in ("number", "people", "hours")) > 20, of_unit


def expected(row: TrendRow, records: list[Stored], store: Store) -> float | None:
    """What these records make, looked at one by one."""
    if row.unit == "number":
        return len(records)
    if row.unit == "people":
        return sum(one["people_served"] or 0 for one in records)
    if row.unit == "hours":
        return float(sum(one["hours"] for one in records))
    if len(records) < 5:
        return None
    what = row.of[1] if row.of else None
    if row.unit == "percent":
        good = {
            "on_time": lambda one: (one["done_on"] or "9") <= one["due"],
            "satisfied": lambda one: one["rating"] >= 4,
        }
        return int(100 * sum(map(good[str(what)], records)) / len(records) + 0.5)
    step, percent = str(what).split("_")
    took = sorted(
        waited(one, accepted(one) if step == "accept" else one["done_on"], store) for one in records
    )
    rank = -(-len(took) * (50 if percent == "median" else 90) // 100)
    return took[rank - 1]


def accepted(wish: Stored) -> str:
    """The day on which a wish was first accepted, given away or done."""
    return next(
        str(one["at"])[:10] for one in wish["history"] if one["state"] not in {"recorded", "reopened"}
    )


def waited(wish: Stored, until: str, store: Store) -> int:
    """Working days after the day of recording, up to a day that has come."""
    first, last = date.fromisoformat(wish["recorded_on"]), min(date.fromisoformat(until), TODAY)
    return sum(store.calendar.works(first + timedelta(n)) for n in range(1, (last - first).days + 1))


def test_each_grouping_has_every_wish_once(store: Store) -> None:
    found = trends(store, YEAR)
    for at in range(3):
        recorded = found.blocks["wishes"].rows[0].figures[at]
        assert recorded is not None
        for block in ("categories", "compounds", "channels", "holders"):
            ids = [id for row in found.blocks[block].rows for id in (row.figures[at] or Figure(0)).ids]
            assert sorted(ids) == sorted(recorded.ids), block
        hours = [found.blocks["work"].rows[2].figures[at]]
        by_team = [row.figures[at] for row in found.blocks["teams"].rows]
        assert sum(one.value or 0 for one in by_team if one) == sum(one.value or 0 for one in hours if one)


def sorted_ids(found: Trends) -> dict[str, list[tuple[float | None, list[int]] | None]]:
    """Every figure by its row; the order in which records were found says nothing."""
    return {
        row.key: [None if one is None else (one.value, sorted(one.ids)) for one in row.figures]
        for block in found.blocks.values()
        for row in block.rows
    }


def test_what_is_kept_is_what_is_counted_anew_after_each_commit(store: Store) -> None:
    desk, counter = Desk(store, Actor("小李", "local")), TrendCounter(store)
    for _ in counter.prepared(QUARTER):
        pass
    seen = []

    def look() -> None:
        for period, compound in ((QUARTER, None), (MONTH, 2), (before(YEAR), None)):
            kept = trends(store, period, compound, counter)
            assert sorted_ids(kept) == sorted_ids(trends(store, period, compound))
            seen.append(str(sorted_ids(kept)))

    look()
    id = int(desk.wishes.record({"title": "路灯坏了", "compound": 2, "recorded_on": "2026-11-02"})["id"])
    look()
    desk.wishes.act(id, "complete", outcome="修好")
    look()
    desk.wishes.act(id, "reopen", note="又坏")
    look()
    desk.wishes.edit(id, {"recorded_on": "2026-09-02", "compound": 1})
    look()
    desk.wishes.act(id, "void", note="重复登记")
    look()
    desk.visits.record(int(store.households.stored()[0]["id"]), {"on": "2026-11-23", "by": "小李"})
    look()
    with store.transaction(by="同事", seat="x", action="demo.load") as transaction:
        transaction.insert("hours", {**store.hours.stored()[0], "on": "2026-10-10", "hours": 3})
    look()
    for _ in range(3):
        desk.history.undo()
        look()
    assert len(set(seen)) > 12


@pytest.mark.parametrize("pieces", [0, 2, 9, 40])
def test_the_trends_may_be_opened_while_they_are_prepared(
    store: Store, pieces: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.queries.trend_counts._PIECE", 2)
    counter, anew = TrendCounter(store), sorted_ids(trends(store, QUARTER))
    preparing = counter.prepared(QUARTER)
    assert len(list(zip(range(pieces), preparing, strict=False))) == pieces
    assert sorted_ids(trends(store, QUARTER, None, counter)) == anew
    assert list(preparing)
    assert sorted_ids(trends(store, QUARTER, None, counter)) == anew
