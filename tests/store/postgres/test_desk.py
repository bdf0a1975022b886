"""The desk itself over a database: a draft taken up at another computer, a seat that is taken away, a lock without a server."""

from __future__ import annotations

import contextlib
import threading
import traceback
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import argon2
import pytest

from tests.postgres_server import Server
from tests.screens.desk import CLERK, SMALL, Desk
from tests.store.conftest import noon
from tests.store.postgres.proxy import Proxy
from tui.desk.demo import load_demo
from tui.desk.desk import Desk as UseCases
from tui.engine.postgres import watch as watch_module
from tui.engine.postgres.link import Patient
from tui.engine.postgres.opening import open_database, open_register
from tui.platform.locations import model_community
from tui.rules.privacy.rights import RIGHTS
from tui.screens import attachments
from tui.screens.lock import LockScreen
from tui.seats.actor import Actor
from tui.seats.register import Seat
from tui.store import Store


@contextlib.contextmanager
def store_at(address: str, folder: Path, actor: Actor = CLERK) -> Iterator[Store]:
    """The store as a program at one computer opens it."""
    store = Store(open_database(address, folder, grant=RIGHTS[actor.role], now=noon), noon)
    yield store
    store.close()


def locked(d: Desk) -> bool:
    return isinstance(d.app.screen, LockScreen)


async def test_a_form_that_a_dropped_line_left_is_gone_on_with_at_another_computer(
    server: Server, community: str, tmp_path: Path
) -> None:
    address = server.address(community)
    with store_at(address, tmp_path / "here") as store:
        async with Desk.opener(store, tmp_path / "one")(SMALL) as d:
            await d.press("3", "n")
            await d.type("路灯坏了")
            d.form.keep_draft()
            d.app.ending._end(129)  # the line is gone
    assert not list((tmp_path / "here" / "drafts").glob("*"))
    with store_at(address, tmp_path / "there") as store:
        async with Desk.opener(store, tmp_path / "two")(SMALL) as d:
            await d.until(lambda: "断线时尚未保存" in d.text)
            await d.press("enter")
            assert d.form.fields[0].value == "路灯坏了"
            await d.press("ctrl+s")
            assert [wish["title"] for wish in store.wishes.stored()] == ["路灯坏了"]
        assert list(store.drafts().left_behind(CLERK)) == []


