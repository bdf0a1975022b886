"""How alike two short texts are: what two residents call the same hole in the road.

By pairs of neighbouring characters (Dice's coefficient), which suits Chinese: it has no spaces between
words, and a pair is about a word. What is in nearly every wish says nothing and is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, TypeVar

T = TypeVar("T")

# From here on two titles are shown as likely the same.
LIKELY: Final = 0.3
_NOISE: Final = re.compile(
    r"希望|建议|能不能|能否|请求|请|解决|一下|问题|居民|反映|[的了吗呢吧啊在有和与、，。！？,.!?\s]"
)


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters that say what `text` is about."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1)) or frozenset({plain} - {""})


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 (nothing in common) to 1 (the same); the shorter counts more: 路灯坏 is in 三单元门口路灯坏了."""
    if not one or not other:
        return 0.0
    common = len(one & other)
    return (common / (len(one) + len(other))) + 0.5 * common / min(len(one), len(other))


def most_alike(text: str, known: Iterable[tuple[T, str]], most: int = 3) -> list[T]:
    """Those of `known` (what names it, its text) that are likely about the same, the likeliest first."""
    wanted = pairs(text)
    if len(wanted) < 2:
        return []
    found = [(likeness(wanted, pairs(other)), at, name) for at, (name, other) in enumerate(known)]
    likely = sorted((f for f in found if f[0] >= LIKELY), key=lambda f: (-f[0], f[1]))
    return [name for _, _, name in likely[:most]]
