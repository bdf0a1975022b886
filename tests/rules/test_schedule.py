"""Sessions: what is on record wins over what the recurrence promises."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY
from tui.rules.services.schedule import next_session, planned_session, sessions_between
from tui.rules.services.session_state import check, session_state

SERVICE: dict[str, Any] = {
    "id": 1, "name": "楼宇服务日", "rrule": "FREQ=WEEKLY;BYDAY=FR", "first": "2026-01-02", "starts": "09:00",
    "ends": "11:00", "place": "服务站", "team_id": 5, "paused": False, "until": None,
}  # fmt: skip
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 12, 6)


def test_planned_sessions_carry_the_services_place_team_and_local_time() -> None:
    first, second = sessions_between([SERVICE], [], MONDAY, SUNDAY, LIBRARY)
    assert first["starts_at"] == "2026-11-27T09:00:00+08:00"
    assert (first["place"], first["team_id"], first["state"]) == ("服务站", 5, "planned")
    assert second["on"] == "2026-12-04"
    assert "id" not in first


def test_a_record_wins_over_the_plan_of_its_date() -> None:
    record = {**(planned_session(SERVICE, date(2026, 11, 27), LIBRARY) or {}), "id": 9, "state": "cancelled"}
    found = sessions_between([SERVICE], [record], MONDAY, SUNDAY, LIBRARY)
    assert [session["state"] for session in found] == ["cancelled", "planned"]


def test_a_record_stays_when_the_recurrence_changes() -> None:
    record = {**(planned_session(SERVICE, date(2026, 11, 27), LIBRARY) or {}), "id": 9, "state": "done"}
    moved = {**SERVICE, "rrule": "FREQ=WEEKLY;BYDAY=MO"}
    found = sessions_between([moved], [record], MONDAY, SUNDAY, LIBRARY)
    assert [(s["on"], s["state"]) for s in found] == [
        ("2026-11-23", "planned"), ("2026-11-27", "done"), ("2026-11-30", "planned"),
    ]  # fmt: skip


def test_a_moved_session_is_not_planned_again_on_its_old_date() -> None:
    record = {
        **(planned_session(SERVICE, date(2026, 11, 27), LIBRARY) or {}), "id": 9,
        "starts_at": "2026-12-20T09:00:00+08:00", "ends_at": "2026-12-20T11:00:00+08:00",
    }  # fmt: skip
    assert [s["on"] for s in sessions_between([SERVICE], [record], MONDAY, SUNDAY, LIBRARY)] == ["2026-12-04"]


def test_paused_and_ended_services_promise_nothing() -> None:
    assert sessions_between([{**SERVICE, "paused": True}], [], MONDAY, SUNDAY, LIBRARY) == []
    assert len(sessions_between([{**SERVICE, "until": "2026-11-30"}], [], MONDAY, SUNDAY, LIBRARY)) == 1
    assert planned_session(SERVICE, MONDAY, LIBRARY) is None


def test_the_next_session_is_the_first_that_is_not_cancelled() -> None:
    record = {**(planned_session(SERVICE, date(2026, 11, 27), LIBRARY) or {}), "id": 9, "state": "cancelled"}
    following = next_session(SERVICE, [record], MONDAY, LIBRARY)
    assert following is not None
    assert following["on"] == "2026-12-04"


def test_the_clock_tells_what_is_under_way_and_what_nobody_recorded() -> None:
    starts = datetime(2026, 11, 27, 9, tzinfo=LOCAL)
    ends = starts + timedelta(hours=2)
    before, within = starts - timedelta(minutes=1), starts
    assert session_state("confirmed", starts, ends, before) == "confirmed"
    assert session_state("planned", starts, ends, within) == "under_way"
    assert session_state("planned", starts, ends, ends) == "unrecorded"
    assert session_state("done", starts, ends, before) == "done"
    assert check("confirm", "planned", starts, ends, before) is None
    assert check("confirm", "confirmed", starts, ends, before) is not None
    assert check("confirm", "planned", starts, ends, ends) is not None
    assert check("complete", "planned", starts, ends, before) is not None
    assert check("complete", "planned", starts, ends, within) is None
    assert check("cancel", "done", starts, ends, ends) is not None
    assert check("restore", "cancelled", starts, ends, before) is None
    assert check("restore", "planned", starts, ends, before) is not None
