"""What must hold of references when a commit is made: what is named is there, and what goes is named by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tui.kinds.references import named_by, references
from tui.language.errors import NotFound
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
        if change.now is not None:
            before = set(named_by(change.table, change.was or {}))
            for named in named_by(change.table, change.now):
                if named not in before and not _there(transaction, named.reference.table, named.id):
                    yield Missing(change.table, named.path.partition(".")[0])


def still_named(transaction: Transaction) -> bool:
    """Whether a record that a transaction takes away is named by another that stays."""
    gone: dict[str, set[int]] = {}
    for change in transaction.changes():
        if change.now is None:
            gone.setdefault(change.table, set()).add(int(change.key))
    for table in dict.fromkeys(r.table for r in references() if r.reference.table in gone) if gone else ():
        for document in transaction.all(table):
            for named in named_by(table, document, gone):
                if named.id in gone[named.reference.table]:
                    return True
    return False


def _there(transaction: Transaction, table: str, id: int) -> bool:
    try:
        transaction.read(table, id)
    except NotFound:
        return False
    return True
