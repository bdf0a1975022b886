"""What a line does to a session that is planned: a sign-up, its cancelling, its move to another day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from tui.capture.dates.parsed_date import ParsedDate
from tui.capture.lines.parsed_line import ParsedLine, Verb
from tui.desk.desk import Desk
from tui.desk.quick.fields import NO_DAY, named, one_day, record_id, said_phone
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message
from tui.language.text import enumerated
from tui.rules.people.skills import skills_in
from tui.rules.services.schedule import which_hour

# What these do is seen by everybody on the list: the line is asked back before it does it.
ASKED_BACK: Final[frozenset[Verb]] = frozenset({"cancel", "move"})

# The team comes to them on that day.
_AT_HOME: Final = "上门"


class Planned(NamedTuple):
    """A session that a line names, and the words of the line that are not its name."""

    service_id: int
    name: str
    session: Stored
    rest: str


def planned(desk: Desk, line: ParsedLine) -> Planned:
    """The session that a line names: by its service or what it offers, and the day. Raises InvalidInput."""
    day = one_day(line)
    if day is None or line.when is None or not line.when.day_given:
        raise InvalidInput({"": NO_DAY})
    known, team = record_id(line.first("service"), "service"), record_id(line.first("team"), "team")
    words = line.title.split()
    wanted = skills_in(line.title)
    found: list[tuple[Mapping[str, Any], Stored]] = []
    for service in desk.store.services.stored():
        if known is not None and service["id"] != known:
            continue
        if known is None and team != service.get("team_id") and not wanted & skills_in(str(service["name"])):
            continue
        found += [(service, one) for one in desk.sessions.all_on(int(service["id"]), day)]
    found = _at_the_hour(line, found)
    if len(found) != 1:
        raise InvalidInput({"": _not_one(line, found)})
    service, session = found[0]
    team_said = line.first("team")
    names = {str(service["name"]), team_said.text if team_said is not None else ""}
    rest = " ".join(word for word in words if word not in names and not (known is None and skills_in(word)))
    return Planned(int(service["id"]), str(service["name"]), session, rest)


def _at_the_hour(
    line: ParsedLine, found: list[tuple[Mapping[str, Any], Stored]]
) -> list[tuple[Mapping[str, Any], Stored]]:
    """The sessions that start at the time in the line; if it names none and there are several, those not yet held."""
    if len(found) > 1:
        found = [(of, one) for of, one in found if one["state"] not in {"done", "cancelled"}] or found
    if line.when is None or line.when.start is None:
        return found
    hour = f"{line.when.start:%H:%M}"
    then = [(of, one) for of, one in found if str(one["starts_at"])[11:16] == hour]
    if found and not then:
        raise InvalidInput({"": Message(
            "Nothing starts at {hour} on that day; {names}.",
            {"hour": hour, "names": tuple(f"{of['name']} {str(one['starts_at'])[11:16]}" for of, one in found)},
        )})  # fmt: skip
    return then


def _not_one(line: ParsedLine, found: list[tuple[Mapping[str, Any], Stored]]) -> Message:
    assert line.when is not None
    names = list(dict.fromkeys(str(of["name"]) for of, _ in found))
    if len(names) == 1:
        return which_hour([one for _, one in found])
    if names:
        return Message("Which one is «{text}»? {names}", {"text": line.title, "names": enumerated(names)})
    return Message(
        "No such session takes place on {date}. Write the name of the service; a wish begins with «{wish}».",
        {"date": line.when.message, "wish": Message("wish")},
    )


def signing_up(line: ParsedLine, session: Planned) -> str:
    """Who signs up: a name with @, one on record, or what is left of the line. Raises InvalidInput."""
    name = named(line.first("who")) or session.rest
    if not name:
        raise InvalidInput({"": Message("Say whom: a name or a house.")})
    return name


def keep_sign_up(desk: Desk, line: ParsedLine) -> Message:
    """A resident on the list of a session."""
    session = planned(desk, line)
    resident = signing_up(line, session)
    note = session.rest if line.first("who") is not None else ""
    stored, number = desk.sessions.sign_up(
        session.service_id,
        _on(session),
        resident,
        phone=said_phone(line) or "",
        at_home=_AT_HOME in note.split(),
        address=named(line.first("place")),
        note=" ".join(word for word in note.split() if word != _AT_HOME),
    )
    return Message(
        "{name} is number {n} on the list of {service} on {day}.",
        {"name": resident, "n": number, "service": session.name, "day": str(stored["starts_at"])[:10]},
    )


def asked_back(desk: Desk, line: ParsedLine) -> Message:
    """What a line of `ASKED_BACK` is about to do, as a question. Raises InvalidInput if something is missing."""
    session = planned(desk, line)
    day = str(session.session["starts_at"])[:10]
    if not session.rest:
        raise InvalidInput({"": Message("Say why; those who come are told.")})
    if line.verb == "cancel":
        return Message(
            "Cancel {service} on {day} ({reason})?",
            {"service": session.name, "day": day, "reason": session.rest},
        )
    return Message(
        "Move {service} from {day} to {to} ({reason})?",
        {"service": session.name, "day": day, "to": _new_day(line).message, "reason": session.rest},
    )


def cancel_session(desk: Desk, line: ParsedLine) -> Message:
    """The session does not take place."""
    session = planned(desk, line)
    desk.sessions.cancel(session.service_id, _on(session), session.rest)
    day = str(session.session["starts_at"])[:10]
    return Message("{service} on {day} is cancelled.", {"service": session.name, "day": day})


def move_session(desk: Desk, line: ParsedLine) -> Message:
    """The session takes place on another day, at its hour unless another is said."""
    session, to = planned(desk, line), _new_day(line)
    stored = desk.sessions.move(
        session.service_id,
        _on(session),
        reason=session.rest,
        to=to.day,
        starts=f"{to.start:%H:%M}" if to.start is not None else None,
        ends=f"{to.end:%H:%M}" if to.end is not None else None,
    )
    at = str(stored["starts_at"])
    return Message(
        "{service} is moved to {day} at {time}.", {"service": session.name, "day": at[:10], "time": at[11:16]}
    )


def _new_day(line: ParsedLine) -> ParsedDate:
    part = line.first("to")
    found = part.value if part is not None else None
    if not isinstance(found, ParsedDate) or found.day is None:
        raise InvalidInput({"": Message("Say to which day: 26th to 28th.")})
    return found


def _on(session: Planned) -> date:
    """The day by which the session is known."""
    return date.fromisoformat(str(session.session["on"]))
