"""The trends: which days a period has, what is counted, and that figures and the records behind them agree."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.language.errors import InvalidInput
from tui.rules.trends.figures import percentile, share
from tui.rules.trends.periods import (
    LENGTHS,
    MONTHS,
    Length,
    Period,
    before,
    containing,
    months_to,
    moved,
    read_days,
    shifted,
    year_before,
)
from tui.rules.trends.wishes import GROUPS, wish_tallies
from tui.rules.trends.work import hours_tallies, numbers, session_tallies
from tui.rules.trends.working_days import WorkingDays

TODAY = date(2026, 11, 24)


def days(text: str) -> tuple[date, date]:
    """`2026-10-01/2026-11-24` as two days."""
    first, last = text.split("/")
    return date.fromisoformat(first), date.fromisoformat(last)


@pytest.mark.parametrize(
    ("length", "day", "this", "last", "year"),
    [
        ("month", "2026-11-24", "2026-11-01/2026-11-24", "2026-10-01/2026-10-24", "2025-11-01/2025-11-24"),
        ("month", "2026-10-05", "2026-10-01/2026-10-31", "2026-09-01/2026-09-30", "2025-10-01/2025-10-31"),
        ("month", "2026-03-31", "2026-03-01/2026-03-31", "2026-02-01/2026-02-28", "2025-03-01/2025-03-31"),
        ("month", "2024-02-10", "2024-02-01/2024-02-29", "2024-01-01/2024-01-31", "2023-02-01/2023-02-28"),
        ("quarter", "2026-11-24", "2026-10-01/2026-11-24", "2026-07-01/2026-08-24", "2025-10-01/2025-11-24"),
        ("quarter", "2026-02-01", "2026-01-01/2026-03-31", "2025-10-01/2025-12-31", "2025-01-01/2025-03-31"),
        ("half", "2026-11-24", "2026-07-01/2026-11-24", "2026-01-01/2026-05-24", "2025-07-01/2025-11-24"),
        ("year", "2026-11-24", "2026-01-01/2026-11-24", "2025-01-01/2025-11-24", "2025-01-01/2025-11-24"),
        ("year", "2025-05-05", "2025-01-01/2025-12-31", "2024-01-01/2024-12-31", "2024-01-01/2024-12-31"),
    ],
)  # fmt: skip
def test_a_period_is_compared_with_as_many_days(
    length: Length, day: str, this: str, last: str, year: str
) -> None:
    found = containing(length, date.fromisoformat(day), TODAY)
    assert [one[:2] for one in (found, before(found), year_before(found))] == [
        days(this),
        days(last),
        days(year),
    ]


def test_own_days_are_compared_with_as_many_before_them() -> None:
    own = read_days("2026-11-10", "2026-11-19", TODAY)
    assert before(own)[:2] == days("2026-10-31/2026-11-09")
    assert year_before(own)[:2] == days("2025-11-10/2025-11-19")


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2026-11-20", "2026-11-10", "first"), ("2026-11-20", "2026-11-25", "last"), ("", "2026-11-20", "first"),
        ("2026-11-01", None, "last"), ("上周", "2026-11-20", "first"), ("1926-01-01", "2026-11-20", "first"),
    ],
)  # fmt: skip
def test_days_that_make_no_period_are_refused_at_their_field(first: str, last: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_days(first, last, TODAY)
    assert list(refused.value.errors) == [field]


@given(
    st.sampled_from(LENGTHS),
    st.dates(date(2001, 1, 1), TODAY),
    st.integers(-30, 30),
)
def test_a_period_never_begins_after_today_and_is_one_of_its_kind(
    length: Length, day: date, steps: int
) -> None:
    found = moved(containing(length, day, TODAY), steps, TODAY)
    assert found.first <= found.last <= TODAY
    if length != "own":
        assert found.first.day == 1
        assert (found.first.month - 1) % MONTHS[length] == 0
        assert before(found).last < found.first
    assert len(months_to(found.last)) == 12


def test_fewer_than_five_give_neither_share_nor_percentile() -> None:
    assert share([1, 2], [1, 2, 3, 4]).value is None
    assert share([1, 2, 3], [1, 2, 3, 4, 5])[0] == 60
    assert percentile([(1, 1)] * 4, 50).value is None
    assert percentile([(n, n) for n in range(1, 11)], 90).value == 9
    assert percentile([(n, n) for n in range(1, 11)], 50).value == 5


def test_working_days_leave_out_what_the_calendar_does() -> None:
    passed = WorkingDays(lambda day: day.weekday() < 5, TODAY)
    assert passed["2026-11-23"] - passed["2026-11-20"] == 1  # Friday to Monday
    assert passed["2026-11-20"] - passed["2026-11-20"] == 0
    assert passed["2199-01-01"] == passed[TODAY.isoformat()]


WISH: dict[str, Any] = {
    "id": 1, "state": "closed", "recorded_on": "2026-11-02", "due": "2026-11-11", "done_on": "2026-11-09", "rating": 4,
    "history": [{"at": "2026-11-02T09:00", "state": "recorded", "action": "record"},
                {"at": "2026-11-03T09:00", "state": "accepted", "action": "accept"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "name", "counts"),
    [
        ({}, "on_time", True),
        ({"done_on": "2026-11-12"}, "on_time", False),
        ({"done_on": "2026-11-12"}, "bound", True),
        ({"done_on": None, "state": "in_progress"}, "bound", True),
        ({"done_on": None, "state": "in_progress", "due": "2026-12-01"}, "bound", False),
        ({"done_on": None, "state": "on_hold"}, "bound", False),
        ({"state": "declined", "done_on": None}, "bound", False),
        ({"state": "merged", "done_on": None}, "recorded", True),
        ({"state": "merged", "done_on": None}, "accepted", False),
        ({"due": None}, "bound", False),
        ({"rating": 3}, "rated", True),
        ({"rating": 3}, "satisfied", False),
        ({"history": [*WISH["history"], {"at": "2026-11-10T09:00", "state": "reopened", "action": "reopen"}]}, "reopened", True),
        ({}, "reopened", False),
        ({"recorded_on": "2026-10-31"}, "recorded", False),
        ({"history": []}, "accepted", False),
    ],
)  # fmt: skip
def test_what_a_wish_counts_as(changed: dict[str, Any], name: str, counts: bool) -> None:
    passed = WorkingDays(lambda day: day.weekday() < 5, TODAY)
    november = containing("month", TODAY, TODAY)
    (tally,) = wish_tallies([{**WISH, **changed}], [november], None, TODAY, passed)
    assert bool(getattr(tally, name)) is counts


def _wish(id: int, on: date, compound: int | None, channel: str, done: int | None) -> dict[str, Any]:
    return {
        "id": id, "state": "closed" if done is not None else "accepted", "recorded_on": on.isoformat(),
        "due": (on + timedelta(9)).isoformat(), "compound": compound, "channel": channel, "category": channel,
        "done_on": None if done is None else (on + timedelta(done)).isoformat(),
    }  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.dates(date(2024, 1, 1), TODAY),
            st.sampled_from([None, 1, 2]),
            st.sampled_from(["phone", "wechat", ""]),
            st.none() | st.integers(0, 20),
        ),
        max_size=60,
    ),
    st.sampled_from(LENGTHS),
    st.sampled_from([None, 1]),
)
def test_the_sums_of_each_grouping_are_the_records_of_the_period(
    drawn: list[tuple[date, int | None, str, int | None]], length: Length, compound: int | None
) -> None:
    wishes = [_wish(id, *one) for id, one in enumerate(drawn, 1)]
    period = containing(length, TODAY, TODAY)
    spans = (period, before(period), year_before(period))
    passed = WorkingDays(lambda _: True, TODAY)
    for span, tally in zip(spans, wish_tallies(wishes, spans, compound, TODAY, passed), strict=True):
        listed = {
            w["id"]
            for w in wishes
            if span.first.isoformat() <= w["recorded_on"] <= span.last.isoformat()
            and compound in {None, w["compound"]}
        }
        assert sorted(tally.recorded) == sorted(listed)
        for name in GROUPS:
            groups = getattr(tally, name)
            assert sorted(id for ids in groups.values() for id in ids) == sorted(listed)
        assert set(tally.on_time) <= set(tally.bound) <= listed
        found = tally.figures()
        assert found["late"].value == len(tally.bound) - len(tally.on_time)
        assert set(found["late"].ids).isdisjoint(tally.on_time)


@given(
    st.lists(
        st.tuples(st.dates(date(2024, 1, 1), TODAY), st.sampled_from([None, 1, 2]), st.integers(1, 16), st.booleans()),
        max_size=60,
    )
)  # fmt: skip
def test_hours_by_team_and_by_month_are_all_hours_that_count(
    drawn: list[tuple[date, int | None, int, bool]],
) -> None:
    hours = [
        {"id": id, "on": on.isoformat(), "team_id": team, "hours": halves / 2, "withdrawn": gone}
        for id, (on, team, halves, gone) in enumerate(drawn, 1)
    ]
    year = Period(shifted(TODAY.replace(day=1), -11), TODAY)
    whole, *months = hours_tallies(hours, (year, *months_to(TODAY)))
    kept = [h for h in hours if not h["withdrawn"] and str(h["on"]) >= year.first.isoformat()]
    assert whole.whole.value == sum(h["hours"] for h in kept)  # type: ignore[misc]
    assert sorted(whole.whole.ids) == sorted(h["id"] for h in kept)  # type: ignore[type-var]
    assert sum(whole.of(team).value or 0 for team in whole.hours) == whole.whole.value
    assert sum(month.whole.value or 0 for month in months) == whole.whole.value


def test_only_sessions_that_took_place_count_and_by_their_day() -> None:
    sessions = [
        {"id": 1, "state": "done", "starts_at": "2026-11-20T09:00:00+08:00", "people_served": 7},
        {"id": 2, "state": "cancelled", "starts_at": "2026-11-20T09:00:00+08:00", "people_served": 9},
        {"id": 3, "state": "done", "starts_at": "2026-10-31T23:30:00+08:00", "people_served": None},
    ]
    november, october = session_tallies(sessions, list(reversed(months_to(TODAY, 2))))
    assert (november.held, november.people) == ([1], 7)
    assert (october.held, october.people) == ([3], 0)
    assert numbers([{"id": 4, "on": "2026-11-01"}, {"id": 5}], "on", months_to(TODAY, 1))[0].ids == (4,)
