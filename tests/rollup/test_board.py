"""The board over communities: it follows what others commit, opens a community as its viewer, and sends notes."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from tests.screens.desk import Desk as DeskAt
from tests.screens.settling import PATIENCE
from tui.desk.desk import Desk
from tui.desk.tallies import keep_tally, kept_tally
from tui.platform.config import Config
from tui.queries.tally_keeper import TallyKeeper
from tui.rules.calendar.time_zone import LOCAL
from tui.screens.background.upkeep import Upkeep
from tui.screens.communities import CommunitiesApp
from tui.seats.actor import Actor
from tui.seats.register import Seat, SeatRegister
from tui.store import Store, open_store

STREET = Actor("王街道", "jd", "overseer")
STAFF = Actor("小李", "local")


class Opened(CommunitiesApp):
    """The board, which only notes what it would open."""

    # Textual looks for it beside the class that is run.
    CSS_PATH = str(Path(inspect.getfile(CommunitiesApp)).parent / str(CommunitiesApp.CSS_PATH))

    def __init__(self, folders: Sequence[str], actor: Actor) -> None:
        super().__init__(folders, actor, Config())
        self.opened: list[Sequence[str]] = []
        self.told: list[str] = []

    def open_desk(self, command: Sequence[str]) -> None:
        self.opened.append(command)

    def notify(self, message: str, **how: object) -> None:
        self.told.append(message)

    @property
    def text(self) -> str:
        return "\n".join(strip.text.rstrip() for strip in self.screen._compositor.render_strips())

    async def until(self, *texts: str) -> str:
        """The screen once all these are on it, or were said."""
        end = time.monotonic() + PATIENCE
        while not all(text in self.text or text in "".join(self.told) for text in texts):
            assert time.monotonic() < end, f"{texts}\n{self.text}\n{self.told}"
            await asyncio.sleep(0.01)
        return self.text


@pytest.fixture
def folders(put_community: Callable[[Path, datetime], None], tmp_path: Path) -> list[str]:
    found = []
    for name in ("east", "west"):
        folder = tmp_path / name
        put_community(folder, datetime.now(LOCAL))
        store = open_store(folder)
        keep_tally(folder, TallyKeeper(store).tally())
        store.close()
        SeatRegister(folder).put(Seat("jd", "overseer", "王街道"))
        found.append(str(folder))
    return found


@pytest.fixture
def west(folders: list[str]) -> Iterator[Store]:
    """The store of one, at which somebody works."""
    store = open_store(Path(folders[1]))
    yield store
    store.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60), (59, 20)])
async def test_each_community_has_a_line_at_any_width(folders: list[str], size: tuple[int, int]) -> None:
    app = Opened([*folders, "/nowhere/at/all"], STREET)
    async with app.run_test(size=size):
        text = await app.until("east", "west", "没有这个文件夹")
        assert all(len(line) <= size[0] for line in text.splitlines())
        assert "督办" in text


async def test_what_others_commit_is_shown_and_what_a_dead_program_left_is_counted(
    folders: list[str], west: Store
) -> None:
    app = Opened(folders, STREET)
    async with app.run_test(size=(120, 36)):
        await app.until("east", "west")
        desk, keeper = Desk(west, STAFF), TallyKeeper(west)
        keeper.tally()
        west.subscribe(keeper.follow)
        await app.until("在办 10")
        desk.wishes.record({"title": "路灯坏了"})
        keep_tally(Path(folders[1]), keeper.tally())
        await app.until("在办 11")
        assert app.lines[0].address == folders[1]  # the most in hand
        # Whoever made this one died before the tally was kept.
        desk.wishes.record({"title": "楼道灯坏了"})
        await app.until("在办 12")


async def test_a_community_is_opened_as_its_viewer_and_a_note_is_sent(
    folders: list[str], west: Store
) -> None:
    app = Opened(folders, STREET)
    async with app.run_test(size=(120, 36)) as pilot:
        await app.until("east", "west")
        await pilot.press("enter")
        (command,) = app.opened
        assert command[-7:] == ["--data", folders[0], "--viewer", "--seat", "jd", "--lang", "zh"]
        await pilot.press("s", *"note", "escape", "down", "s", *"s", "enter")
        await app.until("督办意见已送到", "待复 1")
        west.refresh()
        assert [note["text"] for note in west.supervisions.stored()] == ["notes"]
        assert west.supervisions.stored()[0]["by"] == "王街道"
        Desk(west, STAFF).notes.answer(1, "周三前办好")
        keep_tally(Path(folders[1]), TallyKeeper(west).tally())
        await app.until("已复 1")


async def test_an_open_desk_keeps_the_tally_of_its_own_commits_and_of_others(
    folders: list[str], west: Store
) -> None:
    folder = Path(folders[1])
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


async def test_who_is_no_overseer_any_more_is_out(folders: list[str]) -> None:
    app = Opened(folders, STREET)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.until("east")
        SeatRegister(Path(folders[1])).put(Seat("jd", "viewer", "王街道"))
        app._look_around()
        await pilot.pause()
    assert app.return_code == 1 or app.return_value == 1


async def test_the_board_reads_no_document(folders: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.engine.embedded import replica

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a document was read")

    monkeypatch.setattr(replica.Replica, "__init__", refused)
    app = Opened(folders, STREET)
    async with app.run_test(size=(120, 36)):
        await app.until("在办 10")
