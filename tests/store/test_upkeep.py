"""Backups, restoring, repair and forgetting: what is kept, what is told, and what is never made worse."""

from __future__ import annotations

import errno
import gzip
import os
import shutil
import tarfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.store.conftest import NOON, noon
from tui.engine.changes import Change
from tui.engine.embedded.archive import archive_path
from tui.engine.embedded.journal import segment_path
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.upkeep.backup import unpacked, write_backup
from tui.engine.embedded.upkeep.daily import KEPT, ORDER_NAME, by_order, daily_backup, due
from tui.engine.embedded.upkeep.forget import forget, involved, person
from tui.engine.embedded.upkeep.rebuild import locked
from tui.engine.embedded.upkeep.restore import restore
from tui.engine.embedded.upkeep.salvage import Plan, examine, repair
from tui.language.errors import (
    NotAllowed,
    NotFound,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreReadOnly,
    StoreTooNew,
    UsageError,
)
from tui.platform.durable import replace_file
from tui.rules.privacy.rights import RIGHTS
from tui.seats.actor import Actor
from tui.store import open_store

Open = Callable[..., JournalStorage]
CLERK = Actor("小李", "local")


def add(storage: JournalStorage, *numbers: int) -> None:
    for n in numbers:
        storage.commit([Change("wishes", str(n), None, {"id": n, "title": f"心愿{n}"})])


def mended(folder: Path) -> Plan:
    with locked(folder, "test") as lock:
        plan = examine(folder)
        assert plan
        repair(folder, lock, plan, CLERK, NOON)
        assert examine(folder) is None
    return plan


@pytest.fixture
def filled(open_storage: Open) -> JournalStorage:
    """Twelve commits: two snapshots, an archived segment, a live one with the last three."""
    storage = open_storage()
    for n in range(1, 13):
        add(storage, n)
        if n in (3, 6, 9):
            storage.compact()
    return storage


# ---- backups


def test_a_backup_gives_back_documents_and_audit_trail(
    filled: JournalStorage, tmp_path: Path, open_storage: Open
) -> None:
    path = tmp_path / "kept" / "b.tar.gz"
    assert write_backup(filled, path) == 12
    assert path.stat().st_mode & 0o777 == 0o600
    elsewhere = tmp_path / "elsewhere"
    done = restore(elsewhere, path, CLERK, NOON)
    assert (done.documents, done.aside) == (12, None)
    restored = open_storage(elsewhere)
    assert restored.read() == filled.read()
    assert [e.seq for e in restored.entries()] == list(range(1, 14))
    assert restored.verify() == []
    add(restored, 13)


def test_restoring_over_a_sound_store_is_a_commit_that_all_others_see(
    filled: JournalStorage, tmp_path: Path, folder: Path
) -> None:
    path = tmp_path / "b.tar.gz"
    write_backup(filled, path)
    before = filled.read()
    filled.commit([Change("wishes", "1", {"title": "心愿1"}, {"title": "改了"})])
    add(filled, 13)
    done = restore(folder, path, CLERK, NOON)
    assert done.changed == 2
    (entry,) = filled.refresh()
    assert (entry.action, entry.by) == ("restore", "小李")
    assert filled.read() == before
    assert filled.next_id("wishes") == 14
    assert done.aside
    restore(folder, done.aside, CLERK, NOON + timedelta(minutes=1))
    filled.refresh()
    assert filled.table("wishes")["1"]["title"] == "改了"


