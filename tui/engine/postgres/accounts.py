"""Accounts of the database for seats: what each may read and write is up to the database itself.

Each role of the desk is a group of accounts: what its members may do with which columns is granted to it, and row-level
security lets them see the rows of their communities alone, and of those the tables that their role sees. Whoever runs this
owns the tables, and may make accounts (CREATEROLE).
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final, NamedTuple

import psycopg
from psycopg import errors, sql

from tui.engine.postgres import faults
from tui.engine.postgres.contents_schema import CONTENT_FUNCTIONS
from tui.engine.postgres.masked_schema import SEAT_FUNCTIONS
from tui.engine.postgres.tally import WITHHELD
from tui.kinds import registry
from tui.language.errors import Message, NotAllowed, WrongState
from tui.rules.privacy.rights import FEWEST_SHOWN, LOWER, RIGHTS

if TYPE_CHECKING:
    from tui.engine.postgres.engine import PostgresEngine
    from tui.kinds.words import Role

_MEMBER: Final = "community in (select m.community from xingfu.members m where m.role = session_user::text)"
_OWN_SEAT: Final = "(community, seat) in (select m.community, m.seat from xingfu.members m where m.role = session_user::text)"
_SEEN: Final = "name in (select r.name from xingfu.rights r where r.part = '{part}' and r.sees)"
# The columns that a group may select, or "all" where it may read and write; what is not here it may not even see.
_COLUMNS: Final = {
    "viewer": {
        "communities": "community, identity, seq, masked",
        "documents": "community, name, id, added, place, changed, masked",
        "commits": "community, seq, at, shown",
        "numbers": "community, name, next_id",
    },
    "recorder": {
        "communities": "community, identity, seq, masked",
        "documents": "community, name, id, added, place, changed, body",
        "numbers": "community, name, next_id",
    },
    "staff": dict.fromkeys(
        (
            "communities", "turns", "documents", "commits", "numbers", "presence", "seats", "pins", "drafts",
            "tallies", "sums", "contents", "pieces",
        ),
        "all",
    ),
}  # fmt: skip
_COLUMNS_OF: Final = {
    **_COLUMNS,
    "overseer": _COLUMNS["viewer"]
    | {"tallies": "community, rules, seq, name, last", "sums": "community, what, at, amount"},
}
# What is readable by every seat: its own membership and registration, the rights, the names of the schema's steps.
_READABLE: Final = ("members", "seats", "rights", "migrations")
# What every seat keeps of its own.
_KEPT: Final = ("pins", "drafts")
_GUARDED: Final = (
    "communities", "turns", "documents", "commits", "numbers", "presence", "members", "seats", "pins", "drafts",
    "tallies", "sums", "contents", "pieces",
)  # fmt: skip


class Made(NamedTuple):
    """An account, the password that it was given (empty: it had one), and how many documents are masked for such."""

    name: str
    password: str
    masked: int


def account_name(seat: str) -> str:
    """The name of a seat's account."""
    return f"seat_{seat}"


def make_account(engine: PostgresEngine, seat: str, role: Role) -> Made:
    """Have the database keep an account for the seat, for the community that is open. Raises NotAllowed, StoreError."""
    engine.require_whole()
    if not engine.seq:
        raise WrongState(Message("This community has nothing in the database yet."))
    name = account_name(seat)
    with _connected(engine) as connection, connection.transaction():
        _secure(connection)
        password = _make(connection, name, role)
        connection.execute(
            "insert into xingfu.members (community, role, seat) values (%s, %s, %s) "
            "on conflict (community, role) do update set seat = excluded.seat",
            (engine.address.community, name, seat),
        )
    return Made(name, password, engine.mask_all())


def remove_account(engine: PostgresEngine, seat: str) -> bool:
    """Take the seat's account away from the community; whether it had one. After the last one nobody logs in with it.

    It stays there without a login, and sees nothing: a session that is open reads that its seat is gone, and ends.
    """
    name = account_name(seat)
    with _connected(engine) as connection, connection.transaction():
        community = engine.address.community
        gone = connection.execute(
            "delete from xingfu.members where community = %s and role = %s", (community, name)
        )
        if not gone.rowcount:
            return False
        left = connection.execute("select from xingfu.members where role = %s limit 1", (name,)).fetchall()
        if not left:
            connection.execute(sql.SQL("alter role {} nologin").format(sql.Identifier(name)))
    return True


