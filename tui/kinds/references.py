"""The one table of references: which field names which record. Read from the declarations; plain values in and out.

From it derive the integrity check, what undo refuses, what forgetting reaches, what can be handed over, and
which compounds of the community stand in records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from tui.kinds import registry
from tui.kinds.declaration import COLLEAGUE, Field, Reference


class Referring(NamedTuple):
    """A field that refers: its table, and where it is in a document (`members.volunteer_id`)."""

    table: str
    path: str
    reference: Reference


class Named(NamedTuple):
    """A record that a document names: by which field, and the record's id."""

    path: str
    reference: Reference
    id: int


@cache
def of_table(table: str) -> tuple[Referring, ...]:
    """Every field of a table's documents that names something, colleagues and compounds among it."""
    if table not in registry.tables():
        return ()
    return tuple(_in_fields(table, registry.stored_kind(table).fields, ""))


def _in_fields(table: str, fields: tuple[Field, ...], within: str) -> Iterator[Referring]:
    for field in fields:
        path = f"{within}{field.name}"
        yield from (Referring(table, path, reference) for reference in field.refers)
        yield from _in_fields(table, field.parts, f"{path}.")


@cache
def references() -> tuple[Referring, ...]:
    """Every reference from record to record. Loads all declarations."""
    return tuple(r for table in registry.tables() for r in of_table(table) if _to_record(r.reference))


@cache
def duties() -> tuple[Referring, ...]:
    """Every field that names a colleague who holds something, and can hand it over. Loads all declarations."""
    return tuple(r for table in registry.tables() for r in of_table(table) if r.reference.table == COLLEAGUE)


def naming_part(table: str, part: str) -> tuple[Referring, ...]:
    """Every field that names, by its number, one of the parts `part` of the records of `table`."""
    return tuple(
        r
        for each in registry.tables()
        for r in of_table(each)
        if (r.reference.table, r.reference.part) == (table, part)
    )


def _to_record(reference: Reference) -> bool:
    return reference.table != COLLEAGUE and not reference.part


def named_by(table: str, document: Mapping[str, Any], to: Collection[str] | None = None) -> Iterator[Named]:
    """The records that a document of `table` names, of the tables `to` or of all.

    It may be a part of the document's fields; what is not filled in names nothing.
    """
    for path, reference, steps, last in _walks(table):
        if (steps[0] if steps else last) in document and (to is None or reference.table in to):
            for holder in holders(document, steps) if steps else (document,):
                value = holder.get(last)
                if value and (reference.when is None or holder.get(reference.when[0]) == reference.when[1]):
                    for one in value if isinstance(value, list | tuple) else (value,):
                        if isinstance(one, int):
                            yield Named(path, reference, one)


@cache
def _walks(table: str) -> tuple[tuple[str, Reference, list[str], str], ...]:
    """The references to records of a table's documents, each with the way to where the id stands."""
    found = (r for r in of_table(table) if _to_record(r.reference))
    return tuple((r.path, r.reference, r.path.split(".")[:-1], r.path.rpartition(".")[2]) for r in found)


def holders(document: Mapping[str, Any], steps: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """What `steps` lead to: the document itself, a part of it, or each part of a list."""
    if not steps:
        yield document
        return
    inner = document.get(steps[0])
    for one in inner if isinstance(inner, list | tuple) else (inner,):
        if isinstance(one, Mapping):
            yield from holders(one, steps[1:])
