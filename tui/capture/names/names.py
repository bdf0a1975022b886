"""Names looked up by Chinese text, by pinyin in full or by initials; slips of the pen forgiven.

A `Names` is made once from what is known (people, teams, partners, places, ...). What fits best wins: the
name itself before its beginning, that before a part of it, whole initials before some of them; a slip is
forgiven only where nothing fits without one and one name alone fits with it. Several that fit equally
well are all given: who asks decides, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from tui.capture.names.name_index import FAR_SLIP, SLIP, Entry, Index, Rank
from tui.language.text import fold

NameKind = Literal["person", "team", "partner", "party", "place", "service", "category", "wish"]
NameState = Literal["resolved", "ambiguous", "unknown"]
# An organisation that stands in several lists is one: the first of these kinds is taken.
_SAME: Final[Mapping[NameKind, int]] = {"team": 0, "partner": 1, "party": 2}
# More look-ups than this are not remembered; while a line is typed, its words are looked up at every key.
_MOST_REMEMBERED: Final = 1000
_ASIDE: Final = re.compile(r"[（(][^（()）]*[)）]$")


@dataclass(frozen=True, slots=True)
class Known:
    """Something that has a name: its kind, its record's id or code, its name, and what else it is called."""

    kind: NameKind
    id: int | str | None
    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What a look-up found: one (`known`), several that fit equally well, or none."""

    state: NameState
    known: Known | None = None
    candidates: tuple[Known, ...] = ()


NOBODY: Final = Match("unknown")


class Names:
    """What can be named. Made once of what is known; looking up changes nothing."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.known: Final = tuple(known)
        self._known_of, self._index = _indexed(self.known)
        self._found: dict[tuple[str, tuple[NameKind, ...], Rank], Match] = {}
        self._all: dict[tuple[NameKind, ...], tuple[Known, ...]] = {}

    def find(self, said: str, kinds: tuple[NameKind, ...], worst: Rank = FAR_SLIP) -> Match:
        """What `said` names among those kinds; `worst` is the least that counts as fitting.

        One alone is resolved; several that fit equally well are ambiguous.
        """
        query = fold(said).strip()
        if not query:
            return NOBODY
        asked = (query, kinds, worst)
        match = self._found.get(asked)
        if match is None:
            if len(self._found) >= _MOST_REMEMBERED:
                self._found.clear()
            match = self._found[asked] = self._find(query, kinds, worst)
        return match

    def _find(self, query: str, kinds: tuple[NameKind, ...], worst: Rank) -> Match:
        if worst < SLIP:
            return self._best(self._index.certain(query, worst), kinds, worst)
        match = self.find(query, kinds, SLIP - 1)
        if match.state != "unknown":
            return match
        match = self._best(self._index.slips(query, kinds), kinds, worst)
        # Of several that a slip may have made of it, none is taken.
        return match if match.state == "resolved" else NOBODY

    def _best(
        self, ranks: Iterable[tuple[Rank, list[Entry]]], kinds: tuple[NameKind, ...], worst: Rank
    ) -> Match:
        for rank, entries in ranks:
            if rank > worst:
                break
            found = self._merged(entries, kinds)
            if found:
                return Match("resolved", found[0]) if len(found) == 1 else Match("ambiguous", None, found)
        return NOBODY

    def like(self, said: str, kinds: tuple[NameKind, ...], most: int = 8) -> tuple[Known, ...]:
        """What `said` may be the beginning of, the best first; with nothing said, the first there are."""
        query = fold(said).strip()
        if not query:
            if kinds not in self._all:
                self._all[kinds] = _merged(known for known in self.known if known.kind in kinds)
            return self._all[kinds][:most]
        found = self._merged((one for _, ranked in self._index.certain(query) for one in ranked), kinds)
        if not found:
            found = self._merged(
                (one for _, ranked in self._index.slips(query, kinds) for one in ranked), kinds
            )
        return found[:most]

    def leading(self, text: str, kinds: tuple[NameKind, ...]) -> tuple[Known, int] | None:
        """The longest name of at least two characters that `text` begins with, and its length."""
        folded = fold(text)
        if len(folded) != len(text):
            return None
        fits = list(self._index.leading(folded, kinds))
        longest = max((len(entry.name) for entry in fits), default=0)
        found = self._merged((entry for entry in fits if len(entry.name) == longest), kinds)
        return (found[0], longest) if len(found) == 1 else None

    def mentioned(self, text: str, kinds: tuple[NameKind, ...]) -> Iterator[tuple[int, int]]:
        """Where names of at least two characters stand in `text` as they are."""
        return self._index.mentioned(text, kinds)

    def _merged(self, entries: Iterable[Entry], kinds: tuple[NameKind, ...]) -> tuple[Known, ...]:
        return _merged(self._known_of[entry.place] for entry in entries if entry.kind in kinds)


@lru_cache(maxsize=2)
def _indexed(known: tuple[Known, ...]) -> tuple[tuple[Known, ...], Index]:
    """The index, and what its entries name; kept, for names change far less often than the rest of a store."""
    called = [(one, name) for one in known for name in _names(one)]
    entries = (Entry(place, one.kind, fold(name)) for place, (one, name) in enumerate(called))
    return tuple(one for one, _ in called), Index(entries)


def _names(known: Known) -> Iterator[str]:
    """What it is called: with and without what stands aside in brackets, and what else."""
    called = (
        known.name,
        _ASIDE.sub("", known.name) if known.name[-1:] in {")", "）"} else known.name,
        *known.also,
    )
    return filter(None, dict.fromkeys(called))


def _merged(found: Iterable[Known]) -> tuple[Known, ...]:
    """Each once; an organisation that stands in several lists counts as one."""
    kept: dict[object, Known] = {}
    for known in found:
        place = _SAME.get(known.kind)
        key: object = (
            ("organisation", known.name) if place is not None else (known.kind, known.id, known.name)
        )
        before = kept.get(key)
        if before is None or (place is not None and place < _SAME.get(before.kind, 9)):
            kept[key] = known
    return tuple(kept.values())
