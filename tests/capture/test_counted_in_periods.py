"""The nth weekday, working day, day or week of a period, its first and last days: every period with every count.

What each should be is found by going through the days of the period one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

import pytest

from tui.capture.dates.parser import parse_date
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY

NOW: Final = datetime(2026, 11, 24, 10, 30, tzinfo=LOCAL)
FRIDAY: Final = 4

# Said in Chinese, said in English, first and last day.
PERIODS: Final[Sequence[tuple[str, str, date, date]]] = (
    ("下个月", "next month", date(2026, 12, 1), date(2026, 12, 31)),
    ("", "the month", date(2026, 11, 1), date(2026, 11, 30)),
    ("3月", "march", date(2027, 3, 1), date(2027, 3, 31)),
    ("明年5月", "", date(2027, 5, 1), date(2027, 5, 31)),
    ("2028年2月", "february 2028", date(2028, 2, 1), date(2028, 2, 29)),
    ("下周", "next week", date(2026, 11, 30), date(2026, 12, 6)),
    ("", "the week", date(2026, 11, 23), date(2026, 11, 29)),
    ("明年", "next year", date(2027, 1, 1), date(2027, 12, 31)),
    ("2028年", "", date(2028, 1, 1), date(2028, 12, 31)),
    ("", "the year", date(2026, 1, 1), date(2026, 12, 31)),
    ("下季度", "next quarter", date(2027, 1, 1), date(2027, 3, 31)),
    ("", "the quarter", date(2026, 10, 1), date(2026, 12, 31)),
    ("第二季度", "Q2", date(2027, 4, 1), date(2027, 6, 30)),
    ("上半年", "", date(2026, 1, 1), date(2026, 6, 30)),
    ("明年下半年", "", date(2027, 7, 1), date(2027, 12, 31)),
    ("明年第三季度", "", date(2027, 7, 1), date(2027, 9, 30)),
)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def _second_friday(days: list[date]) -> list[date]:
    return [day for day in days if day.weekday() == FRIDAY][1:2]


def _third_working_day(days: list[date]) -> list[date]:
    return [day for day in days if LIBRARY.works(day)][2:3]


def _second_week(days: list[date]) -> list[date]:
    mondays = list(dict.fromkeys(day - timedelta(day.weekday()) for day in days))[1:2]
    return [day for day in days if mondays and day - timedelta(day.weekday()) == mondays[0]]


COUNTED: Final[Sequence[tuple[str, str, Callable[[list[date]], list[date]]]]] = (
    ("第二个周五", "second friday", _second_friday),
    ("第三个工作日", "third working day", _third_working_day),
    ("第四天", "fourth day", lambda days: days[3:4]),
    ("第二周", "second week", _second_week),
    ("前3天", "", lambda days: days[:3]),
    ("最后3天", "", lambda days: days[-3:]),
)


def _cases() -> list[tuple[str, list[date]]]:
    found: list[tuple[str, list[date]]] = []
    for chinese, english, first, last in PERIODS:
        for counted, of_english, of in COUNTED:
            expected = of(_days(first, last))
            if chinese:
                found.append((f"{chinese}{counted}", expected))
                found.append((f"{chinese}的{counted}", expected))
            if english and of_english:
                found.append((f"the {of_english} of {english}", expected))
    return found


@pytest.mark.parametrize(("said", "expected"), _cases())
def test_what_is_counted_in_a_period(said: str, expected: list[date]) -> None:
    read = parse_date(said, NOW, LIBRARY)
    assert read is not None
    days = [] if read.day is None else _days(read.day, read.until or read.day)
    assert days == expected