async def test_a_seat_that_is_taken_away_ends_and_its_lock_opens_without_a_server(
    server: Server, proxy: Proxy, community: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(argon2, "PasswordHasher", partial(argon2.PasswordHasher, time_cost=1, memory_cost=64))
    monkeypatch.setattr(watch_module, "TRY_EVERY", 0.02)
    actor = Actor("记录员", "huiyi", "recorder")
    with open_register(server.address(community), tmp_path / "here") as seats:
        seats.put(Seat("huiyi", "recorder", "记录员"))
        seats.pins("huiyi").set("2468")
        with store_at(server.address(community, port=proxy.port), tmp_path / "here", actor) as store:
            async with Desk.opener(store, tmp_path / "one", actor)(SMALL) as d:
                await d.until(lambda: d.app.following._watch is not None)
                proxy.down = True
                proxy.cut()
                await d.press("ctrl+backslash")
                assert locked(d)
                for pin in ("1111", "2468"):
                    await d.type(pin)
                    await d.press("enter")
                    await d.until(lambda: not getattr(d.app.screen, "_trying", False))
                assert not locked(d)
                await d.press("ctrl+backslash")
                proxy.down = False
                # Where the server is back it is told that the screen is locked.
                await d.until(lambda: bool(seats.pins("huiyi").state().locked))
                seats.remove("huiyi")
                await d.until(lambda: d.app.return_code == 1)


async def test_a_desk_that_ends_locked_while_the_server_is_gone_is_locked_when_it_is_back(
    server: Server, proxy: Proxy, community: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(argon2, "PasswordHasher", partial(argon2.PasswordHasher, time_cost=1, memory_cost=64))
    monkeypatch.setattr(watch_module, "TRY_EVERY", 0.02)
    actor, here = Actor("记录员", "huiyi", "recorder"), tmp_path / "here"
    address = server.address(community, port=proxy.port)
    with open_register(server.address(community), here) as seats:
        seats.put(Seat("huiyi", "recorder", "记录员"))
        seats.pins("huiyi").set("2468")
        with store_at(address, here, actor) as store:
            async with Desk.opener(store, tmp_path / "one", actor)(SMALL) as d:
                await d.until(lambda: d.app.following._watch is not None)
                proxy.down = True
                proxy.cut()
                await d.press("ctrl+backslash")
                assert locked(d)
        proxy.down = False
        # The database does not know it; this computer does, and another one of the same seat does not.
        assert seats.pins("huiyi").state().locked
        with open_register(server.address(community), tmp_path / "there") as elsewhere:
            assert not elsewhere.pins("huiyi").state().locked
        with store_at(address, here, actor) as store:
            async with Desk.opener(store, tmp_path / "one", actor)(SMALL) as d:
                assert locked(d)
                await d.type("2468")
                await d.press("enter")
                await d.until(lambda: not getattr(d.app.screen, "_trying", False))
                assert not locked(d)
        assert not seats.pins("huiyi").state().locked


async def test_no_key_but_a_save_asks_the_server_in_the_thread_of_the_screen(
    server: Server, community: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(argon2, "PasswordHasher", partial(argon2.PasswordHasher, time_cost=1, memory_cost=64))
    monkeypatch.setattr(attachments, "opener", lambda: "true")
    screen, saving, asked = threading.get_ident(), [False], list[str]()
    wait = Patient.wait

    def watched(self: Patient, *rest: Any, **how: Any) -> Any:
        if threading.get_ident() == screen and not saving[0]:
            asked.append("".join(traceback.format_stack(limit=12)))
        return wait(self, *rest, **how)

    @contextlib.contextmanager
    def told() -> Iterator[None]:
        saving[0] = threading.get_ident() == screen
        yield
        saving[0] = False

    (tmp_path / "照片.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    office, mine = server.address(community), Actor("小陈", "chen", "staff")
    with open_register(office, tmp_path / "here") as seats:
        seats.put(Seat("chen", "staff", "小陈"))
    for actor in (CLERK, mine):
        with store_at(office, tmp_path / actor.seat, actor) as store:
            if store.empty:
                load_demo(store, model_community(), actor)
            async with Desk.opener(store, tmp_path / actor.seat, actor)(SMALL) as d:
                await d.until(lambda: d.app.following._watch is not None)
                with monkeypatch.context() as patched:
                    patched.setattr(store, "while_saving", told)
                    patched.setattr(Patient, "wait", watched)
                    await d.press("；", "1", "u", "u", "ctrl+r", "5", "c")
                    await d.type("一")
                    await d.press("enter", "up", "escape", "ctrl+z", "escape", "escape", "3", "+", "+")
                    await d.type(str(tmp_path / "照片.png"))
                    await d.press("ctrl+s", "enter", "escape", "escape", ".")
                    await d.press("ctrl+s")
                    await d.press("ctrl+backslash")
                    for _ in range(2):
                        await d.type("2468")
                        await d.press("tab")
                    await d.press("ctrl+s", "ctrl+backslash")
                    assert locked(d)
                    await d.type("2468")
                    await d.press("enter")
                    await d.until(lambda: not locked(d))
                assert not asked, asked[0]
                assert any("照片" in text for text in d.announced) == (actor is CLERK)


async def test_today_says_what_cannot_be_read_while_the_server_is_gone_and_reads_it_when_it_is_back(
    server: Server, proxy: Proxy, community: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_module, "TRY_EVERY", 0.02)
    with store_at(server.address(community, port=proxy.port), tmp_path / "here") as store:
        UseCases(store, CLERK).wishes.record({"title": "路灯坏了"})
        async with Desk.opener(store, tmp_path / "one")(SMALL) as d:
            await d.until(lambda: d.app.following._watch is not None)
            proxy.down = True
            proxy.cut()
            await d.press("；")
            await d.until(lambda: "连不上" in d.text)
            assert "路灯坏了" not in d.text
            proxy.down = False
            await d.until(lambda: "路灯坏了" in d.text)
            assert "连不上" not in d.text
