"""The scale of a line: two round numbers that its figures lie between."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, log10
from typing import Final

# What steps of a scale may be, times a power of ten.
_ROUND: Final = (1, 2, 2.5, 5, 10)
# Steps of a scale, about.
_STEPS: Final = 4


def scale(values: Iterable[float], most: float | None = None) -> tuple[float, float]:
    """The lowest and the highest number of the scale of figures that are not negative, `most` at most.

    It begins at zero where the least figure is nearer to it than to the largest: a line shows how things go, not how much.
    """
    found = list(values)
    least, largest = min(found, default=0), max(found, default=0)
    step = _round_up(max(largest - least, largest / _STEPS) / _STEPS)
    low = floor(least / step) * step if least > largest / 2 else 0
    high = max(low + step, ceil(largest / step) * step)
    return (low, high) if most is None or high <= most else (min(low, most - step), most)


def _round_up(number: float) -> float:
    """The least round number that is no less, and at least 1."""
    power = 10 ** max(0, floor(log10(number))) if number > 1 else 1
    return next(one * power for one in _ROUND if one * power >= number)
