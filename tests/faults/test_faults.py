"""The promises of the store under real collisions and deaths; the same runs as `python -m tests.faults`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.runs import fill, forked, opened
from tui.engine.changes import Change
from tui.engine.embedded.storage import JournalStorage
from tui.language.errors import StoreBusy

ROOT = Path(__file__).parents[2]


def run(folder: Path, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--folder", str(folder), *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_eight_processes_on_the_same_documents_lose_nothing(tmp_path: Path) -> None:
    found = run(tmp_path, "--processes", "8", "--commits", "200", "--kills", "0", "--upkeep", "0")["overlap"]
    assert (found["commits"], found["lost"]) == (1600, 0)
    assert found["looks of the reader"] > 10


def test_five_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    found = run(tmp_path, "--processes", "0", "--kills", "500", "--upkeep", "0")["kills"]
    assert (found["kills"], found["lost"]) == (500, 0)


@pytest.fixture
def stopped(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """A store whose lock is held by a process that was stopped (Ctrl+Z, a debugger, a frozen machine)."""
    folder = tmp_path / "store"
    first = opened(folder)
    fill(first)
    first.close()

    def hold(pipe: int) -> None:
        with opened(folder).exclusive():
            os.write(pipe, b"held")
            signal.pause()

    pid, pipe = forked(hold)
    assert os.read(pipe, 4) == b"held"
    os.close(pipe)
    os.kill(pid, signal.SIGSTOP)
    os.waitpid(pid, os.WUNTRACED)
    yield folder, pid
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def test_a_lock_held_by_a_stopped_process_says_so_and_what_to_do(stopped: tuple[Path, int]) -> None:
    folder, pid = stopped
    storage = JournalStorage(folder, now=lambda: pytest.fail("nothing is committed"), lock_timeout=0.05)
    assert len(storage.table("counters")) == 10  # reading goes on
    assert storage.refresh() == ()
    with pytest.raises(StoreBusy, match=rf"stopped.*kill {pid}"):
        storage.commit([Change("counters", "11", None, {})])
    storage.close()


@pytest.mark.parametrize(
    ("kind", "times"),
    [("compaction", 40), ("migration", 40), ("restore", 40), ("repair", 40), ("forget", 100)],
)
def test_upkeep_that_is_killed_at_any_point_is_taken_up_again(tmp_path: Path, kind: str, times: int) -> None:
    found = run(tmp_path, "--processes", "0", "--kills", "0", "--upkeep", str(times), "--of", kind)[kind]
    parts = found.values() if kind == "restore" else [found]
    assert sum(part["kills"] for part in parts) == times
    assert all((part["lost"], part["half done"]) == (0, 0) for part in parts)
