"""The change feed: new commits, kept until they can be told, and who wants to hear of them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from tui.engine.changes import Entry

Listener = Callable[[tuple[Entry, ...]], None]


class Feed:
    """Commits that memory has taken in and that listeners have yet to hear of, in `news`."""

    def __init__(self) -> None:
        self.news: list[Entry] = []
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called with each batch of new entries; returns what ends that."""
        self._listeners.append(listener)

        def stop() -> None:
            with contextlib.suppress(ValueError):
                self._listeners.remove(listener)

        return stop

    def take(self) -> tuple[Entry, ...]:
        """The news, oldest first, which are then no longer news."""
        entries = tuple(self.news)
        self.news.clear()
        return entries

    def tell(self, entries: tuple[Entry, ...]) -> None:
        """Call every listener. What one raises is logged and goes no further: the commits stand."""
        for listener in tuple(self._listeners):
            try:
                listener(entries)
            except Exception as error:  # noqa: BLE001 - whatever it is, the commit was acknowledged
                _log_failed(error)


def _log_failed(error: Exception) -> None:
    """Log that a listener failed, and where; not its message, which may hold a resident's data."""
    import logging  # only then
    import traceback

    where = ", ".join(f"{f.filename}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__))
    logging.getLogger(__name__).error("A listener of the store failed: %s at %s", type(error).__name__, where)
