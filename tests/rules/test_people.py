"""Availability, occasions, team status, home requests: rules about people, by examples."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.kinds.words import ACTIONS, HOME_STATES
from tui.language.i18n import translator
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.people import availability, home_workflow
from tui.rules.people.due_again import due_again
from tui.rules.people.occasions import check_birthday, occasions
from tui.rules.people.team_status import QUIET_WEEKS, team_status

TODAY = date(2026, 11, 24)
SLOTS = st.lists(
    st.builds(
        lambda day, part: f"{day}.{part}" if part else day,
        st.sampled_from(availability.DAYS),
        st.sampled_from(sorted(availability.PARTS)),
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("周五", ("FR",)),
        ("周五上午、周六", ("FR.am", "SA")),
        ("星期三下午，礼拜天晚上", ("WE.pm", "SU.eve")),
        ("周一三五", ("MO", "WE", "FR")),
        ("周末", ("SA", "SU")),
        ("工作日上午", ("MO.am", "TU.am", "WE.am", "TH.am", "FR.am")),
        ("fri pm, weekend", ("FR.pm", "SA", "SU")),
        ("Friday, Monday morning", ("MO.am", "FR")),
        ("FR.am", ("FR.am",)),
        ("周五 周五上午", ("FR",)),
        ("", ()),
    ],
)
def test_days_as_people_say_them(text: str, slots: tuple[str, ...]) -> None:
    assert availability.parse(text) == slots


@pytest.mark.parametrize("text", ["周八", "随时", "8点", "周五上午下午"])
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert availability.parse(text) is None


@given(SLOTS, st.sampled_from(["zh", "en"]))
def test_what_is_shown_can_be_typed(slots: list[str], lang: Any) -> None:
    kept = availability.ordered(slots)
    assert availability.check(kept) is None
    assert availability.parse(availability.describe(kept, translator(lang))) == kept
    assert availability.ordered(kept) == kept


def test_free_on_a_day_and_nobody_asked() -> None:
    assert availability.free(("FR.am",), date(2026, 11, 27)) is True
    assert availability.free(("FR.am",), date(2026, 11, 28)) is False
    assert availability.free((), date(2026, 11, 27)) is None
    assert availability.check(("FR", "XX")) == "XX"


def person(id: int, **fields: Any) -> dict[str, Any]:
    return {"id": id, "name": f"志愿者{id}", **fields}


def test_birthdays_and_first_years_are_told_in_time() -> None:
    people = [
        person(1, birthday="11-25"), person(2, birthday="11-24"), person(3, birthday="11-28"), person(4),
        person(5, joined="2025-11-26"), person(6), person(7, joined="2024-11-25"),
    ]  # fmt: skip
    teams: list[dict[str, Any]] = [{"members": [{"volunteer_id": 6, "joined": "2025-11-25"}, {"volunteer_id": 5, "joined": None}]},
             {"members": [{"volunteer_id": 6, "joined": "2026-11-01"}]}]  # fmt: skip
    found = [(m.occasion, m.volunteer_id, m.days) for m in occasions(people, teams, TODAY)]
    assert found == [("birthday", 2, 0), ("birthday", 1, 1), ("first_year", 6, 1), ("first_year", 5, 2)]
    assert str(occasions(people, teams, TODAY)[1].message) == "tomorrow is 志愿者1's birthday"


def test_a_leap_day_is_kept_a_day_early_and_the_year_turns() -> None:
    leap = [person(1, birthday="02-29"), person(2, birthday="01-01"), person(3, joined="2024-02-29")]
    assert [(m.volunteer_id, m.days) for m in occasions(leap, [], date(2027, 2, 28))] == [(1, 0)]
    assert [(m.volunteer_id, m.days) for m in occasions(leap, [], date(2028, 2, 28))] == [(1, 1)]
    assert [(m.volunteer_id, m.days) for m in occasions(leap, [], date(2026, 12, 31))] == [(2, 1)]
    assert [(m.volunteer_id, m.days) for m in occasions(leap, [], date(2025, 2, 28))] == [(1, 0), (3, 0)]


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.dates(date(2020, 1, 1), date(2100, 12, 31)))
def test_any_birthday_comes_within_a_year(born: date, today: date) -> None:
    assert check_birthday(f"{born:%m-%d}") is None
    (mark,) = occasions([person(1, birthday=f"{born:%m-%d}")], [], today, ahead=366)
    day = today + timedelta(mark.days)
    assert f"{day:%m-%d}" == f"{born:%m-%d}" or (f"{born:%m-%d}", f"{day:%m-%d}") == ("02-29", "02-28")


@pytest.mark.parametrize("text", ["1960-03-26", "3-26", "13-01", "02-30", "00-10", "x"])
def test_a_birthday_has_no_year(text: str) -> None:
    assert check_birthday(text) is not None


NOON = datetime(2026, 11, 24, 12, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "on_call"),
        ({"sessions": [(NOON - timedelta(hours=1), NOON + timedelta(hours=1))]}, "in_service"),
        ({"paused": True}, "resting"),
        ({"paused": True, "paused_until": TODAY}, "on_call"),
        ({"members": 2, "needed": 3}, "short"),
        ({"next_at": NOON + timedelta(3)}, "next"),
        ({"last_on": TODAY - timedelta(weeks=QUIET_WEEKS)}, "quiet"),
        ({"last_on": TODAY - timedelta(weeks=QUIET_WEEKS) + timedelta(1)}, "on_call"),
        ({"last_on": TODAY - timedelta(weeks=3), "quiet_weeks": 3}, "quiet"),
        ({"last_on": TODAY - timedelta(weeks=20), "next_at": NOON + timedelta(3)}, "next"),
    ],
)
def test_what_a_team_is_doing_and_why(fields: dict[str, Any], kind: str) -> None:
    usual: dict[str, Any] = {
        "paused": False, "paused_until": None, "members": 3, "needed": 3, "sessions": [], "next_at": None,
        "last_on": None, "now": NOON,
    }  # fmt: skip
    status = team_status(**{**usual, **fields})
    assert status.kind == kind
    assert str(status.reason)


# ---- home requests


def request(id: int, state: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "resident": f"居民{id}", "phone": "", "address": "", "skill": "理发", "service_id": None,
            "state": state, "recorded_on": "2026-09-01", "wished_on": None, "on": None, "done_on": None,
            **fields}  # fmt: skip


def due(*requests: dict[str, Any], weeks: int = 0) -> list[tuple[int, int]]:
    found = due_again(requests, {2: {"again_weeks": weeks}}, date(2026, 11, 26))
    return [(int(d.request["id"]), d.weeks) for d in found]


def test_a_haircut_is_due_again_after_four_weeks() -> None:
    fresh, old = request(1, "rated", done_on="2026-10-30"), request(2, "done", done_on="2026-10-29")
    older = request(3, "rated", done_on="2026-08-26")
    assert due(fresh, old, older) == [(3, 13), (2, 4)]


def test_the_service_says_after_how_many_weeks() -> None:
    gas = request(1, "rated", skill="燃气检查", service_id=2, done_on="2026-05-26")
    assert due(gas, weeks=26) == [(1, 26)]
    assert due(gas, weeks=52) == []
    assert due(gas) == []  # nothing but a haircut is due again by itself


def test_the_last_one_counts_and_nobody_is_asked_twice() -> None:
    one = {"resident": "王奶奶", "phone": "13712341234"}
    again = [
        request(1, "rated", done_on="2026-06-26", **one),
        request(2, "rated", done_on="2026-11-20", **one),
    ]
    assert due(*again) == []
    asked = [request(1, "rated", done_on="2026-06-26", **one), request(2, "given", **one)]
    assert due(*asked) == []
    namesake = request(3, "rated", done_on="2026-06-26", resident="王奶奶", phone="031187654321")
    assert due(*asked, namesake) == [(3, 21)]
    assert due(request(1, "cancelled", done_on=None, **one)) == []


def test_every_state_of_a_request_is_reached_and_every_step_named() -> None:
    assert {step.to for step in home_workflow.TRANSITIONS.values()} == set(HOME_STATES)
    assert all(f"home.{name}" in ACTIONS for name in home_workflow.TRANSITIONS)
    assert home_workflow.WORKFLOW.allowed("requested") == ("give", "cancel")


@pytest.mark.parametrize(
    ("action", "state", "given", "good"),
    [
        ("give", "requested", {"holder": ("team", 1), "on": "2026-11-26"}, True),
        ("give", "requested", {"holder": ("team", 1)}, False),
        ("give", "requested", {"on": "2026-11-26"}, False),
        ("complete", "requested", {}, False),
        ("complete", "given", {}, True),
        ("rate", "done", {}, False),
        ("rate", "done", {"rating": 5}, True),
        ("cancel", "done", {"reason": "x"}, False),
        ("reopen", "rated", {"reason": ""}, False),
    ],
)
def test_a_step_says_what_is_missing(action: str, state: str, given: dict[str, Any], good: bool) -> None:
    assert (home_workflow.WORKFLOW.check(action, state, given) is None) is good


@pytest.mark.parametrize("page", ["home-service.md", "home-service.zh-CN.md"])
def test_the_drawing_is_the_table(page: str) -> None:
    drawing = (Path(__file__).parents[2] / "docs" / page).read_text(encoding="utf-8")
    drawn = set(re.findall(r"^    (\w+) --> (\w+): (\w+)$", drawing, re.MULTILINE))
    assert drawn == {
        (state, step.to, name) for name, step in home_workflow.TRANSITIONS.items() for state in step.sources
    }
