"""Clashes of sessions: the same place, team or volunteer at one time, or a room that is taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Final, Literal, NamedTuple

from tui.kinds.record import Stored
from tui.language.errors import Message
from tui.language.text import enumerated
from tui.rules.calendar.workdays import WorkCalendar
from tui.rules.services import room_use
from tui.rules.services.room_use import RoomTables, RoomUse, comparable_place
from tui.rules.services.schedule import sessions_between

ClashKind = Literal["place", "team", "person", "room"]
Key = tuple[int, str]
"""What names a session: its service, and the date that the recurrence gave it."""

_OVER: Final = frozenset({"done", "cancelled"})


class Clash(NamedTuple):
    """Two sessions at one time that share something; `people` are the volunteers needed by both.

    In a clash of the kind `room` the other side is the booking or meeting `use`.
    """

    kind: ClashKind
    one: Key
    other: Key
    people: tuple[int, ...] = ()
    use: RoomUse | None = None


def clashes(sessions: Iterable[Stored], at_home: Collection[int] = ()) -> list[Clash]:
    """All clashes among stored or planned sessions, except those done or cancelled.

    `at_home` are the ids of services at the residents' homes, which share no place.
    """
    open_ones = [
        (datetime.fromisoformat(s["starts_at"]), datetime.fromisoformat(s["ends_at"]), s)
        for s in sessions
        if s["state"] not in _OVER
    ]
    open_ones.sort(key=lambda one: one[0])
    found: list[Clash] = []
    running: list[tuple[datetime, Stored]] = []
    for starts, ends, session in open_ones:
        running = [(until, before) for until, before in running if until > starts]
        for _, before in running:
            found.extend(_between(before, session, at_home))
        running.append((ends, session))
    return found


def clashes_of(session: Stored, sessions: Iterable[Stored], at_home: Collection[int] = ()) -> list[Clash]:
    """The clashes of one session with any of `sessions`; the session itself comes first in each."""
    mine = key_of(session)
    others = [s for s in sessions if key_of(s) != mine]
    return [
        c if c.one == mine else Clash(c.kind, c.other, c.one, c.people)
        for c in clashes([session, *others], at_home)
        if mine in {c.one, c.other}
    ]


def clashes_about(
    session: Stored,
    services: Iterable[Stored],
    sessions: Iterable[Stored],
    calendar: WorkCalendar,
    users: RoomTables | None = None,
) -> list[Clash]:
    """The clashes of one session with everything at that time, on record or planned.

    With `users` the bookings and meetings in its room are included.
    """
    day, known = datetime.fromisoformat(session["starts_at"]).date(), list(services)
    around = sessions_between(known, sessions, day - timedelta(1), day + timedelta(1), calendar)
    found = clashes_of(session, around, {s["id"] for s in known if s.get("at_home")})
    return found + clashes_in_rooms([session], users) if users else found


def clashes_in_rooms(sessions: Iterable[Stored], users: RoomTables) -> list[Clash]:
    """The clashes of sessions with bookings of their room and meetings in it."""
    mine = list(room_use.session_uses(users, sessions))
    if not mine:
        return []
    days = sorted(date.fromisoformat(use.day) for use in mine)
    span = days[0], days[-1]
    others = [*room_use.booking_uses(users, *span), *room_use.meeting_uses(users, *span)]
    return [
        Clash("room", (use.id, use.on), (other.id, other.on), use=other)
        for use in mine
        for other in others
        if room_use.conflicts(use, other)
    ]


def clash_message(clash: Clash, service: Callable[[int], str], volunteer: Callable[[int], str]) -> Message:
    """The clash as a message; `service` and `volunteer` return the name for an id."""
    if clash.use is not None:
        return room_use.room_use_message(clash.use)
    other = service(clash.other[0])
    if clash.kind == "place":
        return Message("The place is taken by «{service}» at that time.", {"service": other})
    if clash.kind == "team":
        return Message("The team is at «{service}» at that time.", {"service": other})
    names = enumerated(volunteer(id) for id in clash.people)
    return Message("{names} is down for «{service}» at that time.", {"names": names, "service": other})


def key_of(session: Stored) -> Key:
    """The key of a session."""
    return int(session["service_id"]), str(session["on"])


def _between(one: Stored, other: Stored, at_home: Collection[int]) -> Iterable[Clash]:
    keys = key_of(one), key_of(other)
    home = one["service_id"] in at_home or other["service_id"] in at_home
    place = comparable_place(str(one.get("place") or ""))
    if not home and place and place == comparable_place(str(other.get("place") or "")):
        yield Clash("place", *keys)
    if one.get("team_id") and one.get("team_id") == other.get("team_id"):
        yield Clash("team", *keys)
    both = set(one.get("volunteer_ids") or ()) & set(other.get("volunteer_ids") or ())
    if both:
        yield Clash("person", *keys, tuple(sorted(both)))
