"""A seat's own account of the database: the desk works with it, and who has its password learns no more than the desk shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import psycopg
import pytest

from tests.postgres_server import Server
from tests.store.conftest import NOON, noon
from tests.store.postgres.test_presence import until
from tui.desk.desk import Desk
from tui.desk.tallies import open_tallies
from tui.engine.forgetting import Told
from tui.engine.postgres.accounts import make_account, remove_account
from tui.engine.postgres.address import read_address
from tui.engine.postgres.engine import PostgresEngine
from tui.engine.postgres.keeper import Keeper
from tui.engine.postgres.keeping import Done
from tui.engine.postgres.opening import open_database, open_keeper
from tui.engine.postgres.seats import DatabaseRegister
from tui.kinds.words import Role
from tui.language.errors import InvalidInput, NotAllowed, StoreError
from tui.queries.rollup import community_lines
from tui.rules.attaching.limits import FILE_MB
from tui.rules.privacy.rights import EVERYTHING, RIGHTS, Grant
from tui.seats.actor import Actor
from tui.store import Store

CLERK = Actor("李梅", "local")
ROLES: tuple[Role, ...] = ("viewer", "overseer", "recorder", "staff")
# What stands in which sort of record; each is in no other text.
RESIDENT, PHONE, DOOR = "王秀英", "13812345678", "2单元501"
HIDDEN = ("独孤求败", "赡养之争", "13987654321")
OF_OTHER_SEATS = ("别人的席位", "PIN-of-others", "没写完的别人的话")
ELSEWHERE = ("南院之密", "郑成功", "13700001111")
# The contents of files attached to a wish, to a mediation, and to a wish of the other community; each tells of its record.
ATTACHED = {"wish": PHONE.encode(), "mediation": HIDDEN[0].encode(), "elsewhere": ELSEWHERE[2].encode()}
HASHES = {name: sha256(content).hexdigest() for name, content in ATTACHED.items()}


def desk_over(engine: PostgresEngine) -> Desk:
    store = Store(engine, noon)
    return Desk(store, store.actor(CLERK))


class Place(NamedTuple):
    """A community with seats of every role, another one beside it, and how to come in."""

    community: str
    other: str
    staff: PostgresEngine
    opened: Callable[..., PostgresEngine]
    connected: Callable[[Role], psycopg.Connection[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def place(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Two communities in a database of their own, with an account of each role in the first."""
    here = tmp_path_factory.mktemp("accounts")
    with psycopg.connect(server.address(), autocommit=True) as connection:
        connection.execute("create database seats")
    engines: list[PostgresEngine] = []
    connections: list[psycopg.Connection[tuple[Any, ...]]] = []

    def opened(
        role: Role | None = None, *, community: str = "三义里", grant: Grant = EVERYTHING
    ) -> PostgresEngine:
        user = f"seat_{role}1" if role else "postgres"
        address = server.address(community, user=user, database="seats")
        engines.append(open_database(address, here, grant=grant, now=noon))
        return engines[-1]

    def connected(role: Role) -> psycopg.Connection[tuple[Any, ...]]:
        address = server.address(user=f"seat_{role}1", database="seats")
        connections.append(psycopg.connect(address, autocommit=True, prepare_threshold=None))
        return connections[-1]

    staff, other = opened(), opened(community="南院")
    desk = desk_over(staff)
    desk.wishes.record(
        {"title": f"{RESIDENT}家路灯坏了", "resident": RESIDENT, "phone": PHONE, "address": f"3号楼{DOOR}"}
    )
    desk.mediations.open({"title": HIDDEN[1]})
    desk.visits.record({"name": HIDDEN[0], "phone": HIDDEN[2]}, {"on": "2026-03-26"})
    elsewhere = desk_over(other)
    elsewhere.wishes.record({"title": ELSEWHERE[0], "resident": ELSEWHERE[1], "phone": ELSEWHERE[2]})
    for at, kind, name in (
        (desk, "wish", "wish"),
        (desk, "mediation", "mediation"),
        (elsewhere, "wish", "elsewhere"),
    ):
        (here / "file").write_bytes(ATTACHED[name])
        at.attachments.add(kind, 1, str(here / "file"))
    for role in ROLES:
        assert make_account(staff, f"{role}1", role).password
    make_account(other, "their1", "staff")
    with psycopg.connect(server.address(database="seats"), autocommit=True) as connection:
        connection.execute(
            "insert into xingfu.presence (community, program, content) values ('三义里', 'p', %s)",
            ('{"by":"李梅","seat":"local","open":[["wish",1,false],["mediation",77,true]]}',),
        )
        of_seat = "insert into xingfu.seats values ('三义里', %s, %s, %s, 'key', '', '{}')"
        connection.execute(of_seat, ("another", "staff", OF_OTHER_SEATS[0]))
        connection.execute(of_seat, ("viewer1", "viewer", "自己"))
        connection.execute("insert into xingfu.pins values ('三义里', 'another', %s)", (OF_OTHER_SEATS[1],))
        connection.execute(
            "insert into xingfu.drafts values ('三义里', 'k', 'another', 'x', 1, '', %s)",
            (OF_OTHER_SEATS[2],),
        )
        connection.execute("insert into xingfu.contents values ('三义里', 'x', 9, 'upload-name')")
        connection.execute(
            "insert into xingfu.pieces values ('三义里', 'upload-name', 1, %s)", (HIDDEN[0].encode(),)
        )
        connection.execute("analyze")
    yield Place("三义里", "南院", staff, opened, connected)
    for engine in engines:
        engine.close()
    for one in connections:
        one.close()
    with psycopg.connect(server.address(), autocommit=True) as connection:
        connection.execute("drop database seats with (force)")
        for (name,) in connection.execute(
            "select rolname from pg_roles where rolname like 'seat\\_%'"
        ).fetchall():
            connection.execute(f"drop role {name}".encode())


