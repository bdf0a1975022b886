"""Command lines that open a board and say little else: read without the full parser, which would be waited for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Plain(NamedTuple):
    """A command line that only says where the data is, in which language, at which seat, and whether of several communities."""

    data: str | None = None
    lang: str | None = None
    seat: str | None = None
    communities: bool = False


def plain(given: Sequence[str]) -> Plain | None:
    """What is given if that is all; None where the full parser has to look."""
    found: dict[str, str] = {}
    rest = iter(given)
    for name in rest:
        if name != "--communities":
            value = next(rest, "-")
            if name not in {"--data", "--lang", "--seat"} or value.startswith("-") or name[2:] in found:
                return None
            found[name[2:]] = value
    return Plain(**found, communities="--communities" in given)
