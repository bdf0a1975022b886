"""Undo and redo at the desk: what is said of them, and what is asked before."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.record import Target
from tui.kinds.words import ACTIONS
from tui.language.errors import Message
from tui.queries.naming import document_name
from tui.store import Entry

# Acts whose name begins with the kind that they are done from, and that are known by another record that they change.
_KNOWN_BY_ANOTHER: Final = ("meeting.", "visit.wish")


class TakingBack:
    """Undo key by key. What is not the last step of this sitting, begun with commit `since`, is asked about first."""

    def __init__(self, context: DeskContext, *, since: int) -> None:
        self._context = context
        self._since = since
        self._asked: frozenset[int] = frozenset()

    def undo(self) -> tuple[Entry | None, Message]:
        """Take back one's own last change, and what is said of that; None in place of it: it is asked about.

        Raises XingfuError where there is none, or where it cannot be taken back any more.
        """
        history = self._context.desk.history
        last = history.last()
        if last is not None and (question := self._question(last)):
            return None, question
        entry = history.undo()
        return entry, undone(self._context, entry)

    def _question(self, last: Entry) -> Message | None:
        """What is asked, once, before `last` is taken back; None if nothing is."""
        context = self._context
        what, kept = _what(context, last), context.desk.history.kept_since(last)
        if kept is not None and self._first(kept):
            self._first(last)
            return Message(
                "Your last step stays: {kept}. The one before it: {what}. The same key again takes that back.",
                {"kept": _what(context, kept), "what": what},
            )
        of_this_sitting = last.seq > self._since and last.seq in context.store.made_here
        if not of_this_sitting and self._first(last):
            return Message(
                "Your last change is not of this sitting: {when}, {what}. The same key again takes it back.",
                {"when": f"{datetime.fromisoformat(last.at):%Y-%m-%d %H:%M}", "what": what},
            )
        return None

    def _first(self, entry: Entry) -> bool:
        """Whether nothing was asked about `entry` yet; from now on it was."""
        asked, self._asked = entry.seq in self._asked, self._asked | {entry.seq}
        return not asked


def undone(context: DeskContext, entry: Entry) -> Message:
    """What was taken back, with the record."""
    return Message("Undone: {what}.", {"what": _what(context, entry)})


def redo(context: DeskContext, _: Target | None) -> Message:
    """Do again what was taken back last; what is said of that. Raises XingfuError where that cannot be."""
    entry = context.desk.history.redo()
    return Message("Done again: {what}.", {"what": _what(context, entry)})


def _what(context: DeskContext, entry: Entry) -> Message:
    """What a commit did, with the kind and the name of the record; of an undoing, what was taken back."""
    action = str(entry.about.get("do", entry.action))
    what = Message(ACTIONS.get(action, action))
    named = _record(context, entry, action)
    return (
        Message("{what}: {kind} «{name}»", {"what": what, "kind": named[0], "name": named[1]})
        if named
        else what
    )


def _record(context: DeskContext, entry: Entry, action: str) -> tuple[Message, str] | None:
    """The kind and the name of the record that a commit was about; None if it has no name.

    That is the first one of the kind that the act is called after; where it changed none, the first that it changed.
    """
    store, of = context.store, action.partition(".")[0]
    changes = list(entry.changes)
    if not action.startswith(_KNOWN_BY_ANOTHER):
        changes.sort(key=lambda change: registry.stored_kind(change.table).name != of)
    for change in changes:
        current = store.collection(change.table).find_stored(int(change.key))
        name = document_name(store, change.table, current or change.was or change.now or {}, context.tr)
        if name:
            more = sum(other.table == change.table for other in entry.changes) - 1
            named = context.tr("{names} and {n} more", names=name, n=more) if more else name
            return Message(registry.stored_kind(change.table).label), named
    return None
