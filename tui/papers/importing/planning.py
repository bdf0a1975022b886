"""The plan of a file: every row a record, refused, or ignored, with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tui.language.errors import Message
from tui.papers.importing import heads, matching, rows, sniffing
from tui.papers.importing.beside import put_back, stacked
from tui.papers.importing.constants import Constants, title_year
from tui.papers.importing.finishing import attendance, finish, key_column
from tui.papers.importing.grids import Cell, Grid, Source, filled, text_of
from tui.papers.importing.headings import plain
from tui.papers.importing.matching import REQUIRED, Column
from tui.papers.importing.own import not_taken
from tui.papers.importing.plans import Plan, Record, Refused, SheetPlan
from tui.papers.importing.turning import turned
from tui.papers.importing.values import REQUIRED_REASON, Place, ReadCell, broken, reader
from tui.papers.importing.years import Years
from tui.rules.importing import key_of

_DITTO: Final = frozenset({"同上", "〃", "″", "“", "”", '"', "''", "′′", "同前", "…", "同上。"})
_ID_NUMBER: Final = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])"
)
_CLOCK: Final = re.compile(r"\d{1,2}[:：]\d{2}(?::\d{2})?")
_LOOKED_AT: Final = 50
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
    grids = [g for g in source.grids if wanted.sheet is None or g.name == wanted.sheet]
    told = [said] if (said := sniffing.misnamed(wanted.name, source)) else []
    sheets = [_Reading(grid, place, wanted).plan() for grid in grids]
    return Plan(source.format, source.encoding, source.delimiter, sheets, told)


class _Reading:
    """The reading of one sheet."""

    def __init__(self, grid: Grid, place: Place, wanted: Wanted) -> None:
        self.grid = grid
        self.place = place
        self.wanted = wanted
        self.done = SheetPlan(grid.name, None, rows=grid.rows)
        self.hint = ""

    def plan(self) -> SheetPlan:
        upright = turned(self.grid)
        if upright is not None:
            title = next((t for row in self.grid.rows[:2] for c in row if (t := text_of(c))), "")
            self.hint, self.grid, self.done.rows = title, upright, upright.rows
            said = Message("The headings stand on the left: rows are counted as if they stood above.")
            self.done.told.append(said)
        head = heads.find(self.grid)
        if head is None:
            return self.done
        if self.wanted.kind is None and (ours := not_taken(head)) is not None:
            said = Message(
                "This is «{title}», which the desk writes and does not take in.", {"title": ours.title}
            )
            self.done.told.append(said)
            return self.done
        labels = heads.labelled(self.grid, head)
        beside = stacked(self.grid, head)
        if beside is not None:
            self.grid, head = beside.grid, beside.head
        titles = heads.titles(self.grid, head) or self.hint
        hints = (titles, self.grid.name or "", self.wanted.name)
        if self.wanted.kind is None and matching.told_kind(*hints) == "action":
            self.done.told.append(
                Message(
                    "These are matters that a meeting gave out. They are not taken in as wishes unless --as wish says so."
                )
            )
            return self.done
        kind = self.wanted.kind or matching.kind_of(head, hints, labels)
        if kind is None:
            return self.done
        self.head, self.kind = head, kind
        self.done.kind = kind
        self.done.head = tuple(range(head.first + 1, head.last + 2))
        self._columns(matching.columns(head, kind, matching.own_of(self.wanted.own, kind)))
        year = title_year(titles, self.grid.name or "", self.wanted.name)
        self.years = Years(year, self.place.today, self.grid)
        self.constants = Constants.of(kind, self.columns, labels, titles, self.wanted.answers, self.place)
        self._required()
        number = next((c.at for c in self.columns if c.use == "number"), None)
        ignored = rows.ignored(self.grid, head, number, key_column(kind, self.columns))
        self.done.ignored = {at + 1: why for at, why in ignored.items() if why}
        filled(self.grid.rows, self.grid.merged, head.last + 1)
        self._read(ignored)
        if beside is not None:
            put_back(self.done, head.last + 1, beside.height)
        self.done.year = self.years.told
        self.done.team = self.constants.team
        return self.done

    def _columns(self, columns: tuple[Column, ...]) -> None:
        first = self.head.last + 1
        checked = tuple(self._checked(c, first) for c in columns)
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
        timed = type_ in {"day", "time"} and self.kind != "session"
        personal = type_ == "phone"
        if column.use == "field" and not timed and not personal:
            return column
        rows = self.grid.rows[first : first + _LOOKED_AT] if column.use == "field" else self.grid.rows[first:]
        texts = [t for row in rows if column.at < len(row) and (t := text_of(row[column.at]))]
        if timed:  # 签到时间 may be a time of day alone, which says no day
            clocks = sum(bool(_CLOCK.fullmatch(t)) for t in texts)
            return column._replace(use="unknown", target=None) if clocks * 2 > len(texts) else column
        if texts and sum(len(t) == 18 and bool(_ID_NUMBER.fullmatch(t)) for t in texts) * 2 > len(texts):
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
        self.done.missing = [name for name in REQUIRED[self.kind] if name not in has]
        self.done.unanswered = [n for n in self.done.missing if n not in self.constants.answered]

    def _read(self, ignored: Mapping[int, str]) -> None:
        row_reader = _Row(self)
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


class _Row:
    """Reads the rows of a sheet one by one."""

    def __init__(self, of: _Reading) -> None:
        self.of = of
        self.columns = [c for c in of.columns if c.use in {"field", "remark", "unknown"}]
        self.reads: dict[int, ReadCell] = {
            c.at: reader(of.kind, c, of.place) for c in self.columns if c.target
        }
        days = {c.at for c in self.columns if c.target and c.target.field.type in {"day", "time"}}
        # Column, its place, what reads it, whether it holds days: looked up once, not at each cell.
        self.ways = [(c, c.at, self.reads.get(c.at), c.at in days) for c in self.columns]
        self.above = -1
        self.lines: list[tuple[int, str, str, dict[str, str]]] = []

    def _cells(self, at: int) -> list[tuple[Column, Cell, ReadCell | None, bool]]:
        """The cells with something in them; 同上 becomes what stands above, also for the rows below."""
        rows = self.of.grid.rows
        row = rows[at]
        width = len(row)
        found: list[tuple[Column, Cell, ReadCell | None, bool]] = []
        for column, place, read, dated in self.ways:
            cell = row[place] if place < width else None
            if type(cell) is str and len(cell) < 6 and cell.strip() in _DITTO:
                cell = row[place] = self.of.grid.at(self.above, place)
            if cell is not None and cell != "":
                found.append((column, cell, read, dated))
        self.above = at
        return found

    def read(self, at: int) -> None:
        """The row as a record, or refused."""
        of = self.of
        fields: dict[str, Any] = {}
        extra: dict[str, str] = {}
        refusal: Refused | None = None
        for column, cell, read, dated in self._cells(at):
            if read is None:
                _put(extra, column.heading, self._harmless(text_of(cell)))
                continue
            got = of.years.read(read, cell, at, column) if dated else read(cell, None)
            if got.refusal:
                refusal = refusal or Refused(at + 1, got.refusal, column.heading, text_of(cell))
                continue
            for name, value in got.fields.items():
                if name in fields:
                    _merge(fields, extra, name, value, column.heading)
                else:
                    fields[name] = value
            if got.extra:
                _put(extra, column.heading, self._harmless(got.extra))
        of.constants.fill(fields)
        why = finish(of.kind, fields, extra, of.place)
        lacking = self._lacking(at, fields)
        # What a row lacks says more than what else is wrong with it.
        if lacking is not None and (refusal is None or lacking.reason in {"no_title", "no_name"}):
            refusal = lacking
        if refusal is None and why:
            refusal = Refused(at + 1, why)
        if refusal is not None:
            of.done.refused.append(refusal)
        else:
            of.done.records.append(Record(at + 1, fields, extra))

    def _lacking(self, at: int, fields: Mapping[str, Any]) -> Refused | None:
        for name in REQUIRED[self.of.kind]:
            if fields.get(name) in (None, "") and name not in self.of.done.unanswered:
                reason = REQUIRED_REASON.get(name, "no_name")
                column = next((c for c in self.columns if c.target and c.target.name == name), None)
                if column is not None and (
                    (at, column.at) in self.of.grid.hollow or broken(self.of.grid.at(at, column.at))
                ):
                    reason = "formula_without_value"
                return Refused(at + 1, reason, column.heading if column else "")
        return None

    def _harmless(self, text: str) -> str:
        """Text without numbers of identity cards in it."""
        if len(text) < 18 or not _ID_NUMBER.search(text):
            return text
        said = Message("Numbers of identity cards in texts are not kept.")
        if said not in self.of.done.told:
            self.of.done.told.append(said)
        return _ID_NUMBER.sub("（证件号码略）", text)

    def attended(self, at: int) -> None:
        """A line of a sign-in list: who was there, for which party."""
        unit = name = ""
        extra: dict[str, str] = {}
        for column, cell, _, _ in self._cells(at):
            text = self._harmless(text_of(cell))
            meant = column.target.name if column.target else ""
            if meant == "attendance.party":
                unit = text
            elif meant == "attendance.names":
                name = "".join(text.split())
            elif text:
                extra[column.heading] = text
        if name:
            self.lines.append((at, unit, name, extra))
        else:
            self.of.done.refused.append(Refused(at + 1, "no_name"))

    def signed_off(self) -> None:
        """The one record of a sign-in list."""
        if not self.lines:
            return
        of = self.of
        fields: dict[str, Any] = {}
        of.constants.fill(fields)
        extra: dict[str, str] = {}
        for _, _, name, more in self.lines:
            for heading, text in more.items():
                _put(extra, heading, f"{name} {text}", "；")
        fields["attendance"], others = attendance([(unit, name) for _, unit, name, _ in self.lines])
        if others:
            extra["单位"] = "；".join(others)
        why = finish(of.kind, fields, extra, of.place)
        first, last = self.lines[0][0] + 1, self.lines[-1][0] + 1
        if why:
            of.done.refused += [Refused(line[0] + 1, why) for line in self.lines]
        elif "starts_at" not in fields and "starts_at" not in of.done.unanswered:
            of.done.refused += [Refused(line[0] + 1, "no_date") for line in self.lines]
        else:
            of.done.records.append(Record(first, fields, extra, last))


def _merge(fields: dict[str, Any], extra: dict[str, str], name: str, value: Any, heading: str) -> None:
    """Put a value beside what other columns gave for its field."""
    before = fields.get(name)
    if before in (None, ""):
        fields[name] = value
    elif isinstance(before, list):
        fields[name] = list(dict.fromkeys([*before, *value]))
    elif name == "outcome" and value != before:
        fields[name] = f"{before}\n{value}"
    elif value != before:
        _put(extra, heading, str(value))


def _put(extra: dict[str, str], heading: str, text: str, apart: str = "\n") -> None:
    if text:
        extra[heading] = f"{extra[heading]}{apart}{text}" if extra.get(heading) else text
