"""Hearing of the commits of several communities on one connection."""

from __future__ import annotations

import select
from collections.abc import Collection

from psycopg import sql

from tui.engine.postgres.link import Patient, listens
from tui.engine.postgres.rows import channel
from tui.engine.postgres.waking import Pipe


class Ears:
    """The communities of which `connection` hears commits; none where the server has no LISTEN."""

    def __init__(self, connection: Patient) -> None:
        self._connection = connection
        self.open = listens(connection)
        self._communities: set[str] = set()

    def listen(self, communities: Collection[str]) -> bool:
        """Listen to these too; whether any is new, of which something may have been missed. Raises psycopg.Error."""
        new = set(communities) - self._communities if self.open else set()
        if new:
            listen = (sql.SQL("listen {}").format(sql.Identifier(channel(one))) for one in sorted(new))
            self._connection.execute(sql.SQL("; ").join(listen))
            self._communities |= new
        return bool(new)

    def drain(self) -> None:
        """Take away what was heard so far. Raises psycopg.Error."""
        if self.open:
            list(self._connection.notifies(timeout=0))

    def fileno(self) -> int:
        """The descriptor that becomes readable when something was heard."""
        return self._connection.fileno()


def wait(seconds: float, poked: Pipe, *more: int) -> None:
    """Wait until somebody pokes or something comes to one of `more`; at most `seconds`."""
    poll = select.poll()
    for fd in (poked.fileno(), *more):
        poll.register(fd, select.POLLIN)
    poll.poll(seconds * 1000)
