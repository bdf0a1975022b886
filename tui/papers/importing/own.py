"""Ledgers that the desk writes and does not take in: known by their headings, so that no other is seen in them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tui.kinds.ledgers import LEDGERS, Ledger
from tui.kinds.registry import kind
from tui.language.errors import Message
from tui.papers.importing.headings import KINDS, plain
from tui.papers.importing.heads import Head

_PROJECTS: Final = re.compile("[^\\s：:]{0,20}项目(?:清单|库|台账|一览表|汇总表)")


def not_taken(head: Head) -> Ledger | None:
    """The ledger of the desk that has this head and is only written; None for all others."""
    names = {plain(name) for name in head.names if name}
    for ledger in LEDGERS.values():
        if ledger.part or ledger.kind not in KINDS:
            own = _headings(ledger.name)
            if len(own & names) * 5 >= len(own) * 4:
                return ledger
    return None


def projects(titles: str) -> Message | None:
    """What to say of a list of projects, of which there are no records here; None where titles name none."""
    found = _PROJECTS.search(titles)
    if found is None:
        return None
    return Message("Projects are not kept here; «{title}» is not taken in.", {"title": found[0]})


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
