"""What lies in a data folder is one history: a lost end, a foreign file, a folder that went are told in words."""

from __future__ import annotations

import gzip
import select
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.store.conftest import NOON, noon
from tui.engine.changes import Change
from tui.engine.embedded.journal import Closed, Header, parse_line, read_header, segment_path
from tui.engine.embedded.mark import read_mark
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.upkeep.rebuild import locked
from tui.engine.embedded.upkeep.salvage import examine, repair
from tui.language.errors import StoreDamaged, StoreError
from tui.rules.privacy.rights import RIGHTS
from tui.seats.actor import Actor
from tui.seats.drafts import Draft, DraftFile
from tui.seats.presence import Presence

Open = Callable[..., JournalStorage]
CLERK = Actor("小李", "local")


def add(storage: JournalStorage, *numbers: int) -> None:
    for n in numbers:
        storage.commit([Change("wishes", str(n), None, {"id": n, "title": f"心愿{n}"})])


@pytest.fixture
def board(open_storage: Open) -> JournalStorage:
    """An open board over a store with two folds and commits since."""
    storage = open_storage()
    add(storage, 1, 2)
    storage.compact()
    add(storage, 3)
    storage.compact()
    add(storage, 4, 5)
    return storage


def mend(folder: Path) -> None:
    with locked(folder, "test") as lock:
        plan = examine(folder)
        assert plan
        repair(folder, lock, plan, CLERK, NOON)
    assert examine(folder) is None


# ---- what the files say


def test_each_segment_names_the_store_and_what_it_follows(board: JournalStorage, folder: Path) -> None:
    headers = [read_header(segment_path(folder / "journal", n)) for n in (2, 3)]
    first = parse_line(gzip.decompress((folder / "audit" / "00000001.jsonl.gz").read_bytes()).splitlines()[0])
    assert isinstance(first, Header)
    assert {header.store for header in (first, *headers)} == {board.point().snapshot.store}
    assert headers[0].follows == first.ends
    *_, last = segment_path(folder / "journal", 2).read_bytes().splitlines()
    assert parse_line(last) == Closed(3)
    mark = read_mark(folder)
    assert mark
    assert (mark.seq, mark.store) == (5, first.store)


@pytest.mark.parametrize("lines", [1, 2])
@pytest.mark.parametrize("gone", ["lock", "mark"])
def test_a_cut_tail_is_told_by_either_mark(
    board: JournalStorage, folder: Path, open_storage: Open, gone: str, lines: int
) -> None:
    board.close()
    path = segment_path(folder / "journal", 3)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-lines]))
    (folder / gone).unlink()
    with pytest.raises(StoreDamaged, match="commit 5 was acknowledged"):
        open_storage()


def test_a_closed_segment_whose_follower_is_gone_is_told(
    board: JournalStorage, folder: Path, open_storage: Open
) -> None:
    board.compact()
    board.close()
    older = (folder / "xingfu.json.previous").read_bytes()
    (folder / "xingfu.json").write_bytes(older)
    for path in (segment_path(folder / "journal", 4), folder / "lock", folder / "mark"):
        path.unlink()
    with pytest.raises(StoreDamaged, match=r"00000004.jsonl is missing"):
        open_storage()


def test_a_snapshot_put_into_a_folder_alone_is_a_store(
    board: JournalStorage, folder: Path, tmp_path: Path, open_storage: Open
) -> None:
    board.compact()
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copyfile(folder / "xingfu.json", alone / "xingfu.json")
    storage = open_storage(alone)
    assert storage.read() == board.read()
    add(storage, 6)
    storage.compact()
    add(storage, 7)
    assert open_storage(alone).read() == storage.read()
    assert ["is lost" in str(problem) for problem in storage.verify()] == [True]
    # With its company and no journal it may lack what came since.
    shutil.rmtree(folder / "journal")
    with pytest.raises(StoreDamaged, match="is missing"):  # though the mark is of its last commit
        open_storage(folder)
    (folder / "mark").unlink()
    with pytest.raises(StoreDamaged, match="is missing"):
        open_storage(folder)


@pytest.mark.parametrize("harm", ["cut", "older", "another"])
def test_check_looks_at_the_snapshot_before(
    board: JournalStorage, folder: Path, tmp_path: Path, open_storage: Open, harm: str
) -> None:
    previous = folder / "xingfu.json.previous"
    if harm == "cut":
        previous.write_bytes(previous.read_bytes()[:-9])
    elif harm == "older":
        old = previous.read_bytes()
        board.compact()
        previous.unlink()
        previous.write_bytes(old)
    else:
        other = open_storage(tmp_path / "other")
        add(other, 1)
        other.compact()
        previous.unlink()
        shutil.copyfile(tmp_path / "other" / "xingfu.json", previous)
    (problem,) = board.verify()
    assert "xingfu.json.previous" in str(problem)
    before = board.read()
    board.close()
    mend(folder)
    assert open_storage().read() == before
    assert open_storage().verify() == []


