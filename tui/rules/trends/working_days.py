"""Working days between two days, for many pairs of them: each day is asked for once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta


class WorkingDays(dict[str, int]):
    """For each day (ISO 8601) the number of working days since a first one: a difference counts those after a day.

    A day later than `until` counts as that one: what is dated in days to come has not taken longer yet.
    """

    def __init__(self, works: Callable[[date], bool], until: date) -> None:
        super().__init__()
        self._works, self._until = works, until
        self._first = until
        self[until.isoformat()] = 0

    def __missing__(self, day: str) -> int:
        on = min(date.fromisoformat(day[:10]), self._until)
        while self._first > on:
            count = self[self._first.isoformat()] - self._works(self._first)
            self._first -= timedelta(1)
            self[self._first.isoformat()] = count
        found = self[day] = self[on.isoformat()]
        return found
