"""Numbers of wishes: YYYY-NNNN, counted within the year."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def next_number(numbers: Iterable[str], year: int) -> str:
    """The number after the highest of `numbers` in `year`."""
    prefix = f"{year:04d}-"
    given = [number for number in numbers if number.startswith(prefix)]
    # Numbers are zero-padded: among the longest, the last in alphabetical order is the highest.
    most = max(map(len, given), default=0)
    return number_after(max((number for number in given if len(number) == most), default=""), year)


def number_after(highest: str, year: int) -> str:
    """The number after the `highest` of `year`; "" for none yet."""
    return following(highest or f"{year:04d}-0")


def following(number: str) -> str:
    """The number after `number`, in its year."""
    year, _, counted = number.partition("-")
    return f"{year}-{int(counted) + 1:04d}"


def parse_number(text: str, year: int) -> str | None:
    """The full number that `text` means (`2026-0042`, `26-42`; `42` of `year`); None for other text."""
    folded = unicodedata.normalize("NFKC", text).strip().removeprefix("#").replace("—", "-")
    if not re.fullmatch(r"[0-9]{1,8}|[0-9]{2}-[0-9]{1,8}|[0-9]{4}-[0-9]{1,8}", folded):
        return None
    head, dash, tail = folded.partition("-")
    if not dash:
        return f"{year:04d}-{int(head):04d}"
    return f"{int(head) + (2000 if len(head) == 2 else 0):04d}-{int(tail):04d}"
