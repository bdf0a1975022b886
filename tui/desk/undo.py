"""Taking back the last change of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from tui.desk.soundness import missing
from tui.desk.use_case import UseCases
from tui.engine.changes import Change, Entry
from tui.kinds import registry
from tui.kinds.declaration import load
from tui.language.errors import Message, WrongState
from tui.store import Store, Transaction

_BOOKKEEPING: Final = frozenset({"rev", "updated_at"})
_NOT_UNDONE: Final = frozenset(
    {"undo", "demo.load", "import", "migrate", "restore", "repair", "forget", "meeting.go"}
)


class UndoDesk(UseCases):
    """The last change of this actor at this seat that still stands."""

    def last(self) -> Entry | None:
        """The commit that `undo` would take back, or None."""
        undone: set[int] = set()
        for entry in self._own():
            if entry.seq in undone:
                continue
            if entry.action == "undo":
                undone.add(entry.about["of"])
            elif not _stays(entry.action):
                return entry
        return None

    def kept_since(self, entry: Entry) -> Entry | None:
        """One's own newest commit after `entry` that is none to be taken back, such as a paper that went out; or None.

        That the record of a meeting went on to another item is nothing that anybody would take back.
        """
        for later in self._own():
            if later.seq <= entry.seq:
                break
            if later.action not in {"undo", "meeting.go"} and _stays(later.action):
                return later
        return None

    def last_undone(self) -> Entry | None:
        """The undoing that `redo` would take back: of those since the last other change of one's own; or None."""
        redone: set[int] = set()
        for entry in self._own():
            if entry.seq in redone:
                continue
            if entry.about.get("again"):
                redone.add(entry.about["of"])
            elif entry.action == "undo":
                return entry
            elif not _stays(entry.action):
                return None
        return None

    def _own(self) -> Iterator[Entry]:
        """The commits of this actor at this seat, the newest first."""
        for entry in self.store.audit(newest_first=True, archived=False):
            if (entry.by, entry.seat) == (self.actor.name, self.actor.seat):
                yield entry

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

    def undo_one(self, seq: int) -> Entry:
        """Put the documents of one's own commit `seq` back as they were, whatever else was done since; that commit.

        Raises WrongState if it is none of one's own that can be undone, or if somebody changed the same fields since.
        """
        self.require("undo")
        undone: set[int] = set()
        for entry in self._own():
            if entry.action == "undo" and entry.seq not in undone:
                undone.add(entry.about["of"])
            elif entry.seq == seq:
                break
        else:
            raise WrongState(Message("There is no change of yours to undo."))
        if seq in undone or _stays(entry.action):
            raise WrongState(Message("This was taken back already, or is nothing that can be taken back."))
        with self.begin("undo", {"of": entry.seq, "do": entry.action}) as transaction:
            put_back(self.store, transaction, entry)
        return entry

    def redo(self) -> Entry:
        """Do again what was undone last; the commit that had undone it.

        It is kept as an undoing of that. Raises WrongState if there is none, or if somebody changed the same fields since.
        """
        self.require("undo")
        entry = self.last_undone()
        if entry is None:
            raise WrongState(Message("Nothing of yours was undone that could be done again."))
        about = {"of": entry.seq, "do": entry.about["do"], "again": True}
        with self.begin("undo", about) as transaction:
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
    """Raises WrongState if what was put back does not fit with what others did since.

    Whether others refer to what goes is asked at the end of every use case.
    """
    back: dict[str, list[int]] = {}
    for change in changes:
        back.setdefault(change.table, []).append(int(change.key))
    for table, ids in back.items():
        if must_hold := registry.stored_kind(table).must_hold:
            load(must_hold)(transaction, ids)
    if next(missing(transaction), None):
        raise WrongState(Message("What this record names is not there any more; it cannot be undone."))


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


def _stays(action: str) -> bool:
    """Whether a commit is none that its author takes back: a paper that went out is out."""
    return action in _NOT_UNDONE or action.startswith("paper.")
