"""The trends: which days a period has, what is counted, and that figures and the records behind them agree."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.kinds.record import Stored
from tui.language.errors import InvalidInput
from tui.rules.trends.figures import Figure, percentile, share
from tui.rules.trends.kept import Kept, Tally
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
    steps_of,
    year_before,
)
from tui.rules.trends.scale import scale
from tui.rules.trends.wishes import FIGURES, GROUPS, WishTally
from tui.rules.trends.work import HoursTally, SessionTally
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
    assert percentile([1] * 4, [1] * 4, 50).value is None
    assert percentile(range(1, 11), range(1, 11), 90).value == 9
    assert percentile(range(10, 0, -1), range(1, 11), 50).value == 5


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
        ({"state": "voided"}, "recorded", False),
        ({"history": []}, "accepted", False),
    ],
)  # fmt: skip
def test_what_a_wish_counts_as(changed: dict[str, Any], name: str, counts: bool) -> None:
    passed = WorkingDays(lambda day: day.weekday() < 5, TODAY)
    tally = WishTally(TODAY, passed)
    tally.documents.append({**WISH, **changed})
    assert bool(getattr(tally.course if hasattr(tally.course, name) else tally.standing, name)) is counts


def _wish(id: int, on: date, compound: int | None, channel: str, done: int | None) -> dict[str, Any]:
    return {
        "id": id, "state": "closed" if done is not None else "accepted", "recorded_on": on.isoformat(),
        "due": (on + timedelta(9)).isoformat(), "compound": compound, "channel": channel, "category": channel,
        "done_on": None if done is None else (on + timedelta(done)).isoformat(),
    }  # fmt: skip


# Made once for all examples: which days are worked is asked for each.
PASSED = WorkingDays(lambda day: day.weekday() < 5, TODAY)
DAYS = st.dates(date(2024, 10, 1), TODAY)
WISHES = st.fixed_dictionaries(
    {
        "recorded_on": DAYS.map(date.isoformat), "state": st.sampled_from(["closed", "accepted", "on_hold", "merged", "voided"]),
        "compound": st.sampled_from([None, 1, 2]), "channel": st.sampled_from(["phone", "wechat", ""]),
        "done_on": st.none() | DAYS.map(date.isoformat), "due": st.none() | DAYS.map(date.isoformat),
        "rating": st.none() | st.integers(1, 5),
        "history": st.lists(st.fixed_dictionaries({"state": st.sampled_from(["recorded", "accepted", "done", "reopened"]), "at": DAYS.map(date.isoformat)}), max_size=3),
    }
)  # fmt: skip
HOURS = st.fixed_dictionaries(
    {"on": DAYS.map(date.isoformat), "team_id": st.sampled_from([None, 1, 2]), "hours": st.integers(1, 16).map(lambda n: n / 2), "withdrawn": st.booleans()}
)  # fmt: skip


# The day of a month at which it is divided: what is told is the same with each.
CUTS = st.sampled_from([1, 9, 24, 28, 31])


def within(documents: list[dict[str, Any]], day: str, period: Period) -> list[dict[str, Any]]:
    """Those of the documents whose day is in a period: each is looked at."""
    first, last = period.bounds
    return [one for one in documents if first <= one[day] <= last]


def numbered(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With their ids, from 1 on."""
    return [{**one, "id": id} for id, one in enumerate(documents, 1)]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(WISHES, max_size=25),
    st.lists(st.tuples(st.integers(0, 30), WISHES), max_size=4),
    st.sampled_from(LENGTHS),
    CUTS,
)
def test_what_is_kept_of_wishes_is_what_a_look_at_each_finds(
    drawn: list[dict[str, Any]], changes: list[tuple[int, dict[str, Any]]], length: Length, cut: int
) -> None:
    """Also after some were changed and added; a figure is that of a plain look at all wishes."""
    kept = Kept(lambda wish: wish["recorded_on"], lambda: WishTally(TODAY, PASSED), cut)
    period = containing(length, TODAY, TODAY)
    wishes = numbered(drawn)
    for at, other in [(-1, {}), *changes]:
        if other:
            wishes = [*wishes]
            wishes[at : at + 1] = [{**other, "id": min(at, len(wishes)) + 1}]
        kept.follow(wishes)
        for span in (
            period,
            before(period),
            year_before(period),
            *months_to(TODAY)[-2:],
            *steps_of(period)[:2],
        ):
            assert_counted(
                kept.of(span), [w for w in within(wishes, "recorded_on", span) if w["state"] != "voided"]
            )


