"""The tallies of a database: kept by every commit whoever makes it, and a board that goes on while the server is gone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.cli.conftest import Run, run
from tests.postgres_server import Server, Sql, own_database, past_the_program
from tests.rollup.conftest import STAFF, Opened
from tests.store.conftest import NOON, noon
from tests.store.postgres.proxy import Proxy
from tui.desk.desk import Desk
from tui.desk.tallies import keep_tally, open_tallies
from tui.engine.postgres import tallies as tallies_module
from tui.kinds.words import Role
from tui.queries.tally_keeper import TallyKeeper
from tui.rules.rollup.tally import RULES, Kept
from tui.seats.actor import Actor
from tui.seats.register import Seat
from tui.store import Store, open_seats, open_store

__all__ = ["run"]

Opener = Callable[..., Store]


@pytest.fixture
def district(server: Server) -> Iterator[str]:
    """The name of a database of its own, in which no community is."""
    with own_database(server, "district") as name:
        yield name


@pytest.fixture
def sql(server: Server, district: str) -> Iterator[Sql]:
    """What somebody does to the database past the program; the rows."""
    with past_the_program(server.address(database=district)) as run:
        yield run


@pytest.fixture
def opened(
    server: Server, district: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opener]:
    """Opens stores of communities in the district."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    stores: list[Store] = []

    def open_one(community: str = "三义里", role: Role = "staff") -> Store:
        stores.append(open_store(server.address(quote(community), database=district), role=role, now=noon))
        return stores[-1]

    yield open_one
    for store in stores:
        store.close()


def kept(server: Server, district: str, *communities: str) -> list[Kept]:
    addresses = [server.address(one, database=district) for one in communities or ("",)]
    return list(open_tallies(addresses, NOON.date()).read())


def named(store: Store, name: str) -> None:
    with store.transaction(by="", seat="", action="write") as transaction:
        if store.community:
            transaction.update("communities", 1, {"name": name})
        else:
            transaction.insert("communities", {"name": name})


def test_each_commit_keeps_the_tally_whoever_makes_it(server: Server, district: str, opened: Opener) -> None:
    roles: tuple[Role, ...] = ("staff", "recorder", "viewer", "overseer")
    staff, recorder, viewer, street = (opened(role=role) for role in roles)
    named(staff, "三义里社区")

    def agrees(store: Store) -> None:
        """The tally is what counting all documents gives."""
        (found,) = kept(server, district, "三义里")
        assert found.current
        assert found.tally is not None
        staff.refresh()
        counted = TallyKeeper(staff).tally()
        assert found.tally._replace(sums={**found.tally.sums}) == counted
        assert store.seq == found.tally.seq

    Desk(staff, STAFF).wishes.record({"title": "路灯坏了", "due": "2026-03-01", "recorded_on": "2026-02-20"})
    agrees(staff)
    Desk(recorder, Actor("小张", "rec", "recorder")).wishes.record({"title": "井盖"})
    Desk(recorder, Actor("小张", "rec", "recorder")).wishes.edit(2, {"due": "2026-04-20"})
    agrees(recorder)
    Desk(viewer, Actor("街道", "jd", "viewer")).wishes.supervise(1, "本周办结")
    agrees(viewer)
    Desk(street, Actor("街道", "jd", "overseer")).notes.add("请报台账")
    agrees(street)
    staff.refresh()
    desk = Desk(staff, STAFF)
    desk.notes.answer(1, "已报")
    desk.history.undo()
    with staff.transaction(by="", seat="", action="write") as transaction:
        volunteer = transaction.insert("volunteers", {"name": "王"})
        transaction.insert("hours", {"volunteer_id": volunteer["id"], "on": "2026-03-02", "hours": 0.1})
        transaction.insert("hours", {"volunteer_id": volunteer["id"], "on": "2026-03-03", "hours": 0.2})
        transaction.insert("hours", {"volunteer_id": 1, "hours": "no number"})  # not as the program writes it
    agrees(staff)
    named(staff, "三义里第一社区")
    agrees(staff)


