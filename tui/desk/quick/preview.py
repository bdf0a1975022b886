"""The effects of Enter that the parts of a line do not show, as messages to read before pressing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Final

from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.lines.parsed_line import ParsedLine, Verb
from tui.capture.lines.session_words import ABOUT_A_SESSION
from tui.desk.desk import Desk
from tui.desk.quick.fields import NO_DAY, NO_HOLDER, due_of, one_day, reminder_fields, title_of
from tui.desk.quick.minutes import by_name
from tui.desk.quick.records import hours_content, requested, session_service, visited
from tui.desk.quick.sessions import asked_back, planned, signing_up
from tui.language.errors import InvalidInput, Message
from tui.language.text import enumerated
from tui.rules.calendar.unpublished import unpublished_notes

_ON_ONE_DAY: Final[frozenset[Verb]] = frozenset({"session", "hours", "visit"})
_CUT: Final[Mapping[Verb, Message]] = {
    "wish": Message("Longer than a title: the whole of it is kept as the detail."),
    "action": Message("Longer than a title: the whole of it is kept as the note."),
}


def preview(desk: Desk, line: ParsedLine) -> tuple[Message, ...]:
    """The messages; none for a line that is not ready."""
    if line.problems or line.questions:
        return ()
    cut = _CUT.get(line.verb) if title_of(line.title) != line.title else None
    try:
        effect = _of_session(desk, line) if line.verb in ABOUT_A_SESSION else _effect(desk, line)
    except InvalidInput as error:
        effect = next(iter(error.errors.values()))
    messages = (effect, cut, *_unpublished(desk, line))
    return tuple(message for message in messages if message is not None)


def _unpublished(desk: Desk, line: ParsedLine) -> list[Message]:
    """Warnings for days of years whose official holidays are not published yet."""
    days = [
        day
        for part in line.parts
        if isinstance(part.value, ParsedDate) and part.value.day is not None and part.value.day_given
        for day in (part.value.day, *part.value.also, part.value.until)
        if day is not None
    ]
    if line.verb == "wish":
        days += desk.wishes.deadlines(line.urgency, line.category or "", due_of(line))
    return unpublished_notes(days, desk.store.calendar, desk.store.now.date())


def _of_session(desk: Desk, line: ParsedLine) -> Message:
    if line.verb != "signup":
        return asked_back(desk, line)
    session = planned(desk, line)
    return Message(
        "{name} signs up for {service}.", {"name": signing_up(line, session), "service": session.name}
    )


def _session_effect(desk: Desk, line: ParsedLine, day: date, start: time | None) -> Message:
    service = session_service(desk, line)
    if isinstance(service, str):
        return Message("A new service, held on that day alone.")
    name = {"name": (desk.store.services.find_stored(service) or {}).get("name", "")}
    starts = f"{start:%H:%M}" if start else None
    held = desk.sessions.meant_on(service, day, starts)
    if held is None:
        return Message("{name}: one session more than planned.", name)
    if starts and (was := str(held["starts_at"])[11:16]) != starts:
        hours = {**name, "was": was, "now": starts}
        return Message("{name}: the session of the day, at {now} and no longer at {was}.", hours)
    return Message("{name}: the session that is planned for the day.", name)


def _effect(desk: Desk, line: ParsedLine) -> Message | None:
    if line.verb in _ON_ONE_DAY:
        one_day(line)
    match line.verb:
        case "session" if line.when is not None and line.when.day is not None and line.when.day_given:
            return _session_effect(desk, line, line.when.day, line.when.start)
        case "session":
            return NO_DAY
        case "present" if names := [name for _, name in by_name(line)]:
            return Message("By name: {names}", {"names": enumerated(names)})
        case "visit":
            household, whom, _ = visited(desk, line)
            if isinstance(household, int):
                return Message("Household on the list: {name}", {"name": whom})
            return Message("{name} is put on the visit list.", {"name": whom})
        case "home":
            skill, whom, _ = requested(desk, line)
            return Message("{skill}, at home, for {name}", {"skill": skill, "name": whom})
        case "hours":
            given = hours_content(desk, line)
            if not given:
                return Message("Say what was done; a certificate names it.")
            return Message("Given for: {content}", {"content": given})
        case "remind":
            messages = reminder_fields(line, desk.store.now)
            messages["name"] = messages.pop("owner", desk.actor.name)
            return Message("{name} sees it on {on} at {at}, until it is done.", messages)
        case "action" if line.first("assignee", "who") is None:
            return NO_HOLDER
    return None
