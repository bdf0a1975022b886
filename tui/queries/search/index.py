"""The search index over all tables: built in small steps, updated by commits, queried."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from heapq import nsmallest
from typing import Final, NamedTuple

from tui.kinds.record import Stored
from tui.kinds.references import named_by, references
from tui.language.errors import Translate
from tui.language.folding import fold
from tui.queries.search.table_index import TYPO, Entry, TableIndex
from tui.queries.search.terms import Term, terms
from tui.queries.search.texts import Text, TextReader, Weight, days, searched
from tui.store import Entry as Commit
from tui.store import Store

# Documents to index before the clock is read again.
_BATCH: Final = 20
# Matches of a table that are ordered, and those that are returned.
_MOST_RANKED: Final = 150
_MOST_SHOWN: Final = 100
# Matches of a table of which it is asked whether their name begins with what was typed.
_MOST_LOOKED_AT: Final = 4000
# Fields by which a record is dated; the first that is filled in counts.
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHEN: Final = ("starts_at", "on", "recorded_on", "opened_on")


class Found(NamedTuple):
    """How many records of a table match, and the ids of the best matches; of equally good ones, the newest first."""

    total: int
    ids: tuple[int, ...]


class Answer(NamedTuple):
    """The terms of a query, and the matches by table; tables without one are left out."""

    terms: tuple[Term, ...]
    found: Mapping[str, Found]

    @property
    def total(self) -> int:
        """The number of matches in all tables."""
        return sum(one.total for one in self.found.values())


class SearchIndex:
    """Finds the records of a store by text, in the language of `tr`.

    `phones`: also by telephone numbers. The index contains what the store's handle holds: `step` indexes what is
    there, `follow` what is committed later. Without `spelt` the index is built faster, and queries in letters
    are slower.
    """

    def __init__(self, store: Store, tr: Translate, *, phones: bool, spelt: bool = True) -> None:
        self._store, self._tr, self._phones, self._spelt = store, tr, phones, spelt
        self._reader = TextReader(store, tr)
        self._tables = {table: TableIndex(spelt=spelt) for table in searched()}
        # Documents still to be indexed, the last of the list first: by table, in ascending order of ids.
        self._left = [
            (table, _id(document))
            for table in reversed(searched())
            for document in sorted(store.collection(table).stored(), key=_id, reverse=True)
        ]

    # ---- building

    @property
    def complete(self) -> bool:
        """Whether every stored document is indexed."""
        return not self._left

    def step(self, seconds: float = 0.004) -> bool:
        """Index more documents for about `seconds`; whether some are left."""
        until = time.perf_counter() + seconds
        while self._left:
            for table, id in self._left[: -_BATCH - 1 : -1]:
                self._put(table, id)
            del self._left[-_BATCH:]
            if time.perf_counter() >= until:
                break
        if not self._left:
            self._free_caches()
        return bool(self._left)

    def build(self) -> None:
        """Index every document."""
        while self.step(60.0):
            pass

    def follow(self, entries: Iterable[Commit]) -> None:
        """Index what was committed."""
        changed = {
            (c.table, int(c.key)) for entry in entries for c in entry.changes if c.table in self._tables
        }
        self._reader.forget_names()
        if self._left:  # new documents are indexed after those with lower ids
            self._left[:0] = sorted(changed, reverse=True)
            return
        for table, id in sorted(changed):
            before = self._tables[table].name(id)
            self._put(table, id)
            if before and before != self._tables[table].name(id):
                self._put_referring(table, id)
        self._free_caches()

    def _free_caches(self) -> None:
        self._reader.forget_names()
        for index in self._tables.values():
            index.free_caches()

    def _put(self, table: str, id: int) -> None:
        document, index = self._store.collection(table).find_stored(id), self._tables[table]
        if document is None:
            index.remove(id)
        elif not index.put(id, self._entry(table, document)):
            self._put_anew(table)

    def _put_anew(self, table: str) -> None:
        """Index a whole table again: a document came back whose id is lower than the last one's."""
        index = self._tables[table] = TableIndex(spelt=self._spelt)
        self._left = [left for left in self._left if left[0] != table]
        for document in sorted(self._store.collection(table).stored(), key=_id):
            index.put(_id(document), self._entry(table, document))

    def _entry(self, table: str, document: Stored) -> Entry:
        """The texts, numbers and days by which a document is found."""
        by_weight: dict[Weight, list[str]] = {"name": [], "text": [], "word": [], "phone": []}
        for text in self._reader.texts(table, document):
            by_weight[text.weight].append(text.text)
        phones = (re.sub("[^0-9]", "", phone) for phone in by_weight["phone"]) if self._phones else ()
        names, others, words = (map(fold, by_weight[weight]) for weight in ("name", "text", "word"))
        return Entry(
            tuple(names), tuple(others), tuple(words), tuple(phones), days(table, document), _when(document)
        )

    def _put_referring(self, table: str, id: int) -> None:
        """Index again the documents that contain the name of this record."""
        for other in {r.table for r in references() if r.reference.table == table} & self._tables.keys():
            for document in self._store.collection(other).stored():
                if any(named.id == id for named in named_by(other, document, {table})):
                    self._put(other, _id(document))

    # ---- queries

    def find(self, typed: str, now: datetime, *, exact: bool = False) -> Answer:
        """The matches of a query, by table.

        If no record has all terms exactly, those that have them with one typo, which takes longer; none if `exact`.
        """
        asked = terms(typed, now)
        if not asked:
            return Answer((), {})
        for near in (False,) if exact else (False, True):
            found = {table: self._found(table, asked, near=near) for table in self._tables}
            found = {table: one for table, one in found.items() if one.total}
            if found:
                return Answer(asked, found)
        return Answer(asked, {})

    def _found(self, table: str, asked: Sequence[Term], *, near: bool) -> Found:
        """The records of a table that match every term; with `near`, with one typo in a term."""
        index, store = self._tables[table], self._store

        def dated(id: int, wanted: frozenset[str]) -> bool:
            document = store.collection(table).find_stored(id)
            return document is not None and not wanted.isdisjoint(days(table, document))

        kept: set[int] | None = None
        named: set[int] = set()
        for term in asked if len(index) else ():
            one = index.found(term, dated)
            if numbers := index.numbered(term):
                named |= numbers
                one |= numbers
            if near and not one:
                one = index.nearly(term)
            kept = one if kept is None else kept & one
            if not kept:
                break
        if not kept:
            return Found(0, ())
        # Of very many matches the newest are ordered, and those of the newest whose name begins so.
        looked = kept if len(kept) <= _MOST_LOOKED_AT else index.newest(kept, _MOST_LOOKED_AT)
        ranked = {*(named & kept), *index.starting_with(looked, asked[0]), *index.newest(kept, _MOST_RANKED)}
        ranks = {at: TYPO if near else max(index.rank(at, term) for term in asked) for at in ranked}
        best = nsmallest(_MOST_SHOWN, ranked, key=lambda at: (ranks[at], -index.when(at), -at))
        return Found(len(kept), tuple(index.ids(best)))

    def texts(self, table: str, id: int) -> list[Text]:
        """The texts by which a record is found now, its name first; none if it is gone."""
        document = self._store.collection(table).find_stored(id)
        if document is None:
            return []
        found = self._reader.texts(table, document)
        return [text for text in found if self._phones or text.weight != "phone"]


def _when(document: Stored) -> int:
    """The day of a record as a number, by the first of `_WHEN` that is filled in; 0 if none is."""
    when = next((str(when) for field in _WHEN if (when := document.get(field))), "")
    return int(when[:10].replace("-", "")) if _DAY.match(when) else 0


def _id(document: Stored) -> int:
    return int(document["id"])
