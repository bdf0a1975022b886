"""Who has which record open: known to every desk of the community, on whichever computer, without a file."""

from __future__ import annotations

import contextlib
import select
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.screens.settling import PATIENCE
from tests.store.postgres.conftest import OpenEngine
from tests.store.postgres.proxy import Proxy
from tests.store.postgres.test_upkeep import desk_over
from tui.engine.postgres import watch as watch_module
from tui.engine.postgres.link import Patient
from tui.engine.protocol import Watch
from tui.seats.actor import Actor
from tui.seats.presence import Announced, Opened

LI, WU = Actor("李梅", "local"), Actor("吴刚", "jiedao")


def until(watch: Watch, true: Callable[[], bool]) -> None:
    """Wait for what a watch wakes for."""
    while not true():
        assert select.select([watch], [], [], PATIENCE)[0]
        watch.drain()


def open_for(presence: Announced) -> set[Opened]:
    return set(presence.others())


def test_what_is_open_elsewhere_is_known_and_goes_with_its_program(
    open_engine: OpenEngine, proxy: Proxy, community: str, sql: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_module, "TRY_EVERY", 0.02)
    one, other = open_engine(), open_engine(port=proxy.port)
    ours, theirs = one.presence(LI), other.presence(WU)
    our_watch, their_watch = one.watch(), other.watch()
    try:
        ours.publish([("wish", 1, True)])
        until(their_watch, lambda: open_for(theirs) == {Opened("李梅", "local", "wish", 1, True)})
        assert ours.others() == ()
        ours.rename(Actor("李小梅", "local"))
        ours.publish([("wish", 1, False), ("team", 2, False)])
        told = {Opened("李小梅", "local", "wish", 1, False), Opened("李小梅", "local", "team", 2, False)}
        until(their_watch, lambda: open_for(theirs) == told)
        theirs.publish([("wish", 1, True)])
        until(our_watch, lambda: open_for(ours) == {Opened("吴刚", "jiedao", "wish", 1, True)})
        # A line that was cut and is back: it is announced again, also if the row went meanwhile.
        sql("delete from xingfu.presence where community = %s and content like '%%jiedao%%'", community)
        proxy.cut()
        theirs_again = "select 1 from xingfu.presence where community = %s and content like '%%jiedao%%'"
        until(their_watch, lambda: bool(sql(theirs_again, community)))
    finally:
        our_watch.close()
        until(their_watch, lambda: open_for(theirs) == set())
        their_watch.close()
    assert sql("select content from xingfu.presence where community = %s", community) == []


def test_a_program_that_is_not_seen_any_more_does_not_count(
    open_engine: OpenEngine, community: str, sql: Any
) -> None:
    engine = open_engine()
    for program, seen, wish in (("dead", "21", 1), ("alive", "0", 2)):
        sql(
            "insert into xingfu.presence values (%s, %s, %s, now() - %s * interval '1 second')",
            community, program, f'{{"by":"x","seat":"x","open":[["wish",{wish},false]]}}', seen,
        )  # fmt: skip
    sql("insert into xingfu.presence values (%s, 'nonsense', '{')", community)
    presence, watch = engine.presence(LI), engine.watch()
    try:
        until(watch, lambda: open_for(presence) == {Opened("x", "x", "wish", 2, False)})
    finally:
        watch.close()


def _is_told(presence: Announced, told: set[Opened]) -> bool:
    return open_for(presence) == told


class Refused:
    """An errand that the server does not do."""

    def __init__(self) -> None:
        self.asked = threading.Semaphore(0)

    def tell(self, connection: Patient, *, anew: bool) -> bool:
        self.asked.release()
        return bool(connection.execute("select 1 / 0").fetchone())

    def hear(self, _: Patient) -> bool:
        return False

    leave = hear


def test_what_the_server_refuses_beside_is_no_server_that_is_gone(open_engine: OpenEngine) -> None:
    engine, other = open_engine(), open_engine()
    refused = Refused()
    engine._beside.add(refused)
    ours, theirs = engine.presence(LI), other.presence(WU)
    with contextlib.closing(engine.watch()), contextlib.closing(other.watch()) as their_watch:
        for id in (1, 2):
            ours.publish([("wish", id, True)])  # an errand beside it
            assert refused.asked.acquire(timeout=PATIENCE)
            told = {Opened("李梅", "local", "wish", id, True)}
            until(their_watch, partial(_is_told, theirs, told))
            desk_over(engine).wishes.record({"title": "路灯坏了"})
            engine.refresh()
    assert engine.reach.losses == 0
