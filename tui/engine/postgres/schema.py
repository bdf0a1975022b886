"""The tables in the database, made by named migrations in their order.

Every key begins with the community (Citus distributes by it). No extensions, no advisory locks, no sequences: the
number of a commit comes from the row of its community, which is locked meanwhile.
"""

from __future__ import annotations

import contextlib
from typing import Any, Final, NamedTuple

import psycopg
from psycopg import errors

from tui.engine.postgres.commit_schema import COMMIT
from tui.engine.postgres.contents_schema import CONTENTS_OF_SEATS
from tui.engine.postgres.masked_schema import MASKED
from tui.engine.postgres.seat_writes_schema import SEAT_WRITES
from tui.engine.postgres.tally_schema import TALLIES
from tui.engine.postgres.turns_schema import TURNS
from tui.language.errors import Message, StoreTooNew


class Migration(NamedTuple):
    """A step from the schema before to the one after; it is never changed once it was released."""

    name: str
    sql: str


_BEGINNING: Final = """
create table xingfu.communities (
    community text primary key,
    identity text not null,
    seq bigint not null
);
-- The smallest id of each table that no document of it has ever had.
create table xingfu.numbers (
    community text not null,
    name text not null,
    next_id bigint not null,
    primary key (community, name)
);
-- A document a row. `body` is JSON as the program wrote it: jsonb refuses U+0000 and rewrites numbers. `added` and
-- `place` are the commit that added it and the place there: together the order of the table.
create table xingfu.documents (
    community text not null,
    name text not null,
    id text not null,
    added bigint not null,
    place integer not null,
    changed bigint not null,
    body text not null,
    primary key (community, name, id)
);
-- A commit a row: the audit trail. `key` is chosen by who commits, to find it again if the answer was lost.
create table xingfu.commits (
    community text not null,
    seq bigint not null,
    key text not null,
    at text not null,
    person text not null,
    seat text not null,
    action text not null,
    about text not null,
    changes text not null,
    archived boolean not null default false,
    primary key (community, seq),
    unique (community, key)
);
"""

# `%` is for psycopg only where there are parameters: here there are none.
_COMMIT: Final = """
create function xingfu.commit(
    c text, k text, expected bigint, at_ text, person_ text, seat_ text, action_ text, about_ text, changes_ text,
    names text[], ids text[], bodies text[], next_names text[], next_ids bigint[]
) returns bigint language plpgsql as $$
declare
    n bigint;
begin
    update xingfu.communities set seq = seq + 1 where community = c and seq = expected returning seq into n;
    if n is null then
        return null;
    end if;
    insert into xingfu.commits (community, seq, key, at, person, seat, action, about, changes)
        values (c, n, k, at_, person_, seat_, action_, about_, changes_);
    delete from xingfu.documents d using unnest(names, ids, bodies) as g(name, id, body)
        where d.community = c and d.name = g.name and d.id = g.id and g.body is null;
    insert into xingfu.documents (community, name, id, added, place, changed, body)
        select c, g.name, g.id, n, g.place, n, g.body
        from unnest(names, ids, bodies) with ordinality as g(name, id, body, place) where g.body is not null
        on conflict (community, name, id) do update set body = excluded.body, changed = excluded.changed;
    insert into xingfu.numbers (community, name, next_id)
        select c, g.name, g.next_id from unnest(next_names, next_ids) as g(name, next_id)
        on conflict (community, name) do update set next_id = greatest(xingfu.numbers.next_id, excluded.next_id);
    return n;
end $$;
"""

# Which program has which records open: a row a program, which counts as long as it is touched now and then.
_PRESENCE: Final = """
create table xingfu.presence (
    community text not null,
    program text not null,
    content text not null,
    seen timestamptz not null default now(),
    primary key (community, program)
);
"""

# Who may log in: a row a seat. `own` is JSON of what it chose for itself. And its PIN, which is read far more seldom.
_SEATS: Final = """
create table xingfu.seats (
    community text not null,
    seat text not null,
    role text not null,
    person text not null,
    key text not null,
    added text not null,
    own text not null,
    primary key (community, seat)
);
create table xingfu.pins (
    community text not null,
    seat text not null,
    content text not null,
    primary key (community, seat)
);
"""

