"""A figure and the records it was counted from; shares and percentiles.

Fewer than 5 give no share and no percentile: one more or less would turn them over.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final, NamedTuple

# The number of records from which on a share or a percentile is told.
ENOUGH: Final = 5


class Figure(NamedTuple):
    """A number, and the ids of the records behind it. None: there are too few (`ids`) to tell one.

    `part`: of how many of these records it holds, where the figure is a share in percent.
    """

    value: float | None
    ids: tuple[int, ...] = ()
    part: int | None = None


NOTHING: Final = Figure(0)


def number(ids: Sequence[int]) -> Figure:
    """How many records."""
    return Figure(len(ids), tuple(ids))


def share(part: Sequence[int], whole: Sequence[int]) -> Figure:
    """The share of `part` in `whole`, in percent, rounded to whole ones, half up."""
    if len(whole) < ENOUGH:
        return Figure(None, tuple(whole))
    return Figure((200 * len(part) + len(whole)) // (2 * len(whole)), tuple(whole), len(part))


def percentile(values: Sequence[tuple[int, int]], percent: int) -> Figure:
    """The value that `percent` of the (value, id) do not go beyond: nearest rank, so one that occurs."""
    ids = tuple(id for _, id in values)
    if len(values) < ENOUGH:
        return Figure(None, ids)
    ordered = sorted(value for value, _ in values)
    return Figure(ordered[ceil(len(ordered) * percent / 100) - 1], ids)
