"""The program's own texts as they are written on a terminal: no sign whose width terminals disagree about.

Unicode leaves the width of some characters to the terminal (East Asian Width "A", UAX 11): many Chinese terminals
give them two cells, others one, and where the program is wrong about it the rest of the row is shifted. Papers and
files keep these signs; what people have typed is shown as they typed it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_EVERYWHERE: Final = {
    "……": "..", "…": "..", "——": "--", "—": "-", "–": "-", "·": "-", "→": "->", "←": "<-", "↑": "^", "↓": "v",
    "×": "x", "±": "+/-", "≤": "<=", "≥": ">=", "°": "", "●": "*", "○": "o", "★": "*", "■": "#",
}  # fmt: skip
_QUOTES: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {"“": "「", "”": "」", "‘": "『", "’": "』"},
    "en": {"“": '"', "”": '"', "‘": "'", "’": "'"},
}


def ambiguous(text: str) -> str:
    """The characters of `text` whose width Unicode leaves to the terminal, in order."""
    return "" if text.isascii() else "".join(c for c in text if unicodedata.east_asian_width(c) == "A")


@lru_cache(maxsize=4096)  # the same texts are asked for with each row
def of_certain_width(text: str, lang: str) -> str:
    """A text of the program in `lang` (zh, en), with signs in the place of those that have no certain width."""
    if text.isascii() or not (found := set(ambiguous(text))):
        return text
    for sign, instead in (*_EVERYWHERE.items(), *_QUOTES[lang].items()):
        if sign[0] in found:
            text = text.replace(sign, instead)
    return text
