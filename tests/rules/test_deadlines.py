"""Working days, deadlines, order and workflow of wishes, status of teams."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.kinds.words import WISH_STATES, Urgency
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY
from tui.rules.people.team_status import team_status
from tui.rules.privacy.rights import may
from tui.rules.wishes import workflow
from tui.rules.wishes.deadlines import due_for, due_state
from tui.rules.wishes.numbering import next_number, parse_number
from tui.rules.wishes.order import OPEN_STATES, pressing_key


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 9, 26), "holiday"),  # the haircut day that meets a holiday
        (date(2026, 10, 10), "made_up"),
        (date(2026, 11, 24), "workday"),
        (date(2026, 11, 28), "weekend"),
        (date(2027, 1, 1), "holiday"),  # not yet published: off by law all the same
        (date(2027, 1, 4), "workday"),  # and by the weekday otherwise
    ],
)
def test_what_kind_of_day_it_is(day: date, kind: str) -> None:
    assert LIBRARY.kind(day) == kind


@pytest.mark.parametrize(
    ("urgency", "recorded", "due", "sure"),
    [
        ("urgent", date(2026, 11, 24), date(2026, 11, 25), True),
        ("normal", date(2026, 11, 24), date(2026, 12, 3), True),
        ("normal", date(2026, 9, 24), date(2026, 10, 12), True),  # over the long holiday
        ("low", date(2026, 12, 25), date(2027, 1, 18), False),  # 元旦 is off by law
    ],
)
def test_a_deadline_counts_working_days_and_says_so(
    urgency: Urgency, recorded: date, due: date, sure: bool
) -> None:
    deadline = due_for(urgency, recorded, LIBRARY)
    assert (deadline.on, deadline.sure) == (due, sure)
    assert recorded.isoformat() in str(deadline.explanation)
    assert ("not yet published" in str(deadline.explanation)) is not sure


@given(st.dates(date(2020, 1, 1), date(2028, 12, 31)), st.integers(1, 30))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    found = LIBRARY.after(day, count)
    assert LIBRARY.works(found)
    assert sum(LIBRARY.works(day + timedelta(n)) for n in range(1, (found - day).days + 1)) == count


def test_2027_is_not_published_yet() -> None:
    assert LIBRARY.published(date(2026, 12, 31))
    assert not LIBRARY.published(date(2027, 1, 1))


def test_how_pressing_a_due_date_is() -> None:
    today = date(2026, 11, 24)
    states = [due_state(today + timedelta(n), today) for n in (-1, 0, 1, 3, 4)]
    assert states == ["overdue", "today", "soon", "soon", "later"]
    assert due_state(None, today) == "none"


def test_the_most_pressing_wish_comes_first() -> None:
    wishes = [
        ("done", "2026-01-01", "2025-12-01"), ("recorded", None, "2026-11-01"), ("assigned", "2026-12-01", "2026-11-20"),
        ("recorded", "2026-11-20", "2026-11-10"), ("recorded", None, "2026-10-01"),
    ]  # fmt: skip
    ordered = sorted(
        wishes,
        key=lambda wish: pressing_key({"state": wish[0], "due": wish[1], "recorded_on": wish[2]}, None),
    )
    assert [wishes.index(wish) for wish in ordered] == [3, 2, 4, 1, 0]


def test_every_step_leads_to_a_state_that_there_is() -> None:
    assert workflow.TRANSITIONS
    assert OPEN_STATES
    for step in workflow.TRANSITIONS.values():
        assert step.sources <= WISH_STATES.keys()
        assert step.to is None or step.to in WISH_STATES
    for state in OPEN_STATES:
        assert workflow.WORKFLOW.allowed(state)


@pytest.mark.parametrize(
    ("action", "state", "given", "fits"),
    [
        ("assign", "recorded", {"assignee": {"name": "x"}}, True),
        ("assign", "recorded", {}, False),
        ("assign", "closed", {"assignee": {"name": "x"}}, False),
        ("complete", "assigned", {"outcome": "done"}, True),
        ("complete", "done", {"outcome": "done"}, False),
        ("rate", "done", {"rating": 5}, True),
        ("rate", "assigned", {"rating": 5}, False),
        ("reopen", "closed", {"reason": "again"}, True),
        ("reopen", "closed", {}, False),
    ],
)
def test_steps_and_what_they_need(action: str, state: str, given: dict[str, object], fits: bool) -> None:
    assert (workflow.WORKFLOW.check(action, state, given) is None) is fits


@given(st.lists(st.integers(1, 99_999)), st.integers(2000, 2100), st.sets(st.sampled_from([-1, 1])))
def test_a_new_number_is_the_next_of_its_year(taken: list[int], year: int, others: set[int]) -> None:
    numbers = [f"{year}-{n:04d}" for n in taken] + [f"{year + other}-9999" for other in others]
    number = next_number(numbers, year)
    assert number not in numbers
    assert int(number[5:]) == max(taken, default=0) + 1
    assert parse_number(number, 1999) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("42", "2026-0042"),
        ("2025-7", "2025-0007"),
        ("26-3", "2026-0003"),
        ("＃４２", "2026-0042"),
        ("x", None),
        ("", None),
    ],
)
def test_numbers_as_people_write_them(text: str, number: str | None) -> None:
    assert parse_number(text, 2026) == number


NOW = datetime(2026, 11, 24, 10, tzinfo=LOCAL)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("paused", "until", "members", "sessions", "next_at", "last_on", "kind"),
    [
        (False, None, 5, [(NOW - HOUR, NOW + HOUR)], None, None, "in_service"),
        (True, None, 5, [], NOW + HOUR, None, "resting"),
        (True, date(2026, 11, 24), 5, [], NOW + HOUR, None, "next"),  # the rest is over today
        (False, None, 2, [], NOW + HOUR, None, "short"),
        (False, None, 5, [], NOW + HOUR, None, "next"),
        (False, None, 5, [], None, date(2026, 9, 1), "quiet"),
        (False, None, 5, [], None, date(2026, 11, 1), "on_call"),
        (False, None, 5, [], None, None, "on_call"),
    ],
)
def test_what_a_team_is_doing(
    paused: bool, until: date | None, members: int, sessions: list[tuple[datetime, datetime]],
    next_at: datetime | None, last_on: date | None, kind: str,
) -> None:  # fmt: skip
    status = team_status(
        paused=paused, paused_until=until, members=members, needed=3, sessions=sessions,
        next_at=next_at, last_on=last_on, now=NOW,
    )  # fmt: skip
    assert status.kind == kind
    assert str(status.reason)


def test_a_viewer_changes_nothing_and_staff_everything() -> None:
    assert may("staff", "team.edit")
    assert may("recorder", "wish.record")
    assert not may("recorder", "team.edit")
    assert not may("viewer", "wish.record")
