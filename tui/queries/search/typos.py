"""Finds texts that contain a term with one typo.

Of Chinese, characters that sound the same or nearly so (电动自型车), and from four characters on one that is
wrong, left out, too many, or two swapped. Of letters, the same in pinyin of at least two syllables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Final

from tui.language.filtering import spelt
from tui.language.pinyin import readings
from tui.queries.search.cutting import ways
from tui.queries.search.spelling import Spellings
from tui.queries.search.words import SharedWords

_FEWEST: Final = 4
_FEWEST_LETTERS: Final = 5
_MOST_LETTERS: Final = 24
_FEWEST_HEARD: Final = 2
# Texts that are tested at most if bit sets narrow them down no further, and readings of a term that are looked up.
_MOST_TESTS: Final = 1_000
_MOST_TESTS_OF_ALL: Final = 200_000
_MOST_READINGS: Final = 24
# Fewer texts than these are tested without compiling a pattern.
_FEW: Final = 100
_FUZZY: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def near(
    term: str, texts: Sequence[str], sounds: Sequence[str], spellings: Spellings | None, words: SharedWords
) -> set[int]:
    """The positions of texts (`sounds` are their readings) that sound like `term` or contain it with one edit.

    With `spellings`, `words` are what of the texts is not in these.
    """
    found: set[int] = set()
    if len(term) >= _FEWEST_HEARD:
        found |= _homophones(term, sounds, spellings)
    if len(term) >= _FEWEST:
        edited = re.compile("|".join(_edits(term))).search
        found.update(at for at in _nearly(term, len(texts), spellings, words) if edited(texts[at]))
    return found


def _nearly(term: str, size: int, spellings: Spellings | None, words: SharedWords) -> Iterable[int]:
    """The positions, of `size`, of texts that may contain `term` with one edit."""
    having = None if spellings is None else spellings.nearly_having(term)
    if having is None:
        return range(size)
    half = len(term) // 2  # one edit leaves one half as it is, unless it swaps the characters between them
    swapped = term[: half - 1] + term[half] + term[half - 1] + term[half + 1 :]
    parts = (term[:half], term[half:], swapped)
    return set(having).union(*map(words.having, parts))


def misspelt(term: str, sounds: Sequence[str], spellings: Spellings | None) -> set[int]:
    """The positions of texts (by their readings `sounds`) whose pinyin contains `term` with one letter wrong."""
    letters = term.replace("'", "")
    if (
        not sounds
        or not _FEWEST_LETTERS <= len(letters) <= _MOST_LETTERS
        or not letters.isalpha()
        or not letters.isascii()
    ):
        return set()
    found: set[int] = set()
    tests = 0
    for way in _misspellings(letters):
        places = _among(way, sounds, spellings)
        if places:
            fits = spelt(way, few=len(places) < _FEW)
            found.update(at for at in places if fits(sounds[at]))
            tests += len(places)
            if tests > (_MOST_TESTS_OF_ALL if spellings is None else _MOST_TESTS):
                break
    return found


@lru_cache(maxsize=4)
def _misspellings(letters: str) -> tuple[tuple[str, ...], ...]:
    """All strings one edit away, cut into at least two syllables, without repetition; each table asks for them."""
    found: dict[tuple[str, ...], None] = {}
    for variant in _variants(letters):
        for way in ways(variant):
            if len(way) > 1 and len(way[-1]) > 1:
                found[way] = None
    return tuple(found)


def _variants(letters: str) -> Iterator[str]:
    size = len(letters)
    for at in range(size - 1):
        yield letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
    for at in range(size):
        yield letters[:at] + letters[at + 1 :]
    for at, letter in product(range(size + 1), _LETTERS):
        yield letters[:at] + letter + letters[at:]
    for at, letter in product(range(size), _LETTERS):
        yield letters[:at] + letter + letters[at + 1 :]


def _homophones(term: str, sounds: Sequence[str], spellings: Spellings | None) -> set[int]:
    """The positions of texts with consecutive characters that sound like those of `term`."""
    if not all(readings(char) for char in term):
        return set()
    found: set[int] = set()
    heard = [_similar_readings(char) for char in term]
    for way in islice(product(*heard), _MOST_READINGS):
        places = _among(way, sounds, spellings)
        if places:
            fits = spelt(way, few=len(places) < _FEW)
            found.update(at for at in places[-_MOST_TESTS:] if fits(sounds[at]))
    return found


def _similar_readings(char: str) -> tuple[str, ...]:
    """The readings of a character, and similar ones (zh z, ng n)."""
    sounds = dict.fromkeys(sorted(readings(char)))
    for sound in tuple(sounds):
        for full, flat in _FUZZY:
            if full in sound:
                sounds[sound.replace(full, flat)] = None
            elif sound.startswith(flat) and full.startswith(sound[:1]):
                sounds[sound.replace(flat, full, 1)] = None
            elif full == "ng" and sound.endswith("n"):
                sounds[sound + "g"] = None
    return tuple(sounds)


def _among(way: tuple[str, ...], sounds: Sequence[str], spellings: Spellings | None) -> Sequence[int]:
    return range(len(sounds)) if spellings is None else spellings.spelt(way)


def _edits(term: str) -> Iterator[str]:
    """Regular expressions for `term` with one character wrong, missing or extra, or two swapped; ends excepted."""
    for at in range(len(term)):
        before, after = re.escape(term[:at]), re.escape(term[at + 1 :])
        yield f"{before}[^\x1e\x1f]{after}"
        if at:
            yield f"{before}[^\x1e\x1f]{re.escape(term[at:])}"
        yield f"{before}{after}"
    for at in range(len(term) - 1):
        yield re.escape(term[:at] + term[at + 1] + term[at] + term[at + 2 :])
