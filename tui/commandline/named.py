"""Services and sessions as they are named on the command line: by ID or name, and by date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tui.language.errors import InvalidInput, Message, NotFound, Translate, UsageError

if TYPE_CHECKING:
    from tui.desk.context import DeskContext
    from tui.store import Store, Stored


def service_named(context: DeskContext, text: str | None, tr: Translate, on: date | None = None) -> Stored:
    """The service that `text` names by ID, by name, or by a part of one name only.

    Of several with that name (one goes on from another) it is the one that has a session of the day
    `on`, or without it the one that has not ended. Raises NotFound, UsageError.
    """
    found = _called(context, text, tr)
    if len(found) > 1:
        today = context.today.isoformat()
        fitting = [s for s in found if not s.get("until") or s["until"] >= today]
        if on is not None:
            fitting = [s for s in found if session_on(context, s, on) is not None]
        found = fitting if len(fitting) == 1 else found
    if len(found) != 1:
        raise _unclear(text, found)
    return found[0]


def series_named(context: DeskContext, text: str | None, tr: Translate) -> list[Stored]:
    """The service that `text` names, and those that go on from it, in their order. Raises as `service_named`."""
    found = _called(context, text, tr)
    after: dict[int, list[Stored]] = {}
    for service in context.store.services.stored():
        after.setdefault(int(service.get("follows_id") or 0), []).append(service)
    followers = {int(s["id"]) for one in found for s in after.get(int(one["id"]), ())}
    begun = [s for s in found if int(s["id"]) not in followers]
    if len(begun) != 1:
        raise _unclear(text, begun)
    series = begun
    for one in series:  # grows on the way; a service follows one that was there before it
        series.extend(after.get(int(one["id"]), ()))
    return series


def _called(context: DeskContext, text: str | None, tr: Translate) -> list[Stored]:
    """All services that `text` may mean. Raises NotFound, UsageError."""
    from tui.capture.names.called import called

    wanted = (text or "").strip()
    if not wanted:
        raise UsageError(Message("Something is missing: {what}.", {"what": tr("SERVICE")}))
    known = context.store.services.stored()
    found = [s for s in known if str(s["id"]) == wanted] or called(known, wanted, "service")
    if not found:
        raise _unclear(text, known)
    return found


def _unclear(text: str | None, found: Sequence[Stored]) -> NotFound:
    names = tuple(f"{s['id']} {s['name']}" for s in found)
    return NotFound(
        Message("Which is meant by «{name}»? There are: {names}.", {"name": text, "names": names})
    )


def session_named(
    context: DeskContext, service: str | None, day: str | None, tr: Translate
) -> tuple[Stored, date]:
    """The service, and the date that names its session: of the recurrence, or the day on which it is held.

    With an hour (`11-26 15:00`) it is the one that starts then. Raises NotFound, UsageError, InvalidInput.
    """
    if not day:
        raise UsageError(Message("Something is missing: {what}.", {"what": tr("DATE")}))
    asked = date_of(day, context.store)
    found = service_named(context, service, tr, asked)
    by_hour = _by_hour(context, found, asked, _hour(day, context))
    return found, by_hour or session_on(context, found, asked) or asked


def _hour(text: str, context: DeskContext) -> str | None:
    """The hour `HH:MM` in a date, if it says one."""
    from tui.capture.dates.moment import parse_moment

    try:
        return f"{parse_moment(text, context.now, context.store.calendar):%H:%M}"
    except InvalidInput:
        return None


def _by_hour(context: DeskContext, service: Stored, day: date, hour: str | None) -> date | None:
    """The date that names the session that starts at `hour`; None where no hour is needed. Raises NotFound."""
    from tui.rules.services.schedule import sessions_between, which_hour

    mine = [s for s in context.store.sessions.stored() if s["service_id"] == service["id"]]
    there = sessions_between([service], mine, day, day, context.store.calendar)
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
    hours = tuple(f"{service['name']} {start}" for start in starts)
    raise NotFound(Message("Nothing starts at {hour} on that day; {names}.", {"hour": hour, "names": hours}))


def session_on(context: DeskContext, service: Stored, day: date) -> date | None:
    """The date that names the service's session of a day; None if it has none, or several moved to it."""
    from tui.rules.services.schedule import planned_session, sessions_between

    mine = [s for s in context.store.sessions.stored() if s["service_id"] == service["id"]]
    if (
        any(s["on"] == day.isoformat() for s in mine)
        or planned_session(service, day, context.store.calendar) is not None
    ):
        return day
    held = sessions_between([service], mine, day, day, context.store.calendar)
    return date.fromisoformat(held[0]["on"]) if len(held) == 1 else None


