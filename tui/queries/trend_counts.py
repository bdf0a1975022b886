"""What the trends count in some days, brought up to date from what a commit has changed.

Each table is counted by month, and months are added up: another period, or a colleague's commit, costs the months that are
new in it. Stored documents are read, no models.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from operator import itemgetter
from typing import Final, NamedTuple

from tui.kinds.record import Stored
from tui.queries.households import household_lines
from tui.rules.trends.figures import Figure, number
from tui.rules.trends.kept import Kept
from tui.rules.trends.periods import Period, before, months_to, year_before
from tui.rules.trends.wishes import GROUPS, WishTally, count_wishes, of_compound, wishes_together
from tui.rules.trends.work import (
    HoursTally,
    SessionTally,
    count_hours,
    count_sessions,
    hours_together,
    sessions_together,
)
from tui.rules.trends.working_days import WorkingDays
from tui.store import Store

Measure = tuple[str, Hashable]
"""What is counted: a sort (`wishes`, `categories`, `work`, `teams`, ..), and what of it."""

_TABLES: Final = ("wishes", "sessions", "hours", "visits", "households", "mediations")
# What is told of each month; it is kept once it was asked for.
_PREPARED: Final[Sequence[Measure]] = (
    ("wishes", "recorded"), ("wishes", "on_time"), ("work", "people"), ("work", "hours"),
)  # fmt: skip
# Months that are counted ahead: those of a year, of that before, and of last year's.
_PREPARED_MONTHS: Final = 36
# Documents that `prepared` looks at in one piece.
_PIECE: Final = 4_000


class Counts(NamedTuple):
    """What was counted in some days; visits and mediations by their ids, None where they are withheld."""

    wishes: WishTally
    sessions: SessionTally
    hours: HoursTally
    visits: Sequence[int] | None
    mediations: Sequence[int] | None

    def figure(self, measure: Measure) -> Figure | None:
        """The figure of a measure; None: withheld."""
        sort, what = measure
        if sort in GROUPS:
            return number(getattr(self.wishes, sort).get(what, ()))
        if sort == "wishes":
            return self.wishes.figure(str(what))
        if sort == "teams":
            return self.hours.of(what)  # type: ignore[arg-type]
        if what == "hours":
            return self.hours.whole
        if what in {"visits", "mediations"}:
            ids = self.visits if what == "visits" else self.mediations
            return None if ids is None else number(ids)
        return self.sessions.figures[str(what)]


class TrendCounter:
    """The counts of one store. `follow` takes over what is stored now; the others tell of what was there then."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._today = date.min
        self._calendar: object = None
        self._passed = WorkingDays(store.calendar.works, date.max)
        self._wishes: dict[int | None, Kept[WishTally]] = {}
        self._sessions = Kept(_day("starts_at"), count_sessions, sessions_together)
        self._hours = Kept(itemgetter("on"), count_hours, hours_together)
        self._visits = Kept(_day("on"), list[Stored], _chained)
        self._mediations = Kept(_day("opened_on"), list[Stored], _chained)
        self._of: Hashable = None
        self._due: list[tuple[int, int | None]] | None = None

    def follow(self) -> None:
        """Take over what is stored now."""
        store = self._store
        today, calendar = store.now.date(), store.calendar
        of = (today, id(calendar), *(store.collection(table).version for table in _TABLES))
        if of == self._of:
            return
        self._of = of
        if today != self._today or calendar is not self._calendar:
            self._today, self._calendar = today, calendar
            self._passed = WorkingDays(calendar.works, today)
            for kept in self._wishes.values():
                kept.count_anew()
        for compound, kept in self._wishes.items():
            kept.follow(of_compound(store.wishes.stored(), compound))
        self._sessions.follow(store.sessions.stored())
        self._hours.follow(store.hours.stored())
        self._visits.follow(store.visits.stored())
        self._mediations.follow(store.mediations.stored())
        self._due = None

    def counts(self, period: Period, compound: int | None) -> Counts:
        """What is counted in a period, of one compound where that is given."""
        hides = self._store.hides
        return Counts(
            self._wishes_of(compound).of(period),
            self._sessions.of(period),
            self._hours.of(period),
            None if hides("visits") else self._visits_to(compound, period),
            None if hides("mediations") else [int(one["id"]) for one in self._mediations.of(period)],
        )

    def due(self, compound: int | None) -> Figure | None:
        """The households that want a visit today; None: withheld."""
        if self._store.hides("households"):
            return None
        if self._due is None:
            lines = household_lines(self._store, self._today)
            self._due = [(line.id, line.stored.get("compound")) for line in lines if line.need.pressing]
        return number([id for id, of in self._due if compound in {None, of}])

    def prepared(self, period: Period) -> Iterator[None]:
        """Count three years by month, and what the trends of this period tell, a piece at a time: to be done between keys."""
        hours = self._store.hours.stored()
        for upto in range(_PIECE, len(hours) + _PIECE, _PIECE):
            if self._of is not None:  # somebody has opened the trends meanwhile
                break
            self._hours.follow(hours[:upto])
            yield
        self._wishes_of(None)
        yield
        self.follow()
        yield
        for month in months_to(period.last, _PREPARED_MONTHS):
            self.counts(month, None)
            yield
        for one in (period, *months_to(period.last)):
            for part in (one, before(one), year_before(one)):
                counts = self.counts(part, None)
                for measure in _PREPARED:
                    counts.figure(measure)
                yield

    def _wishes_of(self, compound: int | None) -> Kept[WishTally]:
        if compound not in self._wishes:
            kept = Kept(_day("recorded_on"), self._count_wishes, wishes_together)
            kept.follow(of_compound(self._store.wishes.stored(), compound))
            self._wishes[compound] = kept
        return self._wishes[compound]

    def _count_wishes(self, wishes: Iterable[Stored]) -> WishTally:
        return count_wishes(wishes, self._today, self._passed)

    def _visits_to(self, compound: int | None, period: Period) -> list[int]:
        visits: Iterable[Stored] = self._visits.of(period)
        if compound is not None:
            homes = {h["id"] for h in self._store.households.stored() if h.get("compound") == compound}
            visits = (visit for visit in visits if visit["household_id"] in homes)
        return [int(visit["id"]) for visit in visits]


def _day(field: str) -> Callable[[Stored], str]:
    """The day of a document, from a field that has a time too, or may be empty."""
    return lambda document: str(document.get(field) or "")[:10]


def _chained(parts: Sequence[list[Stored]]) -> list[Stored]:
    return list(chain.from_iterable(parts))
