"""What a commit does to the documents: changes by top-level field, and how two documents differ.

All values are plain JSON. Every engine keeps and hands out commits in this form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson

StoredDocument = dict[str, Any]


class Ending(NamedTuple):
    """The end of a list before and after: the items from `start` on, of which all before are the same."""

    start: int
    was: Sequence[Any]
    now: Sequence[Any]


class Change(NamedTuple):
    """What one commit did to one document, by top-level field.

    `was` holds the fields before (None: the document is new), `now` the fields after (None: it was
    deleted). For an update both hold only the fields that differ; one that is in `was` alone was
    removed, one in `now` alone is new. A list of which the beginning stayed is in `endings` instead, so
    that what is added to a long one costs no more than to a short one.
    """

    table: str
    key: str
    was: Mapping[str, Any] | None
    now: Mapping[str, Any] | None
    endings: Mapping[str, Ending] = MappingProxyType({})

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields that differ; of a new or deleted document all."""
        return frozenset({*(self.was or ()), *(self.now or ()), *self.endings})

    def applied_to(self, document: Mapping[str, Any] | None) -> StoredDocument | None:
        """The document after this change; None if it is deleted. The given one is left alone."""
        if self.now is None:
            return None
        if self.was is None or document is None:
            return {**self.now, **{f: list(ending.now) for f, ending in self.endings.items()}}
        kept = {k: v for k, v in document.items() if k not in self.was or k in self.now}
        kept.update(self.now)
        for field, (start, _, now) in self.endings.items():
            items = document.get(field) or ()
            kept[field] = [*(items if len(items) == start else items[:start]), *now]
        return kept

    def through(self, view: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Change:
        """This change with its fields as `view`, which keeps the length of lists, gives them."""
        return Change(
            self.table,
            self.key,
            None if self.was is None else view(self.was),
            None if self.now is None else view(self.now),
            {f: Ending(e.start, view({f: e.was})[f], view({f: e.now})[f]) for f, e in self.endings.items()},
        )

    def as_json(self) -> list[Any]:
        """This change as a JSON array."""
        plain: list[Any] = [self.table, self.key, self.was, self.now]
        return [*plain, {f: list(ending) for f, ending in self.endings.items()}] if self.endings else plain

    @classmethod
    def from_json(cls, given: Sequence[Any]) -> Change:
        """The change that `as_json` gave. Raises ValueError or TypeError for anything else."""
        table, key, was, now, *more = given
        if not more:
            return cls(table, key, was, now)
        (endings,) = more
        return cls(table, key, was, now, {f: Ending(*ending) for f, ending in endings.items()})


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
    table: str,
    key: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    kept: Mapping[str, int] = MappingProxyType({}),
) -> Change | None:
    """The change that turns document `before` into `after`; None if they are equal.

    `kept` says of lists how many items at the beginning are known to be the same.
    """
    if before is None or after is None:
        return None if before is after else Change(table, key, before, after)
    if same(before, after):
        return None
    was: StoredDocument = {}
    now: StoredDocument = {}
    endings: dict[str, Ending] = {}
    for f in {**before, **after}:
        if f not in after:
            was[f] = before[f]
        elif f not in before:
            now[f] = after[f]
        elif before[f] is not after[f]:
            old, new = before[f], after[f]
            start = 0
            if type(old) is list and type(new) is list:
                start = kept[f] if f in kept else _same_items(old, new)
            if start and not start == len(old) == len(new):
                endings[f] = Ending(start, old[start:], new[start:])
            elif not start and not same(old, new):
                was[f], now[f] = old, new
    return Change(table, key, was, now, endings)


def _same_items(one: list[Any], other: list[Any]) -> int:
    """How many items at the beginning of two lists are the same."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a is not b and not same(a, b):
            break
        count += 1
    return count


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
    if one is other:
        return True
    if one != other:
        return False
    return orjson.dumps(one, option=orjson.OPT_SORT_KEYS) == orjson.dumps(other, option=orjson.OPT_SORT_KEYS)


def detached(value: Any, stored: Any = None) -> Any:
    """A copy of a JSON value that shares nothing changeable with it.

    Items of a list that are those of the `stored` list themselves are not copied: nobody changes them.
    """
    if type(value) is dict:
        return {k: detached(v) for k, v in value.items()}
    if type(value) is list:
        known = stored if type(stored) is list else ()
        shared = [v if v is k else detached(v) for v, k in zip(value, known, strict=False)]
        return shared + [detached(v) for v in value[len(shared) :]]
    return value
