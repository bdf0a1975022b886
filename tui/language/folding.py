"""Text as it is compared: whatever way of writing it, the same characters.

Case, width, traditional and variant characters, radicals that stand for the character (as copied out of a PDF),
and the points in names such as 买买提·艾力 make no difference, and whether there is one. `fold` serves to find; whether
two names are one person's is told by `identity`, which keeps 刘喆 apart from 刘哲.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

# Traditional characters that GB 2312 has beside their simplified form, and names written with a variant that it has.
_PAIRS: Final = "乾干夥伙後后徵征拚拼捱挨摺折於于菸烟薹苔麴曲麽么渖沈馀余谘咨硷碱砦寨甯宁皙晰仝同锺钟"
_WITHIN: Final = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_WITHIN_TABLE: Final = str.maketrans(_WITHIN)
# Characters of the Table of General Standard Characters (2013) that `fold` takes for another of it: names of their own.
_OF_THEIR_OWN: Final = frozenset("乾仝剋劄喆堃夥徵扞於昇氾澂爇犇甦甯皙祕脩苧蒐薳薹谿迺邨釐锺镕陞飏麹麽龢")
# The points between the parts of a name, and variation selectors, which choose a glyph of the same character.
_POINTS: Final = str.maketrans(
    dict.fromkeys("•‧・･∙⋅●⸱．", "·") | dict.fromkeys(map(chr, range(0xFE00, 0xFE10)), "")
)
_POINT: Final = re.compile("(?<=[\u3400-\u9fff])·(?=[\u3400-\u9fff])")
_SELECTOR: Final = re.compile("[\U000e0100-\U000e01ef]")
# The first of the characters that have another form, among them the radicals of dictionaries.
_FIRST: Final = "\u2e80"


def plain(text: str) -> str:
    """`text` in lower case and half width, its characters as they are written."""
    if text.isascii():
        return text.lower()
    text = text.translate(_POINTS)
    if not text.isprintable():
        text = _SELECTOR.sub("", text)
    text = unicodedata.normalize("NFKC", text).casefold()
    return _POINT.sub("", text) if "·" in text else text


def fold(text: str) -> str:
    """`text` in lower case, half width and simplified characters, for comparison. As long as `plain(text)`."""
    return simplified(plain(text))


def identity(text: str) -> str:
    """`text` as it is compared to say that two names are the same: as `fold`, but a character that is a name's own stays."""
    written = plain(text)
    if _OF_THEIR_OWN.isdisjoint(written):
        return simplified(written)
    return "".join(char if char in _OF_THEIR_OWN else simplified(char) for char in written)


def simplified(text: str) -> str:
    """`text` with each traditional or variant character replaced by the simplified one that it is matched by."""
    if text.isascii():
        return text
    try:
        text.encode("gb2312")  # most texts of a desk, and quick: nothing is loaded for them
    except UnicodeEncodeError:
        return "".join(char if char < _FIRST else _one(char) for char in text)
    return text.translate(_WITHIN_TABLE)


@lru_cache(maxsize=8192)
def _one(char: str) -> str:
    if char in _WITHIN:
        return _WITHIN[char]
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        variants, to_simplified = _tables()
        found = variants.get(char) or to_simplified(char)
        return found if len(found) == 1 else char
    return char


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], Callable[[str], str]]:
    """Variant -> character, and OpenCC's conversion. Loaded when the first such character is compared."""
    from importlib import resources  # with OpenCC 45 ms

    from opencc import OpenCC

    text = resources.files("tui.language").joinpath("characters/variants.txt").read_text("utf-8")
    pairs = "".join(line for line in text.splitlines() if not line.startswith("#"))
    return dict(zip(pairs[::2], pairs[1::2], strict=True)), OpenCC("t2s").convert
