"""The board over communities: it follows what others commit, opens a community as its viewer, and sends notes."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import argon2
import pytest
from textual.events import Key

from tests.rollup.conftest import STAFF, STREET, Opened, at
from tests.screens.desk import Desk as DeskAt
from tests.screens.settling import settle
from tui.desk.desk import Desk
from tui.desk.tallies import keep_tally, kept_tally
from tui.queries.tally_keeper import TallyKeeper
from tui.screens.background.upkeep import Upkeep
from tui.seats.actor import Actor
from tui.seats.register import Seat
from tui.store import Store, open_seats, open_store


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60), (59, 20)])
async def test_each_community_has_a_line_at_any_width(folders: list[str], size: tuple[int, int]) -> None:
    app = Opened([*folders, "/nowhere/at/all"], STREET)
    async with app.run_test(size=size):
        text = await app.until("east", "west", "没有这个文件夹")
        assert all(len(line) <= size[0] for line in text.splitlines())
        assert "督办" in text


async def test_what_others_commit_is_shown(places: list[str], west: Store) -> None:
    app = Opened(places, STREET)
    async with app.run_test(size=(120, 36)):
        await app.until("east", "west", "在办 10")
        desk, keeper = Desk(west, STAFF), TallyKeeper(west)
        keeper.tally()
        west.subscribe(keeper.follow)
        desk.wishes.record({"title": "路灯坏了"})
        keep_tally(places[1], keeper.tally())  # as a desk does; a database has done so
        await app.until("在办 11")
        assert app.lines[0].address == places[1]  # the most in hand


async def test_what_a_dead_program_left_is_counted(folders: list[str]) -> None:
    app = Opened(folders, STREET)
    async with app.run_test(size=(120, 36)):
        await app.until("east", "west", "在办 10")
        store = open_store(Path(folders[1]))
        Desk(store, STAFF).wishes.record({"title": "楼道灯坏了"})
        store.close()
        await app.until("在办 11")


async def test_a_community_is_opened_as_its_viewer_and_a_note_is_sent(places: list[str], west: Store) -> None:
    app = Opened(places, STREET)
    async with app.run_test(size=(120, 36)) as pilot:
        await app.until("east", "west", "在办 10")
        await pilot.press("enter")
        (command,) = app.opened
        assert command[-7:] == ["--data", places[0], "--viewer", "--seat", "jd", "--lang", "zh"]
        await pilot.press("s", *"note", "escape", "down", "s", *"s", "enter")
        await app.until("督办意见已送到", "待复 1")
        west.refresh()
        assert [note["text"] for note in west.supervisions.stored()] == ["notes"]
        assert west.supervisions.stored()[0]["by"] == "王街道"
        Desk(west, STAFF).notes.answer(1, "周三前办好")
        keep_tally(places[1], TallyKeeper(west).tally())
        await app.until("已复 1")


async def test_keys_that_come_together_are_done_in_their_order(folders: list[str]) -> None:
    app = Opened(folders, STREET)
    async with app.run_test(size=(120, 36)):
        await app.until("east", "west", "在办 10")
        for key in ("down", "enter", "up", "enter"):  # typed while the program was busy
            app.post_message(Key(key, None))
        while len(app.opened) < 2:
            await settle(app)
        assert [command[command.index("--data") + 1] for command in app.opened] == folders[::-1]


async def test_an_open_desk_keeps_the_tally_of_its_own_commits_and_of_others(
    folders: list[str],
) -> None:
    folder = Path(folders[1])
    west = open_store(folder)
    (folder / "tally.json").write_text('{"rules": 1, "torn')  # by a crash; the first look counts all
    async with DeskAt.opener(west, folder.parent, STAFF)() as d:
        d.app.locations = d.app.locations._replace(data=folder)
        Upkeep(d.app).begin()
        await d.after(3)
        await d.until(lambda: kept_tally(folder, west.seq) is not None)
        Desk(west, STAFF).wishes.record({"title": "路灯坏了"})
        await d.until(lambda: kept_tally(folder, west.seq) is not None)
        other = open_store(folder)
        Desk(other, Actor("小王", "local")).wishes.record({"title": "楼道灯坏了"})
        west.refresh()
        await d.until(lambda: kept_tally(folder, other.seq) == TallyKeeper(other).tally())
        other.close()
    west.close()


async def test_who_is_no_overseer_any_more_is_out(places: list[str]) -> None:
    app = Opened(places, STREET)
    async with app.run_test(size=(80, 24)):
        await app.until("east")
        with open_seats(places[1]) as seats:
            seats.put(Seat("jd", "viewer", "王街道"))
        await app.ended()
    assert app.return_code == 1 or app.return_value == 1


async def test_the_board_is_locked_as_a_desk_is(places: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = partial(argon2.PasswordHasher, time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(argon2, "PasswordHasher", hasher)
    app = Opened(places, STREET)
    async with app.run_test(size=(120, 36)) as pilot:
        await app.until("east", "在办 10")
        await pilot.press("ctrl+backslash")
        await app.until("还没有密码")  # one is chosen in the community
        with open_seats(at(places[0])) as seats:
            seats.pins("jd").set("2468")
        await pilot.press("ctrl+backslash")
        assert "east" not in await app.until("已锁定")
        await pilot.press("s", "f1", "escape", *"1111", "enter")
        await app.until("密码不对")
        assert not app.opened
        await pilot.press(*"2468", "enter")
        await app.until("east", "在办 10")
        app.locking.minutes, app.locking._last = 5, app.context.now - timedelta(minutes=6)
        app._look_around()
        await app.until("已锁定")
        await pilot.press("f10")
        assert app.is_running
        await pilot.press("f10")
    again = Opened(places, STREET)
    async with again.run_test(size=(120, 36)):
        await again.until("已锁定")


async def test_the_board_reads_no_document(folders: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.engine.embedded import replica

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a document was read")

    monkeypatch.setattr(replica.Replica, "__init__", refused)
    app = Opened(folders, STREET)
    async with app.run_test(size=(120, 36)):
        await app.until("在办 10")