def assert_counted(tally: WishTally, wishes: list[dict[str, Any]]) -> None:
    """The tally has exactly what these wishes, looked at one by one, make."""
    today = TODAY.isoformat()
    seen = [w for w in wishes if w["state"] != "merged"]
    bound = [w for w in seen if w["due"] and (w["done_on"] or (w["due"] < today and w["state"] != "on_hold"))]
    on_time = [w for w in bound if w["done_on"] and w["done_on"] <= w["due"]]
    took = {
        "finish": [waited(w, w["done_on"]) for w in seen if w["done_on"]],
        "accept": [
            waited(w, at[0])
            for w in seen
            if (at := [e["at"] for e in w["history"] if e["state"] not in {"recorded", "reopened"}])
        ],
    }
    rated = [w for w in wishes if w["rating"]]
    found = {name: tally.figure(name) for name in FIGURES}
    ids = {name: sorted(figure.ids) for name, figure in found.items()}
    assert ids["recorded"] == sorted(w["id"] for w in wishes)
    assert ids["done"] == sorted(w["id"] for w in seen if w["done_on"])
    assert ids["on_time"] == sorted(w["id"] for w in bound)
    assert found["on_time"].value == (round_half_up(len(on_time), len(bound)) if len(bound) >= 5 else None)
    assert ids["late"] == sorted(w["id"] for w in bound if w not in on_time)
    assert ids["reopened"] == sorted(
        w["id"] for w in wishes if any(e["state"] == "reopened" for e in w["history"])
    )
    good = [w for w in rated if w["rating"] >= 4]
    assert found["satisfied"].value == (round_half_up(len(good), len(rated)) if len(rated) >= 5 else None)
    for step, days in took.items():
        for name, percent in ((f"{step}_median", 50), (f"{step}_90", 90)):
            rank = -(-len(days) * percent // 100)
            assert found[name].value == (sorted(days)[rank - 1] if len(days) >= 5 else None)
            assert len(ids[name]) == len(days)
    for name in GROUPS:
        assert sorted(id for ids in tally.groups[name].values() for id in ids) == ids["recorded"]
    for channel, of in tally.groups["channels"].items():
        assert sorted(of) == sorted(w["id"] for w in wishes if w["channel"] == channel)


def waited(wish: dict[str, Any], day: str) -> int:
    """Working days from the recording of a wish to a day."""
    return max(0, PASSED[day] - PASSED[wish["recorded_on"]])


def round_half_up(part: int, whole: int) -> int:
    """In percent."""
    return int(100 * part / whole + 0.5)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(HOURS, max_size=25),
    st.lists(st.tuples(st.integers(0, 30), HOURS), max_size=4),
    st.integers(0, 6),
    CUTS,
)
def test_what_is_kept_of_hours_is_what_a_look_at_each_finds(
    drawn: list[dict[str, Any]], changes: list[tuple[int, dict[str, Any]]], gone: int, cut: int
) -> None:
    """Also after some were changed, added and removed; and what was told before still is what it was."""
    kept = Kept(lambda given: given["on"], HoursTally, cut)
    year = Period(shifted(TODAY.replace(day=1), -11), TODAY)
    own = Period(date(2026, 3, 7), date(2026, 10, 9))
    told: list[tuple[Figure, list[dict[str, Any]]]] = []
    hours = numbered(drawn)
    for at, other in [(-1, {}), *changes, (-1, {})]:
        if other:
            hours = [*hours]
            hours[at : at + 1] = [{**other, "id": min(at, len(hours)) + 1}]
        kept.follow(hours)
        told.append((kept.of(year).whole, within(hours, "on", year)))
        for span in (year, *months_to(TODAY), own):
            assert_given(kept.of(span), [h for h in within(hours, "on", span) if not h["withdrawn"]])
    kept.follow(hours[gone:])
    for figure, then in told:
        assert sorted(figure.ids) == sorted(h["id"] for h in then if not h["withdrawn"])
    assert_given(kept.of(year), [h for h in within(hours[gone:], "on", year) if not h["withdrawn"]])


