"""Parses an iCalendar file (RFC 5545) into events, and reports what cannot be imported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from tui.kinds.words import MEETING_KINDS, MEETING_STATES
from tui.language.errors import InvalidInput, Message, XingfuError
from tui.language.text import clean
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.recurrence import check_rrule
from tui.rules.services.events import Event, Override, meeting_kind_of, session_state_of

# The library's properties have no narrower type.
Component = Any

# The length of an event without an end.
_USUAL: Final = timedelta(hours=1)
_OTHERS: Final = ("VTODO", "VJOURNAL", "VFREEBUSY")
# What the library raises for a damaged file; it documents no exceptions.
_BROKEN: Final = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)
MOST_BYTES: Final = 8 << 20


@dataclass(frozen=True, slots=True)
class RefusedEvent:
    """An entry of the file that is not imported: its title, and the reason."""

    summary: str
    why: Message


@dataclass(frozen=True, slots=True)
class ImportedCalendar:
    """The content of a file."""

    events: tuple[Event, ...]
    refused: tuple[RefusedEvent, ...]


def read(content: bytes) -> ImportedCalendar:
    """The events of an .ics file. Raises InvalidInput if the content is no such file."""
    from icalendar import Calendar  # noqa: PLC0415 - slow to load, and seldom wanted

    if len(content) > MOST_BYTES:
        raise InvalidInput({"": Message("The file is larger than {n} MB.", {"n": MOST_BYTES >> 20})})
    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except _BROKEN as error:
        raise InvalidInput({"": Message("This is no calendar file (iCalendar).")}) from error
    if not calendars or any(c.name != "VCALENDAR" for c in calendars):
        raise InvalidInput({"": Message("This is no calendar file (iCalendar).")})
    refused = [
        RefusedEvent(_text(other, "summary"), Message("It is no event."))
        for calendar in calendars
        for name in _OTHERS
        for other in calendar.walk(name)
    ]
    by_uid: dict[str, list[Component]] = defaultdict(list)
    for calendar in calendars:
        for component in calendar.walk("VEVENT"):
            uid = _text(component, "uid")
            if uid:
                by_uid[uid].append(component)
            else:
                refused.append(RefusedEvent(_text(component, "summary"), Message("It has no UID.")))
    events: list[Event] = []
    for uid, components in by_uid.items():
        try:
            events.append(_event(uid, components, refused))
        except XingfuError as error:
            refused.append(RefusedEvent(_summary(components), error.message))
        except _BROKEN:
            refused.append(RefusedEvent(_summary(components), Message("It cannot be read.")))
    return ImportedCalendar(tuple(events), tuple(refused))


def _event(uid: str, components: Sequence[Component], refused: list[RefusedEvent]) -> Event:
    masters = [c for c in components if "recurrence-id" not in c]
    if len(masters) != 1:
        raise _no(
            Message("It stands there twice.")
            if masters
            else Message("It is a single session of an event that is not in the file.")
        )
    master = _master(uid, masters[0])
    overrides = []
    for component in components:
        if "recurrence-id" in component:
            try:
                overrides.append(_override(component, master))
            except XingfuError as error:
                refused.append(RefusedEvent(_text(component, "summary"), error.message))
    return replace(master, overrides=tuple(sorted(overrides, key=lambda o: o.on)))


def _master(uid: str, component: Component) -> Event:
    _sound(component)
    starts_at, ends_at = _times(component)
    rule, until = _rule(component, starts_at)
    if rule:
        _check_zone(component, starts_at)
    summary = _text(component, "summary")
    if not summary:
        raise _no(Message("It has no title."))
    if _text(component, "x-xingfu-kind").upper() == "BOOKING":
        raise _no(Message("A booking does not say who has the room; book it here."))
    kind, meeting = _kind(component, summary)
    state = _text(component, "x-xingfu-state")
    if kind == "meeting" and state not in MEETING_STATES:
        state = "cancelled" if _text(component, "status").upper() == "CANCELLED" else "planned"
    if kind == "service" and _text(component, "status").upper() == "CANCELLED":
        raise _no(Message("It is cancelled."))
    return Event(
        uid=uid,
        kind=kind,
        summary=summary[:60],
        starts_at=starts_at,
        ends_at=ends_at,
        place=_text(component, "location")[:200],
        team=_text(component, "x-xingfu-team"),
        state=state if kind == "meeting" else "",
        meeting_kind=meeting,
        rrule=rule,
        until=until,
        rdates=_dates(component, "rdate"),
        exdates=_dates(component, "exdate"),
        follows=_text(component, "related-to") if "x-xingfu-kind" in component else "",
        ours="x-xingfu-kind" in component,
    )


def _kind(component: Component, summary: str) -> tuple[Literal["service", "meeting"], str]:
    """The kind of meeting, or empty for a service: from our own property, else from the title."""
    marked = _text(component, "x-xingfu-kind").lower()
    meeting = _text(component, "x-xingfu-meeting").lower()
    if marked == "meeting":
        return "meeting", meeting if meeting in MEETING_KINDS else "joint"
    guessed = "" if marked == "service" else meeting_kind_of(summary)
    return ("meeting", guessed) if guessed else ("service", "")


def _override(component: Component, master: Event) -> Override:
    _sound(component)
    starts_at, ends_at = _times(component)
    place = _text(component, "location")[:200] if "location" in component else ""
    state = session_state_of(_text(component, "x-xingfu-state"))
    status = _text(component, "status").upper()
    if status == "CANCELLED":
        state = "cancelled"
    elif state == "planned" and status == "CONFIRMED" and not master.ours:
        state = "confirmed"
    return Override(_local(component["recurrence-id"].dt).date(), starts_at, ends_at, place, state)


def _times(component: Component) -> tuple[datetime, datetime]:
    if "dtstart" not in component:
        raise _no(Message("It has no start."))
    begins = component["dtstart"].dt
    if not isinstance(begins, datetime):
        raise _no(Message("It lasts all day and has no time."))
    starts_at = _local(begins)
    if "dtend" in component:
        ends_at = _local(component["dtend"].dt)
    else:
        ends_at = starts_at + (component["duration"].dt if "duration" in component else _USUAL)
    if ends_at <= starts_at:
        raise _no(Message("It ends before it begins."))
    if ends_at.date() != starts_at.date():
        raise _no(Message("It goes on over midnight."))
    return starts_at, ends_at


def _rule(component: Component, starts_at: datetime) -> tuple[str, date | None]:
    if "rrule" not in component:
        return "", None
    given = component["rrule"]
    if isinstance(given, list):
        raise _no(Message("It has several recurrences."))
    ends = given.pop("UNTIL", None)
    rule = given.to_ical().decode("ascii", "replace")
    until = None
    if ends:
        last = ends[0]
        until = last
        if isinstance(last, datetime):
            moment = _local(last)
            until = moment.date() - timedelta(moment.timetz() < starts_at.timetz())
    if complaint := check_rrule(rule):
        raise _no(complaint)
    return rule, until


def _check_zone(component: Component, starts_at: datetime) -> None:
    """Raises InvalidInput for a recurring event whose time zone changes its offset against local time."""
    begins = component["dtstart"].dt
    if begins.tzinfo is None:
        return
    offsets = {(begins + timedelta(months * 30)).utcoffset() for months in range(0, 12, 3)}
    if len(offsets) > 1 or begins.date() != starts_at.date():
        raise _no(Message("It recurs by the clock of another time zone."))


def _dates(component: Component, name: str) -> tuple[date, ...]:
    given = component.get(name)
    if given is None:
        return ()
    lists = given if isinstance(given, list) else [given]
    found: set[date] = set()
    for some in lists:
        for one in some.dts:
            if isinstance(one.dt, tuple):
                raise _no(Message("It is given by periods."))
            found.add(_local(one.dt).date() if isinstance(one.dt, datetime) else one.dt)
    return tuple(sorted(found))


def _local(moment: Any) -> datetime:
    """The moment in local time; a moment without a zone is local."""
    if not isinstance(moment, datetime):
        if isinstance(moment, date):
            return datetime.combine(moment, datetime.min.time(), LOCAL)
        raise _no(Message("A date in it cannot be read."))
    return moment.replace(tzinfo=LOCAL) if moment.tzinfo is None else moment.astimezone(LOCAL)


def _sound(component: Component) -> None:
    """Raises InvalidInput if a date or rule of the component cannot be parsed."""
    if any(not name or name.upper() in _NEEDED for name, _ in component.errors):
        raise _no(Message("A date in it cannot be read."))


_NEEDED: Final = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID"})


def _summary(components: Sequence[Component]) -> str:
    return _text(components[0], "summary")


def _text(component: Component, name: str) -> str:
    value = component.get(name)
    if isinstance(value, list):
        value = value[0]
    return " ".join(clean(str(value)).split()) if value is not None else ""


def _no(why: Message) -> InvalidInput:
    return InvalidInput({"": why})
