"""Runs the garbage collector while nobody types.

A closed form leaves some 20,000 objects in reference cycles; scanning all live objects takes 20 to 30 ms,
which would delay a key. The young generations, 5 ms at most, are collected as usual.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Final

# Seconds without a key after which nobody is typing; work that waits for a resting cursor is done by then.
QUIET: Final = 0.25
# Collections of the middle generation after which the oldest is due: about the garbage of one form.
ENOUGH: Final = 4
# As many of them after which Python collects the oldest in any case, also while somebody types.
_AT_LAST: Final = 100


class QuietCollection:
    """Collects after a key or other work, once nobody has typed for QUIET seconds.

    `later` calls back after so many seconds; `clock` returns seconds; `pending` returns the number of
    collections of the middle generation since the last of the oldest; `collect` collects the oldest.
    """

    def __init__(
        self,
        later: Callable[[float, Callable[[], None]], object],
        *,
        clock: Callable[[], float] = time.monotonic,
        pending: Callable[[], int] = lambda: gc.get_count()[2],
        collect: Callable[[], object] = gc.collect,
    ) -> None:
        self._later = later
        self._clock = clock
        self._pending = pending
        self._collect = collect
        self._typed = clock()
        self._waiting = False

    def typed(self) -> None:
        """A key has arrived: postpone the collection."""
        self._typed = self._clock()
        self.worked()

    def worked(self) -> None:
        """Something was done that may have left garbage."""
        if not self._waiting and self._pending() >= ENOUGH:
            self._waiting = True
            self._later(QUIET, self._look)

    def _look(self) -> None:
        left = QUIET - (self._clock() - self._typed)
        if left > 0:
            self._later(left, self._look)
            return
        self._waiting = False
        self._collect()


def take_over() -> None:
    """Leave the oldest generation to a QuietCollection, and exclude permanent objects from collection."""
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _AT_LAST)
    gc.enable()
