"""What has a name at the desk, for lines to be read against: people, teams, partners, services, places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tui.capture.lines.parsed_line import wishes_named
from tui.capture.lines.vocabulary import STANDARD
from tui.capture.names.names import NamedEntity, NameKind, Names
from tui.kinds.words import CATEGORIES
from tui.rules.wishes.categories import categories
from tui.rules.wishes.order import OPEN_STATES
from tui.store import Store

_TABLES: Final[Sequence[tuple[NameKind, str]]] = (
    ("person", "volunteers"),
    ("team", "teams"),
    ("partner", "partners"),
    ("service", "services"),
)


class Naming:
    """The names of one store, gathered anew when records have changed, made anew when names have."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seq = -1
        self._known: tuple[NamedEntity, ...] = ()
        self._names = Names(())

    @property
    def names(self) -> Names:
        """All names as they are now. What was worked out of their spellings stays while they stay."""
        if self._seq != self._store.seq:
            self._seq, known = self._store.seq, tuple(_known(self._store))
            if known != self._known:
                self._known, self._names = known, Names(known)
        return self._names

    def wishes(self, typed: str) -> Sequence[NamedEntity]:
        """The open wishes that a number names; asked only when a line has one, as there may be thousands."""
        open_ones = (
            (int(wish["id"]), str(wish["number"]))
            for wish in self._store.wishes.stored()
            if wish["state"] in OPEN_STATES
        )
        return wishes_named(typed, open_ones, self._store.now.year)


def _known(store: Store) -> Iterator[NamedEntity]:
    yield from STANDARD
    for kind, table in _TABLES:
        for stored in store.collection(table).stored():
            yield NamedEntity(kind, int(stored["id"]), str(stored["name"]))
    community = store.community or {}
    for compound in community.get("compounds") or ():
        if compound["name"]:
            yield NamedEntity("place", int(compound["number"]), str(compound["name"]))
    places = [str(service.get("place") or "") for service in store.services.stored()]
    for place in dict.fromkeys(places + [str(room["name"]) for room in store.rooms.stored()]):
        if place:
            yield NamedEntity("place", None, place)
    for code, label in categories(store.community).items():
        if code not in CATEGORIES:
            yield NamedEntity("category", code, label)
