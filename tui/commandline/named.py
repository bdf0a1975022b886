"""Services and sessions as they are named on the command line: by ID or name, and by date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui.capture.dates.day import parse_day
from tui.capture.dates.moment import parse_moment
from tui.language.errors import InvalidInput, Message, NotFound, Translate, UsageError
from tui.rules.services.schedule import planned_session, sessions_between, which_hour

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.store import Stored


def service_named(desk: Desk, text: str | None, tr: Translate, on: date | None = None) -> Stored:
    """The service that `text` names by ID, by name, or by a part of one name only.

    Of several with that name (one goes on from another) it is the one that has a session of the day
    `on`, or without it the one that has not ended. Raises NotFound, UsageError.
    """
    found = _called(desk, text, tr)
    if len(found) > 1:
        today = desk.store.now.date().isoformat()
        fitting = [s for s in found if not s.get("until") or s["until"] >= today]
        if on is not None:
            fitting = [s for s in found if session_on(desk, s, on) is not None]
        found = fitting if len(fitting) == 1 else found
    if len(found) != 1:
        raise _unclear(text, found)
    return found[0]


def series_named(desk: Desk, text: str | None, tr: Translate) -> list[Stored]:
    """The service that `text` names, and those that go on from it, in their order. Raises as `service_named`."""
    found = _called(desk, text, tr)
    after: dict[int, list[Stored]] = {}
    for service in desk.store.services.stored():
        after.setdefault(int(service.get("follows_id") or 0), []).append(service)
    followers = {int(s["id"]) for one in found for s in after.get(int(one["id"]), ())}
    begun = [s for s in found if int(s["id"]) not in followers]
    if len(begun) != 1:
        raise _unclear(text, begun)
    series = begun
    for one in series:  # grows on the way; a service follows one that was there before it
        series.extend(after.get(int(one["id"]), ()))
    return series


def _called(desk: Desk, text: str | None, tr: Translate) -> list[Stored]:
    """All services that `text` may mean. Raises NotFound, UsageError."""
    wanted = (text or "").strip()
    if not wanted:
        raise UsageError(Message("Something is missing: {what}.", {"what": tr("SERVICE")}))
    known = desk.store.services.stored()
    found = [s for s in known if str(s["id"]) == wanted] or [s for s in known if s["name"] == wanted]
    found = found or [s for s in known if wanted in str(s["name"])]
    if not found:
        raise _unclear(text, known)
    return found


def _unclear(text: str | None, found: Sequence[Stored]) -> NotFound:
    names = ", ".join(f"{s['id']} {s['name']}" for s in found)
    return NotFound(
        Message("Which is meant by «{name}»? There are: {names}.", {"name": text, "names": names})
    )


def session_named(desk: Desk, service: str | None, day: str | None, tr: Translate) -> tuple[Stored, date]:
    """The service, and the date that names its session: of the recurrence, or the day on which it is held.

    With an hour (`11-26 15:00`) it is the one that starts then. Raises NotFound, UsageError, InvalidInput.
    """
    if not day:
        raise UsageError(Message("Something is missing: {what}.", {"what": tr("DATE")}))
    asked = parse_day(day, desk.store.now.date(), desk.store.calendar)
    found = service_named(desk, service, tr, asked)
    by_hour = _by_hour(desk, found, asked, _hour(day, desk))
    return found, by_hour or session_on(desk, found, asked) or asked


def _hour(text: str, desk: Desk) -> str | None:
    """The hour `HH:MM` in a date, if it says one."""
    try:
        return f"{parse_moment(text, desk.store.now, desk.store.calendar):%H:%M}"
    except InvalidInput:
        return None


def _by_hour(desk: Desk, service: Stored, day: date, hour: str | None) -> date | None:
    """The date that names the session that starts at `hour`; None where no hour is needed. Raises NotFound."""
    there = desk.sessions.all_on(int(service["id"]), day)
    there = [one for one in there if one["state"] != "cancelled"] or there
    starts = [str(one["starts_at"])[11:16] for one in there]
    if hour is None and len(set(starts)) < 2:
        return None  # at one hour they are told apart by the dates that name them
    then = [one for one in there if hour is not None and str(one["starts_at"])[11:16] == hour]
    if len(then) == 1:
        return date.fromisoformat(str(then[0]["on"]))
    if not there:
        return None
    if hour is None:
        raise NotFound(which_hour(there))
    hours = ", ".join(f"{service['name']} {str(one['starts_at'])[11:16]}" for one in there)
    raise NotFound(Message("Nothing starts at {hour} on that day; {names}.", {"hour": hour, "names": hours}))


def session_on(desk: Desk, service: Stored, day: date) -> date | None:
    """The date that names the service's session of a day; None if it has none, or several moved to it."""
    calendar = desk.store.calendar
    mine = [s for s in desk.store.sessions.stored() if s["service_id"] == service["id"]]
    if any(s["on"] == day.isoformat() for s in mine) or planned_session(service, day, calendar) is not None:
        return day
    held = sessions_between([service], mine, day, day, calendar)
    return date.fromisoformat(held[0]["on"]) if len(held) == 1 else None


def parts(text: str) -> list[str]:
    """The parts of a list that was typed with commas of any kind."""
    for mark in "，、;；":
        text = text.replace(mark, ",")
    return [part.strip() for part in text.split(",") if part.strip()]


def volunteers_named(desk: Desk, names: Sequence[str]) -> list[int]:
    """The ids of the volunteers with these names. Raises NotFound, UsageError."""
    return [int(desk.volunteers.named(name)["id"]) for name in names]
