"""How letters are cut into syllables of pinyin."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from tui.language.filtering import syllables

# Ways to cut a term into syllables that are tried at most, and the longest term that is cut.
_MOST_WAYS: Final = 64
_LONGEST: Final = 24
_SYLLABLE: Final = 6


def ways(letters: str) -> tuple[tuple[str, ...], ...]:
    """The ways to cut letters into pinyin syllables, of which the last may be incomplete; at most 64."""
    return _ways(letters) if len(letters) <= _LONGEST else ()


# A typo asks for hundreds of spellings, which end alike.
@lru_cache(maxsize=8192)
def _ways(letters: str) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = [(letters,)] if letters in _begun() else []
    known = syllables()
    for size in range(1, min(_SYLLABLE, len(letters) - 1) + 1):
        if letters[:size] in known:
            found.extend((letters[:size], *rest) for rest in _ways(letters[size:]))
    return tuple(found[:_MOST_WAYS])


@lru_cache(maxsize=1)
def _begun() -> frozenset[str]:
    """The beginnings of all syllables."""
    return frozenset(syllable[:size] for syllable in syllables() for size in range(1, len(syllable) + 1))
