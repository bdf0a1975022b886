"""Whatever is written where a user says: never over what is no regular file, through a link, with the mode that was."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run

WAYS = (
    "export wishes -o {}.xlsx", "export wishes -o {}.csv", "export ics -o {}.ics", "export ics {}.ics", "backup {}.tar.gz",
    "fill form.xlsx -o {}.xlsx", "import rows.csv --as wish --yes --refused {}.xlsx",
    "report month -o {}.xlsx", "meeting minutes --meeting 1 -o {}.docx", "meeting invitation --meeting 1 -o {}.docx",
)  # fmt: skip


@pytest.fixture
def met(loaded: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["序号", "诉求内容", "诉求人"])
    book.save(tmp_path / "form.xlsx")
    (tmp_path / "rows.csv").write_text(
        "诉求内容,登记日期\n灯坏了,2026-11-02\n井盖松了,2850-01-01\n", encoding="utf-8"
    )
    assert loaded("meeting", "plan", "--at", "+3 15:00")[0] == 0
    return loaded


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("what", ["pipe", "device", "socket", "link to a pipe"])
def test_nothing_else_is_written_over(
    met: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, what: str
) -> None:
    words = way.format(tmp_path / "out").split()
    path = Path(words[-1])
    if what == "device":
        path.symlink_to("/dev/null")
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "socket":
        with socket.socket(socket.AF_UNIX) as listening:
            monkeypatch.chdir(tmp_path)  # a socket's path may not be long
            listening.bind(path.name)
    else:
        os.mkfifo(tmp_path / "pipe")
        path.symlink_to("pipe")
    before = path.stat()
    status, _, err = met(*words)
    assert status == 1
    assert "not a regular file" in err
    assert (path.stat().st_ino, path.stat().st_mode) == (before.st_ino, before.st_mode)
    assert not [left for left in tmp_path.iterdir() if left.name.startswith(".xingfu")]


@pytest.mark.parametrize("way", WAYS)
def test_a_link_and_a_mode_stay(met: Run, tmp_path: Path, way: str) -> None:
    words = way.format(tmp_path / "out").split()
    path = Path(words[-1])
    (tmp_path / "there").write_bytes(b"old")
    (tmp_path / "there").chmod(0o640)
    path.symlink_to("there")
    status, _, err = met(*words)
    assert status == 0, err
    assert path.is_symlink()
    assert (tmp_path / "there").read_bytes() not in {b"", b"old"}
    assert stat.S_IMODE((tmp_path / "there").stat().st_mode) == 0o640


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_is_said_to_be_one(met: Run, tmp_path: Path, way: str) -> None:
    words = way.format(tmp_path / "out").split()
    Path(words[-1]).mkdir()
    status, out, err = met(*words)
    if words[0] == "backup":  # it is put into the folder
        assert (status, len(list(Path(words[-1]).iterdir()))) == (0, 1), out
    else:
        assert (status, "a folder" in err) == (1, True), err