@pytest.mark.parametrize("harm", ["cut", "flipped", "text", "empty", "stranger", "missing"])
def test_what_is_no_backup_is_refused_and_changes_nothing(
    filled: JournalStorage, tmp_path: Path, folder: Path, harm: str
) -> None:
    path = tmp_path / "b.tar.gz"
    write_backup(filled, path)
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:-200])
    elif harm == "flipped":
        with tarfile.open(path) as tar:  # in what is restored last: the documents alone would be whole
            assert tar.getnames()[1] == "audit/00000001.jsonl.gz"
        content = bytearray(path.read_bytes())
        content[-5] ^= 1
        path.write_bytes(content)
    elif harm == "text":
        path.write_text("心愿")
    elif harm == "empty":
        path.write_bytes(b"")
    elif harm == "stranger":
        with tarfile.open(path, "w:gz") as tar:
            tar.add(folder / "xingfu.json", "../../xingfu.json")
    else:
        path.unlink()
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    with pytest.raises(StoreError, match="no backup" if harm != "missing" else "No such file"):
        restore(folder, path, CLERK, NOON)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_a_restore_that_died_before_its_commit_is_done_again_with_what_it_kept(
    filled: JournalStorage, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_backup(filled, tmp_path / "b.tar.gz")
    add(filled, 13)
    before = folder / "backups"

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(JournalStorage, "commit", die)
        for _ in range(3):
            with pytest.raises(KeyboardInterrupt):
                restore(folder, tmp_path / "b.tar.gz", CLERK, NOON)
    (kept,) = before.iterdir()
    assert restore(folder, tmp_path / "b.tar.gz", CLERK, NOON).aside == kept
    assert restore(folder, kept, CLERK, NOON).aside not in (None, kept)


def test_a_backup_with_a_damaged_archive_gives_back_the_documents(
    filled: JournalStorage, tmp_path: Path, folder: Path, open_storage: Open
) -> None:
    archive_path(folder, 1).write_bytes(b"another program")
    write_backup(filled, tmp_path / "b.tar.gz")
    elsewhere = tmp_path / "elsewhere"
    assert restore(elsewhere, tmp_path / "b.tar.gz", CLERK, NOON).documents == 12
    assert open_storage(elsewhere).read() == filled.read()


def test_what_a_killed_restore_left_unpacked_goes_with_the_next(
    filled: JournalStorage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passing = tmp_path / "passing"
    (passing / "xingfu-unpacked-dead" / "journal").mkdir(parents=True)
    (passing / "somebody-elses").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(passing))
    write_backup(filled, tmp_path / "b.tar.gz")
    with unpacked(tmp_path / "b.tar.gz") as (first, _), unpacked(tmp_path / "b.tar.gz") as (second, _):
        os.utime(first, (0, 0))
        with unpacked(tmp_path / "b.tar.gz"):
            assert first.is_dir()  # in use, and therefore left alone
        assert second.is_dir()
        assert not (passing / "xingfu-unpacked-dead").exists()
    assert [p.name for p in passing.iterdir()] == ["somebody-elses"]


def test_daily_backups_are_made_once_a_day_and_the_oldest_go(filled: JournalStorage, folder: Path) -> None:
    for day in range(KEPT + 5):
        assert daily_backup(filled, (NOON + timedelta(day)).date())
        assert daily_backup(filled, (NOON + timedelta(day)).date()) is None
    kept = sorted(p.name for p in (folder / "backups").glob("daily-*"))
    assert len(kept) == KEPT
    assert kept[0] == "daily-2026-03-31.tar.gz"


@given(days=st.lists(st.integers(-3, 3), min_size=1, max_size=60))
@example(days=[2000, *range(40)])  # a day in a wrong year
@example(days=list(range(40, 0, -1)))  # a clock that goes backwards
@example(days=[0, 1] * 20)
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_backups_made_last_are_kept_however_the_clock_jumps(
    filled: JournalStorage, folder: Path, days: list[int]
) -> None:
    shutil.rmtree(folder / "backups", ignore_errors=True)
    made: list[str] = []
    for day in days:
        path = daily_backup(filled, (NOON + timedelta(day)).date())
        assert (path is None) == bool(made and made[-1][6:16] == f"{NOON + timedelta(day):%Y-%m-%d}")
        if path is not None:
            made.append(path.name)
        assert {p.name for p in (folder / "backups").glob("daily-*")} == set(made[-KEPT:])


def test_backups_of_an_older_program_go_before_those_that_are_in_the_order(
    filled: JournalStorage, folder: Path
) -> None:
    (folder / "backups").mkdir()
    for day in range(1, KEPT + 1):
        (folder / "backups" / f"daily-2031-01-{day:02}.tar.gz").write_bytes(b"")
    assert daily_backup(filled, NOON.date())
    kept = sorted(p.name for p in (folder / "backups").glob("daily-*"))
    assert kept == [
        "daily-2026-03-26.tar.gz",
        *(f"daily-2031-01-{day:02}.tar.gz" for day in range(2, KEPT + 1)),
    ]


DAYS = st.dates() | st.dates(date(2026, 3, 25), date(2026, 4, 1))


@given(st.lists(DAYS, max_size=60), st.lists(DAYS, max_size=20))
def test_however_the_clock_jumps_the_last_backups_are_left(days: list[date], older: list[date]) -> None:
    there = sorted({f"daily-{day}.tar.gz" for day in older})  # of a program that listed none
    listed: list[str] = []
    made: list[str] = []
    for today in days:
        names = by_order(there, listed)
        found = due(names, today)
        assert (found is None) == bool(names and names[-1].startswith(f"daily-{today}"))
        if found:
            assert found.name not in there
            made.append(found.name)
            listed = [*names, found.name]
            there = [name for name in (*there, found.name) if name not in found.replaced]
            assert made[-1] in there
            assert len(there) <= KEPT
            assert by_order(there, listed)[-min(KEPT, len(made)) :] == made[-KEPT:]


@pytest.mark.parametrize("where", ["copying", "afterwards"])
def test_repairs_that_fail_leave_one_copy_of_what_was_there(
    filled: JournalStorage, folder: Path, open_storage: Open, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    before = filled.read()
    filled.close()
    overwrite(folder / "xingfu.json")
    damaged = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    real = replace_file

    def full(path: Path, content: bytes) -> None:
        if (path.parent == folder) == (where == "afterwards"):
            raise OSError(errno.ENOSPC, "full")
        real(path, content)

    with monkeypatch.context() as patch:
        patch.setattr("tui.engine.embedded.upkeep.rebuild.replace_file", full)
        for _ in range(5):
            with pytest.raises(StoreError, match="no room"):
                mended(folder)
            assert len(list(folder.glob("aside-*"))) == (where == "afterwards")
    mended(folder)
    (aside,) = folder.glob("aside-*")
    copies = {p.relative_to(aside): p.read_bytes() for p in aside.rglob("*") if p.is_file()}
    assert copies == {name: damaged[name] for name in copies}
    assert Path("xingfu.json") in copies
    assert open_storage().read() == before


def test_two_seats_make_the_days_backup_once(
    filled: JournalStorage, open_storage: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_storage(lock_timeout=0.05)
    told: list[str] = []

    def meanwhile(path: Path, content: bytes) -> None:
        with pytest.raises(StoreBusy):
            daily_backup(other, NOON.date())
        told.append(path.name)
        path.write_bytes(content)

    with monkeypatch.context() as patch:
        patch.setattr("tui.engine.embedded.upkeep.daily.replace_file", meanwhile)
        assert daily_backup(filled, NOON.date())
    assert told == [ORDER_NAME, "daily-2026-03-26.tar.gz"]
    assert daily_backup(other, NOON.date()) is None


def test_a_store_that_can_only_be_read_can_be_backed_up_elsewhere(
    filled: JournalStorage, folder: Path, tmp_path: Path, open_storage: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def read_only(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if Path(path).is_relative_to(folder) and flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", read_only)
    assert write_backup(open_storage(), tmp_path / "b.tar.gz") == 12
    with pytest.raises(StoreReadOnly, match="right to write there"):
        write_backup(open_storage(), folder / "b.tar.gz")
    monkeypatch.undo()
    with unpacked(tmp_path / "b.tar.gz") as (_, replica):
        assert replica.tables == filled.read()


def test_a_viewers_handle_makes_no_backup(filled: JournalStorage, open_storage: Open, tmp_path: Path) -> None:
    viewer = open_storage(grant=RIGHTS["viewer"])
    with pytest.raises(NotAllowed):
        write_backup(viewer, tmp_path / "b.tar.gz")
    assert daily_backup(viewer, NOON.date()) is None


def test_a_backup_of_a_newer_program_is_refused_in_words(
    filled: JournalStorage, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "b.tar.gz"
    write_backup(filled, path)
    monkeypatch.setattr("tui.engine.embedded.migrations.SCHEMA", 0)
    with pytest.raises(StoreError, match="newer version"), unpacked(path):
        pass


# ---- repair


def overwrite(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbage(path: Path) -> None:
    with path.open("ab") as file:
        file.write("别的程序写的\n".encode())


@pytest.mark.parametrize("harm", [overwrite, cut, garbage, Path.unlink])
def test_a_damaged_snapshot_costs_nothing(
    filled: JournalStorage, folder: Path, open_storage: Open, harm: Callable[[Path], None]
) -> None:
    before = filled.read()
    harm(folder / "xingfu.json")
    with pytest.raises(StoreDamaged, match="check --repair"):
        open_storage()
    plan = mended(folder)
    assert (plan.base, plan.lost, plan.skipped) == (folder / "xingfu.json.previous", (), 0)
    repaired = open_storage()
    assert repaired.read() == before
    assert [e.seq for e in repaired.entries()] == list(range(1, 14))
    assert repaired.verify() == []
    add(filled, 14)  # a program that had it open all the time goes on
    repaired.refresh()
    assert repaired.read() == filled.read()


def test_a_damaged_line_costs_that_commit_alone(
    filled: JournalStorage, folder: Path, open_storage: Open
) -> None:
    path = segment_path(folder / "journal", 4)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace("心愿11".encode(), "心愿1l".encode())
    path.write_bytes(b"".join(lines))
    with pytest.raises(StoreDamaged, match="line 3"):
        open_storage()
    plan = mended(folder)
    assert (plan.lost, plan.lost_commits) == (((11, 11),), 1)
    repaired = open_storage()
    assert "11" not in repaired.table("wishes")
    assert "12" in repaired.table("wishes")
    assert repaired.verify() == []
    assert next(repaired.entries(newest_first=True)).about["lost"] == [[11, 11]]


def test_a_backup_makes_good_for_what_the_journal_lost(
    filled: JournalStorage, folder: Path, open_storage: Open
) -> None:
    before = filled.read()
    daily_backup(filled, NOON.date())
    cut(segment_path(folder / "journal", 4))
    with pytest.raises(StoreDamaged, match="lost its end"):
        open_storage()
    assert mended(folder).lost == ()
    assert open_storage().read() == before


def test_what_is_lost_for_good_is_told_and_never_numbered_again(
    filled: JournalStorage, folder: Path, open_storage: Open
) -> None:
    segment_path(folder / "journal", 4).unlink()
    plan = mended(folder)
    assert plan.lost == ((10, 12),)
    repaired = open_storage()
    assert list(repaired.table("wishes")) == [str(n) for n in range(1, 10)]
    add(repaired, 13)
    assert repaired.seq == 14
    assert repaired.verify() == []
    filled.refresh()
    assert filled.read() == repaired.read()


def test_a_damaged_archive_is_set_aside(filled: JournalStorage, folder: Path, open_storage: Open) -> None:
    before = filled.read()
    overwrite(archive_path(folder, 1))
    assert open_storage().read() == before  # the desk opens all the same
    assert filled.verify()
    assert mended(folder).lost == ()
    assert open_storage().verify() == []
    assert open_storage().read() == before


def test_a_mark_that_no_program_wrote_is_put_right(
    filled: JournalStorage, folder: Path, open_storage: Open
) -> None:
    before = filled.read()
    filled.close()
    (folder / "lock").write_bytes(b"9" * 20 + b" " * 76)
    with pytest.raises(StoreDamaged):
        open_storage()
    assert mended(folder).lost == ()
    assert open_storage().read() == before


def test_where_nothing_is_left_it_says_so(filled: JournalStorage, folder: Path) -> None:
    for path in [folder / "xingfu.json", folder / "xingfu.json.previous", *(folder / "journal").iterdir()]:
        overwrite(path)
    with locked(folder, "test"), pytest.raises(StoreError, match="Nothing readable"):
        examine(folder)


def test_a_store_of_a_newer_program_is_not_repaired(
    filled: JournalStorage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.engine.embedded.migrations.SCHEMA", 0)
    with locked(folder, "test"), pytest.raises(StoreTooNew):
        examine(folder)


def test_a_repair_that_ends_halfway_is_made_good_by_the_next(
    filled: JournalStorage, folder: Path, open_storage: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.read()
    overwrite(folder / "xingfu.json")

    def die(path: Path, content: bytes) -> None:
        if path == folder / "xingfu.json":
            raise KeyboardInterrupt
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    with monkeypatch.context() as patch:
        patch.setattr("tui.engine.embedded.upkeep.rebuild.replace_file", die)
        with pytest.raises(KeyboardInterrupt):
            mended(folder)
    damaged = (folder / "xingfu.json").read_bytes()
    segments = {path.name: path.read_bytes() for path in (folder / "journal").iterdir()}
    assert mended(folder).lost == ()
    assert open_storage().read() == before
    (aside,) = folder.glob("aside-*")
    assert (aside / "xingfu.json").read_bytes() == damaged
    assert {path.name: path.read_bytes() for path in (aside / "journal").iterdir()} == segments


# ---- forgetting

WISH = {
    "id": 1, "rev": 1, "number": "2026-0001", "title": "王小明家水管漏水", "resident": "王小明", "phone": "13712341234",
    "address": "3号楼2单元501", "history": [{"at": "2026-03-26", "by": "小李", "note": "已致电 137 1234 1234"}],
}  # fmt: skip
OTHERS = {
    "id": 2, "rev": 1, "number": "2026-0002", "title": "路灯不亮", "resident": "李平", "phone": "13712341234",
    "detail": "王小明也说过，电话13712341234", "address": "",
}  # fmt: skip


@pytest.fixture
def told(open_storage: Open) -> JournalStorage:
    """Two residents, a journal, archives and a backup that know them."""
    storage = open_storage()
    storage.commit([Change("wishes", "1", None, WISH), Change("wishes", "2", None, OTHERS)])
    storage.compact()
    add(storage, 3)
    storage.compact()
    daily_backup(storage, NOON.date())
    storage.commit([Change("wishes", "1", {"detail": ""}, {"detail": "找王小明"})])
    storage.compact()
    return storage


def everything(folder: Path) -> str:
    """All that the folder holds, unpacked."""
    found = []
    for path in folder.rglob("*"):
        if path.name.endswith(".tar.gz"):
            with unpacked(path) as (inside, _):
                found.append(everything(inside))
        elif path.is_file():
            content = path.read_bytes()
            found.append((gzip.decompress(content) if path.suffix == ".gz" else content).decode())
    return "\n".join(found)


def test_a_forgotten_resident_is_nowhere(told: JournalStorage, folder: Path, open_storage: Open) -> None:
    other = open_storage()
    done = forget(told, person(told, " 王小明 "), CLERK)
    assert (done.records, done.backups) == (2, 1)
    assert told.table("wishes")["1"]["title"] == "（已删除）家水管漏水"
    assert told.table("wishes")["2"]["phone"] == "13712341234"  # is the other's own number as well
    assert told.table("wishes")["2"]["detail"] == "（已删除）也说过，电话（已删除）"
    left = everything(folder)
    assert "3号楼2单元501" not in left
    assert "137 1234 1234" not in left
    assert "王小明" not in left  # nobody else has the name: it went from the other's text, too
    assert [m.params for m in done.unreached] == [{"table": "wishes", "id": "2026-0002"}, {}]
    assert told.verify() == []
    other.refresh()
    assert other.read() == told.read() == open_storage().read()


def test_household_visits_and_mediations_of_a_forgotten_resident_go_with_them(
    told: JournalStorage, folder: Path, open_storage: Open
) -> None:
    home = {
        "id": 1, "rev": 1, "name": "王小明", "compound": 2, "address": "3号楼2单元501", "phone": "13712341234",
        "flags": ["alone"], "listed": True, "note": "王小明的女儿在外地",
    }  # fmt: skip
    visit = {"id": 1, "rev": 1, "household_id": 1, "by": "小李", "on": "2026-03-01", "heard": "王小明耳背"}
    dispute = {
        "id": 1,
        "rev": 1,
        "title": "王小明与楼上漏水",
        "parties": ["王小明", "赵强"],
        "note": "住3号楼2单元501",
    }
    told.commit([
        Change("households", "1", None, home),
        Change("visits", "1", None, visit),
        Change("visits", "2", None, {**visit, "id": 2, "household_id": 2, "heard": "说起王小明"}),
        Change("mediations", "1", None, dispute),
    ])  # fmt: skip
    removal = person(told, "王小明")
    assert {key for key in removal.records if key[0] != "wishes"} == {
        ("households", "1"), ("visits", "1"), ("mediations", "1"),
    }  # fmt: skip
    forget(told, removal, CLERK)
    kept = told.table("households")["1"]
    assert (kept["name"], kept["flags"], kept["listed"]) == ("（已删除）", [], False)
    assert (kept["address"], kept["phone"], kept["compound"]) == ("", "", 2)
    assert told.table("mediations")["1"]["parties"] == ["（已删除）", "赵强"]
    left = everything(folder)
    assert "3号楼2单元501" not in left
    assert "王小明" not in left
    assert told.table("visits")["2"]["heard"] == "说起（已删除）"
    assert told.verify() == []
    assert open_storage().read() == told.read()


def test_who_was_only_visited_or_heard_in_a_dispute_can_be_forgotten(told: JournalStorage) -> None:
    told.commit([Change("mediations", "1", None, {"id": 1, "rev": 1, "title": "x", "parties": ["赵 强"]})])
    assert person(told, "赵 强").records == {("mediations", "1")}
    told.commit([Change("households", "1", None, {"id": 1, "rev": 1, "name": "钱多", "phone": ""})])
    assert person(told, "钱多").records == {("households", "1")}


def test_who_is_meant_must_be_clear(told: JournalStorage) -> None:
    told.commit([Change("wishes", "9", None, {**WISH, "id": 9, "phone": "031187654321"})])
    with pytest.raises(UsageError, match=r"0311-\*\*\*\*4321, 137\*\*\*\*1234"):
        person(told, "王小明")
    assert person(told, "王小明", "0311-8765 4321").records == {("wishes", "9")}
    with pytest.raises(NotFound):
        person(told, "王大明")
    with pytest.raises(NotFound):
        person(told, "")


MEETING = {
    "id": 1, "rev": 1, "title": "", "items": [
        {"number": 1, "title": "王小明家水管漏水", "wish_id": 1, "discussion": "住3号楼2单元501"},
        {"number": 2, "title": "王小明停车", "discussion": ""},
    ],
    "attendance": [{"party": "residents", "names": ["王小明", "李平"]}],
}  # fmt: skip
ACTION = {"id": 1, "rev": 1, "title": "上门看王小明家的水管", "owner": "小李", "wish_id": 1, "note": ""}


def test_what_came_out_of_a_wish_is_forgotten_with_it(
    told: JournalStorage, folder: Path, tmp_path: Path
) -> None:
    told.commit([Change("meetings", "1", None, MEETING), Change("actions", "1", None, ACTION)])
    write_backup(told, folder / "backups" / "daily-2026-03-26.tar.gz")
    removal = person(told, "王小明")
    assert involved(told, removal) == ["actions 1", "meetings 1", "2026-0001", "2026-0002"]
    forget(told, removal, CLERK)
    meeting, action = told.table("meetings")["1"], told.table("actions")["1"]
    assert [i["title"] for i in meeting["items"]] == ["（已删除）家水管漏水", "（已删除）停车"]
    assert meeting["attendance"] == [{"party": "residents", "names": ["（已删除）", "李平"]}]
    assert (action["title"], action["owner"]) == ("上门看（已删除）家的水管", "小李")
    left = everything(folder)
    assert "3号楼2单元501" not in left
    assert "王小明" not in left  # also from another item of the meeting, and from the wish of somebody else
    assert told.verify() == []


def test_a_record_that_was_taken_back_is_forgotten_where_it_still_stands(
    open_storage: Open, folder: Path
) -> None:
    storage = open_storage()
    storage.commit([Change("wishes", "1", None, WISH)])
    storage.compact()
    storage.commit([Change("wishes", "1", WISH, None)])
    add(storage, 2)
    daily_backup(storage, NOON.date())
    for _ in range(2):  # the trail of it is archived in between
        forget(storage, person(storage, "王小明"), CLERK)
        left = everything(folder)
        for word in ("王小明", "1234 1234", "13712341234", "2单元501"):
            assert word not in left
        with pytest.raises(NotFound):
            person(storage, "王小明")
        storage.commit([Change("wishes", "3", None, {**WISH, "id": 3})])
        storage.commit([Change("wishes", "3", {**WISH, "id": 3}, None)])
        storage.compact()
        add(storage, 4)
        storage.compact()
        storage.commit([Change("wishes", "4", {"id": 4, "title": "心愿4"}, None)])
        storage.compact()


def test_a_volunteer_and_a_supporter_are_residents_too(told: JournalStorage, folder: Path) -> None:
    volunteer = {"id": 1, "rev": 1, "name": "周红", "phone": "13800005678", "note": "周红会电工"}
    support = {"at": "2026-03-26", "by": "小李", "action": "support", "note": "郑强"}
    told.commit([
        Change("volunteers", "1", None, volunteer),
        Change("wishes", "2", {"supporters": []}, {"supporters": ["郑强", "郑强国"], "history": [support]}),
    ])  # fmt: skip
    forget(told, person(told, "周红"), CLERK)
    kept = told.table("volunteers")["1"]
    assert (kept["name"], kept["phone"], kept["note"]) == ("（已删除）", "", "（已删除）会电工")
    forget(told, person(told, "郑强"), CLERK)
    wish = told.table("wishes")["2"]
    assert wish["supporters"] == ["（已删除）", "郑强国"]
    assert wish["history"][0]["note"] == "（已删除）"
    left = everything(folder)
    assert "周红" not in left
    assert left.count("郑强") == left.count("郑强国")


def test_a_log_that_names_the_person_is_cleaned_and_half_a_backup_goes(
    told: JournalStorage, folder: Path
) -> None:
    (folder / "log").mkdir()
    (folder / "log" / "xingfu.log").write_text("KeyError: 王小明", encoding="utf-8")
    half = folder / "backups" / "daily-2026-03-27.tar.gz.new"
    half.write_text("王小明", encoding="utf-8")
    done = forget(told, person(told, "王小明"), CLERK)
    assert folder / "log" / "xingfu.log" in done.files
    assert (folder / "log" / "xingfu.log").read_text(encoding="utf-8") == "KeyError: （已删除）"
    assert not half.exists()


def test_a_torn_line_and_a_draft_of_the_person_go(told: JournalStorage, folder: Path) -> None:
    for name in ("torn/1", "drafts/a.json"):
        (folder / name).parent.mkdir()
        (folder / name).write_text('{"resident": "王小明"}', encoding="utf-8")
    (folder / "drafts" / "b.json").write_text("{}")
    forget(told, person(told, "王小明"), CLERK)
    assert [p.name for p in (folder / "drafts").iterdir()] == ["b.json"]
    assert not list((folder / "torn").iterdir())


def test_only_staff_may_forget(told: JournalStorage, open_storage: Open) -> None:
    recorder = JournalStorage(told.folder, now=noon, grant=RIGHTS["viewer"])
    with pytest.raises(NotAllowed):
        forget(recorder, person(told, "王小明"), CLERK)
    recorder.close()


def test_a_volunteer_and_a_resident_visited_at_home_are_forgotten(open_storage: Open, folder: Path) -> None:
    storage = open_storage()
    stamps = {"rev": 1, "created_at": NOON.isoformat(), "updated_at": NOON.isoformat()}
    storage.commit([
        Change("volunteers", "1", None, {"id": 1, "name": "王小明", "phone": "13712341234", "birthday": "03-26", **stamps}),
        Change("hours", "1", None, {"id": 1, "volunteer_id": 1, "on": "2026-03-26", "hours": 2.0, "content": "王小明理发", **stamps}),
        Change("home_requests", "1", None, {
            "id": 1, "resident": "王小明", "phone": "13712341234", "address": "3号楼2单元501", "skill": "理发",
            "recorded_on": "2026-03-26", **stamps,
        }),
    ])  # fmt: skip
    done = forget(storage, person(storage, "王小明"), CLERK)
    assert done.records == 3
    left = everything(folder)
    for secret in ("王小明", "13712341234", "2单元501", '03-26"'):
        assert secret not in left.replace('2026-03-26"', "")
    store = open_store(folder, now=noon)
    assert store.check() == []
    assert (store.volunteers.get(1).name, store.volunteers.get(1).birthday) == ("（已删除）", "")
    assert store.home_requests.get(1).resident == "（已删除）"
    assert store.hours.get(1).hours == 2
    store.close()
