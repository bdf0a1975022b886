"""TinyDB's Table over documents in memory: a write hands the storage only what changed.

TinyDB reaches its storage through `_read_table`, `_update_table` and `_get_next_id`; these are
overridden, and queries, caches and document ids stay TinyDB's own. Tested against TinyDB's
documented behaviour, because the three are not public: the dependency is pinned to 4.9.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from tui.engine.changes import Change, detached, difference
from tui.engine.embedded.storage import JournalStorage

if TYPE_CHECKING:
    from tinydb.queries import QueryLike

Storage.register(JournalStorage)


class DetachedDocument(Document):
    """A document handed out: changing it, at any depth, does not touch the store's memory."""

    def __init__(self, value: Mapping[str, Any], doc_id: int) -> None:
        super().__init__(detached(dict(value)), doc_id)


class _Draft(MutableMapping[int, dict[str, Any]]):
    """A table as an updater of TinyDB's sees it: what it reads it may change; changes are collected."""

    def __init__(self, name: str, stored: Mapping[str, dict[str, Any]]) -> None:
        self._name = name
        self._stored = stored
        self._touched: dict[str, dict[str, Any] | None] = {}

    def __getitem__(self, doc_id: int) -> dict[str, Any]:
        key = str(doc_id)
        if key in self._touched:
            document = self._touched[key]
            if document is None:
                raise KeyError(doc_id)
            return document
        document = detached(self._stored[key])
        self._touched[key] = document
        return cast(dict[str, Any], document)

    def __setitem__(self, doc_id: int, document: dict[str, Any]) -> None:
        self._touched[str(doc_id)] = detached(document)

    def __delitem__(self, doc_id: int) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._touched[str(doc_id)] = None

    def __contains__(self, doc_id: object) -> bool:
        key = str(doc_id)
        return self._touched[key] is not None if key in self._touched else key in self._stored

    def __iter__(self) -> Iterator[int]:
        for key in self._stored:
            if self._touched.get(key, self) is not None:
                yield int(key)
        for key, document in self._touched.items():
            if document is not None and key not in self._stored:
                yield int(key)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        self._touched = dict.fromkeys(self._stored)

    def changes(self) -> list[Change]:
        found = (
            difference(self._name, key, self._stored.get(key), document)
            for key, document in self._touched.items()
        )
        return [change for change in found if change]


def _own(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """A `tinydb.table.Document` as this table's class, which is how TinyDB knows an id that is given."""
    if isinstance(document, Document) and not isinstance(document, DetachedDocument):
        return DetachedDocument(document, document.doc_id)
    return document


class JournalTable(Table):
    """A TinyDB table over a JournalStorage. Each writing call is one durable transaction."""

    document_class = DetachedDocument

    @property
    def _journal(self) -> JournalStorage:
        return cast(JournalStorage, self._storage)

    def __iter__(self) -> Iterator[Document]:
        # Over a copy: the table may change while somebody goes through it.
        for key, document in dict(self._journal.table(self.name)).items():
            yield self.document_class(document, self.document_id_class(key))

    def search(self, cond: QueryLike) -> list[Document]:
        # A query's cached answer must not outlive a commit, whoever made it.
        if self._answers_of != self._journal.generation:
            self.clear_cache()
            self._answers_of = self._journal.generation
        return super().search(cond)

    _answers_of = -1
    _reserved = 1

    def insert(self, document: Mapping[str, Any]) -> int:
        # The id is chosen and used under one lock, or two processes would choose the same.
        with self._journal.exclusive():
            return super().insert(_own(document))

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        with self._journal.exclusive():
            return super().upsert(_own(document), cond)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        with self._journal.exclusive():
            return super().insert_multiple(map(_own, documents))

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return cast(dict[str, Mapping[str, Any]], self._journal.table(self.name))

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._journal.exclusive():
            draft = _Draft(self.name, self._journal.table(self.name))
            updater(cast(dict[int, Mapping[str, Any]], draft))
            self._journal.commit(draft.changes())
        self.clear_cache()

    def _get_next_id(self) -> int:
        next_id = max(self._journal.next_id(self.name), self._reserved)
        self._reserved = next_id + 1
        return next_id


class JournalDB(TinyDB):
    """TinyDB over a JournalStorage that is open already."""

    table_class = JournalTable

    def __init__(self, storage: JournalStorage) -> None:
        self._storage = cast(Storage, storage)
        self._opened = True
        self._tables: dict[str, Table] = {}

    def drop_table(self, name: str) -> None:
        # TinyDB reads all tables and writes them back: nobody may commit in between.
        with cast(JournalStorage, self._storage).exclusive():
            super().drop_table(name)
