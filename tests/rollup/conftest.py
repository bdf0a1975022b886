"""What the tests of the board over communities share: two communities by each engine, and a board that opens nothing."""

from __future__ import annotations

import asyncio
import inspect
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from tests.postgres_server import Server
from tests.screens.settling import PATIENCE
from tui.desk.tallies import follow_tallies, keep_tally
from tui.platform.config import Config
from tui.platform.locations import locations
from tui.queries.tally_keeper import TallyKeeper
from tui.rules.calendar.time_zone import LOCAL
from tui.screens.communities import CommunitiesApp
from tui.seats.actor import Actor
from tui.seats.register import Seat, SeatRegister
from tui.store import Store, open_seats, open_store

STREET = Actor("王街道", "jd", "overseer")
STAFF = Actor("小李", "local")


class Opened(CommunitiesApp):
    """The board, which only notes what it would open."""

    # Textual looks for it beside the class that is run.
    CSS_PATH = str(Path(inspect.getfile(CommunitiesApp)).parent / str(CommunitiesApp.CSS_PATH))

    def __init__(self, folders: Sequence[str], actor: Actor) -> None:
        super().__init__(folders, actor, Config(), follow_tallies(folders, actor))
        self.opened: list[Sequence[str]] = []
        self.told: list[str] = []

    def open_desk(self, command: Sequence[str]) -> None:
        self.opened.append(command)

    def notify(self, message: str, **how: object) -> None:
        self.told.append(message)

    @property
    def text(self) -> str:
        return "\n".join(strip.text.rstrip() for strip in self.screen._compositor.render_strips())

    async def ended(self) -> None:
        """Have it look whether its seat is still there, until it has ended."""
        end = time.monotonic() + PATIENCE
        while self.is_running:
            assert time.monotonic() < end
            self._look_around()
            await asyncio.sleep(0.01)

    async def until(self, *texts: str) -> str:
        """The screen once all these are on it, or were said."""
        end = time.monotonic() + PATIENCE
        while not all(text in self.text or text in "".join(self.told) for text in texts):
            assert time.monotonic() < end, f"{texts}\n{self.text}\n{self.told}"
            await asyncio.sleep(0.01)
        return self.text


def at(place: str) -> Path | str:
    """The folder or address of a community, as a store is opened there."""
    return locations(place).store


@pytest.fixture
def folders(put_community: Callable[[Path, datetime], None], tmp_path: Path) -> list[str]:
    """The folders of two communities, where the seat jd oversees."""
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


@pytest.fixture(params=["folder", "database"])
def places(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two communities, by each engine, where the seat jd oversees: folders, or in a database."""
    if request.param == "folder":
        found: list[str] = request.getfixturevalue("folders")
        return found
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    server: Server = request.getfixturevalue("server")
    mark = uuid.uuid4().hex[:8]
    addresses = [server.address(f"{name}{mark}") for name in ("east", "west")]
    for address in addresses:
        store = open_store(address)
        with store.transaction(by="示例", seat="demo", action="demo.load") as transaction:
            transaction.insert("communities", {"name": "东风路南社区"})
            for number in range(1, 6):
                transaction.insert(
                    "wishes", {"title": f"心愿{number}", "number": f"2026-000{number}", "state": "accepted"}
                )
        store.close()
        with open_seats(address) as seats:
            seats.put(Seat("jd", "overseer", "王街道"))
    return addresses


@pytest.fixture
def west(places: list[str]) -> Iterator[Store]:
    """The store of the second, at which somebody works."""
    store = open_store(at(places[1]))
    yield store
    store.close()
