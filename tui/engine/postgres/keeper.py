"""Looking after a database: what seats have committed is masked and counted as soon as it is there, though no desk of the staff is open.

One connection hears of commits and knows how far each community is. Documents are in memory for a few communities at a
time: those in which something was due last.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import psycopg

from tui.engine.masking_rules import rules
from tui.engine.postgres import faults
from tui.engine.postgres.account import part_of
from tui.engine.postgres.address import Address
from tui.engine.postgres.engine import PostgresEngine
from tui.engine.postgres.keeping import Done, State, keep_up, states
from tui.engine.postgres.link import Link, Patient, Reach
from tui.engine.postgres.listening import Ears, wait
from tui.engine.postgres.waking import Pipe
from tui.language.errors import (
    Message,
    NotAllowed,
    StoreBusy,
    StoreDamaged,
    StoreTooNew,
    StoreUnreachable,
    XingfuError,
)

# Seconds between two looks at a silent server, which find communities that are new; between two where there is no LISTEN.
_LOOK_EVERY: Final = 2.0
_ASK_EVERY: Final = 0.2
# Seconds for which commits that come together are waited for; in which a community is not looked at again.
_TOGETHER: Final = 0.05
_AGAIN_AFTER: Final = 0.2
# The same where it could not be done, and between two attempts to reach the server.
_FAILED: Final = 10.0
_TRY_EVERY: Final = 1.0
# Seconds for which `once` waits for others that hold a community.
_ONCE_FOR: Final = 20.0
# So many communities are kept in memory, another one is added up to so many documents; for so many seconds after something
# was due.
_OPEN: Final = 4
_DOCUMENTS: Final = 10_000
_IDLE: Final = 300.0

Tell = Callable[[Done | Message], None]

log = logging.getLogger(__name__)


class Keeper:
    """Looks after the `communities` in the database of `address`, or all with none named, also those that are new.

    `tell` is given each thing that was done, and in words what went wrong. `folder` is for what a handle keeps on this
    computer, which is nothing here. Used in one thread, but for `stop`.
    """

    def __init__(
        self,
        address: Address,
        communities: Sequence[str] = (),
        *,
        folder: Path,
        now: Callable[[], datetime],
        tell: Tell,
    ) -> None:
        self._address = address.of("")
        self._communities = frozenset(communities)
        self._folder = folder
        self._now = now
        self._tell = tell
        self._link = Link(self._address, Reach(), lock_timeout=1.0)
        self._open: dict[str, PostgresEngine] = {}  # the one that was used last is the last
        self._used: dict[str, float] = {}
        self._not_before: dict[str, float] = {}
        # Once masked by this program's rules: another version is not undone again and again.
        self._renewed: set[str] = set()
        self._failing: dict[str, str] = {}  # what was told of a community
        self._poked = Pipe()
        self._stopped = False

    def stop(self) -> None:
        """End after what is being done now. From any thread, and from a signal's handler."""
        self._stopped = True
        self._poked.signal()

    def close(self) -> None:
        """Close all connections."""
        for community in [*self._open]:
            self._drop(community)
        self._poked.close()

    def once(self) -> bool:
        """Do what is due now; whether all of it could be done. Raises NotAllowed, StoreError."""
        with self._connected() as connection:
            due = self._due(connection)
            goals = {one.community: one.seq for one in due}
            last = time.monotonic()
            while due and not self._stopped:
                ready = [one for one in due if self._is_ready(one)]
                if self._all(ready):
                    last = time.monotonic()
                elif time.monotonic() - last > _ONCE_FOR:
                    for one in due:
                        self._complain(one.community, Message("others have held it all the time"))
                if not ready:
                    wait(_AGAIN_AFTER, self._poked)
                due = [
                    one
                    for one in self._due(connection)
                    if one.community not in self._failing
                    and (not one.reached(goals.get(one.community, 0)) or self._is_masked_otherwise(one))
                ]
        return not (self._failing or self._stopped)

    def run(self) -> None:
        """Do what is due, and go on with what comes, until it is stopped.

        Raises NotAllowed, StoreError where the database refuses; a server that is gone is waited for.
        """
        gone = False
        while not self._stopped:
            try:
                with self._connected() as connection:
                    if gone:
                        self._tell(Message("The database {where} is there again.", {"where": self._where}))
                    gone = False
                    self._follow(connection)
            except StoreUnreachable:
                if not gone:
                    self._tell(
                        Message("{where} cannot be reached; it is tried again", {"where": self._where})
                    )
                gone = True
                if not self._stopped:
                    wait(_TRY_EVERY, self._poked)

    # ---- following

    @property
    def _where(self) -> str:
        return self._address.where

    @contextlib.contextmanager
    def _connected(self) -> Iterator[Patient]:
        """A connection to look by. Raises NotAllowed for a seat's account, StoreError."""
        try:
            with contextlib.closing(self._link.open()) as connection:
                if part_of(connection, self._where):
                    raise NotAllowed(
                        Message(
                            "This account of the database {where} is a seat's. To look after the database takes the account "
                            "that owns the tables, with which the desk works.",
                            {"where": self._where},
                        )
                    )
                yield connection
        except psycopg.Error as error:
            raise faults.told(error, self._where) from error

    def _follow(self, connection: Patient) -> None:
        """Do what is due until it is stopped. Raises psycopg.Error, StoreError."""
        ears = Ears(connection)
        pause = _LOOK_EVERY if ears.open else _ASK_EVERY
        while not self._stopped:
            ears.drain()
            due = self._due(connection, ears)
            ready = [one for one in due if self._is_ready(one)]
            # Those in memory take no time; of the others one at a time, that which has waited longest.
            turn = [one for one in ready if one.community in self._open]
            others = [one for one in ready if one.community not in self._open]
            turn += sorted(others, key=lambda one: self._used.get(one.community, 0))[:1]
            self._all(turn)
            if not turn:
                self._rest()
                wait(min([pause, *map(self._in, due)]), self._poked, ears.fileno())
                wait(_TOGETHER, self._poked)

    def _due(self, connection: Patient, ears: Ears | None = None) -> list[State]:
        """The communities in which something is due. Raises psycopg.Error."""
        found = states(connection, self._communities)
        if ears and ears.listen([one.community for one in found]):
            found = states(connection, self._communities)  # what was committed before it listened
        self._renewed |= {one.community for one in found if one.masked_by == rules()}
        there = {one.community for one in found}
        for name in self._communities - there:
            self._complain(name, Message("there is no such community in the database"))
        for name in there & self._failing.keys() - {one.community for one in found if self._is_due(one)}:
            del self._failing[name]  # somebody else has done it
        return [one for one in found if self._is_due(one)]

    def _is_due(self, state: State) -> bool:
        return state.unmasked or state.uncounted or self._is_masked_otherwise(state)

    def _is_masked_otherwise(self, state: State) -> bool:
        return state.community not in self._renewed and state.masked_otherwise(rules())

    def _in(self, state: State) -> float:
        """Seconds until a community may be looked at again."""
        return max(0.0, self._not_before.get(state.community, 0.0) - time.monotonic())

    def _is_ready(self, state: State) -> bool:
        return not self._in(state)

    # ---- doing

    def _all(self, ready: Sequence[State]) -> bool:
        """Do what is due in these, unless it is stopped; whether anything was done. Raises StoreUnreachable, StoreTooNew."""
        done = [self._do(state) for state in ready if not self._stopped]
        return any(done)

    def _do(self, state: State) -> bool:
        """Do what is due in a community; whether something was. What goes wrong is told, and tried again later.

        Raises StoreUnreachable, StoreTooNew.
        """
        community = state.community
        self._used[community] = time.monotonic()
        try:
            try:
                done = self._done(state)
            except StoreDamaged:  # another store is there by now: a backup was restored, say
                self._drop(community)
                done = self._done(state)
        except (StoreUnreachable, StoreTooNew):
            self._drop(community)
            raise
        except StoreBusy:
            self._not_before[community] = time.monotonic() + _AGAIN_AFTER
            return False
        except XingfuError as error:
            return self._failed(community, error.message)
        except Exception:  # whatever a community has in it keeps up no other
            log.exception("looking after a community")
            return self._failed(community, Message("it could not be done; the log says why"))
        if state.masked is not None:
            self._renewed.add(community)
        self._not_before[community] = time.monotonic() + _AGAIN_AFTER
        self._failing.pop(community, None)
        if done:
            self._tell(done)
        return bool(done)

    def _failed(self, community: str, why: Message) -> bool:
        """Tell what went wrong with a community, which is tried again later; nothing was done."""
        self._drop(community)
        self._complain(community, why)
        self._not_before[community] = time.monotonic() + _FAILED
        return False

    def _done(self, state: State) -> Done:
        renew = state.community not in self._renewed
        with _uncollected():
            return keep_up(self._opened(state.community), state, renew=renew)

    def _complain(self, community: str, why: Message) -> None:
        """Tell, once, that something is wrong with a community."""
        if self._failing.get(community) != str(why):
            self._failing[community] = str(why)
            self._tell(Message("{what}: {why}", {"what": community, "why": why}))

    # ---- memory

    def _opened(self, community: str) -> PostgresEngine:
        """A handle on a community; those that were not used for longest make room. Raises StoreError."""
        engine = self._open.pop(community, None)
        if engine is None:
            while len(self._open) >= _OPEN or self._documents() > _DOCUMENTS:
                self._drop(next(iter(self._open)))
            engine = PostgresEngine(
                self._address.of(community), lambda _: self._folder, now=self._now, holder="keep"
            )
        self._open[community] = engine
        return engine

    def _documents(self) -> int:
        return sum(len(table) for engine in self._open.values() for table in engine.documents.tables.values())

    def _rest(self) -> None:
        """Let go of communities in which nothing was due for long."""
        for community in [*self._open]:
            if time.monotonic() - self._used[community] > _IDLE:
                self._drop(community)

    def _drop(self, community: str) -> None:
        engine = self._open.pop(community, None)
        if engine is not None:
            engine.close()
            # It is in circles, and what it knew is large.
            engine.masks.forget()
            engine.documents.tables.clear()


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Leave garbage until afterwards: to look for it while thousands of documents come takes as long as they do."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
