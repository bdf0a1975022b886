"""One folder on a computer for a community, however its address is written; nothing that was in others is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres_server import Server, own_database
from tests.store.conftest import noon
from tui.engine.postgres.address import read_address
from tui.language.errors import UsageError
from tui.platform.locations import folder_before, local_folder, locations
from tui.platform.one_folder import one_folder
from tui.store import open_store

BASE = "postgresql://desk@server/xingfu"
NAMED = f"{BASE}?community=三义里"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's home, in which nothing is."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def put(folder: Path, name: str, text: str, at: int = 1000) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (at, at))


def held(folder: Path) -> dict[str, str]:
    """All files in a folder, by their names within it."""
    return {str(one.relative_to(folder)): one.read_text() for one in folder.rglob("*") if one.is_file()}


@pytest.mark.parametrize(
    "address",
    [
        f"{BASE}?sslmode=require&community=三义里",
        f"{BASE}?community=三义里&user=seat_a&password=x",
        f"{BASE}?community=%E4%B8%89%E4%B9%89%E9%87%8C",
        "postgresql://seat_a:secret@server/xingfu?community=三义里",
        "postgres://SERVER/xingfu?community=%20三义里",
    ],
)
def test_how_a_community_is_reached_and_by_whom_makes_no_other_folder(address: str) -> None:
    put(folder_before(address), "templates/a.docx", "x")
    assert one_folder(local_folder(address), address, read_address(address).text) == local_folder(NAMED)
    assert held(local_folder(NAMED)) == {"templates/a.docx": "x"}


@pytest.mark.parametrize(
    "address",
    [
        f"{BASE}?community=南院",
        BASE,
        "postgresql://desk@server:5433/xingfu?community=三义里",
        "postgresql://desk@server/other?community=三义里",
        "postgresql:///xingfu?host=/run/one&community=三义里",
        "postgresql://a:5432,b:5433/xingfu?community=三义里",
    ],
)
def test_another_community_has_another_folder(address: str) -> None:
    assert local_folder(address) != local_folder(NAMED)


def test_several_servers_may_each_have_a_port_and_what_is_no_address_is_told() -> None:
    assert read_address("postgresql://a:5432,b:5433/x?community=c").community == "c"
    for wrong in ("postgresql://a:b/x", "postgresql://a:5432,b:c/x", "postgresql://[::1/x"):
        assert locations(wrong).address == wrong
        with pytest.raises(UsageError):
            read_address(wrong)


def test_what_was_in_two_folders_is_in_one_and_of_two_alike_the_newer_counts() -> None:
    old, new = local_folder(BASE), local_folder(NAMED)
    put(old, "backups/1.tar.gz", "old backup")
    put(old, "log/xingfu.log", "old log", at=1000)
    put(old, "pin", "newer pin", at=3000)
    put(new, "log/xingfu.log", "new log", at=2000)
    put(new, "pin", "older pin", at=2000)
    put(new, "earlier/pin", "the oldest", at=1)
    assert one_folder(old, BASE, NAMED) == new
    assert held(new) == {
        "backups/1.tar.gz": "old backup",
        "log/xingfu.log": "new log",
        "earlier/log/xingfu.log": "old log",
        "pin": "newer pin",
        "earlier/pin": "the oldest",
        "earlier/2-pin": "older pin",
    }
    # The old one leads there: for this start, which may have begun a log by that name, and for the next one.
    assert held(old) == held(new)
    assert local_folder(BASE) == locations(BASE).data == new
    # Where another is the only one later, that is meant, and each keeps its own.
    south = f"{BASE}?community=南院"
    assert one_folder(local_folder(BASE), BASE, south) == local_folder(south) == local_folder(BASE)
    assert held(local_folder(south)) == {}
    assert len(held(new)) == 6


def test_a_folder_that_cannot_be_moved_stays_and_one_that_was_chosen_is_kept(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(local_folder(BASE), "pin", "x")
    assert one_folder(tmp_path, BASE, NAMED) == tmp_path
    assert held(local_folder(BASE)) == {"pin": "x"}

    def refused(self: Path, target: Path) -> Path:
        raise PermissionError

    monkeypatch.setattr(Path, "rename", refused)
    assert one_folder(local_folder(BASE), BASE, NAMED) == local_folder(NAMED)
    assert held(local_folder(BASE)) == {"pin": "x"}


@pytest.fixture
def only_one(server: Server) -> Iterator[str]:
    """A database in which there is to be one community."""
    with own_database(server, "only") as name:
        yield name


def test_the_only_community_has_one_folder_with_and_without_its_name(server: Server, only_one: str) -> None:
    named, nameless = server.address("三义里", database=only_one), server.address(database=only_one)
    put(local_folder(nameless), "templates/paper.docx", "x")

    store = open_store(named, now=noon)
    with store.transaction(by="", seat="", action="write") as transaction:
        transaction.insert("communities", {"name": "三义里社区"})
    made = [store.daily_backup()]
    store.close()
    for address in (nameless, named, nameless):
        store = open_store(address, now=noon)
        made.append(store.daily_backup())
        store.close()
    assert [bool(one) for one in made] == [True, False, False, False]
    assert local_folder(nameless) == local_folder(named)
    assert {"backups", "templates"} <= {one.name for one in local_folder(named).iterdir()}
