"""The connection to the database: made when it is needed, made again when it broke, and never waited for without end."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.adapt import Dumper

from tui.engine.postgres.address import Address
from tui.engine.postgres.connecting import Host, with_addresses
from tui.engine.postgres.faults import is_lost, not_connected, told
from tui.engine.postgres.prepared import Prepared, Rows, Statement, as_array
from tui.engine.postgres.silence import require_answer, while_heard
from tui.language.errors import StoreError, StoreUnreachable

Query = sql.Composed | str | Sequence[Statement]

# Seconds: to connect, for the answer to a small question, and to one that reads everything.
CONNECT: Final = 3
ANSWER: Final = 4.0
LONG: Final = 120.0
# Seconds between two attempts to reach a server that did not answer, where nobody else looks.
AGAIN_AFTER: Final = 1.0
# A session that holds a community and is silent for so long is ended by the server.
SILENT: Final = 30.0


class Patient(psycopg.Connection[tuple[Any, ...]]):
    """A connection that gives up when an answer takes longer than `patience` seconds, or when the server says nothing to anybody."""

    patience = LONG
    prepared: Prepared
    look: Callable[[Patient], None] | None = None  # raises psycopg.Error where nothing is to be waited for

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """As the library's own, within `patience`."""
        waited = while_heard(gen, partial(self.look, self)) if self.look else gen
        return super().wait(waited, interval, self.patience if timeout is None else timeout)


class Array(Dumper):
    """A list of texts, numbers and None, as the server reads an array.

    The library's own looks at each item's type and goes through it with a regular expression: the most of what a
    commit cost in this process.
    """

    def dump(self, obj: Sequence[object]) -> bytes:
        """The array's text, in UTF-8."""
        return as_array(obj)


class Reach:
    """Whether the server can be reached, as far as this process knows; shared by its connections.

    While somebody `looks` (a watch, in a thread of its own) a server that is gone is not tried by others: they are told
    at once. Else it is tried again now and then.
    """

    def __init__(self) -> None:
        self.looks: Callable[[], None] | None = None
        self.losses = 0  # how often the server was lost
        self.answered: Host | None = None  # of several, the one that did last
        self._failure: StoreUnreachable | None = None
        self._since = 0.0
        self._looked = threading.Event()  # who looks has done so since the last loss

    @property
    def gone(self) -> bool:
        """Whether the server is taken for gone."""
        return self._failure is not None

    def lost(self, failure: StoreUnreachable) -> None:
        """Note that the server did not answer."""
        self._failure, self._since = failure, time.monotonic()
        self.losses += 1
        if self.looks:
            self._looked.clear()
            self.looks()
        else:
            self._looked.set()

    def found(self) -> None:
        """Note that the server has answered."""
        self._failure = None
        self._looked.set()

    def found_since(self, losses: int) -> bool:
        """Note that a question was answered that was asked after so many losses; whether the server was taken for gone."""
        if self._failure is None or self.losses != losses:
            return False
        self.found()
        return True

    def wait(self, seconds: float) -> None:
        """Wait for who looks, at most so long: it may be one connection that broke, and not the server that is gone."""
        if self.looks and self._failure:
            self._looked.wait(seconds)

    def require(self) -> None:
        """Raises StoreUnreachable if the server is known to be gone and it is not time to try again."""
        if self._failure and (self.looks or time.monotonic() - self._since < AGAIN_AFTER):
            raise self._failure


