"""The tally of an open store, kept up to date by commits: each costs what it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tui.kinds.record import Stored
from tui.language.errors import Message, StoreBusy
from tui.rules.rollup.tally import TABLES, Tally, moved, whole
from tui.store import Change, Entry, Store

# So often all is counted again if others commit while it is being counted.
_TRIES: Final = 5


class TallyKeeper:
    """Keeps the tally of a store. `known` is one that was kept, of any commit.

    A handle that is `partial`, and holds less than what is stored, keeps it of its own commits alone: of what it writes it
    holds all that is counted. It cannot count anew.
    """

    def __init__(self, store: Store, known: Tally | None = None, *, partial: bool = False) -> None:
        self._store = store
        self._partial = partial
        self._tally = known
        self._ahead: list[Entry] = []

    def follow(self, entries: Sequence[Entry]) -> None:
        """Take in commits, one's own or others', the oldest first."""
        self._ahead += entries
        store, tally = self._store, self._tally
        if not self._ahead or self._ahead[-1].seq < store.seq:
            return  # those after it are about to come
        taken, self._ahead = self._ahead, []
        self._tally = None
        numbers = [entry.seq for entry in taken]
        if tally is None or numbers != list(range(tally.seq + 1, store.seq + 1)):
            return
        if self._partial and not store.made_here.issuperset(numbers):
            return
        sums = moved(tally.sums, self._differences(taken))
        if store.seq == numbers[-1]:
            name = tally.name if self._partial else _name(store)
            self._tally = Tally(store.seq, name, taken[-1].at, sums)

    def _differences(self, entries: Sequence[Entry]) -> list[tuple[str, Stored | None, Stored | None]]:
        """Of each document that was changed its table, how it was before the first of the commits, and how it is now."""
        found: dict[tuple[str, str], tuple[Stored | None, Stored | None]] = {}
        for entry in reversed(entries):
            for change in entry.changes:
                if change.table in TABLES:
                    at = change.table, change.key
                    now = self._store.collection(change.table).find_stored(int(change.key))
                    last, first = found.get(at, (now, now))
                    found[at] = last, _before(first, change)
        return [(table, first, last) for (table, _), (last, first) in found.items()]

    @property
    def ready(self) -> bool:
        """Whether the tally is that of the store now, and costs nothing."""
        return self._tally is not None and self._tally.seq == self._store.seq

    def tally(self) -> Tally:
        """The tally now; all documents are counted where it is not known. May run in a thread."""
        store = self._store
        for _ in range(_TRIES):
            known = self._tally
            if known is not None and known.seq == store.seq:
                return known
            seq = store.seq
            sums = whole(lambda table: store.collection(table).stored())
            last = next(store.audit(newest_first=True), None)
            if store.seq == seq:
                self._tally = found = Tally(seq, _name(store), last.at if last else "", sums)
                self._ahead = [entry for entry in self._ahead if entry.seq > seq]
                return found
        raise StoreBusy(Message("Others write without a pause; nothing could be counted."))


def own_end(store: Store, entries: Sequence[Entry]) -> list[Entry]:
    """The last of these commits as far back as all are this handle's own."""
    end: list[Entry] = []
    for entry in reversed(entries):
        if entry.seq not in store.made_here:
            break
        end.insert(0, entry)
    return end


def _name(store: Store) -> str:
    return str((store.community or {}).get("name") or "")


def _before(document: Stored | None, change: Change) -> Mapping[str, Any] | None:
    """The document before a change, but for its lists, which no tally reads."""
    if change.was is None:
        return None
    if change.now is None or document is None:
        return change.was
    kept = {k: v for k, v in document.items() if k not in change.now or k in change.was}
    return {**kept, **change.was}
