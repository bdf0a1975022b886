"""The documents of one community in memory, as a handle may see them: commits are applied one after another.

Every engine keeps its documents so; where they come from is its own affair.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui.engine.changes import Entry
from tui.engine.granted import masked_change, now_of, without_news, without_tables
from tui.engine.lookups import Lookups

if TYPE_CHECKING:
    from tui.rules.privacy.masking import Mask

Tables = dict[str, dict[str, dict[str, Any]]]


class Documents:
    """All tables after commit `seq`, through a `mask` if there is one; of `hidden` tables the numbers of documents alone.

    `tables` is taken over and changed. `masked_before` says that it is masked already, has no hidden table, and how many
    documents those have. `next_ids` are the smallest ids that no document has ever had.
    """

    def __init__(
        self,
        tables: Tables,
        seq: int,
        next_ids: Mapping[str, int],
        mask: Mask | None = None,
        hidden: frozenset[str] = frozenset(),
        *,
        masked_before: dict[str, int] | None = None,
    ) -> None:
        self._mask = mask
        self._hidden = hidden
        if mask and masked_before is None:
            mask.meet(tables)
        if masked_before is None:
            self.hidden_counts = {name: len(tables.pop(name, {})) for name in hidden}
        else:
            self.hidden_counts = masked_before
        self.tables: Tables = tables
        if mask and masked_before is None:
            mask.tables(self.tables)
        self.lookups = Lookups(self.tables)
        self.seq = seq
        self.next_ids = {name: next_id for name, next_id in next_ids.items() if name not in hidden}
        self.generation = 0  # counts every change of the tables
        self._changed: dict[str, int] = {}  # table -> the generation in which it last changed
        self._renewed = 0  # the generation in which all of them may have

    def apply(self, entry: Entry) -> Entry:
        """Change the tables as `entry`, the commit after `seq`, says; the entry as this handle may see it.

        Documents are replaced whole, never changed in place.
        """
        entry = self._visible(entry)
        for change in entry.changes:
            table = self.tables.setdefault(change.table, {})
            before = table.get(change.key)
            document = change.applied_to(before)
            if document is None:
                table.pop(change.key, None)
                if not table:
                    del self.tables[change.table]
            else:
                table[change.key] = document
                if change.was is None and change.key.isdecimal():
                    following = int(change.key) + 1
                    self.next_ids[change.table] = max(following, self.next_ids.get(change.table, 1))
            self.lookups.changed(change.table, change.key, before, document)
        self.seq = entry.seq
        self.generation += 1
        for change in entry.changes:
            self._changed[change.table] = self.generation
        return entry

    def _visible(self, entry: Entry) -> Entry:
        """`entry` without what it does to hidden tables, which are counted, and masked."""
        if self._mask is not None:
            for change in entry.changes:
                self._mask.met(change.table, now_of(change))
        if self._hidden:
            for change in entry.changes:
                if change.table in self._hidden:
                    self.hidden_counts[change.table] += (change.was is None) - (change.now is None)
            entry = without_tables(entry, self._hidden)
        if self._mask is None:
            return entry
        mask, tables = self._mask, self.tables
        return entry._replace(
            changes=tuple(
                masked_change(change, mask, tables.get(change.table, {}).get(change.key))
                for change in entry.changes
            )
        )

    def version(self, table: str) -> int:
        """Changes whenever a document of `table` may have changed."""
        return max(self._renewed, self._changed.get(table, 0))

    def renew(self, generation: int) -> None:
        """Count every table as changed in `generation`, which must be higher than any before."""
        self.generation = self._renewed = generation

    def mask_news(self, caught: list[Entry]) -> None:
        """Mask the names of residents who came with `caught` in all that is held; the last entry tells of it, too."""
        if self._mask is None or not caught:
            return
        changes = without_news(self._mask, self.tables)
        for change in changes:
            before = self.tables[change.table].get(change.key)
            document = change.applied_to(before)
            assert document is not None
            self.tables[change.table][change.key] = document
            self.lookups.changed(change.table, change.key, before, document)
        if changes:
            self.generation += 1
            for change in changes:
                self._changed[change.table] = self.generation
            caught[-1] = caught[-1]._replace(changes=(*caught[-1].changes, *changes))
