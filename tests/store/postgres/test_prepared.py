"""Statements that are sent together: what comes back, what is refused, and what becomes of the connection."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import errors

from tests.postgres_server import Server
from tests.store.postgres.conftest import OpenEngine
from tests.store.postgres.proxy import Proxy
from tests.store.postgres.test_upkeep import desk_over
from tui.engine.postgres.prepared import Prepared, Statement
from tui.language.errors import StoreError

PATIENCE = 30.0


class Session:
    """A connection, and what is prepared on it."""

    def __init__(self, address: str) -> None:
        self.connection = psycopg.connect(address, autocommit=True)
        self._prepared = Prepared(self.connection)

    def __call__(
        self, *statements: tuple[object, ...], patience: float = PATIENCE
    ) -> list[list[tuple[object, ...]]]:
        """The rows of each statement, given as its text and its parameters."""
        return self._prepared.exchange(
            [Statement(str(text), values) for text, *values in statements], patience
        )


@pytest.fixture
def session(server: Server) -> Iterator[Session]:
    session = Session(server.address())
    yield session
    session.connection.close()


def test_each_statement_has_its_rows_and_is_prepared_once(session: Session) -> None:
    for _ in range(2):
        assert session(("select %s::int + 1", 1), ("select 1 where false",), ("select %s::int + 1", 5)) == [
            [(2,)],
            [],
            [(6,)],
        ]
    ((count,),) = session.connection.execute("select count(*) from pg_prepared_statements").fetchall()
    assert count == 2


def test_after_what_is_refused_nothing_is_run_and_the_connection_is_of_use(session: Session) -> None:
    with pytest.raises(errors.DivisionByZero):
        session(("create temp table t (a int)",), ("select 1 / %s::int", 0), ("drop table t",))
    assert session(("select 1",)) == [[(1,)]]
    with pytest.raises(errors.SyntaxError):
        session(("selec",))
    assert session(("begin",), ("select %s::text", "x"), ("commit",)) == [[], [("x",)], []]


def test_a_refusal_leaves_its_transaction_to_be_rolled_back(session: Session) -> None:
    with pytest.raises(errors.DivisionByZero):
        session(("begin",), ("select 1 / 0",))
    assert session.connection.info.transaction_status == psycopg.pq.TransactionStatus.INERROR
    session.connection.execute("rollback")
    assert session(("select 1",)) == [[(1,)]]


def test_more_is_sent_than_the_line_takes_at_once(session: Session) -> None:
    long = "长" * 3_000_000
    assert session(("select length(%s::text)", long), ("select %s::text", long[:1_000_000])) == [
        [(3_000_000,)],
        [(long[:1_000_000],)],
    ]


def test_why_the_server_ended_the_session_is_told(session: Session) -> None:
    with pytest.raises(errors.AdminShutdown):
        session(("select pg_terminate_backend(pg_backend_pid())",))
    assert session.connection.closed


def test_a_pooler_that_hands_sessions_around_is_told_in_words(open_engine: OpenEngine) -> None:
    engine = open_engine()
    desk_over(engine).wishes.record({"title": "路灯坏了"})
    engine.ask("deallocate all", ())  # as on another session
    with pytest.raises(StoreError, match="session mode"):
        desk_over(engine).wishes.record({"title": "又坏了"})


def test_a_server_that_says_nothing_is_given_up(server: Server) -> None:
    with Proxy(server.port) as proxy:
        session = Session(server.address(port=proxy.port))
        proxy.silent = True
        with pytest.raises(psycopg.OperationalError):
            session(("select 1",), patience=0.1)
        assert session.connection.closed


def test_a_text_that_the_database_cannot_have_is_refused_before_anything_is_sent(session: Session) -> None:
    for value in ("a\0b", ["a", "b\0"]):
        with pytest.raises(psycopg.DataError):
            session(("select %s::text", value))
    assert session(("select 1",)) == [[(1,)]]


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])) | st.none()))
@settings(max_examples=50)
def test_texts_and_lists_arrive_as_they_are(server: Server, texts: list[str | None]) -> None:
    session = Session(server.address())
    one = next(filter(None, texts), "")
    assert session(("select %s::text[], %s::text", texts, one)) == [[(texts, one)]]
    session.connection.close()
