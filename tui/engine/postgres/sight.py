"""What a handle asks of the database, by the account that it has: everything, what a recorder sees, or masked documents.

The database gives a seat's account no more than that, whatever is asked of it (`accounts.py`, `masked_schema.py`).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tui.engine.postgres.rows import ENTRY, READ_MASKED, READ_WHOLE


class Sight(NamedTuple):
    """The statements by which a handle reads and writes; all sights take the same parameters.

    `head` gives a community's number, identity, and up to which commit it is masked; `hold` the same, and holds the
    community: for a transaction that has begun.
    `later` gives the commits after a number, `kept` the number of the commit with a key. `read` is everything.
    `commit` gives the number of the commit, and whether the tally of the community was kept with it.
    """

    head: str
    hold: tuple[str, ...]
    later: str
    read: str
    commit: str
    kept: str
    trail: str
    announce: str
    withdraw: str
    hear: str
    masked: bool = False
    bounded: bool = False

    def trail_page(self, *, newest_first: bool, archived: bool, most: int) -> str:
        """What gives `most` commits after, or before, a number, and whether all of each is there."""
        return self.trail.format(
            side="<" if newest_first else ">",
            order="desc" if newest_first else "asc",
            only="" if archived else " and not archived",
            newest=newest_first,
            old=archived,
            most=most,
        )


_HEAD: Final = "select seq, identity, masked from xingfu.communities where community = %s"
BEGIN: Final = "begin isolation level read committed"
"""What begins a transaction whose statements each see what was committed before them."""

TURN: Final = "select 1 from xingfu.turns where community = %s for update"
"""Waits until it is this session's turn to write."""

_ARGUMENTS: Final = (
    "%s, %s, %s, %s, %s, %s, %s, %s, %s, "
    "%s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::text[]"
)
WHOLE: Final = Sight(
    head=_HEAD,
    hold=(TURN, f"{_HEAD} for update"),
    later=f"select {ENTRY}, archived, shown is null from xingfu.commits "  # noqa: S608 - no value in it
    "where community = %s and seq > %s order by seq",
    read=READ_WHOLE,
    commit=f"select number, kept from xingfu.tallied(xingfu.commit({_ARGUMENTS}, %s), "  # noqa: S608
    "%s, %s, %s, %s, %s::text[], %s::text[], %s::numeric[])",
    kept="select seq from xingfu.commits where community = %s and key = %s",
    trail=f"select {ENTRY}, true from xingfu.commits where community = %s and seq {{side}} %s{{only}} "  # noqa: S608
    "order by seq {order} limit {most}",
    announce="insert into xingfu.presence (community, program, content) values (%s, %s, %s) "
    "on conflict (community, program) do update set content = excluded.content, seen = now()",
    withdraw="delete from xingfu.presence where community = %s and (program = %s or seen < now() - %s::interval)",
    hear="select content from xingfu.presence where community = %s and program <> %s "
    "and seen > now() - %s::interval order by program",
)

_SEAT: Final = WHOLE._replace(
    hold=("select number, store, upto from xingfu.hold(%s)",),
    # Sums are not taken from a seat, which could give any: the next handle that holds everything counts.
    commit=f"select xingfu.commit_as({_ARGUMENTS}), false",
    kept="select * from xingfu.kept(%s, %s)",
    announce="select xingfu.announce(%s, %s, %s, '1 hour')",
    withdraw="select xingfu.announce(%s, %s, '', %s::interval)",
    hear="select * from xingfu.heard(%s, %s, %s::interval)",
    bounded=True,
)
_TRAIL: Final = "number, at_, person_, seat_, action_, about_, changes_"

RECORDER: Final = _SEAT._replace(
    later=f"select {_TRAIL}, archived_, false from xingfu.trail(%s, %s, false, true, null)",  # noqa: S608 - no value in it
    trail=f"select {_TRAIL}, whole from xingfu.trail(%s, %s, {{newest}}, {{old}}, {{most}})",  # noqa: S608
)

VIEWER: Final = _SEAT._replace(
    later="select c.seq, c.at, c.shown, (select '[' || string_agg("
    "'[' || (e -> 0)::text || ',' || (e -> 1)::text || ',' || coalesce(d.masked, 'null') || ']', ',') || ']' "
    "from json_array_elements(c.shown::json -> 4) e left join xingfu.documents d "
    "on d.community = c.community and d.name = e ->> 0 and d.id = e ->> 1) from xingfu.commits c join xingfu.communities h on h.community = c.community "
    "where c.community = %s and c.seq > %s and c.seq <= h.masked order by c.seq",
    read=READ_MASKED,
    masked=True,
)

SIGHTS: Final = {"": WHOLE, "staff": WHOLE, "recorder": RECORDER, "viewer": VIEWER, "overseer": VIEWER}
"""By the role of the database's account; empty for one that is no seat's."""
