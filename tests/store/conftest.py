"""What the tests of the store share: a folder, a clock that stands still, and other processes."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.postgres_server import Server
from tui.engine.embedded.storage import JournalStorage
from tui.kinds.words import Role
from tui.rules.calendar.time_zone import LOCAL
from tui.store import Store, open_store

NOON = datetime(2026, 3, 26, 12, 0, tzinfo=LOCAL)
PROGRAMS = Path(__file__).with_name("programs.py")

Start = Callable[..., "subprocess.Popen[str]"]


def noon() -> datetime:
    return NOON


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a store will be; nothing is there yet."""
    return tmp_path / "store"


@pytest.fixture(params=["folder", "database"])
def place(request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path | str:
    """Where a store will be, by each engine: a folder, or a community in a database. Nothing is there yet."""
    if request.param == "folder":
        return folder
    # What stays on this computer, backups, is not to be put into the home of whoever runs the tests.
    monkeypatch.setenv("XDG_DATA_HOME", str(folder.parent / "home"))
    server: Server = request.getfixturevalue("server")
    return server.address(f"社区{uuid.uuid4().hex}")


@pytest.fixture
def open_storage(folder: Path) -> Iterator[Callable[..., JournalStorage]]:
    """Opens storages on one folder, each as another process would; all are closed at the end."""
    opened: list[JournalStorage] = []

    def open_one(where: Path | None = None, **options: object) -> JournalStorage:
        storage = JournalStorage(where or folder, now=noon, **options)  # type: ignore[arg-type]
        opened.append(storage)
        return storage

    yield open_one
    for storage in opened:
        storage.close()


@pytest.fixture
def open_as(place: Path | str) -> Iterator[Callable[[Role], Store]]:
    """Opens stores at one place for somebody of a role, each as another process would; all are closed at the end."""
    opened: list[Store] = []

    def open_one(role: Role) -> Store:
        opened.append(open_store(place, role=role, now=noon))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def open_a_store(open_as: Callable[[Role], Store]) -> Callable[[], Store]:
    """Opens stores at one place for the staff."""
    return lambda: open_as("staff")


@pytest.fixture
def start(request: pytest.FixtureRequest, folder: Path) -> Iterator[Start]:
    """Starts one of the programs in programs.py on the folder, or the place that the test has, as a process of its own."""
    where = request.getfixturevalue("place") if "place" in request.fixturenames else folder
    running: list[subprocess.Popen[str]] = []

    def start_one(program: str, *arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, str(PROGRAMS), program, str(where), *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=PROGRAMS.parents[2],
            env={"PYTHONPATH": str(PROGRAMS.parents[2]), "PATH": "/usr/bin:/bin"},
        )
        running.append(process)
        return process

    yield start_one
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait(30)
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()
