"""The server goes, the network is cut, answers are lost: nothing acknowledged is lost, nothing is kept twice."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from tests.postgres_server import Server, discard, new_server
from tests.screens.settling import PATIENCE
from tests.store.conftest import noon
from tests.store.postgres.conftest import OpenEngine
from tests.store.postgres.proxy import Proxy
from tests.store.postgres.test_presence import until
from tui.engine.changes import Change, Stamp
from tui.engine.embedded.storage import JournalStorage
from tui.engine.postgres import connecting, silence
from tui.engine.postgres import engine as engine_module
from tui.engine.postgres import link as link_module
from tui.engine.postgres import watch as watch_module
from tui.engine.postgres.connecting import Host
from tui.engine.postgres.engine import PostgresEngine
from tui.engine.postgres.faults import unreachable
from tui.engine.postgres.opening import open_database
from tui.engine.postgres.restore import restore
from tui.language.errors import StoreBusy, StoreUnreachable, StoreWriteFailed
from tui.rules.privacy.rights import EVERYTHING


def add(engine: PostgresEngine, title: str) -> None:
    """A use case: the next free id is read under the lock."""
    with engine.exclusive():
        id = engine.next_id("wishes")
        engine.commit(
            [Change("wishes", str(id), None, {"id": id, "rev": 1, "title": title})], Stamp("李", "x")
        )


def add_while(engine: PostgresEngine, id: int, title: str, happens: Callable[[], object]) -> None:
    """A use case in which something happens between what it reads and what it writes."""
    with engine.exclusive():
        happens()
        engine.commit(
            [Change("wishes", str(id), None, {"id": id, "rev": 1, "title": title})], Stamp("李", "x")
        )


@contextlib.contextmanager
def held_by_a_thread(engine: PostgresEngine) -> Iterator[None]:
    """Meanwhile another thread of the program, upkeep, say, holds the community."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with engine.exclusive():
            held.set()
            done.wait(PATIENCE)

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert held.wait(PATIENCE)
        yield
    finally:
        done.set()
        thread.join(PATIENCE)


