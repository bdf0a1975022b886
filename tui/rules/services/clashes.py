"""Sessions that cannot both be: same place, same team or same person at one time; or a room that is taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Final, Literal, NamedTuple

from tui.kinds.record import Stored
from tui.language.errors import Message
from tui.rules.services import room_use
from tui.rules.services.room_use import RoomUse, Users, plain
from tui.rules.services.schedule import sessions_between

Kind = Literal["place", "team", "person", "room"]
Key = tuple[int, str]
"""What names a session: its service, and the date that the recurrence gave it."""

_OVER: Final = frozenset({"done", "cancelled"})


class Clash(NamedTuple):
    """Two sessions at one time that share something; `people` are the volunteers that both need.

    Of the kind `room` the other is no session but a booking or a meeting: `use`.
    """

    kind: Kind
    one: Key
    other: Key
    people: tuple[int, ...] = ()
    use: RoomUse | None = None


def clashes(sessions: Iterable[Stored], at_home: Collection[int] = ()) -> list[Clash]:
    """All clashes among stored or planned sessions; those done or cancelled have none.

    `at_home` are the services that go to the residents' homes: they share no place.
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
    """The clashes of one session, itself named first, with any of `sessions`."""
    mine = key_of(session)
    others = [s for s in sessions if key_of(s) != mine]
    return [
        c if c.one == mine else Clash(c.kind, c.other, c.one, c.people)
        for c in clashes([session, *others], at_home)
        if mine in {c.one, c.other}
    ]


def clashes_about(
    session: Stored, services: Iterable[Stored], sessions: Iterable[Stored], users: Users | None = None
) -> list[Clash]:
    """The clashes of one session with all that the services have at that time, on record or planned.

    With `users` also with bookings of its room, and with meetings in it.
    """
    day, known = datetime.fromisoformat(session["starts_at"]).date(), list(services)
    around = sessions_between(known, sessions, day - timedelta(1), day + timedelta(1))
    found = clashes_of(session, around, {s["id"] for s in known if s.get("at_home")})
    return found + clashes_in_rooms([session], users) if users else found


def clashes_in_rooms(sessions: Iterable[Stored], users: Users) -> list[Clash]:
    """Where sessions are held in a room that is booked, or has a meeting, at that time."""
    mine = list(room_use.of_sessions(users, sessions))
    if not mine:
        return []
    days = sorted(date.fromisoformat(use.day) for use in mine)
    span = days[0], days[-1]
    others = [*room_use.of_bookings(users, *span), *room_use.of_meetings(users, *span)]
    return [
        Clash("room", (use.id, use.on), (other.id, other.on), use=other)
        for use in mine
        for other in others
        if room_use.meets(use, other)
    ]


def told(clash: Clash, service: Callable[[int], str], volunteer: Callable[[int], str]) -> Message:
    """A clash in words; `service` and `volunteer` give the names of those with an id."""
    if clash.use is not None:
        return room_use.told(clash.use)
    other = service(clash.other[0])
    if clash.kind == "place":
        return Message("The place is taken by «{service}» at that time.", {"service": other})
    if clash.kind == "team":
        return Message("The team is at «{service}» at that time.", {"service": other})
    names = ", ".join(volunteer(id) for id in clash.people)
    return Message("{names} is down for «{service}» at that time.", {"names": names, "service": other})


def key_of(session: Stored) -> Key:
    """What names the session."""
    return int(session["service_id"]), str(session["on"])


def _between(one: Stored, other: Stored, at_home: Collection[int]) -> Iterable[Clash]:
    keys = key_of(one), key_of(other)
    home = one["service_id"] in at_home or other["service_id"] in at_home
    place = plain(str(one.get("place") or ""))
    if not home and place and place == plain(str(other.get("place") or "")):
        yield Clash("place", *keys)
    if one.get("team_id") and one.get("team_id") == other.get("team_id"):
        yield Clash("team", *keys)
    both = set(one.get("volunteer_ids") or ()) & set(other.get("volunteer_ids") or ())
    if both:
        yield Clash("person", *keys, tuple(sorted(both)))
