"""Attached files: kept by their content, on the disk before the commit, in backups, gone with who is forgotten."""

from __future__ import annotations

import json
import os
import shutil
import stat
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import pytest

from tests.faults.dying import Death, died
from tests.store.conftest import noon
from tui.desk.desk import Desk
from tui.engine.embedded.blobs import kept_in, member
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.upkeep.attached import sweep
from tui.engine.embedded.upkeep.restore import restore
from tui.engine.forgetting import Told
from tui.engine.postgres.engine import PostgresEngine
from tui.kinds.words import Role
from tui.language.errors import InvalidInput, NotAllowed, XingfuError
from tui.seats.actor import Actor
from tui.store import Store, open_store

PHOTO = b"\xff\xd8\xff\xe0 photo of the stairs"
NAME = "王小明"
Sit = Callable[..., Desk]


@pytest.fixture
def sit(place: Path | str) -> Iterator[Sit]:
    """Sits down at a desk over the place, as another process would; all are closed at the end."""
    stores: list[Store] = []

    def at(role: Role = "staff", seat: str = "local") -> Desk:
        stores.append(open_store(place, role=role, now=noon))
        return Desk(stores[-1], Actor("小李", seat, role))

    yield at
    for store in stores:
        store.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "楼道 照片.jpg"
    path.write_bytes(PHOTO)
    return path


@pytest.fixture
def desk(sit: Sit) -> Desk:
    """A desk with wish 1 of somebody and wish 2 of somebody else."""
    made = sit()
    made.wishes.record({"title": "楼道灯坏了", "resident": NAME, "phone": "13712341234"})
    made.wishes.record({"title": "路不平", "resident": "李平"})
    return made


def contents(folder: Path) -> list[bytes]:
    return sorted(path.read_bytes() for _, path in kept_in(folder))


def kept(desk: Desk) -> dict[str, bytes]:
    """The contents that the store of the desk has, by their hashes."""
    engine = desk.store._engine
    if isinstance(engine, PostgresEngine):
        rows = engine.ask(
            "select sha256 from xingfu.contents where community = %s", (engine.address.community,)
        )
        found: dict[str, bytes] = {}
        for (sha256,) in rows:
            with engine.blobs.open(sha256) as file:
                found[sha256] = file.read()
        return found
    return {sha256: path.read_bytes() for sha256, path in kept_in(Path(engine.folder))}  # type: ignore[attr-defined]


def local(desk: Desk) -> Path:
    """The folder on this computer of the store of the desk."""
    return Path(desk.store._engine.folder)  # type: ignore[attr-defined]


def names(desk: Desk, id: int = 1, kind: str = "wish") -> list[str]:
    return [one["called"] for one in desk.attachments.of(kind, id)]


def storage_of(folder: Path) -> closing[JournalStorage]:
    return closing(JournalStorage(folder, now=noon))


def test_a_file_is_kept_by_its_content_once_and_for_its_owner_alone(
    desk: Desk, sit: Sit, folder: Path, photo: Path
) -> None:
    colleague = sit()
    desk.attachments.add("wish", 1, str(photo))
    desk.attachments.add("wish", 2, f"'{photo}'", "同一张")
    photo.unlink()  # what was attached is a copy
    ((sha256, content),) = kept(desk).items()
    assert content == PHOTO
    for found, path in kept_in(local(desk)):  # in a folder; nothing of it stays beside a database
        assert path == folder / "attachments" / sha256[:2] / found
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    colleague.store.refresh()
    (one,) = colleague.attachments.of("wish", 1)
    assert (one["called"], one["size"], one["media"], one["added_by"], one["sha256"]) == (
        "楼道 照片.jpg", len(PHOTO), "image/jpeg", "小李", sha256,
    )  # fmt: skip
    with colleague.attachments.content("wish", 2, 1)[1] as file:
        assert file.read() == PHOTO
    assert colleague.store.check() == []
    assert not list((local(desk) / "attachments").glob(".taken*"))


