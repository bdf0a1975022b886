"""Who has a room when: bookings, and the sessions and meetings whose place is a room.

A booking may not take a room from a session or a meeting. A session or meeting is never refused for a
booking, but the clash is shown. A booking that names a service, its team or a meeting does not clash with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Final, Literal, NamedTuple

from tui.kinds.record import Stored
from tui.kinds.words import MEETING_KINDS
from tui.language.errors import Message
from tui.language.folding import fold
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import WorkCalendar
from tui.rules.meetings import LENGTH
from tui.rules.recurrence import occurrences
from tui.rules.services.bookings import busy, dates
from tui.rules.services.schedule import sessions_between

UseKind = Literal["booking", "session", "meeting"]
# The words for a kind of meeting in the text of a booking.
_CALLED: Final = {"joint": "联席会议", "council": "议事会", "alliance": "协调会"}
_OVER: Final = frozenset({"done", "cancelled"})


class RoomUse(NamedTuple):
    """The use of a room on a day, from `HH:MM` to `HH:MM`.

    `id` and `on` identify the booking, meeting or session. `who` is its owner or title; `names` are its
    names, or for a booking the text of what it is for.
    """

    kind: UseKind
    id: int
    on: str
    room_id: int
    day: str
    starts: str
    ends: str
    who: str | Message
    names: tuple[str, ...] = ()


class RoomTables(NamedTuple):
    """The stored documents of all tables that have to do with rooms, and the calendar that sessions follow."""

    rooms: Collection[Stored]
    bookings: Collection[Stored]
    services: Collection[Stored]
    sessions: Collection[Stored]
    meetings: Collection[Stored]
    teams: Collection[Stored]
    calendar: WorkCalendar

    @classmethod
    def of(cls, stored: Callable[[str], Iterable[Stored]], calendar: WorkCalendar) -> RoomTables:
        """The documents that `stored` returns for each table; none at all where there are no rooms."""
        rooms = list(stored("rooms"))
        if not rooms:
            return cls((), (), (), (), (), (), calendar)
        bookings, services, sessions = (list(stored(name)) for name in ("bookings", "services", "sessions"))
        return cls(
            rooms, bookings, services, sessions, list(stored("meetings")), list(stored("teams")), calendar
        )


def comparable_place(place: str) -> str:
    """The form in which places are compared: without blanks, in one width and case."""
    return "".join(fold(place).split())


def rooms_by_place(rooms: Iterable[Stored]) -> dict[str, int]:
    """The id of the room by the ways to write its place: the name if it is unique, or place and name."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for room in rooms:
        name = comparable_place(str(room["name"]))
        if name in found:
            twice.add(name)
        found[name] = int(room["id"])
    for name in twice:
        del found[name]
    for room in rooms:
        if room.get("place"):
            found[comparable_place(f"{room['place']}{room['name']}")] = int(room["id"])
    return found


def session_uses(users: RoomTables, sessions: Iterable[Stored]) -> Iterator[RoomUse]:
    """The rooms that these sessions use, on record or planned."""
    known = rooms_by_place(users.rooms)
    if not known:
        return
    services = {s["id"]: s for s in users.services}
    teams = {t["id"]: str(t["name"]) for t in users.teams}
    for session in sessions:
        room_id = known.get(comparable_place(session.get("place") or ""))
        service = services.get(session["service_id"], {})
        if room_id is None or session["state"] in _OVER or service.get("at_home"):
            continue
        name = str(service.get("name") or "")
        yield RoomUse(
            "session", int(session["service_id"]), str(session["on"]), room_id, *_local(session["starts_at"], session["ends_at"]),
            name, (name, teams.get(session.get("team_id"), "")),
        )  # fmt: skip


def meeting_uses(users: RoomTables, start: date, end: date) -> Iterator[RoomUse]:
    """The rooms that planned meetings use from `start` to `end`; a regular meeting on all its dates."""
    known = rooms_by_place(users.rooms)
    for meeting in users.meetings:
        room_id = known.get(comparable_place(meeting.get("place") or ""))
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


