"""Undo and redo at the desk: what is said of them, and what is asked before."""

from __future__ import annotations

from datetime import datetime

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.record import Target
from tui.kinds.words import ACTIONS
from tui.language.errors import Message
from tui.queries.naming import document_name
from tui.store import Entry


class TakingBack:
    """Undo key by key; a change from before commit `since`, with which this sitting began, is asked about first."""

    def __init__(self, context: DeskContext, *, since: int) -> None:
        self._context = context
        self._since = since
        self._asked = 0

    def undo(self) -> tuple[Entry | None, Message]:
        """Take back one's own last change, and what is said of that; None in place of it: it is asked about.

        Raises XingfuError where there is none, or where it cannot be taken back any more.
        """
        history = self._context.desk.history
        last = history.last()
        if last is not None and last.seq <= self._since and self._asked != last.seq:
            self._asked = last.seq
            when = f"{datetime.fromisoformat(last.at):%Y-%m-%d %H:%M}"
            what = Message(ACTIONS.get(last.action, last.action))
            return None, Message(
                "Your last change is not of this sitting: {when}, {what}. The same key again takes it back.",
                {"when": when, "what": what},
            )
        entry = history.undo()
        return entry, undone(self._context, entry)


def undone(context: DeskContext, entry: Entry) -> Message:
    """What was taken back, with the record."""
    what = Message(ACTIONS.get(entry.action, entry.action))
    if named := _record(context, entry):
        return Message("Undone: {what}: {kind} «{name}».", {"what": what, "kind": named[0], "name": named[1]})
    return Message("Undone: {what}.", {"what": what})


def redo(context: DeskContext, _: Target | None) -> Message:
    """Do again what was taken back last; what is said of that. Raises XingfuError where that cannot be."""
    entry = context.desk.history.redo()
    action = str(entry.about["do"])
    what = Message(ACTIONS.get(action, action))
    if named := _record(context, entry):
        return Message(
            "Done again: {what}: {kind} «{name}».", {"what": what, "kind": named[0], "name": named[1]}
        )
    return Message("Done again: {what}.", {"what": what})


def _record(context: DeskContext, entry: Entry) -> tuple[Message, str] | None:
    """The kind and the name of the first record that a commit changed; None if it has no name."""
    store = context.store
    for change in entry.changes:
        current = store.collection(change.table).find_stored(int(change.key))
        name = document_name(store, change.table, current or change.was or change.now or {}, context.tr)
        if name:
            more = sum(other.table == change.table for other in entry.changes) - 1
            named = context.tr("{names} and {n} more", names=name, n=more) if more else name
            return Message(registry.stored_kind(change.table).label), named
    return None
