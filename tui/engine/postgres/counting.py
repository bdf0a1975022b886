"""The tally of a community counted from all of its documents, where it fell behind: after a program that knew no tallies."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from tui.engine.postgres.rows import with_news
from tui.engine.postgres.tally import NAMED, PUT, name_of, row_of
from tui.language.errors import StoreError
from tui.rules.rollup.tally import RULES, Tally, whole

if TYPE_CHECKING:
    from tui.engine.postgres.handle import Handle

_CURRENT: Final = (
    "select 1 from xingfu.tallies t join xingfu.communities c using (community) "
    "where t.community = %s and t.seq = c.seq and t.rules = %s"
)


def mend(engine: Handle) -> bool:
    """Count the community if its tally is not of the last commit; whether that was done.

    For a handle that holds everything; who commits meanwhile is left to have it counted again. Boards look at once. Raises
    StoreError.
    """
    community = engine.address.community
    if engine.ask(_CURRENT, (community, RULES)):
        return False
    seq = engine.seq
    last = engine.ask("select at from xingfu.commits where community = %s and seq = %s", (community, seq))
    named = next(iter(engine.table(NAMED).values()), {})
    sums = whole(lambda table: list(engine.table(table).values()))
    tally = Tally(seq, name_of(named), str(last[0][0]) if last else "", sums)
    ((kept,),) = engine.ask(with_news(PUT, engine.notify), row_of(community, tally))
    return bool(kept)


def mend_quietly(engine: Handle) -> None:
    """As `mend`; where it cannot be done, whoever looks at the board has it counted."""
    with contextlib.suppress(StoreError):
        mend(engine)