class _connected:  # noqa: N801 - used as a function
    """A connection of its own to the database of a handle; what it refuses is told as errors of the store."""

    def __init__(self, engine: PostgresEngine) -> None:
        self._engine = engine

    def __enter__(self) -> psycopg.Connection[tuple[object, ...]]:
        self._connection = self._engine.link.open()
        return self._connection

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._connection.close()
        if isinstance(error, errors.InsufficientPrivilege):
            raise NotAllowed(
                Message(
                    "This account of the database {where} may not make accounts. It has to own the tables and to have "
                    "the right CREATEROLE: have whoever looks after the server run this, or give it the right.",
                    {"where": self._engine.address.where},
                )
            ) from error
        if isinstance(error, psycopg.Error):
            raise faults.told(error, self._engine.address.where) from error


def _make(connection: psycopg.Connection[tuple[object, ...]], name: str, role: Role) -> str:
    """The account, in the group of its role and no other; its password, if it is new."""
    account = sql.Identifier(name)
    groups = [_group(one) for one in RIGHTS]
    known = connection.execute(
        "select g.rolname::text, u.rolcanlogin from pg_roles u left join pg_auth_members m on m.member = u.oid "
        "left join pg_roles g on g.oid = m.roleid where u.rolname = %s",
        (name,),
    ).fetchall()
    if known and not {group for group, _ in known} <= set(groups):
        raise NotAllowed(
            Message(
                "There is an account {name} in the server already that is not a seat's. Give the seat another name.",
                {"name": name},
            )
        )
    password = ""
    if not any(login for _, login in known):
        password = secrets.token_urlsafe(18)
        # The server is given what it keeps of a password and not the password, which would be in its log.
        kept = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
        made = "alter role {} login password {}" if known else "create role {} login password {}"
        connection.execute(sql.SQL(made).format(account, sql.Literal(kept)))
    for group, _ in known:
        if group != _group(role):
            connection.execute(sql.SQL("revoke {} from {}").format(sql.Identifier(str(group)), account))
    connection.execute(sql.SQL("grant {} to {}").format(sql.Identifier(_group(role)), account))
    return password


def _group(role: str) -> str:
    return f"xingfu_{role}"


def _secure(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """The groups, what each may, and which rows it sees: as this program has it, whatever was there before."""
    for role in RIGHTS:
        group = sql.Identifier(_group(role))
        if not connection.execute("select from pg_roles where rolname = %s", (_group(role),)).fetchall():
            connection.execute(sql.SQL("create role {} nologin").format(group))
        connection.execute(sql.SQL("grant usage on schema xingfu to {}").format(group))
        for table in (*_GUARDED, "rights", "migrations"):
            connection.execute(
                sql.SQL("revoke all on xingfu.{} from {}").format(sql.Identifier(table), group)
            )
        for table in _READABLE:
            connection.execute(
                sql.SQL("grant select on xingfu.{} to {}").format(sql.Identifier(table), group)
            )
        for function in (*SEAT_FUNCTIONS, *CONTENT_FUNCTIONS):
            connection.execute(f"grant execute on function xingfu.{function} to {_group(role)}".encode())
    _without_figures(connection)
    others = _other_accounts(connection)
    for table in _GUARDED:
        connection.execute(f"alter table xingfu.{table} enable row level security".encode())
        for role in RIGHTS:
            _let(connection, table, role)
        connection.execute(f"drop policy if exists others on xingfu.{table}".encode())
        if others[table]:
            names = sql.SQL(", ").join(map(sql.Identifier, others[table]))
            made = f"create policy others on xingfu.{table} to {{}} using (true) with check (true)"
            connection.execute(sql.SQL(made).format(names))
    connection.execute("delete from xingfu.rights")
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into xingfu.rights values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", _rights()
        )


