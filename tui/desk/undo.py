"""Taking back the last change of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tui.desk.use_case import UseCases
from tui.errors import Message, WrongState
from tui.journal import Change, Entry

_BOOKKEEPING: Final = frozenset({"rev", "updated_at"})
_NOT_UNDONE: Final = frozenset(
    {"undo", "demo.load", "import", "migrate", "restore", "repair", "forget", "meeting.go"}
)


class UndoDesk(UseCases):
    """The last change of this actor at this seat that still stands."""

    def last(self) -> Entry | None:
        """The commit that `undo` would take back, or None."""
        undone: set[int] = set()
        for entry in self.store.audit(newest_first=True, archived=False):
            if entry.by != self.actor.name or entry.seat != self.actor.seat:
                continue
            if entry.action == "undo":
                undone.add(entry.about["of"])
            elif entry.seq not in undone and entry.action not in _NOT_UNDONE:
                return entry
        return None

    def undo(self) -> Entry:
        """Put the documents of the last own change back as they were; the commit taken back.

        Raises WrongState if there is none, or if somebody changed the same fields since.
        """
        self.require("undo")
        entry = self.last()
        if entry is None:
            raise WrongState(Message("There is no change of yours to undo."))
        with self.begin("undo", {"of": entry.seq, "do": entry.action}) as transaction:
            for change in entry.changes:
                id = int(change.key)
                current = self.store.collection(change.table).find_stored(id)
                if not _stands(change, current):
                    raise WrongState(
                        Message("Somebody changed this record since; it cannot be undone any more.")
                    )
                transaction.replace(change.table, id, _before(change, current))
        return entry


def _stands(change: Change, current: Mapping[str, Any] | None) -> bool:
    """Whether what `change` did is still as it left it."""
    if change.now is None or current is None:
        return (change.now is None) == (current is None)
    absent = object()
    touched = {*change.now, *(change.was or ())} - _BOOKKEEPING
    return all(current.get(f, absent) == change.now.get(f, absent) for f in touched)


def _before(change: Change, current: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if change.was is None:
        return None
    if change.now is None or current is None:
        return dict(change.was)
    kept = {k: v for k, v in current.items() if k not in change.now or k in change.was}
    return {**kept, **{k: v for k, v in change.was.items() if k not in _BOOKKEEPING}}
