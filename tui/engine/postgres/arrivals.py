"""Commits that others have made, fetched by the thread of the watch: the desk takes them in and waits for no network."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NamedTuple

import psycopg

from tui.engine.postgres.link import Patient, results
from tui.engine.postgres.prepared import Rows
from tui.engine.postgres.rows import UNSEEN
from tui.engine.postgres.sight import Sight


class Came(NamedTuple):
    """The head (None where memory has gone past it), the commits after those in memory, oldest first, and for a handle
    that gets masked documents alone how many there are that it may not see (None: it has to ask).
    """

    head: Rows | None
    later: Rows
    unseen: Rows | None = None


class Arrivals:
    """What has been fetched for one handle and is not in its memory.

    `since` gives the parameters of the statements `head` and `later` of its `sight`: the last is the commit up to which
    memory has everything. While nobody follows there is nothing, and who wants to know asks the database.
    """

    def __init__(self, sight: Sight, since: Callable[[], tuple[str, str, int]]) -> None:
        self.followed = False
        self._masked = sight.masked
        self._ask = "; ".join([sight.head, sight.later, *[UNSEEN] * sight.masked]).encode()
        self._since = since
        self._lock = threading.Lock()
        self._head: Rows | None = None
        self._went_back = False  # whether the head was behind memory as it was fetched
        self._rows: Rows = []
        self._unseen: Rows | None = None

    # ---- for the thread of the watch

    def fetch(self, connection: Patient) -> bool:
        """Fetch what neither memory nor this has; whether anything is new. Raises psycopg.Error."""
        *community, known = self._since()
        with self._lock:
            last = self._rows[-1][0] if self._rows else 0
        with psycopg.ClientCursor(connection) as cursor:
            cursor.execute(self._ask, (*community, max(last, known), *[community[0]] * self._masked))
            head, found, *unseen = results(cursor)
        with self._lock:
            new = bool(found) or head != self._head
            self._head, self._went_back = head, bool(head) and head[0][0] < known
            self._rows += found
            self._unseen = unseen[0] if unseen else None
        return new

    @property
    def waiting(self) -> bool:
        """Whether the desk has yet to take something in."""
        with self._lock:
            return bool(self._rows) and self._rows[-1][0] > self._since()[-1]

    # ---- for the desk

    def take(self) -> Came:
        """What came; commits are given once."""
        known = self._since()[-1]
        with self._lock:
            rows, self._rows = self._rows, []
            head, unseen = self._head, self._unseen
            if head and head[0][0] < known and not self._went_back:
                head = None
        return Came(head, [row for row in rows if row[0] > known], unseen)
