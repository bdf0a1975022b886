"""The rows below a head, one by one: each a record, or refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tui.language.errors import Message
from tui.papers.importing.constants import Constants
from tui.papers.importing.finishing import attendance, finish
from tui.papers.importing.grids import Cell, Grid, text_of
from tui.papers.importing.lengths import too_long
from tui.papers.importing.matching import REQUIRED, Column
from tui.papers.importing.plans import Record, Refused, SheetPlan
from tui.papers.importing.values import (
    NOTHING,
    REQUIRED_REASON,
    Got,
    Place,
    ReadCell,
    broken,
    meeting_kind,
    reader,
    several,
)
from tui.papers.importing.years import Years

_DITTO: Final = frozenset({"同上", "〃", "″", "“", "”", '"', "''", "′′", "同前", "…", "同上。"})
# Of a meeting: whose, on which matter?
_UNPLACED: Final = frozenset({"attendance.party", "attendance.names", "items.votes"})
# What questionnaires write where nothing was answered.
_BLANK: Final = frozenset({"(空)", "（空）", "(跳过)", "（跳过）"})
_AND_OTHERS: Final = re.compile(
    r"(?<=.)(?:等\s*(?:约|共)?[\d一二三四五六七八九十两]{1,4}余?[人名位].*|等人?)$"
)
ID_NUMBER: Final = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])"
)
"""The number of an identity card within a text."""


class Sheet(NamedTuple):
    """What the rows of a sheet are read with; what they say goes into `done`."""

    kind: str
    place: Place
    columns: tuple[Column, ...]
    grid: Grid
    years: Years
    constants: Constants
    done: SheetPlan


# What a cell says: the name and value of a field if it says nothing else ("" and None of all others); and the whole
# of it, as in Got. A plain tuple: one is made for each text that comes once.
_Read = tuple[str, Any, Mapping[str, Any], str, str]


class _Way(NamedTuple):
    """How a column is read: where it stands, what reads its cells, the field of its days, and what was read before."""

    column: Column
    place: int
    read: ReadCell | None
    day: str
    known: dict[object, _Read]


_SILENT: Final[_Read] = ("", None, *NOTHING)


class Lines:
    """Reads the rows of a sheet one by one."""

    def __init__(self, of: Sheet) -> None:
        self.of = of
        self.columns = [c for c in of.columns if c.use in {"field", "remark", "unknown"}]
        self.reads: dict[int, ReadCell] = {
            c.at: reader(of.kind, c, of.place) for c in self.columns if c.target
        }
        days = {
            c.at: c.target.name for c in self.columns if c.target and c.target.field.type in {"day", "time"}
        }
        # Looked up once, not at each cell.
        self.ways = [_Way(c, c.at, self.reads.get(c.at), days.get(c.at, ""), {}) for c in self.columns]
        self.above = -1
        self.lines: list[tuple[int, str, str, dict[str, str]]] = []

    def _cells(self, at: int) -> list[tuple[_Way, Cell]]:
        """The cells with something in them; 同上 becomes what stands above, also for the rows below."""
        rows = self.of.grid.rows
        row = rows[at]
        width = len(row)
        found: list[tuple[_Way, Cell]] = []
        for way in self.ways:
            place = way[1]
            cell = row[place] if place < width else None
            if cell is None or cell == "":
                continue
            if type(cell) is str and len(cell) < 6 and cell.strip() in _DITTO:
                cell = row[place] = self.of.grid.at(self.above, place)
                if cell is None or cell == "":
                    continue
            found.append((way, cell))
        self.above = at
        return found

    def read(self, at: int) -> None:
        """The row as a record, or refused."""
        of = self.of
        fields: dict[str, Any] = {}
        extra: dict[str, str] = {}
        refusal = self._gather(at, fields, extra)
        if of.kind == "meeting":
            self._meeting(fields, extra)
        of.constants.fill(fields)
        why = finish(of.kind, fields, extra, of.place)
        lacking = self._lacking(at, fields)
        # What a row lacks says more than what else is wrong with it.
        if lacking is not None and (refusal is None or lacking.reason in {"no_title", "no_name"}):
            refusal = lacking
        if refusal is None and why:
            refusal = Refused(at + 1, why)
        if refusal is None and too_long(of.kind, fields, extra):
            refusal = self._too_long(at)
        if refusal is not None:
            of.done.refused.append(refusal)
        else:
            each = self._each(fields, extra) if of.kind == "hours" else (fields,)
            of.done.records += [Record(at + 1, one, extra) for one in each]

    def _meeting(self, fields: dict[str, Any], extra: dict[str, str]) -> None:
        """Take (in place) the kind of a meeting from its own title, before that of the sheet; keep beside, by their
        own headings, who was there and votes: of which party, on which matter, is not said."""
        own = meeting_kind(str(fields.get("title") or ""), self.of.place)
        if own:
            fields.setdefault("kind", own)
        for column in self.columns:
            if (
                column.target
                and column.target.name in _UNPLACED
                and (said := fields.pop(column.target.name, None))
            ):
                _put(extra, column.heading, "、".join(said) if isinstance(said, list) else str(said))

    def _too_long(self, at: int) -> Refused:
        """The refusal of a row for its longest text."""
        texts = [(text_of(self.of.grid.at(at, column.at)), column.heading) for column in self.columns]
        text, heading = max(texts, key=lambda one: len(one[0]))
        return Refused(at + 1, "too_long", heading, text)

    def _gather(self, at: int, fields: dict[str, Any], extra: dict[str, str]) -> Refused | None:
        """Put what the cells of a row say into `fields` and `extra`; the first reason to refuse the row, if any."""
        of = self.of
        row = of.grid.rows[at]
        width = len(row)
        refusal: Refused | None = None
        for way in self.ways:
            column, place, reads, day, known = way
            cell = row[place] if place < width else None
            if cell is None or cell == "":
                continue
            if reads is None and type(cell) is str and 5 < len(cell) < 18:  # no 同上, and no identity card
                _put(extra, column.heading, cell.strip())
                continue
            if type(cell) is str and cell in _BLANK:
                continue
            read = known.get(cell if type(cell) is str else (type(cell), cell))
            if read is None:
                read = self._first(way, cell, at)
            elif day:
                of.years.stands(place, read[2].get(day))
            name, value, said, beside, refused = read
            if name and name not in fields:
                fields[name] = value
                continue
            if refused:
                refusal = refusal or Refused(at + 1, refused, column.heading, text_of(row[place]))
                continue
            if said:
                _merge(fields, extra, said, column.heading)
            if beside:
                _put(extra, column.heading, beside)
        self.above = at
        return refusal

    def _each(self, fields: dict[str, Any], extra: dict[str, str]) -> list[dict[str, Any]]:
        """The records of a row of hours: one for each volunteer that it names."""
        said = str(fields.get("volunteer") or "")
        names = several(_AND_OTHERS.sub("", said))
        if names and names != several(said):  # 王芳等3人: who the others were is not said
            extra.setdefault("志愿者", said)
            fields = {**fields, "volunteer": names[0]}
            told = Message("Where a cell says «and others», only those who are named are given the hours.")
            if told not in self.of.done.warnings:
                self.of.done.warnings.append(told)
        if len(names) < 2:
            return [fields]
        several_named = Message("Where a cell names several volunteers, each of them is given the hours.")
        if several_named not in self.of.done.warnings:
            self.of.done.warnings.append(several_named)
        return [{**fields, "volunteer": name} for name in names]

    def _first(self, way: _Way, cell: Cell, at: int) -> _Read:
        """What a cell says that was not read in this column before; 同上 becomes what stands above."""
        of, place = self.of, way.place
        if type(cell) is str and len(cell) < 6 and cell.strip() in _DITTO:
            cell = of.grid.rows[at][place] = of.grid.at(self.above, place)
            if cell is None or cell == "":
                return _SILENT
        settled = True
        if way.read is None:
            got = Got(extra=text_of(cell))
        elif way.day:
            got, settled = of.years.read(way.read, cell, at, way.column)
        else:
            got = way.read(cell, None)
        said, beside, refused = got
        if beside:
            beside = self._harmless(beside)
        name, value = "", None
        if len(said) == 1 and not beside and not refused:
            ((name, value),) = said.items()
        read = (name, value, said, beside, refused)
        if settled:
            way.known[cell if type(cell) is str else (type(cell), cell)] = read
        return read

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
        if len(text) < 18 or not ID_NUMBER.search(text):
            return text
        said = Message("Numbers of identity cards in texts are not kept.")
        if said not in self.of.done.warnings:
            self.of.done.warnings.append(said)
        return ID_NUMBER.sub("（证件号码略）", text)

    def attended(self, at: int) -> None:
        """A line of a sign-in list: who was there, for which party."""
        unit = name = ""
        extra: dict[str, str] = {}
        for (column, *_), cell in self._cells(at):
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


def _merge(fields: dict[str, Any], extra: dict[str, str], said: Mapping[str, Any], heading: str) -> None:
    """Put what a column says beside what others gave for its fields."""
    for name, value in said.items():
        before = fields.get(name)
        if before in (None, ""):
            fields[name] = value
        elif isinstance(before, list):
            fields[name] = list(dict.fromkeys([*before, *value]))
        elif name == "address":  # 3号楼, 2单元, 401室
            fields[name] = f"{before}{value}"
        elif name == "outcome" and value != before:
            fields[name] = f"{before}\n{value}"
        elif value != before:
            _put(extra, heading, str(value))


def _put(extra: dict[str, str], heading: str, text: str, apart: str = "\n") -> None:
    if text:
        extra[heading] = f"{extra[heading]}{apart}{text}" if extra.get(heading) else text
