"""`xingfu attach` and `xingfu attachments`: what is attached is listed, handed out whole, renamed and removed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tui.commandline.commands.attachments import KINDS
from tui.kinds import registry

PHOTO = b"\xff\xd8\xff\xe0 photo"


def test_a_file_and_a_link_are_attached_listed_handed_out_renamed_and_removed(
    loaded: Run, tmp_path: Path
) -> None:
    photo, out = tmp_path / "楼道 照片.jpg", tmp_path / "out"
    photo.write_bytes(PHOTO)
    out.mkdir()
    number = json.loads(loaded("list", "wishes", "--json")[1])[0]["number"]
    status, told, _ = loaded("attach", "wish", number, str(photo), "--json")
    (one,) = json.loads(told)
    assert (status, one["called"], one["size"], one["media"]) == (0, photo.name, len(PHOTO), "image/jpeg")
    assert loaded("attach", "wish", number, "https://example.org/a", "--name", "通知")[0] == 0
    listed = json.loads(loaded("attachments", "list", "wish", number, "--json")[1])
    assert [(a["number"], a["called"], a["link"]) for a in listed] == [
        (1, photo.name, ""),
        (2, "通知", "https://example.org/a"),
    ]
    by_list = next(w for w in json.loads(loaded("list", "wishes", "--json")[1]) if w["number"] == number)
    assert by_list["attachments"] == listed

    assert loaded("attachments", "get", "wish", number, "1", "-o", str(out))[0] == 0
    assert (out / photo.name).read_bytes() == PHOTO
    assert loaded("attachments", "get", "wish", number, "2")[0] == 1
    assert json.loads(loaded("log", "--json", "--limit", "1")[1])[0]["action"] == "attachment.get"
    assert photo.name in json.dumps(json.loads(loaded("find", "楼道", "--json")[1]), ensure_ascii=False)

    assert loaded("attachments", "rename", "wish", number, "1", "--name", "灯.jpg")[0] == 0
    assert loaded("attachments", "remove", "wish", number, "2")[0] == 0
    assert [line.split()[1] for line in loaded("attachments", "list", "wish", number)[1].splitlines()] == [
        "灯.jpg"
    ]
    for wrong in (("get", "wish", number, "9"), ("get", "wish", number), ("rename", "wish", number, "1")):
        status, _, told = loaded("attachments", *wrong)
        assert status in {1, 2}
        assert told


def test_check_tells_of_a_file_that_is_missing_and_restore_brings_it_back(
    loaded: Run, tmp_path: Path
) -> None:
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(PHOTO)
    assert loaded("attach", "meeting", "1", str(photo))[0] == 0
    assert loaded("backup", str(tmp_path / "b.tar.gz"))[0] == 0
    for path in (tmp_path / "data" / "attachments").rglob("*"):
        if path.is_file():
            path.unlink()
    status, _, told = loaded("check")
    assert (status, photo.name in told) == (1, True)
    assert loaded("restore", str(tmp_path / "b.tar.gz"), "--yes")[0] == 0
    assert loaded("check")[0] == 0


def test_the_limits_are_the_communitys(loaded: Run, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * (2 << 20))
    assert loaded("community", "--attachment-mb", "1")[0] == 0
    status, _, told = loaded("attach", "meeting", "1", str(large))
    assert (status, "1 MB" in told) == (2, True)
    assert json.loads(loaded("community", "--json")[1])["attachment_limits"] == {"file_mb": 1, "all_mb": 2000}


def test_the_command_knows_the_kinds_that_are_declared_so() -> None:
    assert {*KINDS} == {kind.name for kind in registry.kinds() if kind.attachable}
