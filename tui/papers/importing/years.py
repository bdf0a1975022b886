"""The year of days that are written without one: that of the title, else the one next to them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from tui.papers.importing.days import Day, read_day
from tui.papers.importing.grids import Cell, Grid
from tui.papers.importing.matching import Column
from tui.papers.importing.values import Got, ReadCell

# Days that may lie ahead of the day on which a ledger is read.
_AHEAD: Final = frozenset({"due", "by", "until", "wished_on", "follow_up_on"})


class Years:
    """Reads the cells of columns with days, with the year that they take. `found` is the first year that was taken from a neighbour."""

    def __init__(self, year: int | None, today: date, grid: Grid, *, ahead: bool = False) -> None:
        """`ahead`: all days of the sheet may lie ahead, as those of bookings do."""
        self.year = year
        self.today = today
        self.grid = grid
        self.ahead = ahead
        self.found: int | None = None
        self._last: dict[int, str] = {}
        self._seen: set[str] = set()

    @property
    def stated(self) -> int | None:
        """The year of all days without one; None where there are none, and those with one have several."""
        only = int(next(iter(self._seen))) if len(self._seen) == 1 else None
        return self.year or self.found or only

    def read(self, read: ReadCell, cell: Cell, row: int, column: Column) -> tuple[Got, bool]:
        """What the cell says, and whether it says so in every row; days without a year are those nearest to the day
        above, or else below."""
        got = read(cell, self.year)
        if column.target is None or self.year is not None:
            return got, True
        value: Any = got.fields.get(column.target.name)
        if value:
            self._count_value(column.at, value)
            return got, True
        if not isinstance(read_day(cell, 2000), Day):
            return read(cell, 2000), True  # in no year a day: of 11月31日 that is more than unread
        last = self._last.get(column.at)
        near = date.fromisoformat(last[:10]) if last else self._below(row, column.at)
        got = read(cell, self._nearest(cell, near, column))
        if value := got.fields.get(column.target.name):
            self._count_value(column.at, value)
            self.found = self.found or int(value[:4])
        return got, False

    def stands(self, column: int, value: str | None) -> None:
        """A day that was read before stands in the column once more."""
        if value:
            self._last[column] = value

    def _count_value(self, column: int, value: str) -> None:
        self._last[column] = value
        self._seen.add(value[:4])

    def _below(self, row: int, column: int) -> date | None:
        for at in range(row + 1, len(self.grid.rows)):
            read = read_day(self.grid.at(at, column), None)
            if isinstance(read, Day):
                return read.on
        return None

    def _nearest(self, cell: Cell, near: date | None, column: Column | None = None) -> int:
        """The year in which the day of a cell lies nearest to `near`; without one, the last that is not ahead, and
        of a deadline that of the sheet's other days, or the nearest."""
        years = range((near or self.today).year - 1, (near or self.today).year + 2)
        days = {year: read.on for year in years if isinstance(read := read_day(cell, year), Day)}
        if near is not None:
            return min(days, key=lambda year: abs(days[year] - near), default=near.year)
        if self.ahead or (column is not None and column.target and column.target.name in _AHEAD):
            if len(self._seen) == 1 and int(next(iter(self._seen))) in days:
                return int(next(iter(self._seen)))
            return min(days, key=lambda year: abs(days[year] - self.today), default=self.today.year)
        return max((year for year, on in days.items() if on <= self.today), default=self.today.year)
