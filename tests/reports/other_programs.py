"""The occurrences in a calendar file as other programs work them out: recurring-ical-events and khal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

import icalendar
import khal.icalendar
import pytz
import recurring_ical_events
from icalendar.timezone import tzp
from khal.khalendar.backend import SQLiteDb

from tui.rules.calendar.time_zone import LOCAL

Occurrence = tuple[str, datetime, datetime]
_ZONE = pytz.timezone("Asia/Shanghai")
_HERE: Any = {
    "local_timezone": _ZONE, "default_timezone": _ZONE, "timeformat": "%H:%M", "dateformat": "%Y-%m-%d",
    "longdateformat": "%Y-%m-%d", "datetimeformat": "%Y-%m-%d %H:%M", "longdatetimeformat": "%Y-%m-%d %H:%M",
    "unicode_symbols": True, "firstweekday": 0, "weeknumbers": False,
}  # fmt: skip


def _local(moment: datetime) -> datetime:
    return moment.replace(tzinfo=LOCAL) if moment.tzinfo is None else moment.astimezone(LOCAL)


def _within(found: Iterable[Occurrence], first: date, last: date) -> set[Occurrence]:
    return {one for one in found if first <= one[1].date() <= last}


def by_recurring_ical_events(content: str, first: date, last: date) -> set[Occurrence]:
    """Title, start and end of what is not cancelled, from `first` to `last`, local."""
    tzp.use_zoneinfo()
    calendar = icalendar.Calendar.from_ical(content)
    components = recurring_ical_events.of(calendar).between(
        datetime.combine(first, time(), LOCAL), datetime.combine(last, time.max, LOCAL)
    )
    kept = [c for c in components if str(c.get("status")).upper() != "CANCELLED"]
    return _within(((str(c["summary"]), _local(c.start), _local(c.end)) for c in kept), first, last)


def by_khal(content: str, first: date, last: date) -> set[Occurrence]:
    """As `by_recurring_ical_events`, by khal's own store of expanded events."""
    tzp.use_pytz()  # khal needs it
    try:
        return _by_khal(content, first, last)
    finally:
        tzp.use_zoneinfo()


def _by_khal(content: str, first: date, last: date) -> set[Occurrence]:
    database = SQLiteDb(["one"], ":memory:", locale=_HERE)
    found: list[Occurrence] = []
    low, high = datetime.combine(first, time(), UTC), datetime.combine(last, time.max, UTC)
    for number, one in enumerate(khal.icalendar.split_ics(content, default_timezone=_ZONE)):
        database.update(one, f"{number}.ics", calendar="one")
    rows = [
        *database.get_localized(low, high),
        *database.get_floating(low.replace(tzinfo=None), high.replace(tzinfo=None)),
    ]
    for item, _href, start, end, ref, _etag, _calendar in rows:
        component = _meant(item, str(ref))
        if str(component.get("status")).upper() != "CANCELLED":
            found.append((str(component["summary"]), _local(start), _local(end)))
    return _within(found, first, last)


def _meant(item: str, ref: str) -> Any:
    """The component of an event that a row of khal's is about: the master, or that of a RECURRENCE-ID."""
    by_ref = _components(item)
    return by_ref.get(ref, by_ref[""])


@lru_cache(maxsize=8)
def _components(item: str) -> dict[str, Any]:
    """The components by the moment of their RECURRENCE-ID as khal writes it; the master has none."""
    found: dict[str, Any] = {}
    for component in icalendar.Calendar.from_ical(item).walk("VEVENT"):
        given = component.get("recurrence-id")
        moment = None if given is None else given.dt if given.dt.tzinfo else given.dt.replace(tzinfo=UTC)
        found["" if moment is None else str(int(moment.timestamp()))] = component
    return found
