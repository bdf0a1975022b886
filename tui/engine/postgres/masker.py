"""What a handle that holds everything keeps in the database for those who see masked documents alone.

It is made from the documents in memory when it is first needed, and learns from each commit. A commit's masked documents
are kept with it; those of a seat that does not hold everything wait for the next handle that does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import orjson

from tui.engine.changes import Entry, StoredDocument
from tui.engine.documents import Tables
from tui.engine.granted import now_of, without_tables
from tui.rules.privacy.known_names import KnownNames
from tui.rules.privacy.masked_fields import residents
from tui.rules.privacy.masking import Mask
from tui.rules.privacy.rights import RIGHTS

Key = tuple[str, str]

_HIDDEN: Final = RIGHTS["viewer"].hidden
# A name so short has no other spelling than its characters; of others the first is looked for.
_PLAIN: Final = re.compile(r"[一-龥㐀-䶿]{2,4}")


class Shown(NamedTuple):
    """A commit as viewers get it: the masked documents that it leaves (None: deleted or hidden), and what they are told of it."""

    documents: dict[Key, str | None]
    told: str


class _Wanted(NamedTuple):
    """A name that is looked for, and which characters a text has, `every` (all or any) of them, that may have it."""

    known: KnownNames
    parts: str
    every: Callable[[Iterable[bool]], bool]


class Masker:
    """Masks documents of one community, whose `tables` are taken as they are when this is made."""

    def __init__(self, tables: Tables) -> None:
        self._mask = Mask()
        self._mask.learn(tables)
        # The text of each document that was searched, with the document, which is replaced and never changed in place.
        self._texts: dict[Key, tuple[StoredDocument, str]] = {}

    def take_in(self, entry: Entry) -> None:
        """Learn the names in a commit of somebody else."""
        for change in entry.changes:
            self._mask.take_in(change.table, change.key, now_of(change))

    def all(self, tables: Tables) -> Iterator[tuple[str, str, str | None]]:
        """All documents, masked; None for a hidden one."""
        for table, documents in tables.items():
            for key, document in documents.items():
                yield table, key, self._masked(table, key, document)

    def shown(self, entry: Entry, after: Mapping[Key, StoredDocument | None], tables: Tables) -> Shown:
        """A commit as viewers get it; `after` are the documents that it leaves, `tables` the others, as they are."""
        self.take_in(entry)
        found = {at: self._masked(*at, document) for at, document in after.items()}
        names = {name for c in entry.changes for name in residents(c.table, now_of(c))}
        for at, document in self._naming(names, tables):
            if at not in found:
                found[at] = self._masked(*at, document)
        return Shown(found, _told(entry, found))

    def _masked(self, table: str, key: str, document: StoredDocument | None) -> str | None:
        if document is None or table in _HIDDEN:
            return None
        copy = dict(document)  # what is within is replaced where it is masked
        self._mask.document(table, key, copy)
        return orjson.dumps(copy).decode()

    def _naming(self, names: Iterable[str], tables: Tables) -> Iterator[tuple[Key, StoredDocument]]:
        """The documents, of those that viewers see, in which residents of these names may be named."""
        wanted: list[_Wanted] = []
        for name in names:
            if known := self._mask.standing([name]):
                whole = _PLAIN.fullmatch(name) is not None
                wanted.append(_Wanted(known, name if whole else known.firsts(), all if whole else any))
        if not wanted:
            return
        for table, documents in tables.items():
            if table in _HIDDEN:
                continue
            for key, document in documents.items():
                text = self._text((table, key), document)
                for known, parts, every in wanted:
                    if every(part in text for part in parts) and known.may_stand_in(text):
                        yield (table, key), document
                        break

    def _text(self, at: Key, document: StoredDocument) -> str:
        known = self._texts.get(at)
        if known is None or known[0] is not document:
            known = self._texts[at] = document, orjson.dumps(document).decode()
        return known[1]


def _told(entry: Entry, documents: Mapping[Key, str | None]) -> str:
    seen = without_tables(entry, _HIDDEN)
    changed: list[list[Any]] = [
        [table, key, None if text is None else orjson.Fragment(text)]
        for (table, key), text in documents.items()
        if table not in _HIDDEN
    ]
    return orjson.dumps([seen.by, seen.seat, seen.action, seen.about, changed]).decode()
