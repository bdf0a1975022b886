"""Pinyin of Chinese names: syllables, initials, readings of surnames, sounds that are easily confused."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product
from typing import Final

from tui.language.folding import simplified
from tui.language.pinyin import SURNAMES, readings, surname_length, typed_ways

Sounds = tuple[frozenset[str], ...]

# zh z, ch c, sh s and final ng n are easily confused.
_FUZZY: Final = re.compile("(?<=[zcs])h|(?<=n)g")
# At most so many readings of one name are indexed.
_MOST_READINGS: Final = 16


@lru_cache(maxsize=8192)
def sounds(name: str, *, person: bool) -> Sounds:
    """The pinyin syllables of each character of a name as written; the surname of a person in its reading as a
    surname.

    A character that is not Chinese is its own sound.
    """
    found = [readings(char) or frozenset((char,)) for char in name]
    folded = simplified(name)
    if person and folded:
        length = surname_length(folded)
        single = SURNAMES.get(folded[0])
        if length == 2:
            found[:2] = [frozenset(typed_ways(sound)) for sound in SURNAMES[folded[:2]]]
            if single is not None and len(name) == 3:
                # 单于兰 may be 单于 + 兰 or 单 + 于兰.
                found[0] |= frozenset(single)
        elif single is not None:
            found[0] = frozenset(way for sound in single for way in typed_ways(sound))
    return tuple(found)


def has_other_readings(name: str) -> bool:
    """Whether the surname of a person is read otherwise than its characters elsewhere."""
    return sounds(name, person=True) != sounds(name, person=False)


@lru_cache(maxsize=8192)
def syllables(name: str, *, person: bool) -> tuple[tuple[str, int], ...]:
    """Every reading of every character, with the index of the character."""
    return tuple((sound, at) for at, ways in enumerate(sounds(name, person=person)) for sound in ways)


@lru_cache(maxsize=8192)
def first_keys(name: str, *, person: bool) -> tuple[str, ...]:
    """The first character, and the phonetic keys of its readings."""
    return tuple(dict.fromkeys((name[0], *map(phonetic_key, sounds(name, person=person)[0]))))


@lru_cache(maxsize=8192)
def initials(name: str, *, person: bool) -> tuple[str, ...]:
    """The initials, such as `yam`, of every reading."""
    letters = [sorted({sound[0] for sound in ways}) for ways in sounds(name, person=person)]
    return tuple("".join(way) for way in islice(product(*letters), _MOST_READINGS))


@lru_cache(maxsize=8192)
def spellings(name: str, *, person: bool) -> tuple[str, ...]:
    """The full spelling, such as `yanaimin`, of every reading."""
    return tuple(
        "".join(way) for way in islice(product(*map(sorted, sounds(name, person=person))), _MOST_READINGS)
    )


@lru_cache(maxsize=8192)
def phonetic_spellings(name: str, *, person: bool) -> tuple[str, ...]:
    """The phonetic keys of its spellings."""
    return tuple(dict.fromkeys(map(phonetic_key, spellings(name, person=person))))


@lru_cache(maxsize=8192)
def phonetic_key(sound: str) -> str:
    """A syllable or spelling with the confusable sounds merged: zh z, ch c, sh s, final ng n."""
    return _FUZZY.sub("", sound)


@lru_cache(maxsize=8192)
def phonetic_keys(char: str) -> frozenset[str]:
    """The phonetic keys of a character's readings; empty for a character that is not Chinese."""
    return frozenset(map(phonetic_key, readings(char)))


def one_edit_apart(one: str, other: str) -> bool:
    """Whether one edit turns one into the other: a letter replaced, added, left out, or two swapped."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
