"""Dates as people say them."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.capture.dates.day import parse_day, parse_first_day, parse_last_day
from tui.language.errors import InvalidInput
from tui.rules.calendar.workdays import LIBRARY

TODAY = date(2026, 11, 24)  # a Tuesday
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-12-01", "2026-12-01"), ("2026/12/1", "2026-12-01"), ("2026年12月1日", "2026-12-01"),
        ("20261201", "2026-12-01"), ("12-01", "2026-12-01"), ("12月1号", "2026-12-01"), ("12.1", "2026-12-01"),
        ("１２－０１", "2026-12-01"), ("今天", "2026-11-24"), ("明天", "2026-11-25"), ("大后天", "2026-11-27"),
        ("昨天", "2026-11-23"), ("周二", "2026-11-24"), ("周五", "2026-11-27"), ("星期一", "2026-11-30"),
        ("下周三", "2026-12-02"), ("下下周一", "2026-12-07"), ("本周一", "2026-11-23"), ("26号", "2026-11-26"),
        ("23日", "2026-12-23"), ("31号", "2026-12-31"), ("三天后", "2026-11-27"), ("两周后", "2026-12-08"),
        ("十天后", "2026-12-04"), ("二十一天后", "2026-12-15"), ("下个月5号", "2026-12-05"), ("月底", "2026-11-30"),
        ("年底", "2026-12-31"), ("+3", "2026-11-27"), ("tomorrow", "2026-11-25"), ("fri", "2026-11-27"),
        ("next friday", "2026-12-04"), ("in 2 weeks", "2026-12-08"), ("1-5", "2027-01-05"), ("10-01", "2026-10-01"),
        ("2-29", "2028-02-29"), (" 周 五 ", "2026-11-27"),
    ],
)  # fmt: skip
def test_what_people_say(said: str, meant: str) -> None:
    assert parse_day(said, TODAY, LIBRARY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    "said", ["", "blah", "2026-13-01", "32号", "0号", "周八", "2026-02-30", "+99999", "九九天后"]
)
def test_what_nobody_understands_is_named(said: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        parse_day(said, TODAY, LIBRARY)
    assert said.strip() in str(raised.value)


@pytest.mark.parametrize(
    ("first", "last", "meant"),
    [
        ("上个月", "上个月", "2026-10-01 2026-10-31"), ("3月1日", "6月30日", "2026-03-01 2026-06-30"), ("周一", "周五", "2026-11-23 2026-11-27"),
        ("11月1日", "月底", "2026-11-01 2026-11-30"), ("12月20日", "12月25日", "2026-12-20 2026-12-25"), ("昨天", "今天", "2026-11-23 2026-11-24"),
        ("第三季度", "第三季度", "2026-07-01 2026-09-30"), ("最近30天", "今天", "2026-10-26 2026-11-24"), ("国庆", "国庆后", "2026-10-01 2026-10-08"),
        ("today", "+70", "2026-11-24 2027-02-02"), ("2026-12-05", "2026-12-01", "2026-12-05 2026-12-01"),
    ],
)  # fmt: skip
def test_the_first_and_last_day_of_a_table_of_records(first: str, last: str, meant: str) -> None:
    start = parse_first_day(first, TODAY, LIBRARY)
    assert f"{start} {parse_last_day(last, TODAY, LIBRARY, start)}" == meant


@given(DAYS, st.sampled_from("一二三四五六日"))
def test_of_what_has_happened_a_weekday_is_one_of_the_last_seven_days(today: date, name: str) -> None:
    day = parse_day(f"周{name}", today, LIBRARY, "around")
    assert today - timedelta(7) < day <= today


def test_of_what_has_happened_a_day_of_this_year_that_is_to_come_stays_one() -> None:
    assert parse_day("12月5日", TODAY, LIBRARY, "around") == date(2026, 12, 5)
    assert parse_day("12月5日", date(2027, 1, 4), LIBRARY, "around") == date(2026, 12, 5)


@given(st.text(), DAYS)
def test_nothing_but_a_day_or_a_complaint(said: str, today: date) -> None:
    with contextlib.suppress(InvalidInput):
        assert isinstance(parse_day(said, today, LIBRARY), date)


@given(DAYS, DAYS)
def test_iso_is_itself(day: date, today: date) -> None:
    assert parse_day(day.isoformat(), today, LIBRARY) == day


@given(DAYS, st.sampled_from("一二三四五六日"))
def test_a_weekday_is_one_of_the_next_seven_days(today: date, name: str) -> None:
    day = parse_day(f"周{name}", today, LIBRARY)
    assert today <= day < today + timedelta(7)
    assert day.weekday() == "一二三四五六日".index(name)


@given(DAYS, st.integers(1, 31))
def test_a_day_of_the_month_is_never_past(today: date, number: int) -> None:
    day = parse_day(f"{number}号", today, LIBRARY)
    assert day >= today
    assert day.day == number