# ---- what somebody with the password tries past the program

TABLES = (
    "communities", "turns", "documents", "commits", "numbers", "presence", "members", "rights", "migrations", "seats", "pins",
    "drafts", "tallies", "sums", "contents", "pieces",
)  # fmt: skip
# Reading: whatever it gives, or says of what it refuses, is looked at.
LOOKS = (
    *(f"select * from xingfu.{table}" for table in TABLES),
    *(f"select t::text from xingfu.{table} t" for table in TABLES),
    *(f"copy xingfu.{table} to stdout" for table in TABLES),
    "select body from xingfu.documents",
    "select masked from xingfu.documents",
    "select community, name, id, changed from xingfu.documents",
    "select max(body) from xingfu.documents",
    "select count(*) from xingfu.documents where body like '%%1381%%'",
    "select 1 / (case when body like '%%秀英%%' then 0 else 1 end) from xingfu.documents",
    "select name from xingfu.documents order by body",
    "select masked::integer from xingfu.documents",
    "select changes from xingfu.commits",
    "select person, action, about from xingfu.commits",
    "select community, seq, at, shown from xingfu.commits",
    "select distinct community from xingfu.numbers",
    "select name, next_id from xingfu.numbers",
    "select content from xingfu.presence",
    "select * from xingfu.heard('三义里', 'me', '1 hour')",
    "select * from xingfu.heard('南院', 'me', '1 hour')",
    "select * from xingfu.trail('三义里', 0, false, true, null)",
    "select * from xingfu.trail('南院', 0, false, true, null)",
    "select * from xingfu.unseen('三义里')",
    "select * from xingfu.unseen('南院')",
    "select * from xingfu.hold('南院')",
    "select * from xingfu.turns for update",
    "select * from xingfu.kept('南院', '')",
    "select * from xingfu.choose('南院', '{}')",
    "select seat, person from xingfu.seats where seat = 'another'",
    "insert into xingfu.pins values ('三义里', 'another', 'x') on conflict (community, seat) do update set content = 'y' returning *",
    "insert into xingfu.drafts values ('三义里', 'k', 'viewer1', 'x', 9, '', null) on conflict (community, key) do nothing",
    "set row_security = off; select community, masked from xingfu.documents",
    "set role xingfu_staff; select body from xingfu.documents",
    "set role postgres; select body from xingfu.documents",
    "set session authorization postgres; select body from xingfu.documents",
    ("create function pg_temp.leak(text) returns boolean language plpgsql cost 0.0001 as "
    "$$begin raise notice '%%', $1; return true; end$$; "
    "select masked from xingfu.documents where pg_temp.leak(masked)"),
    ("create function pg_temp.leak(text) returns boolean language plpgsql cost 0.0001 as "
    "$$begin raise exception '%%', $1; end$$; select masked from xingfu.documents where pg_temp.leak(masked)"),
    # What a definer's function looks up is not to be put in its place.
    ("create temp table members (community text, role text, seat text); "
    "insert into members values ('南院', session_user, 'x'); set search_path = pg_temp, xingfu; "
    "select * from xingfu.hold('南院')"),
    "create temp table pg_roles (rolname name, oid oid); set search_path = pg_temp; select xingfu.part()",
    ("create function pg_temp.session_user() returns text language sql as 'select ''seat_their1'''; "
    "select * from xingfu.hold('南院')"),
    "select query from pg_stat_activity where query not like '%%pg_stat_activity%%'",
    "select most_common_vals::text, histogram_bounds::text from pg_stats where schemaname = 'xingfu' and tablename <> 'rights'",
    "select * from pg_statistic",
    *(f"select * from xingfu.content('{at}', '{sha}')" for at in ("三义里", "南院") for sha in (*HASHES.values(), "x", "")),
    "select xingfu.content_size('南院')",
    "select xingfu.content_limits('南院')",
    "select pg_read_file('/etc/passwd')",
    "select prosrc from pg_proc where proname = 'secret'",
    "select rolname, rolpassword from pg_authid",
    "explain (analyze, verbose) select masked from xingfu.documents where masked like '%%1381%%'",
)  # fmt: skip


