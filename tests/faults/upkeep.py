"""Compaction, migration, restoring, repair and forgetting, each killed at many points and taken up again."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import os
import shutil
import tarfile
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.faults.dying import deaths, died
from tests.faults.runs import Figures, forked, opened
from tui.cli import main
from tui.engine.changes import Change, Entry
from tui.engine.embedded import masked_snapshot, migrations, snapshot
from tui.engine.embedded.blobs import path_of
from tui.engine.embedded.journal import Header, create_segment, segment_path
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.upkeep.backup import write_backup
from tui.engine.embedded.upkeep.daily import daily_backup
from tui.engine.embedded.upkeep.forget import forget, person
from tui.engine.embedded.upkeep.forget_plan import is_pending
from tui.engine.embedded.upkeep.rebuild import locked
from tui.engine.embedded.upkeep.restore import restore
from tui.engine.embedded.upkeep.salvage import examine, repair
from tui.seats.actor import Actor

CLERK = Actor("小李", "local")
NOW = datetime(2026, 3, 26, 4, tzinfo=UTC)
NAME = "王小明"
PHONE = "13712341234"
Documents = dict[str, dict[str, Any]]


def documents(folder: Path) -> Documents:
    """What the store holds, by a process that opens it now; it must be sound."""
    storage = opened(folder)
    try:
        assert storage.verify() == [], [str(message) for message in storage.verify()]
        return storage.read() or {}
    finally:
        storage.close()


def wishes(storage: JournalStorage, *numbers: int) -> None:
    for n in numbers:
        storage.commit([Change("wishes", str(n), None, {"id": n, "rev": 1, "title": f"心愿{n}"})])


def store(folder: Path) -> None:
    """A store with two snapshots, an archived segment, and commits since."""
    storage = opened(folder)
    for n in range(1, 13):
        wishes(storage, n)
        if n in (3, 6, 9):
            storage.compact()
    storage.close()


def killed(
    template: Path, folder: Path, times: int, work: Callable[[Path], None], after: Callable[[Path, int], None]
) -> Figures:
    """`work` on copies of `template`, killed `times` times, each followed by `after`, given its number."""
    shutil.copytree(template, folder)
    _, calls = died(lambda: work(folder), None)
    shutil.rmtree(folder)
    slowest = 0.0
    done = 0
    for number, planned in enumerate(deaths(calls, times)):
        death = planned
        shutil.copytree(template, folder)
        dead, made = died(lambda: work(folder), death)
        if not dead:  # it wrote in fewer calls than the first time: it is killed earlier instead
            shutil.rmtree(folder)
            shutil.copytree(template, folder)
            death = death._replace(at=made // 2)
            dead, made = died(lambda: work(folder), death)
        assert dead, f"{death} of {calls}: it made {made} calls"
        done += dead
        begun = time.monotonic()
        try:
            after(folder, number)
        except BaseException as error:
            error.add_note(f"{death}")
            raise
        slowest = max(slowest, time.monotonic() - begun)
        shutil.rmtree(folder)
    assert done == times, "the work ended before it could be killed"
    return {
        "kills": done, "points": min(times, 3 * calls), "calls that write": calls, "lost": 0, "half done": 0,
        "slowest recovery ms": round(slowest * 1000),
    }  # fmt: skip


# ---- compaction


def compaction(folder: Path, times: int) -> Figures:
    template = folder / "template"
    store(template)
    before = documents(template)

    def work(made: Path) -> None:
        opened(made).compact()

    def after(made: Path, number: int) -> None:
        assert documents(made) == before
        storage = opened(made)
        wishes(storage, 13)
        storage.compact()
        storage.close()
        assert len(documents(made)["wishes"]) == 13

    return killed(template, folder / "made", times, work, after)


# ---- migration


def migration(folder: Path, times: int) -> Figures:
    template = folder / "template"
    tables = {"wishes": {"1": {"id": 1, "title": "修路"}, "2": {"id": 2, "title": "路灯"}}}
    (template / "journal").mkdir(parents=True)
    old = snapshot.Snapshot(tables, migrations.SCHEMA - 1, 2, 2, {"wishes": 3})
    (template / "xingfu.json").write_bytes(snapshot.encode(old))
    changes = [(Change("wishes", str(n), None, {"id": n, "title": "心愿"}),) for n in range(1, 6)]
    entries = [Entry(n, NOW.isoformat(), "", "", "", changes[n - 1], {}) for n in range(1, 6)]
    create_segment(template / "journal", Header(1, migrations.SCHEMA - 1, 0), entries[:2])
    create_segment(template / "journal", Header(2, migrations.SCHEMA - 1, 2), entries[2:])
    wanted = {"wishes": {**tables["wishes"], **{str(n): {"id": n, "title": "心愿"} for n in range(3, 6)}}}

    def work(made: Path) -> None:
        opened(made).close()

    def after(made: Path, number: int) -> None:
        assert documents(made) == wanted
        storage = opened(made)
        assert (storage.point().snapshot.schema, storage.seq) == (migrations.SCHEMA, 5)
        wishes(storage, 6)
        storage.close()
        kept = snapshot.load(made / f"xingfu-schema-{migrations.SCHEMA - 1}.json")
        assert kept is not None
        assert kept.tables == wanted

    return killed(template, folder / "made", times, work, after)


# ---- restoring and repair


def left_over(made: Path, passing: Path | None = None) -> list[str]:
    """What interrupted upkeep left in a store's folder, or unpacked elsewhere, beyond one copy of what was there."""
    asides = sorted(path.name for path in made.glob("aside-*"))
    halves = [path.relative_to(made).as_posix() for path in made.rglob("*.new")]
    return [*asides[1:], *halves, *([path.name for path in passing.iterdir()] if passing else [])]


