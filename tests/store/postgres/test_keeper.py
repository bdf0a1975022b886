"""Who looks after a database masks and counts what seats have written, in each community, and goes on when the server was gone."""

from __future__ import annotations

import os
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.postgres_server import Server, Sql, own_database, past_the_program
from tests.store.conftest import noon
from tests.store.postgres.proxy import Proxy
from tests.store.postgres.test_upkeep import desk_over
from tui.cli import main
from tui.commandline.commands.keep import Report
from tui.engine.postgres import keeper as keeper_module
from tui.engine.postgres.engine import PostgresEngine
from tui.engine.postgres.keeper import Keeper
from tui.engine.postgres.keeping import Done
from tui.engine.postgres.opening import open_database, open_keeper
from tui.language.errors import Message
from tui.rules.privacy.rights import EVERYTHING, RIGHTS

Open = Callable[..., PostgresEngine]
# What is done after one commit of a seat.
ONE = {"masked": 1, "renewed": False, "counted": True}


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    """The name of a database of its own, in which no community is."""
    with own_database(server, "kept") as name:
        yield name


@pytest.fixture
def sql(server: Server, database: str) -> Iterator[Sql]:
    """What somebody does to the database past the program; the rows."""
    with past_the_program(server.address(database=database)) as run:
        yield run


@pytest.fixture
def community(server: Server, database: str, tmp_path: Path) -> Iterator[Open]:
    """Makes communities of which viewers see masked documents; the handle of a recorder on each, who masks nothing."""
    opened: list[PostgresEngine] = []

    def make(name: str) -> PostgresEngine:
        address = server.address(name, database=database)
        with closing(open_database(address, tmp_path, grant=EVERYTHING, now=noon)) as staff:
            desk_over(staff).wishes.record({"title": "路灯坏了", "resident": "王秀英"})
            staff.mask_all()
        opened.append(open_database(address, tmp_path, grant=RIGHTS["recorder"], now=noon))
        return opened[-1]

    yield make
    for engine in opened:
        engine.close()


@pytest.fixture
def keeper(
    server: Server, database: str, tmp_path: Path
) -> Callable[..., tuple[Keeper, list[Done | Message]]]:
    """A keeper on the database, and what it tells."""

    def make(*communities: str, port: int = 0) -> tuple[Keeper, list[Done | Message]]:
        told: list[Done | Message] = []
        address = server.address(database=database, port=port)
        return open_keeper(address, communities, tmp_path / "none", now=noon, tell=told.append), told

    return make


def writes(engine: PostgresEngine, title: str) -> None:
    """What is counted, and is to be masked."""
    desk_over(engine).wishes.record({"title": title, "resident": "孙悟空"})


def seat_writes(engine: PostgresEngine, sql: Sql, title: str = "孙悟空家漏水") -> None:
    """As the account of a recorder would: neither masked nor counted."""
    writes(engine, title)
    sql("update xingfu.tallies set seq = seq - 1 where community = %s", engine.address.community)


def behind(sql: Sql) -> list[str]:
    """The communities in which something is due."""
    found = sql(
        "select community from xingfu.communities c left join xingfu.tallies t using (community) "
        "where c.masked < c.seq or t.seq is distinct from c.seq order by 1"
    )
    return [name for (name,) in found]


