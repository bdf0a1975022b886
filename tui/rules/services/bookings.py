"""When a room is booked, and which bookings clash.

A booking includes its start and excludes its end: one that ends at 10:00 and one that starts then do not
clash.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from tui.kinds.record import Stored
from tui.language.errors import Message

# In weeks: a weekly booking must end, so that a group that no longer meets frees its room.
MOST_WEEKS: Final = 53


def dates(booking: Stored, start: date, end: date) -> list[date]:
    """The dates from `start` to `end` (both included) of a booking."""
    if booking.get("state") == "cancelled":
        return []
    first = date.fromisoformat(booking["on"])
    last = min(end, date.fromisoformat(booking["until"]) if booking.get("until") else first)
    skipped = set(booking.get("skips") or ())
    day = first if first >= start else first + timedelta(-(-(start - first).days // 7) * 7)
    found = []
    while day <= last:
        if day.isoformat() not in skipped:
            found.append(day)
        day += timedelta(7)
    return found


def overlap(one: Stored, other: Stored) -> bool:
    """Whether the hours of two bookings overlap, whatever their dates."""
    return bool(one["starts"] < other["ends"] and other["starts"] < one["ends"])


def clash(booking: Stored, others: Iterable[Stored]) -> tuple[Stored, date] | None:
    """The first of `others` with the same room at the same time, and the date; None if there is none.

    The booking itself, recognised by its `id`, may be among the others.
    """
    mine = set(dates(booking, date.min, date.max))
    if not mine:
        return None
    for other in others:
        if other["room_id"] != booking["room_id"] or other.get("id") == booking.get("id", 0):
            continue
        if overlap(booking, other):
            common = sorted(mine.intersection(dates(other, min(mine), max(mine))))
            if common:
                return other, common[0]
    return None


def complaint(booking: Stored, room: Stored, today: date) -> dict[str, Message]:
    """The errors in a new booking of `room`, by field; empty if there are none."""
    found: dict[str, Message] = {}
    on = date.fromisoformat(booking["on"])
    if room.get("closed"):
        found["room_id"] = Message("{room} is closed and cannot be booked.", {"room": room["name"]})
    if on < today:
        found["on"] = Message("This day is gone.")
    opens, closes = room.get("opens") or "", room.get("closes") or ""
    hours = {"room": room["name"], "opens": opens or "00:00", "closes": closes or "24:00"}
    if opens and booking["starts"] < opens:
        found["starts"] = Message("{room} is open from {opens} to {closes}.", hours)
    if closes and booking["ends"] > closes:
        found["ends"] = Message("{room} is open from {opens} to {closes}.", hours)
    if booking.get("until"):
        until = date.fromisoformat(booking["until"])
        if until < on:
            found["until"] = Message("The last day is before the first.")
        elif (until - on).days > MOST_WEEKS * 7:
            found["until"] = Message("A weekly booking goes on for a year at most; book anew then.")
    return found


def busy(bookings: Iterable[Stored], start: date, end: date) -> list[tuple[date, Stored]]:
    """Every date and booking from `start` to `end`, by date, hour and room."""
    found = [(day, booking) for booking in bookings for day in dates(booking, start, end)]
    return sorted(found, key=lambda f: (f[0], f[1]["starts"], f[1]["room_id"]))
