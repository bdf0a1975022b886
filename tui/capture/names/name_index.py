"""Finding names fast: one index over all of them, built bit by bit as it is first needed.

Many short texts are searched as one long one, in C, and syllables lead to the names that have them. What
fits is given rank by rank, the best first, so that who looks for the best one never pays for the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate, chain
from typing import Final, NamedTuple

from tui.capture.names.spelling import (
    Sounds,
    heads,
    heard,
    heard_char,
    heard_spellings,
    initials,
    one_off,
    sounds,
    spellings,
    syllables,
)
from tui.language.text import matcher, readings

# How far a fit is from the name itself, in steps; from SLIP on it needs a slip to be forgiven.
EXACT, WHOLE, BEGINS, PART, SCATTERED, SLIP, FAR_SLIP = range(7)
Rank = int
# The longest syllable: zhuang.
_SYLLABLE: Final = 6


class Entry(NamedTuple):
    """One name (folded) of something: its place in the list, the kind, and whether it is a person's."""

    place: int
    kind: str
    name: str

    @property
    def person(self) -> bool:
        """Whether its first characters are a surname."""
        return self.kind == "person"

    @property
    def sounds(self) -> Sounds:
        """How its characters are read."""
        return sounds(self.name, person=self.person)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its full spellings."""
        return spellings(self.name, person=self.person)


class _Column:
    """Short texts, each of an entry, searched all at once."""

    def __init__(self, texts: Iterable[tuple[str, Entry]]) -> None:
        self._rows = list(texts)
        self._text = "\n".join(("", *(text for text, _ in self._rows), ""))
        # Where each text begins, and, for the last, where the next one would.
        self._starts = list(accumulate((len(text) + 1 for text, _ in self._rows), initial=1))

    def finding(self, piece: str) -> Iterator[Entry]:
        """The entries in whose text `piece` stands; a newline in it is an edge of the text."""
        return (entry for _, entry in self.rows(piece))

    def rows(self, piece: str) -> Iterator[tuple[str, Entry]]:
        """The same, with the text."""
        return (self._rows[place] for place in self._places(piece))

    def scattered(self, letters: str) -> Iterator[Entry]:
        """The entries in whose text the letters stand in this order."""
        rarest = min(letters, key=self._text.count)
        for place in self._places(rarest):
            text, entry = self._rows[place]
            at = -1
            for letter in letters:
                at = text.find(letter, at + 1)
                if at < 0:
                    break
            else:
                yield entry

    def _places(self, piece: str) -> Iterator[int]:
        at = self._text.find(piece)
        while at >= 0:
            place = bisect_right(self._starts, at + (piece[0] == "\n")) - 1
            yield place
            at = self._text.find(piece, self._starts[place + 1] - 1)


class Index:
    """The names that there are."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: Final = tuple(entries)
        self._exact: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self._entries:
            self._exact[entry.name].append(entry)

    # ---- rank by rank

    def exact(self, query: str) -> list[Entry]:
        """Those called so."""
        return self._exact.get(query, [])

    def certain(self, query: str, worst: Rank = SCATTERED) -> Iterator[tuple[Rank, list[Entry]]]:
        """What fits `query` (folded) without a slip, rank by rank; an entry may stand in several ranks."""
        yield EXACT, self.exact(query)
        if "\n" in query or worst == EXACT:
            return
        ranks = self._by_letters(query) if query.isascii() else self._by_characters(query)
        for rank, found in ranks:
            yield rank, _in_order(found)

    def slips(self, query: str, kinds: Container[str]) -> Iterator[tuple[Rank, list[Entry]]]:
        """What fits with a slip forgiven: sounds mixed up, one letter too many or too few.

        Of no person another character: 闫爱玲 may well be somebody else, whom no list knows.
        """
        if query.isascii():
            yield SLIP, [entry for entry in self._misspelt(query) if entry.kind in kinds]
            return
        yield SLIP, [entry for entry in self._misheard(query) if entry.kind in kinds]
        far = [
            entry
            for length in range(max(4, len(query) - 1), len(query) + 2)
            for entry in self._by_length.get(length, ())
            if entry.kind in kinds
            and (entry.name[0] == query[0] or entry.name[-1] == query[-1])
            and not entry.person
            and one_off(query, entry.name)
        ]
        yield FAR_SLIP, _in_order(far) if len(query) >= 4 else []

    # ---- what a text begins with, and what stands in it

    def leading(self, text: str, kinds: Container[str]) -> Iterator[Entry]:
        """The names of at least two characters that `text` begins with."""
        for entry in self._by_pair.get(text[:2], ()):
            if entry.kind in kinds and text.startswith(entry.name):
                yield entry

    def mentioned(self, text: str, kinds: Container[str]) -> Iterator[tuple[int, int]]:
        """Where names of at least two characters stand in `text`."""
        by_pair = self._by_pair
        for start in range(len(text) - 1):
            for entry in by_pair.get(text[start : start + 2], ()):
                if entry.kind in kinds and text.startswith(entry.name, start):
                    yield start, start + len(entry.name)

    # ---- by letters

    def _by_letters(self, query: str) -> Iterator[tuple[Rank, Iterable[Entry]]]:
        spelt = self._spelt(query)
        yield (
            WHOLE,
            [*self._initials.finding(f"\n{query}\n"), *(e for e, at, whole in spelt if whole and not at)],
        )
        begins = [*self._latin.finding(f"\n{query}")]
        part = [*self._latin.finding(query)] if len(query) > 1 else []
        if not query.isalpha():
            yield BEGINS, begins
            yield PART, [*part, *self._chinese.finding(query)]
            return
        yield BEGINS, [*begins, *self._initials.finding(f"\n{query}"), *(e for e, at, _ in spelt if not at)]
        if len(query) > 1:
            yield PART, [*part, *self._initials.finding(query), *(e for e, at, _ in spelt if at)]
        if len(query) > 2:
            yield SCATTERED, self._initials.scattered(query)

    def _spelt(self, query: str) -> list[tuple[Entry, int, bool]]:
        """Names spelt so from a character on, the last syllable perhaps unfinished: (entry, from where, is it whole)."""
        found: list[tuple[Entry, int, bool]] = []
        for size in range(1, min(len(query), _SYLLABLE) + 1):
            for entry, at in self._by_sound.get(query[:size], ()):
                ways = entry.sounds
                if size == len(query):
                    found.append((entry, at, at + 1 == len(ways)))
                else:
                    whole = _goes_on(ways, at + 1, query, size)
                    if whole is not None:
                        found.append((entry, at, whole))
        if len(query) < _SYLLABLE:
            sounds, place = self._sounds, bisect_right(self._sounds, query)
            while place < len(sounds) and sounds[place].startswith(query):
                found.extend((entry, at, False) for entry, at in self._by_sound[sounds[place]])
                place += 1
        return found

    def _misspelt(self, query: str) -> list[Entry]:
        """Those whose spelling is one letter off, or sounds the same to a southern ear."""
        if len(query) < 5:
            return []
        # One slip leaves what stands before it or what stands after it.
        middle = len(query) // 2
        near = chain(
            self._spellings.rows(f"\n{query[:middle]}"), self._spellings.rows(f"{query[middle + 1 :]}\n")
        )
        off = (entry for way, entry in near if abs(len(way) - len(query)) <= 1 and one_off(query, way))
        return _in_order((*off, *self._heard.finding(f"\n{heard(query)}\n")))

    # ---- by Chinese text

    def _by_characters(self, query: str) -> Iterator[tuple[Rank, Iterable[Entry]]]:
        """By Chinese text, or Chinese and letters mixed."""
        yield BEGINS, self._names.finding(f"\n{query}")
        part = list(self._names.finding(query))
        if re.search("[a-z]", query):
            fits = matcher(query)
            part += [entry for entry in self._sounding(query) if fits(entry.name)]
        yield PART, part
        if len(query) > 1:
            yield SCATTERED, self._names.scattered(query)

    def _sounding(self, query: str) -> list[Entry]:
        """Those with a character that sounds as the first Chinese one of `query`."""
        char = next(char for char in query if not char.isascii())
        by_sound = (entry for sound in readings(char) for entry, _ in self._by_sound.get(sound, ()))
        return _in_order((*self._names.finding(char), *by_sound))

    def _misheard(self, query: str) -> list[Entry]:
        """Those with other characters that sound alike."""
        if len(query) < 2:
            return []
        as_heard = [heard_char(char) for char in query]
        near: dict[int, Entry] = {}
        for sound in (*as_heard[0], query[0]):
            for entry in self._by_head.get((len(query), sound), ()):
                near[entry.place] = entry
        return [
            entry
            for _, entry in sorted(near.items())
            if all(
                char == own or any(heard(way) in sound for way in ways)
                for char, own, sound, ways in zip(query, entry.name, as_heard, entry.sounds, strict=True)
            )
        ]

    # ---- what is worked out when it is first needed

    @cached_property
    def _names(self) -> _Column:
        return _Column((entry.name, entry) for entry in self._entries)

    @cached_property
    def _latin(self) -> _Column:
        return _Column((entry.name, entry) for entry in self._entries if entry.name.isascii())

    @cached_property
    def _chinese(self) -> _Column:
        return _Column((entry.name, entry) for entry in self._entries if not entry.name.isascii())

    @cached_property
    def _initials(self) -> _Column:
        return _Column(
            (way, entry)
            for entry in self._entries
            if not entry.name.isascii()
            for way in initials(entry.name, person=entry.person)
        )

    @cached_property
    def _spellings(self) -> _Column:
        return _Column((way, entry) for entry in self._entries for way in entry.spellings)

    @cached_property
    def _heard(self) -> _Column:
        return _Column(
            (way, entry)
            for entry in self._entries
            for way in heard_spellings(entry.name, person=entry.person)
        )

    @cached_property
    def _by_sound(self) -> Mapping[str, list[tuple[Entry, int]]]:
        """By each syllable that they have."""
        found: defaultdict[str, list[tuple[Entry, int]]] = defaultdict(list)
        for entry in self._entries:
            if not entry.name.isascii():
                for sound, at in syllables(entry.name, person=entry.person):
                    found[sound].append((entry, at))
        return found

    @cached_property
    def _sounds(self) -> list[str]:
        return sorted(self._by_sound)

    @cached_property
    def _by_head(self) -> Mapping[tuple[int, str], list[Entry]]:
        """By length and by the first character, itself and as it sounds."""
        found: defaultdict[tuple[int, str], list[Entry]] = defaultdict(list)
        for entry in self._entries:
            if len(entry.name) > 1:
                for head in heads(entry.name, person=entry.person):
                    found[len(entry.name), head].append(entry)
        return found

    @cached_property
    def _by_length(self) -> dict[int, list[Entry]]:
        found: dict[int, list[Entry]] = {}
        for entry in self._entries:
            found.setdefault(len(entry.name), []).append(entry)
        return found

    @cached_property
    def _by_pair(self) -> dict[str, list[Entry]]:
        """By the first two characters."""
        found: dict[str, list[Entry]] = {}
        for entry in self._entries:
            if len(entry.name) > 1:
                found.setdefault(entry.name[:2], []).append(entry)
        return found


def _goes_on(ways: Sounds, at: int, query: str, done: int) -> bool | None:
    """Whether the rest of `query` spells the characters from `at` on: to the last (True), not so far, or None."""
    if at == len(ways):
        return None
    best: bool | None = None
    rest = len(query) - done
    for sound in ways[at]:
        if len(sound) >= rest:
            if sound.startswith(query[done:]):
                best = best or (len(sound) == rest and at + 1 == len(ways))
        elif query.startswith(sound, done):
            further = _goes_on(ways, at + 1, query, done + len(sound))
            best = best or further if further is not None else best
    return best


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Each once, in the order of the list."""
    found = {entry.place: entry for entry in entries}
    return [found[place] for place in sorted(found)]
