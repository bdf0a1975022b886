"""Small programs that the tests run as processes of their own: `programs.py NAME FOLDER [ARGUMENT]`."""

from __future__ import annotations

import errno
import resource
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from tui.engine.changes import Change
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.table import JournalDB
from tui.language.errors import StoreWriteFailed


def say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


def opened(folder: str, **options: object) -> JournalStorage:
    return JournalStorage(Path(folder), now=lambda: datetime.now(UTC), **options)  # type: ignore[arg-type]


def insert(folder: str, name: str, number: str) -> None:
    """Insert `number` documents, one commit each; say each new id. Waits for a line to begin."""
    db = JournalDB(opened(folder, lock_timeout=30.0))
    say("ready")
    sys.stdin.readline()
    for n in range(int(number)):
        say(db.insert({"名": name, "n": n}))


def acknowledge(folder: str, compacting: str = "") -> None:
    """Commit for ever, and say each commit's number once it is acknowledged."""
    storage = opened(folder)
    for n in count():
        entry = storage.commit([Change("wishes", str(storage.seq + 1), None, {"n": n, "字": "心愿" * 20})])
        assert entry
        say(entry.seq)
        if compacting:
            storage.compact()


def hold(folder: str) -> None:
    """Hold the lock until a line comes."""
    storage = opened(folder, holder="街道办")
    with storage.exclusive():
        say("held")
        sys.stdin.readline()


def queue(folder: str) -> None:
    """Wait for the lock; say so when nobody else is before this process, and when it has it."""
    from tui.engine.embedded import waiting

    locked = waiting.open_locked

    def telling(path: Path) -> int:
        fd = locked(path)
        say("first" if path.name.endswith(waiting.QUEUE_SUFFIX) else "held")
        return fd

    waiting.open_locked = telling
    waiting.FairLock(Path(folder) / "lock").acquire(600.0)
    sys.stdin.readline()


def commit(folder: str) -> None:
    """Commit the text of each line that comes."""
    db = JournalDB(opened(folder))
    say("ready")
    for line in sys.stdin:
        say(db.insert({"text": line.strip()}))


def limited(folder: str) -> None:
    """Meet a file size limit in the middle of a line, then go on without it."""
    storage = opened(folder)
    storage.commit([Change("wishes", "1", None, {"title": "修路"})])
    segment = storage.live.path
    whole = segment.read_bytes()
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) + 40, hard))
    try:
        storage.commit([Change("wishes", "2", None, {"title": "充电" * 100})])
    except StoreWriteFailed as error:
        cause = error.__cause__
        assert isinstance(cause, OSError)
        say("failed", errno.errorcode[cause.errno or 0], storage.seq, len(storage.table("wishes")))
    say("same" if segment.read_bytes() == whole else "changed")
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    entry = storage.commit([Change("wishes", "2", None, {"title": "充电" * 100})])
    say("then", entry and entry.seq)


def book(place: str, name: str, number: str) -> None:
    """Book the one room for `number` half-hours, one after the other; say of each whether it was had."""
    from tui.desk.desk import Desk
    from tui.language.errors import InvalidInput
    from tui.platform.locations import is_database
    from tui.seats.actor import Actor
    from tui.store import open_store

    where = place if is_database(place) else Path(place)
    desk = Desk(
        open_store(where, now=lambda: datetime(2026, 3, 26, 4, tzinfo=UTC), lock_timeout=60.0),
        Actor(name, name),
    )
    say("ready")
    sys.stdin.readline()
    for n in range(int(number)):
        starts, ends = (f"{8 + half // 2:02}:{half % 2 * 30:02}" for half in (n, n + 1))
        try:
            desk.rooms.book(
                {"room_id": 1, "on": "2026-04-02", "starts": starts, "ends": ends, "booked_by": name}
            )
        except InvalidInput:
            say("taken")
        else:
            say("had")


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
