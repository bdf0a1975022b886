"""Backups, restoring, repair and forgetting: what is kept, what is told, and what is never made worse."""

from __future__ import annotations

import gzip
import tarfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.conftest import NOON, noon
from tui.actor import Actor
from tui.archive import archive_path
from tui.errors import NotAllowed, NotFound, StoreDamaged, StoreError, StoreTooNew, UsageError
from tui.journal import Change, segment_path
from tui.rules.rights import RIGHTS
from tui.storage import JournalStorage
from tui.store import open_store
from tui.upkeep.backup import KEPT, daily_backup, unpacked, write_backup
from tui.upkeep.forget import forget, person
from tui.upkeep.rebuild import locked
from tui.upkeep.restore import restore
from tui.upkeep.salvage import Plan, examine, repair

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


@pytest.mark.parametrize("harm", ["cut", "text", "empty", "stranger", "missing"])
def test_what_is_no_backup_is_refused_and_changes_nothing(
    filled: JournalStorage, tmp_path: Path, folder: Path, harm: str
) -> None:
    path = tmp_path / "b.tar.gz"
    write_backup(filled, path)
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:-200])
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
    with pytest.raises(StoreError):
        restore(folder, path, CLERK, NOON)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_daily_backups_are_made_once_a_day_and_the_oldest_go(filled: JournalStorage, folder: Path) -> None:
    for day in range(KEPT + 5):
        assert daily_backup(filled, (NOON + timedelta(day)).date())
        assert daily_backup(filled, (NOON + timedelta(day)).date()) is None
    kept = sorted(p.name for p in (folder / "backups").iterdir())
    assert len(kept) == KEPT
    assert kept[0] == "daily-2026-03-31.tar.gz"


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
    monkeypatch.setattr("tui.migrations.SCHEMA", 0)
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
    monkeypatch.setattr("tui.migrations.SCHEMA", 0)
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
        patch.setattr("tui.upkeep.rebuild.replace_file", die)
        with pytest.raises(KeyboardInterrupt):
            mended(folder)
    assert mended(folder).lost == ()
    assert open_storage().read() == before


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
    assert told.table("wishes")["2"]["detail"] == "王小明也说过，电话（已删除）"
    left = everything(folder)
    assert "3号楼2单元501" not in left
    assert "137 1234 1234" not in left
    assert left.count("王小明") == left.count("王小明也说过")  # which is told:
    assert [m.params for m in done.unreached] == [{"table": "wishes", "id": "2026-0002"}, {}]
    assert told.verify() == []
    other.refresh()
    assert other.read() == told.read() == open_storage().read()


def test_who_is_meant_must_be_clear(told: JournalStorage) -> None:
    told.commit([Change("wishes", "9", None, {**WISH, "id": 9, "phone": "031187654321"})])
    with pytest.raises(UsageError, match=r"0311-\*\*\*\*4321, 137\*\*\*\*1234"):
        person(told, "王小明")
    assert person(told, "王小明", "0311-8765 4321").records == {("wishes", "9")}
    with pytest.raises(NotFound):
        person(told, "王大明")
    with pytest.raises(NotFound):
        person(told, "")


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
    for secret in ("王小明", "13712341234", "501", '03-26"'):
        assert secret not in left.replace('2026-03-26"', "")
    store = open_store(folder, now=noon)
    assert store.check() == []
    assert (store.volunteers.get(1).name, store.volunteers.get(1).birthday) == ("（已删除）", "")
    assert store.home_requests.get(1).resident == "（已删除）"
    assert store.hours.get(1).hours == 2
    store.close()
