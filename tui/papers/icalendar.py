"""Services, meetings and bookings as an iCalendar file (RFC 5545), for team leaders' and partners'
telephones.

It contains no residents' data, whoever exports it: see `tui.rules.services.events`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from tui.kinds.words import MEETING_KINDS
from tui.language.cleaning import one_line
from tui.language.errors import Translate
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.services.events import Event, Override, booking_event, meeting_event, service_event, uid_of
from tui.store import Store

if TYPE_CHECKING:
    from icalendar import Calendar

# The library's properties have no narrower type.
Component = Any
PRODUCT: Final = "-//xingfu//xingfu desk//ZH"
# The zone without the summer time that ended in 1991: everything the desk plans is later.
_ZONE_FROM: Final = date(1992, 1, 1)
_ZONE_TO: Final = date(2100, 1, 1)
_STATUS: Final = {
    "planned": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "done": "CONFIRMED",
    "held": "CONFIRMED",
    "cancelled": "CANCELLED",
}


def calendar_events(
    store: Store,
    tr: Translate,
    *,
    team_id: int | None = None,
    start: date | None = None,
    end: date | None = None,
) -> list[Event]:
    """The events from `start` to `end`: services, meetings and bookings, or the services of one team."""
    today = store.now.date()
    found: list[Event] = []
    sessions = store.sessions.stored()
    for service in store.services.stored():
        if team_id is not None and service.get("team_id") != team_id:
            continue
        team = store.teams.find_stored(service["team_id"]) if service.get("team_id") else None
        before = store.services.find_stored(service["follows_id"]) if service.get("follows_id") else None
        event = service_event(
            service, sessions, today=today, calendar=store.calendar, team=str(team["name"]) if team else "",
            follows=uid_of("service", before) if before else "", start=start, end=end,
        )  # fmt: skip
        if event:
            found.append(event)
    if team_id is None:
        found += [
            meeting_event(meeting, str(meeting.get("title") or tr(MEETING_KINDS[meeting["kind"]])))
            for meeting in store.meetings.stored()
            if (start is None or meeting["starts_at"][:10] >= start.isoformat())
            and (end is None or meeting["starts_at"][:10] <= end.isoformat())
        ]
        found += _bookings(store, tr, start, end)
    return found


def _bookings(store: Store, tr: Translate, start: date | None, end: date | None) -> Iterator[Event]:
    for booking in store.bookings.stored():
        room = store.rooms.find_stored(booking["room_id"])
        if room is not None:
            title = tr("{room}: booked", room=room["name"])
            event = booking_event(booking, room, title, start=start, end=end)
            if event:
                yield event


def written(events: Iterable[Event], name: str, now: datetime) -> bytes:
    """The events as the content of an .ics file; `name` is the name of the calendar."""
    from icalendar import Calendar, Timezone  # slow to load, and seldom wanted

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("x-wr-timezone", str(LOCAL))
    zone = Timezone.from_tzid(str(LOCAL), first_date=_ZONE_FROM, last_date=_ZONE_TO)
    zone.pop("comment", None)
    calendar.add_component(zone)
    for event in events:
        _add(calendar, event, now)
    return bytes(calendar.to_ical())


def _add(calendar: Calendar, event: Event, now: datetime) -> None:
    from icalendar import vRecur

    master = _component(event, now)
    clock = event.starts_at.timetz()
    if event.rrule:
        rule = vRecur.from_ical(event.rrule)
        if event.until:
            # If DTSTART is in local time, UNTIL must be in UTC: the last second of the day.
            last = datetime.combine(event.until, time(23, 59, 59), LOCAL)
            rule["UNTIL"] = [last.astimezone(_utc())]
        master.add("rrule", rule)
    for name, days in (("rdate", event.rdates), ("exdate", event.exdates)):
        if days:
            master.add(name, [datetime.combine(day, clock) for day in days])
    calendar.add_component(master)
    for override in event.overrides:
        calendar.add_component(_occurrence(event, override, now))


def _utc() -> Any:
    from zoneinfo import ZoneInfo  # beside icalendar, which has loaded it

    return ZoneInfo("UTC")


def _component(event: Event, now: datetime) -> Component:
    from icalendar import Event as VEvent

    one = VEvent()
    one.add("uid", event.uid)
    one.add("dtstamp", now.astimezone(_utc()))
    if event.sequence:
        one.add("sequence", event.sequence)
    one.add("summary", one_line(event.summary))
    one.add("dtstart", event.starts_at)
    one.add("dtend", event.ends_at)
    if event.place:
        one.add("location", one_line(event.place))
    if event.team:
        one.add("description", one_line(event.team))
        one.add("x-xingfu-team", one_line(event.team))
    one.add("x-xingfu-kind", event.kind.upper())
    if event.follows:
        one.add("related-to", event.follows, parameters={"reltype": "SIBLING"})
    if event.meeting_kind:
        one.add("x-xingfu-meeting", event.meeting_kind)
    if event.state:
        one.add("status", _STATUS[event.state])
        one.add("x-xingfu-state", event.state)
    return one


def _occurrence(event: Event, override: Override, now: datetime) -> Component:
    one = _component(event, now)
    for name in ("dtstart", "dtend", "location"):
        one.pop(name, None)
    one.add("recurrence-id", datetime.combine(override.on, event.starts_at.timetz()))
    one.add("dtstart", override.starts_at)
    one.add(
        "dtend",
        override.ends_at
        if override.ends_at > override.starts_at
        else override.starts_at + timedelta(hours=1),
    )
    if override.place:
        one.add("location", one_line(override.place))
    one.add("status", _STATUS[override.state])
    one.add("x-xingfu-state", override.state)
    return one
