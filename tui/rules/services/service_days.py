"""The days on which a service takes place: its recurrence, adjusted to the calendar of the community.

Holidays and made-up working days (调休) are those announced by the State Council. A session that is moved keeps
the date of the recurrence as its key; only the day changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.kinds.record import Stored
from tui.rules.recurrence.expansion import occurrences
from tui.rules.recurrence.working import of_working_days, working_occurrences

if TYPE_CHECKING:
    from tui.rules.calendar.workdays import DayKind, WorkCalendar

# A session is moved by at most so many days; the longest holiday has 9 with its weekends.
FARTHEST: Final = 14
# The field that sets what a service does on a kind of day.
_FIELDS: Final = {"holiday": "on_holiday", "weekend": "on_weekend", "made_up": "on_made_up"}


class ServiceDay(NamedTuple):
    """A day of a service: `on` is the date of the recurrence, `day` when it takes place.

    `shifted` is the kind of day of `on` if the calendar moved the session; empty otherwise.
    """

    on: date
    day: date
    shifted: str = ""


def service_days(service: Stored, start: date, end: date, calendar: WorkCalendar) -> list[ServiceDay]:
    """The days of `service` whose `day` or `on` lies from `start` to `end`, both included, by `on`.

    Excluded dates, pauses and months out of season give none; extra dates are not adjusted. A moved session
    that would fall on another of the same service is dropped.
    """
    if service.get("paused") or not (
        service.get("rrule") or service.get("festival") or service.get("rdates")
    ):
        return []
    moves = any(service.get(field) in {"next", "previous"} for field in _FIELDS.values())
    heeds = moves or any(service.get(field) == "skip" for field in _FIELDS.values())
    margin = timedelta(FARTHEST if moves else 0)
    kept = _kept(service, start - margin, end + margin, calendar)
    found = _through_calendar(service, kept, calendar) if heeds else [ServiceDay(on, on) for on in kept]
    extra = [date.fromisoformat(text) for text in service.get("rdates") or ()]
    if extra:
        known = {one.on for one in found} | {one.day for one in found}
        found += [ServiceDay(day, day) for day in extra if day not in known]
        found.sort(key=lambda one: one.on)
    if not moves and not extra:
        return found
    return [one for one in found if start <= one.day <= end or start <= one.on <= end]


def service_day(service: Stored, on: date, calendar: WorkCalendar) -> ServiceDay | None:
    """The day of the session for the date `on`; None if there is none."""
    return next((one for one in service_days(service, on, on, calendar) if one.on == on), None)


def unpublished_year(service: Stored, days: Sequence[date], calendar: WorkCalendar) -> int | None:
    """The first year among `days` whose holidays are not published yet, if the service depends on them."""
    treated = any(service.get(field, "keep") != "keep" for field in _FIELDS.values())
    if not treated and not of_working_days(service.get("rrule") or ""):
        return None
    return next((day.year for day in sorted(days) if not calendar.published(day)), None)


def _kept(service: Stored, start: date, end: date, calendar: WorkCalendar) -> list[date]:
    """The dates of the recurrence without those excluded."""
    first = date.fromisoformat(service["first"])
    begin = max(start, first)
    if service.get("plans_from"):
        begin = max(begin, date.fromisoformat(service["plans_from"]))
    if service.get("until"):
        end = min(end, date.fromisoformat(service["until"]))
    if end < begin:
        return []
    if service.get("festival"):
        dates: Sequence[date] = _festival_days(service, begin, end)
    else:
        dates = _ruled(service["rrule"], first, begin, end, calendar) if service.get("rrule") else ()
    months, left_out, pauses = service.get("months"), service.get("exdates"), service.get("pauses")
    if months:
        dates = [day for day in dates if day.month in months]
    for pause in pauses or ():
        first, until = (
            date.fromisoformat(pause["first"]),
            date.fromisoformat(pause.get("until") or "9999-12-31"),
        )
        dates = [day for day in dates if not first <= day <= until]
    if left_out:
        out = set(map(date.fromisoformat, left_out))
        dates = [day for day in dates if day not in out]
    return list(dates)


def _ruled(rrule: str, first: date, start: date, end: date, calendar: WorkCalendar) -> Sequence[date]:
    if not of_working_days(rrule):
        return occurrences(rrule, first, start, end)
    return working_occurrences(rrule, first, start, end, calendar.works)


def pause_on(service: Stored, day: date) -> Stored | None:
    """The pause of the service around `day`, or None; a pause without an end goes on."""
    text = day.isoformat()
    for pause in service.get("pauses") or ():
        if pause["first"] <= text and (pause.get("until") is None or text <= pause["until"]):
            return pause  # type: ignore[no-any-return]
    return None


def _festival_days(service: Stored, start: date, end: date) -> list[date]:
    from tui.rules.calendar.festival_days import festival_days  # noqa: PLC0415 - loads the lunar calendar

    away = timedelta(int(service.get("festival_offset") or 0))
    return [day + away for day in festival_days(service["festival"], start - away, end - away)]


def _through_calendar(service: Stored, kept: Sequence[date], calendar: WorkCalendar) -> list[ServiceDay]:
    """The outcome for the dates on holidays, weekends and made-up working days."""
    treatments = {kind: service.get(field) or "keep" for kind, field in _FIELDS.items()}
    treatments["workday"] = "keep"
    moved: list[tuple[date, date, str]] = []
    found: list[ServiceDay] = []
    for on in kept:
        kind = calendar.kind(on)
        treatment = treatments[kind]
        if treatment == "keep":
            found.append(ServiceDay(on, on))
        elif treatment != "skip":
            moved.append((on, _working_day(calendar, on, kind, 1 if treatment == "next" else -1), kind))
    if not moved:
        return found
    held = {one.day for one in found}
    for on, day, why in moved:
        if day not in held:
            held.add(day)
            found.append(ServiceDay(on, day, why))
    return sorted(found)


@lru_cache(maxsize=1024)
def _working_day(calendar: WorkCalendar, on: date, kind: DayKind, step: int) -> date:
    """The next or previous working day; from a made-up one, the next that is none."""
    fitting: set[DayKind] = {"workday"} if kind == "made_up" else {"workday", "made_up"}
    for n in range(1, FARTHEST + 1):
        day = on + timedelta(n * step)
        if calendar.kind(day) in fitting:
            return day
    return on
