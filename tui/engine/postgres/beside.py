"""What a program and the database tell each other beside commits: presence, its own seat, drafts.

The thread of the watch does it, on the watch's connection: nobody at the desk waits for the network.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, Protocol

import psycopg
from psycopg import sql

from tui.engine.postgres.faults import is_lost
from tui.engine.postgres.link import Patient
from tui.engine.postgres.rows import channel

# What a notification of the community's channel says that is not about a commit.
TOLD: Final = "beside"

log = logging.getLogger(__name__)


class Errand(Protocol):
    """One thing of which the thread of a watch takes care. Each method may raise psycopg.Error, and is tried again after some seconds."""

    def tell(self, connection: Patient, *, anew: bool) -> bool:
        """Tell the database what has changed here, or all with `anew`; whether others should look at once."""

    def hear(self, connection: Patient) -> bool:
        """Read what others have told; whether the desk should look at it."""

    def leave(self, connection: Patient) -> bool:
        """Tell the last, as the program ends; whether others should look at once."""


class Beside:
    """The errands of one handle, run by its watch as soon as there is one."""

    def __init__(self) -> None:
        self.wake: Callable[[], None] | None = None
        self._errands: tuple[Errand, ...] = ()

    def add(self, errand: Errand) -> None:
        """Have the watch take care of another errand."""
        self._errands += (errand,)
        self.poke()

    def poke(self) -> None:
        """Have the watch tell what has changed here. From any thread."""
        if self.wake:
            self.wake()

    def tell(self, connection: Patient, *, anew: bool) -> bool:
        """Tell what has changed here, or all with `anew`; whether others should look at once. Raises psycopg.Error."""
        return self._each(connection, lambda errand: errand.tell(connection, anew=anew))

    def hear(self, connection: Patient) -> bool:
        """Read what others have told; whether the desk should look at it. Raises psycopg.Error."""
        return self._each(connection, lambda errand: errand.hear(connection))

    def leave(self, connection: Patient) -> bool:
        """Tell the last; whether others should look at once. Raises psycopg.Error."""
        return self._each(connection, lambda errand: errand.leave(connection))

    def _each(self, connection: Patient, run: Callable[[Errand], bool]) -> bool:
        """Run all errands; whether one of the answers is true. One that is refused keeps up none of the others.

        Raises psycopg.Error where the connection is lost.
        """
        answer = False
        for errand in self._errands:
            try:
                answer |= run(errand)
            except psycopg.Error as error:
                if is_lost(error, connection):
                    raise
                log.warning("an errand is tried again later (code %s)", error.sqlstate)
        return answer


def notify(connection: Patient, community: str) -> None:
    """Have the other programs at the community look at what is told beside commits. Raises psycopg.Error."""
    name = sql.Identifier(channel(community))
    connection.execute(sql.SQL("notify {}, {}").format(name, sql.Literal(TOLD)))
