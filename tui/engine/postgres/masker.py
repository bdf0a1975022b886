"""What a handle that holds everything keeps in the database for those who see masked documents alone.

It is made from the documents in memory when it is first needed, and learns from each commit. A commit's masked documents
are kept with it; those of a seat that does not hold everything wait for the next handle that does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

import orjson

from tui.engine.changes import Entry, StoredDocument
from tui.engine.documents import Tables
from tui.engine.granted import now_of, without_tables
from tui.engine.postgres.mentions import Key, Mentions, compared
from tui.rules.privacy.known_names import KnownNames
from tui.rules.privacy.masked_fields import residents
from tui.rules.privacy.masking import Mask
from tui.rules.privacy.rights import RIGHTS

_HIDDEN: Final = RIGHTS["viewer"].hidden


class Shown(NamedTuple):
    """A commit as viewers get it: the masked documents that it leaves (None: deleted or hidden), and what they are told of it.

    That is a JSON array: who, from which seat, what, further facts, and which documents changed.
    """

    documents: dict[Key, str | None]
    told: str


class Masker:
    """Masks documents of one community, whose `tables` are taken as they are when this is made."""

    def __init__(self, tables: Tables) -> None:
        self._mask = Mask()
        self._mask.remember()
        self._mask.learn(tables)
        self._mentions: Mentions | None = None  # from when a new name is first looked for
        self._stale: set[Key] = set()  # documents that have changed since

    def prepare(self, tables: Tables) -> None:
        """Gather where names may stand in `tables`, if that was not done yet."""
        self._mentions = self._mentions or _mentions_in(tables)

    def take_in(self, entry: Entry) -> None:
        """Learn the names in a commit that somebody else has masked."""
        self._learn(entry)
        self._mask.news()

    def _learn(self, entry: Entry) -> None:
        for change in entry.changes:
            self._mask.take_in(change.table, change.key, now_of(change))
            if self._mentions is not None:
                self._stale.add((change.table, change.key))

    def all(self, tables: Tables) -> Iterator[tuple[str, str, str | None]]:
        """All documents, masked; None for a hidden one."""
        for table, documents in tables.items():
            for key, document in documents.items():
                yield table, key, self._masked(table, key, document)

    def shown(
        self,
        entry: Entry,
        after: Mapping[Key, StoredDocument | None],
        tables: Tables,
        *,
        learnt: bool = False,
    ) -> Shown:
        """A commit as viewers get it; `after` are the documents that it leaves, `tables` the others, as they are.

        With `learnt` the names in it may be known here already, and still not be masked in other documents.
        """
        self._learn(entry)
        news = self._mask.news()
        names: set[str] = set()
        if news or learnt:
            names = {name for c in entry.changes for name in residents(c.table, now_of(c))}
        if learnt:
            news = self._mask.standing(names)
        found = {at: self._masked(*at, document) for at, document in after.items()}
        if news:
            # To find out who is named where pays for one's own commits; others' may be few.
            mentioned = None if learnt and self._mentions is None else self._mentioned(names, tables, after)
            for table, key in _naming(news, tables, mentioned):
                if (table, key) not in found:
                    found[table, key] = self._masked(table, key, tables[table][key])
        return Shown(found, _told(entry, found))

    def _masked(self, table: str, key: str, document: StoredDocument | None) -> str | None:
        if document is None or table in _HIDDEN:
            return None
        copy = dict(document)  # what is within is replaced where it is masked
        self._mask.document(table, key, copy)
        return orjson.dumps(copy).decode()

    def _mentioned(
        self, names: Collection[str], tables: Tables, after: Collection[Key]
    ) -> Collection[Key] | None:
        """The documents in which one of these names may stand; None for any. Those of `after` are about to change."""
        if (mentions := self._mentions) is None:
            mentions = self._mentions = _mentions_in(tables)
            self._stale.update(after)
        for at in self._stale.difference(after):
            self._stale.discard(at)
            if document := tables.get(at[0], {}).get(at[1]):
                mentions.put(at, document)
        return mentions.of(names)


def _mentions_in(tables: Tables) -> Mentions:
    return Mentions({name: tables[name] for name in tables.keys() - _HIDDEN})


def _naming(news: KnownNames, tables: Tables, mentioned: Collection[Key] | None) -> Iterator[Key]:
    """The documents, of those that viewers see, in which one of the `news` may stand: among `mentioned`, or all."""
    if mentioned is None:
        mentioned = [
            (table, key)
            for table in tables.keys() - _HIDDEN
            for key, document in tables[table].items()
            if news.may_begin_in(orjson.dumps(document).decode().casefold())
        ]
    for table, key in mentioned:
        document = tables.get(table, {}).get(key)
        if document and table not in _HIDDEN and news.may_stand_in(compared(document)):
            yield table, key


def _told(entry: Entry, documents: Mapping[Key, str | None]) -> str:
    seen = without_tables(entry, _HIDDEN)
    changed = [at for at in documents if at[0] not in _HIDDEN]
    return orjson.dumps([seen.by, seen.seat, seen.action, seen.about, changed]).decode()