def titles(engine: PostgresEngine) -> list[str]:
    engine.refresh()
    return [wish["title"] for wish in engine.table("wishes").values()]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that was not there is tried again at once."""
    monkeypatch.setattr(link_module, "AGAIN_AFTER", 0.0)


@pytest.mark.usefixtures("quick")
def test_a_commit_whose_answer_was_lost_is_found_and_counts(open_engine: OpenEngine, proxy: Proxy) -> None:
    desk, other = open_engine(port=proxy.port), open_engine()
    add(desk, "一")
    add_while(desk, 2, "二", lambda: proxy.set(lose_answer=True))
    assert titles(desk) == titles(other) == ["一", "二"]
    add(desk, "三")
    assert titles(other) == ["一", "二", "三"]
    assert desk.verify() == []


def test_one_connection_that_breaks_is_no_server_that_is_gone(open_engine: OpenEngine, proxy: Proxy) -> None:
    desk, other = open_engine(port=proxy.port), open_engine()
    with contextlib.closing(desk.watch()) as watch:
        add(desk, "一")
        until(watch, lambda: not desk.refresh() and desk._arrivals._head is not None)
        # The watch's own is well.
        add_while(desk, 2, "二", partial(proxy.set, lose_question=True))
        add_while(desk, 3, "三", partial(proxy.set, lose_answer=True))
        # Another connection was refused: the server was full for a moment, say.
        desk.reach.lost(unreachable("here"))
        until(watch, lambda: not desk.reach.gone)
        add(desk, "四")
    assert titles(desk) == titles(other) == ["一", "二", "三", "四"]


@pytest.mark.usefixtures("quick")
def test_a_commit_that_never_arrived_is_made_once_the_line_is_back(
    open_engine: OpenEngine, proxy: Proxy
) -> None:
    desk, other = open_engine(port=proxy.port), open_engine()
    add(desk, "一")
    add_while(desk, 2, "二", lambda: proxy.set(lose_question=True))
    assert titles(desk) == titles(other) == ["一", "二"]


@pytest.mark.usefixtures("quick")
def test_a_commit_in_doubt_is_not_made_twice_by_who_saves_again(
    open_engine: OpenEngine, proxy: Proxy
) -> None:
    desk, other = open_engine(port=proxy.port), open_engine()
    add(desk, "一")
    with pytest.raises(StoreWriteFailed, match="never kept twice"):
        add_while(desk, 2, "二", lambda: proxy.set(lose_answer=True, down=True))
    with pytest.raises(StoreUnreachable):
        add(desk, "二")
    proxy.down = False
    with pytest.raises(StoreWriteFailed, match="has been kept"):
        add(desk, "二")
    assert titles(desk) == titles(other) == ["一", "二"]
    add(desk, "三")
    assert titles(other) == ["一", "二", "三"]


@pytest.mark.usefixtures("quick")
def test_one_in_doubt_that_was_not_kept_is_simply_saved_again(open_engine: OpenEngine, proxy: Proxy) -> None:
    desk = open_engine(port=proxy.port)
    add(desk, "一")
    with pytest.raises(StoreWriteFailed):
        add_while(desk, 2, "二", lambda: proxy.set(lose_question=True, down=True))
    assert [wish["title"] for wish in desk.table("wishes").values()] == ["一"]
    proxy.down = False
    add(desk, "二")
    assert titles(desk) == ["一", "二"]


@pytest.mark.usefixtures("quick")
def test_who_waits_for_a_desk_that_fell_silent_gets_its_turn(
    open_engine: OpenEngine, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_module, "SILENT", 0.2)
    silent, other = open_engine(port=proxy.port), open_engine(lock_timeout=PATIENCE)
    add(other, "一")  # not by the silent one, which on a busy machine could fall silent in the middle of it
    # The server ends the session that holds the community; what was computed in it may be old by then.
    with pytest.raises(StoreBusy, match="in between"):
        add_while(silent, 2, "x", lambda: add(other, "二"))
    assert titles(silent) == titles(other) == ["一", "二"]


def test_somebody_who_writes_is_waited_for_and_then_told(open_engine: OpenEngine) -> None:
    one, other = open_engine(), open_engine(lock_timeout=0.05)
    add(one, "一")
    with one.exclusive(), pytest.raises(StoreBusy):
        add(other, "二")
    add(other, "二")
    assert titles(one) == ["一", "二"]


def test_a_thread_that_waits_for_the_server_is_not_waited_for_without_end(open_engine: OpenEngine) -> None:
    desk = open_engine(lock_timeout=0.05)
    add(desk, "一")
    with held_by_a_thread(desk), pytest.raises(StoreBusy, match="something else"):
        add(desk, "二")
    add(desk, "二")
    assert titles(desk) == ["一", "二"]


def test_a_line_that_is_silent_is_not_waited_for_without_end(
    open_engine: OpenEngine, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, other = open_engine(port=proxy.port), open_engine()
    add(desk, "一")
    monkeypatch.setattr(engine_module, "ANSWER", 0.05)
    monkeypatch.setattr(link_module.Link.ask, "__kwdefaults__", {"patience": 0.05})
    monkeypatch.setattr(link_module, "CONNECT", 2)
    proxy.silent = True
    with pytest.raises(StoreUnreachable):
        desk.refresh()
    # At once, and as long as nobody has looked again.
    with pytest.raises(StoreUnreachable):
        add(desk, "x")
    assert [wish["title"] for wish in desk.table("wishes").values()] == ["一"]
    monkeypatch.undo()
    monkeypatch.setattr(link_module, "AGAIN_AFTER", 0.0)
    add(other, "二")
    proxy.silent = False
    assert titles(desk) == ["一", "二"]


def test_a_slow_line_is_slow_and_nothing_else(open_engine: OpenEngine, proxy: Proxy) -> None:
    proxy.delay = 0.025  # there and back: 50 ms
    desk = open_engine(port=proxy.port)
    add(desk, "一")
    add(desk, "二")
    assert titles(desk) == ["一", "二"]


# ---- the server itself


@pytest.fixture(scope="module")
def mortal() -> Iterator[Server]:
    """A server that the tests of this module may kill."""
    made = new_server()
    yield made
    discard(made)


@pytest.mark.usefixtures("quick")
def test_the_server_dies_and_comes_back(mortal: Server, community: str, tmp_path: Path) -> None:
    def opened() -> PostgresEngine:
        return open_database(mortal.address(community), tmp_path, grant=EVERYTHING, now=noon)

    desk, other = opened(), opened()
    add(desk, "一")
    mortal.stop("immediate")
    with pytest.raises(StoreUnreachable):
        add(desk, "二")
    with pytest.raises(StoreUnreachable):
        other.refresh()
    assert [wish["title"] for wish in desk.table("wishes").values()] == ["一"]
    mortal.start()
    add(desk, "二")
    assert titles(other) == ["一", "二"]

    def fails_over() -> None:
        mortal.stop("immediate")
        mortal.start()

    # In the middle of a use case: nobody has written since, so what it read still holds.
    add_while(desk, 3, "三", fails_over)
    assert titles(other) == titles(desk) == ["一", "二", "三"]
    assert desk.verify() == []
    for engine in (desk, other):
        engine.close()


def test_a_watch_wakes_on_others_commits_and_when_the_line_goes_and_comes(
    open_engine: OpenEngine, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_module, "TRY_EVERY", 0.02)
    desk, other = open_engine(port=proxy.port), open_engine()
    add(other, "一")
    watch = desk.watch()

    def woken() -> None:
        assert select.select([watch], [], [], PATIENCE)[0]
        watch.drain()

    try:
        woken()  # what was committed before it listened
        assert titles(desk) == ["一"]
        add(other, "二")
        woken()
        assert titles(desk) == ["一", "二"]
        proxy.down = True
        proxy.cut()
        woken()
        with pytest.raises(StoreUnreachable):
            desk.refresh()
        add(other, "三")
        proxy.down = False
        while True:
            woken()
            try:
                assert titles(desk) == ["一", "二", "三"]
                break
            except StoreUnreachable:  # woken by another attempt that failed
                continue
    finally:
        watch.close()


def test_others_commits_are_taken_in_without_asking_anybody(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, other = open_engine(), open_engine()
    add(other, "一")
    watch = desk.watch()

    def woken() -> None:
        assert select.select([watch], [], [], PATIENCE)[0]
        watch.drain()

    try:
        monkeypatch.setattr(desk.link, "ask", pytest.fail)
        while titles(desk) != ["一"]:
            woken()
        add(other, "二")
        woken()
        assert titles(desk) == ["一", "二"]
        monkeypatch.undo()
        # A thread that has the handle, in a backup, say, is not waited for; what came is shown when it has ended.
        with held_by_a_thread(desk):
            assert desk.refresh() == ()
        add(desk, "三")  # what is in memory already is not taken in again
        add(other, "四")
        while len(titles(desk)) < 4:
            woken()
        assert titles(desk) == ["一", "二", "三", "四"]
    finally:
        watch.close()
    add(other, "五")
    assert titles(desk)[-1] == "五"  # nobody watches: the database is asked


@pytest.mark.usefixtures("quick")
def test_a_line_that_fell_silent_is_noticed_by_the_watch_alone(
    open_engine: OpenEngine, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_module, "PING_EVERY", 0.05)
    monkeypatch.setattr(watch_module, "TRY_EVERY", 0.02)
    monkeypatch.setattr(link_module, "ANSWER", 0.5)
    monkeypatch.setattr(link_module, "CONNECT", 2)
    desk, other = open_engine(port=proxy.port), open_engine()
    add(desk, "一")
    watch = desk.watch()

    def reached() -> bool:
        """Whether the server can be reached, as the desk hears when it is woken."""
        assert select.select([watch], [], [], PATIENCE)[0]
        watch.drain()
        try:
            desk.refresh()
        except StoreUnreachable:
            return False
        return True

    try:
        assert reached()
        proxy.silent = True  # no connection is closed, and nothing arrives any more
        while reached():
            pass
        with pytest.raises(StoreUnreachable):  # at once: the watch knows
            add(desk, "x")
        add(other, "二")
        proxy.silent = False
        while not reached():
            pass
        add(desk, "三")
        assert titles(other) == titles(desk) == ["一", "二", "三"]
    finally:
        watch.close()


def test_where_there_is_no_listen_the_number_is_looked_at(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_module, "listens", lambda connection: False)
    monkeypatch.setattr(engine_module, "listens", lambda connection: False)
    monkeypatch.setattr(watch_module, "LOOK_EVERY", 0.01)
    desk, other = open_engine(), open_engine()
    watch = desk.watch()
    try:
        while titles(desk) != ["一"]:
            if not titles(other):
                add(other, "一")
            assert select.select([watch], [], [], PATIENCE)[0]
            watch.drain()
    finally:
        watch.close()


# ---- what takes long


def test_a_long_answer_is_waited_for_and_a_silent_line_is_not(
    open_engine: OpenEngine, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(silence, "LOOK_AFTER", 0.01)
    desk = open_engine(port=proxy.port)
    add(desk, "一")
    looked: list[object] = []

    def answers(connection: psycopg.Connection[object], conninfo: str) -> None:
        looked.append(connection)
        silence.require_answer(connection, conninfo)

    monkeypatch.setattr(link_module, "require_answer", answers)
    assert desk.ask("select 1 from pg_sleep(0.3)", ()) == [(1,)]
    assert looked
    monkeypatch.setattr(link_module, "require_answer", silent)
    proxy.silent = True
    with pytest.raises(StoreUnreachable):
        list(desk.entries())
    assert desk.reach.losses


def silent(*_: object) -> None:
    """A server from which nothing comes."""
    raise psycopg.OperationalError("timeout expired")


def test_who_waits_gives_up_once_somebody_else_has_lost_the_server(
    open_engine: OpenEngine, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(silence, "LOOK_AFTER", 0.01)
    desk = open_engine(port=proxy.port)
    add(desk, "一")
    monkeypatch.setattr(link_module, "require_answer", lambda *_: desk.reach.lost(unreachable("x")))
    with pytest.raises(StoreUnreachable):
        desk.ask("select 1 from pg_sleep(20)", ())


def test_a_server_that_is_full_or_gone_is_told_apart(mortal: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with psycopg.connect(mortal.address()) as connection:
        silence.require_answer(connection, mortal.address())
        silence.require_answer(connection, mortal.address(database="nowhere"))  # it says why not
        mortal.stop("immediate")
        with pytest.raises(psycopg.OperationalError):
            silence.require_answer(connection, mortal.address())
    mortal.start()


@pytest.mark.parametrize(
    ("conninfo", "first", "expected"),
    [
        ("postgresql://desk@10.0.0.1/x", None, None),
        ("postgresql:///x?host=/run/postgresql", None, None),
        ("postgresql:///x", None, None),
        ("postgresql://[::1]:5433/x", None, None),
        ("postgresql://db/x?hostaddr=10.0.0.1", None, None),
        ("postgresql://db:5433/x", None, ("db,db", "5433,5433", "10.0.0.1,10.0.0.2")),
        ("postgresql://10.0.0.8,db/x?port=5433", None, ("10.0.0.8,db,db", "5433,5433,5433", ",10.0.0.1,10.0.0.2")),
        ("postgresql://10.0.0.8:1,10.0.0.9:2/x", Host("10.0.0.9", "2"), ("10.0.0.9,10.0.0.8", "2,1", ",")),
        ("postgresql://gone,10.0.0.9:2/x", None, ("10.0.0.9", "2", "")),
    ],
)  # fmt: skip
def test_names_are_looked_up_beside_and_the_server_that_answered_is_tried_first(
    monkeypatch: pytest.MonkeyPatch, conninfo: str, first: Host | None, expected: tuple[str, ...] | None
) -> None:
    def known(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        if host != "db":
            raise OSError
        return [(2, 1, 6, "", (address, port)) for address in ("10.0.0.1", "10.0.0.2")]

    monkeypatch.setattr(socket, "getaddrinfo", known)
    found = connecting.with_addresses(conninfo, first, PATIENCE)
    given = conninfo_to_dict(found)
    assert found == conninfo if expected is None else expected == tuple(
        given.get(key, "") for key in ("host", "port", "hostaddr")
    )  # fmt: skip


def test_a_name_that_nobody_answers_for_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    end = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: end.wait(PATIENCE) and [])
    with pytest.raises(psycopg.OperationalError):
        connecting.with_addresses("postgresql://db/x", None, 0.01)
    end.set()


def test_what_a_restored_backup_has_is_read_beside_the_desk(
    open_engine: OpenEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.closing(JournalStorage(tmp_path / "source", now=noon)) as source:
        for id in (1, 2):
            wish = {"id": id, "rev": 1, "title": "一二"[id - 1]}
            source.commit([Change("wishes", str(id), None, wish)], Stamp("李", "x"))
        source.back_up(tmp_path / "backup.tar.gz")
    desk, other = open_engine(), open_engine()
    desk_thread, came = threading.get_ident(), threading.Event()
    desk.subscribe(lambda _: came.set())
    link_open = desk.link.open

    def beside() -> link_module.Patient:
        assert threading.get_ident() != desk_thread
        return link_open()

    monkeypatch.setattr(desk.link, "open", beside)
    with contextlib.closing(desk.watch()) as watch:
        restore(other, tmp_path / "backup.tar.gz", "李", "x", empty=True)
        while not came.is_set():
            assert select.select([watch], [], [], PATIENCE)[0]
            watch.drain()
            desk.refresh()
            came.wait(0.01)
        assert [wish["title"] for wish in desk.table("wishes").values()] == ["一", "二"]
