"""What the tests of the store share: a folder, a clock that stands still, and other processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tui.engine.embedded.storage import JournalStorage
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
def open_a_store(folder: Path) -> Iterator[Callable[[], Store]]:
    """Opens stores on one folder, each as another process would; all are closed at the end."""
    opened: list[Store] = []

    def open_one() -> Store:
        opened.append(open_store(folder, now=noon))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Starts one of the programs in programs.py on the folder, as a process of its own."""
    running: list[subprocess.Popen[str]] = []

    def start_one(program: str, *arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, str(PROGRAMS), program, str(folder), *map(str, arguments)],
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
