"""Texts of a row that are longer than a record can keep, with what goes into its note."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from tui.kinds.signup import ledger_kind as declared
from tui.papers.importing.headings import targets
from tui.rules.importing import NOTES, with_extra

# In characters, where a field does not say its own; no field takes fewer than the least.
_MOST: Final[Mapping[str, int]] = {"line": 200, "note": 4000}
_LEAST: Final = 100


def too_long(kind: str, fields: Mapping[str, Any], extra: Mapping[str, str]) -> str:
    """The field of a record of this kind whose text is longer than can be kept; "" if none is."""
    note = NOTES.get(kind, "")
    whole = fields
    if note and extra and sum(map(len, extra.values())) > _LEAST:
        whole = with_extra(kind, fields, extra)
    for name, value in whole.items():
        if type(value) is str and len(value) > _LEAST and len(value) > _limits(kind).get(name, len(value)):
            return name
    return ""


@cache
def _limits(kind: str) -> Mapping[str, int]:
    """The most characters of each text of a kind, by the name that columns have for it."""
    note = declared(kind).field(NOTES.get(kind, ""))
    fields = [*targets(kind), *([(note.name, note)] if note is not None else [])]
    return {name: field.most or _MOST[field.type] for name, field in fields if field.type in _MOST}
