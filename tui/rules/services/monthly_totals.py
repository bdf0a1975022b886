"""Totals by month: sessions held, people served, hours given, wishes fulfilled.

Last month is counted up to the same day of the month, so that the 10th is not compared to a whole month.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import compress
from operator import is_not
from typing import Final, NamedTuple

from tui.kinds.record import Stored
from tui.rules.wishes.order import counts

# The number of months shown, this one included.
MONTHS: Final = 6


class Totals(NamedTuple):
    """The totals of some days."""

    sessions: int = 0
    people: int = 0
    hours: float = 0
    wishes: int = 0


class MonthlyTotals(NamedTuple):
    """`this` month so far, `last` month up to the same day, and all `months`, this one last."""

    this: Totals = Totals()
    last: Totals = Totals()
    months: tuple[Totals, ...] = (Totals(),) * MONTHS


NO_TOTALS: Final = MonthlyTotals()


class SumsByDay:
    """Sums by day over many documents, updated from the documents that have changed.

    The board is rebuilt at every commit, with ten thousand documents or more. `part` returns the day and the
    amount that one document adds, or None.
    """

    def __init__(self, part: Callable[[Stored], tuple[str, float] | None]) -> None:
        self._part = part
        self._documents: Sequence[Stored] = ()
        self._days: dict[str, float] = defaultdict(float)

    def of(self, documents: Sequence[Stored]) -> Mapping[str, float]:
        """The sums over `documents`. A document that has changed is another object."""
        before, known = self._documents, len(self._documents)
        changed = compress(zip(before, documents, strict=False), map(is_not, before, documents))
        for old, new in changed:
            self._add(old, -1)
            self._add(new, 1)
        for gone in before[len(documents) :]:
            self._add(gone, -1)
        for more in documents[known:]:
            self._add(more, 1)
        self._documents = documents
        return self._days

    def _add(self, document: Stored, sign: int) -> None:
        if part := self._part(document):
            self._days[part[0]] += sign * part[1]


class TotalsCounter:
    """Computes the totals by month; keeps its sums from one call to the next."""

    def __init__(self) -> None:
        self._wishes = SumsByDay(
            lambda wish: (wish["done_on"], 1) if wish.get("done_on") and counts(wish) else None
        )
        self._hours = SumsByDay(
            lambda given: None if given.get("withdrawn") else (given["on"], given["hours"])
        )

    def totals(
        self, sessions: Iterable[Stored], hours: Sequence[Stored], wishes: Sequence[Stored], today: date
    ) -> MonthlyTotals:
        """The totals of the months up to `today`; days after it are left out."""
        months = months_back(today)
        first, upto = f"{months[0]}-01", today.isoformat()
        held: dict[str, float] = defaultdict(float)
        served: dict[str, float] = defaultdict(float)
        for session in sessions:
            if session["state"] == "done" and session["starts_at"] >= first:
                held[session["starts_at"][:10]] += 1
                served[session["starts_at"][:10]] += session.get("people_served") or 0
        sums = [
            [(on, n) for on, n in days.items() if first <= on <= upto]
            for days in (held, served, self._hours.of(hours), self._wishes.of(wishes))
        ]

        def within(start: str, end: str) -> Totals:
            held, served, given, done = (sum(n for on, n in days if start <= on <= end) for days in sums)
            return Totals(int(held), int(served), given, int(done))

        past = tuple(within(f"{month}-01", f"{month}-31") for month in months)
        last = within(f"{months[-2]}-01", same_day_last_month(today).isoformat())
        return MonthlyTotals(past[-1], last, past)


def months_back(today: date, count: int = MONTHS) -> list[str]:
    """The months up to that of `today`, as `2026-11`, the oldest first."""
    at = today.year * 12 + today.month - 1
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(at - count + 1, at + 1)]


def same_day_last_month(today: date) -> date:
    """The same day of last month, or its last day where it is shorter."""
    year, month = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    return date(year, month, min(today.day, monthrange(year, month)[1]))
