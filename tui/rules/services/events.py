"""Calendar events for iCalendar: services with their sessions, meetings, bookings.

An event is a plain value without residents' data: no notes, reasons or agenda, and texts with telephone
numbers and flats masked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from tui.kinds.record import Stored
from tui.kinds.words import SESSION_STATES
from tui.language.errors import Message
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import WorkCalendar
from tui.rules.meetings import LENGTH
from tui.rules.privacy.masking import scrubbed
from tui.rules.recurrence import occurrences
from tui.rules.services.bookings import dates
from tui.rules.services.schedule import sessions_between
from tui.rules.services.service_days import FARTHEST

# Between the UID of an event and the date from which on it is changed, in the UID of the service that goes on.
CHANGE_SIGN: Final = "#"
# How far ahead single dates are left out or added where no end is given.
HORIZON: Final = timedelta(800)
# Single dates farther off than this are not looked for: twenty years.
FARTHEST_HORIZON: Final = timedelta(7305)


@dataclass(frozen=True, slots=True)
class Override:
    """An occurrence that differs from the rule or is on record. `on` is the date given by the rule."""

    on: date
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    state: str = "planned"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A service, a meeting or the booking of a room, with aware local times.

    `rrule` has no UNTIL: that is `until`, the last possible day. `rdates` are added to the rule and `exdates`
    left out. `follows` is the UID of the service whose continuation this one is.
    """

    uid: str
    kind: Literal["service", "meeting", "booking"]
    summary: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    team: str = ""
    state: str = ""
    meeting_kind: str = ""
    rrule: str = ""
    until: date | None = None
    rdates: tuple[date, ...] = ()
    exdates: tuple[date, ...] = ()
    overrides: tuple[Override, ...] = ()
    follows: str = ""
    ours: bool = False
    """Whether this program wrote it: then its kind is known and not guessed."""
    sequence: int = 0
    """The highest SEQUENCE of it: a version with a higher one is newer."""
    note: str = ""
    """What its other fields have no room for, and its description."""
    cautions: tuple[Message, ...] = ()
    """What whoever imports it should know."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a file says of an event that is not in it: dates that differ, or that it is cancelled.

    Cancelled as a whole, or from the date `since` on.
    """

    uid: str
    summary: str
    sequence: int = 0
    overrides: tuple[Override, ...] = ()
    cancelled: bool = False
    since: date | None = None
    reason: str = ""


def uid_of(kind: str, stored: Stored) -> str:
    """The permanent UID of a record: that under which it was imported, else one from fields that never
    change.
    """
    made = "".join(c for c in str(stored["created_at"])[:19] if c.isdigit())
    return str(stored.get("uid") or f"{kind}-{stored['id']}-{made}@xingfu")


def split_end(rrule: str) -> tuple[str, date | None]:
    """A rule without its UNTIL, and that last day."""
    parts = [part for part in rrule.upper().removeprefix("RRULE:").split(";") if part]
    ends = [part.partition("=")[2] for part in parts if part.startswith("UNTIL=")]
    kept = ";".join(part for part in parts if not part.startswith("UNTIL="))
    return kept, datetime.strptime(ends[0][:8], "%Y%m%d").date() if ends else None  # noqa: DTZ007 - a date


def service_event(
    service: Stored,
    sessions: Iterable[Stored],
    *,
    today: date,
    calendar: WorkCalendar,
    team: str = "",
    follows: str = "",
    start: date | None = None,
    end: date | None = None,
) -> Event | None:
    """`service` with its `sessions` on record, from `start` to `end` (both included); None if there are none.

    The first day is a date of the rule, as iCalendar always counts DTSTART as an occurrence.
    """
    first = date.fromisoformat(service["first"])
    mine = [s for s in sessions if s["service_id"] == service["id"]]
    high = end or _horizon(service, mine, today)
    record = {
        date.fromisoformat(s["on"]): s
        for s in mine
        if (start is None or s["on"] >= start.isoformat()) and s["on"] <= high.isoformat()
    }
    rule = "" if service.get("paused") else str(service.get("rrule") or "")
    until = date.fromisoformat(service["until"]) if service.get("until") else None
    # Before the recurrence was changed, only sessions on record took place.
    since = max(first, start or first)
    if service.get("plans_from"):
        since = max(since, date.fromisoformat(service["plans_from"]))
    raw = occurrences(rule, first, since, min(high, until or high)) if rule else ()
    # A holiday may move the first session to an earlier day, and extra dates may be earlier too.
    earliest = min(first - timedelta(FARTHEST), *map(date.fromisoformat, service.get("rdates") or ()), first)
    planned = sessions_between([service], (), start or earliest, high, calendar)
    promised = {date.fromisoformat(s["on"]): s for s in planned}
    given = sorted({*promised, *record} - set(raw))
    overrides = [_override(on, session) for on, session in record.items()]
    overrides += [
        _override(on, session)
        for on, session in promised.items()
        if on not in record and session["starts_at"][:10] != on.isoformat()
    ]
    if not raw and not given:
        return None
    kept, ends = split_end(rule) if raw else ("", None)
    last = min((day for day in (until, ends, end) if day), default=None) if raw else None
    if "COUNT=" in kept and (since > first or last):
        kept = ";".join(part for part in kept.split(";") if not part.startswith("COUNT="))
        last = raw[-1]
    begin = raw[0] if raw else given.pop(0)
    return Event(
        uid=uid_of("service", service),
        kind="service",
        summary=scrubbed(str(service["name"])),
        starts_at=at(begin, service.get("starts") or "09:00"),
        ends_at=at(begin, service.get("ends") or "11:00"),
        place=scrubbed(service.get("place") or ""),
        team=scrubbed(team),
        rrule=kept,
        until=last,
        rdates=tuple(given),
        exdates=tuple(sorted(set(raw) - promised.keys() - record.keys())),
        overrides=tuple(sorted(overrides, key=lambda o: o.on)),
        follows=follows,
        ours=True,
        sequence=int(service.get("sequence") or 0),
    )


