"""Recurrences of working days follow the calendar, made-up days included."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rules.calendar.workdays import LIBRARY, WorkCalendar
from tui.rules.recurrence import describe, parse_words
from tui.rules.services.service_days import service_days, unpublished_year

DAILY = "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"
TODAY = date(2026, 11, 28)


def days(rrule: str, first: date, start: date, end: date, calendar: WorkCalendar = LIBRARY) -> list[date]:
    return [
        one.day for one in service_days({"rrule": rrule, "first": first.isoformat()}, start, end, calendar)
    ]


@pytest.mark.parametrize(
    ("words", "start", "end", "expected"),
    [
        ("每月第一个工作日", "2026-10-01", "2026-12-31", "2026-10-08 2026-11-02 2026-12-01"),
        ("每月最后一个工作日", "2026-02-01", "2026-03-31", "2026-02-28 2026-03-31"),  # a made-up Saturday
        ("每季度最后一个工作日", "2026-01-01", "2026-12-31", "2026-03-31 2026-06-30 2026-09-30 2026-12-31"),
        ("每季度第一个工作日", "2026-10-01", "2027-01-31", "2026-10-08 2027-01-04"),
        ("每个工作日", "2026-10-01", "2026-10-13", "2026-10-08 2026-10-09 2026-10-10 2026-10-12 2026-10-13"),
        ("每周一至周五", "2026-10-08", "2026-10-12", "2026-10-08 2026-10-09 2026-10-12"),
        ("双月最后一个工作日", "2026-01-01", "2026-04-30", "2026-02-28 2026-04-30"),
        ("last working day of each quarter", "2026-09-01", "2026-09-30", "2026-09-30"),
    ],
)
def test_working_days_of_a_year_that_is_known(words: str, start: str, end: str, expected: str) -> None:
    rrule = parse_words(words, TODAY)
    assert rrule
    found = days(rrule, date(2026, 1, 1), date.fromisoformat(start), date.fromisoformat(end))
    assert " ".join(map(str, found)) == expected


def test_an_imported_year_is_followed_and_an_unknown_one_told() -> None:
    first = date(2026, 1, 1)
    service = {"rrule": DAILY, "first": "2026-01-01"}
    assert days(DAILY, first, date(2027, 2, 19), date(2027, 2, 21)) == [date(2027, 2, 19)]
    assert unpublished_year(service, [date(2027, 2, 19)], LIBRARY) == 2027
    imported = WorkCalendar(frozenset([2027]), {date(2027, 2, 20): False, date(2027, 2, 19): True})
    assert days(DAILY, first, date(2027, 2, 19), date(2027, 2, 21), imported) == [date(2027, 2, 20)]
    assert unpublished_year(service, [date(2027, 2, 19)], imported) is None


@given(
    st.dates(date(2024, 1, 1), date(2028, 12, 1)), st.integers(0, 80), st.sampled_from([1, 2, 3, -1, -2, -3])
)
def test_the_nth_working_day_is_the_nth_that_is_worked(start: date, length: int, nth: int) -> None:
    end = start + timedelta(length)
    rrule = f"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={nth}"
    found = days(rrule, date(2024, 1, 1), start, end)
    expected = []
    for year in range(start.year, end.year + 1):
        for month in range(1, 13):
            last = calendar.monthrange(year, month)[1]
            worked = [d for d in (date(year, month, n) for n in range(1, last + 1)) if LIBRARY.works(d)]
            expected.append(worked[nth - 1 if nth > 0 else nth])
    assert found == [day for day in expected if start <= day <= end]
    assert parse_words(str(describe(rrule)), TODAY) == rrule


@given(st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.integers(1, 30))
def test_so_many_working_days_are_counted_from_the_first(first: date, count: int) -> None:
    found = days(f"{DAILY};COUNT={count}", first, first, first + timedelta(120))
    assert len(found) == count
    assert all(map(LIBRARY.works, found))
    assert days(f"{DAILY};COUNT={count}", first, found[-1], first + timedelta(120)) == found[-1:]