def commit(
    name: str,
    id: int,
    body: str | None = "",
    *,
    community: str = "三义里",
    seat: str = "SEAT",
    changes: str = "",
    following: int | None = None,
    about: str = "{}",
    masked: str = "null",
) -> str:
    """A commit through the function: the document as given (a new one if empty), or deleted. SEQ and SEAT are put in later."""
    body = body if body is None or body else f'{{"id": {id}}}'
    told = changes or f'[["{name}","{id}",null,{body or "null"}]]'
    new = f"'{body}'" if body else "null::text"
    return (
        f"select xingfu.commit_as('{community}', 'k{id}', SEQ, '2026-11-29T10:00:00+08:00', 'x', '{seat}', 'a', '{about}', "
        f"'{told}', array['{name}'], array['{id}'], array[{new}], array['{name}'], array[{following or id + 1}], "
        f"array[{masked}::text])"
    )


# What is no document, or not what the commit says of it, by those who may write such.
DEEP = '{"id": 9, "a": ' + "[" * 30 + "]" * 30 + "}"
UNTRUE = tuple(
    one
    for name in ("supervisions", "wishes")
    for one in (
        commit(name, 9, "5"),
        commit(name, 9, "[]"),
        commit(name, 9, DEEP),
        commit(name, 9, '{"id": 9, "title": "\\ud800"}'),
        commit(name, 9, '{"id": 9, "title": "\\u0000"}'),
        commit(name, 9, '{"id": 8}'),
        commit(name, 9, changes="[]"),
        commit(name, 9, changes=f'[["{name}","9",null,{{"id": 9}}],["{name}","9",null,{{"id": 9}}]]'),
        commit(name, 9, changes=f'[["{name}","9",{{}},{{"id": 9}}]]'),
        commit(name, 9, changes=f'[["{name}","9",null,{{"id": 9}},{{}}]]'),
        commit(name, 9, following=10**15),
        commit(name, 10**9),
        commit(name, 0),
        commit(name, 9, about="[]"),
        commit(name, 9, masked="'5'"),
    )
    if not (name == "wishes" and "'5'::text" in one)  # what a recorder masks is not looked at
)
# Of a wish that is there: its title is another, and its number stays.
FALSE = tuple(
    commit("wishes", 1, body, changes=f'[["wishes","1",{change}]]', following=2)
    for body, change in (
        ('{"id": 1}', '{"title": "was another"},{"title": "x"}'),
        ('{"id": 1, "title": "x"}', '{},{"title": "x"}'),
        ('{"id": 1}', 'null,{"id": 1}'),
        ('{"id": 1, "history": []}', '{},{},{"history": [0, [], []]}'),
    )
)

# Writing: none of it may change anything.
BREAKS = (
    "update xingfu.documents set body = '{}'",
    "update xingfu.documents set masked = body",
    "delete from xingfu.documents",
    "insert into xingfu.documents values ('三义里', 'wishes', '9', 1, 1, 1, '{}', '{}')",
    "update xingfu.communities set seq = 0",
    "update xingfu.turns set community = 'x'",
    "delete from xingfu.turns",
    "delete from xingfu.commits",
    "update xingfu.commits set shown = changes",
    "insert into xingfu.members values ('南院', session_user, 'x')",
    "update xingfu.members set community = '南院'",
    "delete from xingfu.members",
    "update xingfu.rights set sees = true, changes = true",
    "insert into xingfu.migrations values (99, 'x')",
    "truncate xingfu.presence",
    "update xingfu.seats set role = 'staff'",
    "insert into xingfu.seats values ('三义里', 'SEAT', 'staff', '', '', '', '{}')",
    "insert into xingfu.pins values ('三义里', 'another', '')",
    "insert into xingfu.drafts values ('三义里', 'x', 'another', 'x', 1, '', '')",
    "insert into xingfu.drafts values ('南院', 'x', 'SEAT', 'x', 1, '', '')",
    "alter table xingfu.documents disable row level security",
    "drop policy viewer on xingfu.documents",
    "create policy mine on xingfu.documents using (true)",
    "create table xingfu.mine (a text)",
    "create trigger mine before insert on xingfu.documents execute function suppress_redundant_updates_trigger()",
    "grant select on xingfu.documents to public",
    "create role mine",
    "grant xingfu_staff to session_user",
    "alter role postgres with password 'x'",
    "create or replace function xingfu.part() returns text language sql as 'select ''staff'''",
    "select xingfu.commit('三义里', 'k', SEQ, 't', 'x', 's', 'a', '{}', '[]', '{}', '{}', '{}', '{}', '{}')",
    "select xingfu.mask('三义里', SEQ, '{}', '{}', '{}', '{}', '{}')",
    "select xingfu.announce('南院', 'p', '', '0 hours')",
    "select xingfu.counted('三义里', 1, SEQ, 't', '', array['open'], array[''], array[9])",
    "update xingfu.sums set amount = 9",
    "delete from xingfu.contents",
    "update xingfu.contents set upload = 'mine'",
    "insert into xingfu.contents values ('三义里', 'y', 1, 'upload-name')",
    "insert into xingfu.pieces values ('三义里', 'upload-name', 2, 'x')",
    "delete from xingfu.pieces",
    "select xingfu.attaching('三义里')",
    "select xingfu.send_piece('南院', 'mine', 0, 'x')",
    "select xingfu.send_piece('三义里', 'mine', -1, 'x')",
    "select xingfu.send_piece('三义里', 'mine', 0, '')",
    "select xingfu.send_piece('三义里', null, 0, 'x')",
    "select xingfu.send_piece('三义里', repeat('x', 65), 0, 'x')",
    "select xingfu.send_piece('三义里', 'mine', 0, repeat('x', 1048577)::bytea)",
    f"select xingfu.keep_content('三义里', '{HASHES['wish']}', 'upload-name')",
    "select xingfu.keep_content('三义里', null, 'mine')",
    f"select xingfu.keep_content('南院', '{HASHES['elsewhere']}', 'mine')",
    "select xingfu.drop_pieces('南院', 'upload-name')",
    commit("wishes", 1, None, community="南院"),
    commit("supervisions", 9, community="南院"),
    commit("supervisions", 9, seat="local"),
    commit("households", 1, None),
    commit("households", 9),
    commit("rooms", 9),
    commit("supervisions", 9, changes='[["households","1",{},null]]'),
    commit("supervisions", 9, changes='[["supervisions","9",null,{"a":1}]]'),
    commit("supervisions", 9, "no json"),
    *UNTRUE,
    *FALSE,
)  # fmt: skip


