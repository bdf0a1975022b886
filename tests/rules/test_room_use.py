"""Who has a room: bookings, and the sessions and meetings that are held in one by its name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rules.calendar.workdays import LIBRARY
from tui.rules.services.clashes import clash_message, clashes_about, clashes_in_rooms
from tui.rules.services.room_use import (
    RoomTables,
    RoomUse,
    against_booking,
    against_meeting,
    conflicts,
    rooms_by_place,
)
from tui.rules.services.schedule import planned_session

FRIDAY = date(2026, 11, 27)
ROOMS: list[dict[str, Any]] = [
    {"id": 1, "name": "活动室", "place": "楼宇服务站"}, {"id": 2, "name": "阅览室", "place": "楼宇服务站"},
]  # fmt: skip
SERVICE: dict[str, Any] = {
    "id": 7, "name": "英语角", "rrule": "FREQ=WEEKLY;BYDAY=FR", "first": "2026-11-01", "starts": "09:00", "ends": "11:00",
    "place": "活动室", "team_id": 3,
}  # fmt: skip
MEETING: dict[str, Any] = {
    "id": 5, "kind": "council", "title": "", "state": "planned", "place": "阅览室", "rrule": "", "starts_at": "2026-11-27T15:00:00+08:00",
}  # fmt: skip


def booking(starts: str = "10:00", ends: str = "12:00", **fields: Any) -> dict[str, Any]:
    return {"id": 9, "room_id": 1, "on": FRIDAY.isoformat(), "starts": starts, "ends": ends, "until": None, "skips": (),
            "state": "booked", "booked_by": "朗诵队", "purpose": "排练", **fields}  # fmt: skip


def users(**some: Any) -> RoomTables:
    known = {
        "rooms": ROOMS,
        "services": [SERVICE],
        "meetings": [MEETING],
        "teams": [{"id": 3, "name": "关爱队"}],
        **some,
    }
    return RoomTables.of(lambda table: known.get(table, ()), LIBRARY)


def who(found: tuple[RoomUse, date] | None) -> str | None:
    return str(found[0].who) if found else None


@pytest.mark.parametrize(
    ("place", "room"),
    [("活动室", 1), (" 活 动室", 1), ("楼宇服务站活动室", 1), ("楼宇服务站 活动室", 1), ("楼宇服务站", None), ("活动室旁", None), ("", None)],
)  # fmt: skip
def test_a_place_is_a_room_by_its_name_alone_or_after_its_own_place(place: str, room: int | None) -> None:
    found = against_booking(booking(), users(services=[{**SERVICE, "place": place}], meetings=()))
    assert (found is not None) == (room == 1)


def test_a_name_that_two_rooms_have_needs_its_place() -> None:
    known = rooms_by_place([*ROOMS, {"id": 3, "name": "活动室", "place": "南院"}])
    assert "活动室" not in known
    assert (known["楼宇服务站活动室"], known["南院活动室"], known["阅览室"]) == (1, 3, 2)


def test_a_booking_finds_the_sessions_and_meetings_that_have_its_room() -> None:
    assert who(against_booking(booking(), users())) == "英语角"
    assert who(against_booking(booking("11:00", "12:00"), users())) is None  # it is free as the session ends
    assert who(against_booking(booking(room_id=2), users())) is None
    assert who(against_booking(booking("16:00", "18:00", room_id=2), users())) == "residents' council meeting"
    assert who(against_booking(booking("17:00", "18:00", room_id=2), users())) is None
    assert who(against_booking(booking(state="cancelled"), users())) is None
    weekly = booking(on="2026-11-24", until="2026-12-22")  # on Tuesdays
    assert against_booking(weekly, users()) is None
    found = against_booking(
        booking(on="2026-11-20", until="2026-12-25", skips=("2026-11-20", "2026-11-27")), users()
    )
    assert found
    assert found[1] == date(2026, 12, 4)


def test_a_regular_meeting_has_its_room_on_all_its_dates() -> None:
    regular = {**MEETING, "rrule": "FREQ=MONTHLY;BYDAY=-1FR"}
    later = booking("15:30", "16:00", room_id=2, on="2027-01-29")
    assert who(against_booking(later, users(meetings=[regular]))) == "residents' council meeting"
    assert against_booking(later, users()) is None
    assert (
        against_booking(booking("15:30", "16:00", room_id=2), users(meetings=[{**MEETING, "state": "held"}]))
        is None
    )


def test_what_is_on_record_wins_over_the_plan() -> None:
    planned = planned_session(SERVICE, FRIDAY, LIBRARY)
    assert planned
    for change in (
        {"state": "cancelled"},
        {"place": "小广场"},
        {"starts_at": "2026-11-27T13:00:00+08:00", "ends_at": "2026-11-27T15:00:00+08:00"},
    ):
        assert against_booking(booking(), users(sessions=[{**planned, "id": 1, **change}])) is None
    moved_in = {**planned, "id": 1, "service_id": 8}
    elsewhere = {**SERVICE, "id": 8, "name": "义诊", "place": "小广场"}
    assert who(against_booking(booking(), users(services=[elsewhere], sessions=[moved_in]))) == "义诊"
    at_home = {**SERVICE, "at_home": True}
    assert against_booking(booking(), users(services=[at_home])) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"purpose": "英语角"},
        {"booked_by": "关爱 队"},
        {"booked_by": "小李", "purpose": "给英语角用"},
        {"booked_by": "", "purpose": ""},
    ],
)
def test_a_booking_made_for_a_session_does_not_clash_with_it(fields: dict[str, Any]) -> None:
    """The street office sees no names in a booking, and is told nothing."""
    assert against_booking(booking(**fields), users()) is None
    assert (
        clashes_about(
            planned_session(SERVICE, FRIDAY, LIBRARY) or {},
            [SERVICE],
            [],
            LIBRARY,
            users(bookings=[booking(**fields)]),
        )
        == []
    )


def test_a_session_tells_of_bookings_and_meetings_in_its_room() -> None:
    here = {**MEETING, "place": "楼宇服务站活动室", "starts_at": "2026-11-27T08:00:00+08:00"}
    known = users(bookings=[booking(), booking("08:00", "09:00", id=10)], meetings=[here])
    found = clashes_about(planned_session(SERVICE, FRIDAY, LIBRARY) or {}, [SERVICE], [], LIBRARY, known)
    assert [(c.kind, c.one, c.other) for c in found] == [
        ("room", (7, "2026-11-27"), (9, "2026-11-27")),
        ("room", (7, "2026-11-27"), (5, "2026-11-27")),
    ]
    assert [str(clash_message(c, str, str)) for c in found] == [
        "The room is booked from 10:00 to 12:00: 朗诵队.",
        "«residents' council meeting» is in the room from 08:00 to 10:00.",
    ]
    assert clashes_about(planned_session(SERVICE, FRIDAY, LIBRARY) or {}, [SERVICE], [], LIBRARY) == []
    assert clashes_in_rooms([], known) == []


def test_a_meeting_tells_of_all_that_has_its_room() -> None:
    known = users(
        meetings=[{**MEETING, "place": "活动室", "starts_at": "2026-11-27T10:30:00+08:00"}],
        bookings=[booking("12:00", "13:00")],
    )
    assert [str(use.who) for use in against_meeting(known.meetings[0], known)] == ["朗诵队", "英语角"]  # type: ignore[index]
    late = {**MEETING, "starts_at": "2026-11-27T23:00:00+08:00"}
    assert [
        str(u.who)
        for u in against_meeting(
            late, users(meetings=[late], bookings=[booking("23:30", "23:59", room_id=2)])
        )
    ] == ["朗诵队"]
    assert against_meeting({**MEETING, "state": "held"}, users()) == []
    named = booking("15:00", "17:00", room_id=2, purpose="居民议事会")
    assert against_meeting(MEETING, users(bookings=[named])) == []


USES = st.builds(
    lambda kind, room, day, start, length, id: RoomUse(
        kind, id, "2026-11-27", room, (FRIDAY + timedelta(day)).isoformat(), f"{start:02}:00", f"{start + length:02}:00", "x", (f"n{id}{kind}",)
    ),
    st.sampled_from(["booking", "session", "meeting"]), st.integers(1, 2), st.integers(0, 1), st.integers(8, 12), st.integers(1, 3), st.integers(1, 2),
)  # fmt: skip


@given(USES, USES)
def test_two_meet_exactly_if_they_share_an_hour_of_a_room(one: RoomUse, other: RoomUse) -> None:
    def hours(use: RoomUse) -> set[tuple[int, str, int]]:
        return {(use.room_id, use.day, hour) for hour in range(int(use.starts[:2]), int(use.ends[:2]))}

    itself = (one.kind, one.id) == (other.kind, other.id)
    assert conflicts(one, other) == (bool(hours(one) & hours(other)) and not itself)
    assert conflicts(one, other) == conflicts(other, one)
    assert not conflicts(one, one._replace(starts="08:30"))
