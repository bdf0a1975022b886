"""Recurrence: rules from words, words from rules, dates within a window."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.i18n import translator
from tui.rules.recurrence import check_rrule, describe, occurrences, parse_words

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
RULES = st.sampled_from(
    ["FREQ=WEEKLY;BYDAY=FR", "FREQ=MONTHLY;BYMONTHDAY=26", "FREQ=MONTHLY;BYDAY=2WE", "FREQ=DAILY;INTERVAL=3"]
)


@pytest.mark.parametrize(
    ("words", "rule", "shown"),
    [
        ("每周五", "FREQ=WEEKLY;BYDAY=FR", "每周五"),
        ("每星期一、三", "FREQ=WEEKLY;BYDAY=MO,WE", "每周一、周三"),
        ("隔周二", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "每 2 周的周二"),
        ("每月26日", "FREQ=MONTHLY;BYMONTHDAY=26", "每月26日"),
        ("每月第二个周三", "FREQ=MONTHLY;BYDAY=2WE", "每月第二个周三"),
        ("每月最后一个周日", "FREQ=MONTHLY;BYDAY=-1SU", "每月最后一个周日"),
        ("每月底", "FREQ=MONTHLY;BYMONTHDAY=-1", "每月最后一天"),
        ("every Friday", "FREQ=WEEKLY;BYDAY=FR", "每周五"),
        ("26th of each month", "FREQ=MONTHLY;BYMONTHDAY=26", "每月26日"),
        ("每天", "FREQ=DAILY", "每天"),
    ],
)
def test_words_and_rules_mean_the_same(words: str, rule: str, shown: str) -> None:
    assert parse_words(words) == rule
    assert check_rrule(rule) is None
    assert describe(rule).text(translator("zh")) == shown


@pytest.mark.parametrize("words", ["", "按需", "on request"])
def test_no_recurrence_is_on_request(words: str) -> None:
    assert parse_words(words) == ""


@pytest.mark.parametrize(
    "rule", ["", "nonsense", "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYHOUR=3"]
)
def test_what_is_no_rule_is_complained_about(rule: str) -> None:
    assert check_rrule(rule) is not None


def test_a_rule_that_never_comes_about_is_complained_about() -> None:
    assert str(check_rrule("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2")) == "The recurrence never comes about."


def test_the_haircut_day_is_the_26th_of_every_month() -> None:
    days = occurrences("FREQ=MONTHLY;BYMONTHDAY=26", date(2018, 8, 26), date(2026, 1, 1), date(2026, 12, 31))
    assert [day.day for day in days] == [26] * 12


@given(RULES, DAYS, DAYS, st.integers(0, 200))
def test_occurrences_lie_in_the_window_and_never_before_the_first(
    rule: str, first: date, start: date, days: int
) -> None:
    end = start + timedelta(days)
    found = occurrences(rule, first, start, end)
    assert list(found) == sorted(set(found))
    assert all(max(start, first) <= day <= end for day in found)


@settings(deadline=None)  # an expansion over years takes as long as the machine is busy
@given(RULES, DAYS, DAYS)
def test_a_window_is_the_sum_of_its_days(rule: str, first: date, start: date) -> None:
    end = start + timedelta(40)
    whole = occurrences(rule, first, start, end)
    one_by_one = [
        day for n in range(41) for day in occurrences(rule, first, start + timedelta(n), start + timedelta(n))
    ]
    assert list(whole) == one_by_one