def state(sql: Callable[[str], list[tuple[Any, ...]]]) -> list[Any]:
    return [sorted(sql(f"select t::text from xingfu.{table} t")) for table in TABLES]


def answers(connection: psycopg.Connection[tuple[Any, ...]], query: str) -> Iterator[str]:
    """All that somebody gets to see of a statement: rows, notices, and what is said of an error."""
    told: list[str] = []
    connection.add_notice_handler(
        lambda notice: told.append(f"{notice.message_primary} {notice.message_detail}")
    )
    try:
        if query.startswith("copy"):
            with connection.cursor() as cursor, cursor.copy(query.encode()) as copy:
                told += [bytes(row).decode() for row in copy]
        else:
            cursor = connection.execute(query.replace("%%", "%").encode())
            while True:
                told += [repr(row) for row in cursor] if cursor.description else []
                if not cursor.nextset():
                    break
    except psycopg.Error as error:
        told.append(f"{error} {error.diag.message_detail} {error.diag.message_hint} {error.diag.context}")
    yield from told


@pytest.mark.parametrize("role", ROLES)
def test_who_has_the_password_of_a_seat_learns_no_more_than_its_desk_shows(place: Place, role: Role) -> None:
    secrets: tuple[str, ...] = (*ELSEWHERE, place.other)
    if role != "staff":
        secrets += (*HIDDEN, *OF_OTHER_SEATS, "mediation", "visits", "upload-name", repr(HIDDEN[0].encode()))
    if role in {"viewer", "overseer"}:
        secrets += ("秀英", PHONE, DOOR, "501")
    connection = place.connected(role)
    for query in LOOKS:
        for told in answers(connection, query):
            # What was asked is quoted in an error; what a role may not, the table of rights says to everybody.
            found = [one for one in secrets if one in told and one not in query]
            if found and "xingfu.rights" not in query:
                pytest.fail(f"{role}: {query}\n{told}")
        connection.execute("discard all")  # the next one as somebody who has just come in


@pytest.mark.parametrize("role", ROLES[:3])
def test_who_has_the_password_of_a_seat_can_change_nothing_that_its_desk_cannot(
    place: Place, server: Server, role: Role
) -> None:
    with (
        psycopg.connect(server.address(database="seats"), autocommit=True) as owner,
        place.connected(role) as connection,
    ):
        before = state(lambda query: owner.execute(query.encode()).fetchall())
        seq = owner.execute("select seq from xingfu.communities where community = '三义里'").fetchone()
        assert seq
        for query in BREAKS:
            with pytest.raises(psycopg.Error) as caught:
                connection.execute(query.replace("SEQ", str(seq[0])).replace("SEAT", f"{role}1").encode())
            # Not allowed, or no JSON: no slip of whoever wrote this list.
            assert caught.value.sqlstate in {"42501", "22P02", "22P05"}, query
        assert state(lambda query: owner.execute(query.encode()).fetchall()) == before
        # The same with what it may write is taken: what was refused above was refused for what it is.
        allowed = "wishes" if role == "recorder" else "supervisions"
        query = commit(allowed, 9).replace("SEQ", str(seq[0])).replace("SEAT", f"{role}1")
        with connection.transaction(force_rollback=True):
            assert connection.execute(query.encode()).fetchone() == (seq[0] + 1,)


