"""Checks before a commit: references lead to records, nothing refers to a deleted record, dates are within range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from tui.kinds import registry
from tui.kinds.references import holders, named_by, references
from tui.language.errors import NotFound
from tui.rules.calendar.years import FIRST_YEAR, LAST_YEAR
from tui.store import Transaction


class Missing(NamedTuple):
    """A record that is named and not there; `field` is that of the document in which it is named."""

    table: str
    field: str


def missing(transaction: Transaction) -> Iterator[Missing]:
    """What the documents that a transaction puts name anew, and is not there.

    What a document named before is no fault of this commit.
    """
    for change in transaction.changes():
        for named in named_by(change.table, change.now) if change.now else ():
            if not _there(transaction, named.reference.table, named.id) and named not in set(
                named_by(change.table, change.was or {})
            ):
                yield Missing(change.table, named.path.partition(".")[0])


def still_named(transaction: Transaction) -> bool:
    """Whether a record that a transaction takes away is named by another that stays."""
    gone: dict[str, set[int]] = {}
    for change in transaction.changes():
        if change.now is None:
            gone.setdefault(change.table, set()).add(int(change.key))
    return any(
        named.id == id and named.reference.table == went
        for went, ids in gone.items()
        for table, path, reference in references()
        if reference.table == went
        for id in ids
        for document in transaction.having(table, path, id)
        for named in named_by(table, document, (went,))
    )


def out_of_reach(transaction: Transaction) -> Iterator[tuple[str, str]]:
    """Field and day of each new date in a transaction that is before FIRST_YEAR or after LAST_YEAR."""
    for change in transaction.changes():
        now = change.now or {}
        for steps, last in _days(change.table) if now else ():
            if (steps[0] if steps else last) not in now:
                continue
            far = {
                day
                for holder in (holders(now, steps) if steps else (now,))
                if isinstance(day := holder.get(last), str) and _is_far(day)
            }
            if far:
                known = {holder.get(last) for holder in holders(change.was or {}, steps)}
                for day in sorted(far - known):
                    yield steps[0] if steps else last, day[:10]


def far_days(tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[tuple[str, str, str]]:
    """The days in stored documents that lie outside of the years that are kept: what the record is called, and the day."""
    for table in registry.tables():
        for key, document in tables.get(table, {}).items():
            for steps, last in _days(table):
                for holder in holders(document, steps):
                    day = holder.get(last)
                    if isinstance(day, str) and _is_far(day):
                        yield table, str(document.get("number") or key), day[:10]


@cache
def _days(table: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The fields of a record that hold a day: the parts in which each stands, and its name."""
    paths = (path for path, field in registry.declared(table).items() if field.type in {"day", "time"})
    return tuple((tuple(steps), last) for *steps, last in (path.split(".") for path in paths))


def _is_far(day: str) -> bool:
    """Whether a date or moment (ISO 8601) is before FIRST_YEAR or after LAST_YEAR; False for a time of day."""
    return day[4:5] == "-" and day[:4].isdecimal() and not FIRST_YEAR <= int(day[:4]) <= LAST_YEAR


def _there(transaction: Transaction, table: str, id: int) -> bool:
    try:
        transaction.read(table, id)
    except NotFound:
        return False
    return True
