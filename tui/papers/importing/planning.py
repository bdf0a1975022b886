"""The plan of a file: every row a record, refused, or ignored, with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from tui.language.errors import Message
from tui.papers.importing import by_cells, chats, heads, matching, rows, sniffing
from tui.papers.importing.apart import parted
from tui.papers.importing.below import Part, tables_below
from tui.papers.importing.beside import Stacked, put_back, stacked
from tui.papers.importing.constants import Constants, title_year
from tui.papers.importing.crosstab import days_in_head
from tui.papers.importing.finishing import key_column
from tui.papers.importing.grids import Grid, Source, filled, text_of
from tui.papers.importing.headings import plain
from tui.papers.importing.lines import ID_NUMBER, Lines, Sheet
from tui.papers.importing.matching import REQUIRED, Column
from tui.papers.importing.own import not_taken, not_told
from tui.papers.importing.plans import Plan, Refused, SheetPlan
from tui.papers.importing.split import (
    addressed,
    days_in_month,
    days_of,
    hours_joined,
    join_days,
    ticks_joined,
)
from tui.papers.importing.turning import turned
from tui.papers.importing.values import (
    AHEAD,
    NAMES,
    Place,
)
from tui.papers.importing.years import Years
from tui.rules.importing import key_of

_CLOCK: Final = re.compile(r"\d{1,2}[:：]\d{2}(?::\d{2})?")
# What stands below a heading of people where they are only counted.
_COUNT: Final = re.compile(r"\d{1,4}\s*(?:人次?|名|位)?")
_PEOPLE: Final = NAMES | {"volunteer_ids", "attendance.names", "parties"}
_LOOKED_AT: Final = 50
# In characters: a longer text is no chat that somebody copied.
_LONGEST_CHAT: Final = 60_000
_PROGRESS_EVERY: Final = 250


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody said of a file: its kind, the one sheet to read, what no column has, what headings mean.

    `own` are plain headings with their field (see `matching.columns`), by kind, "" for any.

    `progress` is called now and then with the rows that were read and all rows; what it raises ends the reading.
    """

    kind: str | None = None
    sheet: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    name: str = ""
    progress: Callable[[int, int], None] | None = None


def plan(content: bytes, place: Place, wanted: Wanted) -> Plan:
    """What a file would become. Raises InvalidInput, in words, where no table can be read from it."""
    return plan_of(sniffing.read(content), place, wanted)


def plan_of(source: Source, place: Place, wanted: Wanted) -> Plan:
    """What the tables of a file would become."""
    if (chat := _of_chat(source, place, wanted)) is not None:
        return Plan("text", source.encoding, "", [chat])
    tables = [
        table for g in source.grids if wanted.sheet is None or g.name == wanted.sheet for table in _tables(g)
    ]
    warnings = [said] if (said := sniffing.misnamed(wanted.name, source)) else []
    sheets = [_Reading(one, place, wanted).plan() for one in tables]
    return Plan(source.format, source.encoding, source.delimiter, sheets, warnings)


def _of_chat(source: Source, place: Place, wanted: Wanted) -> SheetPlan | None:
    """What a text that was copied out of a group chat would become; None for all others."""
    if not 0 < len(source.text) <= _LONGEST_CHAT or wanted.sheet is not None:
        return None
    table = any(heads.find(grid) is not None for grid in source.grids)
    if table and not chats.called_chain(source.text):
        return None
    found = chats.written(source.text, place, wanted.kind)
    if found is None:
        return None
    done = _Reading(_Table(found.grid, found.head, kind=found.kind, listed=True), place, wanted).plan()
    chats.renumber(done, found)
    return done


class _Table(NamedTuple):
    """A table of a sheet, its head, and the year that a title above all tables of the sheet tells.

    `strange` is the row of headings (from 0) that do not tell what the rows are (see `below.Part`). `kind` is what
    the rows are, where that is known before; `listed`: each row of it is an entry, whatever it says.
    """

    grid: Grid
    head: heads.Head | None
    year: int | None = None
    strange: int = -1
    kind: str = ""
    listed: bool = False


def _tables(grid: Grid) -> list[_Table]:
    """The tables of a sheet: one, or several that stand one below the other or side by side."""
    head = heads.find(grid)
    if head is None or turned(grid) is not None:
        return [_Table(grid, head)]
    return [table for below in tables_below(grid) for table in _beside(below)]


