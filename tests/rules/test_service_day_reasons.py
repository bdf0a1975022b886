"""Every date of a recurrence is accounted for: held, moved, or left out, with the reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.test_service_days import DAYS, HAIRCUT, RULES, TREATMENTS
from tui.rules.calendar.workdays import LIBRARY
from tui.rules.recurrence import occurrences
from tui.rules.services.service_day_reasons import reasoned_days
from tui.rules.services.service_days import service_days

FRIDAYS: dict[str, Any] = {**HAIRCUT, "rrule": "FREQ=WEEKLY;BYDAY=FR"}
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


def told(service: dict[str, Any], start: date, end: date) -> list[tuple[str, str | None, str]]:
    return [
        (f"{one.on:%m-%d}", f"{one.day:%m-%d}" if one.day else None, str(one.why or ""))
        for one in reasoned_days(service, start, end, LIBRARY)
    ]


@pytest.mark.parametrize(
    ("treatment", "day", "why"),
    [
        ("keep", "09-26", ""),
        ("skip", None, "public holiday"),
        ("next", "09-28", "moved off the public holiday"),
        ("previous", "09-24", "moved off the public holiday"),
    ],
)
def test_a_date_on_a_holiday_says_what_became_of_it(treatment: str, day: str | None, why: str) -> None:
    service = {**HAIRCUT, "on_holiday": treatment}
    assert told(service, date(2026, 9, 1), date(2026, 9, 30)) == [("09-26", day, why)]


def test_dates_left_out_paused_and_out_of_season_say_so() -> None:
    pauses = [
        {"first": "2026-11-11", "until": "2026-11-14", "reason": "装修"},
        {"first": "2026-11-26", "until": None},
    ]
    service = {**FRIDAYS, "pauses": pauses, "exdates": ["2026-11-06"], "rdates": ["2026-11-10"]}
    assert told(service, *NOVEMBER) == [
        ("11-06", None, "left out by hand"),
        ("11-10", "11-10", "extra date"),
        ("11-13", None, "paused: 装修"),
        ("11-20", "11-20", ""),
        ("11-27", None, "paused"),
    ]
    assert {why for *_, why in told({**FRIDAYS, "months": [3, 4]}, *NOVEMBER)} == {"out of season"}
    assert told({**FRIDAYS, "paused": True}, date(2026, 11, 1), date(2026, 11, 7)) == [
        ("11-06", None, "paused")
    ]


def test_a_date_that_would_meet_another_says_so() -> None:
    daily = {**HAIRCUT, "rrule": "FREQ=DAILY", "on_holiday": "next"}
    assert told(daily, date(2026, 9, 25), date(2026, 9, 25)) == [
        ("09-25", None, "another session is held on the day to which it would move")
    ]


def test_what_lies_before_the_beginning_or_after_the_end_is_no_date_of_it() -> None:
    service = {**FRIDAYS, "first": "2026-11-10", "until": "2026-11-22"}
    assert [on for on, *_ in told(service, *NOVEMBER)] == ["11-13", "11-20"]


@given(RULES, TREATMENTS, TREATMENTS, TREATMENTS, DAYS, st.integers(0, 60))
@settings(deadline=None)
def test_held_are_the_services_days_and_none_of_the_rules_dates_is_lost(
    rule: str, holiday: str, weekend: str, made_up: str, start: date, length: int
) -> None:
    end = start + timedelta(length)
    service = {**HAIRCUT, "rrule": rule, "on_holiday": holiday, "on_weekend": weekend, "on_made_up": made_up}
    found = reasoned_days(service, start, end, LIBRARY)
    assert [(one.on, one.day) for one in found if one.day] == [
        (one.on, one.day) for one in service_days(service, start, end, LIBRARY)
    ]
    inside = [one.on for one in found if start <= one.on <= end]
    assert inside == list(occurrences(rule, date.fromisoformat(HAIRCUT["first"]), start, end))
    assert all(one.why for one in found if one.day != one.on)