def test_staff_of_one_community_change_nothing_in_another(place: Place, server: Server) -> None:
    with (
        psycopg.connect(server.address(database="seats"), autocommit=True) as owner,
        place.connected("staff") as connection,
    ):
        there = "select t::text from xingfu.{} t where community = '南院' order by 1"
        tables = (
            "members",
            "communities",
            "turns",
            "documents",
            "commits",
            "numbers",
            "presence",
            "contents",
            "pieces",
        )
        before = [owner.execute(there.format(table).encode()).fetchall() for table in tables]
        for table in tables[1:]:
            for done in (
                f"delete from xingfu.{table} where community = '南院'",
                f"update xingfu.{table} set community = '南院'",
            ):
                try:
                    assert connection.execute(done.encode()).rowcount == 0
                except psycopg.Error as error:
                    assert error.sqlstate == "42501"  # noqa: PT017 - either will do
        assert before == [owner.execute(there.format(table).encode()).fetchall() for table in tables]


# ---- the desk with such an account


def test_a_viewers_account_opens_the_desk_as_a_viewer_and_follows(place: Place) -> None:
    viewer = place.opened("viewer")
    assert viewer.actor(CLERK) == Actor("李梅", "viewer1", "viewer", own_account=True)
    assert viewer.grant == RIGHTS["viewer"]
    assert viewer.table("wishes")["1"]["title"] == "王某家路灯坏了"
    assert viewer.table("households") == {}
    assert viewer.count("mediations") is None  # fewer than may be told
    desk = desk_over(place.staff)
    desk.wishes.comment(1, f"{RESIDENT}说好了")
    desk.wishes.record({"title": "赵小兰家漏水", "resident": "赵小兰"})
    for entry in viewer.refresh():
        assert all(name not in repr(entry) for name in ("秀英", "小兰"))
    assert viewer.table("wishes")["1"]["history"][-1]["note"] == "王某说好了"
    assert viewer.seq == place.staff.seq
    id = desk.wishes.record({"title": "赵小兰又来"})["id"]
    desk.history.undo()
    viewer.refresh()
    assert str(id) not in viewer.table("wishes")
    # As a viewer's process over a folder, which masks by itself, would have it.
    alike = place.opened(grant=RIGHTS["viewer"])
    assert viewer.documents.tables == alike.documents.tables == place.opened("viewer").documents.tables
    with pytest.raises(NotAllowed):
        list(viewer.entries())
    with pytest.raises(NotAllowed):
        desk_over(viewer).wishes.record({"title": "x"})


