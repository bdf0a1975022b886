"""Reads the plain events of a calendar file: nearly all of a large one, without what the library does for each line.

An event is plain if each of its properties is a text, a start or end, a rule, or one that is never read, stands once,
and has no unusual parameter; and if no other event of the file has its UID. All others are the library's, and so is
all else in the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from tui.papers.icalendar_lines import UNREAD

_TEXTS: Final = frozenset(
    {"UID", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "SEQUENCE", "COMMENT", "RELATED-TO"}
)
_OURS: Final = "X-XINGFU-"
# Name, parameters, value (RFC 5545, section 3.1).
_LINE: Final = re.compile(r"([A-Za-z0-9-]+)((?:;[^:]*)?):(.*)")
_LANGUAGE: Final = re.compile(r";LANGUAGE=[A-Za-z0-9-]+", re.IGNORECASE)
_ZONE: Final = re.compile(r""";TZID=(?:"([^";:,\\%^]+)"|([^";:,\\%^\s]+))""", re.IGNORECASE)
_DAY_ALONE: Final = re.compile(r";VALUE=DATE", re.IGNORECASE)
_MOMENT: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z?")
_DAY: Final = re.compile(r"[0-9]{8}")


class When(NamedTuple):
    """The value of DTSTART or DTEND, as the library has it: `dt`, and the parameter TZID if it has one."""

    dt: date
    params: dict[str, str]


class PlainEvent(dict[str, Any]):
    """The properties of an event by name in capitals; as the library's, it is asked for them in any case."""

    errors = ()

    def __contains__(self, name: object) -> bool:
        """Whether it has that property."""
        return super().__contains__(str(name).upper())

    def __getitem__(self, name: str) -> Any:
        """The property of that name. Raises KeyError."""
        return super().__getitem__(name.upper())

    def get(self, name: str, default: Any = None) -> Any:
        """The property of that name."""
        return super().get(name.upper(), default)


class Blocks(NamedTuple):
    """The events of a file line by line, and all other lines: those before the first event, and those after it."""

    events: list[list[str]]
    before: list[str]
    after: list[str]


def blocks(lines: Sequence[str]) -> Blocks | None:
    """The lines of a file apart: those between BEGIN:VEVENT and END:VEVENT, event by event, and all others.

    None for a file of several calendars, and for one in which components are not closed as they were begun.
    """
    events: list[list[str]] = []
    before: list[str] = []
    after: list[str] = []
    within: list[str] = []  # the components around a line
    event: list[str] | None = None
    for line in lines:
        head = line[:6].upper()
        if head == "BEGIN:":
            name = line[6:].upper()
            if name == "VEVENT" and within == ["VCALENDAR"]:
                event = []
            elif name == "VEVENT" or (name == "VCALENDAR" and (within or before)):
                return None
            within.append(name)
        if event is None:
            (after if events else before).append(line)
        else:
            event.append(line)
        if head[:4] == "END:":
            if not within or within.pop() != line[4:].upper():
                return None
            if event is not None and within == ["VCALENDAR"]:
                events.append(event)
                event = None
    return Blocks(events, before, after) if not within else None


def plain_events(events: Sequence[Sequence[str]]) -> Iterator[PlainEvent | None]:
    """Each of the events, given with their first and last lines; None for one that is not plain."""
    uids = [next((line[4:] for line in event if line[:4].upper() == "UID:"), "") for event in events]
    known = Counter(uid.strip() for uid in uids)
    for uid, event in zip(uids, events, strict=True):
        try:
            yield _plain(event) if known[uid.strip()] == 1 else None
        except ValueError:
            yield None


def _plain(lines: Sequence[str]) -> PlainEvent | None:
    """An event if it is plain. Raises ValueError for a value that cannot be read: the library is to say so."""
    event = PlainEvent()
    for line in lines[1:-1]:
        found = _LINE.fullmatch(line)
        if found is None:
            return None
        name, given, value = found[1].upper(), found[2], found[3]
        if name in UNREAD or (name[:2] == "X-" and not name.startswith(_OURS)):
            continue
        if dict.__contains__(event, name):
            return None
        read: Any = None
        if name in _TEXTS or name.startswith(_OURS):
            read = _text(value) if not given or _LANGUAGE.fullmatch(given) else None
        elif name in {"DTSTART", "DTEND"}:
            read = _when(given, value)
        elif name == "RRULE" and not given:
            read = _rule(value)
        if read is None:
            return None
        dict.__setitem__(event, name, read)
    return event


def _text(value: str) -> str:
    if "\\" not in value:
        return value
    from icalendar.parser import unescape_backslash

    found: str = unescape_backslash(value)
    return found


def _when(given: str, value: str) -> When | None:
    """The moment or day of a property, None if it has another form. Raises ValueError."""
    if _DAY.fullmatch(value) and (not given or _DAY_ALONE.fullmatch(given)):
        return When(date(int(value[:4]), int(value[4:6]), int(value[6:])), {})
    zone = _ZONE.fullmatch(given) if given else None
    if not _MOMENT.fullmatch(value) or (given and (zone is None or value[-1] == "Z")):
        return None
    if zone is not None:
        return _in_zone(value, zone[1] or zone[2])
    moment = datetime(
        int(value[:4]), int(value[4:6]), int(value[6:8]), int(value[9:11]), int(value[11:13]),
        int(value[13:15]), tzinfo=UTC if value[-1] == "Z" else None,
    )  # fmt: skip
    return When(moment, {})


def _in_zone(value: str, zone: str) -> When:
    from icalendar import vDDDTypes

    moment: datetime = vDDDTypes.from_ical(value, zone)  # type: ignore[no-untyped-call]
    return When(moment, {"TZID": zone})


@lru_cache(maxsize=1024)
def _rule(value: str) -> Any:
    """The library's rule; it is only read. Raises ValueError."""
    from icalendar import vRecur

    return vRecur(vRecur.from_ical(_text(value)))
