"""The values of records with which forms are filled, by field.

They are the values of ledgers (`ledger_values`), and parts of them for which forms have columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from tui.kinds.declaration import Field
from tui.kinds.ledgers import LEDGERS
from tui.kinds.record import Stored
from tui.kinds.registry import kind as declared
from tui.queries.documents import votes_words
from tui.queries.ledger_derived import DERIVED, RECORDS
from tui.queries.ledger_values import AND, OWN, Cell, Source, cell
from tui.rules.importing import OF_HOUSEHOLD

# Kind -> the field by which it is dated, where the ledger has a different one or none.
_WHEN: Final[Mapping[str, str]] = {"home": "recorded_on", "offer": "until"}


class Asked(NamedTuple):
    """The records that are wanted: a period (both days included; None: open), or those with `ids`, in that order."""

    start: date | None = None
    end: date | None = None
    ids: tuple[int, ...] | None = None


def records_of(source: Source, kind: str, asked: Asked) -> list[Stored]:
    """The records of a kind that are asked for, the oldest first."""
    when = when_of(kind)
    documents: Iterable[Stored] = source.documents(declared(kind).table)
    if making := RECORDS.get(_ledger_name(kind)):
        documents = making(documents, (asked.start, asked.end), source)
    if asked.ids is not None:
        known = {int(document["id"]): document for document in documents}
        return [known[id] for id in asked.ids if id in known]
    found = [r for r in documents if _within(str(r.get(when) or ""), asked)]
    if when:
        found.sort(key=lambda r: (str(r.get(when) or ""), int(r["id"])))
    return found


def form_rows(source: Source, kind: str, asked: Asked) -> list[dict[str, Any]]:
    """A row of values by field for each record; masked as the store's handle is."""
    row = row_of(source, kind)
    return [row(record) for record in records_of(source, kind, asked)]


def row_of(source: Source, kind: str) -> Callable[[Stored], dict[str, Any]]:
    """A function that gives a record's values by field; None for an empty one."""
    cells = {**_cells(source, kind), **_derived(source, kind)}
    more = _MORE.get(kind)
    added = more(source) if more else None

    def row(record: Stored) -> dict[str, Any]:
        found: dict[str, Any] = {name: one(record) for name, one in cells.items()}
        if added is not None:
            found |= added(record)
        return {name: None if value == "" else value for name, value in found.items()}

    return row


def when_of(kind: str) -> str:
    """The field by which records of a kind are dated; "" where there is none."""
    return _WHEN.get(kind) or next((one.day for one in LEDGERS.values() if one.kind == kind), "")


def _ledger_name(kind: str) -> str:
    return next((one.name for one in LEDGERS.values() if one.kind == kind and not one.part), "")


def _within(day: str, asked: Asked) -> bool:
    if not day:
        return asked.start is None and asked.end is None
    return (asked.start is None or day[:10] >= asked.start.isoformat()) and (
        asked.end is None or day[:10] <= asked.end.isoformat()
    )


def _cells(source: Source, kind: str, only: Iterable[str] | None = None) -> dict[str, Cell]:
    fields: Iterable[Field] = declared(kind).fields
    return {
        field.name.removesuffix("_id"): cell(field, source)
        for field in fields
        if (only is None or field.name in only)
        and not (field.type == "list" and field.parts and field.name not in OWN)
    }


def _derived(source: Source, kind: str) -> dict[str, Cell]:
    made = DERIVED.get(_ledger_name(kind), {})
    return {name.removesuffix("_id"): making(source) for name, making in made.items()}


def _visit(source: Source) -> Callable[[Stored], dict[str, Any]]:
    """The household's fields that forms about visits ask for."""
    homes = {int(home["id"]): home for home in source.documents("households")}
    cells = _cells(source, "household", OF_HOUSEHOLD)

    def more(visit: Stored) -> dict[str, Any]:
        home = homes.get(int(visit["household_id"]))
        return {name: one(home) for name, one in cells.items()} if home else {}

    return more


def _meeting(_: Source) -> Callable[[Stored], dict[str, Any]]:
    """A meeting's agenda items by column, and the names of those present."""

    def more(meeting: Stored) -> dict[str, Any]:
        items = meeting.get("items") or ()
        names = [name for a in meeting.get("attendance") or () for name in a.get("names") or ()]
        return {
            "items": "\n".join(f"{i['number']}. {i['title']}" for i in items),
            "items.discussion": "\n".join(filter(None, (i.get("discussion") for i in items))),
            "items.votes": "\n".join(
                f"{i['number']}. {votes_words(i['votes'])}" for i in items if i.get("votes")
            ),
            "items.decision": "\n".join(filter(None, (i.get("decision") for i in items))),
            "attendance.names": AND.join(names),
        }

    return more


_MORE: Final[Mapping[str, Callable[[Source], Callable[[Stored], dict[str, Any]]]]] = {
    "visit": _visit,
    "meeting": _meeting,
}
