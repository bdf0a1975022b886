"""What was counted of a table by month, kept from one look to the next: a commit costs the months that it changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, compress, islice
from operator import is_not
from typing import Final, Generic, TypeVar

from tui.kinds.record import Stored
from tui.rules.trends.periods import Period

T = TypeVar("T")

# So many counts are kept before all are forgotten: those of more than ten years, month by month.
_KEPT: Final = 400


class Kept(Generic[T]):
    """The documents of a table by their day, and what was counted of the months that were asked for.

    `day` gives a document's day (ISO 8601; empty: it is in no period), `count` counts some of them, `join` adds up.
    """

    def __init__(
        self,
        day: Callable[[Stored], str],
        count: Callable[[Iterable[Stored]], T],
        join: Callable[[Sequence[T]], T],
    ) -> None:
        self._day, self._count, self._join = day, count, join
        self._documents: Sequence[Stored] = ()
        self._days: dict[str, list[Stored]] = defaultdict(list)
        self._counted: dict[tuple[str, str], T] = {}

    def follow(self, documents: Sequence[Stored]) -> None:
        """Take over what is stored now. A document is never changed in place: what has changed is another object."""
        before, known = self._documents, len(self._documents)
        if len(documents) < known:  # some are gone, and the others stand elsewhere
            before, known = (), 0
            self._days.clear()
            self._counted.clear()
        changed = list(compress(zip(before, documents, strict=False), map(is_not, before, documents)))
        touched = set[str]()
        for old, _ in changed:
            day = self._day(old)
            self._days[day] = [one for one in self._days[day] if one is not old]
            touched.add(day)
        touched |= self._add(new for _, new in changed)
        touched |= self._add(islice(documents, known, None))
        self._documents = documents
        self._forget(touched)

    def of(self, period: Period) -> T:
        """What was counted in a period: month by month, so that periods with the same months share the work."""
        bounds = period.bounds
        if bounds not in self._counted:
            if len(self._counted) >= _KEPT:
                self._counted.clear()
            months = list(period.by_month())
            if len(months) == 1:
                days = (self._days[day] for day in period.days() if day in self._days)
                self._counted[bounds] = self._count(chain.from_iterable(days))
            else:
                self._counted[bounds] = self._join([self.of(month) for month in months])
        return self._counted[bounds]

    def count_anew(self) -> None:
        """Forget all counts: what they depend on besides the documents has changed."""
        self._counted.clear()

    def _add(self, documents: Iterable[Stored]) -> set[str]:
        """Put documents to their days; returns these."""
        day_of, days, touched = self._day, self._days, set[str]()
        for document in documents:
            day = day_of(document)
            days[day].append(document)
            touched.add(day)
        return touched

    def _forget(self, days: set[str]) -> None:
        """Forget what was counted of periods with any of these days."""
        for bounds in list(self._counted):
            first, last = bounds
            if any(first <= day <= last for day in days):
                del self._counted[bounds]