def test_a_repair_never_takes_up_the_journal_of_another_store(
    board: JournalStorage, folder: Path, tmp_path: Path, open_storage: Open
) -> None:
    other = open_storage(tmp_path / "other")
    add(other, *range(31, 36))
    board.close()
    for number in (2, 3):
        segment_path(folder / "journal", number).unlink()
    shutil.copyfile(segment_path(tmp_path / "other" / "journal", 1), segment_path(folder / "journal", 3))
    shutil.copyfile(segment_path(tmp_path / "other" / "journal", 1), segment_path(folder / "journal", 1))
    with pytest.raises(StoreDamaged, match="another copy"):
        open_storage()
    mend(folder)
    assert sorted(open_storage().table("wishes")) == ["1", "2", "3"]  # as of the snapshot
    assert open_storage().verify() == []


# ---- under an open board


@pytest.mark.parametrize("how", ["moved", "removed", "exchanged"])
def test_a_folder_that_went_is_told_and_never_made_anew(
    board: JournalStorage, folder: Path, tmp_path: Path, how: str
) -> None:
    before = board.read()
    if how == "removed":
        shutil.rmtree(folder)
    else:
        folder.rename(tmp_path / "elsewhere")
    if how == "exchanged":
        shutil.copytree(tmp_path / "elsewhere", folder)
    found = sorted(folder.rglob("*"))
    draft = Draft("new", "wish", None, None, "", {"title": "路灯"}, None, NOON.isoformat())
    attempts: list[Callable[[], object]] = [
        board.refresh,
        lambda: add(board, 6),
        board.compact,
        lambda: board.daily_backup(NOON.date()),
        lambda: board.back_up(tmp_path / "b.tar.gz"),
        board.watch,
    ]
    for attempt in attempts:
        with pytest.raises((StoreDamaged, OSError), match=r"moved, renamed|not there"):
            attempt()
    if how != "exchanged":
        typed, shown = DraftFile(folder, CLERK), Presence(folder, CLERK)
        writes: list[Callable[[], object]] = [
            lambda: typed.keep(draft),
            lambda: shown.publish([("wish", 1, True)]),
        ]
        for write in writes:
            with pytest.raises(OSError, match="No such file"):
                write()
        assert not folder.exists()
    assert sorted(folder.rglob("*")) == found
    assert board.read() == before
    if how == "moved":  # put back, it goes on
        (tmp_path / "elsewhere").rename(folder)
        add(board, 6)
        assert board.verify() == []


@pytest.mark.parametrize("role", ["staff", "viewer"])
def test_stock_tinydb_writing_over_the_snapshot_is_told_at_once_and_costs_nothing(
    board: JournalStorage, folder: Path, open_storage: Open, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.engine.embedded.masked_snapshot.WORTH", 0)
    board.compact()
    reader = open_storage(grant=RIGHTS[role])  # type: ignore[index]
    before = board.read()
    with TinyDB(folder / "xingfu.json") as other:
        other.insert({"title": "stranger"})
    with pytest.raises(StoreDamaged, match="Another program has written"):
        reader.refresh()
    with pytest.raises(StoreDamaged, match="check --repair"):
        open_storage(grant=RIGHTS[role])  # type: ignore[index]
    add(board, 6)  # the journal has it: the desk goes on
    wanted = {**before, "wishes": {**before["wishes"], "6": board.table("wishes")["6"]}} if before else {}
    board.close()
    mend(folder)
    assert open_storage().read() == wanted


def test_a_file_of_another_copy_under_an_open_board_is_told(
    board: JournalStorage, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    theirs = JournalStorage(other, now=noon)
    theirs.commit([Change("wishes", "6", None, {"id": 6})])
    theirs.commit([Change("wishes", "7", None, {"id": 7})])
    theirs.commit([Change("wishes", "8", None, {"id": 8})])
    theirs.close()
    add(board, 9)
    add(board, 10)
    before = board.read()
    for path in (
        p for p in other.rglob("*") if p.is_file()
    ):  # as a sync program does: written beside, put in place
        new = folder / path.relative_to(other).with_suffix(".tmp")
        shutil.copyfile(path, new)
        new.replace(folder / path.relative_to(other))
    with pytest.raises(StoreError, match="another copy"):
        board.refresh()
    with pytest.raises(StoreError, match="another copy"):
        add(board, 11)
    assert board.read() == before


def test_a_watch_wakes_when_the_snapshot_is_written_and_when_the_folder_goes(
    board: JournalStorage, folder: Path, tmp_path: Path
) -> None:
    watch = board.watch()
    watch.drain()
    with TinyDB(folder / "xingfu.json") as other:
        other.insert({"title": "stranger"})
        assert select.select([watch.fileno()], [], [], 5)[0]
    watch.drain()
    folder.rename(tmp_path / "elsewhere")
    assert select.select([watch.fileno()], [], [], 5)[0]
    watch.close()
