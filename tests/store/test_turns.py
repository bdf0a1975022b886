"""The store's lock is had in the order of coming, whoever is killed or stopped while waiting."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.conftest import Start
from tui.engine.embedded import waiting
from tui.engine.embedded.waiting import FairLock, queue_of

LONG = 60.0  # seconds; no test waits so long


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def lock(folder: Path) -> Iterator[FairLock]:
    """The lock, held by the test."""
    lock = FairLock(folder / "lock")
    assert lock.acquire(0)
    yield lock
    lock.close()


@pytest.fixture
def front(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set as soon as a wait of this process has nobody before it."""
    reached = threading.Event()
    locked = waiting.open_locked

    def telling(path: Path) -> int:
        fd = locked(path)
        if path.name.endswith(waiting.QUEUE_SUFFIX):
            reached.set()
        return fd

    monkeypatch.setattr(waiting, "open_locked", telling)
    return reached


def test_who_has_just_had_the_lock_comes_behind_who_waits(
    lock: FairLock, folder: Path, front: threading.Event
) -> None:
    served: list[str] = []

    def wait() -> None:
        other = FairLock(folder / "lock")
        assert other.acquire(LONG)
        served.append("who waited")
        other.release()
        other.close()

    thread = threading.Thread(target=wait)
    thread.start()
    assert front.wait(LONG)
    lock.release()
    assert lock.acquire(LONG)
    served.append("who had it")
    thread.join(LONG)
    assert served == ["who waited", "who had it"]


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSTOP])
def test_a_waiter_that_is_killed_or_stopped_holds_nobody_up(
    lock: FairLock, folder: Path, start: Start, end: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LOOK_EVERY", 0.01)
    waiter = start("queue")
    assert waiter.stdout
    assert waiter.stdout.readline() == "first\n"
    waiter.send_signal(end)
    os.waitpid(waiter.pid, os.WUNTRACED)  # before that it might still get the lock
    other = FairLock(folder / "lock")
    lock.release()
    assert other.acquire(LONG)
    other.close()


def test_a_holder_that_is_killed_leaves_the_lock_to_who_waits(lock: FairLock, start: Start) -> None:
    waiter = start("queue")
    assert waiter.stdout
    assert waiter.stdout.readline() == "first\n"
    lock.release()
    assert waiter.stdout.readline() == "held\n"
    waiter.kill()
    assert lock.acquire(LONG)


def test_who_gave_up_and_comes_again_keeps_its_place_and_one_thread(lock: FairLock, folder: Path) -> None:
    other = FairLock(folder / "lock")
    before = threading.active_count()
    assert not any(other.acquire(0.001) for _ in range(20))
    assert threading.active_count() == before + 1
    lock.release()
    assert other.acquire(LONG)
    assert not lock.acquire(0)
    other.close()
    assert lock.acquire(LONG)


def test_what_is_had_too_late_is_let_go_of(lock: FairLock, folder: Path, front: threading.Event) -> None:
    other = FairLock(folder / "lock")
    assert not other.acquire(0.001)
    assert front.wait(LONG)
    lock.release()
    assert lock.acquire(LONG)
    other.close()


@pytest.mark.parametrize("removed", [["lock"], ["lock.queue"], ["lock", "lock.queue"]])
def test_a_lock_file_that_was_removed_does_not_part_those_who_have_it_open(
    lock: FairLock, folder: Path, removed: list[str]
) -> None:
    lock.release()
    for name in removed:
        (folder / name).unlink()
    newcomer = FairLock(folder / "lock")
    assert newcomer.acquire(0)
    assert not lock.acquire(0)
    newcomer.close()
    assert lock.acquire(0)
    assert queue_of(folder / "lock").exists()
