"""The board looks beyond its 14 days: for a team's next session, for sign-ups, and where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tui.desk.desk import Desk
from tui.queries.agenda import entries
from tui.queries.board import board
from tui.rules.calendar.time_zone import LOCAL
from tui.seats.actor import Actor
from tui.store import Store, open_store

NOW = datetime(2026, 11, 28, 10, 0, tzinfo=LOCAL)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "data", now=lambda: NOW)
    yield store
    store.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, Actor("小李", "local"))


def yearly(desk: Desk, name: str, on: str, team: int | None) -> int:
    """A service that is held once, on a day."""
    fields = {"name": name, "first": on, "rdates": [on], "starts": "09:00", "ends": "10:00", "team_id": team}
    return int(desk.services.add(fields)["id"])


@pytest.mark.parametrize(
    ("on", "said"),
    [("2026-12-05", "12-05 09:00"), ("2026-12-26", "12-26 09:00"), ("2027-10-08", "2027-10-08 09:00")],
)
def test_a_team_names_its_next_session_however_far_off(store: Store, desk: Desk, on: str, said: str) -> None:
    team = int(desk.teams.add({"name": "剪队", "kind": "service"})["id"])
    yearly(desk, "义剪", on, team)
    (line,) = board(store, NOW).teams
    assert (line.status.kind, line.status.reason.params["time"]) == ("next", said)


def test_a_team_that_lacks_people_names_it_as_well(store: Store, desk: Desk) -> None:
    team = int(desk.teams.add({"name": "巡逻", "kind": "service", "needed": 6})["id"])
    yearly(desk, "巡逻", "2026-12-26", team)
    (line,) = board(store, NOW).teams
    assert line.status.kind == "short"
    assert "12-26 09:00" in str(line.status.reason)


def test_a_cancelled_session_is_not_the_next_one(store: Store, desk: Desk) -> None:
    team = int(desk.teams.add({"name": "剪队", "kind": "service"})["id"])
    service = yearly(desk, "义剪", "2026-12-26", team)
    desk.sessions.cancel(service, date(2026, 12, 26), "大雪")
    (line,) = board(store, NOW).teams
    assert line.status.kind == "on_call"


def test_a_later_session_is_on_the_board_once_somebody_has_signed_up(store: Store, desk: Desk) -> None:
    service = yearly(desk, "义剪", "2026-12-26", None)
    before = board(store, NOW)
    assert ([s.service for s in before.sessions], [s.service for s in before.later]) == ([], ["义剪"])
    desk.sessions.sign_up(service, date(2026, 12, 26), "王阿姨")
    after = board(store, NOW)
    assert ([s.service for s in after.sessions], [s.service for s in after.later]) == (["义剪"], [])


def test_calendar_and_board_say_the_same_of_a_session(store: Store, desk: Desk) -> None:
    for name, starts, ends in (
        ("过了", "08:00", "09:00"),
        ("正在", "09:30", "11:00"),
        ("还没", "14:00", "15:00"),
    ):
        desk.services.add(
            {"name": name, "first": "2026-11-28", "rdates": ["2026-11-28"], "starts": starts, "ends": ends}
        )
    listed = {line.service: line.state for line in board(store, NOW).sessions}
    shown = {entry.title: entry.state for entry in entries(store, NOW.date(), NOW.date())}
    assert listed == shown == {"过了": "unrecorded", "正在": "under_way", "还没": "planned"}