def test_news_of_a_viewer_wait_for_no_network(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer = place.opened("viewer")

    def told() -> bool:
        viewer.refresh()
        return viewer.count("mediations") == place.staff.count("mediations")

    with closing(viewer.watch()) as watch:
        desk = desk_over(place.staff)
        for title in ("分家", "噪声", "停车", "漏水", "晾衣"):
            desk.mediations.open({"title": title})
        monkeypatch.setattr(viewer, "link", None)  # the watch has one of its own
        until(watch, told)


def test_a_note_of_a_viewer_is_there_at_once_and_masked_by_whoever_knows_the_names(place: Place) -> None:
    viewer, overseer = place.opened("viewer"), place.opened("overseer", grant=RIGHTS["overseer"])
    assert not overseer.table("wishes")
    note = str(desk_over(viewer).notes.add(f"请{RESIDENT}家尽快 {PHONE}")["id"])
    again = place.opened("viewer")
    assert PHONE not in repr(again.documents.tables)
    assert note in again.table("supervisions")
    # Two of the role, nobody else there: their numbers do not meet.
    assert str(desk_over(again).notes.add("另一条")["id"]) == str(int(note) + 1)
    place.staff.refresh()
    assert RESIDENT in place.staff.table("supervisions")[note]["text"]
    for engine in (viewer, overseer, again):
        engine.refresh()
        assert engine.table("supervisions")[note]["text"].startswith("请王某家尽快")
        assert engine.seq == place.staff.seq
    assert place.staff.verify() == []


def test_figures_that_an_account_may_not_see_are_not_told_rather_than_none(
    place: Place, server: Server
) -> None:
    def figures(user: str) -> tuple[object, object]:
        address = server.address(place.community, user=user, database="seats")
        (line,) = community_lines(open_tallies([address], NOON.date()).read(), NOON.date(), "staff")
        assert line.figures
        return line.as_json()["visits_month"], line.figures.open

    (told, _), (withheld, open_wishes) = figures("postgres"), figures("seat_overseer1")
    assert (told, withheld) == (1, None)
    assert open_wishes


def test_a_seat_chooses_its_language_and_not_its_role(place: Place, server: Server, tmp_path: Path) -> None:
    address = server.address(place.community, user="seat_viewer1", database="seats")
    with DatabaseRegister(read_address(address), tmp_path) as register:
        own = register.get("viewer1")
        register.put(replace(own, role="staff", lang="en"))
        assert register.all() == {"viewer1": replace(own, lang="en")}
        pins = register.pins("viewer1")
        assert not pins.clear()


def test_what_a_recorder_writes_is_shown_once_somebody_knows_whom_to_mask(place: Place) -> None:
    recorder, viewer = place.opened("recorder"), place.opened("viewer")
    assert recorder.actor(CLERK) == Actor("李梅", "recorder1", "recorder", own_account=True)
    id = str(
        desk_over(recorder).wishes.record({"title": f"{HIDDEN[0]}和孙悟空吵架", "resident": "孙悟空"})["id"]
    )
    desk_over(recorder).wishes.edit(1, {"title": f"孙悟空也说{RESIDENT}家路灯坏了"})
    viewer.refresh()
    assert id not in viewer.table("wishes")
    assert "孙悟空" not in viewer.table("wishes")["1"]["title"]
    place.staff.refresh()  # a desk of the staff that is open
    viewer.refresh()
    assert viewer.table("wishes")[id]["title"] == "独孤某和孙某吵架"
    assert viewer.table("wishes")["1"]["title"] == "孙某也说王某家路灯坏了"
    assert [entry.seat for entry in recorder.entries(newest_first=True)][:2] == ["recorder1"] * 2
    assert not any(HIDDEN[1] in repr(entry) for entry in recorder.entries())
    desk = desk_over(place.staff)
    desk.mediations.open({"title": HIDDEN[1]})
    (news,) = recorder.refresh()
    assert (news.changes, news.by, news.action) == ((), "", "")
    with pytest.raises(NotAllowed):
        recorder.back_up(Path("x.tar.gz"))


def test_whatever_a_recorder_does_at_its_desk_is_what_its_commits_say(place: Place) -> None:
    desk = desk_over(place.opened("recorder"))
    for text in ("又来问了", "再去看看"):
        desk.wishes.comment(1, text)
    desk.wishes.edit(1, {"detail": "三单元"})
    added = str(desk.wishes.record({"title": "记错了"})["id"])
    desk.history.undo()
    place.staff.refresh()
    assert added not in place.staff.table("wishes")
    desk.history.redo()
    place.staff.refresh()
    assert place.staff.table("wishes")[added]["title"] == "记错了"
    notes = [one["note"] for one in place.staff.table("wishes")["1"]["history"]]
    assert {"又来问了", "再去看看"} <= set(notes)
    assert place.staff.verify() == []


def test_where_no_desk_is_open_whoever_keeps_the_database_masks_and_counts(
    place: Place, server: Server, tmp_path: Path
) -> None:
    def keeper(user: str, told: list[object]) -> Keeper:
        address = server.address(user=user, database="seats")
        return open_keeper(address, (), tmp_path, now=noon, tell=told.append)

    recorder, viewer = place.opened("recorder"), place.opened("viewer")
    id = str(desk_over(recorder).wishes.record({"title": f"{HIDDEN[0]}家路不平"})["id"])
    told: list[object] = []
    with closing(keeper("postgres", told)) as one:
        assert one.once()
    assert told == [Done(place.community, masked=1, counted=True)]
    viewer.refresh()
    assert viewer.table("wishes")[id]["title"] == "独孤某家路不平"
    address = server.address(place.community, database="seats")
    (kept,) = open_tallies([address], NOON.date()).read()
    assert kept.current
    for role in ROLES:
        with closing(keeper(f"seat_{role}1", told)) as one, pytest.raises(NotAllowed, match="is a seat's"):
            one.once()


@pytest.mark.parametrize("role", ["recorder", "staff"])
def test_files_are_attached_and_opened_with_a_seats_account_where_it_sits(
    place: Place, tmp_path: Path, role: Role
) -> None:
    path = tmp_path / f"{role}.txt"
    path.write_bytes(role.encode() * 300_000)  # of three pieces
    engine = place.opened(role)
    desk = desk_over(engine)
    attached = desk.attachments.add("wish", 1, str(path))["attachments"]
    own, theirs = attached[-1]["number"], attached[0]["number"]
    desk.attachments.add("wish", 1, f"https://example.org/{role}")
    place.staff.refresh()
    for at in (desk, desk_over(place.staff)):
        with at.attachments.content("wish", 1, own)[1] as file:
            assert file.read() == path.read_bytes()
    with desk.attachments.content("wish", 1, theirs)[1] as file:
        assert file.read() == ATTACHED["wish"]
    assert engine.blobs.size() == place.staff.blobs.size()
    desk.attachments.remove("wish", 1, own)
    if role == "recorder":  # what no record names any more
        with pytest.raises(StoreError, match="may not do that"):
            engine.blobs.open(sha256(path.read_bytes()).hexdigest())
    # The same seat over SSH: the file would be another computer's.
    away = Desk(Store(engine, noon), engine.actor(Actor("李梅", f"{role}1", role)))
    with pytest.raises(InvalidInput, match="Over SSH"):
        away.attachments.add("wish", 1, str(path))
    with pytest.raises(NotAllowed, match="over SSH"):
        away.attachments.content("wish", 1, theirs)
    place.staff.refresh()
    assert place.staff.verify() == []


@pytest.mark.parametrize("role", ["viewer", "overseer"])
def test_who_sees_masked_documents_gets_no_files_and_sends_none(place: Place, role: Role) -> None:
    connection = place.connected(role)
    for query in (
        "select xingfu.send_piece('三义里', 'mine', 0, 'x')",
        "select xingfu.content_size('三义里')",
        f"select xingfu.content('三义里', '{HASHES['wish']}')",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(query.encode())
    with pytest.raises(NotAllowed):
        desk_over(place.opened(role, grant=RIGHTS[role])).attachments.of("wish", 1)


def test_what_a_recorder_sends_is_what_it_says_and_no_more_than_the_community_allows(
    place: Place, server: Server
) -> None:
    send = "select xingfu.send_piece('三义里', %s, n, repeat('x', 1048576)::bytea) from generate_series(%s::int, %s::int) n"
    keep = "select xingfu.keep_content('三义里', %s, %s)"
    two = sha256(b"x" * 2 * 1048576).hexdigest()
    with (
        psycopg.connect(server.address(database="seats"), autocommit=True) as owner,
        place.connected("recorder") as connection,
    ):
        connection.execute(send, ("mine", 0, 1))
        for sha, upload in ((HASHES["wish"], "mine"), (two, "another"), (two.upper(), "mine")):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(keep, (sha, upload))
        connection.execute(keep, (two, "mine"))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(send, ("mine", 2, 2))  # it is kept under its hash
        connection.execute("select xingfu.drop_pieces('三义里', 'mine')")
        with pytest.raises(psycopg.errors.ProgramLimitExceeded):
            connection.execute(send, ("large", 0, FILE_MB))
        added = "insert into xingfu.documents values ('三义里', 'communities', '1', 1, 1, 1, %s, null)"
        whole = owner.execute(
            "select sum(octet_length(piece)) >> 20 from xingfu.pieces where community = '三义里'"
        )
        limits = {"file_mb": 3, "all_mb": whole.fetchall()[0][0] + 2}
        owner.execute(added, (orjson.dumps({"attachment_limits": limits}).decode(),))
        try:
            with pytest.raises(psycopg.errors.ProgramLimitExceeded):
                connection.execute(send, ("large", 0, 3))
            connection.execute(send, ("large", 0, 0))
            with pytest.raises(psycopg.errors.ProgramLimitExceeded):
                connection.execute(send, ("more", 0, 0))  # all together
            connection.execute("select xingfu.drop_pieces('三义里', 'large')")
        finally:
            owner.execute("delete from xingfu.documents where community = '三义里' and name = 'communities'")
        kept = owner.execute("select upload, place from xingfu.pieces where upload like '%%/mine' order by 2")
        assert kept.fetchall() == [("seat_recorder1/mine", 0), ("seat_recorder1/mine", 1)]
        owner.execute("delete from xingfu.contents where sha256 = %s", (two,))


def test_a_staff_account_does_all_that_staff_do_in_its_community(place: Place, tmp_path: Path) -> None:
    staff = place.opened("staff")
    desk = desk_over(staff)
    desk.wishes.record({"title": "长椅", "resident": "周瑜"})
    desk.history.undo()
    assert staff.verify() == []
    assert staff.back_up(tmp_path / "x.tar.gz") == staff.seq
    staff.forget(staff.to_forget("周瑜", Told()), "李梅", "x")
    with pytest.raises(NotAllowed):
        place.opened("staff", community=place.other)
    with pytest.raises(NotAllowed):
        make_account(staff, "another", "viewer")


def test_an_account_that_is_taken_away_sees_nothing_any_more(place: Place) -> None:
    make_account(place.staff, "leaving", "viewer")
    address = place.staff.address.conninfo.replace("postgres@", "seat_leaving@")
    mark = "&" if "?" in address else "?"
    viewer = open_database(f"{address}{mark}community=三义里", place.staff.folder, grant=EVERYTHING, now=noon)
    assert make_account(place.staff, "leaving", "recorder").password == ""  # another role, the same password
    assert remove_account(place.staff, "leaving")
    assert not remove_account(place.staff, "leaving")
    assert viewer.ask("select 1 from xingfu.seats", ()) == []
    with pytest.raises(StoreError):
        viewer.refresh()
    viewer.close()
    with pytest.raises(StoreError):
        open_database(f"{address}{mark}community=三义里", place.staff.folder, grant=EVERYTHING, now=noon)


def test_an_account_of_somebody_else_is_not_taken_for_a_seat(place: Place, server: Server) -> None:
    with psycopg.connect(server.address(database="seats"), autocommit=True) as owner:
        owner.execute("create role seat_mine login")
        owner.execute("create role byhand login")
        owner.execute("grant usage on schema xingfu to byhand")
        owner.execute("grant select on all tables in schema xingfu to byhand")
        try:
            with pytest.raises(NotAllowed, match="seat_mine"):
                make_account(place.staff, "mine", "viewer")
            make_account(place.staff, "viewer1", "viewer")
            # Who was given rights by hand sees what it saw before there were seats.
            with psycopg.connect(server.address(user="byhand", database="seats")) as other:
                assert other.execute("select count(distinct community) from xingfu.documents").fetchone() == (
                    2,
                )
        finally:
            for name in ("seat_mine", "byhand"):
                owner.execute(f"drop owned by {name}; drop role {name}".encode())


def test_the_account_of_a_seat_is_made_and_taken_away_from_the_command_line(
    place: Place,
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from tui.cli import main

    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    address = server.address(place.community, database="seats")

    def run(*arguments: str, data: str = address) -> tuple[int, str]:
        status = main(["--data", data, *arguments])
        out, err = capsys.readouterr()
        return status, out + err

    status, out = run("seat", "account", "window", "--role", "viewer", "--json")
    made = orjson.loads(out)
    assert status == 0
    assert made["account"] == "seat_window"
    assert made["address"] == server.address(place.community, user="seat_window", database="seats")
    status, out = run("find", RESIDENT, data=made["address"])
    assert (status, RESIDENT in out) == (0, False)
    status, out = run("add", "wish", "--title", "x", data=made["address"])
    assert (status, "街道查看" in out) == (1, True)
    # Whoever looks at it finds the password once; who logs in over SSH comes in by that account.
    assert "seat_window" in run("seat", "account", "window", "--role", "viewer")[1]
    key = tmp_path / "key.pub"
    key.write_text("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPxPkRPR3yq9Qd1vQk3sK0dZ4T2pXx7uQ0n2mY5s8wq1 x")
    status, out = run("seat", "add", "window", "--role", "viewer", "--key", str(key))
    assert (status, "seat_window@" in out) == (0, True)
    assert run("seat", "account", "window", "--role", "staff")[0] == 2
    assert run("seat", "remove", "window")[0] == 0
    assert run("find", RESIDENT, data=made["address"])[0] == 1
    assert run("seat", "account", "a b", "--role", "viewer")[0] == 2
    assert run("seat", "account", "window", data=str(tmp_path / "folder"))[0] == 2


@pytest.mark.parametrize(
    ("given", "as_account", "line"),
    [
        ("postgresql://desk:pw@h:5433/db?community=三义里", "postgresql://seat_a@h:5433/db?community=三义里", "h:5433:db:seat_a:w"),
        ("postgresql:///db?user=desk&host=/run&community=a", "postgresql://seat_a@/db?host=/run&community=a", "/run:5432:db:seat_a:w"),
        ("postgresql://desk@h1,h2/db?community=a", "postgresql://seat_a@h1,h2/db?community=a", "*:*:db:seat_a:w"),
    ],
)  # fmt: skip
def test_the_address_of_an_account_is_the_communitys(given: str, as_account: str, line: str) -> None:
    address = read_address(given)
    assert (address.as_account("seat_a"), address.pass_line("seat_a", "w")) == (as_account, line)


def test_who_owns_the_tables_need_be_no_superuser(server: Server, tmp_path: Path) -> None:
    with psycopg.connect(server.address(), autocommit=True) as super_user:
        super_user.execute("create role keeper login createrole")
        super_user.execute("create database kept owner keeper")
        super_user.execute("create role plain login")
        there = super_user.execute("select rolname from pg_roles where rolname like 'xingfu\\_%'").fetchall()
        for (group,) in there:  # made by somebody else, who lets it give them
            super_user.execute(f"grant {group} to keeper with admin option".encode())
        try:
            engine = open_database(
                server.address("三义里", user="keeper", database="kept"), tmp_path, grant=EVERYTHING, now=noon
            )
            desk_over(engine).wishes.record({"title": "路灯", "resident": RESIDENT})
            for role in ("viewer", "recorder", "viewer"):
                make_account(engine, "first", role)
            assert remove_account(engine, "first")
            assert make_account(engine, "first", "viewer").password
            again = open_database(
                server.address("三义里", user="keeper", database="kept"), tmp_path, grant=EVERYTHING, now=noon
            )
            assert (again.account, again.grant) == (None, EVERYTHING)
            viewer = open_database(
                server.address("三义里", user="seat_first", database="kept"),
                tmp_path,
                grant=EVERYTHING,
                now=noon,
            )
            assert viewer.table("wishes")["1"]["resident"] == "王某"
            for one in (engine, again, viewer):
                one.close()
            # Who has no right to the tables is told so.
            with pytest.raises(StoreError, match="may not"):
                open_database(
                    server.address("三义里", user="plain", database="kept"),
                    tmp_path,
                    grant=EVERYTHING,
                    now=noon,
                )
        finally:
            super_user.execute("drop database kept with (force)")
            super_user.execute("drop role if exists seat_first; drop role plain")
            if not there:
                groups = ", ".join(f"xingfu_{role}" for role in ROLES)
                super_user.execute(f"drop role if exists {groups}".encode())
            super_user.execute("drop role keeper")