class Link:
    """One connection to the database of `address`, for one thread at a time.

    `greet` is called with each new connection before it is used. `lock_timeout` (seconds) is how long others' locks
    are waited for.
    """

    def __init__(
        self,
        address: Address,
        reach: Reach,
        *,
        lock_timeout: float,
        greet: Callable[[Patient], None] | None = None,
    ) -> None:
        self.address = address
        self.reach = reach
        self.lock_timeout = lock_timeout
        self._greet = greet
        self._connection: Patient | None = None
        self._losses = 0  # how often the server had been lost when the connection was made

    @property
    def where(self) -> str:
        """The address as it may be shown."""
        return self.address.where

    def begin(self) -> None:
        """Connect, unless that is done. Raises StoreError."""
        self.ask(())

    def ask(self, query: Query, parameters: Sequence[object] = (), *, patience: float = ANSWER) -> list[Rows]:
        """The rows of each statement in `query`, which has `parameters`, or those of its own. Raises StoreError.

        A connection that turns out to be broken is made anew and asked once more: for what may be done twice. Not if
        that took long to turn out, for then the way there is silent.
        """
        begin = time.monotonic()
        if self._connection is not None and not self._in_transaction(self._connection):
            self.reach.require()
            if self._losses != self.reach.losses:
                self.close()  # it may be dead, and nobody has said so
        again = self._connection is not None and not self._in_transaction(self._connection)
        try:
            return self._asked(query, parameters, patience)
        except _Lost as lost:
            if not again or time.monotonic() - begin > ANSWER / 2:
                raise lost.failure from lost.__cause__
        self.reach.found()  # it was this connection; whether the server is gone shows now
        try:
            return self._asked(query, parameters, patience)
        except _Lost as lost:
            raise lost.failure from lost.__cause__

    def ask_once(
        self, query: Query, parameters: Sequence[object] = (), *, patience: float = ANSWER
    ) -> list[Rows] | None:
        """As `ask`, on the connection that is there; None if it broke, and nobody knows what became of it."""
        try:
            return self._asked(query, parameters, patience)
        except _Lost:
            return None

    def roll_back(self) -> None:
        """End a transaction that is to leave nothing; a connection that cannot do that is dropped."""
        connection = self._connection
        if connection is None:
            return
        try:
            if self._in_transaction(connection):
                connection.patience = ANSWER
                connection.execute("rollback")
        except psycopg.Error:
            self.close()

    @staticmethod
    def _in_transaction(connection: Patient) -> bool:
        return connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE

    def open(self) -> Patient:
        """A new connection, which the caller closes. Raises StoreError."""
        self.reach.require()
        try:
            connection = self.connect()
        except psycopg.Error as error:
            failure = not_connected(error, self.where)
            if isinstance(failure, StoreUnreachable):
                self.reach.lost(failure)
            raise failure from error
        self.reach.found()
        return connection

    def connect(self) -> Patient:
        """A new connection. Raises psycopg.Error."""
        connection = Patient.connect(
            with_addresses(self.address.conninfo, self.reach.answered, CONNECT),
            autocommit=True,
            prepare_threshold=None,
            connect_timeout=CONNECT,
            application_name="xingfu",
            client_encoding="UTF8",
            # A line on which nothing arrives any more is given up by the system too, also while others' locks are waited for.
            keepalives_idle=5,
            keepalives_interval=2,
            keepalives_count=3,
            tcp_user_timeout=int(ANSWER * 1000),
        )
        self.reach.answered = Host(connection.info.host, str(connection.info.port))
        connection.look = look = partial(self._require_answer, losses=self.reach.losses)
        connection.adapters.register_dumper(list, Array)
        connection.prepared = Prepared(connection, partial(look, connection))
        try:
            connection.patience = ANSWER
            connection.execute(
                f"set lock_timeout = {int(self.lock_timeout * 1000)}; "
                f"set idle_in_transaction_session_timeout = {int(SILENT * 1000)}; "
                "set client_min_messages = error".encode()
            )
        except BaseException:
            connection.close()
            raise
        return connection

    def _require_answer(self, connection: Patient, *, losses: int) -> None:
        """Raises psycopg.Error if the server was lost since there were so many `losses`, or says nothing now."""
        if self.reach.losses != losses:
            raise psycopg.OperationalError("the server was lost meanwhile")
        require_answer(connection, self.address.conninfo)

    def close(self) -> None:
        """Close the connection, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(psycopg.Error):
                connection.close()

    def _asked(self, query: Query, parameters: Sequence[object], patience: float) -> list[Rows]:
        try:
            connection = self._connection or self._connected()
            connection.patience = patience
            if not isinstance(query, str | sql.Composed):
                return connection.prepared.exchange(query, patience) if query else []
            with psycopg.ClientCursor(connection) as cursor:
                cursor.execute(query.encode() if isinstance(query, str) else query, parameters or None)
                return list(results(cursor))
        except psycopg.Error as error:
            failure = self._noted(error, self._connection)
            if self._connection is None:
                raise _Lost(failure) from error
            self.roll_back()
            raise failure from error

    def _connected(self) -> Patient:
        self._losses = self.reach.losses
        connection = self.open()
        try:
            connection.patience = LONG
            if self._greet:
                self._greet(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        return connection

    def _noted(self, error: psycopg.Error, connection: Patient | None) -> StoreError:
        """What to tell of `error`; a broken connection is dropped."""
        if not is_lost(error, connection):
            return told(error, self.where)
        self.close()
        failure = told(error, self.where)
        if isinstance(failure, StoreUnreachable):
            self.reach.lost(failure)
        return failure


def listens(connection: Patient) -> bool:
    """Whether this server has LISTEN and NOTIFY: PostgreSQL has, CockroachDB and older YugabyteDB have not."""
    info = connection.info
    version = info.parameter_status("server_version") or ""
    return info.parameter_status("crdb_version") is None and "-YB-" not in version


class _Lost(Exception):
    """The connection broke, and the query with it."""

    def __init__(self, failure: StoreError) -> None:
        super().__init__(failure)
        self.failure = failure


def results(cursor: psycopg.ClientCursor[tuple[Any, ...]]) -> Iterator[Rows]:
    """The rows of each statement that was executed."""
    while True:
        yield cursor.fetchall() if cursor.description else []
        if not cursor.nextset():
            return
