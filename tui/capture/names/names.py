"""Look-up of names by Chinese text, full pinyin or initials, with typos tolerated.

A `Names` is built once from people, teams, partners, places and so on. The best rank wins: the exact name
before a prefix, a prefix before an infix, all initials before some. A typo is tolerated only where nothing
matches without one and a single name matches with one. Equally good matches are all returned: the caller
decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal

from tui.capture.names.name_index import FAR_TYPO, TYPO, Index, NameEntry, Rank
from tui.capture.names.spelling import has_other_readings
from tui.language.folding import fold, identity, plain

NameKind = Literal["person", "team", "partner", "party", "place", "service", "category", "wish"]
NameState = Literal["resolved", "ambiguous", "unknown"]
# An organisation on several lists is one entity, of the first of these kinds.
_SAME: Final[Mapping[NameKind, int]] = {"team": 0, "partner": 1, "party": 2}
# The size of the cache: at every key the words of the whole line are looked up again.
_CACHE_SIZE: Final = 1000
_ASIDE: Final = re.compile(r"[（(][^（()）]*[)）]$")


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """Something with a name: its kind, the id or code of its record, its name and aliases."""

    kind: NameKind
    id: int | str | None
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameMatch:
    """The result of a look-up: one entity (`known`), several equally good `candidates`, or none."""

    state: NameState
    known: NamedEntity | None = None
    candidates: tuple[NamedEntity, ...] = ()


NO_MATCH: Final = NameMatch("unknown")


class Names:
    """All names that can be looked up. Immutable."""

    def __init__(self, known: Iterable[NamedEntity]) -> None:
        self.known: Final = tuple(known)
        self._known_of, self._index = _indexed(self.known)
        self._organisations = {
            fold(one.name): one for one in reversed(self.known) if one.kind in {"team", "partner"}
        }
        self._found: dict[tuple[str, tuple[NameKind, ...], Rank], NameMatch] = {}
        self._all: dict[tuple[NameKind, ...], tuple[NamedEntity, ...]] = {}

    def find(self, typed: str, kinds: tuple[NameKind, ...], worst: Rank = FAR_TYPO) -> NameMatch:
        """The entities of those kinds that `typed` names; `worst` is the lowest rank that counts.

        A single match is "resolved", several equally good ones are "ambiguous".
        """
        query = fold(typed).strip()
        if not query:
            return NO_MATCH
        match = self._once(query, kinds, worst)
        return _as_written(match, identity(typed).strip()) if match.state == "ambiguous" else match

    def _once(self, query: str, kinds: tuple[NameKind, ...], worst: Rank) -> NameMatch:
        asked = (query, kinds, worst)
        match = self._found.get(asked)
        if match is None:
            if len(self._found) >= _CACHE_SIZE:
                self._found.clear()
            match = self._found[asked] = self._find(query, kinds, worst)
        return match

    def _find(self, query: str, kinds: tuple[NameKind, ...], worst: Rank) -> NameMatch:
        if worst < TYPO:
            return self._best(self._index.without_typo(query, worst), kinds, worst)
        match = self._once(query, kinds, TYPO - 1)
        if match.state != "unknown":
            return match
        if "person" in kinds and query.isascii():
            match = self._best(self._any_reading.without_typo(query), kinds, worst)
            if match.state != "unknown":
                return match
        match = self._best(self._index.with_typo(query, kinds), kinds, worst)
        # Of several names that are one typo away, none is taken.
        return match if match.state == "resolved" else NO_MATCH

    def _best(
        self, ranks: Iterable[tuple[Rank, list[NameEntry]]], kinds: tuple[NameKind, ...], worst: Rank
    ) -> NameMatch:
        for rank, entries in ranks:
            if rank > worst:
                break
            found = self._merged(entries, kinds)
            if found:
                return (
                    NameMatch("resolved", found[0])
                    if len(found) == 1
                    else NameMatch("ambiguous", None, found)
                )
        return NO_MATCH

    @cached_property
    def _any_reading(self) -> Index:
        """The people whose surname is read otherwise than its character elsewhere (查 zha, 盖 ge), by any reading."""
        return Index(
            NameEntry(place, one.kind, fold(name), plain(name), any_reading=True)
            for place, (one, name) in enumerate((one, name) for one in self.known for name in _names(one))
            if one.kind == "person" and has_other_readings(plain(name))
        )

    def prepare(self) -> None:
        """Look into the spelling of all names now; otherwise the first line that needs it does."""
        self._index.prepare()

    def completions(self, typed: str, kinds: tuple[NameKind, ...], most: int = 8) -> tuple[NamedEntity, ...]:
        """The entities whose name `typed` may begin, the best first; all in order for an empty text."""
        query = fold(typed).strip()
        if not query:
            if kinds not in self._all:
                self._all[kinds] = _merged(known for known in self.known if known.kind in kinds)
            return self._all[kinds][:most]
        found = self._merged((one for _, ranked in self._index.without_typo(query) for one in ranked), kinds)
        if not found and "person" in kinds and query.isascii():
            found = self._merged(
                (one for _, ranked in self._any_reading.without_typo(query) for one in ranked), kinds
            )
        if not found:
            found = self._merged(
                (one for _, ranked in self._index.with_typo(query, kinds) for one in ranked), kinds
            )
        return found[:most]

    def leading_name(self, text: str, kinds: tuple[NameKind, ...]) -> tuple[NamedEntity, int] | None:
        """The longest name of at least two characters that `text` begins with, and its length."""
        folded = fold(text)
        if len(folded) != len(text):
            return None
        fits = list(self._index.leading_name(folded, kinds))
        longest = max((len(entry.name) for entry in fits), default=0)
        found = self._merged((entry for entry in fits if len(entry.name) == longest), kinds)
        return (found[0], longest) if len(found) == 1 else None

    def mentioned(self, text: str, kinds: tuple[NameKind, ...]) -> Iterator[tuple[int, int]]:
        """The spans in `text` of names of at least two characters, spelt exactly."""
        return self._index.mentioned(text, kinds)

    def _merged(self, entries: Iterable[NameEntry], kinds: tuple[NameKind, ...]) -> tuple[NamedEntity, ...]:
        found = (self._known_of[entry.place] for entry in entries if entry.kind in kinds)
        return _merged(self._on_record(one, kinds) for one in found)

    def _on_record(self, known: NamedEntity, kinds: tuple[NameKind, ...]) -> NamedEntity:
        """The organisation on record of the same name, where another word for it was typed (物业 for 物业公司)."""
        recorded = self._organisations.get(fold(known.name)) if known.kind == "party" else None
        return recorded if recorded is not None and recorded.kind in kinds else known


def _as_written(match: NameMatch, typed: str) -> NameMatch:
    """Of candidates that differ in the form of a character (张升, 张昇), the one that is written as typed."""
    same = [one for one in match.candidates if any(identity(name) == typed for name in _names(one))]
    return NameMatch("resolved", same[0]) if len(same) == 1 else match


@lru_cache(maxsize=2)
def _indexed(known: tuple[NamedEntity, ...]) -> tuple[tuple[NamedEntity, ...], Index]:
    """The index, and the entity of each entry. Cached, as names change far less often than other records."""
    called = [(one, name) for one in known for name in _names(one)]
    entries = (
        NameEntry(place, one.kind, fold(name), plain(name)) for place, (one, name) in enumerate(called)
    )
    return tuple(one for one, _ in called), Index(entries)


def _names(known: NamedEntity) -> Iterator[str]:
    """The name with and without a parenthesis at its end, and the aliases."""
    called = (
        known.name,
        _ASIDE.sub("", known.name) if known.name[-1:] in {")", "）"} else known.name,
        *known.aliases,
    )
    return filter(None, dict.fromkeys(called))


def _merged(found: Iterable[NamedEntity]) -> tuple[NamedEntity, ...]:
    """Each entity once; an organisation on several lists counts as one."""
    kept: dict[object, NamedEntity] = {}
    for known in found:
        place = _SAME.get(known.kind)
        key: object = (
            ("organisation", known.name) if place is not None else (known.kind, known.id, known.name)
        )
        before = kept.get(key)
        if before is None or (place is not None and place < _SAME.get(before.kind, 9)):
            kept[key] = known
    return tuple(kept.values())
