"""Figures about sensitive cases, told so that nobody can be found out by subtracting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from tui.rules.privacy.rights import FEWEST_SHOWN

K = TypeVar("K")


def without_few(counts: Mapping[K, int]) -> dict[K, int | None]:
    """The counts of one whole by what they are of; None where one is withheld.

    Counts under 5 are withheld. As the whole is known, so is the sum of what is withheld: the smallest of the
    others are withheld as well until at least two are and that sum is 5 or more.
    """
    kept = sorted((key for key in counts if counts[key]), key=lambda key: counts[key])
    hidden = [key for key in kept if counts[key] < FEWEST_SHOWN]
    rest = [key for key in kept if counts[key] >= FEWEST_SHOWN]
    while hidden and rest and (len(hidden) < 2 or sum(counts[key] for key in hidden) < FEWEST_SHOWN):
        hidden.append(rest.pop(0))
    return {key: None if key in hidden else count for key, count in counts.items()}
