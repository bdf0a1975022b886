"""Taking back the last change of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from tui.desk.alliance import one_in_office
from tui.desk.rooms import refuse_clashes
from tui.desk.use_case import UseCases
from tui.engine.changes import Change, Entry
from tui.language.errors import Message, WrongState
from tui.store import Store, Transaction

_BOOKKEEPING: Final = frozenset({"rev", "updated_at"})
_NOT_UNDONE: Final = frozenset(
    {"undo", "demo.load", "import", "migrate", "restore", "repair", "forget", "meeting.go"}
)

# What must hold of a table's records as they come back: others went on meanwhile, and may have taken the
# room that was given back. Raises WrongState.
_MUST_HOLD: Final[Mapping[str, Callable[[Transaction, Iterable[int]], None]]] = {
    "bookings": refuse_clashes,
    "appointments": one_in_office,
}
# Records of these tables do not go while another refers to them by this field.
_REFERRED: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "rooms": (("bookings", "room_id"),),
    "needs": (("matches", "need_id"),),
    "offers": (("matches", "offer_id"),),
    "partners": (("offers", "partner_id"), ("appointments", "partner_id")),
    "teams": (("appointments", "team_id"),),
}


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
            put_back(self.store, transaction, entry)
        return entry


def put_back(store: Store, transaction: Transaction, entry: Entry) -> None:
    """Put the documents that a commit changed back as they were, within a transaction that begins so.

    Raises WrongState if somebody changed the same fields since.
    """
    for change in entry.changes:
        id = int(change.key)
        current = store.collection(change.table).find_stored(id)
        if not _stands(change, current):
            raise WrongState(Message("Somebody changed this record since; it cannot be undone any more."))
        transaction.replace(change.table, id, _before(change, current))
    _sound(transaction, entry.changes)


def _sound(transaction: Transaction, changes: Iterable[Change]) -> None:
    """Raises WrongState if what was put back does not fit with what others did since."""
    back: dict[str, list[int]] = {}
    for change in changes:
        back.setdefault(change.table, []).append(int(change.key))
    for table, ids in back.items():
        if table in _MUST_HOLD:
            _MUST_HOLD[table](transaction, ids)
        there = {int(stored["id"]) for stored in transaction.all(table)} if table in _REFERRED else set(ids)
        for other, field in _REFERRED.get(table, ()):
            if any(stored[field] in set(ids) - there for stored in transaction.all(other)):
                raise WrongState(
                    Message("Something was added to this record since; it cannot be undone any more.")
                )


def _stands(change: Change, current: Mapping[str, Any] | None) -> bool:
    """Whether what `change` did is still as it left it."""
    if change.now is None or current is None:
        return (change.now is None) == (current is None)
    absent = object()
    touched = {*change.now, *(change.was or ())} - _BOOKKEEPING
    return all(current.get(f, absent) == change.now.get(f, absent) for f in touched) and all(
        list(ending.now) == (current.get(f) or [])[ending.start :]
        and len(current.get(f) or ()) == ending.start + len(ending.now)
        for f, ending in change.endings.items()
    )


def _before(change: Change, current: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if change.was is None:
        return None
    if change.now is None or current is None:
        return dict(change.was)
    kept = {k: v for k, v in current.items() if k not in change.now or k in change.was}
    lists = {f: [*current[f][: ending.start], *ending.was] for f, ending in change.endings.items()}
    return {**kept, **lists, **{k: v for k, v in change.was.items() if k not in _BOOKKEEPING}}
