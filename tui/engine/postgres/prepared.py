"""The few statements that every commit takes: prepared once a connection, sent together and answered together.

By libpq's pipeline, as the library hands it on. A cursor of the library costs this process three times as much, and the
server would read and plan the same statements each time.
"""

from __future__ import annotations

import select
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import psycopg
from psycopg import errors, pq
from psycopg.adapt import Transformer

from tui.engine.postgres.silence import LOOK_AFTER

Rows = list[tuple[Any, ...]]


class Statement(NamedTuple):
    """A statement with `%s` for each of its parameters: texts, whole numbers, truths, None, and lists of these."""

    text: str
    parameters: Sequence[object] = ()


class Prepared:
    """What is prepared on one `connection`, in which autocommit is on. For one thread at a time.

    `look` is called each time that nothing has come for long; it may raise psycopg.Error where nothing is to be waited for.
    """

    def __init__(self, connection: psycopg.Connection[Any], look: Callable[[], object] = bool) -> None:
        self._look = look
        self._pg = connection.pgconn
        self._transformer = Transformer(connection)
        self._names: dict[str, bytes] = {}
        self._numbers = 0
        self._poll = select.poll()

    def exchange(self, statements: Iterable[Statement], patience: float) -> list[Rows]:
        """The rows of each statement; those after one that is refused are not run.

        Raises psycopg.Error. If there is no answer within `patience` (seconds) the connection is closed.
        """
        wanted = [(one.text, [as_text(value) for value in one.parameters]) for one in statements]
        made: dict[str, bytes] = {}
        runs: list[bool] = []  # of what is sent, whether it runs or only prepares
        self._pg.enter_pipeline_mode()
        try:
            for text, parameters in wanted:
                name = self._names.get(text) or made.get(text)
                if name is None:
                    self._numbers += 1
                    name = made[text] = b"xingfu_%d" % self._numbers
                    self._pg.send_prepare(name, _numbered(text))
                    runs.append(False)
                self._pg.send_query_prepared(name, parameters)
                runs.append(True)
            self._pg.pipeline_sync()
            answers = self._answers(time.monotonic() + patience)
        except BaseException:
            self._pg.finish()  # nobody knows what is still to come on it
            raise
        if self._pg.status == pq.ConnStatus.OK:
            self._pg.exit_pipeline_mode()
        refused = next(filter(_is_error, answers), None)
        if refused is not None:
            raise errors.error_from_result(refused)
        self._names.update(made)
        return [self._rows(one) for one, run in zip(answers, runs, strict=True) if run]

    def _answers(self, end: float) -> list[pq.abc.PGresult]:
        """The results up to the end of the pipeline, or to the error with which the server broke off. Raises psycopg.Error."""
        pg, found = self._pg, list[pq.abc.PGresult]()
        unsent = pg.flush()
        while True:
            try:
                while unsent or pg.is_busy():
                    self._wait(end, sending=bool(unsent))
                    pg.consume_input()
                    unsent = unsent and pg.flush()
            except psycopg.OperationalError:
                if any(map(_is_error, found)):
                    return found  # it has said why it ends the session
                raise
            result = pg.get_result()
            if result is None:
                continue
            if result.status == pq.ExecStatus.PIPELINE_SYNC:
                return found
            found.append(result)

    def _wait(self, end: float, *, sending: bool) -> None:
        """Wait for the server. Raises psycopg.OperationalError if it says nothing until `end`."""
        self._poll.register(self._pg.socket, select.POLLIN | (select.POLLOUT if sending else 0))
        while not self._poll.poll(max(0.0, min(LOOK_AFTER, end - time.monotonic())) * 1000):
            if time.monotonic() >= end:
                raise psycopg.OperationalError("the server does not answer")
            self._look()

    def _rows(self, result: pq.abc.PGresult) -> Rows:
        if not result.ntuples:
            return []
        self._transformer.set_pgresult(result)
        return self._transformer.load_rows(0, result.ntuples, tuple)


def _is_error(result: pq.abc.PGresult) -> bool:
    return result.status == pq.ExecStatus.FATAL_ERROR


def as_text(value: object) -> bytes | None:
    """A parameter as the server reads it. Raises psycopg.DataError for what no text in the database may have."""
    if value is None:
        return None
    text = as_array(value) if isinstance(value, list | tuple) else str(value).encode()
    if b"\0" in text:
        raise psycopg.DataError("a text with U+0000")
    return text


def as_array(items: Iterable[object]) -> bytes:
    """The text of an array of texts, numbers and None, in UTF-8."""
    quoted = ("null" if one is None else '"' + _escaped(str(one)) + '"' for one in items)
    return ("{" + ",".join(quoted) + "}").encode()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


@cache
def _numbered(text: str) -> bytes:
    """A statement as the server numbers its parameters: $1 and so on."""
    first, *others = text.split("%s")
    return (first + "".join(f"${n}{part}" for n, part in enumerate(others, 1))).encode()
