"""Attached files in the database: damage is told, what nothing names goes in time, a dropped line keeps nothing by half."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.postgres_server import Sql
from tests.store.conftest import NOON, noon
from tests.store.postgres.conftest import OpenEngine
from tests.store.postgres.proxy import Proxy
from tests.store.postgres.test_upkeep import CLERK, LAMP, desk_over
from tui.desk.desk import Desk
from tui.engine.embedded.blobs import kept_in
from tui.engine.embedded.upkeep.restore import restore as restore_folder
from tui.engine.postgres import link as link_module
from tui.engine.postgres.blobs import sweep
from tui.engine.postgres.engine import PostgresEngine
from tui.engine.postgres.restore import restore
from tui.language.errors import NotFound, StoreError
from tui.store import open_store

LONG = bytes(range(256)) * 10_000  # of three pieces


@pytest.fixture
def engine(open_engine: OpenEngine) -> PostgresEngine:
    """A community with wish 1, to which a file is attached."""
    engine = open_engine()
    desk_over(engine).wishes.record(LAMP)
    return engine


def attached(engine: PostgresEngine, path: Path, content: bytes = LONG) -> Desk:
    path.write_bytes(content)
    desk = desk_over(engine)
    desk.attachments.add("wish", 1, str(path))
    return desk


def content(engine: PostgresEngine, sha256: str) -> bytes:
    with engine.blobs.open(sha256) as file:
        return file.read()


def test_damage_is_told_and_mended_by_attaching_it_again(
    engine: PostgresEngine, tmp_path: Path, community: str, sql: Sql
) -> None:
    desk = attached(engine, tmp_path / "a.bin")
    assert engine.verify() == []
    assert engine.blobs.size() == len(LONG)
    sql("delete from xingfu.pieces where community = %s and place = 1", community)
    assert "damaged" in str(*engine.verify())
    desk.wishes.record({"title": "路不平"})
    desk.attachments.add("wish", 2, str(tmp_path / "a.bin"))
    assert engine.verify() == []
    assert sql("select count(*) from xingfu.pieces where community = %s", community) == [(3,)]
    sql("delete from xingfu.contents where community = %s", community)
    assert len(engine.verify()) == 2
    with pytest.raises(NotFound):
        desk.attachments.content("wish", 1, 1)


def test_what_nothing_names_goes_in_time_and_what_undo_reaches_stays(
    engine: PostgresEngine, tmp_path: Path, community: str, sql: Sql
) -> None:
    desk = attached(engine, tmp_path / "a.bin")
    desk.attachments.remove("wish", 1, 1)
    assert (engine.blobs.loose(), sweep(engine, 0.0)) == (0, 0)
    desk.history.undo()
    with desk.attachments.content("wish", 1, 1)[1] as file:
        assert file.read() == LONG
    desk.attachments.remove("wish", 1, 1)
    sql("update xingfu.commits set archived = true where community = %s", community)
    assert (engine.blobs.loose(), sweep(engine)) == (1, 0)  # it is of today
    assert sweep(engine, 0.0) == 1
    assert sql("select 1 from xingfu.pieces where community = %s", community) == []


def test_where_the_line_breaks_nothing_is_attached_by_half(
    open_engine: OpenEngine,
    engine: PostgresEngine,
    proxy: Proxy,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(link_module, "AGAIN_AFTER", 0.0)
    away = open_engine(port=proxy.port)
    (tmp_path / "a.bin").write_bytes(LONG)
    with contextlib.ExitStack() as stack:
        file = stack.enter_context((tmp_path / "a.bin").open("rb"))
        taken = stack.enter_context(away.blobs.taken(file, 1 << 30))
        proxy.down = True
        proxy.cut()
        with pytest.raises(StoreError):
            away.blobs.keep(taken)
        proxy.down = False
    assert engine.blobs.size() == 0
    with pytest.raises(NotFound):
        engine.blobs.open(taken.sha256)
    assert not list((tmp_path / "here" / "attachments").glob("*"))
    assert attached(away, tmp_path / "a.bin").store.check() == []


def test_files_go_into_a_folder_and_back_with_backups(
    open_engine: OpenEngine, engine: PostgresEngine, tmp_path: Path, server: Any, community: str
) -> None:
    attached(engine, tmp_path / "a.bin")
    engine.back_up(tmp_path / "one.tar.gz")
    restore_folder(tmp_path / "folder", tmp_path / "one.tar.gz", CLERK, NOON)
    assert [path.read_bytes() for _, path in kept_in(tmp_path / "folder")] == [LONG]
    store = open_store(tmp_path / "folder", now=noon)
    store.back_up(tmp_path / "two.tar.gz")
    store.close()
    from tui.engine.postgres.opening import open_database
    from tui.rules.privacy.rights import EVERYTHING

    other = open_database(server.address(f"{community}再"), tmp_path / "x", grant=EVERYTHING, now=noon)
    restore(other, tmp_path / "two.tar.gz", "李梅", "local")
    assert other.verify() == []
    assert other.blobs.size() == len(LONG)
    other.close()


def test_daily_backups_have_each_file_once_beside_them(engine: PostgresEngine, tmp_path: Path) -> None:
    desk = attached(engine, tmp_path / "a.bin")
    for day in (26, 27):
        engine.daily_backup(date(2026, 3, day))
    backups = tmp_path / "here" / "backups"
    ((sha256, _),) = kept_in(backups)
    assert max(path.stat().st_size for path in backups.glob("*.gz")) < len(LONG) // 10
    desk.attachments.remove("wish", 1, 1)
    engine.ask("update xingfu.commits set archived = true where community = %s", (engine.address.community,))
    assert sweep(engine, 0.0) == 1
    restore(engine, backups / "daily-2026-03-27.tar.gz", "李梅", "local")
    assert content(engine, sha256) == LONG
    for path in backups.glob("*.gz"):
        path.unlink()
    engine.daily_backup(date(2026, 3, 28))
    assert [name for name, _ in kept_in(backups)] == [sha256]  # the record names it again
