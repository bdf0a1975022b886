"""Commits that others have made, fetched by the thread of the watch: the desk takes them in and waits for no network."""

from __future__ import annotations

import threading
from collections.abc import Callable

from tui.engine.postgres.link import Patient, Rows
from tui.engine.postgres.rows import LATER


class Arrivals:
    """What has been fetched for one handle and is not in its memory; `seq` gives the last commit that is.

    While nobody `follows` there are none, and who wants to know asks the database.
    """

    def __init__(self, community: str, seq: Callable[[], int]) -> None:
        self.followed = False
        self._community = community
        self._seq = seq
        self._lock = threading.Lock()
        self._rows: Rows = []

    # ---- for the thread of the watch

    def fetch(self, connection: Patient) -> bool:
        """Fetch what neither memory nor this has; whether anything was there. Raises psycopg.Error."""
        with self._lock:
            last = self._rows[-1][0] if self._rows else 0
        found = connection.execute(LATER.encode(), (self._community, max(last, self._seq()))).fetchall()
        with self._lock:
            self._rows += found
        return bool(found)

    @property
    def waiting(self) -> bool:
        """Whether the desk has yet to take something in."""
        with self._lock:
            return bool(self._rows) and self._rows[-1][0] > self._seq()

    # ---- for the desk

    def take(self) -> Rows:
        """The rows of the commits after those in memory, oldest first; they are given once."""
        known = self._seq()
        with self._lock:
            rows, self._rows = self._rows, []
        return [row for row in rows if row[0] > known]
