"""The columns of ledgers that no field holds, and the records of those ledgers that are not simply a table's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from tui.kinds.record import Stored
from tui.kinds.words import MEMBER_ROLES
from tui.papers.ledger import Value
from tui.queries.ledger_values import AND, Cell, Source, day, days_left
from tui.rules.alliance import delivered, left, need_state, stands
from tui.rules.households.visits import last_visits
from tui.rules.people.hours import about_hours, counted, star, summed
from tui.rules.services.bookings import dates
from tui.rules.services.session_state import session_state
from tui.rules.wishes.order import NOT_PRESSED

Making: TypeAlias = Callable[[Source], Cell]
Period: TypeAlias = tuple[date | None, date | None]


def _wish_days(source: Source) -> Cell:
    return lambda wish: days_left(wish, source.today, NOT_PRESSED)


_ENDED: Final = frozenset({"done", "dropped"})


def _action_days(source: Source) -> Cell:
    return lambda action: days_left(action, source.today, _ENDED)


def _last_on(source: Source) -> Cell:
    last = last_visits(source.store.visits.stored())
    return lambda home: day((last.get(home["id"]) or {}).get("on"))


def _teams(source: Source) -> Cell:
    teams: dict[int, list[str]] = defaultdict(list)
    for team in source.documents("teams"):
        for member in team.get("members") or ():
            teams[member["volunteer_id"]].append(str(team["name"]))
    return lambda volunteer: AND.join(teams.get(volunteer["id"], ()))


def _role(source: Source) -> Cell:
    """What a volunteer is in their teams; who is more than a member in any is that."""
    roles: dict[int, list[str]] = defaultdict(list)
    for team in source.documents("teams"):
        for member in team.get("members") or ():
            roles[member["volunteer_id"]].append(member.get("role") or "member")
    order = list(MEMBER_ROLES)

    def said(volunteer: Mapping[str, Any]) -> Value:
        mine = roles.get(volunteer["id"])
        return source.tr(MEMBER_ROLES[min(mine, key=order.index)]) if mine else ""  # type: ignore[arg-type]

    return said


def _given(source: Source) -> Cell:
    hours = summed(source.store.hours.stored(), "person")
    return lambda volunteer: hours.get(volunteer["id"], 0.0)


def _stars(source: Source) -> Cell:
    hours = summed(source.store.hours.stored(), "person")
    return lambda volunteer: star(hours.get(volunteer["id"], 0.0)).stars or None


def _of_hours(name: str) -> Making:
    """Activity, organiser and person in charge: as they are stored, or as team and session tell them."""

    def making(source: Source) -> Cell:
        store = source.store
        teams = {team["id"]: team for team in source.documents("teams")}
        services = {service["id"]: service for service in store.services.stored()}
        sessions = {session["id"]: session for session in store.sessions.stored()}

        def said(record: Mapping[str, Any]) -> Value:
            session = sessions.get(record.get("session_id"))
            service = services.get(session["service_id"]) if session else None
            return about_hours(record, teams.get(record.get("team_id")), service)[name]

        return said

    return making


def _session_day(_: Source) -> Cell:
    """The day on which it takes place, also where it was moved."""
    return lambda session: day(session["starts_at"])


def _clock(name: str) -> Making:
    return lambda _: lambda session: str(session[name])[11:16]


def _session_state(source: Source) -> Cell:
    from tui.kinds.words import SESSION_STATES

    def said(session: Mapping[str, Any]) -> Value:
        starts, ends = (datetime.fromisoformat(session[name]) for name in ("starts_at", "ends_at"))
        return source.tr(SESSION_STATES[session_state(session["state"], starts, ends, source.now)])

    return said


def _signed_up(_: Source) -> Cell:
    return lambda session: len(session.get("signups") or ())


def _empty(_: Source) -> Cell:
    return lambda _document: ""


def _attended(_: Source) -> Cell:
    def said(meeting: Mapping[str, Any]) -> Value:
        known = [one.get("people") or len(one.get("names") or ()) for one in meeting.get("attendance") or ()]
        return sum(known) or None

    return said


def _meeting_title(source: Source) -> Cell:
    return lambda meeting: source.name("meetings", meeting["id"])


def _delivered(source: Source) -> Cell:
    matches = source.store.matches.stored()
    return lambda need: delivered(matches, need_id=need["id"])


def _need_state(source: Source) -> Cell:
    from tui.kinds.words import NEED_STATES

    matches = source.store.matches.stored()
    return lambda need: source.tr(
        NEED_STATES[need_state(need, delivered(matches, need_id=need["id"]), source.today)]
    )


def _left(source: Source) -> Cell:
    matches = source.store.matches.stored()
    return lambda offer: left(offer, delivered(matches, offer_id=offer["id"]))


def _offer_state(source: Source) -> Cell:
    from tui.kinds.words import OFFER_STATES

    matches = source.store.matches.stored()

    def said(offer: Mapping[str, Any]) -> Value:
        if offer["state"] == "withdrawn":
            return source.tr(OFFER_STATES["withdrawn"])
        used = left(offer, delivered(matches, offer_id=offer["id"])) == 0
        standing = "open" if stands(offer, source.today) else "ended"
        state = "used" if used else standing
        return source.tr(OFFER_STATES[state])

    return said


DERIVED: Final[Mapping[str, Mapping[str, Making]]] = {
    "wishes": {"days_left": _wish_days},
    "households": {"last_on": _last_on},
    "volunteers": {"teams": _teams, "role": _role, "hours": _given, "stars": _stars},
    "hours": {name: _of_hours(name) for name in ("activity", "organiser", "in_charge")},
    "sessions": {
        "on": _session_day,
        "starts_at": _clock("starts_at"),
        "ends_at": _clock("ends_at"),
        "state": _session_state,
        "signed_up": _signed_up,
    },
    "signups": {"on": _session_day, "signature": _empty},
    "meetings": {"attended": _attended, "title": _meeting_title},
    "actions": {"days_left": _action_days},
    "offers": {"left": _left, "state": _offer_state},
    "needs": {"delivered": _delivered, "state": _need_state},
}
"""How the derived columns of each ledger are made."""


def _counting(documents: Iterable[Stored], _: Period, __: Source) -> Iterator[Stored]:
    return counted(documents)


def _held(documents: Iterable[Stored], _: Period, __: Source) -> Iterator[Stored]:
    """Sessions by the day on which they take place."""
    return ({**session, "on": session["starts_at"][:10]} for session in documents)


def _each_day(documents: Iterable[Stored], period: Period, source: Source) -> Iterator[Stored]:
    """Bookings, a weekly one for each of its days up to now or to the end of the period."""
    start, end = period[0] or date.min, period[1] or source.today
    for booking in documents:
        days = dates({**booking, "state": "booked"}, date.fromisoformat(booking["on"]), date.max)
        if booking.get("until"):
            days = [one for one in days if start <= one <= end]
        for one in days:
            yield {**booking, "on": one.isoformat()}


RECORDS: Final[Mapping[str, Callable[[Iterable[Stored], Period, Source], Iterable[Stored]]]] = {
    "hours": _counting,
    "sessions": _held,
    "signups": _held,
    "bookings": _each_day,
}
"""The records of a ledger out of its table's documents, where those are not all, or not as they are stored."""
