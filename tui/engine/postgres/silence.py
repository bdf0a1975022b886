"""Giving up an answer that is long in coming where the server says nothing to anybody: a line may be silent for ever.

What asks for much is answered late by a server that is well. So after a while it is looked whether another connection
gets an answer; who does not may be waited for no longer, however much patience there is for the answer itself.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Generator
from typing import Any, Final

import psycopg
from psycopg.conninfo import make_conninfo

from tui.engine.postgres.faults import has_answered

# Seconds without a byte from the server after which it is looked whether it is still there.
LOOK_AFTER: Final = 2.0
# Seconds for a connection and its first answer then.
LOOK_FOR: Final = 3


def while_heard(gen: Generator[Any, Any, Any], look: Callable[[], None]) -> Generator[Any, Any, Any]:
    """`gen`, by which the library waits for an answer; each time that nothing has come for long, `look` is called.

    It raises psycopg.Error where there is nothing to wait for.
    """
    try:
        wanted = next(gen)
        due = time.monotonic() + LOOK_AFTER
        while True:
            ready = yield wanted
            if ready:
                due = time.monotonic() + LOOK_AFTER
            elif time.monotonic() >= due:
                look()
                due = time.monotonic() + LOOK_AFTER
            wanted = gen.send(ready)
    except StopIteration as end:
        return end.value


def require_answer(connection: psycopg.Connection[Any], conninfo: str) -> None:
    """Raises psycopg.OperationalError if the server of `connection` says nothing to a new one."""
    info = connection.info
    one = make_conninfo(
        conninfo, host=info.host, hostaddr=info.hostaddr or None, port=info.port, connect_timeout=LOOK_FOR
    )
    try:
        with contextlib.closing(psycopg.Connection.connect(one, application_name="xingfu")):
            pass  # the server has said several things by then
    except psycopg.OperationalError as error:
        if not has_answered(error):
            raise
