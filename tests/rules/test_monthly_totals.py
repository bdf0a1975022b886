"""This month against last: to the same day, without what was taken back, and no dearer for ten thousand wishes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rules.services.monthly_totals import (
    NO_TOTALS,
    SumsByDay,
    Totals,
    TotalsCounter,
    months_back,
    same_day_last_month,
)

TODAY = date(2026, 3, 30)


def session(on: str, people: int | None = 10, state: str = "done") -> dict[str, Any]:
    return {"starts_at": f"{on}T09:00:00+08:00", "state": state, "people_served": people}


def hours(on: str, n: float, **more: Any) -> dict[str, Any]:
    return {"on": on, "hours": n, **more}


def test_last_month_is_counted_to_the_same_day() -> None:
    wishes = [{"done_on": on} for on in ("2026-03-01", "2026-02-28", "2026-02-01", "2026-01-31", None)]
    found = TotalsCounter().totals(
        [session("2026-03-26", 34), session("2026-02-26", 31), session("2026-02-27", None)],
        [hours("2026-03-26", 2.5), hours("2026-02-26", 2), hours("2026-02-28", 1)],
        wishes,
        date(2026, 3, 26),
    )
    assert found.this == Totals(1, 34, 2.5, 1)
    assert found.last == Totals(1, 31, 2, 1)
    assert [month.wishes for month in found.months] == [0, 0, 0, 1, 2, 1]
    assert found.months[-2] == Totals(2, 31, 3, 2)  # the whole of February


def test_what_does_not_count() -> None:
    found = TotalsCounter().totals(
        [session("2026-03-26", state="cancelled"), session("2026-03-31"), session("2025-09-30")],
        [hours("2026-03-26", 2, withdrawn=True), hours("2026-04-01", 1)],
        [{"done_on": None}, {}, {"done_on": "2026-03-31"}, {"done_on": "2025-09-30"}],
        TODAY,
    )
    assert found == NO_TOTALS


@pytest.mark.parametrize(
    ("today", "same"),
    [("2026-03-30", "2026-02-28"), ("2024-03-30", "2024-02-29"), ("2026-01-15", "2025-12-15"), ("2026-12-31", "2026-11-30")],
)  # fmt: skip
def test_the_same_day_of_a_shorter_month_is_its_last(today: str, same: str) -> None:
    assert same_day_last_month(date.fromisoformat(today)) == date.fromisoformat(same)


def test_months_go_back_over_the_year() -> None:
    assert months_back(date(2026, 2, 3), 4) == ["2025-11", "2025-12", "2026-01", "2026-02"]


days = st.dates(date(2026, 3, 1), date(2026, 3, 5)).map(str)
documents = st.lists(days.map(lambda on: {"on": on, "hours": 1.5}), max_size=6)


@given(st.lists(documents, min_size=1, max_size=5))
def test_sums_by_day_are_the_same_however_the_documents_changed(states: list[list[dict[str, Any]]]) -> None:
    kept = SumsByDay(lambda document: (document["on"], document["hours"]))
    for state in states:
        fresh = SumsByDay(lambda document: (document["on"], document["hours"])).of(state)
        assert {on: n for on, n in kept.of(state).items() if n} == fresh


def test_what_has_not_changed_is_not_looked_into_again() -> None:
    looked: list[str] = []

    def part(document: Any) -> tuple[str, float]:
        looked.append(document["on"])
        return document["on"], 1

    kept, known = SumsByDay(part), [{"on": f"2026-03-{n:02}"} for n in range(1, 29)]
    kept.of(known)
    looked.clear()
    changed = [*known[:5], {"on": "2026-04-01"}, *known[6:], {"on": "2026-04-02"}]
    kept.of(changed)
    assert sorted(looked) == ["2026-03-06", "2026-04-01", "2026-04-02"]
