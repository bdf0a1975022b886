"""The sessions of a service: those on record, and those planned by its recurrence.

A session on record takes the place of the planned one of the same date: editing the recurrence never changes
what has taken place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Final

from tui.kinds.record import Stored
from tui.language.errors import Message
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.calendar.workdays import WorkCalendar
from tui.rules.services.service_days import FARTHEST, ServiceDay, service_day, service_days

_NO_SUMMER_TIME_SINCE: Final = 1992


def planned_session(service: Stored, on: date, calendar: WorkCalendar) -> Stored | None:
    """The session that the recurrence gives on a date; None if it gives none."""
    found = service_day(service, on, calendar)
    return None if found is None else _planned(service, [found])[0]


def with_date(service: Stored, on: date, calendar: WorkCalendar) -> dict[str, list[str]]:
    """The `exdates` and `rdates` with which `service` also has a session on the date `on`."""
    text = on.isoformat()
    out = [day for day in service.get("exdates") or () if day != text]
    extra = {*(service.get("rdates") or ())}
    if planned_session({**service, "exdates": out}, on, calendar) is None:
        extra.add(text)
    return {"exdates": out, "rdates": sorted(extra)}


def sessions_between(
    services: Iterable[Stored], sessions: Iterable[Stored], start: date, end: date, calendar: WorkCalendar
) -> list[Stored]:
    """The sessions that start from `start` to `end` (both included), by start; planned ones have no `id`.

    A paused service plans none. A session on record that was moved out of the window is left out at its
    old date too.
    """
    first, last = start.isoformat(), end.isoformat()
    margin = timedelta(FARTHEST)
    earliest, latest = (start - margin).isoformat(), (end + margin).isoformat()
    found: list[Stored] = []
    taken: set[tuple[int, str]] = set()
    for session in sessions:
        if first <= session["starts_at"][:10] <= last:
            found.append(session)
        if earliest <= session["on"] <= latest:
            taken.add((session["service_id"], session["on"]))
    for service in services:
        days = [one for one in service_days(service, start, end, calendar) if start <= one.day <= end]
        if taken:
            id = service["id"]
            days = [one for one in days if (id, one.on.isoformat()) not in taken]
        if days:
            found += _planned(service, days)
    return sorted(found, key=itemgetter("starts_at", "service_id"))


def next_session(
    service: Stored, sessions: Iterable[Stored], today: date, calendar: WorkCalendar, days: int = 366
) -> Stored | None:
    """The next session of the service from today on that is not cancelled, at most `days` ahead."""
    mine = [s for s in sessions if s["service_id"] == service["id"]]
    ahead = sessions_between([service], mine, today, today + timedelta(days), calendar)
    return next((s for s in ahead if s["state"] not in {"cancelled", "done"}), None)


def _planned(service: Stored, days: Sequence[ServiceDay]) -> list[Stored]:
    """The planned sessions of these days; their common fields are computed once, as years of sessions are
    built here.
    """
    starts, ends = service.get("starts") or "09:00", service.get("ends") or "11:00"
    common = {
        "service_id": service["id"],
        "on": "",
        "starts_at": "",
        "ends_at": "",
        "place": service.get("place", ""),
        "team_id": service.get("team_id"),
        "state": "planned",
        "people_served": None,
        "reason": "",
        "note": "",
        "shifted": "",
        "cap": service.get("cap"),
        "volunteer_ids": [],
        "counts": {},
        "signups": [],
        "history": [],
    }
    found: list[Stored] = []
    for on, day, shifted in days:
        session = common.copy()
        session["on"] = text = on.isoformat()
        if shifted:
            session["shifted"], text = shifted, day.isoformat()
        if day.year >= _NO_SUMMER_TIME_SINCE:
            session["starts_at"], session["ends_at"] = f"{text}T{starts}:00+08:00", f"{text}T{ends}:00+08:00"
        else:
            session["starts_at"], session["ends_at"] = moment(day, starts), moment(day, ends)
        found.append(session)
    return found


def moment(day: date, clock: str) -> str:
    """A local day and time `HH:MM` in ISO format, as stored."""
    hour, minute = (int(part) for part in clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LOCAL).isoformat()


def which_hour(sessions: Sequence[Stored]) -> Message:
    """That a service has several sessions on a day, and how one is told from the other."""
    starts = [str(one["starts_at"])[11:16] for one in sessions]
    if len(set(starts)) < len(starts):
        dates = tuple(sorted(str(one["on"]) for one in sessions))
        return Message(
            "There are {n} on {day}, planned for {dates}: choose one in the list of sessions.",
            {"n": len(sessions), "day": str(sessions[0]["starts_at"])[:10], "dates": dates},
        )
    hours = tuple(starts)
    return Message(
        "There are {n} on {day}, at {hours}: write the hour as well.",
        {"n": len(sessions), "day": str(sessions[0]["starts_at"])[:10], "hours": hours},
    )
