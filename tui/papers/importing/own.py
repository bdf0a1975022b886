"""Ledgers that the desk writes and does not take in: known by their headings, so that no other is seen in them."""

from __future__ import annotations

from functools import cache

from tui.kinds.ledgers import LEDGERS, Ledger
from tui.kinds.registry import kind
from tui.papers.importing.headings import KINDS, plain
from tui.papers.importing.heads import Head


def not_taken(head: Head) -> Ledger | None:
    """The ledger of the desk that has this head and is only written; None for all others."""
    names = {plain(name) for name in head.names if name}
    for ledger in LEDGERS.values():
        if ledger.part or ledger.kind not in KINDS:
            own = _headings(ledger.name)
            if len(own & names) * 5 >= len(own) * 4:
                return ledger
    return None


@cache
def _headings(name: str) -> frozenset[str]:
    ledger = LEDGERS[name]
    of = kind(ledger.kind)
    parts = next((field.parts for field in of.fields if field.name == ledger.part), ())
    fields = {field.name: field for field in (*of.fields, *of.derived, *parts)}
    columns = ledger.columns or of.ledger
    return frozenset(
        plain(ledger.headings.get(column) or next(iter(fields[column].headings), fields[column].label))
        for column in columns
    )
