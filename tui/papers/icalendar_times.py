"""Dates, times and recurrences of an iCalendar component, in local time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from tui.language.errors import InvalidInput, Message
from tui.language.text import clean
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.years import FIRST_YEAR, LAST_YEAR, in_range
from tui.rules.recurrence import check_rrule
from tui.rules.recurrence.shifting import shifted

# The library's properties have no narrower type.
Component = Any

# The length of an event without an end.
_USUAL: Final = timedelta(hours=1)
# Names that programs in China give to the local time. The library knows those of Windows, by the windowsZones
# table of Unicode CLDR.
_LOCAL_NAMES: Final = frozenset({
    "中国标准时间", "北京时间", "中国时间", "北京", "Beijing", "Asia/Beijing", "CST-8", "GMT+8", "GMT+08:00", "GMT+0800",
    "UTC+8", "UTC+08:00", "+08:00", "+0800",
})  # fmt: skip
# As Windows shows its zones: (UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi.
_SHOWN: Final = ("(UTC+08:00)", "(GMT+08:00)")
_SHOWN_CITIES: Final = ("Beijing", "北京")


class Times(NamedTuple):
    """Start and end, local; `own_zone` is that of the file, None for local time."""

    starts_at: datetime
    ends_at: datetime
    own_zone: Any

    @property
    def length(self) -> timedelta:
        """From start to end."""
        return self.ends_at - self.starts_at


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of RDATE or EXDATE: a day, the local start if it has one, and the end if it has one of its own."""

    day: date
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def times(component: Component) -> Times:
    """Start and end of a component. Raises InvalidInput if it has none, or lasts over midnight."""
    if "dtstart" not in component:
        raise refused(Message("It has no start."))
    prop = component["dtstart"]
    if not isinstance(prop.dt, datetime):
        raise refused(Message("It lasts all day and has no time."))
    starts_at = _local_of(prop)
    if "dtend" in component:
        ends_at = _local_of(component["dtend"])
    else:
        ends_at = starts_at + (component["duration"].dt if "duration" in component else _USUAL)
    checked_length(starts_at, ends_at)
    return Times(starts_at, ends_at, prop.dt.tzinfo)


def checked_length(starts_at: datetime, ends_at: datetime) -> None:
    """Raises InvalidInput for what ends before it begins, or on another day."""
    if ends_at <= starts_at:
        raise refused(Message("It ends before it begins."))
    if ends_at.date() != starts_at.date():
        raise refused(Message("It goes on over midnight."))


def recurrence(component: Component, at: Times) -> tuple[str, date | None, tuple[Message, ...]]:
    """The rule in local time, its last possible day, and what there is to tell of it.

    The rule is empty if there is none. Raises InvalidInput for a rule that the desk cannot follow.
    """
    if "rrule" not in component:
        return "", None, ()
    given = component["rrule"]
    if isinstance(given, list):
        raise refused(Message("It has several recurrences."))
    ends = given.get("UNTIL")
    rule = ";".join(
        part
        for part in given.to_ical().decode("ascii", "replace").split(";")
        if not part.upper().startswith("UNTIL=")
    )
    if complaint := check_rrule(rule):
        raise refused(complaint)
    rule = _by_local_clock(rule, component["dtstart"].dt, at.starts_at)
    return rule, *_last_day(ends[0] if ends else None, at)


def _last_day(ends: Any, at: Times) -> tuple[date | None, tuple[Message, ...]]:
    """The last day on which an occurrence can start, and what to tell.

    UNTIL is inclusive to the second, and in the zone of DTSTART if it has none. A mere date beside a DTSTART
    with a time, which RFC 5545 forbids, is the midnight with which that day begins, as in dateutil, khal and
    recurring-ical-events.
    """
    if ends is None:
        return None, ()
    cautions: tuple[Message, ...] = ()
    if isinstance(ends, datetime):
        moment = ends
    else:
        moment = datetime.combine(ends, time())
        if at.starts_at.time() > time():
            cautions = (
                Message("It recurs until {date}, that day not included.", {"date": ends.isoformat()}),
            )
    if moment.year > LAST_YEAR:
        return None, (
            Message("It recurs until {date}: taken as without end.", {"date": moment.date().isoformat()}),
        )
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=at.own_zone or LOCAL)
    last = moment.astimezone(LOCAL)
    day = last.date()
    if last.time() < at.starts_at.time():
        day -= timedelta(1)
    return day, cautions


def _by_local_clock(rule: str, begins: datetime, starts_at: datetime) -> str:
    """The rule by local days. Raises InvalidInput if its zone changes its offset, or no local rule says it."""
    if begins.tzinfo is None:
        return rule
    offsets = {(begins + timedelta(months * 30)).utcoffset() for months in range(0, 12, 3)}
    local = shifted(rule, begins.date(), (starts_at.date() - begins.date()).days)
    if len(offsets) > 1 or local is None:
        raise refused(Message("It recurs by the clock of another time zone."))
    return local


def dates(component: Component, name: str) -> list[Dated]:
    """The dates of RDATE or EXDATE. Raises InvalidInput for those that cannot be read."""
    given = component.get(name)
    if given is None:
        return []
    lists = given if isinstance(given, list) else [given]
    return [_dated(one.dt, str(some.params.get("TZID") or "")) for some in lists for one in some.dts]


def _dated(value: Any, zone: str) -> Dated:
    if isinstance(value, tuple):
        starts_at = _local(value[0], zone)
        ends_at = starts_at + value[1] if isinstance(value[1], timedelta) else _local(value[1], zone)
        return Dated(starts_at.date(), starts_at, ends_at)
    if isinstance(value, datetime):
        starts_at = _local(value, zone)
        return Dated(starts_at.date(), starts_at)
    return Dated(_local(value, "").date())


def recurrence_id(component: Component) -> Dated:
    """Which occurrence a component is about."""
    prop = component["recurrence-id"]
    return _dated(prop.dt, str(prop.params.get("TZID") or ""))


def _local_of(prop: Any) -> datetime:
    return _local(prop.dt, str(prop.params.get("TZID") or ""))


def _local(moment: Any, zone: str) -> datetime:
    """The moment in local time; one without a zone is local. `zone` is what the file calls its zone.

    Raises InvalidInput for a zone that is not known, and outside of the years that are accepted.
    """
    if isinstance(moment, datetime):
        if moment.tzinfo is None and zone and not _means_local(zone):
            raise refused(Message("Its time zone is not known: {zone}.", {"zone": clean(zone)}))
        found = moment.replace(tzinfo=LOCAL) if moment.tzinfo is None else moment.astimezone(LOCAL)
    elif isinstance(moment, date):
        found = datetime.combine(moment, time(), LOCAL)
    else:
        raise refused(Message("A date in it cannot be read."))
    if not in_range(found.date()):
        years = {"date": found.date().isoformat(), "first": FIRST_YEAR, "last": LAST_YEAR}
        raise refused(Message("{date} in it is outside of the years {first} to {last}.", years))
    return found


def _means_local(zone: str) -> bool:
    name = zone.strip('/ "')
    return name in _LOCAL_NAMES or (name.startswith(_SHOWN) and any(city in name for city in _SHOWN_CITIES))


def refused(why: Message) -> InvalidInput:
    """The reason why something is not imported, to be raised."""
    return InvalidInput({"": why})
