"""A ledger made ready to be written: which records, which columns, what it says of itself, for which purpose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from tui.kinds import registry
from tui.kinds.declaration import Field, Kind
from tui.kinds.ledgers import Ledger, Purpose
from tui.kinds.record import Stored
from tui.language.cleaning import unified
from tui.language.errors import InvalidInput, Message, NotAllowed
from tui.papers.ledger import Column, Row, Sheet, Value
from tui.queries.ledger_derived import DERIVED, RECORDS
from tui.queries.ledger_figures import figures
from tui.queries.ledger_values import Cell, Source, cell, cell_type, words
from tui.rules.privacy.rights import RIGHTS
from tui.store import Store


class Wanted(NamedTuple):
    """What is asked for: a purpose, a period (both days included), columns by name or heading ((): all).

    With `ids`, only those records, in that order.
    """

    purpose: Purpose = "file"
    start: date | None = None
    end: date | None = None
    columns: tuple[str, ...] = ()
    ids: tuple[int, ...] | None = None


class Made(NamedTuple):
    """A ledger that is ready: the sheet, how many records are in it, how many have no day and were left out."""

    sheet: Sheet
    records: int
    undated: int


def ledger_columns(ledger: Ledger) -> tuple[tuple[Field, str], ...]:
    """The fields of a ledger's columns in order, each with its heading: no two have the same."""
    kind = registry.kind(ledger.kind)
    fields = _fields(kind, ledger)
    found: list[tuple[Field, str]] = []
    taken: set[str] = set(ledger.headings.values())
    for name in ledger.columns or kind.ledger:
        field = fields[name]
        heading = ledger.headings.get(name) or next(
            (one for one in field.headings if one not in taken), field.label or name
        )
        taken.add(heading)
        found.append((field, heading))
    return tuple(found)


def make(store: Store, ledger: Ledger, wanted: Wanted, made_by: str) -> Made:
    """The ledger as it is wanted. Raises InvalidInput (columns, period), NotAllowed.

    `made_by` is who makes it. A seat that does not see these records gets no ledger of them.
    """
    refuse(store, ledger, wanted)
    source = Source(store, store.now, for_posting=wanted.purpose == "post")
    if wanted.purpose == "street":
        wanted = wanted._replace(columns=())
    chosen = _chosen(ledger, wanted.columns)
    records, undated = _records(ledger, wanted, source)
    title = ledger.title
    says = _says(store, wanted, made_by)
    if wanted.purpose == "street":
        sensitive = registry.kind(ledger.kind).table in RIGHTS["viewer"].hidden
        fields = _fields(registry.kind(ledger.kind), ledger)
        headings = {field.name: heading for field, heading in ledger_columns(ledger)}
        sheet = figures(ledger, records, fields, headings, source, sensitive=sensitive)
        return Made(sheet._replace(title=f"{title}（数据统计）", says=says), _count(ledger, records), undated)
    columns = tuple(_column(ledger, field, heading, source) for field, heading in chosen)
    cells = [_cell(ledger, field, source) for field, _ in chosen]
    rows = _rows(ledger, records, cells)
    return Made(Sheet(title, says, columns, rows), _count(ledger, records), undated)


def _fields(kind: Kind, ledger: Ledger) -> Mapping[str, Field]:
    """What can stand in a column, by name: fields of a part in a list come before the record's own."""
    part = next((field.parts for field in kind.fields if field.name == ledger.part), ())
    return {field.name: field for field in (*kind.fields, *kind.derived, *part)}


def refuse(store: Store, ledger: Ledger, wanted: Wanted) -> None:
    """Raises NotAllowed for a ledger not open to this seat or this purpose, InvalidInput for a wrong period."""
    table = registry.kind(ledger.kind).table
    if store.hides(table):
        raise NotAllowed(Message("This seat does not see what is in «{title}».", {"title": ledger.title}))
    if wanted.purpose == "post" and table in RIGHTS["viewer"].hidden:
        raise NotAllowed(
            Message(
                "«{title}» is not posted: who lives alone and who has a dispute is nobody else's concern.",
                {"title": ledger.title},
            )
        )
    if (wanted.start or wanted.end) and not ledger.day:
        raise InvalidInput(
            {
                "start" if wanted.start else "end": Message(
                    "«{title}» has no day by which a period could be chosen.", {"title": ledger.title}
                )
            }
        )
    if wanted.start and wanted.end and wanted.end < wanted.start:
        raise InvalidInput({"end": Message("The last day is before the first.")})


