"""Who has a room when: bookings, and sessions and meetings that are held in one by its name.

A booking never takes a room from another, a session or a meeting; those are not refused for a booking, but
what meets is told. A booking that names a service, its team or a meeting is made for it and clashes with
none of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Final, Literal, NamedTuple

from tui.kinds.record import Stored
from tui.kinds.words import MEETING_KINDS
from tui.language.errors import Message
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.meetings import LENGTH
from tui.rules.recurrence import occurrences
from tui.rules.services.bookings import busy, dates
from tui.rules.services.schedule import sessions_between

Kind = Literal["booking", "session", "meeting"]
# What a meeting is called where somebody books a room for it.
_CALLED: Final = {"joint": "联席会议", "council": "议事会", "alliance": "协调会"}
_OVER: Final = frozenset({"done", "cancelled"})


class RoomUse(NamedTuple):
    """A room taken on a day, `HH:MM` to `HH:MM`. `id` and `on` name the booking, the meeting or the session.

    `who` is who or what has it. `names` are what it is called, or what a booking says that it is for.
    """

    kind: Kind
    id: int
    on: str
    room_id: int
    day: str
    starts: str
    ends: str
    who: str | Message
    names: tuple[str, ...] = ()


class Users(NamedTuple):
    """All that may take a room, as it is stored."""

    rooms: Collection[Stored]
    bookings: Collection[Stored]
    services: Collection[Stored]
    sessions: Collection[Stored]
    meetings: Collection[Stored]
    teams: Collection[Stored]

    @classmethod
    def of(cls, stored: Callable[[str], Iterable[Stored]]) -> Users:
        """Those that `stored` gives for each table; nothing but the rooms where there are none."""
        rooms = list(stored("rooms"))
        if not rooms:
            return cls((), (), (), (), (), ())
        tables = ("bookings", "services", "sessions", "meetings", "teams")
        return cls(rooms, *(list(stored(table)) for table in tables))


def plain(place: str) -> str:
    """A place by which it is compared: without spaces, in one width and case."""
    return "".join(unicodedata.normalize("NFKC", place).split()).lower()


def rooms_by_place(rooms: Iterable[Stored]) -> dict[str, int]:
    """The room that each way of writing a place means: its name, where only one has it, or place and name."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for room in rooms:
        name = plain(str(room["name"]))
        if name in found:
            twice.add(name)
        found[name] = int(room["id"])
    for name in twice:
        del found[name]
    for room in rooms:
        if room.get("place"):
            found[plain(f"{room['place']}{room['name']}")] = int(room["id"])
    return found


def of_sessions(users: Users, sessions: Iterable[Stored]) -> Iterator[RoomUse]:
    """The rooms that these sessions take, on record or planned."""
    known = rooms_by_place(users.rooms)
    if not known:
        return
    services = {s["id"]: s for s in users.services}
    teams = {t["id"]: str(t["name"]) for t in users.teams}
    for session in sessions:
        room_id = known.get(plain(session.get("place") or ""))
        service = services.get(session["service_id"], {})
        if room_id is None or session["state"] in _OVER or service.get("at_home"):
            continue
        name = str(service.get("name") or "")
        yield RoomUse(
            "session", int(session["service_id"]), str(session["on"]), room_id, *_local(session["starts_at"], session["ends_at"]),
            name, (name, teams.get(session.get("team_id"), "")),
        )  # fmt: skip


def of_meetings(users: Users, start: date, end: date) -> Iterator[RoomUse]:
    """The rooms that planned meetings take from `start` to `end`; a regular one on all its dates."""
    known = rooms_by_place(users.rooms)
    for meeting in users.meetings:
        room_id = known.get(plain(meeting.get("place") or ""))
        if room_id is None or meeting["state"] != "planned":
            continue
        begins = datetime.fromisoformat(meeting["starts_at"]).astimezone(LOCAL)
        ends = begins + LENGTH
        until = f"{ends:%H:%M}" if ends.date() == begins.date() else "24:00"
        rule, first = str(meeting.get("rrule") or ""), begins.date()
        days = {first, *(occurrences(rule, first, start, end) if rule else ())}
        title = str(meeting.get("title") or "")
        for day in sorted(day for day in days if start <= day <= end):
            yield RoomUse(
                "meeting", int(meeting["id"]), day.isoformat(), room_id, day.isoformat(), f"{begins:%H:%M}", until,
                title or Message(MEETING_KINDS[meeting["kind"]]), (title, _CALLED[meeting["kind"]]),
            )  # fmt: skip


