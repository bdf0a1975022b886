"""What upkeep leaves besides the documents: who is on record for what, what lies aside, which ids come next."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.store.conftest import NOON
from tui.engine.changes import Change
from tui.engine.embedded.archive import archive_path
from tui.engine.embedded.journal import segment_path
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.upkeep.backup import contents, unpacked, write_backup
from tui.engine.embedded.upkeep.daily import daily_backup
from tui.engine.embedded.upkeep.forget import forget, involved, person
from tui.engine.embedded.upkeep.rebuild import locked
from tui.engine.embedded.upkeep.restore import restore
from tui.engine.embedded.upkeep.salvage import Plan, examine, repair
from tui.language.errors import NotFound, StoreBusy, StoreError, UsageError
from tui.seats.actor import Actor

Open = Callable[..., JournalStorage]
CLERK = Actor("小李", "窗口")
AT = NOON.isoformat(timespec="milliseconds")


def add(storage: JournalStorage, *numbers: int) -> None:
    for n in numbers:
        storage.commit([Change("wishes", str(n), None, {"id": n, "title": f"心愿{n}"})])


def files(folder: Path) -> dict[str, bytes]:
    """The files that hold the store, by their path in `folder`."""
    kept = [p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(("lock", "mark"))]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in kept}


def last(storage: JournalStorage) -> dict[str, Any]:
    entry = next(storage.entries(newest_first=True))
    return {"seq": entry.seq, "at": entry.at, "by": entry.by, "seat": entry.seat, "action": entry.action,
            "about": dict(entry.about), "changes": len(entry.changes)}  # fmt: skip


def planned(folder: Path) -> Plan:
    with locked(folder, "test"):
        plan = examine(folder)
    assert plan is not None
    return plan


def mended(folder: Path) -> Path:
    with locked(folder, "test") as lock:
        plan = examine(folder)
        assert plan is not None
        return repair(folder, lock, plan, CLERK, NOON)


@pytest.fixture
def filled(open_storage: Open) -> JournalStorage:
    """Twelve commits in four segments, the live one with the last three; the first is archived."""
    storage = open_storage()
    for n in range(1, 13):
        add(storage, n)
        if n in (3, 6, 9):
            storage.compact()
    return storage


# ---- backups and restoring


def test_a_backup_says_what_it_holds(filled: JournalStorage, tmp_path: Path) -> None:
    path = tmp_path / "b.tar.gz"
    assert write_backup(filled, path) == 12
    filled.commit([Change("wishes", "1", {"id": 1, "title": "心愿1"}, None)])
    filled.commit([Change("teams", "1", None, {"id": 1, "name": "甲队"})])
    with unpacked(path) as (folder, replica):
        found = contents(replica)
        held = folder
        assert (found.seq, found.documents, held.is_dir()) == (12, 12, True)
    assert not held.exists()
    assert write_backup(filled, path) == 14
    with unpacked(path) as (_, replica):
        assert contents(replica).documents == 12
        assert set(replica.tables) == {"wishes", "teams"}


def test_a_snapshot_alone_is_restored_too(filled: JournalStorage, folder: Path, tmp_path: Path) -> None:
    done = restore(tmp_path / "other", folder / "xingfu.json", CLERK, NOON)
    assert (done.documents, done.changed, done.aside) == (9, 9, None)  # as it was when it was last written


def test_restoring_over_a_sound_store_is_on_record_with_its_backup(
    filled: JournalStorage, tmp_path: Path, folder: Path
) -> None:
    write_backup(filled, tmp_path / "b.tar.gz")
    filled.commit(
        [
            Change("wishes", "1", {"title": "心愿1"}, {"title": "改了"}),
            Change("wishes", "2", {"id": 2, "title": "心愿2"}, None),
        ]
    )
    add(filled, 13)
    done = restore(folder, tmp_path / "b.tar.gz", CLERK, NOON)
    assert (done.documents, done.changed) == (12, 3)
    assert done.aside == folder / "backups" / "before-restore-2026-03-26T120000.tar.gz"
    filled.refresh()
    assert last(filled) == {
        "seq": 15,
        "at": AT,
        "by": "小李",
        "seat": "窗口",
        "action": "restore",
        "about": {"backup": 12},
        "changes": 3,
    }
    assert filled.next_id("wishes") == 14
    with unpacked(done.aside) as (_, replica):
        assert (replica.seq, len(replica.tables["wishes"]), replica.tables["wishes"]["1"]["title"]) == (
            14,
            12,
            "改了",
        )


def test_restoring_into_nothing_goes_on_where_the_backup_ended(
    filled: JournalStorage, tmp_path: Path, open_storage: Open
) -> None:
    filled.commit([Change("wishes", "12", {"id": 12, "title": "心愿12"}, None)])
    write_backup(filled, tmp_path / "b.tar.gz")
    done = restore(tmp_path / "new", tmp_path / "b.tar.gz", CLERK, NOON)
    assert (done.documents, done.changed, done.aside) == (11, 11, None)
    new = open_storage(tmp_path / "new")
    assert last(new) == {
        "seq": 14, "at": AT, "by": "小李", "seat": "窗口", "action": "restore", "about": {"backup": 13, "lost": []}, "changes": 0,
    }  # fmt: skip
    assert new.next_id("wishes") == 13  # that of a record that went is not given again
    assert [e.seq for e in new.entries()] == list(range(1, 15))


def test_restoring_over_a_damaged_store_tells_what_is_lost_and_keeps_it_aside(
    filled: JournalStorage, tmp_path: Path, folder: Path, open_storage: Open
) -> None:
    write_backup(filled, tmp_path / "b.tar.gz")
    add(filled, 13, 14)
    filled.close()
    (folder / "xingfu.json").write_bytes(b"{}")
    before = files(folder)
    done = restore(folder, tmp_path / "b.tar.gz", CLERK, NOON)
    assert (done.documents, done.changed, done.aside) == (12, 12, folder / "aside-2026-03-26T120000")
    assert done.aside
    assert files(done.aside) == {
        name: text for name, text in before.items() if not name.startswith("backups")
    }
    restored = open_storage()
    assert last(restored)["about"] == {"backup": 12, "lost": [[13, 14]]}
    assert last(restored)["seq"] == 15
    assert len(restored.table("wishes")) == 12
    assert restored.verify() == []
    add(restored, 15)
    assert restored.seq == 16


def test_the_backup_of_a_day_is_the_one_that_was_made(filled: JournalStorage, folder: Path) -> None:
    path = daily_backup(filled, NOON.date())
    assert path == folder / "backups" / "daily-2026-03-26.tar.gz"
    content = path.read_bytes()
    (folder / "backups" / "daily-notes.txt").write_text("心愿")
    (folder / "backups" / "mine.tar.gz").write_bytes(content)
    add(filled, 13)
    assert daily_backup(filled, NOON.date()) is None
    assert path.read_bytes() == content
    for day in range(1, 20):
        daily_backup(filled, (NOON + timedelta(day)).date())
    kept = {p.name for p in (folder / "backups").iterdir()}
    assert {"daily-notes.txt", "mine.tar.gz"} < kept
    assert len(kept - {"order"}) == 2 + 14


def test_no_backup_is_made_of_an_empty_store(open_storage: Open, folder: Path) -> None:
    assert daily_backup(open_storage(), NOON.date()) is None
    assert not (folder / "backups").exists()


# ---- repair


def test_a_repair_is_on_record_and_keeps_the_old_files_aside(
    filled: JournalStorage, folder: Path, open_storage: Open
) -> None:
    filled.close()
    path = segment_path(folder / "journal", 4)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], lines[2].replace(b"11", b"1l"), *lines[3:]]))
    before = files(folder)
    plan = planned(folder)
    assert files(folder) == before  # looking changes nothing
    assert (plan.base, plan.replayed, plan.skipped, plan.lost, plan.lost_commits) == (
        folder / "xingfu.json", 2, 0, ((11, 11),), 1,
    )  # fmt: skip
    assert plan.written_off == ((11, 11),)
    assert [s.number for s in plan.damaged] == [4]
    assert (plan.archives, len(plan.problems) > 0) == ((), True)
    aside = mended(folder)
    assert aside == folder / "aside-2026-03-26T120000"
    assert files(aside) == before
    repaired = open_storage()
    assert last(repaired) == {
        "seq": 13, "at": AT, "by": "小李", "seat": "窗口", "action": "repair", "about": {"lost": [[11, 11]], "skipped": 0},
        "changes": 0,
    }  # fmt: skip
    assert [e.seq for e in repaired.entries()] == [*range(1, 11), 12, 13]
    assert repaired.next_id("wishes") == 13


def test_repairs_of_one_second_lie_beside_each_other(filled: JournalStorage, folder: Path) -> None:
    filled.close()
    for name in ("aside-2026-03-26T120000", "aside-2026-03-26T120000-2", "aside-2026-03-26T120000-3"):
        (folder / "xingfu.json").write_bytes(b"{}")
        assert mended(folder) == folder / name


def test_what_changed_a_record_that_is_lost_is_left_out_and_counted(
    filled: JournalStorage, folder: Path, open_storage: Open
) -> None:
    filled.commit(
        [
            Change("wishes", "10", {"title": "心愿10"}, {"title": "改了"}),
            Change("wishes", "9", {"title": "心愿9"}, {"title": "也改"}),
        ]
    )
    filled.commit([Change("wishes", "11", {"id": 11, "title": "心愿11"}, None)])
    filled.close()
    path = segment_path(folder / "journal", 4)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], lines[1].replace(b"10", b"l0"), *lines[2:]]))
    plan = planned(folder)
    assert (plan.lost, plan.skipped, plan.replayed) == (((10, 10),), 1, 4)
    mended(folder)
    repaired = open_storage()
    assert last(repaired)["about"] == {"lost": [[10, 10]], "skipped": 1}
    wishes = repaired.table("wishes")
    assert ("10" in wishes, "11" in wishes, wishes["9"]["title"], wishes["12"]["title"]) == (
        False,
        False,
        "也改",
        "心愿12",
    )


def test_the_newest_backup_is_started_from_where_the_store_has_lost_more(
    filled: JournalStorage, folder: Path, open_storage: Open
) -> None:
    for number, day in ((13, 1), (14, 2)):
        add(filled, number)
        path = daily_backup(filled, (NOON + timedelta(day)).date())
        assert path
        os.utime(path, (1000 * day, 1000 * day))
    add(filled, 15)
    filled.close()
    for path in [folder / "xingfu.json", folder / "xingfu.json.previous", *(folder / "journal").iterdir()]:
        path.write_bytes(b"\0" * 10)
    plan = planned(folder)
    assert (plan.base, plan.replayed, plan.lost) == (
        folder / "backups" / "daily-2026-03-28.tar.gz",
        0,
        ((15, 15),),
    )
    mended(folder)
    repaired = open_storage()
    assert (len(repaired.table("wishes")), repaired.seq, repaired.next_id("wishes")) == (14, 16, 15)
    assert repaired.verify() == []


def test_a_broken_archive_is_told_by_name_and_taken_out(
    filled: JournalStorage, folder: Path, open_storage: Open
) -> None:
    path = archive_path(folder, 1)
    content = path.read_bytes()
    path.write_bytes(b"another program")
    filled.close()
    plan = planned(folder)
    assert (plan.archives, plan.lost, plan.written_off) == ((path,), (), ())
    assert str(path) in str(plan.problems[0])
    aside = mended(folder)
    assert not path.exists()
    assert files(aside)["audit/00000001.jsonl.gz"] == b"another program" != content
    assert [e.seq for e in open_storage().entries()][-1] == 13


def test_the_lock_is_asked_for_and_let_go(filled: JournalStorage, folder: Path) -> None:
    with locked(folder, "一"), pytest.raises(StoreBusy), locked(folder, "二", timeout=0.05):
        pass
    with locked(folder, "二", timeout=0.05):
        pass


# ---- forgetting


def fields(**more: Any) -> dict[str, Any]:
    return {"id": 1, "rev": 1, "created_at": NOON.isoformat(), "updated_at": NOON.isoformat(), **more}


PHONE = "13712341234"
KNOWN: Mapping[str, dict[str, Any]] = {
    "wishes": fields(number="2026-0001", title="修路", resident="王小明", phone=PHONE, address="3号楼501"),
    "households": fields(name="王小明", phone="", address="3号楼501", flags=["alone"]),
    "visits": fields(household_id=1, on="2026-03-01", by="小李", heard="腿疼"),
    "volunteers": fields(name="王小明", phone=PHONE, birthday="03-26", skills=["理发"]),
    "hours": fields(volunteer_id=1, on="2026-03-01", hours=2.0, content="王小明理发"),
    "lessons": fields(teacher_id=1, learner_id=2, skill="理发", note="王小明教"),
    "home_requests": fields(resident="王小明", phone=PHONE, skill="理发"),
    "needs": fields(asked_by="王小明", title="轮椅", kind="goods"),
    "bookings": fields(booked_by="王小明", room_id=1, on="2026-03-27"),
    "actions": fields(title="修路", owner="小李", wish_id=1, note="王小明家"),
    "sessions": fields(service_id=1, signups=[{"number": 1, "resident": "王小明", "phone": PHONE}]),
    "partners": fields(name="电器行", phone=PHONE),
}  # fmt: skip


@pytest.fixture
def known(open_storage: Open) -> JournalStorage:
    """A resident who stands in records of every kind, and a partner of the same number."""
    storage = open_storage()
    storage.commit([Change(table, "1", None, document) for table, document in KNOWN.items()])
    return storage


def test_all_that_is_of_a_person_or_about_them_is_found(known: JournalStorage) -> None:
    removal = person(known, "王小明")
    assert {table for table, _ in removal.records} == set(KNOWN) - {"sessions", "partners"}
    assert set(involved(known, removal)) == {
        "2026-0001", "households 1", "volunteers 1", "hours 1", "lessons 1", "home_requests 1", "needs 1", "bookings 1",
        "actions 1", "sessions 1",
    }  # fmt: skip
    assert person(known, " 王小明 ", "137-1234-1234").records == removal.records
    for name, phone in (("王小", ""), ("王小明明", ""), (" ", ""), ("王大明", PHONE)):
        with pytest.raises(NotFound):
            person(known, name, phone)


def test_one_with_another_number_is_somebody_else(known: JournalStorage) -> None:
    known.commit([Change("wishes", "2", None, {**KNOWN["wishes"], "id": 2, "phone": "13900001111"})])
    with pytest.raises(UsageError, match=r"137\*\*\*\*1234, 139\*\*\*\*1111"):
        person(known, "王小明")
    assert ("wishes", "2") not in person(known, "王小明", PHONE).records
    assert ("wishes", "1") not in person(known, "王小明", "13900001111").records


def test_forgetting_is_on_record_without_the_name(known: JournalStorage) -> None:
    done = forget(known, person(known, "王小明"), CLERK)
    assert (done.records, done.backups) == (10, 0)
    (entry,) = [e for e in known.entries() if e.action == "forget"]
    assert (entry.by, entry.seat, dict(entry.about), "王小明" in str(entry)) == ("小李", "窗口", {}, False)
    tables = known.read() or {}
    assert tables["partners"]["1"] == KNOWN["partners"]
    assert (
        tables["visits"]["1"]["household_id"],
        tables["hours"]["1"]["hours"],
        tables["hours"]["1"]["volunteer_id"],
    ) == (1, 2.0, 1)
    assert {t: d["1"]["rev"] for t, d in tables.items()} == {
        t: 1 if t in {"partners", "visits"} else 2 for t in KNOWN
    }
    assert tables["needs"]["1"]["asked_by"] in {"", "（已删除）"}
    assert tables["bookings"]["1"]["booked_by"] in {"", "（已删除）"}
    assert "王小明" not in str(tables)
    assert tables["volunteers"]["1"]["birthday"] == ""
    assert tables["wishes"]["1"]["updated_at"] == NOON.isoformat(timespec="seconds")


def test_copies_aside_older_snapshots_and_every_backup_are_cleaned(
    known: JournalStorage, folder: Path
) -> None:
    daily_backup(known, NOON.date())
    daily_backup(known, (NOON + timedelta(1)).date())
    (folder / "backups" / "broken.tar.gz").write_bytes(b"\x1f\x8b broken")
    known.compact()
    (folder / "xingfu-schema-1.json").write_bytes((folder / "xingfu.json").read_bytes())
    (folder / "aside-2026-01-01T000000" / "journal").mkdir(parents=True)
    (folder / "aside-2026-01-01T000000" / "xingfu.json").write_bytes((folder / "xingfu.json").read_bytes())
    (folder / "aside-2026-01-02T000000").mkdir()
    (folder / "aside-2026-01-02T000000" / "xingfu.json").write_bytes(b"{}")
    done = forget(known, person(known, "王小明"), CLERK)
    assert done.backups == 4
    told = [str(m) for m in done.unreached]
    assert f"{folder / 'backups' / 'broken.tar.gz'} cannot be read, and may hold it." in told
    assert f"{folder / 'aside-2026-01-02T000000'} cannot be read, and may hold it." in told
    assert told[-1].startswith("Copies outside of the data folder")
    for path in (folder / "xingfu-schema-1.json", folder / "aside-2026-01-01T000000" / "xingfu.json"):
        assert "王小明" not in path.read_text(encoding="utf-8")
    for path in (folder / "backups").glob("daily-*"):
        with unpacked(path) as (_, replica):
            assert replica.seq == 1
            assert "王小明" not in str(replica.tables)
            assert replica.tables["partners"]["1"] == KNOWN["partners"]


def test_a_form_that_is_open_is_told_and_a_closed_ones_draft_goes(
    known: JournalStorage, folder: Path
) -> None:
    drafts = folder / "drafts"
    drafts.mkdir()
    for name in ("open.json", "closed.json", "other.json"):
        (drafts / name).write_text(
            '{"resident": "李平"}' if name == "other.json" else '{"resident": "王小明"}', encoding="utf-8"
        )
    with (drafts / "open.json").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = forget(known, person(known, "王小明"), CLERK)
    assert {p.name for p in drafts.iterdir()} == {"open.json", "other.json"}
    assert "A form that is open now, of open.json." in [str(m) for m in done.unreached]


def test_what_cannot_be_written_is_refused_before_anything_goes(
    known: JournalStorage, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(StoreError):
        restore(folder, tmp_path / "none.tar.gz", CLERK, NOON)
    assert known.refresh() == ()
