"""Making a commit durable, and finding out what became of one whose answer was lost: it counts once, or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui.engine.changes import Entry
from tui.engine.postgres import faults, rows
from tui.engine.postgres.link import ANSWER
from tui.engine.postgres.prepared import Statement
from tui.engine.postgres.shown import masked_by_itself
from tui.engine.postgres.tally import added_by
from tui.language.errors import StoreError
from tui.rules.rollup.tally import RULES

if TYPE_CHECKING:
    from tui.engine.postgres.inside import Inside


# Seconds for the watch to see whether it is this connection alone that broke.
_LOOK: Final = 1.0


class Commits:
    """The commits of one handle. Used while it holds the community's row."""

    def __init__(self, engine: Inside) -> None:
        self._engine = engine
        self.doubtful = ""  # the key of a commit whose answer was lost
        self.counted = True  # whether the tally was kept with the last commit

    def make_durable(self, entry: Entry, written: rows.Written) -> Entry:
        """Have the database keep the commit, which is given back as memory is to have it.

        Raises StoreError; nothing is kept then, unless it is in doubt.
        """
        engine = self._engine
        key = uuid.uuid4().hex
        held = entry
        masked, told, others = engine.masks.with_commit(entry, written)
        if engine.sight.masked:
            held, masked = masked_by_itself(entry, written.after)
        parameters: tuple[object, ...] = (
            engine.address.community, key, engine.seq, entry.at, entry.by, entry.seat, entry.action,
            written.about, written.changes, written.names, written.ids, written.bodies,
            written.next_names, written.next_ids, masked,
        )  # fmt: skip
        if not engine.sight.bounded:
            added = added_by(written.after, engine.documents.tables)
            parameters = (*parameters, told, engine.address.community, RULES, entry.at, *added)
        statements = [Statement(engine.sight.commit, parameters), *others, Statement("commit")]
        if engine.notify:
            statements.append(Statement(engine.notify))
        try:
            answer = engine.link.ask_once(statements, patience=engine.lock_timeout + 2 * ANSWER)
        except StoreError:
            engine.holds = False
            if not self._kept(key):  # else the hint to others failed, not the commit
                raise
            answer = [[(entry.seq, False)]]
        engine.holds = self.counted = False
        if answer is None:
            self._find_out(key, statements)
        elif answer[0][0][0] != entry.seq:
            raise faults.others_first()
        else:
            self.counted = answer[0][0][1]
        if told is not None:
            engine.masks.upto = entry.seq
        return held

    def _find_out(self, key: str, statements: Sequence[Statement]) -> None:
        """The answer to a commit was lost: find the commit by its key, or make it now. Raises StoreError."""
        engine = self._engine
        where = engine.address.where
        self.doubtful = key
        engine.link.reach.wait(_LOOK)
        try:
            # Waits for the session that broke to end: it held this row.
            found, _ = engine.held(engine.lock_timeout + ANSWER)
            kept = self._kept(key)
        except StoreError as error:
            engine.link.roll_back()
            raise faults.in_doubt(where) from error
        try:
            if kept or not found or found[0][0] != engine.seq:
                self.doubtful = ""
                if kept:
                    return
                raise faults.others_first()
            if engine.link.ask_once(statements) is None:
                raise faults.in_doubt(where)
            self.doubtful = ""
        finally:
            engine.link.roll_back()

    def _kept(self, key: str) -> bool:
        engine = self._engine
        (found,) = engine.link.ask(engine.sight.kept, (engine.address.community, key))
        return bool(found)

    def settle(self) -> None:
        """Under the lock: whether the commit in doubt was made. Raises StoreWriteFailed, once, if it was."""
        kept = self._kept(self.doubtful)
        self.doubtful = ""
        if kept:
            raise faults.kept_after_all()
