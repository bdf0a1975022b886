"""Adding and editing the plain records: services, teams, volunteers, partners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.seats.actor import Actor
from tui.store import Merged, Store


class Records(UseCases):
    """The records of one collection; `kind` is its name in the table of rights."""

    def __init__(self, store: Store, actor: Actor, table: str, kind: str) -> None:
        super().__init__(store, actor)
        self.table = table
        self.kind = kind

    def add(self, fields: Mapping[str, Any]) -> Stored:
        """Add a record. Raises InvalidInput, NotAllowed, StoreError."""
        self.require(f"{self.kind}.add")
        self.known_fields(self.table, fields, frozenset())
        document = self.checked(self.table, fields)
        with self.begin(f"{self.kind}.add") as transaction:
            return transaction.insert(self.table, document)

    def edit(self, id: int, fields: Mapping[str, Any], *, base_version: Stored | None = None) -> Merged:
        """Change `fields` of a record; `base_version` is the stored document that the editor saw.

        Raises InvalidInput, NotAllowed, NotFound, StoreConflict, StoreError.
        """
        self.require(f"{self.kind}.edit")
        self.known_fields(self.table, fields, frozenset())
        current = base_version or self.store.collection(self.table).find_stored(id) or {}
        checked = self.checked(self.table, {**current, **fields})
        with self.begin(f"{self.kind}.edit") as transaction:
            merged = transaction.update(
                self.table, id, {f: checked[f] for f in fields}, base_version=base_version
            )
            self.checked(self.table, merged.document)  # two editors' halves may not fit together
            return merged
