"""The days that a record names, as its kind declares them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
