"""Weeks, months and the signs of days; years that nobody has published yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rules.calendar.month import FIRST, LAST, clamped, month_weeks, other_month, sign, unpublished, week
from tui.rules.calendar.workdays import LIBRARY

DAYS = st.dates(FIRST, LAST)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 10, 1), "holiday"), (date(2026, 9, 26), "holiday"), (date(2026, 10, 10), "made_up"), (date(2026, 11, 24), ""),
     (date(2026, 11, 28), ""), (date(2027, 10, 1), "holiday"), (date(2027, 10, 4), ""), (date(2190, 1, 1), "holiday"), (date(1995, 5, 1), "")],
)  # fmt: skip
def test_the_sign_of_a_day(day: date, expected: str) -> None:
    assert sign(day, LIBRARY) == expected


def test_years_that_are_not_published_are_named() -> None:
    assert unpublished(week(date(2026, 12, 30)), LIBRARY) == [2027]
    assert unpublished(week(date(2026, 6, 30)), LIBRARY) == []


@given(DAYS)
def test_a_month_is_shown_in_whole_weeks(day: date) -> None:
    weeks = month_weeks(day)
    flat = [one for some in weeks for one in some]
    assert 4 <= len(weeks) <= 6
    assert flat == [flat[0] + timedelta(at) for at in range(len(flat))]
    assert flat[0].weekday() == 0
    assert all(date(day.year, day.month, n) in flat for n in range(1, 29))
    assert all(any(one.month == day.month for one in some) for some in weeks)
    assert day in week(day)


@given(DAYS, st.integers(-30, 30))
def test_another_month_is_so_many_months_away(day: date, months: int) -> None:
    found = other_month(day, months)
    assert FIRST <= clamped(found) <= LAST
    distance = (found.year - day.year) * 12 + found.month - day.month
    assert distance == months or found in {FIRST, LAST}
    assert found.day <= day.day or found == LAST


@given(DAYS)
def test_no_day_raises(day: date) -> None:
    assert sign(day, LIBRARY) in {"", "holiday", "made_up"}
