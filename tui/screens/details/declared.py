"""A record in full, from its kind's declaration alone: for kinds without a detail view of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from tui.kinds import registry
from tui.kinds.declaration import COLLEAGUE, Field, load
from tui.kinds.record import Stored, Target
from tui.kinds.words import YES_NO
from tui.language.errors import Translate
from tui.queries.naming import document_name
from tui.screens.details.lines import day
from tui.store import Store
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine


def declared_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:  # noqa: ARG001
    """Every field with a label that is filled in; none if the record is gone."""
    kind = registry.kind(target.kind)
    record = store.collection(kind.table).find_stored(target.id)
    if record is None:
        return
    yield DetailLine(document_name(store, kind.table, record, tr), tone=Tone.ACCENT)
    yield DetailLine("")
    yield from _lines(store, kind.fields, record, tr)


def _lines(store: Store, fields: Sequence[Field], record: Stored, tr: Translate) -> Iterator[DetailLine]:
    for field in fields:
        value = record.get(field.name)
        if not field.label or value is None or value in ("", []):
            continue
        if field.type == "part" and isinstance(value, Mapping):
            yield from _lines(store, field.parts, value, tr)
        else:
            for one in value if isinstance(value, list | tuple) else (value,):
                yield DetailLine(_shown(store, field, one, tr), label=tr(field.label))


def _shown(store: Store, field: Field, value: Any, tr: Translate) -> str:
    """A value as text; of a list of parts, the fields of each part in their order."""
    if isinstance(value, Mapping):
        words = [_shown(store, part, value.get(part.name), tr) for part in field.parts if part.label]
        return " ".join(word for word in words if word)
    if value is None:
        return ""
    for reference in field.refers:
        if reference.table != COLLEAGUE and not reference.part and isinstance(value, int):
            other = store.collection(reference.table).find_stored(value)
            return document_name(store, reference.table, other, tr) if other is not None else ""
    if field.type == "yes_no":
        return tr(YES_NO[bool(value)])
    if field.type == "day":
        return day(str(value), tr)
    known = load(field.choices) if field.choices is not None else {}
    return tr(known[value]) if isinstance(known, Mapping) and value in known else str(value)
