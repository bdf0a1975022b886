"""Similarity of short texts: finds two wishes about the same hole in the road.

It compares pairs of neighbouring characters (Dice's coefficient), which suits Chinese: there are no spaces,
and most words have two characters. Pairs found in nearly every wish are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable
from typing import Final, Generic, TypeVar

from tui.language.folding import fold

T = TypeVar("T", bound=Hashable)

# The likeness from which two titles are shown as probably the same.
LIKELY: Final = 0.3
_NOISE: Final = re.compile(
    r"希望|建议|能不能|能否|请求|请|解决|一下|问题|居民|反映|[的了吗呢吧啊在有和与、，。！？,.!?\s]"
)


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, without those that say nothing about the subject."""
    plain = _NOISE.sub("", fold(text))
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1)) or frozenset({plain} - {""})


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 (nothing in common) to 1; the shorter text counts more: 路灯坏 is contained in 三单元门口路灯坏了."""
    if not one or not other:
        return 0.0
    common = len(one & other)
    return (common / (len(one) + len(other))) + 0.5 * common / min(len(one), len(other))


class SimilarTexts(Generic[T]):
    """An index of texts by key, to find those similar to another.

    Only texts with a pair in common are compared, so that a keystroke does not scan ten thousand titles.
    """

    def __init__(self) -> None:
        self._pairs: dict[T, frozenset[str]] = {}
        self._having: defaultdict[str, dict[T, None]] = defaultdict(dict)
        self._order: dict[T, int] = {}

    def put(self, name: T, text: str) -> None:
        """Add `text` under the key `name`, or replace it."""
        found = pairs(text)
        if self._pairs.get(name) == found:
            return
        order = self._order.get(name, len(self._order))
        self.drop(name)
        self._pairs[name], self._order[name] = found, order
        for pair in found:
            self._having[pair][name] = None

    def drop(self, name: T) -> None:
        """Remove the text under the key `name`; its rank among equals is kept."""
        for pair in self._pairs.pop(name, ()):
            del self._having[pair][name]
            if not self._having[pair]:
                del self._having[pair]

    def most_alike(self, text: str, but: T | None = None, most: int = 3) -> list[T]:
        """The keys of texts probably about the same as `text`, the most similar first, of equals the newest."""
        wanted = pairs(text)
        if len(wanted) < 2:
            return []
        names = {name for pair in wanted for name in self._having.get(pair, ())} - {but}
        found = [(likeness(wanted, self._pairs[name]), self._order[name], name) for name in names]
        likely = sorted((f for f in found if f[0] >= LIKELY), key=lambda f: (-f[0], -f[1]))
        return [name for _, _, name in likely[:most]]
