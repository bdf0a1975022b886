"""What each kind of line becomes outside of the minutes; each keeper is one commit of one use case."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from tui.capture.lines.doors import is_called
from tui.capture.lines.free_dates import recurs
from tui.capture.lines.parsed_line import LinePart, ParsedLine, Verb
from tui.desk.desk import Desk
from tui.desk.quick.fields import (
    NO_DAY,
    action_fields,
    assignee_of,
    named,
    one_day,
    record_id,
    reminder_fields,
    said_phone,
    single_day,
    wish_fields,
)
from tui.desk.quick.sessions import cancel_session, keep_sign_up, move_session
from tui.kinds.words import ROLES
from tui.language.errors import InvalidInput, Message, NotAllowed, listed
from tui.language.folding import fold, identity
from tui.language.text import enumerated
from tui.rules.people.skills import skills_in
from tui.rules.privacy.names import begins_with_surname

# The end of an address that is one home's and not a whole building's.
_DOOR: Final = re.compile("[0-9]{3,4} ?[室号户]?$")
# A longer rest of a line is what is wanted, and nobody's name.
_LONGEST_NAME: Final = 12
_FULL_NAME: Final = 3


def keep_wish(desk: Desk, line: ParsedLine, more: Mapping[str, Any] | None = None) -> Message:
    """A wish, given to somebody at once where the line says to whom; `more` are fields that stand in no line."""
    holder = assignee_of(line)
    if holder is not None and not desk.wishes.allowed("wish.assign"):
        role = Message(ROLES[desk.actor.role])
        raise NotAllowed(
            Message(
                "The role «{role}» may not give a wish to somebody. Leave > and the name out.", {"role": role}
            )
        )
    wish = desk.wishes.record({**wish_fields(line), **(more or {})}, assignee=holder)
    if holder is None:
        return Message("Wish {number} recorded.", {"number": wish["number"]})
    return Message(
        "Wish {number} recorded and given to {name}.", {"number": wish["number"], "name": holder["name"]}
    )


def keep_action(desk: Desk, line: ParsedLine) -> Message:
    """An action item."""
    action = desk.actions.add(action_fields(line))
    return Message("Action item of {name}: {title}", {"name": action["owner"], "title": action["title"]})


def keep_reminder(desk: Desk, line: ParsedLine) -> Message:
    """A reminder, of oneself where the line names nobody."""
    kept = desk.reminders.add(reminder_fields(line, desk.store.now))
    said = {"name": kept["owner"], "when": f"{kept['on']} {kept['at']}", "what": kept["title"]}
    return Message("{name} is reminded {when}: {what}.", said)


def keep_session(desk: Desk, line: ParsedLine) -> Message:
    """A session of a service, as planned for the day or besides."""
    when, service = line.when, session_service(desk, line)
    one_day(line)
    if when is None or when.day is None or not when.day_given:
        raise InvalidInput({"": NO_DAY})
    if not service:
        raise InvalidInput({"": Message("Say which service.")})
    place, team = line.first("place", "who"), line.first("assignee", "team")
    if team is not None and record_id(team, "team") is None:
        raise InvalidInput(
            {
                "": Message(
                    "«{name}» is no team on record; a session is held by a team.", {"name": named(team)}
                )
            }
        )
    session = desk.sessions.hold(
        service,
        when.day,
        starts=f"{when.start:%H:%M}" if when.start is not None else None,
        ends=f"{when.end:%H:%M}" if when.end is not None else None,
        place=named(place) or None,
        team_id=record_id(team, "team"),
    )
    name = (desk.store.services.find_stored(session["service_id"]) or {}).get("name", "")
    at = session["starts_at"]
    return Message("Session of {name} on {day} at {time}.", {"name": name, "day": at[:10], "time": at[11:16]})


def session_service(desk: Desk, line: ParsedLine) -> int | str:
    """The id of the service that a line means, or the name of one that is not on record.

    `义务理发 26号` means the haircut day of the 26th, whatever it is called: where no service has the name,
    it is the one of that day with the same skill (and team, where one is said), if there is one alone.
    """
    known = record_id(line.first("service"), "service")
    if known is not None or line.when is None or line.when.day is None:
        return known if known is not None else line.title
    skills, team = skills_in(line.title), record_id(line.first("assignee", "team"), "team")
    day = line.when.day
    alike = [
        int(service["id"])
        for service in desk.store.services.stored()
        if skills & skills_in(str(service["name"]))
        and (held := desk.sessions.held_on(int(service["id"]), day)) is not None
        and team in {None, held.get("team_id")}
    ]
    return alike[0] if len(alike) == 1 else line.title


def keep_hours(desk: Desk, line: ParsedLine) -> Message:
    """Hours of service, of all who are named or of none."""
    people = line.all("who")
    strangers = [named(part) for part in people if record_id(part, "person") is None]
    if strangers:
        raise InvalidInput(
            {
                "": Message(
                    "«{name}» is no volunteer on record. Add them first (9, then n).", {"name": strangers[0]}
                )
            }
        )
    if (line.when is None or not line.when.day_given) and recurs(line.title):
        raise InvalidInput({"": Message("Hours are kept by day: write the day, and a line for each.")})
    on, content, team = (
        one_day(line) or desk.store.now.date(),
        hours_content(desk, line),
        line.first("team", "assignee"),
    )
    desk.hours.add_all(
        [
            {"volunteer_id": record_id(part, "person"), "hours": hours, "on": on.isoformat(), "content": content,
             "team_id": record_id(team, "team")}
            for part, hours in line.shares
        ]
    )  # fmt: skip
    if len({hours for _, hours in line.shares}) > 1:
        each = listed(
            [Message("{name} {n} h", {"name": named(part), "n": f"{hours:g}"}) for part, hours in line.shares]
        )
        return Message("Hours kept: {each}; {content}", {"each": each, "content": content})
    names = enumerated(named(part) for part in people)
    return Message(
        "{n} h of {name} kept: {content}", {"name": names, "n": f"{line.shares[0][1]:g}", "content": content}
    )


def hours_content(desk: Desk, line: ParsedLine) -> str:
    """What the hours were given for, as a certificate names it: the service rather than its team."""
    team, service = line.first("team", "assignee"), line.first("service")
    said = line.title
    if service is not None:
        return named(service)
    if team is not None and said in {"", team.text, named(team)}:
        id = record_id(team, "team")
        services = [
            s["name"] for s in desk.store.services.stored() if s.get("team_id") == id and id is not None
        ]
        return str(services[0]) if len(services) == 1 else named(team)
    return said


def keep_visit(desk: Desk, line: ParsedLine) -> Message:
    """A visit to a household on the list, or to one that is put there."""
    strangers = [named(part) for part in line.all("who") if record_id(part, "person") is None]
    if len(strangers) > 1:
        raise InvalidInput(
            {
                "": Message(
                    "The line names several people: {names}. Write a line for each.",
                    {"names": enumerated(strangers)},
                )
            }
        )
    household, name, heard = visited(desk, line)
    fields: dict[str, Any] = {"on": (one_day(line) or desk.store.now.date()).isoformat(), "heard": heard}
    by = [named(part) for part in line.all("who") if record_id(part, "person") is not None]
    if by:
        fields["by"] = by[0]
    desk.visits.record(household, fields)
    return Message("Visit to {name} kept.", {"name": name})


def visited(desk: Desk, line: ParsedLine) -> tuple[int | Mapping[str, Any], str, str]:
    """The household that a line means: the id of one on the list or the fields of a new one; its name; what was heard.

    Without a sign, the first word may be the name of one on the list. Raises InvalidInput if nobody or
    several may be meant.
    """
    place = line.first("place")
    who = next((part for part in line.all("who") if record_id(part, "person") is None), None)
    said = [word for word in (named(who), named(place)) if word]
    first, _, rest = line.title.partition(" ")
    listed = [home for home in desk.store.households.stored() if home.get("listed", True)]
    fits = [
        home
        for home in listed
        if all(identity(word) in {*_called(home), identity(home.get("address") or "")} for word in said)
    ]
    if not fits and who is not None and place is not None and _DOOR.search(named(place)):
        there = [home for home in listed if identity(home.get("address") or "") == identity(named(place))]
        if len(there) == 1:  # a neighbour's name for who is on the list there: it stays in what was heard
            return int(there[0]["id"]), str(there[0]["name"]), f"{named(who)} {line.title}".strip()
    heard, called = line.title, [home for home in fits if identity(first) in _called(home)]
    if called:
        fits, said, heard = called, said or [first], rest
    if not said:
        raise InvalidInput({"": Message("Say whom: a house, a name on the visit list, or @ and any name.")})
    if len(fits) > 1:
        names = enumerated(f"{home['name']} {home.get('address') or ''}".strip() for home in fits)
        raise InvalidInput(
            {"": Message("Which one is «{text}»? {names}", {"text": " ".join(said), "names": names})}
        )
    if fits:
        return int(fits[0]["id"]), str(fits[0]["name"]), heard
    return {"name": said[0], "address": named(place)}, said[0], heard


def _called(home: Mapping[str, Any]) -> set[str]:
    """The name of a household, with and without what stands in brackets, as names are compared."""
    return {identity(home["name"]), identity(_plain(home["name"]))}


def _plain(name: str) -> str:
    """A name without what stands in brackets at its end."""
    return re.split("[（(]", name, maxsplit=1)[0]


def keep_home(desk: Desk, line: ParsedLine) -> Message:
    """A request for service at home."""
    skill, resident, more = requested(desk, line)
    fields = {
        "detail": ", ".join(filter(None, (_hours_wished(line), more))),
        "resident": resident,
        "skill": skill,
        "address": named(line.first("place")),
        "phone": said_phone(line) or "",
    }
    if (day := single_day(line)) is not None:
        fields["wished_on"] = day.isoformat()
    request = desk.home.request(fields)
    return Message(
        "Home service for {name} kept: {skill}", {"name": request["resident"], "skill": request["skill"]}
    )


def _hours_wished(line: ParsedLine) -> str:
    """The hour at which the resident would like it, or the last of the days; empty where the line says a day alone."""
    when = line.when
    if when is None or when.day is None:
        return ""
    days = f"{when.day:%m-%d} ~ {when.until:%m-%d}" if when.until is not None else ""
    hours = f"{when.start:%H:%M}" if when.start is not None else ""
    return " ".join(filter(None, (days, f"{hours}-{when.end:%H:%M}" if when.end is not None else hours)))


def requested(desk: Desk, line: ParsedLine) -> tuple[str, str, str]:
    """What is wanted, who wants it, and what else is said: `理发 3号楼李奶奶`. Raises InvalidInput if nobody is named."""
    who, place, service = line.first("who"), line.first("place"), line.first("service")
    words = line.title.split()
    offered = {str(item) for s in desk.store.services.stored() for item in s.get("items") or ()}
    listed = {fold(_plain(home["name"])) for home in desk.store.households.stored()}
    wanted = [
        word for word in words if (skills_in(word) or word in offered) and fold(_plain(word)) not in listed
    ]
    if not wanted and who is not None:
        wanted = words
    if not wanted and (caller := _named_in(words)):
        wanted = [word for word in words if word != caller][:1]
    rest = [word for word in words if word not in wanted]
    # 李奶奶理发 without a blank is one word: what is wanted is the whole of it.
    caller = _named_in(rest) or (rest[0] if rest and len(rest[0]) <= _LONGEST_NAME else "")
    name = named(who) or caller or named(place)
    if not name:
        raise InvalidInput({"": Message("Say whom: a name or a house.")})
    skill = " ".join(wanted) or (named(service) if service is not None else "")
    if not skill:
        raise InvalidInput({"": Message("Say what is wanted: haircut, repair ...")})
    left = [word for word in rest if word != name]
    return skill, name, " ".join(left)


def _named_in(words: Sequence[str]) -> str:
    """The one word that is somebody's name: 李奶奶, 周玉兰; empty for none or several."""
    called = [word for word in words if is_called(word)]
    names = called or [word for word in words if 1 < len(word) <= _FULL_NAME and begins_with_surname(word)]
    return names[0] if len(names) == 1 else ""


