"""How the kinds of what was found share the rows of a screen: each has a few, then the one that lacks least is whole first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FEW: Final = 3
"""Records of a kind that are shown however little room there is, if it has so many."""


def shared(totals: Mapping[str, int], rows: int) -> dict[str, int]:
    """How many records of each kind are shown in `rows` rows; a heading takes one of them."""
    given = {kind: min(total, FEW) for kind, total in totals.items()}
    spare = rows - sum(given.values()) - len(given)
    while spare > 0 and (lacking := [kind for kind, total in totals.items() if given[kind] < total]):
        for kind in sorted(lacking, key=lambda kind: totals[kind] - given[kind])[:spare]:
            given[kind] += 1
            spare -= 1
    return given
