"""Which records can contain a spelling: pairs of initials, and syllables, as bit sets with one bit a record.

Letters are typed for pinyin in three ways: initials (`dfl`), syllables of which the last may be unfinished
(`dongf`), and Latin text. Two neighbouring initials and single syllables leave few records; the exact test of
`tui.language.filtering` is then asked for those alone. A piece of Chinese text is narrowed down in the same way, by
the syllables of its characters, and a number by its pairs of digits. The bits of 50,000 records take 6 kB for each of
some thousand spellings, whatever the length of the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from tui.language.filtering import mixed
from tui.language.pinyin import readings
from tui.queries.search.cutting import ways

# Records by which the bit sets grow; pairs of characters whose bit sets are cached.
_GROWN_BY: Final = 1024
_MOST_PAIRS: Final = 20_000
# So many sets of bits are kept as numbers besides: 1 MB of 50,000 records.
_MOST_NUMBERS: Final = 160
_BITS: Final = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
_RUNS: Final = re.compile("[a-z]{2,}")
# Fewer characters with a reading exclude too little to be asked for all but one of them.
_FEWEST_NEAR: Final = 2
# What numbers are written with; pairs of these are spellings too.
_FIGURES: Final = frozenset("0123456789-")


class Holding(NamedTuple):
    """The positions of texts that contain some letters; those that may contain them as initials (with `whole`, in any
    way); and those that may contain them as syllables, or as syllables and initials (in capitals)."""

    certain: list[int]
    perhaps: list[int]
    spelt: tuple[tuple[tuple[str, ...], list[int]], ...] = ()
    whole: bool = False


@lru_cache(maxsize=8192)
def _known(char: str) -> tuple[str, tuple[str, ...]]:
    """A character's initials, in capitals, and its syllables (several for 多音字); a letter or figure is its own initial."""
    if char.isascii():
        return (char.upper() if char.isalpha() or char in _FIGURES else ""), ()
    sounds = readings(char)
    return "".join({sound[0].upper() for sound in sounds}), tuple(sounds)


def begins_with(text: str, letter: str) -> bool:
    """Whether a folded text begins with a letter, or with a character that has it for an initial."""
    return bool(text) and letter.upper() in _known(text[0])[0]


def _grams(pair: tuple[str, str]) -> tuple[str, ...]:
    """The spellings of two neighbouring characters, and of the second one; a pair of a letter and a figure is none."""
    (before, _), (initials, sounds) = _known(pair[0]), _known(pair[1])
    if (pair[0] in _FIGURES) != (pair[1] in _FIGURES):
        return sounds
    return (*sounds, *(f"{one}{other}" for one in before for other in initials))


