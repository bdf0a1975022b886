"""Drafts in the database: two computers, a server that goes, and lines that were cut. Nothing is lost, nothing comes twice."""

from __future__ import annotations

import contextlib
from pathlib import Path

import orjson
import pytest

from tests.postgres_server import Sql
from tests.store.postgres.conftest import OpenEngine
from tests.store.postgres.proxy import Proxy
from tests.store.postgres.test_presence import until
from tui.engine.postgres import drafts as drafts_module
from tui.engine.postgres import link as link_module
from tui.engine.postgres import watch as watch_module
from tui.engine.postgres.drafts import DatabaseDraft
from tui.engine.postgres.engine import PostgresEngine
from tui.seats.actor import Actor
from tui.seats.drafts import Draft, DraftFile
from tui.seats.kept_drafts import KeptDraft

LI = Actor("李梅", "local")


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that was not there is tried again at once."""
    monkeypatch.setattr(watch_module, "TRY_EVERY", 0.02)
    monkeypatch.setattr(link_module, "AGAIN_AFTER", 0.0)


def typed(title: str) -> Draft:
    return Draft("new", "wish", None, None, "登记心愿", {"title": title}, None, "2026-03-26T12:00:00+08:00")


def exchange(engine: PostgresEngine) -> None:
    """Have what the thread of a watch would do done now."""
    with contextlib.closing(engine.link.open()) as connection:
        engine._beside.tell(connection, anew=True)
        engine._beside.hear(connection)


def offered(engine: PostgresEngine) -> dict[str, KeptDraft]:
    """What is offered, by what was typed; it is held from now on."""
    return {draft.values["title"]: kept for draft, kept in engine.drafts().left_behind(LI)}


def begun(engine: PostgresEngine, title: str) -> DatabaseDraft:
    """A form in which something was typed, and that is open; it is in the database."""
    draft = engine.drafts().new(LI)
    assert isinstance(draft, DatabaseDraft)
    draft.keep(typed(title))
    exchange(engine)
    return draft


def cut_off(sql: Sql, community: str) -> None:
    """Have all programs not been seen for a while."""
    sql("update xingfu.drafts set seen = now() - interval '21 seconds' where community = %s", community)


def files(folder: Path) -> list[Path]:
    return list(folder.glob("drafts/*"))


@pytest.fixture
def desk(open_engine: OpenEngine, tmp_path: Path) -> PostgresEngine:
    """The program at one computer."""
    return open_engine(folder=tmp_path / "desk")


@pytest.fixture
def hall(open_engine: OpenEngine, tmp_path: Path) -> PostgresEngine:
    """The program at another computer."""
    return open_engine(folder=tmp_path / "hall")


def test_it_is_found_at_another_computer_once_its_own_was_not_seen_for_a_while(
    desk: PostgresEngine, hall: PostgresEngine, tmp_path: Path, sql: Sql, community: str
) -> None:
    begun(desk, "路灯坏了")
    assert files(tmp_path / "desk") == []  # what is in the database is in no file
    assert offered(hall) == {}
    cut_off(sql, community)
    exchange(desk)  # it is still there
    assert offered(hall) == {}
    cut_off(sql, community)
    taken = offered(hall)
    assert taken.keys() == {"路灯坏了"}
    assert offered(desk) == {}
    taken["路灯坏了"].drop()
    exchange(hall)
    assert (
        sql("select content from xingfu.drafts where community = %s and content is not null", community) == []
    )


@pytest.mark.parametrize("more", [False, True])
def test_a_computer_that_was_cut_off_brings_back_only_what_the_other_did_not_have(
    desk: PostgresEngine, hall: PostgresEngine, sql: Sql, community: str, *, more: bool
) -> None:
    lost = begun(desk, "路灯坏了")
    cut_off(sql, community)
    offered(hall)["路灯坏了"].drop()  # taken up and saved there
    exchange(hall)
    if more:
        lost.keep(typed("路灯坏了，三单元"))
    lost.leave()
    exchange(desk)
    assert list(offered(hall)) == (["路灯坏了，三单元"] if more else [])


def test_two_take_it_over_and_one_has_it(
    desk: PostgresEngine, hall: PostgresEngine, open_engine: OpenEngine, sql: Sql, community: str
) -> None:
    begun(open_engine(), "路灯坏了")
    cut_off(sql, community)
    ours, theirs = desk.drafts().left_behind(LI), hall.drafts().left_behind(LI)
    assert next(ours, None)
    assert next(theirs, None) is None


def test_while_the_server_is_gone_it_is_in_a_file_and_goes_to_the_database_when_it_is_back(
    open_engine: OpenEngine, hall: PostgresEngine, proxy: Proxy, tmp_path: Path, sql: Sql, community: str
) -> None:
    desk = open_engine(port=proxy.port, folder=tmp_path / "desk")
    rows = "select content from xingfu.drafts where community = %s and content is not null"
    kept, saved = desk.drafts().new(LI), desk.drafts().new(LI)
    kept.keep(typed("路灯坏"))
    saved.keep(typed("井盖"))
    watch = desk.watch()
    try:
        until(watch, lambda: len(sql(rows, community)) == 2)
        proxy.down = True
        proxy.cut()
        kept.keep(typed("路灯坏了"))
        saved.drop()
        assert {orjson.loads(path.read_bytes())["version"] for path in files(tmp_path / "desk")} == {2}
        proxy.down = False
        until(watch, lambda: not files(tmp_path / "desk"))
        ((content,),) = sql(rows, community)
        assert orjson.loads(content)["draft"]["values"] == {"title": "路灯坏了"}
    finally:
        watch.close()
    # The program has ended, and let go of it.
    assert list(offered(hall)) == ["路灯坏了"]


def test_what_a_program_left_in_files_as_it_died_the_next_one_takes_to_the_database(
    open_engine: OpenEngine, hall: PostgresEngine, tmp_path: Path, sql: Sql, community: str
) -> None:
    folder = tmp_path / "desk"
    old = DraftFile(folder.parent / "desk", LI)  # of a version that kept them in files alone
    folder.mkdir()
    old.keep(typed("扶手松了"))
    old.leave()
    died = open_engine(folder=folder)
    for title in ("路灯坏了", "井盖坏了"):
        draft = died.drafts().new(LI)
        draft.keep(typed(title))  # and never sent
        assert isinstance(draft, DatabaseDraft)
        draft._file.leave()
        if title == "井盖坏了":
            draft.drop()
            draft._file.leave()
    assert offered(hall) == {}
    next_one = open_engine(folder=folder)
    next_one.drafts()
    exchange(next_one)
    assert files(folder) == []
    taken = offered(hall)
    assert taken.keys() == {"路灯坏了", "扶手松了"}
    exchange(died)  # it comes back, and sends what it has sent already
    assert offered(next_one) == {}


def test_without_a_server_what_is_in_files_here_is_offered_and_not_twice(
    open_engine: OpenEngine, proxy: Proxy, tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    died = open_engine(folder=folder).drafts().new(LI)
    died.keep(typed("路灯坏了"))
    died.leave()
    next_one = open_engine(port=proxy.port, folder=folder)
    proxy.down = True
    proxy.cut()
    taken = offered(next_one)
    assert taken.keys() == {"路灯坏了"}
    assert offered(next_one) == {}
    proxy.down = False
    taken["路灯坏了"].keep(typed("路灯坏了，三单元"))
    taken["路灯坏了"].leave()
    exchange(next_one)
    assert list(offered(open_engine(folder=tmp_path / "hall"))) == ["路灯坏了，三单元"]


def test_what_is_too_long_for_the_database_stays_here(
    desk: PostgresEngine, hall: PostgresEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts_module, "MOST", 300)
    draft = begun(desk, "长" * 100)
    assert len(files(tmp_path / "desk")) == 1
    draft.leave()
    exchange(desk)
    assert offered(hall) == {}
    assert list(offered(desk)) == ["长" * 100]


def test_what_is_forgotten_does_not_come_back_from_a_computer_that_was_cut_off(
    desk: PostgresEngine, hall: PostgresEngine, sql: Sql, community: str
) -> None:
    from tests.store.postgres.test_upkeep import filled
    from tui.engine.forgetting import Told

    filled(hall)
    lost = begun(desk, "王秀英来电")
    cut_off(sql, community)
    hall.forget(hall.to_forget("王秀英", Told()), "李梅", "local")
    assert "秀英" not in repr(sql("select * from xingfu.drafts where community = %s", community))
    lost.keep(typed("王秀英来电，要轮椅"))
    lost.leave()
    exchange(desk)
    assert offered(hall) == {}


def test_a_row_that_no_program_has_written_is_passed_over(
    desk: PostgresEngine, hall: PostgresEngine, sql: Sql, community: str
) -> None:
    begun(desk, "路灯坏了").leave()
    exchange(desk)
    for number, content in enumerate(("{", "[]", '{"draft": 5}', "")):
        sql(
            "insert into xingfu.drafts values (%s, %s, 'local', '李梅', 1, '', %s)",
            community, f"x{number}", content,
        )  # fmt: skip
    assert list(offered(hall)) == ["路灯坏了"]