@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "empty", "none", "large", "device", "made up"])
def test_what_is_no_file_to_be_kept_is_refused_in_words(desk: Desk, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link":
            path.symlink_to("/etc/passwd")
        case "empty":
            path.touch()
        case "large":
            path.touch()
            os.truncate(path, (20 << 20) + 1)
        case "made up":
            path = Path("/proc/self/environ")
        case "device":
            path = Path("/dev/zero")
    with pytest.raises(InvalidInput) as told:
        desk.attachments.add("wish", 1, str(path))
    assert str(path) in str(told.value)
    assert names(desk) == []
    assert kept(desk) == {}


def test_all_files_together_have_a_limit_that_the_community_sets(desk: Desk, tmp_path: Path) -> None:
    desk.communities.add({"name": "石东", "attachment_limits": {"file_mb": 2, "all_mb": 3}})
    for n in range(2):
        path = tmp_path / f"{n}.txt"
        path.write_bytes(b"%d" % n * (1 << 20) * 2)
        if n == 0:
            desk.attachments.add("wish", 1, str(path))
        else:
            with pytest.raises(InvalidInput):
                desk.attachments.add("wish", 1, str(path))
    assert names(desk) == ["0.txt"]


def test_several_dropped_files_are_attached_together_or_not_at_all(
    desk: Desk, tmp_path: Path, photo: Path
) -> None:
    other = tmp_path / "回执.pdf"
    other.write_bytes(b"%PDF-1.4")
    with pytest.raises(InvalidInput):
        desk.attachments.add("wish", 1, f"'{photo}' '{tmp_path / 'none'}'")
    assert names(desk) == []
    desk.attachments.add("wish", 1, f"'{photo}' '{other}'")
    assert names(desk) == ["楼道 照片.jpg", "回执.pdf"]
    desk.history.undo()
    assert names(desk) == []


def test_over_ssh_no_file_is_read_and_none_is_handed_out(desk: Desk, sit: Sit, photo: Path) -> None:
    desk.attachments.add("wish", 1, str(photo))
    away = sit(seat="jiedao")
    for typed in (str(photo), f"file://{photo}", "/etc/passwd", "~/.ssh/id_rsa"):
        with pytest.raises(InvalidInput) as told:
            away.attachments.add("wish", 1, typed)
        assert "SSH" in str(told.value)
    with pytest.raises(NotAllowed):
        away.attachments.content("wish", 1, 1)
    away.attachments.add("wish", 1, "https://example.org/通知.pdf")
    assert names(away) == ["楼道 照片.jpg", "example.org 通知.pdf"]


def test_who_may_not_change_a_record_attaches_nothing_to_it(desk: Desk, sit: Sit, photo: Path) -> None:
    desk.attachments.add("wish", 1, str(photo), f"{NAME}的身份证.jpg")
    desk.households.add({"name": "赵奶奶"})
    recorder, viewer = sit("recorder", "jilu"), sit("viewer", "jiedao")
    recorder.attachments.add("wish", 1, "https://example.org")
    for one in (recorder, viewer):
        with pytest.raises(XingfuError):
            one.attachments.add("household", 1, "https://example.org")
    with pytest.raises(NotAllowed):
        viewer.attachments.of("wish", 1)
    viewer.store.refresh()
    (held,) = (wish for wish in viewer.store.wishes.stored() if wish["id"] == 1)
    told = json.dumps(held["attachments"], ensure_ascii=False)
    assert len(held["attachments"]) == 2
    for secret in (NAME, "身份证", "example.org", *kept(desk)):
        assert secret not in told
    model = viewer.store.wishes.find(1)  # which takes what is left
    assert model is not None
    assert [one.size for one in model.attachments] == [0, 0]


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_what_undo_can_bring_back_stays_and_goes_in_time(desk: Desk, folder: Path, photo: Path) -> None:
    desk.attachments.add("wish", 1, str(photo))
    desk.attachments.remove("wish", 1, 1)
    with storage_of(folder) as storage:
        assert sweep(storage, age=0.0) == 0
    desk.history.undo()
    with desk.attachments.content("wish", 1, 1)[1] as file:
        assert file.read() == PHOTO
    desk.attachments.remove("wish", 1, 1)
    for _ in range(2):  # the history is archived, and the previous snapshot renewed
        assert desk.store.tidy(force=True)
        desk.wishes.comment(2, "路过")
    with storage_of(folder) as storage:
        for segment in (folder / "journal").glob("*.jsonl"):
            if segment.name != storage.live.path.name:
                segment.unlink()  # as if of long ago
        assert sweep(storage) == 0  # it is of today
        assert storage.blobs.loose() == 1
        assert sweep(storage, age=0.0) == 1
    assert contents(folder) == []


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_a_missing_and_a_damaged_file_are_told(desk: Desk, folder: Path, photo: Path, tmp_path: Path) -> None:
    desk.attachments.add("wish", 1, str(photo))
    ((_, path),) = kept_in(folder)
    path.write_bytes(b"other")
    assert len(desk.store.check()) == 1
    desk.attachments.add("wish", 2, str(photo))  # mends it
    assert desk.store.check() == []
    path.unlink()
    assert len(desk.store.check()) == 2
    with pytest.raises(XingfuError):
        desk.attachments.content("wish", 1, 1)


# ---- dying


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_whenever_a_program_dies_while_it_attaches_the_store_is_whole(
    desk: Desk, folder: Path, photo: Path, tmp_path: Path
) -> None:
    desk.store.close()

    def attach(where: Path) -> Callable[[], None]:
        def work() -> None:
            store = open_store(where, now=noon)
            Desk(store, Actor("小李", "local")).attachments.add("wish", 1, str(photo))
            store.close()

        return work

    def again(n: int) -> Path:
        where = tmp_path / f"again-{n}"
        shutil.copytree(folder, where)
        return where

    _, calls = died(attach(again(0)), None)
    assert calls > 8
    attached, loose = 0, 0
    for at in range(1, calls + 1):
        where = again(at)
        killed, _ = died(attach(where), Death(at, ("before", "half", "after")[at % 3]))
        assert killed
        store = open_store(where, now=noon)
        assert store.check() == []
        there = store.wishes.find_stored(1)
        assert there is not None
        assert store.blobs is not None
        attached, loose = attached + bool(there["attachments"]), loose + store.blobs.loose()
        with storage_of(where) as storage:
            sweep(storage, age=0.0)
        assert len(contents(where)) == len(there["attachments"])
        Desk(store, Actor("小李", "local")).attachments.add("wish", 2, str(photo))  # clears up and works
        assert not list((where / "attachments").glob(".taken*"))
        store.close()
    assert loose  # some died between the two


# ---- backups


def test_a_backup_has_the_files_and_gives_them_back_elsewhere(
    desk: Desk, photo: Path, tmp_path: Path
) -> None:
    desk.attachments.add("wish", 1, str(photo))
    desk.store.back_up(tmp_path / "b.tar.gz")
    other = tmp_path / "elsewhere"
    restore(other, tmp_path / "b.tar.gz", Actor("小李", "local"), noon())
    assert contents(other) == [PHOTO]
    store = open_store(other, now=noon)
    assert store.check() == []
    store.close()


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_daily_backups_share_each_file_and_do_not_need_the_first(
    desk: Desk, folder: Path, photo: Path, tmp_path: Path
) -> None:
    desk.attachments.add("wish", 1, str(photo))
    first = desk.store._engine.daily_backup(date(2026, 3, 26))
    desk.store._engine.daily_backup(date(2026, 3, 27))
    assert first is not None
    with tarfile.open(first) as tar:
        assert not [name for name in tar.getnames() if name.startswith("attachments")]
    ((sha256, path),) = kept_in(folder)
    beside = folder / "backups" / member(sha256)
    assert beside.samefile(path)  # hard links: the bytes are there once
    shutil.rmtree(folder / "attachments")
    restore(folder, first, Actor("小李", "local"), noon())
    assert contents(folder) == [PHOTO]
    shutil.copytree(folder / "backups", tmp_path / "stick")  # as the office copies it
    restore(tmp_path / "new", tmp_path / "stick" / first.name, Actor("小李", "local"), noon())
    assert contents(tmp_path / "new") == [PHOTO]


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_a_file_that_only_an_old_backup_names_goes_with_the_last_of_them(
    desk: Desk, folder: Path, photo: Path
) -> None:
    desk.attachments.add("wish", 1, str(photo))
    engine = desk.store._engine
    engine.daily_backup(date(2026, 3, 1))
    desk.attachments.remove("wish", 1, 1)
    for _ in range(2):
        desk.store.tidy(force=True)
        desk.wishes.comment(2, "路过")
    with storage_of(folder) as storage:
        for segment in (folder / "journal").glob("*.jsonl"):
            if segment.name != storage.live.path.name:
                segment.unlink()
        assert sweep(storage, age=0.0) == 0
        for backup in (folder / "backups").glob("*.gz"):
            backup.unlink()
        assert sweep(storage, age=0.0) == 1
    assert contents(folder) == contents(folder / "backups") == []


def test_a_backup_of_before_is_still_read(desk: Desk, tmp_path: Path) -> None:
    desk.store.back_up(tmp_path / "b.tar.gz")
    with tarfile.open(tmp_path / "b.tar.gz") as tar:
        assert not [name for name in tar.getnames() if "attachments" in name]
    restore(tmp_path / "new", tmp_path / "b.tar.gz", Actor("小李", "local"), noon())


# ---- forgetting


def test_who_is_forgotten_leaves_no_file_in_records_folder_or_backups(
    desk: Desk, photo: Path, tmp_path: Path
) -> None:
    folder = local(desk)
    shared, elsewhere = tmp_path / "公告.txt", tmp_path / "名单.txt"
    shared.write_text("停水通知", encoding="utf-8")
    elsewhere.write_text(f"签到：{NAME}", encoding="utf-8")
    for id, path in ((1, photo), (1, shared), (2, shared), (2, elsewhere)):
        desk.attachments.add("wish", id, str(path))
    desk.store._engine.daily_backup(date(2026, 3, 26))
    desk.store.back_up(folder / "mine.tar.gz")
    desk.attachments.rename("wish", 1, 1, f"{NAME}家的楼道.jpg")
    whom = desk.store.to_forget(NAME, Told())
    assert whom.attachments == 2
    done = desk.store.forget(whom, by="小李", seat="local")
    assert done.attachments == 1  # the other is somebody else's too
    assert names(desk, 1) == []
    assert names(desk, 2) == ["公告.txt", "名单.txt"]
    left = sorted([shared.read_bytes(), elsewhere.read_bytes()])
    assert sorted(kept(desk).values()) == contents(folder / "backups") == left
    with tarfile.open(folder / "mine.tar.gz") as tar:
        assert len([name for name in tar.getnames() if name.startswith("attachments/")]) == 2
    told = [message.params.get("name") for message in done.unreached]
    assert "名单.txt" in told  # it names them, and is somebody else's: the staff looks at it
    assert desk.store.check() == []
    with suppress(XingfuError):  # a folder has no history left, a database one without them
        desk.history.undo()
    assert names(desk, 1) == []
    assert desk.store.check() == []
