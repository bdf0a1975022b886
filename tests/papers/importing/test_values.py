"""Days, hours, telephone numbers and amounts as ledgers write them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.papers.importing.amounts import read_every, read_hours, read_phone, read_quantity, read_rating
from tui.papers.importing.days import Day, Unread, read_day

ON = date(2026, 3, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "2026.3.5", "2026-03-05", "2026/3/5", "2026年3月5日", "26/3/5", "20260305", 20260305.0, 46086.0, "46086", "3月5日",
        "3.5", "3-5", "3月5号", "二〇二六年三月五日", "三月五日", "２０２６．３．５", "2026.3.5（周四）", "2026/3/5 0:00:00", ON,
        datetime.combine(ON, time()),
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(cell: Any) -> None:
    assert read_day(cell, 2026) == Day(ON)


@pytest.mark.parametrize(
    ("cell", "time_of_day"),
    [
        ("2026年3月5日下午2:30", "14:30"),
        ("2026.3.5 9:00", "09:00"),
        ("3月5日上午9点半", "09:30"),
        (datetime.combine(ON, time(15)), "15:00"),
    ],
)
def test_a_time_is_read_with_its_day(cell: Any, time_of_day: str) -> None:
    assert read_day(cell, 2026) == Day(ON, time_of_day)


@pytest.mark.parametrize("cell", ["2026.3", "2026年3月", "3月", "3月份", "2026年3月上旬"])
def test_a_month_is_its_first_day_and_says_so(cell: str) -> None:
    assert read_day(cell, 2026) == Day(date(2026, 3, 1), exact=False)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2026.2.30", "impossible_date"), ("2026-13-01", "impossible_date"), (20260230.0, "impossible_date"),
        ("13月5日", "impossible_date"), ("尽快", "unread_date"), ("星期三", "unread_date"), (1.1, "unread_date"), (5.0, "unread_date"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_told(cell: Any, reason: str) -> None:
    assert read_day(cell, 2026) == Unread(reason)


def test_a_day_without_a_year_needs_one() -> None:
    assert read_day("3月5日", None) == Unread("unread_date")
    assert read_day("", 2026) is None


@given(st.dates(date(2009, 1, 1), date(2063, 12, 31)))
def test_the_number_of_a_spreadsheet_is_its_day(on: date) -> None:
    assert read_day(float((on - date(1899, 12, 30)).days), None) == Day(on)
    assert read_day(f"{on:%Y}年{on.month}月{on.day}日", None) == Day(on)


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        (3.0, 3.0), ("2小时", 2.0), ("1.5h", 1.5), ("120分钟", 2.0), ("1个半小时", 1.5), ("两小时", 2.0), ("9:00-11:30", 2.5),
        ("90min", 1.5), ("半小时", 0.5), ("1小时30分", 1.5), ("下午2:00-4:00", 2.0), ("14:00—16:00", 2.0), ("十小时", 10.0),
        (time(2), 2.0), (timedelta(hours=2.5), 2.5), ("45分钟", "hours_halves"), (1.25, "hours_halves"), (0.0, "hours_zero"),
        ("若干", "hours_unread"), (-2.0, "hours_unread"), (25.0, "hours_unread"), ("", None),
    ],
)  # fmt: skip
def test_hours_are_read_and_never_rounded(cell: Any, hours: float | str | None) -> None:
    assert read_hours(cell) == hours


def test_a_bare_number_may_count_minutes() -> None:
    assert read_hours(90.0, minutes=True) == read_hours("90", minutes=True) == 1.5


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("138 0000 0003", "13800000003", ""), ("138-0000-0006", "13800000006", ""), ("+86 13800000001", "13800000001", ""),
        ("13800000004/13800000504", "13800000004", "13800000504"), ("13800000303，13800000603", "13800000303", "13800000603"),
        ("13800000801\n13800000822", "13800000801", "13800000822"), ("１３８００００００１２", "13800000012", ""),
        ("0311-86012345", "0311-86012345", ""), ("(0311)86012345", "0311-86012345", ""), ("86012345", "86012345", ""),
        ("13800000001（儿子）", "13800000001", "（儿子）"), ("1380000000", "", "1380000000"), ("1.38E+10", "", "1.38E+10"),
        ("没有电话", "", "没有电话"),
    ],
)  # fmt: skip
def test_the_first_number_is_the_number_and_the_rest_is_kept(text: str, number: str, rest: str) -> None:
    assert read_phone(text) == (number, rest)


@pytest.mark.parametrize(
    ("text", "days"),
    [("每周一次", 7), ("每月一次", 30), ("半月", 15), ("每季度", 90), ("每两周一次", 14), ("每月两次", 15), ("每天", 1), ("每半年", 182), ("30天", 30), ("不定期", None)],
)  # fmt: skip
def test_how_often_is_read_as_days(text: str, days: int | None) -> None:
    assert read_every(text) == days


def test_quantities_and_marks() -> None:
    assert [read_quantity(c) for c in ("20床", 3.0, "2万元", "若干", "0", "3.5")] == [
        (20, "床"),
        (3, ""),
        (20_000, "元"),
        None,
        None,
        None,
    ]
    assert [
        read_rating(c) for c in ("很满意", "满意", "一般", "不太满意", "不满意", "★★★★", "5星", "100%", 3.0)
    ] == [5, 4, 3, 2, 1, 4, 5, None, 3]
