"""The journal: what is written is read again, and what is damaged is told, never guessed at."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.conftest import noon
from tui.engine.changes import Change, Entry, difference, same
from tui.engine.embedded.journal import (
    Header,
    create_segment,
    encode_entry,
    parse_line,
    read_backwards,
    read_segment,
    segment_numbers,
    segment_path,
)
from tui.engine.embedded.storage import JournalStorage
from tui.engine.embedded.upkeep.backup import write_backup
from tui.language.errors import StoreDamaged, StoreError

Open = Callable[..., JournalStorage]

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(TEXT, VALUES, max_size=5)
MAYBE = st.none() | DOCUMENTS


def filled(folder: Path, number: int = 4) -> Path:
    """A store with `number` commits; its only segment."""
    storage = JournalStorage(folder, now=noon)
    for n in range(1, number + 1):
        storage.commit([Change("wishes", str(n), None, {"title": f"心愿 {n}", "n": n})])
    storage.close()
    return segment_path(folder / "journal", 1)


@given(MAYBE, MAYBE)
def test_the_difference_of_two_documents_leads_from_one_to_the_other(
    before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    change = difference("t", "1", before, after)
    if change is None:
        assert before == after
    else:
        assert change.applied_to(before) == after


@given(DOCUMENTS, MAYBE, TEXT)
def test_an_entry_comes_back_as_it_was_written(
    was: dict[str, Any], now: dict[str, Any] | None, by: str
) -> None:
    entry = Entry(7, noon().isoformat(), by, "seat", "wish.edit", (Change("t", "1", was, now),), {"of": 3})
    line = encode_entry(entry)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert parse_line(line[:-1]) == entry


@pytest.mark.parametrize(("one", "other"), [(1, True), (0, False), (1, 1.0), ([1], [True])])
def test_what_python_holds_equal_and_json_does_not_is_a_change(one: object, other: object) -> None:
    assert not same(one, other)
    change = difference("t", "1", {"a": one, "b": 2}, {"a": other, "b": 2})
    assert change == Change("t", "1", {"a": one}, {"a": other})


def test_a_field_that_was_removed_is_gone_again() -> None:
    change = difference("t", "1", {"a": 1, "b": None}, {"b": 2})
    assert change
    assert change.applied_to({"a": 1, "b": None, "unknown": 3}) == {"b": 2, "unknown": 3}


def test_a_torn_last_line_is_cut_off_at_every_byte(tmp_path: Path) -> None:
    segment = filled(tmp_path / "whole", 4)
    content = segment.read_bytes()
    last = content.rindex(b"\n", 0, -1) + 1
    assert len(content) - last > 100
    for cut in range(last, len(content)):
        folder = tmp_path / str(cut)
        (folder / "journal").mkdir(parents=True)
        segment_path(folder / "journal", 1).write_bytes(content[:cut])
        storage = JournalStorage(folder, now=noon)
        assert storage.seq == 3
        assert list(storage.table("wishes")) == ["1", "2", "3"]
        entry = storage.commit([Change("wishes", "9", None, {"title": "又一个"})])
        assert entry
        assert entry.seq == 4
        storage.close()
        again = JournalStorage(folder, now=noon)
        assert list(again.table("wishes")) == ["1", "2", "3", "9"]
        assert again.verify() == []
        again.close()
        torn = list(folder.glob("torn/*"))
        assert [t.read_bytes() for t in torn] == ([content[last:cut]] if cut > last else [])
        shutil.rmtree(folder)


def test_nul_bytes_after_a_power_cut_are_a_torn_line(tmp_path: Path, open_storage: Open) -> None:
    segment = filled(tmp_path / "store", 3)
    with segment.open("ab") as file:
        file.write(b"\0" * 500)
    storage = open_storage()
    assert storage.seq == 3
    storage.commit([Change("wishes", "4", None, {})])
    assert b"\0" not in segment.read_bytes()


def test_a_commit_that_was_acknowledged_and_is_gone_is_told(folder: Path, open_storage: Open) -> None:
    segment = filled(folder, 4)
    content = segment.read_bytes()
    segment.write_bytes(content[: content.rindex(b"\n", 0, -1) + 1])
    with pytest.raises(StoreDamaged, match="commit 4 was acknowledged"):
        open_storage()


def test_a_file_cut_while_open_is_told_every_time_and_memory_stays(folder: Path, open_storage: Open) -> None:
    segment = filled(folder, 4)
    storage = open_storage()
    content = segment.read_bytes()
    os.truncate(segment, content.rindex(b"\n", 0, -1) + 1)
    for _ in range(2):
        with pytest.raises(StoreDamaged, match="has lost its end"):
            storage.refresh()
        assert len(storage.table("wishes")) == 4
    with pytest.raises(StoreDamaged):
        storage.commit([Change("wishes", "5", None, {})])


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_flipped_byte_is_told_with_file_and_line(data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        segment = filled(Path(name) / "store", 3)
        content = bytearray(segment.read_bytes())
        last = content.rindex(b"\n", 0, -1) + 1
        at = data.draw(st.integers(0, last - 1))
        line = content[:at].count(b"\n") + 1
        content[at] ^= data.draw(st.integers(1, 255))
        segment.write_bytes(content)
        with pytest.raises(StoreDamaged) as caught:
            JournalStorage(Path(name) / "store", now=noon)
        assert caught.value.message.params == {"file": str(segment), "line": line}


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_a_flipped_byte_in_the_last_line_is_told_too(data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        segment = filled(Path(name) / "store", 3)
        content = bytearray(segment.read_bytes())
        at = data.draw(st.integers(content.rindex(b"\n", 0, -1) + 1, len(content) - 1))
        content[at] ^= data.draw(st.integers(1, 255))
        segment.write_bytes(content)
        with pytest.raises(StoreDamaged):
            JournalStorage(Path(name) / "store", now=noon)


def test_a_line_that_is_missing_from_the_middle_is_told(folder: Path, open_storage: Open) -> None:
    segment = filled(folder, 4)
    lines = segment.read_bytes().splitlines(keepends=True)
    segment.write_bytes(b"".join(lines[:2] + lines[3:]))
    with pytest.raises(StoreDamaged, match="commit 3 follows commit 1"):
        open_storage()


def test_a_segment_that_lost_its_end_to_a_later_one_is_told(folder: Path, open_storage: Open) -> None:
    segment = filled(folder, 3)
    create_segment(folder / "journal", Header(2, 1, 3))
    content = segment.read_bytes()
    segment.write_bytes(content[: content.rindex(b"\n", 0, -1) + 1])
    (folder / "lock").unlink()
    with pytest.raises(StoreDamaged, match="follows commit 2"):
        open_storage()


def test_an_empty_segment_is_damage(folder: Path, open_storage: Open) -> None:
    filled(folder, 3).write_bytes(b"")
    with pytest.raises(StoreDamaged, match="line 1"):
        open_storage()


def test_a_missing_segment_is_told(folder: Path, open_storage: Open) -> None:
    segment = filled(folder, 2)
    storage = open_storage()
    storage.compact()
    segment_path(folder / "journal", 2).unlink()
    with pytest.raises(StoreDamaged, match=r"00000002\.jsonl is missing"):
        open_storage()
    (folder / "xingfu.json").unlink()
    segment.rename(segment_path(folder / "journal", 2))
    with pytest.raises(StoreDamaged, match=r"xingfu\.json is missing"):
        open_storage()


def test_without_a_snapshot_the_journal_gives_everything(folder: Path, open_storage: Open) -> None:
    filled(folder, 3)
    storage = open_storage()
    storage.compact()
    storage.commit([Change("wishes", "2", {"n": 2, "title": "心愿 2"}, None)])
    before = storage.read()
    (folder / "xingfu.json").unlink()
    assert open_storage().read() == before


def test_without_a_journal_the_snapshot_is_enough_unless_commits_are_lost(
    folder: Path, open_storage: Open
) -> None:
    filled(folder, 3)
    storage = open_storage()
    storage.compact()
    before = storage.read()
    shutil.rmtree(folder / "journal")
    again = open_storage()
    assert again.read() == before
    again.commit([Change("wishes", "4", None, {})])
    assert open_storage().seq == 4
    shutil.rmtree(folder / "journal")
    with pytest.raises(StoreDamaged, match="commit 4 was acknowledged"):
        open_storage()


def test_a_segment_removed_while_open_is_told(folder: Path, open_storage: Open) -> None:
    segment = filled(folder, 2)
    storage = open_storage()
    segment.unlink()
    with pytest.raises(StoreDamaged, match="removed or replaced"):
        storage.refresh()


def test_a_folder_that_cannot_be_read_is_told(folder: Path, open_storage: Open) -> None:
    folder.mkdir()
    (folder / "journal").write_text("not a folder")
    with pytest.raises(StoreError):
        open_storage()


def test_files_are_for_the_owner_alone(folder: Path, open_storage: Open) -> None:
    segment = filled(folder, 2)
    with segment.open("ab") as file:
        file.write(b"torn")
    storage = open_storage()
    storage.compact()
    for path in [folder, *folder.rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path
    assert (folder / "torn").is_dir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_what_root_makes_in_anothers_folder_is_that_others(folder: Path, open_storage: Open) -> None:
    folder.mkdir()
    os.chown(folder, 12345, 12346)
    storage = open_storage()
    storage.commit([Change("wishes", "1", None, {"title": "修路"})])
    storage.compact()
    write_backup(storage, folder / "backups" / "b.tar.gz")
    made = list(folder.rglob("*"))
    assert folder / "backups" / "b.tar.gz" in made
    for path in made:
        assert (path.stat().st_uid, path.stat().st_gid) == (12345, 12346), path


def test_other_files_in_the_journal_are_left_alone(folder: Path, open_storage: Open) -> None:
    filled(folder, 2)
    (folder / "journal" / "00000001 (copy).jsonl").write_text("x")
    (folder / "journal" / "٠٠٠٠٠٠٠٢.jsonl").write_text("x")
    assert segment_numbers(folder / "journal") == [1]
    assert open_storage().seq == 2


def test_the_trail_can_be_read_from_both_ends(folder: Path, open_storage: Open) -> None:
    filled(folder, 3)
    storage = open_storage()
    storage.compact()
    storage.commit([Change("wishes", "4", None, {})])
    assert [e.seq for e in storage.entries()] == [1, 2, 3, 4]
    assert [e.seq for e in storage.entries(newest_first=True)] == [4, 3, 2, 1]
    assert [e.seq for e in read_segment(folder / "journal", 2)] == [4]


TAILS = (b"", b"0000", b"\0\0\n", b"\0\n\0\n", b"\n", b"spoilt\n", b"spoilt\n\0\n", b"\0\n\n")


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("spoilt", [None, 0, 1, 2])
def test_what_is_read_from_the_end_is_what_is_read_from_the_beginning(
    folder: Path, tail: bytes, spoilt: int | None
) -> None:
    """Also of a segment that a crash or another program has touched: then both tell of it, from where they come to it."""
    filled(folder, 3)
    path = folder / "journal" / "00000001.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    if spoilt is not None:
        lines[spoilt] = b"x" + lines[spoilt]
    path.write_bytes(b"".join(lines) + tail)
    told = []
    for read in (read_segment, read_backwards):
        found: list[Entry] = []
        try:
            found.extend(read(folder / "journal", 1))
        except StoreDamaged as error:
            told.append(str(error.message))
        else:
            told.append(str(sorted(found)))
    assert told[0] == told[1]
