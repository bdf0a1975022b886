"""What a commit does to the documents: changes by top-level field, and how two documents differ.

All values are plain JSON. Every engine keeps and hands out commits in this form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import orjson

StoredDocument = dict[str, Any]


class Change(NamedTuple):
    """What one commit did to one document, by top-level field.

    `was` holds the fields before (None: the document is new), `now` the fields after (None: it was
    deleted). For an update both hold only the fields that differ; one that is in `was` alone was
    removed, one in `now` alone is new.
    """

    table: str
    key: str
    was: Mapping[str, Any] | None
    now: Mapping[str, Any] | None

    def applied_to(self, document: Mapping[str, Any] | None) -> StoredDocument | None:
        """The document after this change; None if it is deleted. The given one is left alone."""
        if self.now is None:
            return None
        if self.was is None or document is None:
            return dict(self.now)
        kept = {k: v for k, v in document.items() if k not in self.was or k in self.now}
        kept.update(self.now)
        return kept


class Stamp(NamedTuple):
    """Who commits, from which seat, what they do, and further facts for the audit trail."""

    by: str = ""
    seat: str = ""
    action: str = "write"
    about: Mapping[str, Any] | None = None


class Entry(NamedTuple):
    """One commit: its sequence number, when (ISO 8601), who, from which seat, and what."""

    seq: int
    at: str
    by: str
    seat: str
    action: str
    changes: tuple[Change, ...]
    about: Mapping[str, Any]


def difference(
    table: str, key: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> Change | None:
    """The change that turns document `before` into `after`; None if they are equal."""
    if before is None or after is None:
        return None if before is after else Change(table, key, before, after)
    if same(before, after):
        return None
    fields = [
        f for f in {**before, **after} if f not in before or f not in after or not same(before[f], after[f])
    ]
    return Change(
        table,
        key,
        {f: before[f] for f in fields if f in before},
        {f: after[f] for f in fields if f in after},
    )


def differences(
    before: Mapping[str, Mapping[str, Mapping[str, Any]]],
    after: Mapping[str, Mapping[str, Mapping[str, Any]]],
) -> Iterator[Change]:
    """The changes that turn all tables `before` into `after`."""
    for name in {**before, **after}:
        old, new = before.get(name, {}), after.get(name, {})
        for key in {**old, **new}:
            change = difference(name, key, old.get(key), new.get(key))
            if change:
                yield change


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON. Python holds 1, 1.0 and True to be equal; JSON does not."""
    if one != other:
        return False
    return orjson.dumps(one, option=orjson.OPT_SORT_KEYS) == orjson.dumps(other, option=orjson.OPT_SORT_KEYS)


def detached(value: Any) -> Any:
    """A copy of a JSON value that shares nothing changeable with it."""
    if type(value) is dict:
        return {k: detached(v) for k, v in value.items()}
    if type(value) is list:
        return [detached(v) for v in value]
    return value
