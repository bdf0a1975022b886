"""A handle that gets masked documents alone: how it follows what the database shows it, and masks what it writes itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import orjson

from tui.engine.changes import Change, Entry, StoredDocument, difference
from tui.engine.documents import Tables


def entry_shown(row: Sequence[Any], tables: Tables, hidden: Collection[str]) -> Entry:
    """The commit in a row of number, time, what viewers are told, and the documents that it changed, as they are by now.

    `tables` are the documents before. Raises ValueError, TypeError if it is not as the program wrote it.
    """
    seq, at, told, documents = row
    by, seat, action, about, _ = orjson.loads(told)
    found = (
        difference(table, key, tables.get(table, {}).get(key), document)
        for table, key, document in orjson.loads(documents or "[]")
        if table not in hidden
    )
    return Entry(seq, at, by, seat, action, tuple(change for change in found if change), about)


def masked_by_itself(
    entry: Entry, after: Mapping[tuple[str, str], StoredDocument | None]
) -> tuple[Entry, list[str | None]]:
    """What this handle commits, masked as far as it can without knowing the residents' names: for itself, and for others
    of its role until somebody who knows them has masked it.
    """
    from tui.rules.privacy.masking import masked  # only who writes needs it

    found = {at: None if document is None else masked(document, at[0]) for at, document in after.items()}
    changes = tuple(
        Change(c.table, c.key, c.was, c.now if c.now is None else found[c.table, c.key])
        for c in entry.changes
    )
    texts = [None if document is None else orjson.dumps(document).decode() for document in found.values()]
    return entry._replace(changes=changes), texts