class Spellings:
    """The spellings of texts by their position: pairs of initials (`DF`) and syllables (`dong`), one bit a text."""

    def __init__(self) -> None:
        self._bits: dict[str, bytearray] = {}
        self._room = 0
        self._pairs: dict[tuple[str, str], tuple[bytearray, ...]] = {}
        self._begun: dict[str, tuple[str, ...]] = {}
        # Bits as numbers, of spellings and of beginnings, as long as nothing changes: a typo asks for the same ones
        # hundreds of times.
        self._numbers: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}

    def put(self, position: int, text: str) -> None:
        """Add the spellings of the text at `position`."""
        self._forget()
        if position >= self._room:
            self._grow(position)
        at, bit, pairs = position >> 3, 1 << (position & 7), self._pairs
        for pair in set(zip(" " + text, text, strict=False)):
            bits = pairs.get(pair)
            if bits is None:
                bits = self._of(pair)
            for one in bits:
                one[at] |= bit

    def remove(self, position: int, text: str) -> None:
        """Remove the spellings of `text`, which was at `position`."""
        if text:
            self._forget()
            at, off = position >> 3, ~(1 << (position & 7)) & 0xFF
            for pair in set(zip(" " + text, text, strict=False)):
                for bits in self._of(pair):
                    bits[at] &= off

    def free_caches(self) -> None:
        """Free the caches that are useful only while many texts are added."""
        self._pairs.clear()

    def _forget(self) -> None:
        if self._numbers or self._beginnings:
            self._numbers.clear()
            self._beginnings.clear()

    def _number(self, gram: str) -> int:
        """The bits of a spelling as a number; 0 where no text has it."""
        known = self._numbers.get(gram)
        if known is None:
            bits = self._bits.get(gram)
            known = int.from_bytes(bits, "little") if bits is not None else 0
            if len(self._numbers) >= _MOST_NUMBERS:
                self._numbers.clear()
            self._numbers[gram] = known
        return known

    def holding(self, term: str) -> Holding | None:
        """The positions of texts that may contain the letters of `term`; None if its letters exclude no text."""
        runs = _RUNS.findall(term.replace("'", "") or term)
        if not runs:
            return None
        if len(runs) == 1 and runs[0] == term:
            certain = self._begin(term)
            perhaps = self._initials(term)
            if len(term) == 2:
                certain, perhaps = certain | perhaps, 0
            cuts = [*(way for way in ways(term) if len(way) > 1), *mixed(term)]
            spelt = [(way, self._spelt(way) & ~certain) for way in cuts]
            return Holding(
                _positions(certain),
                _positions(perhaps & ~certain),
                tuple((way, _positions(bits)) for way, bits in spelt if bits),
            )
        kept: int | None = None
        for run in runs:
            bits = self._initials(run)
            for way in (*ways(run), *mixed(run)):
                bits |= self._spelt(way)
            kept = bits if kept is None else kept & bits
        return Holding([], _positions(kept or 0), whole=True)

    def spelt(self, way: tuple[str, ...]) -> list[int]:
        """The positions of texts that may contain these syllables, of which the last may be incomplete."""
        return _positions(self._spelt(way))

    def having(self, piece: str) -> list[int] | None:
        """The positions of texts that may contain a folded piece as it is written; None if it excludes no text."""
        grams = {gram for pair in zip(" " + piece, piece, strict=False) for gram in _grams(pair)}
        return _positions(self._all(grams)) if grams else None

    def nearly_having(self, piece: str) -> list[int] | None:
        """The positions of texts that may contain all characters of a piece but one, in any order; None as above."""
        each = [self._all(sounds) for char in piece if (sounds := _known(char)[1])]
        if len(each) < _FEWEST_NEAR:
            return None
        every, but_one = each[0], -1
        for bits in each[1:]:
            every, but_one = every & bits, (but_one & bits) | every
        return _positions(every | but_one)

    def _grow(self, position: int) -> None:
        self._room = position + _GROWN_BY
        for bits in self._bits.values():
            bits.extend(bytes((self._room >> 3) + 1 - len(bits)))

    def _of(self, pair: tuple[str, str]) -> tuple[bytearray, ...]:
        """The bits of the spellings of two neighbouring characters, and of the second one."""
        grams = _grams(pair)
        if len(self._pairs) >= _MOST_PAIRS:
            self._pairs.clear()
        found = self._pairs[pair] = tuple(map(self._bits_of, grams))
        return found

    def _bits_of(self, gram: str) -> bytearray:
        bits = self._bits.get(gram)
        if bits is None:
            bits = self._bits[gram] = bytearray((self._room >> 3) + 1)
            self._begun.clear()
        return bits

    def _initials(self, run: str) -> int:
        upper = run.upper()
        return self._all(upper[at : at + 2] for at in range(len(upper) - 1))

    def _begin(self, last: str) -> int:
        """The bit set of texts with a syllable that begins with `last`."""
        known = self._beginnings.get(last)
        if known is not None:
            return known
        grams = self._begun.get(last)
        if grams is None:
            grams = self._begun[last] = tuple(gram for gram in self._bits if gram.startswith(last))
        kept = 0
        for gram in grams:
            kept |= int.from_bytes(self._bits[gram], "little")
        if len(self._beginnings) >= _MOST_NUMBERS:
            self._beginnings.clear()
        self._beginnings[last] = kept
        return kept

    def _spelt(self, way: tuple[str, ...]) -> int:
        *whole, last = way
        if any(one not in self._bits for one in whole if one.islower()):
            return (
                0  # a typo has hundreds of ways to be cut, most of them with a syllable that stands nowhere
            )
        pairs = (f"{one[0]}{other[0]}".upper() for one, other in pairwise(way))
        kept = self._all((*(one for one in whole if one.islower()), *pairs)) if whole else -1
        return kept & self._begin(last.lower()) if kept else 0

    def _all(self, wanted: Iterable[str]) -> int:
        kept: int | None = None
        for gram in wanted:
            one = self._number(gram)
            kept = one if kept is None else kept & one
            if not kept:
                return 0
        return kept or 0


def _positions(bits: int) -> list[int]:
    """The positions of the bits that are set."""
    if not bits:
        return []
    as_bytes = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    return [at * 8 + bit for at, byte in enumerate(as_bytes) if byte for bit in _BITS[byte]]
