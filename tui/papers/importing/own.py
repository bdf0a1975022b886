"""Ledgers that the desk writes and does not take in: known by their headings, so that no other is seen in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from tui.kinds.ledgers import LEDGERS, Ledger
from tui.kinds.registry import kind
from tui.language.errors import Message
from tui.papers.importing.headings import KINDS, plain
from tui.papers.importing.heads import Head

_PROJECTS: Final = re.compile("[^\\s：:]{0,20}项目(?:清单|库|台账|一览表|汇总表)")


def not_taken(head: Head, titles: str) -> Message | None:
    """What to say of a list that is not taken in, though one might; None for all others."""
    if (ours := _only_written(head)) is not None:
        return Message(
            "This is «{title}», which the desk writes and does not take in.", {"title": ours.title}
        )
    return projects(titles)


def not_told(names: Sequence[str]) -> Message:
    """What to say of a table whose headings do not tell what its rows are."""
    shown = "、".join(dict.fromkeys(name for name in names if name))
    return Message(
        "What the rows are cannot be told by the headings ({names}). --as says it.", {"names": shown}
    )


def _only_written(head: Head) -> Ledger | None:
    """The ledger of the desk that has this head and is only written; None for all others."""
    names = {plain(name) for name in head.names if name}
    for ledger in LEDGERS.values():
        if ledger.kind not in KINDS:
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
