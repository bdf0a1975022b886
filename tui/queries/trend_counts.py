"""What the trends count in some days, brought up to date from what a commit has changed.

Each table is kept by month, and months are added up: another period, or a colleague's commit, costs the months that are
new in it. Stored documents are read, no models.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from functools import partial
from operator import itemgetter
from typing import Final

from tui.kinds.record import Stored
from tui.queries.households import household_lines
from tui.rules.trends.figures import Figure, number
from tui.rules.trends.kept import Kept, Tally
from tui.rules.trends.periods import Period, before, months_to, year_before
from tui.rules.trends.wishes import GROUPS, WishTally, of_compound
from tui.rules.trends.work import HoursTally, SessionTally
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


class TrendCounter:
    """The counts of one store. `follow` takes over what is stored now; the others tell of what was there then."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._today = date.min
        cut = store.now.day
        self._calendar: object = None
        self._passed = WorkingDays(store.calendar.works, date.max)
        self._wishes: dict[int | None, Kept[WishTally]] = {}
        self._behind = set[int | None]()  # compounds whose wishes may have changed since they were looked at
        self._sessions = Kept(_day("starts_at"), SessionTally, cut)
        self._hours = Kept(itemgetter("on"), HoursTally, cut)
        self._visits = Kept(_day("on"), Tally, cut)
        self._mediations = Kept(_day("opened_on"), Tally, cut)
        self._of: Hashable = None
        self._homes: dict[int, set[int]] = {}
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
            self._wishes.clear()
        self._behind.update(self._wishes)
        self._sessions.follow(store.sessions.stored())
        self._hours.follow(store.hours.stored())
        self._visits.follow(store.visits.stored())
        self._mediations.follow(store.mediations.stored())
        self._homes.clear()
        self._due = None

    def wishes(self, period: Period, compound: int | None) -> WishTally:
        """The wishes recorded in a period, of one compound where that is given."""
        return self._wishes_of(compound).of(period)

    def hours(self, period: Period) -> HoursTally:
        """The hours given in a period."""
        return self._hours.of(period)

    def figure(self, measure: Measure, period: Period, compound: int | None) -> Figure | None:
        """The figure of a measure in a period; None: withheld."""
        sort, what = measure
        if sort in GROUPS:
            return number(self.wishes(period, compound).groups[sort].get(what, ()))
        if sort == "wishes":
            return self.wishes(period, compound).figure(str(what))
        if sort == "teams":
            return self.hours(period).of(what)  # type: ignore[arg-type]
        if what == "hours":
            return self.hours(period).whole
        if what in {"visits", "mediations"}:
            return None if self._store.hides(str(what)) else number(self._ids(str(what), period, compound))
        return self._sessions.of(period).figures[str(what)]

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
        yield from self._hours.follow_in_pieces(self._store.hours.stored(), _PIECE)
        self.follow()
        yield
        self._wishes_of(None)
        yield
        for month in months_to(period.last, _PREPARED_MONTHS):
            wishes = self.wishes(month, None)
            _ = wishes.standing, wishes.course, self.hours(month).hours
            yield
        for one in (period, *months_to(period.last)):
            for part in (one, before(one), year_before(one)):
                for measure in _PREPARED:
                    self.figure(measure, part, None)
                yield

    def _wishes_of(self, compound: int | None) -> Kept[WishTally]:
        if compound not in self._wishes:
            empty = partial(WishTally, self._today, self._passed)
            self._wishes[compound] = Kept(itemgetter("recorded_on"), empty, self._today.day)
            self._behind.add(compound)
        if compound in self._behind:
            self._wishes[compound].follow(of_compound(self._store.wishes.stored(), compound))
            self._behind.discard(compound)
        return self._wishes[compound]

    def _ids(self, table: str, period: Period, compound: int | None) -> list[int]:
        """The ids of visits to households of a compound, or of mediations, which are of no compound."""
        if table == "mediations":
            return [int(one["id"]) for one in self._mediations.of(period).every()]
        visits = self._visits.of(period).every()
        if compound is None:
            return [int(visit["id"]) for visit in visits]
        homes = self._homes_of(compound)
        return [int(visit["id"]) for visit in visits if visit["household_id"] in homes]

    def _homes_of(self, compound: int) -> set[int]:
        if compound not in self._homes:
            households = self._store.households.stored()
            self._homes[compound] = {home["id"] for home in households if home.get("compound") == compound}
        return self._homes[compound]


def _day(field: str) -> Callable[[Stored], str]:
    """The day of a document, from a field that has a time too, or may be empty."""
    return lambda document: str(document.get(field) or "")[:10]
