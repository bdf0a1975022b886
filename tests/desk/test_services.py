"""Services edited for one session, from one on, or for all to come; what took place never changes by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tui.desk.desk import Desk
from tui.language.errors import InvalidInput, NotAllowed, WrongState
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import LIBRARY
from tui.rules.services.schedule import sessions_between
from tui.seats.actor import Actor
from tui.store import Store, open_store

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=LOCAL)  # a Tuesday
FRIDAY, NEXT_FRIDAY, THIRD_FRIDAY = date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 11)
LAST_FRIDAY = date(2026, 11, 20)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path, now=lambda: NOW)
    yield store
    store.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, Actor("小李", "local"))


@pytest.fixture
def service(desk: Desk) -> int:
    fields = {"name": "楼宇服务日", "rrule": "FREQ=WEEKLY;BYDAY=FR", "first": "2026-10-30", "starts": "09:00",
              "ends": "11:00", "place": "服务站", "items": ["公租房", "人才绿卡"]}  # fmt: skip
    return int(desk.services.add(fields)["id"])


def ahead(
    desk: Desk, start: date = date(2026, 11, 1), end: date = THIRD_FRIDAY
) -> list[tuple[str, str, str]]:
    """Every session: day and time, its state, and whether it is on record."""
    found = sessions_between(desk.store.services.stored(), desk.store.sessions.stored(), start, end, LIBRARY)
    return [(s["starts_at"][5:16], s["state"], "record" if "id" in s else "plan") for s in found]


def test_all_to_come_leaves_what_was_and_what_nobody_recorded_yet(desk: Desk, service: int) -> None:
    desk.sessions.complete(service, date(2026, 11, 13), people_served=7)
    done = dict(next(iter(desk.store.sessions.stored())))
    desk.services.edit(service, {"rrule": "FREQ=WEEKLY;BYDAY=MO"})
    assert ahead(desk) == [
        ("11-06T09:00", "planned", "record"),
        ("11-13T09:00", "done", "record"),
        ("11-20T09:00", "planned", "record"),
        ("11-30T09:00", "planned", "plan"),
        ("12-07T09:00", "planned", "plan"),
    ]
    assert next(s for s in desk.store.sessions.stored() if s["id"] == done["id"]) == done


def test_all_to_come_takes_along_what_was_confirmed_as_it_was_planned(desk: Desk, service: int) -> None:
    desk.sessions.confirm(service, FRIDAY)
    desk.sessions.confirm(service, NEXT_FRIDAY)
    desk.sessions.move(service, NEXT_FRIDAY, starts="14:00", reason="会议室有会")
    desk.services.edit(service, {"starts": "10:00", "ends": "12:00"})
    assert ahead(desk, FRIDAY) == [
        ("11-27T10:00", "confirmed", "record"),
        ("12-04T14:00", "confirmed", "record"),
        ("12-11T10:00", "planned", "plan"),
    ]


def test_an_edit_of_the_name_alone_makes_no_records(desk: Desk, service: int) -> None:
    desk.services.edit(service, {"name": "楼宇日"})
    assert len(desk.store.sessions) == 0
    assert desk.store.services.get(service).plans_from is None


def test_this_and_following_ends_the_series_and_begins_one_that_follows(desk: Desk, service: int) -> None:
    desk.sessions.confirm(service, THIRD_FRIDAY)
    before = desk.store.seq
    new = desk.services.edit_from(service, NEXT_FRIDAY, {"starts": "14:00", "ends": "16:00"})
    assert desk.store.seq == before + 1
    assert (new["follows_id"], new["first"], desk.store.services.get(service).until) == (
        service, "2026-12-04", date(2026, 12, 3),
    )  # fmt: skip
    assert ahead(desk, FRIDAY) == [
        ("11-27T09:00", "planned", "plan"),
        ("12-04T14:00", "planned", "plan"),
        ("12-11T14:00", "confirmed", "record"),
    ]
    assert desk.store.check() == []
    desk.history.undo()
    assert len(desk.store.services) == 1
    assert ahead(desk, FRIDAY) == [
        ("11-27T09:00", "planned", "plan"),
        ("12-04T09:00", "planned", "plan"),
        ("12-11T09:00", "confirmed", "record"),
    ]


def test_an_interval_and_a_number_of_times_go_on_counting(desk: Desk) -> None:
    fields = {"name": "义诊", "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;COUNT=4", "first": "2026-11-13"}
    service = int(desk.services.add(fields)["id"])
    whole = ["11-13T09:00", "11-27T09:00", "12-11T09:00", "12-25T09:00"]
    end = date(2027, 3, 1)
    assert [s[0] for s in ahead(desk, end=end)] == whole
    new = desk.services.edit_from(service, date(2026, 12, 1), {"place": "小广场"})
    assert new["rrule"] == "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;COUNT=2"
    assert [s[0] for s in ahead(desk, end=end)] == whole


def test_from_the_first_session_on_is_all_of_it_and_the_past_is_not_to_be_had(
    desk: Desk, service: int
) -> None:
    desk.services.add({"name": "新服务", "rrule": "FREQ=DAILY", "first": "2026-12-01"})
    assert desk.services.edit_from(2, date(2026, 12, 1), {"place": "小广场"})["id"] == 2
    with pytest.raises(WrongState):
        desk.services.edit_from(service, LAST_FRIDAY, {"place": "小广场"})


def test_one_session_alone_gets_another_time(desk: Desk, service: int) -> None:
    desk.services.edit_one(service, FRIDAY, {"starts": "15:00", "ends": "16:00"}, "下午有电")
    assert ahead(desk, FRIDAY, NEXT_FRIDAY) == [
        ("11-27T15:00", "planned", "record"),
        ("12-04T09:00", "planned", "plan"),
    ]
    with pytest.raises(InvalidInput) as wrong:
        desk.services.edit_one(service, FRIDAY, {"rrule": "FREQ=DAILY"}, "不行")
    assert set(wrong.value.errors) == {"rrule"}


def test_pauses_with_reasons_and_resuming(desk: Desk, service: int) -> None:
    with pytest.raises(InvalidInput):
        desk.services.pause(service, FRIDAY, FRIDAY, " ")
    with pytest.raises(InvalidInput):
        desk.services.pause(service, NEXT_FRIDAY, FRIDAY, "写反了")
    desk.services.pause(service, FRIDAY, date(2026, 11, 30), "装修")
    desk.services.pause(service, date(2026, 12, 10), None, "队长住院")
    assert [s[0] for s in ahead(desk, FRIDAY, date(2026, 12, 31))] == ["12-04T09:00"]
    desk.services.resume(service, date(2026, 12, 18))
    assert [s[0] for s in ahead(desk, FRIDAY, date(2026, 12, 31))] == [
        "12-04T09:00",
        "12-18T09:00",
        "12-25T09:00",
    ]
    assert [p.reason for p in desk.store.services.get(service).pauses] == ["装修", "队长住院"]
    with pytest.raises(WrongState):
        desk.services.resume(service, date(2027, 1, 1))
    desk.history.undo()
    assert [s[0] for s in ahead(desk, FRIDAY, date(2026, 12, 31))] == ["12-04T09:00"]


def test_dates_left_out_and_extra_dates(desk: Desk, service: int) -> None:
    desk.services.leave_out(service, FRIDAY)
    desk.services.add_date(service, date(2026, 11, 25))
    assert [s[0] for s in ahead(desk, date(2026, 11, 24))] == ["11-25T09:00", "12-04T09:00", "12-11T09:00"]
    desk.services.add_date(service, FRIDAY)
    assert desk.store.services.get(service).exdates == ()
    assert desk.store.services.get(service).rdates == (date(2026, 11, 25),)
    desk.sessions.confirm(service, NEXT_FRIDAY)
    for date_, use_case in ((NEXT_FRIDAY, desk.services.leave_out), (NEXT_FRIDAY, desk.services.add_date),
                            (date(2026, 12, 5), desk.services.leave_out)):  # fmt: skip
        with pytest.raises(WrongState):
            use_case(service, date_)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"on_holiday": "whenever"}, "on_holiday"),
        ({"months": [13]}, "months"),
        ({"festival": "halloween"}, "festival"),
        ({"festival": "spring"}, ""),
        ({"pauses": [{"first": "2026-12-02", "until": "2026-12-01"}]}, "pauses"),
        ({"follows_id": 3}, "follows_id"),
        ({"cap": 0}, "cap"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(
    desk: Desk, service: int, fields: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(InvalidInput) as error:
        desk.services.edit(service, fields)
    assert set(error.value.errors) == {wrong}


def test_a_recorder_edits_no_services(store: Store, service: int) -> None:
    recorder = Desk(store, Actor("小王", "local", "recorder"))
    for use_case in (
        lambda: recorder.services.edit(service, {"name": "x"}),
        lambda: recorder.services.edit_from(service, FRIDAY, {"name": "x"}),
        lambda: recorder.services.pause(service, FRIDAY, None, "x"),
        lambda: recorder.services.leave_out(service, FRIDAY),
        lambda: recorder.sessions.move(service, FRIDAY, to=NEXT_FRIDAY, reason="x"),
        lambda: recorder.sessions.sign_up(service, FRIDAY, "王阿姨"),
    ):
        with pytest.raises(NotAllowed):
            use_case()