def _beside(part: Part) -> list[_Table]:
    """The tables that stand side by side in a part of a sheet."""
    head = None if part.strange >= 0 else heads.find(part.grid)
    if head is None:
        return [_Table(part.grid, None, strange=part.strange)]
    grids = parted(part.grid, head)
    return [_Table(g, head if g is part.grid else heads.find(g), part.year) for g in grids]


class _Reading:
    """The reading of one sheet."""

    def __init__(self, table: _Table, place: Place, wanted: Wanted) -> None:
        self.table = table
        self.grid = grid = table.grid
        self.place = place
        self.wanted = wanted
        self.done = SheetPlan(grid.name, None, rows=grid.rows)
        self.hint = ""

    def plan(self) -> SheetPlan:
        """What the table would become."""
        head = self.table.head
        upright = None if self.table.listed else turned(self.grid)
        if upright is not None:
            title = next((t for row in self.grid.rows[:2] for c in row if (t := text_of(c))), "")
            self.hint, self.grid, self.done.rows = title, upright, upright.rows
            said = Message("The headings stand on the left: rows are counted as if they stood above.")
            self.done.warnings.append(said)
            head = heads.find(upright)
        elif (days := days_in_head(self.grid, head)) is not None:
            self.done.warnings.append(days)
            return self.done
        if head is None:
            if self.table.strange >= 0:
                self._not_told(self.table.strange)
            return self.done
        labels = heads.labelled(self.grid, head)
        beside = stacked(self.grid, head)
        if beside is not None:
            self.grid, head = beside.grid, beside.head
        titles = heads.titles(self.grid, head) or self.hint
        hints = (titles, self.grid.name or "", self.wanted.name)
        if self.wanted.kind is None and (why := not_taken(head, titles)) is not None:
            self.done.warnings.append(why)
            return self.done
        kind = self.wanted.kind or self.table.kind or matching.kind_of(head, hints, labels)
        if kind is None:
            self.done.warnings.append(not_told(head.names))
            return self.done
        return self._as(kind, head, labels, titles, beside)

    def _as(
        self, kind: str, head: heads.Head, labels: Mapping[str, str], titles: str, beside: Stacked | None
    ) -> SheetPlan:
        """What the table would become, its rows being of this kind."""
        head = ticks_joined(self.grid, head)
        if kind == "hours":
            head = hours_joined(self.grid, head)
        head, self.parts = days_of(head)
        if self.parts is None:
            head = days_in_month(self.grid, head, self.grid.name or "", titles, self.wanted.name)
        self.head, self.kind = head, kind
        self.done.kind = kind
        self.done.head = tuple(range(head.first + 1, head.last + 2))
        own = matching.own_of(self.wanted.own, kind)
        self._columns(matching.columns(head, kind, own))
        below = self.grid.rows[head.last + 1 :]
        self._columns(by_cells.dated(self.columns, kind, below, self.place.today))
        # The day of a column of times stands in another one, perhaps one of another name.
        if clocks := by_cells.clocks(self.columns, kind, below):
            self._columns(matching.columns(head, kind, own, clocks))
            self._columns(by_cells.clocked(self.columns, kind, clocks))
        year = title_year(titles, str(self.table.year or ""), self.grid.name or "", self.wanted.name)
        self.years = Years(year, self.place.today, self.grid, ahead=kind in AHEAD)
        self.constants = Constants.of(kind, self.columns, labels, titles, self.wanted.answers, self.place)
        if rows.is_section(last := titles.rpartition("\n")[2]) and not matching.stated_kind(last):
            self.constants.enter(last)  # the first section stands above the head
        self._required()
        number = next((c.at for c in self.columns if c.use == "number"), None)
        ignored: Mapping[int, str] = {}
        if not self.table.listed:
            ignored = rows.ignored(
                self.grid, head, number, key_column(kind, self.columns), self.constants.sorts
            )
        self.done.ignored = {at + 1: why for at, why in ignored.items() if why}
        filled(self.grid.rows, self.grid.merged, head.last + 1)
        if self.parts:
            join_days(self.grid, self.parts, head.last + 1)
        self._read(ignored)
        if beside is not None:
            put_back(self.done, head.last + 1, beside.height)
        self.done.year = self.years.stated
        self.done.team = self.constants.team
        return self.done

    def _not_told(self, head: int) -> None:
        """Refuse the rows of a table whose headings do not tell what they are: they are handed back with the reason."""
        self.done.warnings.append(not_told([text_of(cell) for cell in self.grid.rows[head]]))
        self.done.head = (head + 1,)
        for at in range(head + 1, len(self.grid.rows)):
            if any(text_of(cell) for cell in self.grid.rows[at]):
                self.done.refused.append(Refused(at + 1, "unknown_kind"))

    def _columns(self, columns: tuple[Column, ...]) -> None:
        first = self.head.last + 1
        joined = self.parts or ()
        checked = tuple(
            c if c.at in joined and not c.heading else self._checked(c, first)
            for c in addressed(by_cells.flagged(columns, self.kind, self.grid.rows[first:]), self.kind)
        )
        self.columns = checked
        self.done.columns = checked
        self.done.unknown = [c.heading for c in checked if c.use in {"number", "unknown"}]
        self.done.remark = [c.heading for c in checked if c.use == "remark"]
        self.done.withheld = [
            c.heading for c in checked if c.use == "withheld" or (c.target and c.target.name == "birthday")
        ]

    def _checked(self, column: Column, first: int) -> Column:
        """The column, told by its cells: a number that no line has is kept, one that identifies is not."""
        type_ = column.target.field.type if column.target else ""
        timed = type_ in {"day", "time"} and self.kind not in {"session", "booking"}
        personal = type_ == "phone"
        people = column.target is not None and column.target.name in _PEOPLE
        if column.use == "field" and not timed and not personal and not people:
            return column
        rows = self.grid.rows[first : first + _LOOKED_AT] if column.use == "field" else self.grid.rows[first:]
        texts = [t for row in rows if column.at < len(row) and (t := text_of(row[column.at]))]
        if timed:  # 签到时间 may be a time of day alone, which says no day
            clocks = sum(bool(_CLOCK.fullmatch(t)) for t in texts)
            return column._replace(use="unknown", target=None) if clocks * 2 > len(texts) else column
        if people and texts and all(_COUNT.fullmatch(t) for t in texts):
            return column._replace(use="unknown", target=None)
        if texts and sum(len(t) == 18 and bool(ID_NUMBER.fullmatch(t)) for t in texts) * 2 > len(texts):
            return column._replace(
                use="withheld", target=None, heading=column.heading or f"({column.at + 1})"
            )
        if column.use == "number":
            numbers = [t for t in texts if t.isdecimal() and len(t) <= 5]
            # 编号 may be a number that is given elsewhere; below 序号 stand also totals and signatures.
            most = 2 if plain(column.heading) == "编号" else len(texts)
            return column if len(numbers) * most >= len(texts) else column._replace(use="unknown")
        if column.use == "" and texts and len(texts) * 10 > len(self.grid.rows):
            return column._replace(use="unknown", heading=f"({column.at + 1})")
        return column

    def _required(self) -> None:
        columns = {c.target.name for c in self.columns if c.target}
        self.done.one_record = (
            self.kind == "meeting" and "attendance.names" in columns and not {"starts_at", "title"} & columns
        )
        has = columns | self.constants.names
        if self.kind == "booking":
            has = has | {"starts"}  # it may stand beside the day: a row without it is refused
        self.done.missing = [name for name in REQUIRED[self.kind] if name not in has]
        self.done.unanswered = [n for n in self.done.missing if n not in self.constants.answered]

    def _read(self, ignored: Mapping[int, str]) -> None:
        row_reader = Lines(
            Sheet(self.kind, self.place, self.columns, self.grid, self.years, self.constants, self.done)
        )
        read = row_reader.attended if self.done.one_record else row_reader.read
        firsts: dict[tuple[str, ...], int] = {}
        height = len(self.grid.rows)
        last_said: int = 0
        for at in range(self.head.last + 1, height):
            if self.wanted.progress and at - last_said >= _PROGRESS_EVERY:
                last_said = at
                self.wanted.progress(at, height)
            why = ignored.get(at)
            if why is not None:
                if why == "section":
                    self.constants.enter(next(t for c in self.grid.rows[at] if (t := text_of(c))))
                continue
            read(at)
        if self.done.one_record:
            row_reader.signed_off()
        for record in self.done.records:
            record.same_as = firsts.get(key := key_of(self.kind, record.fields), 0)
            firsts.setdefault(key, record.row)
