"""The tallies of the communities in one database, followed on one connection. No document is read here.

A thread of its own asks and listens: no screen waits for a server that is slow or gone. What it knows last stays when the
server goes, and is told to be of then.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from typing import Final, NamedTuple

import orjson
import psycopg

from tui.engine.postgres.account import part_of
from tui.engine.postgres.address import Address
from tui.engine.postgres.faults import told
from tui.engine.postgres.link import Link, Patient, Reach
from tui.engine.postgres.listening import Ears, wait
from tui.engine.postgres.tally import PUT, WITHHELD, row_of
from tui.engine.postgres.waking import Pipe
from tui.language.errors import Message, StoreError, StoreUnreachable
from tui.rules.rollup.tally import RULES, Kept, Tally, Wrong

# Seconds between two looks at a silent server, which find communities that are new; between two where there is no LISTEN.
_LOOK_EVERY: Final = 3.0
_ASK_EVERY: Final = 0.15
# Seconds between two attempts to reach a server that is gone, and one that refuses.
_TRY_EVERY: Final = 1.0
_REFUSED: Final = 5.0
# Seconds for which the board waits for it to end.
_CLOSING: Final = 0.3
# Seconds for which commits that come together are waited for.
_TOGETHER: Final = 0.01

# What is known already is not sent again. Sums of months that are over are in no figure, but for wishes that are still due.
_LOOK: Final = """
select c.community, c.seq, t.seq, t.rules, t.name, t.last,
    case when t.rules = %s and t.seq is distinct from k.seq then (
        select json_object_agg(concat_ws(' ', s.what, nullif(s.at, '')), s.amount)::text from xingfu.sums s
        where s.community = c.community and (s.at = '' or s.what = 'due' or s.at >= %s)
    ) end
from xingfu.communities c
left join xingfu.tallies t on t.community = c.community
left join unnest(%s::text[], %s::bigint[]) as k(community, seq) on k.community = c.community
where c.seq > 0 and (%s or c.community = any(%s::text[])) and (%s = '' or exists (
    select from xingfu.seats p where p.community = c.community and p.seat = %s and p.role = 'overseer'
))
order by c.community
"""
_READY: Final = "select to_regclass('xingfu.migrations') is not null"


class _Known(NamedTuple):
    """A community's number, and its tally if there is one."""

    seq: int
    tally: Tally | None

    @property
    def current(self) -> bool:
        return self.tally is not None and self.tally.seq == self.seq


