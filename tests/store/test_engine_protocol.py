"""Store, transactions and the desk need no more of an engine than its protocol says."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.postgres_server import Server
from tests.store.conftest import noon
from tests.store.memory_engine import Commits, MemoryEngine
from tui.desk.desk import Desk
from tui.engine.opening import open_engine
from tui.engine.protocol import Engine
from tui.kinds.words import Role
from tui.language.errors import InvalidInput, NotAllowed, StoreConflict, WrongState
from tui.rules.privacy.rights import RIGHTS
from tui.seats.actor import Actor
from tui.store import Store

At = Callable[..., Desk]


@pytest.fixture(params=["memory", "folder", "database"])
def at(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[At]:
    """Opens the desk of one community for somebody, over a handle of their own; with each engine."""
    commits, opened = Commits(), list[Store]()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    address: Path | str = tmp_path / "data"
    if request.param == "database":
        server: Server = request.getfixturevalue("server")
        address = server.address(f"社区{uuid.uuid4().hex}")

    def open_desk(name: str, role: Role = "staff") -> Desk:
        grant = RIGHTS[role]
        engine: Engine = (
            MemoryEngine(commits, now=noon, grant=grant)
            if request.param == "memory"
            else open_engine(address, grant=grant, now=noon)
        )
        opened.append(Store(engine, noon))
        return Desk(opened[-1], Actor(name, name, role))

    yield open_desk
    for store in opened:
        store.close()


LAMP = {"title": "路灯坏了", "resident": "王秀英", "phone": "13812345678", "address": "3号楼2单元501"}


def test_a_wish_is_recorded_edited_and_found_by_others(at: At) -> None:
    li, wu = at("李梅"), at("吴刚")
    heard: list[str] = []
    wu.store.subscribe(lambda entries: heard.extend(entry.action for entry in entries))
    li.wishes.record(LAMP)
    li.wishes.edit(1, {"title": "三单元路灯坏了"})
    assert wu.store.wishes.find_stored(1) is None
    assert [entry.seq for entry in wu.store.refresh()] == [1, 2]
    assert heard == ["wish.record", "wish.edit"]
    wish = wu.store.wishes.get(1)
    assert (wish.title, wish.rev, wish.id) == ("三单元路灯坏了", 2, 1)
    assert [entry.by for entry in wu.store.audit()] == ["李梅", "李梅"]
    assert [entry.seq for entry in wu.store.audit(newest_first=True)] == [2, 1]
    assert wu.store.check() == []


def test_the_version_changes_with_the_table_alone(at: At) -> None:
    store = (desk := at("李梅")).store
    wishes, teams = store.wishes.version, store.teams.version
    desk.wishes.record(LAMP)
    assert store.wishes.version != wishes
    assert store.teams.version == teams


def test_edits_of_different_fields_are_merged_and_of_one_field_refused(at: At) -> None:
    li, wu = at("李梅"), at("吴刚")
    li.wishes.record(LAMP)
    wu.store.refresh()
    base_version = wu.store.wishes.find_stored(1)
    li.wishes.edit(1, {"title": "路灯又坏了"})
    merged = wu.wishes.edit(1, {"detail": "老人看不见路"}, base_version=base_version)
    assert merged.others == ("title",)
    assert (merged.document["title"], merged.document["detail"]) == ("路灯又坏了", "老人看不见路")
    with pytest.raises(StoreConflict):
        wu.wishes.edit(1, {"title": "换一盏灯"}, base_version=base_version)
    assert wu.store.wishes.get(1).title == "路灯又坏了"


def test_undo_takes_back_ones_own_change_and_never_anothers(at: At) -> None:
    li, wu = at("李梅"), at("吴刚")
    li.wishes.record(LAMP)
    li.wishes.edit(1, {"title": "路灯又坏了"})
    with pytest.raises(WrongState):
        wu.history.undo()
    li.history.undo()
    assert li.store.wishes.get(1).title == LAMP["title"]
    wu.store.refresh()
    wu.wishes.edit(1, {"title": "修好了"})
    with pytest.raises(WrongState):
        li.history.undo()
    assert li.store.wishes.get(1).title == "修好了"


def test_what_was_refused_leaves_no_trace_and_an_id_is_not_used_again(at: At) -> None:
    desk = at("李梅")
    with pytest.raises(InvalidInput):
        desk.wishes.record({"title": " "})
    assert desk.store.empty
    assert desk.store.seq == 0
    desk.wishes.record(LAMP)
    desk.history.undo()
    assert len(desk.store.wishes) == 0
    assert desk.wishes.record(LAMP)["id"] == 2


def test_a_viewer_sees_no_contacts_and_no_household_and_writes_only_what_is_granted(at: At) -> None:
    staff, viewer = at("李梅"), at("街道", "viewer")
    staff.wishes.record(LAMP)
    staff.households.add({"name": "王秀英", "flags": ["alone"]})
    viewer.store.refresh()
    assert "13812345678" not in str(viewer.store.wishes.find_stored(1))
    assert viewer.store.households.stored() == []
    assert viewer.store.hides("households")
    assert viewer.store.count("households") is None
    with pytest.raises(NotAllowed):
        list(viewer.store.audit())
    with pytest.raises(NotAllowed):
        viewer.store.check()
    with (
        pytest.raises(NotAllowed),
        viewer.store.transaction(by="街道", seat="街道", action="wish.edit") as transaction,
    ):
        transaction.update("wishes", 1, {"title": "x"})
    viewer.wishes.supervise(1, "请三日内办结")
    staff.store.refresh()
    assert [note["text"] for note in staff.store.supervisions.stored()] == ["请三日内办结"]


@pytest.mark.parametrize("at", ["memory"], indirect=True)
def test_upkeep_is_asked_of_the_engine(at: At, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = (desk := at("李梅")).store
    engine = store._engine
    assert isinstance(engine, MemoryEngine)
    desk.wishes.record(LAMP)
    assert store.back_up(tmp_path / "all.json") == 1
    assert "路灯坏了" in (tmp_path / "all.json").read_text(encoding="utf-8")
    asked: list[object] = []
    monkeypatch.setattr(engine, "daily_backup", asked.append)
    monkeypatch.setattr(engine, "tidy", lambda *, force: asked.append(force))
    store.daily_backup()
    store.tidy(force=True)
    assert asked == [date(2026, 3, 26), True]
    with pytest.raises(OSError, match="nothing wakes"):
        store.watch()
    store.close()
    assert engine.closed