def test_what_an_older_program_commits_is_seen_to_be_missing_and_counted_by_who_commits_next(
    server: Server, district: str, opened: Opener, sql: Sql
) -> None:
    store = opened()
    named(store, "三义里社区")
    desk = Desk(store, STAFF)
    desk.wishes.record({"title": "路灯坏了"})
    for stale in (
        "update xingfu.tallies set seq = seq - 1",
        "update xingfu.tallies set rules = 0",
        "delete from xingfu.tallies",
    ):
        sql(stale)
        (found,) = kept(server, district)
        assert not found.current
        desk.wishes.record({"title": "井盖"})
        (found,) = kept(server, district)
        assert found.current
        assert found.tally is not None
        assert found.tally == TallyKeeper(store).tally()
    # A handle that does not hold everything cannot count; whoever looks after the store does, and the board does.
    sql("update xingfu.tallies set seq = 1")
    Desk(opened(role="overseer"), Actor("街道", "jd", "overseer")).notes.add("请报台账")
    assert not kept(server, district)[0].current
    store.refresh()
    store.tidy(force=True)
    assert kept(server, district)[0].current
    assert sql("select count(*) from xingfu.sums where amount = 0") == [(0,)]


def test_a_tally_that_was_counted_before_a_commit_is_not_kept(
    server: Server, district: str, opened: Opener, sql: Sql
) -> None:
    store, address = opened(), server.address("三义里", database=district)
    desk = Desk(store, STAFF)
    desk.wishes.record({"title": "路灯坏了"})
    tally = TallyKeeper(store).tally()
    assert keep_tally(address, tally)
    sql("delete from xingfu.tallies")
    desk.wishes.record({"title": "井盖"})
    assert not keep_tally(address, tally)
    # Where it could not be kept, what was counted is held until the next commit.
    sql("delete from xingfu.tallies")
    tallies = open_tallies([address], NOON.date())
    assert not tallies.read()[0].current
    tallies.counted(address, TallyKeeper(store).tally())
    assert tallies.read()[0].current
    sql("update xingfu.communities set seq = seq + 1")
    assert not tallies.read()[0].current


def test_all_communities_of_a_database_are_meant_where_none_is_named(
    server: Server, district: str, opened: Opener
) -> None:
    (nothing,) = kept(server, district)
    assert (nothing.wrong, nothing.tally) == ("missing", None)
    for community in ("南院", "三义里", "a&b=c%"):
        named(opened(community), f"{community}社区")
    found = kept(server, district)
    assert {one.tally and one.tally.name for one in found} == {"南院社区", "三义里社区", "a&b=c%社区"}
    for one in found:  # each address is that of a store
        store = open_store(one.address, now=noon)
        assert store.community is not None
        assert one.tally is not None
        assert store.community["name"] == one.tally.name
        store.close()
    (south, none) = kept(server, district, "南院", "没有的")
    assert (south.current, none.wrong) == (True, "missing")


def test_only_sums_that_a_figure_of_today_asks_for_are_read(
    server: Server, district: str, opened: Opener
) -> None:
    store = opened()
    with store.transaction(by="", seat="", action="write") as transaction:
        for day in ("2024-01-05", "2026-03-05"):
            transaction.insert("hours", {"volunteer_id": 1, "on": day, "hours": 2})
            transaction.insert("wishes", {"state": "accepted", "due": day})
    (found,) = kept(server, district)
    assert found.tally is not None
    assert dict(found.tally.sums) == {"hours 2026-03": 2, "open": 2, "due 2024-01-05": 1, "due 2026-03-05": 1}


