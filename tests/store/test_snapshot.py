"""The snapshot: whole or not at all, and compaction at whatever moment it ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.test_journal import DOCUMENTS, TEXT
from tui.engine.changes import Change
from tui.engine.embedded import snapshot
from tui.engine.embedded.folding import unfolded
from tui.engine.embedded.journal import segment_numbers
from tui.engine.embedded.snapshot import Snapshot
from tui.engine.embedded.storage import JournalStorage
from tui.language.errors import StoreDamaged
from tui.platform import durable

Open = Callable[..., JournalStorage]
TABLES = st.dictionaries(
    TEXT.filter(lambda name: name != snapshot.META),
    st.dictionaries(st.integers(1, 99).map(str), DOCUMENTS, min_size=1, max_size=3),
    max_size=3,
)


def add(storage: JournalStorage, *numbers: int) -> None:
    for n in numbers:
        storage.commit([Change("wishes", str(n), None, {"n": n})])


@settings(deadline=None)
@given(TABLES, st.integers(0, 2**40), st.integers(1, 10**6))
def test_a_snapshot_comes_back_as_it_was_written(tables: snapshot.Tables, seq: int, segment: int) -> None:
    written = Snapshot(tables, 1, seq, segment, dict.fromkeys(tables, 100))
    with TemporaryDirectory() as name:
        path = Path(name) / "x.json"
        durable.replace_file(path, snapshot.encode(written))
        assert snapshot.load(path) == written


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_a_flipped_byte_is_told(data: st.DataObject) -> None:
    content = bytearray(
        snapshot.encode(Snapshot({"wishes": {"1": {"title": "修路", "n": 12}}}, 1, 17, 2, {"wishes": 2}))
    )
    at = data.draw(st.integers(0, len(content) - 2))  # the last is a newline, which says nothing
    content[at] ^= data.draw(st.integers(1, 255))
    with TemporaryDirectory() as name:
        path = Path(name) / "xingfu.json"
        path.write_bytes(content)
        with pytest.raises(StoreDamaged, match=r"xingfu\.json is not as the program wrote it"):
            snapshot.load(path)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b'{"_default": {"1": {}}}', b'{"_meta": 1}'])
def test_another_programs_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(StoreDamaged):
        snapshot.load(tmp_path / "x.json")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.json"
    durable.replace_file(path, b"old")

    def refuse(fd: int, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable, "write_all", refuse)
    with pytest.raises(OSError, match="No space"):
        durable.replace_file(path, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["x.json"]
    assert path.read_bytes() == b"old"


def test_ids_are_never_used_again_after_compaction(open_storage: Open) -> None:
    storage = open_storage()
    add(storage, 1, 2)
    storage.commit([Change("wishes", "2", {"n": 2}, None), Change("wishes", "1", {"n": 1}, None)])
    storage.compact()
    again = open_storage()
    assert again.empty
    assert again.next_id("wishes") == 3


def test_a_reader_asleep_through_several_compactions_wakes_up_to_date(open_storage: Open) -> None:
    writer, sleeper = open_storage(), open_storage()
    told: list[int] = []
    sleeper.subscribe(lambda entries: told.extend(e.seq for e in entries))
    add(writer, 1, 2)
    sleeper.refresh()
    assert writer.compact()
    add(writer, 3, 4)
    assert [e.seq for e in sleeper.refresh()] == [3, 4]
    for generation in range(3):  # now the segment that it reads is archived
        add(writer, generation * 2 + 5, generation * 2 + 6)
        assert writer.compact()
    add(writer, 99)
    (reload,) = sleeper.refresh()
    assert (reload.seq, reload.action, len(reload.changes)) == (11, "reload", 7)
    assert told == [1, 2, 3, 4, 11]
    assert sleeper.read() == writer.read() == open_storage().read()
    add(sleeper, 100)
    assert [e.seq for e in writer.refresh()] == [12]
    assert writer.verify() == []


def test_the_audit_trail_outlives_the_journal_and_holds_no_number(folder: Path, open_storage: Open) -> None:
    storage = open_storage()
    before = {"title": "修灯", "phone": "13712341234", "address": "3号楼2单元501"}
    storage.commit([Change("wishes", "1", None, before)])
    for n in range(2, 6):
        add(storage, n)
        storage.compact()
    assert segment_numbers(folder / "journal") == [4, 5]
    assert [e.seq for e in storage.entries()] == [1, 2, 3, 4, 5]
    assert [e.seq for e in storage.entries(newest_first=True, archived=False)] == [5]
    first = next(storage.entries()).changes[0].now
    assert first == {"title": "修灯", "phone": "137****1234", "address": "3号楼"}
    assert storage.table("wishes")["1"] == before
    assert storage.verify() == []


def test_the_snapshot_before_and_the_journal_since_give_everything(folder: Path, open_storage: Open) -> None:
    storage = open_storage()
    for n in range(1, 6):
        add(storage, n)
        storage.compact()
    add(storage, 6)
    before = storage.read()
    (folder / "xingfu.json.previous").replace(folder / "xingfu.json")
    assert open_storage().read() == before


def test_compacting_twice_starts_no_empty_segments(folder: Path, open_storage: Open) -> None:
    storage = open_storage()
    add(storage, 1)
    for _ in range(3):
        assert storage.compact()
    assert sorted(p.name for p in (folder / "journal").iterdir()) == ["00000001.jsonl", "00000002.jsonl"]
    assert not (folder / "xingfu.json.previous").exists()


def test_only_one_process_compacts(open_storage: Open) -> None:
    one, other = open_storage(), open_storage()
    add(one, 1)
    with unfolded(one):
        assert not other.compact()
    assert other.compact()


class Died(BaseException):
    """The process ended here."""


@pytest.mark.parametrize("at", ["create_segment", "encode", "write", "after"])
def test_a_compaction_that_ends_halfway_loses_nothing(
    folder: Path, open_storage: Open, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    storage = open_storage()
    add(storage, 1, 2)
    storage.compact()
    add(storage, 3)

    def die(*_: Any) -> None:
        raise Died

    if at == "create_segment":
        monkeypatch.setattr("tui.engine.embedded.segment.create_segment", die)
    elif at != "after":
        monkeypatch.setattr(
            "tui.engine.embedded.folding.replace_file"
            if at == "write"
            else f"tui.engine.embedded.snapshot.{at}",
            die,
        )
    else:
        monkeypatch.setattr(durable, "sync_folder", die)
    with pytest.raises(Died):
        storage.compact()
    monkeypatch.undo()
    (folder / "xingfu.json.new").write_bytes(b"half")
    again = open_storage()
    assert list(again.table("wishes")) == ["1", "2", "3"]
    add(again, 4)
    assert again.compact()
    assert list(open_storage().table("wishes")) == ["1", "2", "3", "4"]
    assert not (folder / "xingfu.json.new").exists()


def test_a_table_may_not_bear_the_name_of_the_stores_own(open_storage: Open) -> None:
    with pytest.raises(ValueError, match="_meta"):
        open_storage().commit([Change("_meta", "1", None, {})])


def test_a_commit_between_the_new_segment_and_the_snapshot_is_there_once(
    open_storage: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = open_storage()
    add(storage, 1)
    begin = storage.start_segment

    def begin_and_commit() -> None:
        begin()
        storage.commit([Change("wishes", "1", {"n": 1}, None), Change("wishes", "2", None, {"n": 2})])

    monkeypatch.setattr(storage, "start_segment", begin_and_commit)
    storage.compact()
    add(storage, 3)
    again = open_storage()
    assert again.read() == storage.read() == {"wishes": {"2": {"n": 2}, "3": {"n": 3}}}
    assert again.seq == 3