def keep_rating(desk: Desk, line: ParsedLine) -> Message:
    """How satisfied the resident is; the wish is closed by it."""
    id, number = _wish(line)
    desk.wishes.act(id, "rate", rating=line.score, solved=line.solved, note=line.title)
    return Message("Wish {number} rated and closed.", {"number": number})


def keep_comment(desk: Desk, line: ParsedLine) -> Message:
    """A word in a wish's history."""
    id, number = _wish(line)
    desk.wishes.comment(id, line.title)
    return Message("Wish {number}: comment kept.", {"number": number})


def _wish(line: ParsedLine) -> tuple[int, str]:
    part: LinePart | None = line.first("wish")
    id = record_id(part, "wish")
    if part is None or id is None:  # a line that is ready has one
        raise InvalidInput({"": Message("Which wish? Write its number.")})
    return id, named(part)


KEEPERS: Final[Mapping[Verb, Callable[[Desk, ParsedLine], Message]]] = {
    "wish": keep_wish,
    "action": keep_action,
    "session": keep_session,
    "hours": keep_hours,
    "visit": keep_visit,
    "home": keep_home,
    "rate": keep_rating,
    "comment": keep_comment,
    "signup": keep_sign_up,
    "cancel": cancel_session,
    "move": move_session,
    "remind": keep_reminder,
}