def test_a_seat_sees_the_communities_of_a_database_in_which_it_oversees(
    server: Server, district: str, opened: Opener, run: Run, tmp_path: Path
) -> None:
    for community in ("三义里", "南院", "东里"):
        named(opened(community), f"{community}社区")
    key, everything = tmp_path / "k.pub", server.address(database=district)
    key.write_text("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH4hXqTJaz8zRpccB4+b9XismiWOKzonavJAgif14TEa jd\n")
    add = ("seat", "add", "jd", "--role", "overseer", "--key", str(key))
    status, out, err = run("--data", everything, *add)
    assert (status, out.count("--data"), "--communities" in out) == (0, 1, True), err

    def seen(*arguments: str) -> list[str]:
        status, out, err = run(*arguments, "--seat", "jd", "--communities", "--json")
        assert status == 0, err
        return sorted(line["community"] for line in json.loads(out))

    assert seen("--data", everything) == ["三义里社区", "东里社区", "南院社区"]
    with open_seats(server.address("东里", database=district)) as seats:
        seats.put(Seat("jd", "viewer"))
    assert seen("--data", everything) == ["三义里社区", "南院社区"]
    status, _, err = run(
        "--data",
        server.address("东里", database=district),
        "--seat",
        "jd",
        "--lang",
        "en",
        "--communities",
        "--json",
    )
    assert (status, "may not oversee" in err) == (1, True)
    for community in ("三义里", "南院"):
        with open_seats(server.address(community, database=district)) as seats:
            seats.remove("jd")
    assert run("--data", everything, "--seat", "jd", "--communities", "--json")[0] == 1


def test_folders_and_databases_are_mixed_and_may_stand_in_the_settings(
    server: Server, district: str, opened: Opener, run: Run, tmp_path: Path
) -> None:
    for store, name in ((opened("南院"), "南院社区"), (open_store(tmp_path / "east"), "东里社区")):
        named(store, name)
        store.close()
    address = server.address(user="postgres:secret", database=district)
    (tmp_path / "config.toml").write_text(f"communities = {json.dumps([str(tmp_path / 'east'), address])}\n")
    status, out, err = run("--communities", "--json")
    assert status == 0, err
    lines = {line["community"]: line for line in json.loads(out)}
    assert set(lines) == {"南院社区", "东里社区"}
    assert set(lines["南院社区"]) == set(lines["东里社区"])
    assert lines["南院社区"]["data"].endswith(f"/{district}?community=南院")
    assert "secret" not in out + err


async def test_the_board_keeps_its_figures_while_the_server_is_gone_and_goes_on_when_it_is_back(
    server: Server, district: str, opened: Opener, sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tallies_module, "_TRY_EVERY", 0.05)
    monkeypatch.setattr(tallies_module, "_LOOK_EVERY", 0.3)
    store = opened()
    named(store, "三义里社区")
    desk = Desk(store, STAFF)
    desk.wishes.record({"title": "路灯坏了"})
    with Proxy(server.port) as proxy:
        app = Opened([server.address(port=proxy.port, database=district)], STAFF)
        async with app.run_test(size=(120, 36)) as pilot:
            await app.until("三义里社区", "在办 1")
            proxy.set(down=True)
            proxy.cut()
            await app.until("连不上", "三义里社区")
            assert app.lines[0].figures is not None
            assert app.lines[0].figures.open == 1
            await pilot.press("enter", "s")
            assert not app.opened
            desk.wishes.record({"title": "井盖"})
            proxy.set()
            await app.until("在办 2")
            # A community that is new is found, and one that fell behind is counted.
            named(opened("南院"), "南院社区")
            sql("update xingfu.tallies set rules = 0 where community = '三义里'")
            await app.until("南院社区", "社区 2", "在办 2")


async def test_a_server_that_refuses_or_is_not_there_is_said(server: Server) -> None:
    with Proxy(server.port) as proxy:
        proxy.set(down=True)
        app = Opened([server.address("x", port=proxy.port), server.address(user="nobody-here")], STAFF)
        async with app.run_test(size=(120, 36)) as pilot:
            await app.until("连不上", "不让这个账户登录")
            await pilot.press("down", "enter")
            await app.until("nobody-here")  # all of it


def test_the_rules_are_part_of_what_is_kept(opened: Opener, sql: Sql) -> None:
    named(opened(), "三义里社区")
    assert sql("select rules, seq, name from xingfu.tallies") == [(RULES, 1, "三义里社区")]
