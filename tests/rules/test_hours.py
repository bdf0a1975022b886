"""Service hours: sums lose nothing, corrections leave the original, stars only rise."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rules.people.hours import (
    GROUPINGS,
    STARS,
    Grouping,
    check_day,
    check_hours,
    original,
    star,
    summed,
    total,
    within,
)

RECORDS = st.lists(
    st.builds(
        lambda who, team, month, day, halves, gone: {
            "volunteer_id": who,
            "team_id": team,
            "on": f"2026-{month:02}-{day:02}",
            "hours": halves / 2,
            "withdrawn": gone,
        },
        st.integers(1, 5), st.none() | st.integers(1, 3), st.integers(1, 12), st.integers(1, 28), st.integers(1, 48),
        st.booleans(),
    ),
    max_size=40,
)  # fmt: skip


def record(hours: float, on: str = "2026-11-24", **fields: Any) -> dict[str, Any]:
    return {"volunteer_id": 1, "team_id": 1, "on": on, "hours": hours, **fields}


@given(RECORDS, st.sampled_from(GROUPINGS))
def test_however_hours_are_grouped_none_is_lost(records: list[dict[str, Any]], by: Grouping) -> None:
    assert sum(summed(records, by).values()) == total(records)


@given(RECORDS)
def test_the_months_make_up_the_year(records: list[dict[str, Any]]) -> None:
    months = sum(total(within(records, f"2026-{month:02}")) for month in range(1, 13))
    assert months == total(within(records, "2026")) == total(records)
    assert list(summed(records, "month")) == sorted(summed(records, "month"))


@given(RECORDS)
def test_what_was_taken_back_counts_nowhere(records: list[dict[str, Any]]) -> None:
    left = [r for r in records if not r["withdrawn"]]
    assert total(records) == total(left) == sum(r["hours"] for r in left)


@given(st.integers(0, 4000), st.integers(0, 4000))
def test_more_hours_never_mean_fewer_stars(one: int, more: int) -> None:
    few, many = star(one / 2), star((one + more) / 2)
    assert few.stars <= many.stars
    assert star(few.hours + few.missing).stars == min(few.stars + 1, len(STARS))


@pytest.mark.parametrize(
    ("hours", "stars", "missing"),
    [(0, 0, 100), (99.5, 0, 0.5), (100, 1, 200), (300, 2, 300), (600, 3, 400), (1000, 4, 500), (1500, 5, 0),
     (9000, 5, 0)],
)  # fmt: skip
def test_the_levels_of_the_stars(hours: float, stars: int, missing: float) -> None:
    assert (star(hours).stars, star(hours).missing) == (stars, missing)


@pytest.mark.parametrize(
    ("hours", "good"), [(0.5, True), (24, True), (0, False), (24.5, False), (1.25, False), (-1, False)]
)
def test_hours_are_halves_of_a_day(hours: float, good: bool) -> None:
    assert (check_hours(hours) is None) is good


def test_a_day_has_no_more_than_its_hours() -> None:
    known = [record(20), record(20, on="2026-11-23"), record(3, withdrawn=True), record(9, volunteer_id=2)]
    assert check_day(known, 1, "2026-11-24", 4) is None
    assert check_day(known, 1, "2026-11-24", 4.5) is not None


def test_the_first_figure_is_the_original() -> None:
    assert original(record(2)) == 2
    assert original(record(3, corrections=[{"was": 2, "now": 1.5}, {"was": 1.5, "now": 3}])) == 2


def test_who_gave_most_comes_first() -> None:
    known = [record(1), record(5, volunteer_id=2), record(1, volunteer_id=3, team_id=None)]
    assert summed(known, "person") == {2: 5, 1: 1, 3: 1}
    assert list(summed(known, "person")) == [2, 1, 3]
    assert summed(known, "team") == {1: 6, None: 1}
