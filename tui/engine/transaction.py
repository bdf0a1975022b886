"""The writing side of the store: what is put inside is one durable commit, or nothing.

A document's revision counts its changes; two editors of different fields are merged, and two editors
of the same field are a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import orjson

from tui.engine.changes import Change, detached, difference, same
from tui.engine.lookups import values_at
from tui.kinds.record import Stored
from tui.language.cleaning import unified
from tui.language.errors import Message, NotFound, StoreConflict

if TYPE_CHECKING:
    from tui.engine.protocol import Engine


class Merged(NamedTuple):
    """What an update left in the store, and which fields others had changed in the meantime."""

    document: Stored
    others: tuple[str, ...]


class Transaction:
    """The writing side, while no other process writes. Reads see what was put before."""

    def __init__(self, engine: Engine, now: datetime) -> None:
        self._engine = engine
        self._now = now.isoformat(timespec="seconds")
        self._after: dict[tuple[str, str], dict[str, Any] | None] = {}
        # Of lists that were only added to: how many items were stored.
        self._kept: dict[tuple[str, str], dict[str, int]] = {}
        self._next_ids: dict[str, int] = {}
        # What is put, and the changes that this is; asked several times at the end of a use case.
        self._changes: tuple[dict[tuple[str, str], dict[str, Any] | None], list[Change]] = ({}, [])

    def read(self, table: str, id: int) -> Stored:
        """The stored document as it is now. Raises NotFound."""
        key = (table, str(id))
        found = self._after[key] if key in self._after else self._engine.table(table).get(str(id))
        if found is None:
            raise NotFound(
                Message("There is no such record any more ({table} {id}).", {"table": table, "id": id})
            )
        return found

    def all(self, table: str) -> Iterator[Stored]:
        """Every stored document of a table, those put before included."""
        stored = self._engine.table(table)
        for key, document in list(stored.items()):
            # What is put while somebody goes through it is seen as well.
            current = self._after.get((table, key), document) if self._after else document
            if current is not None:
                yield current
        for (name, key), put in list(self._after.items()):
            if name == table and put is not None and key not in stored:
                yield put

    def column(self, table: str, field: str) -> list[Any]:
        """One field of every stored document of a table, those put before included."""
        documents: Iterable[Stored] = self._engine.table(table).values()
        if self._after:
            documents = self.all(table)
        return [*map(itemgetter(field), documents)]

    def having(self, table: str, path: str, value: str | int) -> Iterator[Stored]:
        """Those of `all` in which `path` (`on`, `members.volunteer_id`) leads to `value`; not by going through all."""
        for stored in self._engine.having(table, path, value):
            if (table, str(stored["id"])) not in self._after:
                yield stored
        for (name, _), put in list(self._after.items()):
            if name == table and put is not None and value in values_at(put, path):
                yield put

    def highest(self, table: str, field: str, prefix: str) -> str:
        """Of the texts in a field of `all` that begin with `prefix`, the longest and last; not by going through all."""
        stored = self._engine.table(table)
        texts: list[Any] = []
        for (name, key), put in self._after.items():
            if name == table and key in stored and (put is None or put.get(field) != stored[key].get(field)):
                texts = self.column(table, field)  # what memory has is no longer what counts
                break
        else:
            texts = [put.get(field) for (name, _), put in self._after.items() if name == table and put]
            texts.append(self._engine.highest(table, field, prefix))
        fitting = (text for text in texts if isinstance(text, str) and text.startswith(prefix))
        return max(fitting, key=lambda text: (len(text), text), default="")

    def insert(self, table: str, fields: Stored) -> Stored:
        """Add a document; the stored form, with its new `id` and `rev` 1."""
        id = max(self._next_ids.get(table, 1), self._engine.next_id(table))
        self._next_ids[table] = id + 1
        document = {
            **_own_copy(dict(fields)),
            "id": id,
            "rev": 1,
            "created_at": self._now,
            "updated_at": self._now,
        }
        self._after[table, str(id)] = document
        return document

    def update(
        self,
        table: str,
        id: int,
        fields: Stored,
        *,
        added: Mapping[str, Sequence[Any]] = MappingProxyType({}),
        base_version: Stored | None = None,
    ) -> Merged:
        """Change `fields` of a document, and add items at the end of the lists in `added`.

        `base_version` is the stored document that the editor saw. Fields that others have changed since, and
        this editor has not, stay as the others left them. Raises StoreConflict if somebody has
        changed one of `fields` since (to something else) or has removed the document, NotFound if it
        is gone and `base_version` was not given. What is `added` is never in conflict.
        """
        try:
            current = self.read(table, id)
        except NotFound:
            if base_version is None:
                raise
            raise StoreConflict(table, id, None) from None
        wanted = {
            f: taken_in(detached(v, current.get(f)), current.get(f))
            for f, v in fields.items()
            if f not in _KEPT_BY_STORE
        }
        others: tuple[str, ...] = ()
        if base_version is not None and base_version.get("rev") != current["rev"]:
            changed = difference(table, str(id), base_version, current)
            touched = changed.fields - _BOOKKEEPING if changed else ()
            others = tuple(f for f in {**base_version, **current} if f in touched)
            if any(f in others and not same(current.get(f), value) for f, value in wanted.items()):
                raise StoreConflict(table, id, current)
        longer = {
            f: [*(wanted.get(f, current.get(f)) or ()), *(taken_in(detached(item)) for item in items)]
            for f, items in added.items()
            if items
        }
        after = {**current, **wanted, **longer}
        if longer or not same(after, current):
            after.update(rev=current["rev"] + 1, updated_at=self._now)
            self._after[table, str(id)] = after
            self._note_kept((table, str(id)), current, wanted, longer)
        return Merged(after, others)

    def _note_kept(
        self, key: tuple[str, str], current: Stored, wanted: Iterable[str], longer: Iterable[str]
    ) -> None:
        """Note of which lists everything stored is still there: they need not be compared at the end."""
        kept = self._kept.setdefault(key, {})
        for field in wanted:
            kept.pop(field, None)
        stored = self._engine.table(key[0]).get(key[1], {})
        for field in longer:
            before = stored.get(field)
            if field not in kept and current.get(field) is before and isinstance(before, list):
                kept[field] = len(before)

    def delete(self, table: str, id: int) -> None:
        """Remove a document. Raises NotFound."""
        self.read(table, id)
        self._after[table, str(id)] = None

    def replace(self, table: str, id: int, document: Stored | None) -> None:
        """Put a document back as it was (undo); None removes it. The revision goes on counting."""
        key = (table, str(id))
        current = self._after[key] if key in self._after else self._engine.table(table).get(str(id))
        self._kept.pop(key, None)
        if document is None:
            self._after[key] = None
            return
        rev = int(current["rev"]) + 1 if current else int(document["rev"]) + 1
        self._after[key] = {**detached(dict(document)), "rev": rev, "updated_at": self._now}

    def changes(self) -> list[Change]:
        """What this transaction changes, ready to be committed."""
        known, changes = self._changes
        same_put = len(known) == len(self._after) and all(
            at in known and known[at] is after for at, after in self._after.items()
        )
        if not same_put:
            found = (
                difference(
                    table, key, self._engine.table(table).get(key), after, self._kept.get((table, key), {})
                )
                for (table, key), after in self._after.items()
            )
            changes = [change for change in found if change]
            self._changes = (dict(self._after), changes)
        return list(changes)


def _own_copy(fields: dict[str, Any]) -> dict[str, Any]:
    """A copy of a new document, with its texts as they may be kept.

    All texts are looked at together, as JSON; only where one has to be changed is each value gone through.
    """
    try:
        whole = orjson.dumps(fields)
    except TypeError:  # no JSON, or half a surrogate pair
        return taken_in(fields)  # type: ignore[no-any-return]
    text = whole.decode()
    if ("\\" in text and _ESCAPED_CONTROL.search(text.replace("\\\\", ""))) or unified(text) is not text:
        return taken_in(fields)  # type: ignore[no-any-return]
    return orjson.loads(whole)  # type: ignore[no-any-return]


def taken_in(value: Any, stored: Any = None) -> Any:
    """A copy of a JSON value with its texts as they may be kept; what is `stored` already stays as it is."""
    if value is stored or (type(value) is str and value == stored):
        return value
    if type(value) is str:
        return unified(value)
    if type(value) is dict:
        return {unified(k): taken_in(v) for k, v in value.items()}
    if type(value) is list:
        known = stored if type(stored) is list else ()
        shared = [taken_in(v, k) for v, k in zip(value, known, strict=False)]
        return shared + [taken_in(v) for v in value[len(shared) :]]
    return value


# How JSON writes control characters, but for the end of a line, which stays as it is.
_ESCAPED_CONTROL: Final = re.compile(r"\\[bfrtu]")
_KEPT_BY_STORE: Final = frozenset({"id", "rev", "created_at", "updated_at"})
_BOOKKEEPING: Final = _KEPT_BY_STORE | {"history"}
