"""What the trends count, prepared once the search can find everything: their first opening then costs as little as the next."""

from __future__ import annotations

import asyncio
import time
from functools import cached_property
from typing import TYPE_CHECKING, Final

from tui.screens.background import Part

if TYPE_CHECKING:
    from tui.queries.trend_counts import TrendCounter

# Seconds of counting before keys are handled again, and seconds of pause after them.
_SLICE: Final = 0.004
_PAUSE: Final = 0.004


class Tallying(Part):
    """The counts of the trends, kept while the desk is open. Nothing is loaded before they are asked for."""

    _begun = False

    @cached_property
    def counter(self) -> TrendCounter:
        """What counts."""
        from tui.queries.trend_counts import TrendCounter

        return TrendCounter(self.context.store)

    def begin(self) -> None:
        """Start to count this quarter and what it is compared with, unless that was done."""
        if not self._begun:
            self._begun = True
            self.app.run_worker(self._prepare(), name="trends", exit_on_error=False)

    async def _prepare(self) -> None:
        from tui.rules.trends.periods import containing

        await self.shell.searching.finished()
        today = self.context.store.now.date()
        until = time.perf_counter() + _SLICE
        for _ in self.counter.prepared(containing("quarter", today, today)):
            if time.perf_counter() > until:
                await asyncio.sleep(_PAUSE)
                until = time.perf_counter() + _SLICE
