"""Where the PIN of a seat is kept in the database: a row, which who tries a PIN holds meanwhile."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from tui.engine.postgres.beside import notify
from tui.engine.postgres.link import Patient, listens
from tui.language.errors import StoreUnreachable

# Gives a connection for one question.
Connected = Callable[[], AbstractContextManager[Patient]]


class Known:
    """What the row of a PIN held when it was last heard."""

    content: bytes | None = None


class PinRow:
    """The row of one seat; `known` is for who must not wait for the network.

    A PIN that cannot be looked at in the database is compared with what is known: a locked screen opens without a server too.
    """

    def __init__(
        self,
        connected: Connected,
        community: Callable[[], str],
        seat: str,
        where: str,
        known: Known | None = None,
    ) -> None:
        self.seat = seat
        self.where = where
        self.host = socket.gethostname()
        self._connected = connected
        self._community = community
        self._known = known
        self._turn = threading.Lock()
        self._holding: Patient | None = None

    def read(self) -> bytes | None:
        """What is kept; None if nothing is. While it is not held, as last heard. Raises StoreError."""
        if self._holding is None and self._known is not None:
            return self._known.content
        with self._here() as connection:
            row = connection.execute(
                "select content from xingfu.pins where community = %s and seat = %s",
                (self._community(), self.seat),
            ).fetchone()
        return row[0].encode() if row else None

    def write(self, content: bytes) -> None:
        """Keep `content`, durably. Raises StoreError."""
        with self._here() as connection:
            connection.execute(
                "insert into xingfu.pins (community, seat, content) values (%s, %s, %s) "
                "on conflict (community, seat) do update set content = excluded.content",
                (self._community(), self.seat, content.decode()),
            )
            self._changed(connection, content)

    def remove(self) -> bool:
        """Keep nothing any more; whether anything was. Raises StoreError."""
        with self._here() as connection:
            done = connection.execute(
                "delete from xingfu.pins where community = %s and seat = %s", (self._community(), self.seat)
            )
            self._changed(connection, None)
        return done.rowcount > 0

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """One program at a time, on whichever computer; without a server, this one alone. Raises StoreError."""
        with self._turn, contextlib.ExitStack() as opened:
            try:
                connection = opened.enter_context(self._connected())
            except StoreUnreachable:
                if self._known is None:
                    raise
                yield
                return
            with connection.transaction():
                connection.execute(
                    "select 1 from xingfu.pins where community = %s and seat = %s for update",
                    (self._community(), self.seat),
                )
                self._holding = connection
                try:
                    yield
                finally:
                    self._holding = None

    def _changed(self, connection: Patient, content: bytes | None) -> None:
        """Have the desks of the seat know what is kept now. Raises psycopg.Error."""
        if self._known is not None:
            self._known.content = content
        if listens(connection):
            notify(connection, self._community())

    @contextlib.contextmanager
    def _here(self) -> Iterator[Patient]:
        """The connection that holds the row, or one for this question. Raises StoreError."""
        if self._holding is not None:
            yield self._holding
        else:
            with self._connected() as connection:
                yield connection
