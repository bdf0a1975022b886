"""Dates where one looks back (hours given, visits paid): what was said is a day that has come, or is refused in words."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.capture.test_spoken_dates import shown
from tui.capture.dates.day import parse_day, parse_first_day
from tui.capture.dates.meanings.context import Direction
from tui.capture.dates.parser import parse_date
from tui.language.errors import InvalidInput
from tui.language.i18n import translator
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY


def _phrases() -> tuple[str, ...]:
    """Every phrase of the two tables."""
    here = Path(__file__)
    plain = here.with_name("dates.txt").read_text("utf-8").splitlines()
    spoken = here.with_name("spoken_dates.txt").read_text("utf-8").splitlines()
    said = {line.rpartition("|")[0].strip() for line in plain if line and not line.startswith("#")}
    said |= {line.split("|")[1].strip() for line in spoken if line and not line.startswith("#")}
    return tuple(sorted(said))


_PHRASES = _phrases()
# From New Year to the Spring Festival, around holidays, at the ends of months and years, and a day of leap years only.
_TODAYS = [
    date.fromisoformat(day)
    for day in (
        "2026-01-01", "2026-01-05", "2026-01-26", "2026-02-10", "2026-02-16", "2026-02-17", "2026-03-26",
        "2026-10-01", "2026-12-31", "2027-01-01", "2028-02-29",
    )
]  # fmt: skip


def _never_ahead(said: str, today: date) -> None:
    try:
        day = parse_day(said, today, LIBRARY, "past")
    except InvalidInput:
        return
    assert day <= today, (said, today)


def test_there_are_phrases_enough() -> None:
    assert len(_PHRASES) > 1500


def test_looking_back_no_day_is_ahead() -> None:
    for said in _PHRASES:
        for today in _TODAYS:
            _never_ahead(said, today)


@given(st.sampled_from(_PHRASES), st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_looking_back_no_day_is_ahead_whenever_it_is_said(said: str, today: date) -> None:
    _never_ahead(said, today)


@given(st.integers(1, 12), st.integers(1, 30), st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_lunar_day_looking_back_is_the_last_one(month: int, number: int, today: date) -> None:
    _never_ahead(f"农历{month}月{number}日", today)


@given(st.sampled_from(_PHRASES), st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_around_today_all_is_a_day_or_refused(said: str, today: date) -> None:
    with suppress(InvalidInput):
        assert parse_first_day(said, today, LIBRARY) <= parse_day(said, today, LIBRARY, "around")


def _read(said: str, today: str, direction: Direction) -> str:
    at = datetime.combine(date.fromisoformat(today), time(10, 30), LOCAL)
    return shown(parse_date(said, at, LIBRARY, direction))


# Said, on which day, and its meaning, the same for a record of the past and for the days of a table of records.
@pytest.mark.parametrize(
    ("said", "today", "meant"),
    [
        ("腊月初八", "2026-01-05", "2025-01-07"), ("冬月三十", "2026-01-05", "2024-12-30"), ("正月十五", "2026-01-05", "2025-02-12"),
        ("腊月初八", "2026-01-26", "2026-01-26"), ("第3周", "2026-03-26", "2026-01-12..2026-01-18"),
        ("第1周", "2025-01-10", "2024-12-30..2025-01-05"), ("中秋前后", "2026-03-26", "~2025-10-06"),
        ("春节前最后一个工作日", "2026-03-26", "2026-02-14"), ("国庆前第二个工作日", "2026-11-24", "2026-09-29"),
        ("last monday of august", "2026-02-06", "2025-08-25"), ("10月第一个周五", "2026-02-06", "2025-10-03"),
        ("99年", "2026-03-26", "1999-01-01..1999-12-31"), ("99年12月1日", "2026-03-26", "1999-12-01"),
        ("周末", "2026-03-26", "2026-03-21..2026-03-22"), ("周末", "2026-03-22", "2026-03-21..2026-03-22"),
        ("end of week", "2026-03-26", "2026-03-20"), ("11月25、26日", "2026-03-26", "2025-11-25,2025-11-26"),
        ("节前", "2026-03-01", "2026-02-14"), ("节后", "2026-03-01", "2026-02-24"), ("节前", "2026-04-25", "2026-04-03"),
        ("30年", "2026-03-26", "!"), ("年前", "2026-01-20", "ask"), ("节前", "2026-03-26", "ask"),
    ],
)  # fmt: skip
def test_the_last_one_is_meant(said: str, today: str, meant: str) -> None:
    assert _read(said, today, "past") == meant
    assert _read(said, today, "around") == meant


@pytest.mark.parametrize(
    ("said", "today", "past", "around"),
    [
        ("last monday of february", "2026-02-06", "2025-02-24", "2026-02-23"),
        ("国庆假期第三天", "2026-10-01", "2025-10-03", "2026-10-03"),
        ("下半年", "2026-03-26", "2025-07-01..2025-12-31", "2026-07-01..2026-12-31"),
    ],
)
def test_what_is_near_may_be_planned_in_a_table(said: str, today: str, past: str, around: str) -> None:
    assert (_read(said, today, "past"), _read(said, today, "around")) == (past, around)


def test_of_days_that_are_not_over_the_last_one_that_has_come_is_meant() -> None:
    today = date(2026, 3, 26)
    said = ("本月", "本周", "一季度", "26、27、28号", "周四和周五")
    assert {parse_day(words, today, LIBRARY, "past") for words in said} == {today}


@pytest.mark.parametrize(
    "said", ["明天", "3天后", "下周五", "2026-12-01", "明年", "本月底", "30年全年", "3天"]
)
def test_a_day_to_come_is_refused_in_words(said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_day(said, date(2026, 3, 26), LIBRARY, "past")
    words = [message.text(translator("zh")) for message in refused.value.errors.values()]
    assert said in words[0]


@pytest.mark.parametrize("said", ["600 working days after december 5", "九百个工作日后"])
def test_a_length_out_of_reach_is_refused(said: str) -> None:
    with pytest.raises(InvalidInput):
        parse_day(said, date(2026, 3, 26), LIBRARY)
