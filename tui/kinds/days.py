"""The days that a record names, as its kind declares them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from tui.kinds import registry


def days_of(table: str, record: Mapping[str, Any]) -> Iterator[date]:
    """The days in the fields of a record of `table`, those of its steps and its start included."""
    kind = registry.stored_kind(table)
    names = {field.name for field in kind.fields if field.type == "day"}
    for part in (record, *(record.get("steps") or ())):
        for name in names:
            if isinstance(value := part.get(name), str):
                yield date.fromisoformat(value)
        if isinstance(starts_at := part.get("starts_at"), str):
            yield date.fromisoformat(starts_at[:10])


def days_from(table: str, records: Iterable[Mapping[str, Any]], since: date) -> set[date]:
    """The days from `since` on in records of `table`, as `days_of`; for lists of thousands."""
    kind, first = registry.stored_kind(table), since.isoformat()
    names = [field.name for field in kind.fields if field.type == "day"]
    found: set[str] = set()
    for record in records:
        for part in (record, *(record.get("steps") or ())):
            found.update(
                [value for name in names if isinstance(value := part.get(name), str) and value >= first]
            )
            if isinstance(starts_at := part.get("starts_at"), str) and starts_at >= first:
                found.add(starts_at[:10])
    return {date.fromisoformat(day) for day in found}
