"""Numerals in Chinese and in English words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

DIGITS: Final = {
    "零": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
CHINESE: Final = "".join(DIGITS) + "十廿卅百"
_NUMERAL: Final = re.compile(
    "(?:([一二两三四五六七八九])百(?:零(?=[一二三四五六七八九]))?)?(?:([一二三四五六七八九])?(十)|(廿)|(卅))?([一二两俩三四五六七八九])?"
)
_COUNTING: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
ENGLISH: Final = {word: n for n, word in enumerate(_COUNTING.split(), 1)} | {"thirty": 30, "a couple of": 2}


def chinese_number(text: str) -> int | None:
    """The value of a numeral from 0 to 999 (`二十六`, `两百零五`, `廿六`) or of the digits of a year (`二零二六`).

    None if `text` is neither.
    """
    if text == "零":
        return 0
    found = _NUMERAL.fullmatch(text)
    if found and text:
        hundreds, tens, ten, twenty, thirty, ones = found.groups()
        value = 100 * DIGITS.get(hundreds or "", 0) + DIGITS.get(ones or "", 0)
        if ten:
            value += 10 * DIGITS.get(tens or "", 1)
        return value + (20 if twenty else 30 if thirty else 0)
    if len(text) == 4 and all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    return None


def number(text: str) -> int | None:
    """The value of ASCII digits or of a Chinese numeral, or None."""
    return int(text) if text.isascii() and text.isdecimal() else chinese_number(text)


def leading_numbers(text: str) -> Iterator[tuple[object, int]]:
    """Pairs (value, length) of the numbers that a run of digits or numerals can begin with, the longest first.

    ASCII digits are never split. `二十六九点` can begin with 26.
    """
    if text[0].isdecimal():
        yield int(text), len(text)
        return
    for length in range(min(len(text), 6), 0, -1):
        value = chinese_number(text[:length])
        if value is not None:
            yield value, length
