"""The days of a service: its recurrence seen through holidays, pauses, seasons, dates left out and extra."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.language.i18n import translator
from tui.rules.calendar.festival_days import describe_festival, festival_near, parse_festival
from tui.rules.calendar.unpublished import not_published
from tui.rules.calendar.workdays import LIBRARY
from tui.rules.recurrence import occurrences
from tui.rules.services.schedule import next_session, planned_session, sessions_between
from tui.rules.services.service_days import service_day, service_days, unpublished_year

HAIRCUT: dict[str, Any] = {
    "id": 1, "name": "银发义剪日", "rrule": "FREQ=MONTHLY;BYMONTHDAY=26", "first": "2018-08-26", "starts": "09:00",
    "ends": "11:30", "place": "老年活动中心", "team_id": 1,
}  # fmt: skip
SEPTEMBER = date(2026, 9, 1), date(2026, 9, 30)
MID_AUTUMN = date(2026, 9, 26)  # the 25th to the 27th is a public holiday


def held(service: dict[str, Any], start: date, end: date) -> list[str]:
    return [s["starts_at"][5:10] for s in sessions_between([service], [], start, end, LIBRARY)]


@pytest.mark.parametrize(
    ("treatment", "expected"),
    [("keep", ["09-26"]), ("skip", []), ("next", ["09-28"]), ("previous", ["09-24"])],
)
def test_a_public_holiday_is_kept_skipped_or_moved_off(treatment: str, expected: list[str]) -> None:
    assert LIBRARY.kind(MID_AUTUMN) == "holiday"
    assert held({**HAIRCUT, "on_holiday": treatment}, *SEPTEMBER) == expected


def test_a_moved_session_keeps_its_name_and_says_why() -> None:
    service = {**HAIRCUT, "on_holiday": "next"}
    planned = planned_session(service, MID_AUTUMN, LIBRARY)
    assert planned is not None
    assert (planned["on"], planned["starts_at"]) == ("2026-09-26", "2026-09-28T09:00:00+08:00")
    assert planned["shifted"] == "holiday"
    assert planned_session(service, date(2026, 9, 28), LIBRARY) is None
    # The window that has only the day it moved to finds it, and the one that has only its date does not.
    assert held(service, date(2026, 9, 28), date(2026, 9, 28)) == ["09-28"]
    assert held(service, MID_AUTUMN, MID_AUTUMN) == []


def test_a_record_of_a_moved_date_wins_over_the_plan() -> None:
    service = {**HAIRCUT, "on_holiday": "next"}
    record = {**(planned_session(service, MID_AUTUMN, LIBRARY) or {}), "id": 9, "state": "cancelled"}
    found = sessions_between([service], [record], date(2026, 9, 28), date(2026, 9, 28), LIBRARY)
    assert [s["state"] for s in found] == ["cancelled"]


def test_weekends_and_made_up_working_days_have_rules_of_their_own() -> None:
    sunday = {**HAIRCUT, "rrule": "FREQ=WEEKLY;BYDAY=SU", "first": "2026-01-04"}
    assert LIBRARY.kind(date(2026, 9, 20)) == "made_up"
    week = date(2026, 9, 14), date(2026, 9, 22)
    assert held(sunday, *week) == ["09-20"]
    assert held({**sunday, "on_made_up": "skip"}, *week) == []
    assert held({**sunday, "on_made_up": "previous"}, *week) == ["09-18"]
    assert held({**sunday, "on_weekend": "skip"}, date(2026, 9, 7), date(2026, 9, 22)) == ["09-20"]
    assert held({**sunday, "on_weekend": "next"}, date(2026, 9, 8), date(2026, 9, 22)) == ["09-14", "09-20"]


def test_a_moved_session_is_not_held_on_a_day_that_has_one_already() -> None:
    daily = {**HAIRCUT, "rrule": "FREQ=DAILY", "first": "2026-09-20", "on_holiday": "next"}
    assert held(daily, date(2026, 9, 23), date(2026, 9, 29)) == ["09-23", "09-24", "09-28", "09-29"]


def test_pauses_season_and_dates_left_out_give_nothing() -> None:
    friday = {**HAIRCUT, "rrule": "FREQ=WEEKLY;BYDAY=FR"}
    november = date(2026, 11, 1), date(2026, 11, 30)
    assert held(friday, *november) == ["11-06", "11-13", "11-20", "11-27"]
    pauses = [
        {"first": "2026-11-06", "until": "2026-11-12", "reason": "装修"},
        {"first": "2026-11-26", "until": None, "reason": "队长住院"},
    ]
    assert held({**friday, "pauses": pauses}, *november) == ["11-13", "11-20"]
    assert held({**friday, "exdates": ["2026-11-13"]}, *november) == ["11-06", "11-20", "11-27"]
    assert held({**friday, "months": [3, 4, 5]}, *november) == []
    assert held({**friday, "plans_from": "2026-11-20"}, *november) == ["11-20", "11-27"]


def test_extra_dates_are_held_besides_and_never_twice() -> None:
    friday = {**HAIRCUT, "rrule": "FREQ=WEEKLY;BYDAY=FR", "rdates": ["2026-11-10", "2026-11-13"]}
    assert held(friday, date(2026, 11, 9), date(2026, 11, 14)) == ["11-10", "11-13"]
    only = {**HAIRCUT, "rrule": "", "rdates": ["2026-11-10"]}
    assert held(only, date(2026, 11, 1), date(2026, 11, 30)) == ["11-10"]
    assert held({**friday, "paused": True}, date(2026, 11, 9), date(2026, 11, 14)) == []


def test_years_without_published_holidays_are_told_and_do_not_fail() -> None:
    service = {**HAIRCUT, "on_holiday": "next", "on_weekend": "next"}
    days = [one.day for one in service_days(service, date(2027, 1, 1), date(2027, 12, 31), LIBRARY)]
    assert len(days) == 12
    assert all(day.weekday() < 5 for day in days)
    assert unpublished_year(service, days, LIBRARY) == 2027
    assert unpublished_year(HAIRCUT, days, LIBRARY) is None
    assert unpublished_year(service, [MID_AUTUMN], LIBRARY) is None
    assert not_published(2027).text(translator("zh")) == "2027 年放假安排尚未公布"


def test_a_festival_anchors_a_service_with_days_before_or_after() -> None:
    festive = {**HAIRCUT, "rrule": "", "festival": "double_ninth", "festival_offset": 0}
    assert held(festive, date(2026, 1, 1), date(2027, 12, 31)) == ["10-18", "10-08"]
    assert held({**festive, "festival_offset": -3}, date(2026, 10, 1), date(2026, 10, 31)) == ["10-15"]
    following = next_session(festive, [], date(2026, 11, 24), LIBRARY)
    assert following is not None
    assert following["on"] == "2027-10-08"
    spring = {**festive, "festival": "spring", "festival_offset": -40}
    assert [
        one.on.isoformat() for one in service_days(spring, date(2026, 12, 1), date(2026, 12, 31), LIBRARY)
    ] == ["2026-12-28"]


@pytest.mark.parametrize(
    ("words", "code", "offset", "chinese", "english"),
    [
        ("每年重阳节", "double_ninth", 0, "每年重阳节", "every year on Double Ninth Festival"),
        ("重阳节前3天", "double_ninth", -3, "每年重阳节前 3 天", "every year 3 days before Double Ninth Festival"),
        ("春节后一天", "spring", 1, "每年春节后 1 天", "every year 1 day after Spring Festival"),
        ("每年端午", "dragon_boat", 0, "每年端午节", "every year on Dragon Boat Festival"),
        ("腊八", "laba", 0, "每年腊八节", "every year on Laba Festival"),
        ("every year on mid-autumn festival", "mid_autumn", 0, "每年中秋节", "every year on Mid-Autumn Festival"),
        ("2 days before lantern festival", "lantern", -2, "每年元宵节前 2 天",
         "every year 2 days before Lantern Festival"),
    ],
)  # fmt: skip
def test_festivals_in_words(words: str, code: str, offset: int, chinese: str, english: str) -> None:
    assert parse_festival(words) == (code, offset)
    told = describe_festival(code, offset)
    assert told.text(translator("zh")) == chinese
    assert told.text(translator("en")) == english
    assert parse_festival(chinese) == (code, offset)
    assert parse_festival(english) == (code, offset)


def test_the_board_hears_of_a_festival_two_weeks_ahead() -> None:
    assert festival_near(date(2026, 10, 3)) is None
    near = festival_near(date(2026, 10, 6))
    assert near is not None
    assert near.text(translator("zh")) == "重阳节还有 12 天"
    today = festival_near(date(2026, 10, 18))
    assert today is not None
    assert today.text(translator("zh")) == "今天是重阳节"


RULES = st.sampled_from(
    ["FREQ=WEEKLY;BYDAY=FR,SA", "FREQ=MONTHLY;BYMONTHDAY=26", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SU"]
)
TREATMENTS = st.sampled_from(["keep", "skip", "next", "previous"])
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 1))


@given(RULES, TREATMENTS, TREATMENTS, TREATMENTS, DAYS, st.integers(0, 60))
@settings(deadline=None)
def test_whatever_the_calendar_does_dates_are_the_rules_and_days_are_never_shared(
    rule: str, holiday: str, weekend: str, made_up: str, start: date, length: int
) -> None:
    service = {**HAIRCUT, "rrule": rule, "on_holiday": holiday, "on_weekend": weekend, "on_made_up": made_up}
    end = start + timedelta(length)
    found = service_days(service, start, end, LIBRARY)
    days = [one.day for one in found if start <= one.day <= end]
    assert len(days) == len(set(days))
    for one in found:
        assert occurrences(rule, date(2018, 8, 26), one.on, one.on) == (one.on,)
        assert bool(one.shifted) == (one.on != one.day)
        if one.shifted:
            assert LIBRARY.works(one.day)
        assert service_day(service, one.on, LIBRARY) == one
    # A longer window tells the same of the days that both have.
    wide = service_days(service, start - timedelta(30), end + timedelta(30), LIBRARY)
    assert [one for one in wide if start <= one.day <= end] == [
        one for one in found if start <= one.day <= end
    ]
