"""Bookings: half-open hours, weekly ones, and what clashes; against a calendar of single minutes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rules.services.bookings import busy, clash, complaint, dates

DAY = date(2026, 3, 26)
END = date(2026, 12, 31)


def booking(starts: str = "09:00", ends: str = "10:00", **fields: Any) -> dict[str, Any]:
    return {"id": 1, "room_id": 1, "on": DAY.isoformat(), "starts": starts, "ends": ends, "until": None, "skips": (),
            "state": "booked", **fields}  # fmt: skip


@pytest.mark.parametrize(
    ("starts", "ends", "clashes"),
    [("10:00", "11:00", False), ("08:00", "09:00", False), ("09:59", "11:00", True), ("08:00", "09:01", True),
     ("09:15", "09:45", True), ("08:00", "12:00", True), ("09:00", "10:00", True)],
)  # fmt: skip
def test_adjoining_is_fine_and_overlapping_is_not(starts: str, ends: str, clashes: bool) -> None:
    assert (clash(booking(starts, ends, id=2), [booking()]) is not None) is clashes


def test_another_room_another_day_a_cancelled_one_and_itself_do_not_clash() -> None:
    for other in (
        booking(room_id=2, id=2), booking(on="2026-03-27", id=2), booking(state="cancelled", id=2), booking(id=1),
    ):  # fmt: skip
        assert clash(booking(), [other]) is None


def test_weekly_bookings_clash_on_the_first_common_day() -> None:
    weekly = booking(id=2, until="2026-04-30", skips=("2026-04-02",))
    assert dates(weekly, DAY, END) == [date(2026, 3, 26), *(date(2026, 4, d) for d in (9, 16, 23, 30))]
    assert clash(booking(id=3, on="2026-04-02"), [weekly]) is None  # given back for that day
    found = clash(booking(id=3, on="2026-04-02", until="2026-05-07"), [weekly])
    assert found
    assert found[1] == date(2026, 4, 9)
    assert clash(booking(id=3, on="2026-04-03", until="2026-05-08"), [weekly]) is None


def test_what_does_not_fit_is_said_at_its_field() -> None:
    room = {"name": "活动室", "opens": "08:30", "closes": "17:30", "closed": False}
    assert complaint(booking("08:30", "17:30"), room, DAY) == {}
    assert set(complaint(booking("08:00", "18:00"), room, DAY)) == {"starts", "ends"}
    assert set(complaint(booking(), {**room, "closed": True}, DAY)) == {"room_id"}
    assert set(complaint(booking(), room, DAY + timedelta(1))) == {"on"}
    assert set(complaint(booking(until="2026-03-01"), room, DAY)) == {"until"}
    assert set(complaint(booking(until="2027-06-01"), room, DAY)) == {"until"}


def test_the_coming_days_are_listed_by_day_and_hour() -> None:
    late, weekly = booking("15:00", "16:00", id=1), booking(id=2, until="2026-04-30")
    assert [(d.day, b["id"]) for d, b in busy([late, weekly], DAY, DAY + timedelta(8))] == [
        (26, 2),
        (26, 1),
        (2, 2),
    ]


BOOKINGS = st.builds(
    lambda room, on, start, length, weeks, skip, state: booking(
        f"{start:02}:00", f"{start + length:02}:00", room_id=room, on=(DAY + timedelta(on)).isoformat(), state=state,
        until=(DAY + timedelta(on + 7 * weeks + 3)).isoformat() if weeks else None,
        skips=((DAY + timedelta(on + 7 * skip)).isoformat(),) if skip >= 0 else (),
    ),
    st.integers(1, 2), st.integers(0, 20), st.integers(7, 19), st.integers(1, 4), st.integers(0, 4), st.integers(-1, 3),
    st.sampled_from(["booked", "booked", "booked", "cancelled"]),
)  # fmt: skip


def hours(one: dict[str, Any]) -> set[tuple[int, date, int]]:
    """Every hour of every day that a booking takes, one by one."""
    if one["state"] == "cancelled":
        return set()
    day, found = date.fromisoformat(one["on"]), set()
    last = date.fromisoformat(one["until"] or one["on"])
    while day <= last:
        if day.isoformat() not in one["skips"]:
            found |= {
                (one["room_id"], day, hour) for hour in range(int(one["starts"][:2]), int(one["ends"][:2]))
            }
        day += timedelta(7)
    return found


@given(BOOKINGS, BOOKINGS)
def test_two_clash_exactly_if_they_share_an_hour(one: dict[str, Any], other: dict[str, Any]) -> None:
    other = {**other, "id": 2}
    assert (clash(one, [other]) is not None) == bool(hours(one) & hours(other))
    assert (clash(one, [other]) is None) == (clash(other, [one]) is None)


@given(BOOKINGS, st.integers(0, 40), st.integers(0, 40))
def test_any_span_shows_the_days_within_it(one: dict[str, Any], start: int, length: int) -> None:
    low = DAY + timedelta(start)
    high = low + timedelta(length)
    assert dates(one, low, high) == sorted({day for _, day, _ in hours(one) if low <= day <= high})
