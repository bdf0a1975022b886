"""The one sign for what is withheld, and texts as they are compared: one character for each, in ASCII."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

HIDDEN: Final = "****"

# Numerals as they are spelled one by one, with those of cheques and of dictation.
SPELLED: Final[Mapping[str, str]] = {
    **dict(zip("〇一二三四五六七八九", "0123456789", strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", "0123456789", strict=True)),
    **dict(zip("貳參陸叄", "2363", strict=True)),
    **dict(zip("〡〢〣〤〥〦〧〨〩", "123456789", strict=True)),
    "○": "0", "◯": "0", "幺": "1", "两": "2", "兩": "2", "仨": "3",
}  # fmt: skip
TENS: Final = "十百千拾佰仟廿卅"

_BLANK: Final = frozenset({"Cf", "Cc", "Mn", "Me", "Zs", "Zl", "Zp"})


@cache
def _plain(character: str) -> str:
    """One character as its plain twin; what cannot be seen is a space."""
    if character == "\n" or character in SPELLED:
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) == 1 and (folded.isascii() or folded in SPELLED or folded in TENS):
        return max(folded, " ")
    if unicodedata.category(character) in _BLANK:
        return " "
    number = unicodedata.numeric(character, None)
    if number is not None and not "一" <= character <= "龥":  # ⑩, Ⅻ, ㉑: one sign that stands for several
        return "9"
    if len(folded) > 1 and folded.strip("()[].,点號号月日").isdecimal():  # ⒈ is 1., ㏠ is 1日
        return folded.strip("()[].,点號号月日")[-1]
    return character


def plain(text: str) -> str:
    """`text` in plain characters, of the same length: digits of any script are 0 to 9, full width is ASCII."""
    return _ODD.sub(_twin, text)


# All but those of which nearly every text consists, and which are their own twins.
_ODD: Final = re.compile("[^一-龥、。“”… -~\n]")


def _twin(found: re.Match[str]) -> str:
    return _plain(found[0])