def restoring(folder: Path, times: int) -> Figures:
    passing = folder / "passing"
    passing.mkdir(parents=True)
    tempfile.tempdir = str(passing)
    template, kept = folder / "template", folder / "kept.tar.gz"
    store(template)
    wanted = documents(template)
    storage = opened(template)
    write_backup(storage, kept)
    storage.commit([Change("wishes", "1", {"title": "心愿1"}, {"title": "改了"})])
    wishes(storage, 13)
    storage.close()
    before = documents(template)
    damaged = folder / "damaged"
    shutil.copytree(template, damaged)
    (damaged / "xingfu.json").write_bytes(b"{}")

    def work(made: Path) -> None:
        restore(made, kept, CLERK, NOW)

    def after(made: Path, number: int) -> None:
        now = documents(made)
        assert now in (before, wanted)
        restore(made, kept, CLERK, NOW)
        assert documents(made) == wanted
        assert not (left := left_over(made, passing)), left
        assert len(list((made / "backups").glob("before-restore-*"))) == (1 if now == before else 2)

    def after_damage(made: Path, number: int) -> None:
        restore(made, kept, CLERK, NOW)
        assert documents(made) == wanted
        assert opened(made).seq > 14  # no number is given twice
        assert not (left := left_over(made, passing)), left

    sound = killed(template, folder / "made", (times + 1) // 2, work, after)
    broken = killed(damaged, folder / "made", times // 2, work, after_damage)
    return {"over a sound store": sound, "over a damaged one": broken}


def repairing(folder: Path, times: int) -> Figures:
    template = folder / "template"
    store(template)
    before = documents(template)
    path = segment_path(template / "journal", 4)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], lines[2].replace(b"11", b"1l"), *lines[3:]]))
    wanted = {"wishes": {key: wish for key, wish in before["wishes"].items() if key != "11"}}

    def work(made: Path) -> None:
        with locked(made, "test") as lock:
            plan = examine(made)
            if plan is not None:
                repair(made, lock, plan, CLERK, NOW)

    def after(made: Path, number: int) -> None:
        work(made)
        assert documents(made) == wanted
        assert not (left := left_over(made)), left
        (aside,) = made.glob("aside-*")
        assert (aside / "journal" / path.name).read_bytes() == path.read_bytes()
        storage = opened(made)
        assert storage.seq > 12
        wishes(storage, 14)
        storage.close()
        work(made)
        assert len(documents(made)["wishes"]) == 12

    return killed(template, folder / "made", times, work, after)


# ---- forgetting


def attached(folder: Path) -> dict[str, Any]:
    """A file of the resident's in the store's folder, as their record names it."""
    content = f"{NAME}的诉求单".encode()
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(folder, sha256)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return {
        "number": 1, "called": f"{NAME}.txt", "link": "", "sha256": sha256, "size": len(content), "media": "text/plain",
        "added_at": NOW.isoformat(), "added_by": "小李",
    }  # fmt: skip


