"""Hearing of others' commits, and of the server going and coming back, without asking over and over.

A thread listens on a connection of its own; where the server has no LISTEN it looks at the number now and then. What
it hears it tells through a pipe, whose end does not change when the connection does.
"""

from __future__ import annotations

import contextlib
import select
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from tui.engine.postgres.address import Address
from tui.engine.postgres.arrivals import Arrivals
from tui.engine.postgres.beside import TOLD, Beside, notify
from tui.engine.postgres.faults import unreachable
from tui.engine.postgres.link import Link, Patient, Reach, listens
from tui.engine.postgres.rows import channel
from tui.engine.postgres.waking import Pipe
from tui.language.errors import StoreError
from tui.platform.folder_watch import FolderWatch

# Seconds between two questions whether a silent server is still there, and between two attempts to reach one that is not.
PING_EVERY: Final = 5.0
TRY_EVERY: Final = 1.0
# Seconds between two looks for commits where the server has no LISTEN, and at what the desk has not taken in.
LOOK_EVERY: Final = 0.2


class NewsWatch:
    """A descriptor that becomes readable when something may have happened: a commit, a file, the way to the server."""

    def __init__(
        self, address: Address, reach: Reach, folders: Sequence[Path], beside: Beside, arrivals: Arrivals
    ) -> None:
        self._address = address
        self._reach = reach
        self._beside = beside
        self._arrivals = arrivals
        self._link = Link(address, Reach(), lock_timeout=1.0)
        self._files = _file_watch(folders)
        self._told, self._poked = Pipe(), Pipe()
        self._closing = False
        reach.looks = beside.wake = self._poked.signal
        arrivals.followed = True
        self._thread = threading.Thread(target=self._run, name="news", daemon=True)
        self._thread.start()

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._told.fileno()

    def drain(self) -> None:
        """Take away what has been signalled so far."""
        self._told.drain()

    def close(self) -> None:
        """Stop watching."""
        self._reach.looks = self._beside.wake = None
        self._arrivals.followed = False
        self._closing = True
        self._poked.signal()
        self._thread.join(timeout=10)
        if self._files:
            self._files.close()
        self._told.close()
        self._poked.close()

    def _run(self) -> None:
        while not self._closing:
            try:
                with contextlib.closing(self._link.open()) as connection:
                    self._follow(connection)
            except (psycopg.Error, StoreError):
                if not self._closing:
                    self._reach.looks = None  # it is this thread that has noticed
                    self._reach.lost(unreachable(self._address.where))
                    self._reach.looks = self._poked.signal
                    self._told.signal()
                    self._wait(TRY_EVERY)

    def _follow(self, connection: Patient) -> None:
        """Tell what comes until the connection breaks (psycopg.Error) or the watch is closed."""
        listening = listens(connection)
        if listening:
            connection.execute(sql.SQL("listen {}").format(sql.Identifier(channel(self._address.community))))
        self._reach.answered = self._link.reach.answered  # of several servers that one is tried first
        self._reach.found()
        self._wake_others(connection, self._beside.tell(connection, anew=True) and listening)
        self._beside.hear(connection)
        self._arrivals.fetch(connection)  # what was committed before it listened
        self._told.signal()
        seen = time.monotonic()
        while not self._closing:
            told = _told(connection) if listening else []  # what came while it was asking
            came = not told and self._wait(self._patience(listening), connection.fileno())
            if came and listening:
                told = _told(connection)
            idle = not told and not came  # then the question also shows whether the server is there
            gone, losses = self._reach.gone, self._reach.losses
            if (idle or gone or set(told) - {TOLD}) and (
                self._arrivals.fetch(connection) or self._arrivals.waiting
            ):
                self._told.signal()  # a commit: the desk need not wait for what follows
            if gone and self._reach.found_since(losses):
                self._told.signal()  # it was another connection that broke
            due = time.monotonic() - seen >= PING_EVERY
            self._wake_others(connection, self._beside.tell(connection, anew=due) and listening)
            if due:
                seen = time.monotonic()
            if (TOLD in told or due or not listening) and self._beside.hear(connection):
                self._told.signal()
        self._wake_others(connection, self._beside.leave(connection) and listening)

    def _patience(self, listening: bool) -> float:
        """Seconds until it looks again though nothing has come."""
        return PING_EVERY if listening and not self._arrivals.waiting else LOOK_EVERY

    def _wake_others(self, connection: Patient, told: bool) -> None:
        """Have others look at what was `told`, if anything was. Raises psycopg.Error."""
        if told:
            notify(connection, self._address.community)

    def _wait(self, seconds: float, *more: int) -> bool:
        """Wait until something comes, at most `seconds`; whether it was from one of `more`. Changed files are told."""
        poll = select.poll()
        poked = self._poked.fileno()
        for fd in (poked, *([self._files.fileno()] if self._files else []), *more):
            poll.register(fd, select.POLLIN)
        came = {fd for fd, _ in poll.poll(seconds * 1000)}
        if poked in came:
            self._poked.drain()
        if self._files and self._files.fileno() in came:
            self._files.drain()
            self._told.signal()
        return not came.isdisjoint(more)


def _file_watch(folders: Sequence[Path]) -> FolderWatch | None:
    """A watch on files in `folders`; None where the system has none."""
    if folders:
        with contextlib.suppress(OSError):
            return FolderWatch(*folders)
    return None


def _told(connection: Patient) -> list[str]:
    """What the notifications say that have come: nothing for a commit. Raises psycopg.Error."""
    return [one.payload for one in connection.notifies(timeout=0)]
