"""What is asked of the tables: documents and commits of one community, as the engine's own values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from operator import itemgetter
from typing import Any, Final, NamedTuple

import orjson
import psycopg
from psycopg.adapt import Buffer, Loader

from tui.engine.changes import Change, Entry, StoredDocument
from tui.engine.documents import Tables
from tui.engine.postgres.link import Patient, results
from tui.engine.postgres.prepared import Rows

ENTRY: Final = "seq, at, person, seat, action, about, changes"

BEGIN_COMMUNITY: Final = (
    "insert into xingfu.communities (community, identity, seq) values (%s, %s, 0) on conflict do nothing; "
    "insert into xingfu.turns (community) values (%s) on conflict do nothing; "
    "select 1 from xingfu.turns where community = %s for update; "
    "select seq, identity, masked from xingfu.communities where community = %s for update"
)


def channel(community: str) -> str:
    """The name of the channel on which commits of the community are told."""
    return "xingfu_" + sha256(community.encode()).hexdigest()[:32]


def notify(community: str) -> str:
    """What follows a COMMIT to wake who listens: when the commit is durable, and in a transaction of its own.

    In the same one, commits of all communities would wait for each other's.
    """
    return f"notify {channel(community)}"


def with_news(statements: str, notify: str) -> str:
    """`statements`, then `notify`, which is empty where nobody can be woken."""
    return f"{statements}; {notify}" if notify else statements


def entry_of(row: Sequence[Any]) -> Entry:
    """The commit in a row of the columns ENTRY. Raises ValueError, TypeError if it is not as the program wrote it."""
    seq, at, person, seat, action, about, changes = row
    made = tuple(map(Change.from_json, orjson.loads(changes)))
    if not all(isinstance(side or {}, dict) for change in made for side in (change.was, change.now)):
        raise ValueError("a change is not as it was written")
    return Entry(seq, at, person, seat, action, made, orjson.loads(about))


class Written(NamedTuple):
    """A commit as the database takes it: the whole documents after it, as texts and as they are; None for one that is deleted."""

    changes: str
    about: str
    names: list[str]
    ids: list[str]
    bodies: list[str | None]
    next_names: list[str]
    next_ids: list[int]
    after: Mapping[tuple[str, str], StoredDocument | None]


def written(
    changes: Sequence[Change], about: Mapping[str, Any] | None, tables: Tables
) -> tuple[Written, tuple[Change, ...]]:
    """A commit as the database takes it, and its changes as every process will read them; `tables` as they are before.

    Raises TypeError for what is not JSON.
    """
    text = orjson.dumps([change.as_json() for change in changes])
    read = tuple(map(Change.from_json, orjson.loads(text)))
    after: dict[tuple[str, str], StoredDocument | None] = {}
    next_ids: dict[str, int] = {}
    for change in read:
        at = (change.table, change.key)
        before = after[at] if at in after else tables.get(change.table, {}).get(change.key)
        after[at] = change.applied_to(before)
        if change.was is None and change.key.isdecimal():
            next_ids[change.table] = max(int(change.key) + 1, next_ids.get(change.table, 1))
    made = Written(
        text.decode(),
        orjson.dumps(about or {}).decode(),
        [name for name, _ in after],
        [key for _, key in after],
        [None if document is None else orjson.dumps(document).decode() for document in after.values()],
        list(next_ids),
        list(next_ids.values()),
        after,
    )
    return made, read


class Read(NamedTuple):
    """All documents of a community at one commit; of the tables left out the numbers of documents alone.

    `masked` is the commit up to which masked documents are kept; None if none are.
    """

    identity: str
    seq: int
    masked: int | None
    tables: Tables
    next_ids: dict[str, int]
    left_out: dict[str, int]


def read_all(
    connection: Patient,
    community: str,
    left_out: Iterable[str] = (),
    *,
    query: str = "",
    inside: bool = False,
) -> Read:
    """Everything of the community at one moment, by `query` (READ_WHOLE); an empty identity if it is not there.

    `inside`: within the transaction that is open. Raises psycopg.Error, ValueError.
    """
    without = sorted(left_out)
    query = query or READ_WHOLE
    query = query if inside else f"{_AT_ONE_MOMENT}; {query}; commit"
    # One journey, as the line may be slow.
    with psycopg.ClientCursor(connection) as cursor:
        cursor.adapters.register_loader("varchar", _Members)
        cursor.execute(query.encode(), (community, community, without, community, community, without))
        read = list(results(cursor))
    heads, found, numbers, counted = read if inside else read[1:-1]
    identity, seq, masked = heads[0] if heads else ("", 0, None)
    return Read(
        identity, seq, masked, tables_of(found), dict(numbers), dict.fromkeys(without, 0) | dict(counted)
    )


class _Members(Loader):
    """The members of a JSON object as they came: a text would first be decoded, and then encoded again to be read."""

    def load(self, data: Buffer) -> Any:
        """The object. Raises ValueError."""
        return orjson.loads(b"".join((b"{", data, b"}")))


_AT_ONE_MOMENT: Final = "begin isolation level repeatable read, read only"
# A row a table: so many small values as there are documents would take longer to be made than to be read. The server does
# nothing more with them, not even sort: they would be copied each time.
_READ: Final = (
    "select identity, seq, masked from xingfu.communities where community = %s; "
    "select name, min((added << 32) + place), count(*), "
    "string_agg(to_json(id)::text || ':' || {body}, ',' order by added, place)::varchar "
    "from xingfu.documents where community = %s and name <> all(%s::text[]) group by name; "
    "select name, next_id from xingfu.numbers where community = %s; "
)
NUMBERS: Final = "select name, next_id from xingfu.numbers where community = %s"
UNSEEN: Final = "select title, number from xingfu.unseen(%s)"
_COUNTED: Final = "select name, count(*) from xingfu.documents where community = %s and name = any(%s::text[]) group by name"
READ_WHOLE: Final = _READ.format(body="body") + _COUNTED
READ_MASKED: Final = _READ.format(body="masked") + UNSEEN + " where title = any(%s::text[])"


def tables_of(rows: Rows) -> Tables:
    """The documents in rows of a table's name, the place of its first document, their number, and the documents by their ids.

    Raises ValueError, TypeError if they are not as the program wrote them.
    """
    tables: Tables = {}
    for name, _, number, documents in sorted(rows, key=itemgetter(1)):
        if len(documents) != number or not all(isinstance(one, dict) for one in documents.values()):
            raise ValueError("a document is not as it was written")
        tables[name] = documents
    return tables