def _chosen(ledger: Ledger, names: Collection[str]) -> tuple[tuple[Field, str], ...]:
    """The columns with these names or headings, in the order in which they are named."""
    known = ledger_columns(ledger)
    if not names:
        return known
    by_name = {key: column for column in known for key in (column[1], column[0].name)}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise InvalidInput(
            {
                "columns": Message(
                    "There is no column «{name}». The columns are: {names}.",
                    {
                        "name": tuple(unknown),
                        "names": tuple(f"{field.name} ({heading})" for field, heading in known),
                    },
                )
            }
        )
    return tuple(dict.fromkeys(by_name[name] for name in names))


def _records(ledger: Ledger, wanted: Wanted, source: Source) -> tuple[list[Stored], int]:
    """The records of the ledger in order, and how many were left out for want of a day."""
    table = registry.kind(ledger.kind).table
    start, end = wanted.start, wanted.end
    documents: Iterable[Stored] = source.documents(table)
    if ledger.only is not None:
        name, values = ledger.only
        documents = (document for document in documents if document.get(name) in values)
    if making := RECORDS.get(ledger.name):
        documents = making(documents, (start, end), source)
    found = list(documents)
    undated = 0
    if start or end:
        first = start.isoformat() if start else ""
        last = end.isoformat() if end else "9999"
        dated = [d for d in found if d.get(ledger.day)]
        undated = len(found) - len(dated)
        found = [d for d in dated if first <= str(d[ledger.day])[:10] <= last]
    if wanted.ids is not None:
        by_id: dict[int, list[Stored]] = {}
        for document in found:
            by_id.setdefault(int(document["id"]), []).append(document)
        return [document for id in wanted.ids for document in by_id.get(id, ())], undated
    if ledger.day:
        found.sort(key=lambda d: (str(d.get(ledger.day) or ""), int(d["id"])))
    return found, undated


def _column(ledger: Ledger, field: Field, heading: str, source: Source) -> Column:
    derived = field.name in DERIVED.get(ledger.name, {})
    known = words(field, source) if field.type in {"choice", "yes_no"} else {}
    return Column(
        field.name,
        heading,
        cell_type(field, derived),
        tuple(dict.fromkeys(known.values())),
        field.name in ledger.sums,
    )


def _cell(ledger: Ledger, field: Field, source: Source) -> Cell:
    making = DERIVED.get(ledger.name, {}).get(field.name)
    return cell(field, source) if making is None else making(source)


def _rows(ledger: Ledger, documents: Iterable[Stored], cells: Sequence[Cell]) -> Iterator[Row]:
    for document in documents:
        if ledger.part:
            for part in document.get(ledger.part) or ():
                whole: Mapping[str, Any] = {**document, "note": "", **part}
                yield _taken_out([cell(whole) for cell in cells])
        else:
            yield _taken_out([cell(document) for cell in cells])


def _taken_out(row: list[Value]) -> list[Value]:
    """A row without characters that the store refuses; another program may have written them."""
    text = "\n".join([value for value in row if type(value) is str])
    if unified(text) is text:  # all at once: by the cell it takes ten times as long
        return row
    return [unified(value) if isinstance(value, str) else value for value in row]


def _count(ledger: Ledger, records: Sequence[Stored]) -> int:
    return sum(len(record.get(ledger.part) or ()) for record in records) if ledger.part else len(records)


_MADE_FOR: Final[Mapping[Purpose, str]] = {"file": "", "post": "用途：公示", "street": "用途：报送街道"}


def _says(store: Store, wanted: Wanted, made_by: str) -> tuple[str, ...]:
    """Unit, period, purpose, who made it and when: what stands below the title."""
    return tuple(
        filter(
            None,
            (
                unified(f"单位：{unit(store)}"),
                f"期间：{period(wanted.start, wanted.end, store.now.date())}",
                _MADE_FOR[wanted.purpose],
                f"制表人：{made_by}",
                f"制表日期：{store.now:%Y-%m-%d}",
            ),
        )
    )


def period(start: date | None, end: date | None, today: date) -> str:
    """A period as a paper says it."""
    if start is None:
        return f"截至{end or today:%Y-%m-%d}"
    return f"{start:%Y-%m-%d}至{end or today:%Y-%m-%d}"


def unit(store: Store) -> str:
    """Who keeps the ledgers: the residents' committee, or else the community."""
    committee = (p["name"] for p in store.partners.stored() if p["kind"] == "committee")
    return str(next(committee, (store.community or {}).get("name") or ""))