def test_what_is_due_is_done_in_each_community(
    community: Open, keeper: Any, sql: Sql, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper_module, "_OPEN", 1)  # of three
    for name in ("东院", "西院", "南院"):
        seat_writes(community(name), sql)
    community("北院")
    one, told = keeper()
    with closing(one):
        assert one.once()
        assert [done._asdict() for done in told] == [
            {"community": name, **ONE} for name in sorted(("东院", "西院", "南院"))
        ]
        assert behind(sql) == []
        assert (
            sql("select masked::json ->> 'title' from xingfu.documents where body like '%%孙悟空%%'")
            == [("孙某家漏水",)] * 3
        )
        assert one.once()
        assert len(told) == 3
        sql("update xingfu.communities set masked_by = 'older' where community = '北院'")
        sql("delete from xingfu.tallies where community = '东院'")
        assert (
            one.once()
        )  # the rules of this program were looked at already: two versions do not mask in turn for ever
        assert told[3:] == [Done("东院", counted=True)]
        # A backup took the place of one that is in memory.
        sql("update xingfu.communities set identity = 'another' where community = '东院'")
        sql("delete from xingfu.tallies where community = '东院'")
        assert one.once()
        assert told[4:] == [Done("东院", counted=True)]
    other, told = keeper()
    with closing(other):
        assert other.once()
    assert told == [Done("北院", renewed=True)]
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("body", ["x", "[]"])
def test_one_that_cannot_be_read_is_told_and_keeps_up_no_other(
    community: Open, keeper: Any, sql: Sql, body: str
) -> None:
    for name in ("东院", "西院"):
        seat_writes(community(name), sql)
    sql("update xingfu.documents set body = %s where community = '东院'", body)
    one, told = keeper("东院", "西院", "无")
    with closing(one):
        assert not one.once()
    assert [str(message) for message in told if isinstance(message, Message)] == [
        "无: there is no such community in the database",
        *(str(message) for message in told if "东院" in str(message)),
    ]
    assert Done("西院", masked=1, counted=True) in told
    assert behind(sql) == ["东院"]


@contextmanager
def running(one: Keeper) -> Iterator[queue.Queue[str]]:
    """The keeper at work in a thread; what it tells. It ends when it is stopped."""
    told: queue.Queue[str] = queue.Queue()
    one._tell = lambda what: told.put(str(what) if isinstance(what, Message) else what.community)
    thread = threading.Thread(target=one.run)
    thread.start()
    try:
        yield told
    finally:
        one.stop()
        thread.join(timeout=10)
        assert not thread.is_alive()
        one.close()


def test_it_follows_what_is_written_and_communities_that_are_new(
    community: Open, keeper: Any, sql: Sql, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper_module, "_LOOK_EVERY", 0.2)
    first = community("东院")
    one, _ = keeper(port=proxy.port)
    with running(one) as told:
        writes(first, "漏水")
        assert told.get(timeout=10) == "东院"
        second = community("西院")
        writes(second, "漏水")
        assert told.get(timeout=10) == "西院"
        proxy.down = True
        proxy.cut()
        assert "cannot be reached" in told.get(timeout=10)
        writes(first, "又漏水")
        proxy.down = False
        assert "there again" in told.get(timeout=10)
        assert told.get(timeout=10) == "东院"
        assert behind(sql) == []


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Runs `xingfu keep` in English; the exit status, and what it said."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))

    def run_one(data: str, *arguments: str) -> tuple[int, str]:
        status = main(["--lang", "en", "--data", data, "keep", *arguments])
        out, err = capsys.readouterr()
        return status, out + err

    return run_one


def test_a_folder_is_refused_in_words_and_what_is_done_is_said(
    server: Server,
    database: str,
    community: Open,
    sql: Sql,
    tmp_path: Path,
    run: Callable[..., tuple[int, str]],
) -> None:
    seat_writes(community("东院"), sql)
    address = server.address(database=database)
    status, out = run(address, "--once", "东院")
    assert (status, out.splitlines()[0]) == (0, "东院: commits masked: 1, tally counted again")
    assert "Communities in which something was done: 1;" in out
    status, out = run(address, "--once", "西院")
    assert (status, "no such community" in out) == (1, True)
    status, out = run(str(tmp_path / "folder"), "--once")
    assert (status, "nothing to look after" in out) == (2, True)


@pytest.mark.parametrize(("signals", "status"), [(1, 0), (2, 130)])
def test_a_signal_ends_it_after_what_it_does_just_now_and_another_one_at_once(
    server: Server,
    database: str,
    community: Open,
    sql: Sql,
    monkeypatch: pytest.MonkeyPatch,
    run: Callable[..., tuple[int, str]],
    signals: int,
    status: int,
) -> None:
    def noted(self: Report, done: Done) -> Message:
        for _ in range(signals):
            os.kill(os.getpid(), signal.SIGTERM)
        return as_before(self, done)

    as_before = Report._noted
    monkeypatch.setattr(Report, "_noted", noted)
    handlers = [signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)]
    seat_writes(community("东院"), sql)
    got, out = run(server.address(database=database))
    assert got == status
    assert ("Communities in which something was done: 1;" in out) == (signals == 1)
    assert [signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)] == handlers
    assert behind(sql) == []
