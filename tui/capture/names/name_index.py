"""An index over names, built part by part when a part is first needed.

Many short texts are joined and searched as one string, which runs in C. Matches are yielded rank by rank, the
best first: a caller who needs only the best does not pay for the rest.
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
    first_keys,
    initials,
    one_edit_apart,
    phonetic_key,
    phonetic_keys,
    phonetic_spellings,
    sounds,
    spellings,
    syllables,
)
from tui.language.filtering import matcher
from tui.language.pinyin import readings

# Ranks of a match, the best first; from TYPO on it contains a typo.
EXACT, WHOLE, BEGINS, PART, SCATTERED, TYPO, FAR_TYPO = range(7)
Rank = int
# The longest syllable: zhuang.
_SYLLABLE: Final = 6


class NameEntry(NamedTuple):
    """One name of an entity: its position in the list and the kind of the entity; the name folded, and as written."""

    place: int
    kind: str
    name: str
    written: str = ""

    @property
    def person(self) -> bool:
        """Whether the first characters are a surname."""
        return self.kind == "person"

    @property
    def sounds(self) -> Sounds:
        """The pinyin syllables of each character."""
        return sounds(self.written or self.name, person=self.person)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The full pinyin spellings."""
        return spellings(self.written or self.name, person=self.person)


class _TextIndex:
    """Short texts, each with its entry, searched as one string."""

    def __init__(self, texts: Iterable[tuple[str, NameEntry]]) -> None:
        self._rows = list(texts)
        self._text = "\n".join(("", *(text for text, _ in self._rows), ""))
        # Where each text begins, and where one after the last would.
        self._starts = list(accumulate((len(text) + 1 for text, _ in self._rows), initial=1))

    def finding(self, piece: str) -> Iterator[NameEntry]:
        """The entries whose text contains `piece`; a newline in `piece` matches an end of the text."""
        return (entry for _, entry in self.rows(piece))

    def rows(self, piece: str) -> Iterator[tuple[str, NameEntry]]:
        """The same, each with its text."""
        return (self._rows[place] for place in self._places(piece))

    def scattered(self, letters: str) -> Iterator[NameEntry]:
        """The entries whose text contains the letters in this order, not necessarily adjacent."""
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
    """Names, searched by characters, pinyin and initials."""

    def __init__(self, entries: Iterable[NameEntry]) -> None:
        self._entries: Final = tuple(entries)
        self._exact: defaultdict[str, list[NameEntry]] = defaultdict(list)
        for entry in self._entries:
            self._exact[entry.name].append(entry)

    # ---- rank by rank

    def exact(self, query: str) -> list[NameEntry]:
        """The entries with exactly this name."""
        return self._exact.get(query, [])

    def without_typo(self, query: str, worst: Rank = SCATTERED) -> Iterator[tuple[Rank, list[NameEntry]]]:
        """The entries that match `query` (folded) as typed, rank by rank; an entry may appear in several ranks."""
        yield EXACT, self.exact(query)
        if "\n" in query or worst == EXACT:
            return
        ranks = self._by_letters(query) if query.isascii() else self._by_characters(query)
        for rank, found in ranks:
            yield rank, _in_order(found)

    def with_typo(self, query: str, kinds: Container[str]) -> Iterator[tuple[Rank, list[NameEntry]]]:
        """The entries that match with one typo: confused sounds, a letter too many or too few.

        For a person no other character counts as a typo: 闫爱玲 may be somebody who is on no list.
        """
        if query.isascii():
            yield TYPO, [entry for entry in self._misspelt(query) if entry.kind in kinds]
            return
        yield TYPO, [entry for entry in self._homophones(query) if entry.kind in kinds]
        far = [
            entry
            for length in range(max(4, len(query) - 1), len(query) + 2)
            for entry in self._by_length.get(length, ())
            if entry.kind in kinds
            and (entry.name[0] == query[0] or entry.name[-1] == query[-1])
            and not entry.person
            and one_edit_apart(query, entry.name)
        ]
        yield FAR_TYPO, _in_order(far) if len(query) >= 4 else []

    # ---- names within a text

    def leading_name(self, text: str, kinds: Container[str]) -> Iterator[NameEntry]:
        """The entries of at least two characters that `text` begins with."""
        for entry in self._by_pair.get(text[:2], ()):
            if entry.kind in kinds and text.startswith(entry.name):
                yield entry

    def mentioned(self, text: str, kinds: Container[str]) -> Iterator[tuple[int, int]]:
        """The spans in `text` of names of at least two characters."""
        by_pair = self._by_pair
        for start in range(len(text) - 1):
            for entry in by_pair.get(text[start : start + 2], ()):
                if entry.kind in kinds and text.startswith(entry.name, start):
                    yield start, start + len(entry.name)

    # ---- by letters

    def _by_letters(self, query: str) -> Iterator[tuple[Rank, Iterable[NameEntry]]]:
        spelt = self._spelt_in_pinyin(query)
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

    def _spelt_in_pinyin(self, query: str) -> list[tuple[NameEntry, int, bool]]:
        """Names that contain the spelling `query`, its last syllable perhaps unfinished.

        Triples (entry, index of the first character, whether it is spelt to the end of the name).
        """
        found: list[tuple[NameEntry, int, bool]] = []
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

    def _misspelt(self, query: str) -> list[NameEntry]:
        """The entries whose spelling differs by one letter, or by sounds that southern speakers confuse."""
        if len(query) < 5:
            return []
        # A single typo leaves the half before it or the half after it intact.
        middle = len(query) // 2
        near = chain(
            self._spellings.rows(f"\n{query[:middle]}"), self._spellings.rows(f"{query[middle + 1 :]}\n")
        )
        off = (entry for way, entry in near if abs(len(way) - len(query)) <= 1 and one_edit_apart(query, way))
        return _in_order((*off, *self._phonetic.finding(f"\n{phonetic_key(query)}\n")))

    # ---- by Chinese text

    def _by_characters(self, query: str) -> Iterator[tuple[Rank, Iterable[NameEntry]]]:
        """Matches for Chinese text, or for Chinese and letters mixed."""
        yield BEGINS, self._names.finding(f"\n{query}")
        part = list(self._names.finding(query))
        if re.search("[a-z]", query):
            fits = matcher(query)
            part += [entry for entry in self._sounding(query) if fits(entry.name)]
        yield PART, part
        if len(query) > 1:
            yield SCATTERED, self._names.scattered(query)

    def _sounding(self, query: str) -> list[NameEntry]:
        """The entries that have a homophone of the first Chinese character of `query`."""
        char = next(char for char in query if not char.isascii())
        by_sound = (entry for sound in readings(char) for entry, _ in self._by_sound.get(sound, ()))
        return _in_order((*self._names.finding(char), *by_sound))

    def _homophones(self, query: str) -> list[NameEntry]:
        """The entries of the same length whose characters sound like those of `query`."""
        if len(query) < 2:
            return []
        phonetic = [phonetic_keys(char) for char in query]
        near: dict[int, NameEntry] = {}
        for sound in (*phonetic[0], query[0]):
            for entry in self._by_first_key.get((len(query), sound), ()):
                near[entry.place] = entry
        return [
            entry
            for _, entry in sorted(near.items())
            if all(
                char == own or any(phonetic_key(way) in sound for way in ways)
                for char, own, sound, ways in zip(query, entry.name, phonetic, entry.sounds, strict=True)
            )
        ]

    def prepare(self) -> None:
        """Build all parts of the index now."""
        for part in _PARTS:
            getattr(self, part)

    # ---- parts of the index, built when first needed

    @cached_property
    def _names(self) -> _TextIndex:
        return _TextIndex((entry.name, entry) for entry in self._entries)

    @cached_property
    def _latin(self) -> _TextIndex:
        return _TextIndex((entry.name, entry) for entry in self._entries if entry.name.isascii())

    @cached_property
    def _chinese(self) -> _TextIndex:
        return _TextIndex((entry.name, entry) for entry in self._entries if not entry.name.isascii())

    @cached_property
    def _initials(self) -> _TextIndex:
        return _TextIndex(
            (way, entry)
            for entry in self._entries
            if not entry.name.isascii()
            for way in initials(entry.written or entry.name, person=entry.person)
        )

    @cached_property
    def _spellings(self) -> _TextIndex:
        return _TextIndex((way, entry) for entry in self._entries for way in entry.spellings)

    @cached_property
    def _phonetic(self) -> _TextIndex:
        return _TextIndex(
            (way, entry)
            for entry in self._entries
            for way in phonetic_spellings(entry.written or entry.name, person=entry.person)
        )

    @cached_property
    def _by_sound(self) -> Mapping[str, list[tuple[NameEntry, int]]]:
        """The entries by each of their syllables, with the index of the character."""
        found: defaultdict[str, list[tuple[NameEntry, int]]] = defaultdict(list)
        for entry in self._entries:
            if not entry.name.isascii():
                for sound, at in syllables(entry.written or entry.name, person=entry.person):
                    found[sound].append((entry, at))
        return found

    @cached_property
    def _sounds(self) -> list[str]:
        return sorted(self._by_sound)

    @cached_property
    def _by_first_key(self) -> Mapping[tuple[int, str], list[NameEntry]]:
        """The entries by length and first character, and by length and its phonetic key."""
        found: defaultdict[tuple[int, str], list[NameEntry]] = defaultdict(list)
        for entry in self._entries:
            if len(entry.name) > 1:
                for head in first_keys(entry.written or entry.name, person=entry.person):
                    found[len(entry.name), head].append(entry)
        return found

    @cached_property
    def _by_length(self) -> dict[int, list[NameEntry]]:
        found: dict[int, list[NameEntry]] = {}
        for entry in self._entries:
            found.setdefault(len(entry.name), []).append(entry)
        return found

    @cached_property
    def _by_pair(self) -> dict[str, list[NameEntry]]:
        """The entries by their first two characters."""
        found: dict[str, list[NameEntry]] = {}
        for entry in self._entries:
            if len(entry.name) > 1:
                found.setdefault(entry.name[:2], []).append(entry)
        return found


_PARTS: Final = tuple(name for name, value in vars(Index).items() if isinstance(value, cached_property))


def _goes_on(ways: Sounds, at: int, query: str, done: int) -> bool | None:
    """Whether the rest of `query` spells the characters from `at` on.

    True if it spells them to the last, False if not so far, None if it does not spell them.
    """
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


def _in_order(entries: Iterable[NameEntry]) -> list[NameEntry]:
    """Each entry once, in the order of the list."""
    found = {entry.place: entry for entry in entries}
    return [found[place] for place in sorted(found)]