# What is being typed: a row a form. `holder` is the program that has it open, as long as it is `seen`; `content` is null
# for one that was saved, given up or taken over: a version that comes later than that is none of it.
_DRAFTS: Final = """
create table xingfu.drafts (
    community text not null,
    key text not null,
    seat text not null,
    person text not null,
    version bigint not null,
    holder text not null,
    content text,
    seen timestamptz not null default now(),
    primary key (community, key)
);
"""

# The contents of attached files, each in pieces that were sent together.
_CONTENTS: Final = """
create table xingfu.contents (
    community text not null,
    sha256 text not null,
    size bigint not null,
    upload text not null,
    kept timestamptz not null default now(),
    primary key (community, sha256)
);
create table xingfu.pieces (
    community text not null,
    upload text not null,
    place integer not null,
    piece bytea not null,
    sent timestamptz not null default now(),
    primary key (community, upload, place)
);
"""

# What the server says, `if not exists` or not, when somebody else makes the same at the same moment.
_AT_ONCE: Final = (
    errors.UniqueViolation,
    errors.DuplicateObject,
    errors.DuplicateTable,
    errors.DuplicateSchema,
)

DONE: Final = "select name from xingfu.migrations order by place"
"""What asks for the names of the migrations that were made, in their order."""
NOT_THERE: Final = (errors.UndefinedTable, errors.InvalidSchemaName, errors.UndefinedFunction)
"""What the server says where they were not."""

MIGRATIONS: Final[tuple[Migration, ...]] = (
    Migration("0001 tables", _BEGINNING),
    Migration("0002 commit", _COMMIT),
    Migration("0003 presence", _PRESENCE),
    Migration("0004 seats", _SEATS),
    Migration("0005 drafts", _DRAFTS),
    Migration("0006 tallies", TALLIES),
    Migration("0007 contents", _CONTENTS),
    Migration("0008 masked", MASKED),
    Migration("0009 turns", TURNS),
    Migration("0010 commit by need", COMMIT),
    Migration("0011 contents of seats", CONTENTS_OF_SEATS),
    Migration("0012 writes of seats", SEAT_WRITES),
)


def prepare(
    connection: psycopg.Connection[Any], where: str, migrations: tuple[Migration, ...] = MIGRATIONS
) -> None:
    """Bring the database to this program's schema. Raises StoreTooNew, psycopg.Error."""
    done = _done(connection)
    known = _names(migrations)
    _refuse_newer(done, known, where)
    if done == known:
        return
    for made in (
        "create schema if not exists xingfu",
        "create table if not exists xingfu.migrations (place integer primary key, name text not null unique)",
    ):
        with contextlib.suppress(*_AT_ONCE):
            connection.execute(made.encode())
    with connection.transaction():
        connection.execute("lock table xingfu.migrations in exclusive mode")
        done = _done(connection)
        _refuse_newer(done, known, where)
        for place, migration in enumerate(migrations[len(done) :], len(done) + 1):
            connection.execute(migration.sql.encode())
            connection.execute("insert into xingfu.migrations values (%s, %s)", (place, migration.name))


def _done(connection: psycopg.Connection[Any]) -> list[str]:
    """The names of the migrations that were made here, in their order."""
    try:
        return [name for (name,) in connection.execute(DONE)]
    except NOT_THERE:
        return []


def is_current(done: list[str]) -> bool:
    """Whether a database in which these migrations were made has this program's schema."""
    return done == _names(MIGRATIONS)


def _names(migrations: tuple[Migration, ...]) -> list[str]:
    return [migration.name for migration in migrations]


def _refuse_newer(done: list[str], known: list[str], where: str) -> None:
    """Raises StoreTooNew if `done` is not how `known` begins."""
    if done != known[: len(done)]:
        newer = tuple(name for name in done if name not in known) or tuple(done)
        raise StoreTooNew(
            Message(
                "The database {where} was set up by a newer version of the program, which knows more steps than "
                "this one: {steps}. Update the program; nothing was changed.",
                {"where": where, "steps": newer},
            )
        )
