"""References to records that are not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tui.engine.changes import StoredDocument
from tui.kinds import registry
from tui.kinds.references import named_by
from tui.language.errors import Message


def dangling(table: Callable[[str], Mapping[str, StoredDocument]]) -> Iterator[Message]:
    """A message for each reference to a record that is not there; `table` gives the documents of a table by key."""
    for name in registry.tables():
        for stored in list(table(name).values()):
            for path, reference, id in named_by(name, stored):
                if str(id) not in table(reference.table):
                    yield Message(
                        "{table} {id}: {field} names {target} {missing}, which is not there.",
                        {
                            "table": Message(registry.stored_kind(name).label),
                            "id": stored["id"],
                            "field": Message(registry.declared(name)[path].label or path),
                            "target": Message(registry.stored_kind(reference.table).label),
                            "missing": id,
                        },
                    )
