"""What is written to somebody: `@name` in a comment or note on any record, until they have done something to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

from tui.kinds import registry
from tui.kinds.declaration import Field
from tui.kinds.record import Stored
from tui.rules.people.reminding import CALLED_DAYS, called, calls_on, spoken_to
from tui.rules.people.same_name import same_person
from tui.store import Change, Store

# Types of fields that people write sentences into.
_WRITTEN: Final = frozenset({"line", "note"})


class Call(NamedTuple):
    """A text that calls somebody: the record that it is on, who wrote it, what, and when (ISO 8601)."""

    table: str
    record: Stored
    by: str
    text: str
    at: str


def calls(store: Store, name: str, today: date) -> list[Call]:
    """What was written to `name` in the last days, on records to which they have done nothing since; in no order.

    Comments on wishes say themselves who wrote them. Of other texts the audit trail says it: a seat that may not
    read that is not told of them.
    """
    since, wanted = (today - timedelta(CALLED_DAYS)).isoformat(), called(name)
    if not wanted:
        return []
    found: list[Call] = []
    asked: dict[tuple[str, str], Stored] = {}
    for table in registry.tables():
        if not registry.stored_kind(table).searched or store.hides(table):
            continue
        for document in store.collection(table).counted():
            if str(document.get("updated_at") or since) < since:
                continue
            if event := calls_on(document.get("history") or (), name, since):
                found.append(Call(table, document, str(event["by"]), str(event["note"]), str(event["at"])))
            elif any(spoken_to(text, wanted) for text in _texts(document, _written(table))):
                asked[table, str(document["id"])] = document
    if asked and not store.masked:
        found += _from_audit(store, asked, name, since)
    return found


def _from_audit(store: Store, asked: dict[tuple[str, str], Stored], name: str, since: str) -> Iterator[Call]:
    """Of the records, whose texts call `name`, those that `name` has not touched since."""
    wanted = called(name)
    for entry in store.audit(newest_first=True, archived=False):
        if not asked or entry.at < since:
            return
        for change in entry.changes:
            document = asked.get((change.table, change.key))
            if document is None:
                continue
            text = _newly(change, document, wanted)
            if same_person(entry.by, name):
                del asked[change.table, change.key]
            elif text:
                del asked[change.table, change.key]
                yield Call(change.table, document, entry.by, text, entry.at)


def _newly(change: Change, document: Stored, wanted: str) -> str:
    """The text that a change put into the record and that calls somebody; empty if it put none."""
    before = {*_all_texts(change.was), *(t for e in change.endings.values() for t in _all_texts(e.was))}
    now = {*_all_texts(change.now), *(t for e in change.endings.values() for t in _all_texts(e.now))}
    new = (text for text in _texts(document, _written(change.table)) if text in now - before)
    return next((text for text in new if spoken_to(text, wanted)), "")


# ---- where sentences stand

_Steps = tuple[tuple[str, "_Steps"], ...]


@cache
def _written(table: str) -> _Steps:
    return _written_of(registry.stored_kind(table).fields)


def _written_of(fields: Sequence[Field]) -> _Steps:
    steps: list[tuple[str, _Steps]] = []
    for field in fields:
        if field.parts:
            if parts := _written_of(field.parts):
                steps.append((field.name, parts))
        elif field.type in _WRITTEN and field.personal is None and not field.refers and not field.choices:
            steps.append((field.name, ()))
    return tuple(steps)


def _texts(holder: Stored, steps: _Steps) -> Iterator[str]:
    for name, parts in steps:
        value = holder.get(name)
        if not value:
            continue
        for one in value if isinstance(value, list | tuple) else (value,):
            if isinstance(one, str):
                yield one
            elif parts and isinstance(one, Mapping):
                yield from _texts(one, parts)


def _all_texts(value: object) -> Iterator[str]:
    """Every text in a document, or in the part of it that has changed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _all_texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _all_texts(one)
