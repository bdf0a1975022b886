"""What a commit adds to the tally of its community, which the database keeps with it.

A commit adds what its own documents change. So whoever commits keeps the tally, also a handle that holds less than what is
stored: it writes no document that it does not hold as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.rules.rollup.tally import RULES, Sums, Tally, moved

if TYPE_CHECKING:
    from tui.engine.changes import StoredDocument
    from tui.engine.documents import Tables

NAMED: Final = "communities"
"""The table whose first document has the community's name."""

WITHHELD: Final = frozenset({"visits"})
"""What is counted and not shown to an overseer's own account: a small number of visits could tell who was visited."""

PUT: Final = "select xingfu.counted(%s, %s, %s, %s, %s, %s::text[], %s::text[], %s::numeric[])"


class Added(NamedTuple):
    """What a commit adds to which sums, and the community's name after it, None where that stays."""

    name: str | None
    whats: list[str]
    ats: list[str]
    amounts: list[float]


def _columns(sums: Sums) -> tuple[list[str], list[str], list[float]]:
    """Sums as the database has them: what is counted, the day or month that it is of, and how much."""
    parts = [name.partition(" ") for name in sums]
    return [what for what, _, _ in parts], [at for _, _, at in parts], list(map(float, sums.values()))


def added_by(after: Mapping[tuple[str, str], StoredDocument | None], tables: Tables) -> Added:
    """What a commit adds: documents after it by table and key, and all tables as they are before."""
    sums = moved({}, ((table, tables.get(table, {}).get(key), now) for (table, key), now in after.items()))
    named = next((now for (table, _), now in after.items() if table == NAMED and now), None)
    return Added(None if named is None else name_of(named), *_columns(sums))


def name_of(community: Mapping[str, object]) -> str:
    """A community's name, as a text of the database holds it."""
    return str(community.get("name") or "").replace("\0", "")


def row_of(community: str, tally: Tally) -> tuple[object, ...]:
    """The parameters of PUT for a tally of the whole community."""
    return (community, RULES, tally.seq, tally.last, tally.name, *_columns(tally.sums))
