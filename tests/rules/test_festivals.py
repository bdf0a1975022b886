"""When festivals fall, by sun, moon, solar term and weekday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rules.calendar.festival_days import ANCHORS, SPANS, festival_days
from tui.rules.calendar.festivals import (
    FESTIVALS,
    Festival,
    festival,
    festival_on,
    holiday_around,
    lunar_of,
    lunar_on,
    next_festival,
)
from tui.rules.calendar.workdays import LIBRARY


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("春节", "2026-02-17"), ("春节", "2027-02-06"), ("spring", "2025-01-29"), ("spring festival", "2024-02-10"),
        ("除夕", "2026-02-16"), ("除夕", "2027-02-05"), ("元宵", "2026-03-03"), ("元宵节", "2027-02-20"),
        ("端午", "2026-06-19"), ("dragon boat festival", "2025-05-31"), ("端午节", "2027-06-09"),
        ("中秋", "2026-09-25"), ("mid-autumn", "2025-10-06"), ("中秋节", "2027-09-15"),
        ("重阳节", "2026-10-18"), ("double ninth", "2027-10-08"), ("重阳", "2025-10-29"), ("七夕", "2026-08-19"),
        ("腊八", "2026-01-26"), ("小年", "2026-02-10"),
        ("清明", "2026-04-05"), ("qingming", "2025-04-04"), ("冬至", "2026-12-22"), ("冬至", "2025-12-21"),
        ("元旦", "2027-01-01"), ("国庆", "2026-10-01"), ("五一", "2026-05-01"), ("labor day", "2027-05-01"),
        ("母亲节", "2026-05-10"), ("父亲节", "2026-06-21"), ("消防日", "2026-11-09"),
    ],
)  # fmt: skip
def test_a_festival_falls_on_its_day(name: str, day: str) -> None:
    assert festival_on(name, int(day[:4])) == date.fromisoformat(day)


def test_the_last_lunar_month_belongs_to_the_spring_festival_ahead() -> None:
    assert festival_on("腊八", 2023) == date(2022, 12, 30)
    assert next_festival("腊八", date(2022, 6, 1)) == date(2022, 12, 30)


def test_every_name_leads_to_one_festival() -> None:
    names = [name for f in FESTIVALS for name in {f.code, *f.names, *f.english}]
    assert len(names) == len(set(names))
    assert all(festival(name) is f for f in FESTIVALS for name in (f.code, *f.names, *f.english))


def test_what_is_no_festival_is_said() -> None:
    with pytest.raises(KeyError):
        festival_on("啤酒节", 2026)
    with pytest.raises(ValueError, match="2150"):
        festival_on("春节", 2150)


@given(st.sampled_from(FESTIVALS), st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_the_next_one_is_ahead_and_within_thirteen_lunar_months(found: Festival, today: date) -> None:
    assert today <= next_festival(found.code, today) <= today + timedelta(385)


@given(st.dates(date(1902, 1, 1), date(2099, 12, 31)))
def test_the_lunar_calendar_there_and_back(day: date) -> None:
    year, month, number, leap = lunar_of(day)
    if not leap:
        assert lunar_on(year, month, number) == day


def test_a_holiday_is_as_published() -> None:
    assert holiday_around(date(2026, 2, 17), LIBRARY) == (date(2026, 2, 15), date(2026, 2, 23))
    assert holiday_around(date(2026, 10, 1), LIBRARY) == (date(2026, 10, 1), date(2026, 10, 7))
    assert holiday_around(date(2026, 10, 18), LIBRARY) == (date(2026, 10, 18), date(2026, 10, 18))
    assert holiday_around(date(2027, 10, 1), LIBRARY) == (date(2027, 10, 1), date(2027, 10, 3))


@pytest.mark.parametrize("code", sorted(SPANS))
def test_a_festival_never_falls_outside_the_span_that_saves_asking_the_calendar(code: str) -> None:
    days = [festival_on(code, year) for year in range(1901, 2101)]
    assert {min((d.month, d.day) for d in days), max((d.month, d.day) for d in days)} == set(SPANS[code])


@given(
    st.sampled_from(sorted(ANCHORS)),
    st.dates(date(1905, 1, 1), date(2095, 1, 1)),
    st.integers(0, 800).map(timedelta),
)
def test_the_days_of_a_festival_in_any_stretch_of_time(code: str, start: date, length: timedelta) -> None:
    every = [festival_on(code, year) for year in range(start.year - 1, (start + length).year + 3)]
    assert festival_days(code, start, start + length) == [d for d in every if start <= d <= start + length]
