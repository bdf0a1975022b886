"""Parses an iCalendar file (RFC 5545) into events, and reports what cannot be imported."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from tui.kinds.words import MEETING_KINDS, MEETING_STATES
from tui.language.cleaning import one_line
from tui.language.errors import InvalidInput, Message, XingfuError
from tui.papers.icalendar_decoding import decoded
from tui.papers.icalendar_series import THIS_AND_FUTURE, Turn, belongs, turned, with_dates
from tui.papers.icalendar_times import Component, dates, recurrence, recurrence_id, refused, times
from tui.rules.recurrence.parts import WORKING_DAYS
from tui.rules.services.events import Amendment, Event, Override, session_state_of
from tui.rules.services.meeting_titles import meeting_kind_of

_OTHERS: Final = ("VTODO", "VJOURNAL", "VFREEBUSY")
# What the library raises for a damaged file; it documents no exceptions.
_BROKEN: Final = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)
MOST_BYTES: Final = 8 << 20
# What the fields of a service, a meeting and a note hold.
_MOST_NAME: Final = 60
_MOST_LINE: Final = 200
_MOST_NOTE: Final = 4000
# The METHODs of a file (RFC 5546) whose events stand for themselves.
_PUBLISHED: Final = frozenset({"", "PUBLISH", "REQUEST"})


@dataclass(frozen=True, slots=True)
class RefusedEvent:
    """An entry of the file that is not imported: its title, and the reason."""

    summary: str
    why: Message


@dataclass(frozen=True, slots=True)
class ImportedCalendar:
    """The content of a file: whole events, and what it says of events that are not in it."""

    events: tuple[Event, ...]
    refused: tuple[RefusedEvent, ...]
    amendments: tuple[Amendment, ...] = ()


class _Entry(NamedTuple):
    component: Component
    method: str


def read(content: bytes) -> ImportedCalendar:
    """The events of an .ics file. Raises InvalidInput if the content is no such file."""
    entries, refusals = _entries(content)
    by_uid: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        uid, summary = _text(entry.component, "uid"), _text(entry.component, "summary")
        if not uid:
            refusals.append(RefusedEvent(summary, Message("It has no UID.")))
        elif entry.method not in {*_PUBLISHED, "CANCEL"}:
            method = Message("It answers an invitation (METHOD:{method}).", {"method": entry.method})
            refusals.append(RefusedEvent(summary, method))
        else:
            by_uid[uid].append(entry)
    events: list[Event] = []
    amendments: list[Amendment] = []
    for uid, mine in by_uid.items():
        try:
            found = _of_one(uid, mine, refusals)
        except XingfuError as error:
            refusals.append(RefusedEvent(_title(mine), error.message))
        except _BROKEN:
            refusals.append(RefusedEvent(_title(mine), Message("It cannot be read.")))
        else:
            if isinstance(found, Amendment):
                amendments.append(found)
            else:
                events += found
    return ImportedCalendar(tuple(events), tuple(refusals), tuple(amendments))


def _entries(content: bytes) -> tuple[list[_Entry], list[RefusedEvent]]:
    """The VEVENTs with the METHOD of their calendars, and what is none. Raises InvalidInput."""
    from icalendar.timezone import tzp  # slow to load, and seldom wanted

    from tui.papers.icalendar_components import components

    if len(content) > MOST_BYTES:
        raise InvalidInput({"": Message("The file is larger than {n} MB.", {"n": MOST_BYTES >> 20})})
    text = decoded(content)
    tzp.use_default()  # the time zones that another file defined are not this one's
    lines = [line for line in text.split("\n") if line]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # for what it has guessed of a time zone
            calendars, found = components(lines)
    except _BROKEN as error:
        raise InvalidInput({"": _no_calendar(text)}) from error
    if not calendars or any(c.name != "VCALENDAR" for c in calendars):
        raise InvalidInput({"": _no_calendar(text)})
    if any(_text(calendar, "version") == "1.0" for calendar in calendars):
        raise InvalidInput({"": Message("The file is vCalendar 1.0. Save it as iCalendar 2.0.")})
    others = [
        RefusedEvent(_text(other, "summary"), Message("It is no event."))
        for calendar in calendars
        for name in _OTHERS
        for other in calendar.walk(name)
    ]
    return [_Entry(component, _text(calendar, "method").upper()) for calendar, component in found], others


def _no_calendar(text: str) -> Message:
    """Why the text cannot be read: it is none, or cut off."""
    begun = "begin:vcalendar" in text[:1000].lower()
    if begun and not text.rstrip().lower().endswith("end:vcalendar"):
        return Message("The calendar ends in the middle: the file is cut off. Get it again.")
    return Message("This is no calendar file (iCalendar).")


def _of_one(uid: str, entries: Sequence[_Entry], refusals: list[RefusedEvent]) -> list[Event] | Amendment:
    """What the file says of one UID: its events, or what is to change. Raises InvalidInput."""
    masters = [entry for entry in entries if "recurrence-id" not in entry.component]
    single = [entry for entry in entries if "recurrence-id" in entry.component]
    newest = _newest(masters) if masters else None
    if newest is not None and _is_cancelled(newest):
        component = newest.component
        kind, _ = _kind(component, _text(component, "summary"))
        if newest.method == "CANCEL" or kind == "service":
            return Amendment(uid, _text(component, "summary"), _sequence(component), cancelled=True,
                             reason=_text(component, "comment"))  # fmt: skip
    if newest is None:
        return _amended(uid, single)
    return _event(uid, newest.component, single, refusals)


def _newest(entries: Sequence[_Entry]) -> _Entry:
    """The version with the highest SEQUENCE, then the one made last. Raises InvalidInput if that is not one."""
    if len(entries) == 1:
        return entries[0]
    ranked = sorted(entries, key=_version)
    last = ranked[-1]
    same = [e for e in ranked[:-1] if _version(e) == _version(last)]
    if any(e.method != last.method or e.component.to_ical() != last.component.to_ical() for e in same):
        raise refused(Message("It stands there twice."))
    return last


def _version(entry: _Entry) -> tuple[int, str, str]:
    component = entry.component
    return _sequence(component), _stamp(component, "last-modified"), _stamp(component, "dtstamp")


def _stamp(component: Component, name: str) -> str:
    return component[name].to_ical().decode("ascii", "replace") if name in component else ""


def _sequence(component: Component) -> int:
    value = _text(component, "sequence")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _is_cancelled(entry: _Entry) -> bool:
    return entry.method == "CANCEL" or _text(entry.component, "status").upper() == "CANCELLED"


def _event(
    uid: str, component: Component, single: Sequence[_Entry], refusals: list[RefusedEvent]
) -> list[Event]:
    master = _master(uid, component)
    added, left_out = dates(component, "rdate"), dates(component, "exdate")
    if not (single or added or left_out):
        return [master]
    master, own, cautions = with_dates(master, added, left_out)
    with_hours = {o.on: o for o in own}
    overrides: list[Override] = []
    turns: list[Turn] = []
    by_date: dict[tuple[date, bool], list[_Entry]] = defaultdict(list)
    sequence = master.sequence
    for entry in single:
        try:
            _check_parsed(entry.component)
            by_date[belongs(master, with_hours, entry.component), _turns(entry.component)].append(entry)
        except XingfuError as error:
            refusals.append(RefusedEvent(_text(entry.component, "summary"), error.message))
    for (on, turns_there), mine in by_date.items():
        try:
            entry = _newest(mine)
            sequence = max(sequence, _sequence(entry.component))
            if turns_there:
                turns.append(_turn(on, entry, master))
            else:
                overrides.append(_override(on, entry, master))
        except XingfuError as error:
            refusals.append(RefusedEvent(_title(mine), error.message))
    alone = {o.on for o in overrides}
    master = replace(master, sequence=sequence)
    found, more = turned(master, [o for o in own if o.on not in alone], overrides, turns)
    refusals += [RefusedEvent(master.summary, message) for message in (*cautions, *more)]
    return found


def _turns(component: Component) -> bool:
    return str(component["recurrence-id"].params.get("RANGE") or "").upper() == THIS_AND_FUTURE


def _turn(on: date, entry: _Entry, master: Event) -> Turn:
    if _is_cancelled(entry):
        return Turn(on, None)
    component = entry.component
    at = times(component)
    summary, place, note, cautions = _fitting(component, master.kind)
    changed = replace(
        master, starts_at=at.starts_at, ends_at=at.ends_at, summary=summary or master.summary,
        place=place if "location" in component else master.place, note=note or master.note, cautions=cautions,
    )  # fmt: skip
    return Turn(on, changed)


def _amended(uid: str, entries: Sequence[_Entry]) -> Amendment:
    """What is said of single occurrences of an event that is not in the file. Raises InvalidInput."""
    overrides: list[Override] = []
    since: date | None = None
    by_date: dict[tuple[date, bool], list[_Entry]] = defaultdict(list)
    for entry in entries:
        _check_parsed(entry.component)
        by_date[recurrence_id(entry.component).day, _turns(entry.component)].append(entry)
    for (on, turns_there), mine in by_date.items():
        entry = _newest(mine)
        if not turns_there:
            overrides.append(_override(on, entry, None))
        elif _is_cancelled(entry):
            since = min(since or on, on)
        else:
            raise refused(
                Message(
                    "It changes an event from {date} on that is not in the file.", {"date": on.isoformat()}
                )
            )
    last = entries[-1].component
    return Amendment(
        uid, _text(last, "summary"), max(_sequence(entry.component) for entry in entries),
        tuple(sorted(overrides, key=lambda o: o.on)), cancelled=since is not None, since=since,
        reason=_text(last, "comment"),
    )  # fmt: skip


def _master(uid: str, component: Component) -> Event:
    _check_parsed(component)
    at = times(component)
    rule, until, cautions = recurrence(component, at)
    if not _text(component, "summary"):
        raise refused(Message("It has no title."))
    if _text(component, "x-xingfu-kind").upper() == "BOOKING":
        raise refused(Message("A booking does not say who has the room; book it here."))
    kind, meeting = _kind(component, _text(component, "summary"))
    summary, place, note, shortened = _fitting(component, kind)
    state = _text(component, "x-xingfu-state")
    if kind == "meeting" and state not in MEETING_STATES:
        state = "cancelled" if _text(component, "status").upper() == "CANCELLED" else "planned"
    return Event(
        uid=uid,
        kind=kind,
        summary=summary,
        starts_at=at.starts_at,
        ends_at=at.ends_at,
        place=place,
        team=_text(component, "x-xingfu-team"),
        state=state if kind == "meeting" else "",
        meeting_kind=meeting,
        rrule=rule if "x-xingfu-kind" in component else _literal(rule),
        until=until,
        follows=_text(component, "related-to") if "x-xingfu-kind" in component else "",
        ours="x-xingfu-kind" in component,
        sequence=_sequence(component),
        note=note,
        cautions=(*cautions, *shortened),
    )


def _fitting(component: Component, kind: str) -> tuple[str, str, str, tuple[Message, ...]]:
    """Title, place, note, and what is told: what is too long for its field stands in the note in full."""
    ours = "x-xingfu-kind" in component
    summary, place = _text(component, "summary"), _text(component, "location")
    cautions: list[Message] = []
    parts: list[str] = []
    most = _MOST_LINE if kind == "meeting" else _MOST_NAME
    if len(summary) > most:
        cautions.append(Message("The title is too long; it stands in the note in full."))
        parts.append(summary)
        summary = f"{summary[: most - 1]}…"
    if len(place) > _MOST_LINE:
        cautions.append(Message("The place is too long; it stands in the note in full."))
        parts.append(place)
        place = f"{place[: _MOST_LINE - 1]}…"
    if not ours:
        parts += _lines(component, "description")
    note = "\n".join(parts)
    if len(note) > _MOST_NOTE:
        cautions.append(
            Message("The note keeps {n} of {all} characters.", {"n": _MOST_NOTE, "all": len(note)})
        )
        note = note[:_MOST_NOTE]
    return summary, place, note, tuple(cautions)


def _kind(component: Component, summary: str) -> tuple[Literal["service", "meeting"], str]:
    """The kind of meeting, or empty for a service: from our own property, else from the title."""
    marked = _text(component, "x-xingfu-kind").lower()
    meeting = _text(component, "x-xingfu-meeting").lower()
    if marked == "meeting":
        return "meeting", meeting if meeting in MEETING_KINDS else "joint"
    guessed = "" if marked == "service" else meeting_kind_of(summary)
    return ("meeting", guessed) if guessed else ("service", "")


def _override(on: date, entry: _Entry, master: Event | None) -> Override:
    component = entry.component
    _check_parsed(component)
    if _is_cancelled(entry) and "dtstart" not in component:
        return _cancelled(on, component, master)
    at = times(component)
    ours = master is not None and master.ours
    summary, place, note, _ = _fitting(component, "service")
    if master is not None and summary != master.summary and not ours:
        note = "\n".join(filter(None, (_text(component, "summary"), note)))
    state = session_state_of(_text(component, "x-xingfu-state"))
    if _is_cancelled(entry):
        state = "cancelled"
    elif state == "planned" and _text(component, "status").upper() == "CONFIRMED" and not ours:
        state = "confirmed"
    return Override(
        on,
        at.starts_at,
        at.ends_at,
        place,
        state,
        "" if ours or note == getattr(master, "note", "") else note,
    )


def _cancelled(on: date, component: Component, master: Event | None) -> Override:
    """A cancelled occurrence that says no time of its own: that of the event, else of its RECURRENCE-ID."""
    starts_at = recurrence_id(component).starts_at
    length = timedelta(hours=1)
    if master is not None:
        starts_at, length = datetime.combine(on, master.starts_at.timetz()), master.ends_at - master.starts_at
    if starts_at is None:
        raise refused(Message("It has no start."))
    return Override(on, starts_at, starts_at + length, "", "cancelled")


def _check_parsed(component: Component) -> None:
    """Raises InvalidInput if a date or rule of the component could not be parsed."""
    if any(not name or name.upper() in _NEEDED for name, _ in component.errors):
        raise refused(Message("A date in it cannot be read."))


_NEEDED: Final = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID"})


def _title(entries: Sequence[_Entry]) -> str:
    return _text(entries[0].component, "summary")


def _text(component: Component, name: str) -> str:
    """A property as one line; empty if it has none."""
    return " ".join(_lines(component, name))


def _lines(component: Component, name: str) -> list[str]:
    """A property in lines, without empty ones."""
    value = dict.get(
        component, name.upper()
    )  # its keys are in upper case: `get` makes sure of that each time
    if isinstance(value, list):
        value = value[0]
    return list(_cleaned("" if value is None else str(value)))


@lru_cache(maxsize=4096)
def _cleaned(text: str) -> tuple[str, ...]:
    """The lines of a text as they may be kept, without empty ones; titles and places recur, and are asked for again."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return (text.strip(),) if text.strip() else ()
    return tuple(line for line in map(one_line, text.splitlines()) if line)


def _literal(rule: str) -> str:
    """`rule` so that it means the days that it names: DAILY from Monday to Friday are our own working days.

    RFC 5545 knows no holidays and no made-up working days; WEEKLY is the same there.
    """
    if f"BYDAY={WORKING_DAYS}" in rule and "BYSETPOS" not in rule and "INTERVAL" not in rule:
        return rule.replace("FREQ=DAILY", "FREQ=WEEKLY")
    return rule
