"""The entries of the calendar by day: sessions, meetings, bookings, deadlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from tui.kinds.record import Target
from tui.rules.services.bookings import busy
from tui.rules.services.schedule import sessions_between
from tui.rules.services.session_state import session_state
from tui.rules.wishes.order import OPEN_STATES
from tui.store import Store

EntryKind = Literal["session", "meeting", "booking", "wish", "action", "need"]
# Deadlines come after entries with a time.
_DUE: Final = "99:99"


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """An entry on one day. `on` identifies a session of its service; `starts` is empty for a deadline.

    A meeting is shown by its `title`, or by its kind if that is empty; its `state` is `meeting`.
    """

    kind: EntryKind
    id: int
    day: date
    title: str
    starts: str = ""
    ends: str = ""
    place: str = ""
    state: str = ""
    meeting: str = ""
    on: date | None = None

    @property
    def target(self) -> Target:
        """The record."""
        return Target(self.kind, self.id, self.on)

    @property
    def key(self) -> tuple[str, int, date, date | None]:
        """The key of the entry in a list."""
        return self.kind, self.id, self.day, self.on

    @property
    def off(self) -> bool:
        """Whether it was cancelled or is over."""
        return self.state in {"cancelled", "done", "held"}


def entries(store: Store, start: date, end: date) -> list[AgendaEntry]:
    """All entries from `start` to `end`, both included, by day and time."""
    found = [
        *_sessions(store, start, end),
        *_meetings(store, start, end),
        *_bookings(store, start, end),
        *_due(store, start, end),
    ]
    return sorted(found, key=lambda e: (e.day, e.starts or _DUE, e.kind, e.id))


def by_day(found: Sequence[AgendaEntry]) -> Mapping[date, list[AgendaEntry]]:
    """The entries by day, for days that have any."""
    days: dict[date, list[AgendaEntry]] = defaultdict(list)
    for entry in found:
        days[entry.day].append(entry)
    return days


def load(found: Sequence[AgendaEntry]) -> int:
    """The number of entries that take place on a day."""
    return sum(entry.state != "cancelled" for entry in found)


def _sessions(store: Store, start: date, end: date) -> Iterator[AgendaEntry]:
    names = {service["id"]: str(service["name"]) for service in store.services.stored()}
    for session in sessions_between(
        store.services.stored(), store.sessions.stored(), start, end, store.calendar
    ):
        starts_at, ends_at = (datetime.fromisoformat(session[at]) for at in ("starts_at", "ends_at"))
        yield AgendaEntry(
            "session", session["service_id"], starts_at.date(), names.get(session["service_id"], "?"),
            f"{starts_at:%H:%M}", f"{ends_at:%H:%M}", session.get("place") or "",
            session_state(session["state"], starts_at, ends_at, store.now), on=date.fromisoformat(session["on"]),
        )  # fmt: skip


def _meetings(store: Store, start: date, end: date) -> Iterator[AgendaEntry]:
    for meeting in store.meetings.stored():
        starts_at = datetime.fromisoformat(meeting["starts_at"])
        if start <= starts_at.date() <= end:
            yield AgendaEntry(
                "meeting", meeting["id"], starts_at.date(), str(meeting.get("title") or ""), f"{starts_at:%H:%M}",
                "", meeting.get("place") or "", meeting["state"], meeting["kind"],
            )  # fmt: skip


def _bookings(store: Store, start: date, end: date) -> Iterator[AgendaEntry]:
    rooms = {room["id"]: str(room["name"]) for room in store.rooms.stored()}
    for day, booking in busy(store.bookings.stored(), start, end):
        who = booking.get("purpose") or booking.get("booked_by") or ""
        yield AgendaEntry(
            "booking", booking["id"], day, str(who), booking["starts"], booking["ends"],
            rooms.get(booking["room_id"], "?"), booking["state"],
        )  # fmt: skip


def _due(store: Store, start: date, end: date) -> Iterator[AgendaEntry]:
    low, high = start.isoformat(), end.isoformat()
    for wish in store.wishes.stored():
        if wish.get("due") and low <= wish["due"] <= high and wish["state"] in OPEN_STATES:
            title = f"{wish['number']} {wish['title']}"
            yield AgendaEntry("wish", wish["id"], date.fromisoformat(wish["due"]), title, state=wish["state"])
    for action in store.actions.stored():
        if action.get("due") and low <= action["due"] <= high and action["state"] == "open":
            yield AgendaEntry(
                "action", action["id"], date.fromisoformat(action["due"]), action["title"], state="open"
            )
    for need in store.needs.stored():
        if need.get("by") and low <= need["by"] <= high and need["state"] == "open":
            yield AgendaEntry("need", need["id"], date.fromisoformat(need["by"]), need["title"], state="open")
