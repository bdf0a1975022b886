"""A figure and the records it was counted from; shares and percentiles.

Fewer than 5 give no share and no percentile: one more or less would turn them over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from math import ceil
from typing import Final, NamedTuple, overload

# The number of records from which on a share or a percentile is told.
ENOUGH: Final = 5


class Behind(Sequence[int]):
    """The ids of the records behind a figure, looked for when somebody asks for them."""

    def __init__(self, find: Callable[[], Iterable[int]]) -> None:
        self._find = find

    @cached_property
    def _found(self) -> tuple[int, ...]:
        return tuple(self._find())

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Behind) and self._found == other._found)

    def __hash__(self) -> int:
        return hash(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[int, ...]: ...
    def __getitem__(self, at: int | slice) -> int | tuple[int, ...]:
        return self._found[at]


class Figure(NamedTuple):
    """A number, and the ids of the records behind it, not to be changed. None: there are too few (`ids`) to tell one.

    `part`: of how many of these records it holds, where the figure is a share in percent.
    """

    value: float | None
    ids: Sequence[int] = ()
    part: int | None = None


NOTHING: Final = Figure(0)


def number(ids: Sequence[int]) -> Figure:
    """How many records."""
    return Figure(len(ids), ids)


def share(part: Sequence[int], whole: Sequence[int]) -> Figure:
    """The share of `part` in `whole`, in percent, rounded to whole ones, half up."""
    if len(whole) < ENOUGH:
        return Figure(None, whole)
    return Figure((200 * len(part) + len(whole)) // (2 * len(whole)), whole, len(part))


def percentile(values: Sequence[int], ids: Sequence[int], percent: int) -> Figure:
    """The value that `percent` of the values do not go beyond: nearest rank, so one that occurs; `ids` are of their records."""
    if len(values) < ENOUGH:
        return Figure(None, ids)
    return Figure(sorted(values)[ceil(len(values) * percent / 100) - 1], ids)