def booking_uses(users: RoomTables, start: date, end: date) -> Iterator[RoomUse]:
    """The rooms that are booked from `start` to `end`."""
    for day, booking in busy(users.bookings, start, end):
        yield booking_use(booking, day)


def booking_use(booking: Stored, day: date) -> RoomUse:
    """The use of a room by a booking on one day."""
    booked_for = comparable_place(f"{booking.get('booked_by') or ''} {booking.get('purpose') or ''}")
    return RoomUse(
        "booking", int(booking.get("id") or 0), day.isoformat(), int(booking["room_id"]), day.isoformat(), booking["starts"],
        booking["ends"], str(booking.get("booked_by") or ""), (booked_for,),
    )  # fmt: skip


def conflicts(one: RoomUse, other: RoomUse) -> bool:
    """Whether two uses need one room at one time, unless one is a booking made for the other."""
    if (one.room_id, one.day) != (other.room_id, other.day):
        return False
    if (one.kind, one.id, one.on) == (other.kind, other.id, other.on):
        return False
    if not (one.starts < other.ends and other.starts < one.ends):
        return False
    return not (_made_for(one, other) or _made_for(other, one))


def against_booking(booking: Stored, users: RoomTables) -> tuple[RoomUse, date] | None:
    """The first session or meeting from which a booking would take its room, and the day."""
    days = dates(booking, date.min, date.max)
    if not days:
        return None
    room = {name for name, id in rooms_by_place(users.rooms).items() if id == booking["room_id"]}
    # Planned sessions only of services held there; any session on record may have moved there.
    here = [s for s in users.services if comparable_place(s.get("place") or "") in room]
    sessions = sessions_between(here, users.sessions, days[0], days[-1], users.calendar)
    taken = [*session_uses(users, sessions), *meeting_uses(users, days[0], days[-1])]
    for day in days:
        mine = booking_use(booking, day)
        for use in taken:
            if conflicts(mine, use):
                return use, day
    return None


def against_meeting(meeting: Stored, users: RoomTables) -> list[RoomUse]:
    """Everything else that uses the room of a planned meeting at its time."""
    begins = datetime.fromisoformat(meeting["starts_at"]).astimezone(LOCAL).date()
    mine = [use for use in meeting_uses(users, begins, begins) if use.id == meeting["id"]]
    if not mine:
        return []
    around = sessions_between(users.services, users.sessions, begins, begins, users.calendar)
    others = [
        *booking_uses(users, begins, begins),
        *session_uses(users, around),
        *meeting_uses(users, begins, begins),
    ]
    return [other for other in others if any(conflicts(use, other) for use in mine)]


def room_use_message(use: RoomUse) -> Message:
    """The use of a room as a message."""
    values = {"starts": use.starts, "ends": use.ends, "who": use.who}
    if use.kind == "booking":
        if not use.who:
            return Message("The room is booked from {starts} to {ends}.", values)
        return Message("The room is booked from {starts} to {ends}: {who}.", values)
    return Message("«{who}» is in the room from {starts} to {ends}.", values)


def _made_for(booking: RoomUse, other: RoomUse) -> bool:
    if booking.kind != "booking" or other.kind == "booking":
        return False
    (booked_for,) = booking.names
    if not booked_for:
        # A viewer does not see the text of a stored booking; a booking without id is still being typed.
        return booking.id > 0
    return any(comparable_place(name) in booked_for for name in other.names if name)


def _local(starts_at: str, ends_at: str) -> tuple[str, str, str]:
    begins = datetime.fromisoformat(starts_at).astimezone(LOCAL)
    ends = datetime.fromisoformat(ends_at).astimezone(LOCAL)
    return begins.date().isoformat(), f"{begins:%H:%M}", f"{ends:%H:%M}"