def of_bookings(users: Users, start: date, end: date) -> Iterator[RoomUse]:
    """The rooms that are booked from `start` to `end`."""
    for day, booking in busy(users.bookings, start, end):
        yield of_booking(booking, day)


def of_booking(booking: Stored, day: date) -> RoomUse:
    """One day of a booking."""
    said = plain(f"{booking.get('booked_by') or ''} {booking.get('purpose') or ''}")
    return RoomUse(
        "booking", int(booking.get("id") or 0), day.isoformat(), int(booking["room_id"]), day.isoformat(), booking["starts"],
        booking["ends"], str(booking.get("booked_by") or ""), (said,),
    )  # fmt: skip


def meets(one: RoomUse, other: RoomUse) -> bool:
    """Whether two need one room at one time; a booking that was made for the other does not."""
    if (one.room_id, one.day) != (other.room_id, other.day):
        return False
    if (one.kind, one.id, one.on) == (other.kind, other.id, other.on):
        return False
    if not (one.starts < other.ends and other.starts < one.ends):
        return False
    return not (_made_for(one, other) or _made_for(other, one))


def against_booking(booking: Stored, users: Users) -> tuple[RoomUse, date] | None:
    """The first session or meeting from which a booking would take its room, and the day."""
    days = dates(booking, date.min, date.max)
    if not days:
        return None
    room = {name for name, id in rooms_by_place(users.rooms).items() if id == booking["room_id"]}
    # Only services that are held there are worked out; any session on record may have moved there.
    here = [s for s in users.services if plain(s.get("place") or "") in room]
    sessions = sessions_between(here, users.sessions, days[0], days[-1])
    taken = [*of_sessions(users, sessions), *of_meetings(users, days[0], days[-1])]
    for day in days:
        mine = of_booking(booking, day)
        for use in taken:
            if meets(mine, use):
                return use, day
    return None


def against_meeting(meeting: Stored, users: Users) -> list[RoomUse]:
    """What else has the room of a planned meeting at its time."""
    begins = datetime.fromisoformat(meeting["starts_at"]).astimezone(LOCAL).date()
    mine = [use for use in of_meetings(users, begins, begins) if use.id == meeting["id"]]
    if not mine:
        return []
    around = sessions_between(users.services, users.sessions, begins, begins)
    others = [
        *of_bookings(users, begins, begins),
        *of_sessions(users, around),
        *of_meetings(users, begins, begins),
    ]
    return [other for other in others if any(meets(use, other) for use in mine)]


def told(use: RoomUse) -> Message:
    """That something has a room, in words."""
    values = {"starts": use.starts, "ends": use.ends, "who": use.who}
    if use.kind == "booking":
        if not use.who:
            return Message("The room is booked from {starts} to {ends}.", values)
        return Message("The room is booked from {starts} to {ends}: {who}.", values)
    return Message("«{who}» is in the room from {starts} to {ends}.", values)


def _made_for(booking: RoomUse, other: RoomUse) -> bool:
    if booking.kind != "booking" or other.kind == "booking":
        return False
    (said,) = booking.names
    if not said:
        # The street office sees a booking without who has it, and cannot tell; one not stored is being typed.
        return booking.id > 0
    return any(plain(name) in said for name in other.names if name)


def _local(starts_at: str, ends_at: str) -> tuple[str, str, str]:
    begins = datetime.fromisoformat(starts_at).astimezone(LOCAL)
    ends = datetime.fromisoformat(ends_at).astimezone(LOCAL)
    return begins.date().isoformat(), f"{begins:%H:%M}", f"{ends:%H:%M}"
