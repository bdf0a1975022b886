"""What a file would become: the plan that is shown, confirmed and then kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, Literal

from tui.language.errors import Message
from tui.papers.importing.grids import Cell
from tui.papers.importing.matching import Column

REASONS: Final[Mapping[str, Message]] = {
    "no_title": Message("It does not say what it is about."),
    "no_name": Message("The name is missing."),
    "no_date": Message("The date is missing."),
    "no_hours": Message("The hours are missing."),
    "impossible_date": Message("The calendar has no such day."),
    "far_date": Message("The year is out of reach; dates are kept from 1900 to 2199."),
    "unread_date": Message("The date is not understood."),
    "future_date": Message("This day has not come yet."),
    "hours_halves": Message("Hours are counted in halves; these are not, and are not rounded."),
    "hours_zero": Message("These are no hours."),
    "hours_unread": Message("The hours are not understood."),
    "formula_without_value": Message(
        "A formula stands there without its result; open the file and save it once."
    ),
    "no_room": Message("The room is missing."),
    "no_time": Message("From when to when is missing."),
    "unknown_kind": Message("There is no such kind here."),
    "bad_quantity": Message("The quantity is no whole number."),
    "too_long": Message("The text is longer than can be kept."),
    "due_before": Message("The due date lies before the day it was recorded."),
}
"""Why a row cannot become a record, in words."""

IGNORED: Final[Mapping[str, Message]] = {
    "total": Message("total"),
    "subtotal": Message("subtotal"),
    "section": Message("section"),
    "footer": Message("signatures or remarks below the table"),
    "heading again": Message("heading once more"),
    "page number": Message("page number"),
    "empty line of the form": Message("empty line of the form"),
    "reply": Message("an answer of the office, or thanks"),
}
"""What rows are that are no record, in words."""

Here = Literal["new", "same", "changed"]


@dataclass(slots=True)
class Record:
    """A row (or rows, from `row` to `last_row`), from 1, as a record: fields as ledgers name them.

    `extra` is the text that has no field, by heading. `same_as` is the row that says the same already; `here`
    whether the desk has it, as the record `id`, with what it has otherwise: `changes`, and `remarks` that it lacks.
    """

    row: int
    fields: dict[str, Any]
    extra: dict[str, str]
    last_row: int = 0
    same_as: int = 0
    here: Here = "new"
    id: int = 0
    changes: dict[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot become a record: why, and the cell that is to blame ("" if it is empty).

    `said` are the words of the check that refuses it; without them the reason has its own.
    """

    row: int
    reason: str
    heading: str = ""
    text: str = ""
    said: Message | None = None

    @property
    def message(self) -> Message:
        """The reason in words, with the row and the cell."""
        params = {
            "row": self.row,
            "why": self.said or REASONS[self.reason],
            "heading": self.heading,
            "text": self.text[:40],
        }
        if self.text:
            return Message("Row {row}: {why} ({heading}: {text})", params)
        return Message("Row {row}: {why}", params)


@dataclass(slots=True)
class SheetPlan:
    """What one sheet would become. `kind` is None where it has no table; rows count from 1.

    `checked` are records, counted as what they would have been, that the desk's own checks refuse.
    """

    sheet: str | None
    kind: str | None
    head: tuple[int, ...] = ()
    columns: Sequence[Column] = ()
    records: list[Record] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    ignored: dict[int, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    remark: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)
    year: int | None = None
    team: str = ""
    one_record: bool = False
    checked: list[tuple[Here | Literal["twice"], Refused]] = field(default_factory=list)
    rows: Sequence[Sequence[Cell]] = ()

    def to_json(self) -> dict[str, Any]:
        """The plan as plain values."""
        plan: dict[str, Any] = {
            "sheet": self.sheet,
            "kind": self.kind,
            "head": list(self.head),
            "columns": [
                {
                    "column": c.at + 1,
                    "heading": c.heading,
                    "field": c.target.name if c.target else None,
                    "use": c.use,
                }
                for c in self.columns
                if c.heading
            ],
            "records": [_record(one, several=self.one_record) for one in self.records],
            "refused": [
                {"row": r.row, "reason": r.reason, "heading": r.heading, "text": r.text} for r in self.refused
            ],
            "ignored": [{"row": row, "why": why} for row, why in self.ignored.items()],
            "unknown": self.unknown,
            "remark": self.remark,
            "withheld": self.withheld,
            "missing": self.missing,
            "counts": self.counts(),
        }
        extra = {"year": self.year, "team": self.team, "one_record": self.one_record}
        plan.update({name: value for name, value in extra.items() if value})
        if self.kind is None:
            plan["why"] = "no table"
        return plan

    def counts(self) -> dict[str, int]:
        """How many records are new, the same as one that is here, or changed; how many rows are not taken."""
        found = dict.fromkeys(("new", "same", "changed", "twice"), 0)
        for record in self.records:
            found["twice" if record.same_as and record.here == "new" else record.here] += 1
        for would_be, _ in self.checked:
            found[would_be] -= 1
        refused = len(self.refused) + len(self.checked)
        return {**found, "refused": refused, "ignored": len(self.ignored)}

    def first_rows(self, most: int) -> list[Sequence[Cell]]:
        """The first rows with anything in them below the head; those of records where nothing stands below it."""
        below = (row for row in self.rows[self.head[-1] :] if any(row))
        return list(islice(below, most)) or [self.rows[one.row - 1] for one in self.records[:most]]

    @property
    def told(self) -> list[Refused]:
        """All rows that are refused, with those that the desk's checks refuse."""
        return [*self.refused, *(refused for _, refused in self.checked)]


def _record(record: Record, *, several: bool) -> dict[str, Any]:
    where: dict[str, Any] = {"rows": [record.row, record.last_row]} if several else {"row": record.row}
    same = {"same_as": record.same_as} if record.same_as else {}
    here: dict[str, Any] = {"here": record.here} if record.here != "new" else {}
    if record.changes or record.remarks:
        here["changes"] = [*record.changes, *(["note"] if record.remarks else [])]
    return {**where, **record.fields, **same, **here, **({"extra": record.extra} if record.extra else {})}


@dataclass(slots=True)
class Plan:
    """What a file would become."""

    format: str
    encoding: str
    delimiter: str
    sheets: list[SheetPlan]
    warnings: list[Message] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The plan as plain values, in the shape of its expectations in the ledgers' README."""
        text = {"encoding": self.encoding, "delimiter": self.delimiter} if self.encoding else {}
        return {"format": self.format, **text, "sheets": [sheet.to_json() for sheet in self.sheets]}
