"""The calendars and events of an iCalendar file: its plain events are read without the library, all else by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from icalendar import Calendar

from tui.papers.icalendar_lines import content_lines
from tui.papers.icalendar_plain import blocks, plain_events
from tui.papers.icalendar_times import Component


def components(lines: Sequence[str]) -> tuple[list[Component], list[tuple[Component, Component]]]:
    """The calendars of a file, and each event with the calendar in which it stands.

    Raises what the library does for a damaged file.
    """
    apart = blocks(lines)
    if apart is None:
        return _by_library(lines)
    whole = _calendars([*apart.before, *apart.after])  # with the time zones that the file defines
    plain = list(plain_events(apart.events))
    unusual = [
        line for event, found in zip(apart.events, plain, strict=True) if found is None for line in event
    ]
    if not unusual:
        return whole, [(whole[0], event) for event in plain]
    calendars = _calendars([*apart.before, *unusual, *apart.after])
    others = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    uids = {str(event.get("UID")).strip() for event in plain if event is not None}
    if len(others) != plain.count(None) or any(str(event.get("UID")).strip() in uids for event in others):
        return _by_library(lines)
    rest = iter(others)
    return calendars, [(calendars[0], next(rest) if event is None else event) for event in plain]


def _by_library(lines: Sequence[str]) -> tuple[list[Component], list[tuple[Component, Component]]]:
    calendars = _calendars(lines)
    return calendars, [(calendar, event) for calendar in calendars for event in calendar.walk("VEVENT")]


def _calendars(lines: Sequence[str]) -> list[Component]:
    given: Any = content_lines(lines)  # the library takes a list, and does not say so
    found: list[Component] = Calendar.from_ical(given, multiple=True)
    return found