def date_of(text: str, store: Store, *, past: bool = False) -> date:
    """The date that was typed, such as `tomorrow` or `12-01`; `past` of what has happened. Raises InvalidInput."""
    from tui.capture.dates.day import parse_day

    return parse_day(text, store.now.date(), store.calendar, "around" if past else "future")


def period_of(first: str | None, last: str | None, store: Store) -> tuple[date | None, date | None]:
    """The first and the last day of a period of records, such as `上个月`; None for one that was not typed.

    Raises InvalidInput.
    """
    from tui.capture.dates.day import parse_first_day, parse_last_day

    today, calendar = store.now.date(), store.calendar
    start = parse_first_day(first, today, calendar) if first else None
    return start, parse_last_day(last, today, calendar, start) if last else None


def day(text: str | None, store: Store, *, past: bool = False) -> str | None:
    """A typed day as the store keeps it; None where nothing was typed. Raises InvalidInput."""
    return date_of(text, store, past=past).isoformat() if text else None


def parts(text: str) -> list[str]:
    """The parts of a list that was typed with commas of any kind."""
    for mark in "，、;；":
        text = text.replace(mark, ",")
    return [part.strip() for part in text.split(",") if part.strip()]


def volunteers_named(context: DeskContext, names: Sequence[str]) -> list[int]:
    """The ids of the volunteers with these names. Raises NotFound, UsageError."""
    return [int(context.desk.volunteers.named(name)["id"]) for name in names]


def one_named(context: DeskContext, table: str, text: str | None) -> int:
    """The record that `text` names by ID, by name, or by a part that only one name has. Raises NotFound."""
    from tui.capture.names.called import called

    stored = context.store.collection(table).stored()
    known = {int(s["id"]): str(s["name"]) for s in stored}
    wanted = (text or "").strip()
    found = [id for id in known if str(id) == wanted] or [
        int(s["id"]) for s in called(stored, wanted, "partner")
    ]
    if len(found) != 1:
        raise NotFound(
            Message(
                "Which is meant by «{name}»? There are: {names}.",
                {"name": wanted, "names": tuple(f"{id} {name}" for id, name in known.items())},
            )
        )
    return found[0]


def coded(text: str, labels: Mapping[Any, str], tr: Translate) -> str:
    """The code that `text` names, by itself or by its label. Raises InvalidInput."""
    for code, label in labels.items():
        if text in {code, label, tr(label)}:
            return str(code)
    raise InvalidInput(
        {"kind": Message("«{value}» is not one of: {choices}.", {"value": text, "choices": tuple(labels)})}
    )


def next_meeting(context: DeskContext) -> int:
    """The meeting that is planned next. Raises NotFound."""
    ahead = context.desk.meetings.next()
    if ahead is None:
        raise NotFound(Message("No meeting is planned. Plan one first: xingfu meeting plan"))
    return int(ahead["id"])


def minuted(meeting: int | None, context: DeskContext) -> int:
    """The meeting that is named, else the one under way or held last, else the next. Raises NotFound."""
    if meeting is not None:
        return meeting
    today = context.now.isoformat()
    begun = [
        m
        for m in context.store.meetings.stored()
        if m["starts_at"] <= today or m.get("lines") or m["state"] == "held"
    ]
    if not begun:
        return next_meeting(context)
    return int(max(begun, key=lambda m: str(m["starts_at"]))["id"])
