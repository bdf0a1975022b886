"""What a screen asks of the store that may have to come over a network: waited for a moment, and shown when it is there."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Final, Generic, TypeVar

from textual.screen import Screen

from tui.language.errors import XingfuError
from tui.platform.in_thread import in_thread

T = TypeVar("T")

# Seconds for which a key waits: what lies in a folder is there by then, as a rule.
AT_ONCE: Final = 0.05


class Asking(Generic[T]):
    """Questions of one kind of a `screen`; what was asked before the last one is not shown any more."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._last: Future[T] | None = None

    def ask(
        self, work: Callable[[], T], show: Callable[[T], object], fail: Callable[[XingfuError], object]
    ) -> None:
        """Have `work` done in a thread, and `show` called with what it gives or `fail` with what it raises.

        Before this returns, if that is soon.
        """
        future = self._last = in_thread(work)
        try:
            future.exception(AT_ONCE)
        except TimeoutError:
            self._screen.run_worker(self._later(future, show, fail), group="asked", exit_on_error=False)
        else:
            _end(future, show, fail)

    @property
    def waits(self) -> bool:
        """Whether something is asked that is not there yet."""
        return self._last is not None and not self._last.done()

    async def _later(
        self, future: Future[T], show: Callable[[T], object], fail: Callable[[XingfuError], object]
    ) -> None:
        with contextlib.suppress(XingfuError):  # told below, if it is still asked for
            await asyncio.wrap_future(future)
        if future is self._last and self._screen.is_mounted:
            _end(future, show, fail)


def _end(future: Future[T], show: Callable[[T], object], fail: Callable[[XingfuError], object]) -> None:
    try:
        came = future.result()
    except XingfuError as error:
        fail(error)
    else:
        show(came)
