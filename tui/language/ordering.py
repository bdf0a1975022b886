"""The order of Chinese names: by pinyin, a surname in its reading as a surname; where that is equal by strokes.

As in lists of names printed in China (GB/T 13418): syllable by syllable, by letters, then by tone, then by the
number of strokes. Names in Latin letters come first.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from tui.language.folding import plain, simplified
from tui.language.pinyin import SURNAMES, pinyin_table, surname_length

Key = tuple[tuple[int, str, int, int, str], ...]

# The combining mark of each tone.
_TONES: Final = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_NEUTRAL: Final = 5


def person_key(name: str) -> Key:
    """What people's names are sorted by."""
    return _key(name, person=True)


def name_key(name: str) -> Key:
    """What names of things are sorted by: teams, partners, services."""
    return _key(name, person=False)


@lru_cache(maxsize=8192)
def _key(name: str, *, person: bool) -> Key:
    written = plain(name).strip()
    folded = simplified(written)
    surname: dict[int, str] = {}
    if person and folded:
        length = surname_length(folded)
        ways = SURNAMES.get(folded[:length], ())
        surname = dict(enumerate(ways)) if length == 2 else {0: ways[0]} if ways else {}
    return tuple(
        _char_key(char, other, surname.get(at))
        for at, (char, other) in enumerate(zip(written, folded, strict=True))
    )


def _char_key(char: str, folded: str, surname: str | None) -> tuple[int, str, int, int, str]:
    """Latin and digits before Chinese; then letters, tone, strokes."""
    marked = pinyin_table().get(ord(char)) or pinyin_table().get(ord(folded))
    if char.isascii() or not marked:
        return 0, char, 0, 0, ""
    ways = [_split(sound) for sound in marked.split(",")]
    letters, tone = ways[0]
    if surname is not None:
        letters, tone = next(((way, tone) for way, tone in ways if way == surname), (surname, _NEUTRAL))
    return 1, letters, tone, strokes(char), char


def _split(sound: str) -> tuple[str, int]:
    """A syllable without its tone, and the tone."""
    letters, tone = "", _NEUTRAL
    for mark in unicodedata.normalize("NFD", sound):
        if mark == "\u0308":
            letters = letters[:-1] + "v"
        elif mark in _TONES:
            tone = _TONES[mark]
        elif not unicodedata.combining(mark):
            letters += mark
    return letters, tone


def strokes(char: str) -> int:
    """How many strokes a character has; 0 if that is not known."""
    return _strokes().get(ord(char), 0)


@lru_cache(maxsize=1)
def _strokes() -> dict[int, int]:
    from importlib import resources  # only where names are sorted

    text = resources.files("tui.language").joinpath("characters/strokes.txt").read_text("ascii")
    found: dict[int, int] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            first, _, counts = line.partition(" ")
            found.update((int(first, 16) + at, ord(sign) - ord("0")) for at, sign in enumerate(counts))
    return found