def _horizon(service: Stored, sessions: Iterable[Stored], today: date) -> date:
    """How far to look where no end is given: past its beginning and the last date that was set singly."""
    dates = [
        service["first"],
        *(service.get("exdates") or ()),
        *(service.get("rdates") or ()),
        *(s["on"] for s in sessions),
    ]
    last = min(date.fromisoformat(max(dates)), today + FARTHEST_HORIZON)
    return max(today, last) + HORIZON


def _override(on: date, session: Stored) -> Override:
    return Override(
        on,
        datetime.fromisoformat(session["starts_at"]).astimezone(LOCAL),
        datetime.fromisoformat(session["ends_at"]).astimezone(LOCAL),
        scrubbed(session.get("place") or ""),
        session["state"],
    )


def meeting_event(meeting: Stored, title: str) -> Event:
    """A meeting; a future regular one recurs. `title` is its name in the calendar."""
    starts_at = datetime.fromisoformat(meeting["starts_at"]).astimezone(LOCAL)
    regular = meeting.get("rrule") if meeting["state"] == "planned" else ""
    rule, until = split_end(str(regular)) if regular else ("", None)
    return Event(
        uid=uid_of("meeting", meeting),
        kind="meeting",
        summary=scrubbed(title),
        starts_at=starts_at,
        ends_at=starts_at + LENGTH,
        place=scrubbed(meeting.get("place") or ""),
        state=meeting["state"],
        meeting_kind=meeting["kind"],
        rrule=rule,
        until=until,
        ours=True,
        sequence=int(meeting.get("sequence") or 0),
    )


def booking_event(
    booking: Stored, room: Stored, title: str, *, start: date | None = None, end: date | None = None
) -> Event | None:
    """A booking from `start` to `end`, without who made it and what for; None if there is no date."""
    days = dates(booking, start or date.min, end or date.max)
    if not days:
        return None
    weekly = len(days) > 1
    return Event(
        uid=uid_of("booking", booking),
        kind="booking",
        summary=scrubbed(title),
        starts_at=at(days[0], booking["starts"]),
        ends_at=at(days[0], booking["ends"]),
        place=scrubbed(str(room.get("place") or room["name"])),
        rrule="FREQ=WEEKLY" if weekly else "",
        until=days[-1] if weekly else None,
        exdates=tuple(
            day
            for day in (days[0] + timedelta(7 * n) for n in range((days[-1] - days[0]).days // 7))
            if day not in days
        ),
        ours=True,
    )


def at(day: date, clock: str) -> datetime:
    """The local time `HH:MM` on a day."""
    return datetime.combine(day, time.fromisoformat(clock), LOCAL)


def dates_of(event: Event, start: date, end: date) -> list[date]:
    """The dates of an event by its own rule, additions and omissions, in order."""
    first, last = event.starts_at.date(), min(end, event.until or end)
    ruled = occurrences(event.rrule, first, start, last) if event.rrule else ()
    own = {first} if event.until is None or first <= event.until else set()
    found = {*ruled, *event.rdates, *own} - set(event.exdates)
    return sorted(day for day in found if start <= day <= end)


def session_state_of(text: str) -> str:
    """The state of a session in a calendar's extension property; planned for unknown values."""
    state = text.strip().lower()
    return state if state in SESSION_STATES and state not in {"under_way", "unrecorded"} else "planned"