class DatabaseTallies:
    """The tallies of the database of `address` (`tui.engine.tallies.Tallies`): of `communities`, or all with none named.

    `since` is a month (2026-11): sums of earlier ones are left out. With a `seat`, of those in which it oversees.
    """

    def __init__(self, address: Address, communities: Sequence[str], since: str, seat: str = "") -> None:
        self._address = address
        self._communities = tuple(dict.fromkeys(communities))
        self._since = since
        self._seat = seat
        self._link = Link(address, Reach(), lock_timeout=1.0)
        self._known: dict[str, _Known] = {}
        self._withheld: frozenset[str] = frozenset()
        self._counted: dict[str, Tally] = {}
        self._kept: tuple[Kept, ...] | None = None
        self._told, self._poked = Pipe(), Pipe()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    # ---- for the board

    def begin(self) -> None:
        """Follow the database from now on."""
        self._thread = threading.Thread(target=self._run, name="tallies", daemon=True)
        self._thread.start()

    def read(self) -> Sequence[Kept]:
        """What is known. It is asked for now where nothing follows it."""
        if self._thread is None:
            try:
                with contextlib.closing(self._link.open()) as connection:
                    self._look(connection)
            except (psycopg.Error, StoreError) as error:
                self._tell_lost(error)
        return self._waiting() if self._kept is None else self._kept

    def watches(self) -> Sequence[DatabaseTallies]:
        """Itself."""
        return [self]

    def counted(self, address: str, tally: Tally) -> None:
        """Take in a tally that was counted again; it counts for as long as nobody commits."""
        for community in list(self._known):
            if self._address.of(community).text == address:
                self._counted[community] = tally
                self._poked.signal()

    # ---- as a watch

    def fileno(self) -> int:
        """The descriptor that becomes readable when something has changed."""
        return self._told.fileno()

    def drain(self) -> None:
        """Take away what has been signalled so far."""
        self._told.drain()

    def close(self) -> None:
        """Follow no more."""
        self._closing.set()
        self._poked.signal()
        if self._thread:
            self._thread.join(timeout=_CLOSING)
            if self._thread.is_alive():
                return  # it waits for a server that is gone, and ends with the program
        self._told.close()
        self._poked.close()

    # ---- the thread

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                with contextlib.closing(self._link.open()) as connection:
                    self._follow(connection)
            except (psycopg.Error, StoreError) as error:
                failure = self._tell_lost(error)
                self._told.signal()
                self._wait(_TRY_EVERY if isinstance(failure, StoreUnreachable) else _REFUSED)

    def _follow(self, connection: Patient) -> None:
        """Tell what changes until the connection breaks (psycopg.Error) or the board is closed."""
        ears = Ears(connection)
        self._known = {}  # the database may be another one by now
        while not self._closing.is_set():
            before = self._kept
            self._look(connection)
            if ears.listen(self._known):
                self._look(connection)  # what was committed before it listened
            if self._kept != before:
                self._told.signal()
            self._wait(_LOOK_EVERY if ears.open else _ASK_EVERY, ears.fileno())
            self._wait(_TOGETHER)
            ears.drain()  # which of them it was shows in the numbers

    def _wait(self, seconds: float, *more: int) -> None:
        """Wait until something comes, from the board or one of `more`; at most `seconds`."""
        wait(seconds, self._poked, *more)
        if not self._closing.is_set():
            self._poked.drain()

    # ---- what is known

    def _look(self, connection: Patient) -> None:
        """Read what has changed. Raises psycopg.Error, StoreError."""
        if not self._known:
            # A board makes no tables: where there are none, there is no community either.
            ((ready,),) = connection.execute(_READY).fetchall()
            if not ready:
                self._known = {}
                self._tell()
                return
            # Row-level security withholds sums from a seat's account that oversees.
            overseer = part_of(connection, self._address.where) == "overseer"
            self._withheld = WITHHELD if overseer else frozenset()
        held = {name: one.tally.seq for name, one in self._known.items() if one.tally}
        with psycopg.ClientCursor(connection) as cursor:
            cursor.execute(
                _LOOK.encode(),
                (RULES, self._since, list(held), list(held.values()),
                 not self._communities, list(self._communities), self._seat, self._seat),
            )  # fmt: skip
            rows = cursor.fetchall()
        known: dict[str, _Known] = {}
        for community, seq, of, rules, name, last, sums in rows:
            tally = None
            if rules == RULES:
                before = self._known.get(community)
                tally = before.tally if before else None
                if tally is None or tally.seq != of:
                    tally = Tally(of, name, last, _sums(sums))
            known[community] = _Known(seq, tally)
        self._known = known
        self._tell()

    def _tell(self) -> None:
        """Make what is known what is read."""
        kept = []
        for community, known in self._known.items():
            counted = self._counted.get(community)
            if counted is not None and (counted.seq != known.seq or known.current):
                del self._counted[community]
                counted = None
            current = known.current or counted is not None
            address = self._address.of(community).text
            kept.append(Kept(address, counted or known.tally, current, withheld=self._withheld))
        missing = [one for one in self._communities if one not in self._known]
        if not (self._communities or kept):
            missing = [""]
        kept += [self._missing(one) for one in missing]
        self._kept = tuple(kept)

    def _missing(self, community: str) -> Kept:
        text = self._address.of(community).text
        if self._seat:
            return Kept(text, None, current=True, wrong="unseated")
        why = Message("there is no community in the database")
        if community:
            why = Message("there is no such community in the database")
        return Kept(text, None, current=True, wrong="missing", why=why)

    def _waiting(self) -> Sequence[Kept]:
        """What is shown before the server has answered for the first time."""
        names = self._communities or ("",)
        return [Kept(self._address.of(one).text, None, current=True, wrong="waiting") for one in names]

    def _tell_lost(self, error: Exception) -> StoreError:
        """The server is gone, or refuses: what was known stays, and is told to be of then. What is to be told."""
        failure = error if isinstance(error, StoreError) else told(error, self._address.where)  # type: ignore[arg-type]
        gone = isinstance(failure, StoreUnreachable)
        why = (
            Message("{where} cannot be reached; it is tried again", {"where": self._address.where})
            if gone
            else failure.message
        )
        wrong: Wrong = "unreachable" if gone else "unreadable"
        self._kept = tuple(
            one._replace(current=True, wrong=wrong, why=why) for one in self._kept or self._waiting()
        )
        return failure


def _sums(text: str | None) -> dict[str, float]:
    return {name: float(amount) for name, amount in orjson.loads(text or "{}").items()}


def keep(address: Address, tally: Tally) -> bool:
    """Keep a tally that was counted from all documents, unless a commit has come since; whether it was. Raises StoreError."""
    link = Link(address, Reach(), lock_timeout=1.0)
    try:
        (((kept,),),) = link.ask(PUT, row_of(address.community, tally))
    finally:
        link.close()
    return bool(kept)