def known(folder: Path) -> None:
    """A store in which a resident stands in everything that can hold a name."""
    storage = opened(folder)
    wish = {
        "id": 1, "rev": 1, "number": "2026-0001", "title": f"{NAME}家漏水", "resident": NAME, "phone": PHONE,
        "address": "3号楼2单元501", "detail": "", "attachments": [attached(folder)],
    }  # fmt: skip
    storage.commit([Change("wishes", "1", None, wish)])
    wishes(storage, 2)
    storage.compact()
    storage.commit([Change("wishes", "1", {"detail": ""}, {"detail": f"找{NAME}"})])
    storage.compact()
    daily_backup(storage, NOW.date())
    wishes(storage, 3)
    storage.compact()
    write_backup(storage, folder / "mine.tar.gz")
    storage.commit([Change("wishes", "1", {"detail": f"找{NAME}"}, {"detail": f"再找{NAME}"})])
    (folder / "xingfu-schema-1.json").write_bytes((folder / "xingfu.json").read_bytes())
    shutil.copytree(folder / "journal", folder / "aside-2026-01-01T000000" / "journal")
    shutil.copyfile(folder / "xingfu.json", folder / "aside-2026-01-01T000000" / "xingfu.json")
    for name, text in (
        ("drafts/window-1-1.json", f'{{"resident": "{NAME}"}}\n'),
        ("log/xingfu.log", f"KeyError: {NAME}\n"),
        ("torn/00000001-1", f'xx {{"resident": "{NAME}"'),
        ("exports/台账.csv", f"1,{NAME},{PHONE}\n"),
        ("journal/00000009.sync-conflict.jsonl", NAME),
        ("xingfu.json.new", f'{{"wishes": "{NAME}'),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    storage.close()


def unpacked(name: str, content: bytes) -> str:
    """All text in a file, archives opened."""
    if content[:2] == b"\x1f\x8b":
        with contextlib.suppress(OSError, EOFError):
            content = gzip.decompress(content)
        if name.endswith(".tar.gz"):
            with tarfile.open(fileobj=io.BytesIO(content)) as tar:
                return "\n".join(
                    unpacked(member.name, source.read())
                    for member in tar
                    if (source := tar.extractfile(member)) is not None
                )
    return content.decode("utf-8", "replace")


def holders(folder: Path) -> list[str]:
    """The files in which the resident still is."""
    words = (NAME, PHONE, "3号楼2单元501", NAME.encode("unicode_escape").decode())
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(word in unpacked(path.name, path.read_bytes()) for word in words)
    ]


def command(folder: Path, *arguments: str) -> None:
    """Run the command line in a process of its own, with nothing to be seen of it."""

    def run(pipe: int) -> None:
        quiet = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(quiet, fd)
        status = main(["--data", str(folder), *arguments])
        os.write(pipe, b"%d" % status)

    pid, pipe = forked(run)
    with os.fdopen(pipe, "rb") as said:
        status = said.read()
    os.waitpid(pid, 0)
    assert status in (b"0", b"1"), arguments


def forgetting(folder: Path, times: int) -> Figures:
    template = folder / "template"
    masked_snapshot.WORTH = 0  # type: ignore[misc]
    known(template)
    assert len(holders(template)) > 10
    before = documents(template)
    left = {"begun": 0}

    def work(made: Path) -> None:
        storage = opened(made)
        forget(storage, person(storage, NAME), CLERK)

    def after(made: Path, number: int) -> None:
        board = opened(made)  # somebody has it open all the time
        now = board.read() or {}
        assert {k: v for k, v in now["wishes"].items() if k != "1"} == {
            k: v for k, v in before["wishes"].items() if k != "1"
        }, "another record was touched"
        left["begun"] += is_pending(made)
        if is_pending(made) and number % 3 == 0:
            opened(made).tidy()  # the upkeep of whoever starts next
        elif is_pending(made) and number % 3 == 1:
            command(made, "check", "--repair", "--yes")
        elif holders(made):
            command(made, "forget", NAME, "--yes")
        assert holders(made) == [], holders(made)
        assert not is_pending(made)
        board.refresh()
        wishes(board, 4)
        board.compact()
        daily_backup(board, NOW.date())
        board.close()
        assert holders(made) == [], f"written back: {holders(made)}"
        assert sorted(documents(made)["wishes"]) == ["1", "2", "3", "4"]

    found = killed(template, folder / "made", times, work, after)
    return {**found, "left begun": left["begun"]}


RUNS: dict[str, Callable[[Path, int], Figures]] = {
    "compaction": compaction,
    "migration": migration,
    "restore": restoring,
    "repair": repairing,
    "forget": forgetting,
}
