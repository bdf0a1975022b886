"""Whether two names are spelt alike."""

from __future__ import annotations

import unicodedata


def plain_name(name: str) -> str:
    """A name in half width (NFKC), without outer blanks."""
    return unicodedata.normalize("NFKC", name).strip()


def same_person(one: str, other: str) -> bool:
    """Whether two names are equal apart from width and outer blanks."""
    return plain_name(one) == plain_name(other) != ""
