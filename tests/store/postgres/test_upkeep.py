"""The database itself: its tables, who may open it, backups of either engine, forgetting, what a check finds."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import orjson
import psycopg
import pytest

from tests.postgres_server import Server, Sql
from tests.screens.settling import PATIENCE
from tests.store.conftest import NOON, noon
from tests.store.postgres.conftest import OpenEngine
from tui.desk.desk import Desk
from tui.engine.embedded.upkeep.restore import restore as restore_folder
from tui.engine.forgetting import Told
from tui.engine.postgres import schema
from tui.engine.postgres.address import read_address
from tui.engine.postgres.engine import PostgresEngine
from tui.engine.postgres.opening import open_database
from tui.engine.postgres.restore import restore
from tui.language.errors import NotAllowed, StoreError, StoreTooNew, StoreUnreachable, UsageError
from tui.rules.privacy.rights import EVERYTHING, RIGHTS
from tui.seats.actor import Actor
from tui.seats.drafts import Draft, DraftFile, left_behind
from tui.seats.pin import Pins
from tui.seats.register import Seat
from tui.store import Store, open_seats, open_store

CLERK = Actor("李梅", "local")
LAMP = {"title": "路灯坏了", "resident": "王秀英", "phone": "13812345678", "address": "3号楼2单元501"}


def desk_over(engine: PostgresEngine) -> Desk:
    return Desk(Store(engine, noon), CLERK)


def filled(engine: PostgresEngine) -> Desk:
    desk = desk_over(engine)
    desk.wishes.record(LAMP)
    desk.wishes.comment(1, "王秀英说又坏了")
    desk.wishes.record({"title": "凳子"})
    desk.history.undo()
    return desk


# ---- addresses


@pytest.mark.parametrize(
    ("given", "conninfo", "community", "shown"),
    [
        ("postgresql://h/db", "postgresql://h/db", "", "postgresql://h/db"),
        ("postgresql://u:pw@h:5/db?community=三义里", "postgresql://u:pw@h:5/db", "三义里", "postgresql://u@h:5/db?community=三义里"),
        ("postgres:///db?host=/run&community=%E5%8D%97%E9%99%A2", "postgres:///db?host=%2Frun", "南院", "postgres:///db?host=/run&community=南院"),
        ("postgresql://u@h/db?password=pw&community=a&sslmode=require", "postgresql://u@h/db?password=pw&sslmode=require", "a", "postgresql://u@h/db?community=a&sslmode=require"),
    ],
)  # fmt: skip
def test_an_address_names_database_and_community_and_shows_no_password(
    given: str, conninfo: str, community: str, shown: str
) -> None:
    assert read_address(given) == (conninfo, community, shown)


@pytest.mark.parametrize("given", ["postgresql://u:pw@h:x/db", "postgresql://u:pw@h/db?community"])
def test_what_is_no_address_is_refused_without_its_password(given: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_address(given)
    assert "pw" not in str(caught.value)


def test_without_a_name_the_only_community_is_meant_and_of_several_one_is_to_be_named(
    server: Server, sql: Sql, tmp_path: Path
) -> None:
    sql("create database lonely")
    try:
        address = server.address(database="lonely")

        def opened(community: str = "") -> PostgresEngine:
            mark = f"?community={community}" if community else ""
            return open_database(address + mark, tmp_path, grant=EVERYTHING, now=noon)

        with pytest.raises(UsageError, match="No community"):
            opened()
        for name in ("三义里", "南院"):
            engine = opened(name)
            filled(engine)
            engine.close()
            if name == "三义里":
                only = opened()
                assert only.address.community == "三义里"
                only.close()
        with pytest.raises(UsageError, match=r"三义里, 南院|南院, 三义里"):
            opened()
    finally:
        sql("drop database lonely with (force)")


@pytest.mark.parametrize(
    ("given", "said"),
    [({"user": "nobody-here"}, "nobody-here"), ({"database": "not-there"}, "not-there")],
)
def test_who_is_not_let_in_is_told_why(
    server: Server, tmp_path: Path, given: dict[str, str], said: str
) -> None:
    with pytest.raises(StoreError, match=said) as caught:
        open_database(server.address("x", **given), tmp_path, grant=EVERYTHING, now=noon)  # type: ignore[arg-type]
    assert not isinstance(caught.value, StoreUnreachable)


# ---- the tables


def test_the_tables_are_made_once_by_name_and_in_order_however_many_begin(server: Server, sql: Sql) -> None:
    sql("create database fresh")
    try:
        address = server.address(database="fresh")
        failed: list[BaseException] = []

        def begin() -> None:
            with psycopg.connect(address, autocommit=True) as connection:
                try:
                    schema.prepare(connection, "here")
                except BaseException as error:  # noqa: BLE001 - told below
                    failed.append(error)

        beginning = [threading.Thread(target=begin) for _ in range(4)]
        for thread in beginning:
            thread.start()
        for thread in beginning:
            thread.join(PATIENCE)
        assert failed == []
        with psycopg.connect(address, autocommit=True) as connection:
            names = [
                name for (name,) in connection.execute("select name from xingfu.migrations order by place")
            ]
            assert names == [migration.name for migration in schema.MIGRATIONS]
            later = (*schema.MIGRATIONS, schema.Migration("0099 later", "create table xingfu.later (a text)"))
            schema.prepare(connection, "here", later)
            assert connection.execute("select count(*) from xingfu.later").fetchall() == [(0,)]
            with pytest.raises(StoreTooNew, match="0099 later"):
                schema.prepare(connection, "here")
    finally:
        sql("drop database fresh with (force)")


def test_who_could_write_before_turns_were_taken_can_write_afterwards(server: Server, sql: Sql) -> None:
    before = schema.MIGRATIONS[:8]
    sql("create database older")
    for name in ("by_hand", "of_one"):
        sql(f"create role {name} login")
    try:
        with psycopg.connect(server.address(database="older"), autocommit=True) as owner:
            schema.prepare(owner, "here", before)
            owner.execute(b"""
                insert into xingfu.communities values ('one', '', 1), ('other', '', 1);
                grant usage on schema xingfu to by_hand, of_one;
                grant all on xingfu.communities to by_hand, of_one;
                alter table xingfu.communities enable row level security;
                create policy others on xingfu.communities to by_hand using (true) with check (true);
                create policy staff on xingfu.communities to of_one
                    using (community = 'one') with check (community = 'one');
            """)
            schema.prepare(owner, "here")
        turns = "select community from xingfu.turns order by community for update"
        for name, seen in (("by_hand", ["one", "other"]), ("of_one", ["one"])):
            with psycopg.connect(server.address(database="older", user=name)) as connection:
                assert [community for (community,) in connection.execute(turns.encode())] == seen
    finally:
        sql("drop database older with (force)")
        sql("drop role by_hand, of_one")


def test_a_first_start_waits_for_another_that_has_only_begun(server: Server, sql: Sql) -> None:
    sql("create database begun")
    try:
        address = server.address(database="begun")
        with psycopg.connect(address) as one, psycopg.connect(address, autocommit=True) as other:
            one.execute("create schema xingfu")
            second = threading.Thread(target=schema.prepare, args=(other, "here"))
            second.start()
            while not sql(
                "select 1 from pg_stat_activity where datname = 'begun' and wait_event_type = 'Lock'"
            ):
                pass
            one.commit()
            second.join(PATIENCE)
            assert one.execute("select count(*) from xingfu.migrations").fetchall() == [
                (len(schema.MIGRATIONS),)
            ]
    finally:
        sql("drop database begun with (force)")


@pytest.mark.parametrize(
    "texts",
    [[], [None], ["", "null", "NULL", None], ['a"b', "\\", '\\"', "{},", " \t", "换\n行", "'"], ["1", "2"]],
)
def test_lists_arrive_as_they_are(open_engine: OpenEngine, texts: list[str | None]) -> None:
    assert open_engine().ask("select %s::text[]", (texts,)) == [(texts,)]


def test_every_key_begins_with_the_community(open_engine: OpenEngine, sql: Sql) -> None:
    open_engine()
    first = sql(
        "select c.relname, a.attname from pg_index i join pg_class c on c.oid = i.indrelid "
        "join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] "
        "join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'xingfu' and c.relname not in ('migrations', 'rights')"
    )
    assert {column for _, column in first} == {"community"}


# ---- what a check finds


def test_a_check_finds_what_somebody_did_past_the_program(
    open_engine: OpenEngine, community: str, sql: Sql
) -> None:
    engine = open_engine()
    filled(engine)
    assert engine.verify() == []
    for damage, said in (
        ("update xingfu.documents set body = replace(body, '路灯', '电灯') where community = %s", "differs"),
        ("update xingfu.numbers set next_id = 1 where community = %s", "given already"),
        ("delete from xingfu.commits where community = %s and seq = 2", "missing"),
        (
            "update xingfu.documents set body = '{}, \"7\": {}' where community = %s",
            "not as the program wrote it",
        ),
        ("update xingfu.documents set body = '{' where community = %s", "not as the program wrote it"),
    ):
        sql(damage, community)
        assert any(said in str(problem) for problem in engine.verify()), damage


def test_documents_are_read_whatever_their_ids_in_the_order_in_which_they_were_added(
    open_engine: OpenEngine, community: str, sql: Sql
) -> None:
    desk = desk_over(open_engine())
    for title in ("一", "二", '三"\\'):
        desk.wishes.record({"title": title})
    sql("update xingfu.documents set added = 9, place = 10 where community = %s and id = '1'", community)
    sql("update xingfu.documents set added = 9, place = 9 where community = %s and id = '2'", community)
    zero = "\\u0000"  # as JSON writes it
    sql(
        "update xingfu.documents set body = replace(body, '三', %s) where community = %s",
        f"三{zero}",
        community,
    )
    sql("update xingfu.documents set id = %s where community = %s and id = '3'", 'c"\\\u4e09', community)
    assert [(key, one["title"]) for key, one in open_engine().table("wishes").items()] == [
        ('c"\\\u4e09', "三\u0000\"\\"), ("2", "二"), ("1", "一"),
    ]  # fmt: skip


def test_a_database_that_went_back_is_not_written_to(
    open_engine: OpenEngine, community: str, sql: Sql
) -> None:
    engine = open_engine()
    desk = filled(engine)
    sql("update xingfu.communities set seq = 1 where community = %s", community)
    with pytest.raises(StoreError, match="earlier state"):
        desk.wishes.record(LAMP)
    assert sql("select seq from xingfu.communities where community = %s", community) == [(1,)]


def test_what_a_recorder_may_not_see_is_not_even_fetched(open_engine: OpenEngine) -> None:
    filled(open_engine()).mediations.open({"title": "赡养"})
    recorder = open_engine(grant=RIGHTS["recorder"])
    assert recorder.documents.hidden_counts["mediations"] == 1
    assert "赡养" not in repr(recorder.documents.tables)


# ---- backups


def test_a_backup_goes_into_a_folder_and_back(
    open_engine: OpenEngine, tmp_path: Path, server: Server, community: str
) -> None:
    engine = open_engine()
    filled(engine)
    before = list(engine.entries())
    assert engine.back_up(tmp_path / "one.tar.gz") == engine.seq
    restore_folder(tmp_path / "folder", tmp_path / "one.tar.gz", CLERK, NOON)
    store = open_store(tmp_path / "folder", now=noon)
    assert store.check() == []
    assert store.wishes.stored() == list(engine.table("wishes").values())
    # A folder that is restored keeps the trail as its archive, without contacts.
    assert [(e.seq, e.action) for e in store.audit()][:-1] == [(e.seq, e.action) for e in before]
    Desk(store, CLERK).wishes.record({"title": "长椅"})
    store.back_up(tmp_path / "two.tar.gz")
    again = open_database(server.address(f"{community}再"), tmp_path / "here", grant=EVERYTHING, now=noon)
    restored = restore(again, tmp_path / "two.tar.gz", "李梅", "local")
    assert (restored.documents, restored.aside) == (2, None)
    assert again.verify() == []
    assert list(again.table("wishes").values()) == store.wishes.stored()
    assert list(again.entries())[:-1] == list(store.audit())
    assert again.next_id("wishes") == store._engine.next_id("wishes") == 4
    store.close()
    again.close()


def test_restoring_keeps_what_was_there_and_is_seen_by_others(
    open_engine: OpenEngine, tmp_path: Path
) -> None:
    engine, other = open_engine(), open_engine()
    desk = filled(engine)
    engine.back_up(tmp_path / "one.tar.gz")
    desk.wishes.edit(1, {"title": "换了"})
    other.refresh()
    done = restore(engine, tmp_path / "one.tar.gz", "李梅", "local")
    assert done.changed == 1
    assert [entry.action for entry in other.refresh()] == ["restore"]
    assert other.table("wishes")["1"]["title"] == LAMP["title"]
    assert done.aside is not None
    restore(engine, done.aside, "李梅", "local")
    assert engine.table("wishes")["1"]["title"] == "换了"
    assert engine.verify() == []


def test_who_has_the_empty_community_open_follows_a_restore(
    open_engine: OpenEngine, tmp_path: Path, server: Server
) -> None:
    source = open_engine()
    filled(source)
    source.back_up(tmp_path / "one.tar.gz")
    source.close()
    addressed = server.address(f"空{tmp_path.name}")
    one, other = (open_database(addressed, tmp_path / "x", grant=EVERYTHING, now=noon) for _ in range(2))
    restore(one, tmp_path / "one.tar.gz", "李梅", "local", empty=True)
    other.refresh()
    assert other.documents.tables == one.documents.tables
    assert other.verify() == []
    with pytest.raises(StoreError):
        restore(one, tmp_path / "one.tar.gz", "李梅", "local", empty=True)
    for engine in (one, other):
        engine.close()


def test_a_day_has_one_backup(open_engine: OpenEngine, tmp_path: Path) -> None:
    engine = open_engine()
    assert engine.daily_backup(date(2026, 3, 26)) is None  # there is nothing yet
    filled(engine)
    made = engine.daily_backup(date(2026, 3, 26))
    assert made == tmp_path / "here" / "backups" / "daily-2026-03-26.tar.gz"
    assert engine.daily_backup(date(2026, 3, 26)) is None
    viewer = open_engine(grant=RIGHTS["viewer"])
    assert viewer.daily_backup(date(2026, 3, 27)) is None
    with pytest.raises(NotAllowed):
        viewer.back_up(tmp_path / "x.tar.gz")


# ---- what is taken out


def test_a_person_is_forgotten_in_records_trail_and_backups(
    open_engine: OpenEngine, community: str, sql: Sql
) -> None:
    engine, other = open_engine(), open_engine()
    filled(engine)
    engine.daily_backup(date(2026, 3, 26))
    done = engine.forget(engine.to_forget("王秀英", Told()), "李梅", "local")
    assert (done.records, done.backups) == (1, 1)
    other.refresh()
    for word in ("秀英", "13812345678", "501"):
        kept = sql("select body from xingfu.documents where community = %s", community)
        kept += sql("select changes || about from xingfu.commits where community = %s", community)
        assert word not in repr((kept, other.documents.tables, engine.documents.tables))
    assert engine.verify() == other.verify() == []


def test_commits_of_long_ago_lose_their_contacts(open_engine: OpenEngine, community: str, sql: Sql) -> None:
    engine = open_engine()
    filled(engine)
    assert engine.tidy(force=True) is False
    sql(
        "update xingfu.commits set at = '2026-01-01T08:00:00.000+08:00' where community = %s and seq <= 2",
        community,
    )
    assert engine.tidy(force=True) is True
    assert "13812345678" not in repr(list(engine.entries()))
    assert [entry.seq for entry in engine.entries(archived=False)] == [3, 4]
    assert engine.table("wishes")["1"]["phone"] == "13812345678"
    assert engine.verify() == []


# ---- the command line, and what a folder loads


def test_a_store_is_moved_there_and_back_and_never_over_another(
    server: Server,
    tmp_path: Path,
    community: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from tui.cli import main

    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    folder, back, address = tmp_path / "folder", tmp_path / "back", server.address(community)
    Desk(open_store(folder, now=noon), CLERK).wishes.record(LAMP)
    (folder / "templates").mkdir()
    Pins.in_folder(folder, "local").set("2468")
    with open_seats(folder) as seats:
        seats.put(Seat("jiedao", "viewer", "街道办", "key", "2026-03-26", theme="light"))
        seats.pins("jiedao").set("1357")
    typed, still = DraftFile(folder, CLERK), DraftFile(folder, CLERK)
    typed.keep(Draft("new", "wish", None, None, "登记心愿", {"title": "井盖"}, None, NOON.isoformat()))
    typed.leave()
    still.keep(Draft("new", "wish", None, None, "登记心愿", {"title": "扶手"}, None, NOON.isoformat()))
    assert main(["--lang", "en", "move", str(folder), address]) == 0
    still.drop()
    told = capsys.readouterr().out
    assert "1 seat, 2 PINs" in told
    assert "authorized_keys still open" in told
    assert "Taken along: 1 draft" in told
    assert "1 draft of forms that are open now" in told
    assert main(["move", str(folder), address]) == 1
    assert main(["--data", address, "check"]) == 0
    assert main(["move", address, str(back)]) == 0
    assert (back / "templates").is_dir()
    with open_seats(back) as seats:
        assert seats.get("jiedao").theme == "light"
        assert seats.pins("jiedao").check("1357", NOON).right
        assert not seats.pins("local").check("1", NOON).right
    assert [draft.values["title"] for draft, _ in left_behind(back, CLERK)] == ["井盖"]
    assert main(["--data", str(back), "find", "路灯"]) == 0
    assert "路灯坏了" in capsys.readouterr().out
    (tmp_path / "home" / "xingfu").mkdir(parents=True, exist_ok=True)
    (tmp_path / "home" / "xingfu" / "config.toml").write_text(f'data = "{address}"\n', encoding="utf-8")
    assert main(["locate", "--json"]) == 0
    assert orjson.loads(capsys.readouterr().out)["address"] == address


def test_a_folder_loads_nothing_of_it(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tui.store import open_store; "
        f"open_store(Path({str(tmp_path)!r})); print([m for m in sys.modules if 'psycopg' in m or 'postgres' in m])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
