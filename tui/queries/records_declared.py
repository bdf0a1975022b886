"""Columns of `xingfu list` for a kind that needs none of its own: those of its ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tui.kinds import registry
from tui.kinds.declaration import Field, load
from tui.kinds.words import YES_NO
from tui.language.errors import Translate

Cell = Callable[[Mapping[str, Any], Translate], str]


def ledger_columns(what: str) -> Sequence[tuple[str, Cell]]:
    """The head (msgid) and the cell of each column: the id, then the fields of the ledger in its order.

    A reference is written as the number of the record. Raises KeyError for a list that no kind has.
    """
    kind = registry.listed_kind(what)
    fields = (kind.field(name) for name in kind.ledger)
    return [
        ("ID", lambda record, _: str(record["id"])),
        *((field.label, _cell(field)) for field in fields if field is not None),
    ]


def _cell(field: Field) -> Cell:
    """A choice or yes/no by its word, a list with commas, anything else as it is stored."""

    def text(record: Mapping[str, Any], tr: Translate) -> str:
        value = record.get(field.name)
        if value is None:
            return ""
        found = YES_NO if field.type == "yes_no" else load(field.choices) if field.choices else {}
        words = found if isinstance(found, Mapping) else {}
        values = value if isinstance(value, list | tuple) else (value,)
        return tr(", ").join(tr(words[one]) if one in words else str(one) for one in values)

    return text
