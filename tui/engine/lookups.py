"""Which documents have a value at a place, and which text is the highest, told without going through all of them."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping
from typing import Any

from tui.engine.changes import StoredDocument

# A text or a number that a document has somewhere: what it can be looked up by.
Value = str | int


class Lookups:
    """The documents of some `tables` by the values that they have at a path (`on`, `members.volunteer_id`).

    A path leads through parts and through every item of a list; what is empty is nowhere found. What there is at a path is
    gathered when it is first asked for, and kept up to date by `changed`, which whoever changes the tables calls after each
    change. May be used from any thread.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, StoredDocument]]) -> None:
        self._tables = tables
        self._lock = threading.Lock()
        # Table -> path -> value -> the keys of the documents that have it.
        self._known: dict[str, dict[str, dict[Value, set[str]]]] = {}
        # Table -> field -> length -> the texts of that length, in order.
        self._texts: dict[str, dict[str, dict[int, list[str]]]] = {}

    def having(self, table: str, path: str, value: Value) -> list[StoredDocument]:
        """The documents of a table in which `path` leads to `value`, by the order of their keys."""
        with self._lock:
            paths = self._known.setdefault(table, {})
            if path not in paths:
                paths[path] = self._gathered(table, path)
            keys = sorted(paths[path].get(value, ()), key=_in_order)
            documents = self._tables.get(table, {})
            return [documents[key] for key in keys if key in documents]

    def highest(self, table: str, field: str, prefix: str) -> str:
        """Of the texts in a field that begin with `prefix`, the last in order of those that are the longest; or none: ""."""
        with self._lock:
            fields = self._texts.setdefault(table, {})
            if field not in fields:
                fields[field] = self._ordered(table, field)
            for _, texts in sorted(fields[field].items(), reverse=True):
                last = bisect_right(texts, f"{prefix}\U0010ffff")
                if last and texts[last - 1].startswith(prefix):
                    return texts[last - 1]
            return ""

    def changed(
        self, table: str, key: str, before: StoredDocument | None, after: StoredDocument | None
    ) -> None:
        """Take in that a document was `before` and is now `after`; None for one that is not there."""
        with self._lock:
            for path, keys in self._known.get(table, {}).items():
                was, now = (set(values_at(one, path)) if one else set[Value]() for one in (before, after))
                for value in was - now:
                    keys.get(value, set()).discard(key)
                for value in now - was:
                    keys.setdefault(value, set()).add(key)
            for field, lengths in self._texts.get(table, {}).items():
                _exchange(lengths, *((one or {}).get(field) for one in (before, after)))

    def _gathered(self, table: str, path: str) -> dict[Value, set[str]]:
        found: dict[Value, set[str]] = {}
        first, _, rest = path.partition(".")
        for key, document in list(self._tables.get(table, {}).items()):
            # Tens of thousands of documents pass here, most of which have nothing there.
            if value := document.get(first):
                for one in _values(value, rest):
                    found.setdefault(one, set()).add(key)
        return found

    def _ordered(self, table: str, field: str) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for document in list(self._tables.get(table, {}).values()):
            if isinstance(text := document.get(field), str):
                found.setdefault(len(text), []).append(text)
        for texts in found.values():
            texts.sort()
        return found


def _exchange(lengths: dict[int, list[str]], left: Any, come: Any) -> None:
    """Take one text away and put another in, where they differ."""
    if left == come:
        return
    if isinstance(left, str):
        texts = lengths.get(len(left), [])
        place = bisect_left(texts, left)
        if texts[place : place + 1] == [left]:
            del texts[place]
    if isinstance(come, str):
        insort(lengths.setdefault(len(come), []), come)


def values_at(document: Mapping[str, Any], path: str) -> Iterable[Value]:
    """The texts and numbers to which `path` leads in a document; none that is empty."""
    first, _, rest = path.partition(".")
    return _values(document.get(first), rest)


def _values(value: Any, rest: str) -> Iterable[Value]:
    if not value:
        return ()
    if isinstance(value, list):
        return [found for one in value for found in _values(one, rest)]
    if rest:
        return values_at(value, rest) if isinstance(value, dict) else ()
    return (value,) if isinstance(value, Value) and value is not True else ()


def _in_order(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdecimal() else (0, key)
