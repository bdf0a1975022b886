"""All kinds of record: listed here, declared in a module each, loaded when one is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from tui.kinds.declaration import Field, FieldType, Kind, Personal, Place, load

# Kind -> the table of its documents and where it is declared. Two kinds show another's documents by another name
# (`due` are home requests that come again), a day has none.
_KINDS: Final[Mapping[str, tuple[str, Place]]] = {
    "community": ("communities", Place("tui.kinds.community:COMMUNITY")),
    "partner": ("partners", Place("tui.kinds.partner:PARTNER")),
    "volunteer": ("volunteers", Place("tui.kinds.volunteer:VOLUNTEER")),
    "team": ("teams", Place("tui.kinds.team:TEAM")),
    "service": ("services", Place("tui.kinds.service:SERVICE")),
    "session": ("sessions", Place("tui.kinds.session:SESSION")),
    "hours": ("hours", Place("tui.kinds.hours:HOURS")),
    "wish": ("wishes", Place("tui.kinds.wish:WISH")),
    "meeting": ("meetings", Place("tui.kinds.meeting:MEETING")),
    "action": ("actions", Place("tui.kinds.action:ACTION")),
    "supervision": ("supervisions", Place("tui.kinds.supervision:SUPERVISION")),
    "export": ("exports", Place("tui.kinds.export:EXPORT")),
    "household": ("households", Place("tui.kinds.household:HOUSEHOLD")),
    "visit": ("visits", Place("tui.kinds.visit:VISIT")),
    "mediation": ("mediations", Place("tui.kinds.mediation:MEDIATION")),
    "lesson": ("lessons", Place("tui.kinds.lesson:LESSON")),
    "home": ("home_requests", Place("tui.kinds.home:HOME")),
    "offer": ("offers", Place("tui.kinds.offer:OFFER")),
    "need": ("needs", Place("tui.kinds.need:NEED")),
    "match": ("matches", Place("tui.kinds.match:MATCH")),
    "appointment": ("appointments", Place("tui.kinds.appointment:APPOINTMENT")),
    "room": ("rooms", Place("tui.kinds.room:ROOM")),
    "booking": ("bookings", Place("tui.kinds.booking:BOOKING")),
    "identity": ("identities", Place("tui.kinds.identity:IDENTITY")),
    "reminder": ("reminders", Place("tui.kinds.reminder:REMINDER")),
    "due": ("home_requests", Place("tui.kinds.due:DUE")),
    "day": ("", Place("tui.kinds.day:DAY")),
}

# The lists of `xingfu list`, by the words that kinds declare as `listed`.
LISTS: Final = (
    "wishes", "meetings", "actions", "households", "visits", "mediations", "services", "sessions", "teams",
    "volunteers", "lessons", "home", "partners", "offers", "needs", "matches", "appointments", "rooms", "bookings", "reminders",
)  # fmt: skip


@cache
def kind(name: str) -> Kind:
    """The kind of that name. Raises KeyError."""
    found: Kind = load(_KINDS[name][1])
    return found


def names() -> tuple[str, ...]:
    """The names of all kinds."""
    return tuple(_KINDS)


def kinds() -> Iterator[Kind]:
    """All kinds; loads every declaration."""
    return map(kind, _KINDS)


def counts(table: str, document: Mapping[str, Any]) -> bool:
    """Whether a stored document is in figures, by the rule that its kind declares."""
    rule = stored_kind(table).counts
    return rule is None or bool(load(rule)(document))


def stored_kind(table: str) -> Kind:
    """The kind whose documents are in `table`. Raises KeyError."""
    return kind(_STORED[table])


def tables() -> tuple[str, ...]:
    """The tables of all kinds, in the order in which they are declared."""
    return _TABLES


def listed_kind(word: str) -> Kind:
    """The kind that `xingfu list` has by this word. Raises KeyError."""
    for table in (word,) if word in _STORED else _STORED:
        if stored_kind(table).listed == word:
            return stored_kind(table)
    raise KeyError(word)


@cache
def declared(table: str) -> Mapping[str, Field]:
    """The fields of a table's documents by their path, those of parts among them (`history.note`)."""
    return dict(_paths(stored_kind(table).fields, "")) if table in _STORED else {}


def _paths(fields: tuple[Field, ...], within: str) -> Iterator[tuple[str, Field]]:
    for field in fields:
        yield f"{within}{field.name}", field
        yield from _paths(field.parts, f"{within}{field.name}.")


@cache
def personal(table: str) -> Mapping[str, Personal]:
    """What of a person the fields of a table's documents hold, by path (`phone`, `signups.resident`).

    Masking and forgetting read it. What is not in it is no person's data of its own, but may be text in which
    persons stand: see `exact`.
    """
    return {path: field.personal for path, field in declared(table).items() if field.personal is not None}


@cache
def exact(table: str) -> frozenset[str]:
    """The fields, by path, in which no free text stands: dates, times, numbers, codes, choices, yes and no.

    Text in any other field, and in a field that nobody declares, may hold anything, and is scrubbed.
    """
    return BOOKKEEPING | {path for path, field in declared(table).items() if field.type in _EXACT}


BOOKKEEPING: Final = frozenset({"id", "rev", "created_at", "updated_at"})
_EXACT: Final[frozenset[FieldType]] = frozenset({"day", "time", "number", "choice", "yes_no", "code"})
_VIEWS: Final = frozenset({"due", "day"})
_STORED: Final[Mapping[str, str]] = {table: name for name, (table, _) in _KINDS.items() if name not in _VIEWS}
_TABLES: Final = tuple(_STORED)
