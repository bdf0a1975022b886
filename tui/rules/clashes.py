"""Sessions that cannot both be: same place, same team or same person at one time."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from tui.errors import Message
from tui.rules.schedule import sessions_between

Stored = Mapping[str, Any]
Kind = Literal["place", "team", "person"]
Key = tuple[int, str]
"""What names a session: its service, and the date that the recurrence gave it."""

_OVER: Final = frozenset({"done", "cancelled"})


@dataclass(frozen=True, slots=True)
class Clash:
    """Two sessions at one time that share something; `people` are the volunteers that both need."""

    kind: Kind
    one: Key
    other: Key
    people: tuple[int, ...] = ()


def clashes(sessions: Iterable[Stored], at_home: Collection[int] = ()) -> list[Clash]:
    """All clashes among stored or planned sessions; those done or cancelled have none.

    `at_home` are the services that go to the residents' homes: they share no place.
    """
    open_ones = [
        (datetime.fromisoformat(s["starts_at"]), datetime.fromisoformat(s["ends_at"]), s)
        for s in sessions
        if s["state"] not in _OVER
    ]
    open_ones.sort(key=lambda one: one[0])
    found: list[Clash] = []
    running: list[tuple[datetime, Stored]] = []
    for starts, ends, session in open_ones:
        running = [(until, before) for until, before in running if until > starts]
        for _, before in running:
            found.extend(_between(before, session, at_home))
        running.append((ends, session))
    return found


def clashes_of(session: Stored, sessions: Iterable[Stored], at_home: Collection[int] = ()) -> list[Clash]:
    """The clashes of one session, itself named first, with any of `sessions`."""
    mine = key_of(session)
    others = [s for s in sessions if key_of(s) != mine]
    return [
        c if c.one == mine else Clash(c.kind, c.other, c.one, c.people)
        for c in clashes([session, *others], at_home)
        if mine in {c.one, c.other}
    ]


def clashes_about(session: Stored, services: Iterable[Stored], sessions: Iterable[Stored]) -> list[Clash]:
    """The clashes of one session with all that the services have at that time, on record or planned."""
    day, known = datetime.fromisoformat(session["starts_at"]).date(), list(services)
    around = sessions_between(known, sessions, day - timedelta(1), day + timedelta(1))
    return clashes_of(session, around, {s["id"] for s in known if s.get("at_home")})


def told(clash: Clash, service: Callable[[int], str], volunteer: Callable[[int], str]) -> Message:
    """A clash in words; `service` and `volunteer` give the names of those with an id."""
    other = service(clash.other[0])
    if clash.kind == "place":
        return Message("The place is taken by «{service}» at that time.", {"service": other})
    if clash.kind == "team":
        return Message("The team is at «{service}» at that time.", {"service": other})
    names = ", ".join(volunteer(id) for id in clash.people)
    return Message("{names} is down for «{service}» at that time.", {"names": names, "service": other})


def key_of(session: Stored) -> Key:
    """What names the session."""
    return int(session["service_id"]), str(session["on"])


def _between(one: Stored, other: Stored, at_home: Collection[int]) -> Iterable[Clash]:
    keys = key_of(one), key_of(other)
    home = one["service_id"] in at_home or other["service_id"] in at_home
    if not home and _place(one) and _place(one) == _place(other):
        yield Clash("place", *keys)
    if one.get("team_id") and one.get("team_id") == other.get("team_id"):
        yield Clash("team", *keys)
    both = set(one.get("volunteer_ids") or ()) & set(other.get("volunteer_ids") or ())
    if both:
        yield Clash("person", *keys, tuple(sorted(both)))


def _place(session: Stored) -> str:
    return "".join(unicodedata.normalize("NFKC", str(session.get("place") or "")).split()).lower()
