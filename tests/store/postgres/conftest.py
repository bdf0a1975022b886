"""What the tests of the engine on PostgreSQL share."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.postgres_server import Server, Sql, past_the_program
from tests.store.conftest import noon
from tests.store.postgres.proxy import Proxy
from tui.engine.postgres.engine import PostgresEngine
from tui.engine.postgres.opening import open_database
from tui.rules.privacy.rights import EVERYTHING, Grant

OpenEngine = Callable[..., PostgresEngine]


@pytest.fixture
def community() -> str:
    """The name of a community that nobody has yet."""
    return f"社区{uuid.uuid4().hex}"


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    """The network between the desk and the server."""
    with Proxy(server.port) as between:
        yield between


@pytest.fixture
def open_engine(server: Server, community: str, tmp_path: Path) -> Iterator[OpenEngine]:
    """Opens engines on one community, each as another process would; `port` is that of a proxy, `folder` of a computer."""
    opened: list[PostgresEngine] = []

    def open_one(
        *, port: int = 0, grant: Grant = EVERYTHING, folder: Path | None = None, **options: Any
    ) -> PostgresEngine:
        address = server.address(community, port=port)
        here = folder or tmp_path / "here"
        opened.append(open_database(address, here, grant=grant, now=noon, **options))
        return opened[-1]

    yield open_one
    for engine in opened:
        engine.close()


@pytest.fixture
def sql(server: Server) -> Iterator[Sql]:
    """What somebody does to the database past the program; the rows."""
    with past_the_program(server.address()) as run:
        yield run