def assert_given(tally: HoursTally, hours: list[dict[str, Any]]) -> None:
    """The tally has exactly these hours."""
    assert (tally.whole.value, sorted(tally.whole.ids)) == (
        sum(h["hours"] for h in hours),
        sorted(h["id"] for h in hours),
    )
    for team in (None, 1, 2):
        of = [h for h in hours if h["team_id"] == team]
        assert (tally.of(team).value, sorted(tally.of(team).ids)) == (
            sum(h["hours"] for h in of),
            sorted(h["id"] for h in of),
        )


def test_only_months_with_something_new_are_counted_again() -> None:
    kept = Kept(lambda one: str(one["on"]), Tally, TODAY.day)
    documents: list[Stored] = [{"id": n, "on": f"2026-{n:02}-10"} for n in range(1, 12)]
    year, quarter = (containing(length, TODAY, TODAY) for length in ("year", "quarter"))
    kept.follow(documents)
    before, of_quarter = kept.of(year).parts, kept.of(quarter)
    assert len(list(kept.of(year).every())) == 11
    assert of_quarter.parts[0] is before[9]  # the same months
    kept.follow([*documents[:4], {"id": 5, "on": "2026-06-10"}, *documents[5:]])
    assert [len(list(part.every())) for part in kept.of(year).parts[4:7]] == [0, 2, 1]
    changed = [
        at for at, (old, new) in enumerate(zip(before, kept.of(year).parts, strict=True)) if old is not new
    ]
    assert changed == [4, 5]  # May and June
    assert kept.of(quarter) is of_quarter


def test_only_sessions_that_took_place_count_with_the_people_of_each() -> None:
    tally = SessionTally()
    tally.documents += [
        {"id": 1, "state": "done", "people_served": 7}, {"id": 2, "state": "cancelled", "people_served": 9},
        {"id": 3, "state": "done", "people_served": None},
    ]  # fmt: skip
    assert tally.figures == {"sessions": (2, (1, 3), None), "people": (7, (1, 3), None)}


@pytest.mark.parametrize(
    ("length", "day", "first", "count"),
    [("month", "2026-11-24", "2026-08-31", 13), ("quarter", "2026-11-24", "2025-12-01", 12), ("year", "2025-05-05", "2025-01-01", 12)],
)  # fmt: skip
def test_a_line_goes_by_weeks_or_months_up_to_the_end_of_the_period(
    length: Length, day: str, first: str, count: int
) -> None:
    period = containing(length, date.fromisoformat(day), TODAY)
    steps = steps_of(period)
    assert (steps[0].first.isoformat(), len(steps), steps[-1].last) == (first, count, period.last)
    assert all(one.last + timedelta(1) == other.first for one, other in pairwise(steps))


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=12))
def test_a_scale_has_all_its_figures_between_its_ends(values: list[float]) -> None:
    low, high = scale(values)
    assert 0 <= low <= min(values) <= max(values) <= high
    assert low < high


@pytest.mark.parametrize(("values", "most", "ends"), [([17, 36], None, (0, 40)), ([20, 36], None, (20, 40)), ([2, 14], None, (0, 15)), ([0], None, (0, 1)), ([], None, (0, 1)), ([72, 88], 100, (70, 90)), ([100, 100], 100, (90, 100)), ([1, 1], None, (1, 2))])  # fmt: skip
def test_the_ends_of_a_scale_are_round(
    values: list[float], most: float | None, ends: tuple[float, float]
) -> None:
    assert scale(values, most) == ends