def _without_figures(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Have the server keep no figures of which tables documents are in: its estimates would tell them to everybody."""
    (guarded,) = connection.execute(
        "select relrowsecurity from pg_class where oid = 'xingfu.documents'::regclass"
    ).fetchall()
    if not guarded[0]:  # to declare the type again takes away what it has
        connection.execute(
            "alter table xingfu.documents alter column name set statistics 0, alter column name type text"
        )


def _let(connection: psycopg.Connection[tuple[object, ...]], table: str, role: Role) -> None:
    """What a group may do with a table, and of which rows."""
    group, columns = _group(role), _COLUMNS_OF[role].get(table)
    connection.execute(f"drop policy if exists {role} on xingfu.{table}".encode())
    if table == "members":
        connection.execute(
            f"create policy {role} on xingfu.members for select to {group} using (role = session_user::text)".encode()
        )
    elif columns == "all":
        connection.execute(
            f"grant select, insert, update, delete on xingfu.{table} to {group}; "
            f"create policy {role} on xingfu.{table} to {group} using ({_MEMBER}) with check ({_MEMBER})".encode()
        )
    elif table in {"seats", *_KEPT}:
        rights = "select, insert, update, delete" if table in _KEPT else "select"
        connection.execute(
            f"grant {rights} on xingfu.{table} to {group}; "
            f"create policy {role} on xingfu.{table} to {group} using ({_OWN_SEAT}) with check ({_OWN_SEAT})".encode()
        )
    elif columns:
        rows = [_MEMBER]
        if table in {"documents", "numbers"}:
            rows.append(_SEEN.format(part=role))
        if "masked" in columns and table == "documents":
            rows.append("masked is not null")
        if table == "sums":
            rows += [f"what <> '{what}'" for what in sorted(WITHHELD)]
        connection.execute(
            f"grant select ({columns}) on xingfu.{table} to {group}; "
            f"create policy {role} on xingfu.{table} for select to {group} using ({' and '.join(rows)})".encode()
        )


def _other_accounts(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, list[str]]:
    """By table, the accounts that somebody gave rights to by hand: they see all rows, as before."""
    found: dict[str, list[str]] = {table: [] for table in _GUARDED}
    for table, name in connection.execute(
        "select c.relname::text, r.rolname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "cross join lateral (select distinct grantee from aclexplode(c.relacl)) a join pg_roles r on r.oid = a.grantee "
        "where n.nspname = 'xingfu' and a.grantee <> c.relowner and r.rolname <> all(%s)",
        ([_group(role) for role in RIGHTS],),
    ):
        if table in found:
            found[str(table)].append(str(name))
    return found


def _rights() -> list[tuple[object, ...]]:
    """The rows of the table of rights: what each role may, by table."""
    kinds: dict[str, list[str]] = {}
    attachable = set()
    for kind in registry.kinds():
        if kind.table:
            kinds.setdefault(kind.table, []).append(kind.name)
            attachable |= {kind.table} if kind.attachable else set()
    rows: list[tuple[object, ...]] = []
    for role, given in RIGHTS.items():
        grants = [given, *(RIGHTS[lower] for lower in LOWER.get(role, ()))]
        for table in registry.tables():
            writes = [
                any(grant.may_write(table, write) for grant in grants)
                for write in ("add", "change", "remove")
            ]
            sees = any(table not in grant.hidden for grant in grants)
            counted = FEWEST_SHOWN if any(table in grant.counted for grant in grants) else None
            attaches, opens = (
                table in attachable and allowed and given.may(f"attachment.{use}")
                for use, allowed in (("add", writes[1]), ("get", sees))
            )
            rows.append((role, table, kinds.get(table, []), sees, *writes, counted, attaches, opens))
    return rows


def has_account(engine: PostgresEngine, seat: str) -> bool:
    """Whether the seat has an account at the community. Raises StoreError."""
    found = engine.ask(
        "select 1 from xingfu.members where community = %s and role = %s",
        (engine.address.community, account_name(seat)),
    )
    return bool(found)
