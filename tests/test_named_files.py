"""A file that a user names is replaced whole, stays what and whose it was, and nothing but a file is replaced."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.language.errors import StoreError
from tui.platform.durable import write_all
from tui.platform.named_files import write_named
from tui.platform.passing import hold


def test_a_new_file_is_private_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_named(tmp_path / "new", b"content")
    assert [p.name for p in tmp_path.iterdir()] == ["new"]
    assert (tmp_path / "new").read_bytes() == b"content"
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600


def test_what_a_killed_program_left_half_goes_with_the_next(tmp_path: Path) -> None:
    half, held = tmp_path / ".xingfu-0.new", tmp_path / ".xingfu-1.new"
    for path in (half, held, tmp_path / "other.new"):
        path.write_bytes(b"half")
    with held.open() as file:
        hold(file.fileno())  # by a program that runs
        write_named(tmp_path / "new", b"content")
    assert sorted(p.name for p in tmp_path.iterdir()) == [held.name, "new", "other.new"]


@pytest.mark.parametrize("mode", [0o644, 0o400, 0o660])
def test_an_older_file_keeps_its_mode_and_owner(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"old")
    path.chmod(mode)
    if os.geteuid() == 0:
        os.chown(path, 4321, 1234)
    before = path.stat()
    write_named(path, b"new")
    after = path.stat()
    assert path.read_bytes() == b"new"
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert after.st_ino != before.st_ino  # whoever reads the old one reads it to its end


@pytest.mark.parametrize("exists", [True, False])
def test_a_link_stays_one_and_what_it_points_to_is_written(tmp_path: Path, *, exists: bool) -> None:
    (tmp_path / "there").mkdir()
    file, link, over = tmp_path / "there" / "file", tmp_path / "link", tmp_path / "over"
    if exists:
        file.write_bytes(b"old")
    link.symlink_to("there/file")
    over.symlink_to(link)
    write_named(over, b"new")
    assert (over.is_symlink(), link.is_symlink(), file.read_bytes()) == (True, True, b"new")


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


@pytest.mark.parametrize("linked", [True, False])
@pytest.mark.parametrize(
    ("make", "said"), [(Path.mkdir, "a folder"), (os.mkfifo, "a pipe"), (_socket, "a socket")]
)
def test_what_is_no_file_is_refused_in_words_and_stays(
    tmp_path: Path, make: Callable[[Path], object], said: str, *, linked: bool
) -> None:
    there = tmp_path / "t"
    make(there)
    path = there
    if linked:
        path = tmp_path / "link"
        path.symlink_to(there)
    before = there.stat()
    with pytest.raises(StoreError, match=said):
        write_named(path, b"new")
    assert (there.stat().st_mode, there.stat().st_ino) == (before.st_mode, before.st_ino)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted({"t", path.name})


def test_a_device_is_refused_before_anything_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a state made up: no test goes near a device."""
    path = tmp_path / "device"
    path.write_bytes(b"")
    real = Path.stat

    def as_device(self: Path, **how: bool) -> os.stat_result:
        state = real(self, **how)
        return os.stat_result((stat.S_IFCHR | 0o666, *state[1:])) if self == path else state

    monkeypatch.setattr(Path, "stat", as_device)
    with pytest.raises(StoreError, match="a device"):
        write_named(path, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["device"]


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old"
    path.write_bytes(b"old")

    def full(_fd: int, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui.platform.named_files.write_all", full)
    with pytest.raises(OSError, match="No space"):
        write_named(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("old", b"old")]


def test_what_becomes_a_pipe_meanwhile_stays_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p"

    def meanwhile(fd: int, data: bytes) -> None:
        write_all(fd, data)
        os.mkfifo(path)

    monkeypatch.setattr("tui.platform.named_files.write_all", meanwhile)
    with pytest.raises(StoreError, match="a pipe"):
        write_named(path, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["p"]
