"""The documents of a table by month, kept from one look to the next: a commit costs the months that it changed.

What is counted of a month is counted when it is first asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import chain, compress
from operator import is_not
from typing import Final, Generic, Self, TypeVar

from tui.kinds.record import Stored
from tui.rules.trends.periods import Period

# So many periods are kept before all are forgotten: those of more than ten years, month by month.
_KEPT: Final = 400
# What is behind the month in the key of the tally of its later days.
_AFTER: Final = "+"


class Tally:
    """Documents of some days: `documents` of a month or less, or the `parts` of a longer time."""

    def __init__(self) -> None:
        self.documents: list[Stored] = []
        self.parts: Sequence[Self] = ()

    def every(self) -> Iterator[Stored]:
        """All documents."""
        return chain(self.documents, *(part.every() for part in self.parts))


T = TypeVar("T", bound=Tally)


class ByMonth(dict[str, T]):
    """For each day (ISO 8601) the tally that its documents go to: one is begun with the first that is asked for.

    A month has two: of the days up to the `cut`-th, and of those after it. Periods up to today begin and end there.
    """

    def __init__(self, empty: Callable[[], T], cut: int) -> None:
        super().__init__()
        self.tallies: dict[str, T] = {}
        self._empty, self._cut = empty, f"{cut:02}"

    def __missing__(self, day: str) -> T:
        key = self.key(day)
        if key not in self.tallies:
            self.tallies[key] = self._empty()
        tally = self[day] = self.tallies[key]
        return tally

    def key(self, day: str) -> str:
        """What the tally of a day is called: its month, with a sign behind it after the cut."""
        return f"{day[:7]}{_AFTER}" if day[8:] > self._cut else day[:7]


class Kept(Generic[T]):
    """The documents of a table by the month of their day, and what was counted of the periods that were asked for.

    `day` gives a document's day (ISO 8601; empty: it is in no period), `empty` a tally to begin with. Periods that end with
    the `cut`-th day of a month are told fastest.
    """

    def __init__(self, day: Callable[[Stored], str], empty: Callable[[], T], cut: int) -> None:
        self._day, self._empty, self._cut = day, empty, cut
        self._documents: Sequence[Stored] = ()
        self._tallies: dict[str, T] = {}
        self._days: dict[str, dict[str, list[Stored]]] = {}
        self._told: dict[tuple[str, str], T] = {}

    def follow(self, documents: Sequence[Stored]) -> None:
        """Take over what is stored now. A document is never changed in place: what has changed is another object."""
        before, known = self._documents, len(self._documents)
        if len(documents) < known:  # some are gone, and the others stand elsewhere
            before, known = (), 0
            self._tallies.clear()
            self._days.clear()
            self._told.clear()
        changed = list(compress(zip(before, documents, strict=False), map(is_not, before, documents)))
        added = self._sort([*(new for _, new in changed), *documents[known:]])
        gone = {id(old) for old, _ in changed}
        touched = {added.key(self._day(old)) for old, _ in changed} | added.tallies.keys()
        tallies = self._tallies
        for key in touched:
            if key in tallies:
                kept = [one for one in tallies[key].documents if id(one) not in gone]
                more = added.tallies[key].documents if key in added.tallies else []
                tallies[key] = self._together([*kept, *more])
            else:
                tallies[key] = added.tallies[key]
        self._documents = documents
        self._forget({key[:7] for key in touched})

    def follow_in_pieces(self, documents: Sequence[Stored], size: int) -> Iterator[None]:
        """The first `follow`, so many documents at a time; nothing is done if another was first."""
        found = ByMonth(self._empty, self._cut)
        for at in range(0, len(documents), size):
            self._put(documents[at : at + size], found)
            yield
            if self._documents:
                return
        self._documents, self._tallies = documents, found.tallies
        self._told.clear()

    def of(self, period: Period) -> T:
        """The tally of a period. Periods with the same months share the work."""
        bounds = period.bounds
        if bounds not in self._told:
            if len(self._told) >= _KEPT:
                self._told.clear()
            months = list(period.by_month())
            self._told[bounds] = (
                self._in_month(months[0])
                if len(months) == 1
                else self._joined([self.of(month) for month in months])
            )
        return self._told[bounds]

    def _joined(self, parts: Sequence[T]) -> T:
        whole = self._empty()
        whole.parts = parts
        return whole

    def _in_month(self, period: Period) -> T:
        """The tally of a month, or of days in one."""
        month, last = period.bounds[0][:7], period.last
        found = [self._tallies[key] for key in (month, month + _AFTER) if key in self._tallies]
        if period.first.day == 1 and (last + timedelta(1)).day == 1:
            return found[0] if len(found) == 1 else self._joined(found)
        if period.first.day == 1 and last.day == self._cut:
            return self._tallies[month] if month in self._tallies else self._empty()
        if month not in self._days:
            days = self._days[month] = defaultdict(list)
            for document in chain.from_iterable(tally.documents for tally in found):
                days[self._day(document)].append(document)
        by_day = self._days[month]
        return self._joined([self._together(by_day[day]) for day in period.days() if day in by_day])

    def _together(self, documents: Sequence[Stored]) -> T:
        """The tally of documents that go to the same one."""
        return next(iter(self._sort(documents).tallies.values()), None) or self._empty()

    def _sort(self, documents: Sequence[Stored]) -> ByMonth[T]:
        found = ByMonth(self._empty, self._cut)
        self._put(documents, found)
        return found

    def _put(self, documents: Iterable[Stored], into: ByMonth[T]) -> None:
        """Sort documents into their months. They are many: as little as can be is done for each."""
        day_of = self._day
        puts: dict[str, Callable[[Stored], None]] = {}
        for document in documents:
            day = day_of(document)
            try:
                puts[day](document)
            except KeyError:
                put = puts[day] = into[day].documents.append
                put(document)

    def _forget(self, months: set[str]) -> None:
        """Forget what was told of periods with any of these months."""
        for month in months:
            self._days.pop(month, None)
        for first, last in list(self._told):
            if any(first[:7] <= month <= last[:7] for month in months):
                del self._told[first, last]
