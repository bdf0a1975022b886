"""Attachments by the keys: added, seen in the list, opened with this computer's program, renamed, removed; and over SSH."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import Paste

from tests.screens.desk import Desk, Opened
from tui.platform.opening import opener
from tui.seats.actor import Actor
from tui.store import Store

PHOTO = b"\xff\xd8\xff\xe0 photo"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "楼道 照片.jpg"
    path.write_bytes(PHOTO)
    return path


def private(copy: Path) -> None:
    """The copy is whole, has the file's name, and is to be read by this account alone."""
    assert (copy.name, copy.read_bytes()) == ("楼道 照片.jpg", PHOTO)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


async def test_a_dropped_file_is_attached_opened_renamed_removed_and_brought_back(
    desk: Opened, stores: Callable[[], Store], tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs, shown = tmp_path / "bin", tmp_path / "shown"
    programs.mkdir()
    (programs / "xdg-open").write_text(f'#!/bin/sh\nprintf "%s" "$1" > {shown}\n')
    (programs / "xdg-open").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":0")
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    colleague = stores()
    async with desk() as d:
        await d.press("3", "plus")
        assert "还没有附件" in d.text
        await d.press("plus")
        await d.paste(f"'{tmp_path}/none'")
        await d.press("ctrl+s")
        assert "none" in d.errors()["file"]  # what was typed stays
        d.form.fields[0].put("")
        await d.paste(f"'{photo}'")
        await d.press("ctrl+s")
        assert d.announcement.endswith("已添加附件：楼道 照片.jpg。")
        assert "楼道 照片.jpg" in d.text
        assert "10 B" in d.text

        await d.press("enter")
        await d.until(lambda: shown.exists() and bool(shown.read_text()))
        private(Path(shown.read_text()))

        await d.press("e")
        d.form.fields[0].put("灯坏处.jpg")
        await d.press("ctrl+s")
        assert "灯坏处.jpg" in d.text
        d.app.screen.post_message(Paste("https://example.org/通知.pdf"))  # pasted on the list itself
        await d.settle()
        await d.press("ctrl+s")
        await d.press("down")
        assert "https://example.org/通知.pdf" in d.text
        await d.press("enter")
        assert d.app.clipboard == "https://example.org/通知.pdf"

        await d.press("delete")
        assert d.rows("attachments") == 1
        await d.press("u")
        assert d.rows("attachments") == 2
        colleague.refresh()
        (wish,) = (one for one in colleague.wishes.stored() if one["attachments"])
        with colleague.transaction(by="小王", seat="local", action="attachment.remove") as transaction:
            transaction.update("wishes", int(wish["id"]), {"attachments": wish["attachments"][:1]})
        await d.until(lambda: d.rows("attachments") == 1)  # a colleague's change is seen at once
        await d.press("escape")
        assert "〔附1〕" in d.text
        await d.press("enter")
        assert "灯坏处.jpg" in d.text


async def test_over_ssh_links_are_attached_and_no_file_is_read_or_opened(
    store: Store, tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    async with Desk.opener(store, tmp_path, Actor("小李", "jiedao"))() as d:
        await d.press("3", "plus", "plus")
        await d.paste(str(photo))
        await d.press("ctrl+s")
        assert "SSH" in d.errors()["file"]
        d.form.fields[0].put("")
        await d.paste("https://example.org/a")
        await d.press("ctrl+s")
        assert d.rows("attachments") == 1
    assert not (tmp_path / "data" / "attachments").exists()


async def test_a_viewer_sees_how_many_and_opens_nothing(
    store: Store, tmp_path: Path, stores: Callable[[], Store]
) -> None:
    from tui.desk.desk import Desk as UseCases
    from tui.store import open_store

    for wish in store.wishes.stored():
        UseCases(store, Actor("小李", "local")).attachments.add(
            "wish", wish["id"], "https://example.org/王小明", "王小明的病历"
        )
    viewer = open_store(tmp_path / "data", role="viewer", now=lambda: store.now)
    async with Desk.opener(viewer, tmp_path, Actor("街道办", "jiedao", "viewer"))() as d:
        await d.press("3", "plus")
        assert "附件" not in d.text or "病历" not in d.text
        assert "〔附1〕" in d.text
        await d.press("enter")
        assert "1 个附件" in d.text
        assert "病历" not in d.text
        await d.press("plus")
        assert "病历" not in d.text
    viewer.close()


@pytest.mark.parametrize(
    ("env", "platform", "there"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, "linux", False),
        ({"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"}, "linux", False),
        ({}, "darwin", True),
        ({"SSH_CONNECTION": "x"}, "darwin", False),
    ],
)
def test_a_program_opens_files_where_its_window_is_seen(
    tmp_path: Path, env: dict[str, str], platform: str, there: bool
) -> None:
    for name in ("xdg-open", "open"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    found = opener({**env, "PATH": str(tmp_path)}, platform=platform)
    assert bool(found) == there
    assert opener({**env, "PATH": str(tmp_path / "none")}, platform=platform) == ""
