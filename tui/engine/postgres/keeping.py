"""What is due in a database after commits of seats that do not hold everything: documents to be masked, tallies to be counted.

A seat that sees less than all can do neither. A desk of the staff does it as it hears of the commit; where none is open,
whoever keeps the database does (`keeper.py`).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

import psycopg

from tui.engine.postgres.counting import mend
from tui.engine.postgres.engine import PostgresEngine
from tui.engine.postgres.link import Patient
from tui.rules.rollup.tally import RULES

_STATE: Final = """
select c.community, c.seq, c.masked, c.masked_by, t.seq, t.rules
from xingfu.communities c left join xingfu.tallies t on t.community = c.community
where c.seq > 0 and (%s or c.community = any(%s::text[]))
order by c.community
"""


class State(NamedTuple):
    """How far a community is: its last commit, that up to which it is masked (None: nobody needs it) and by which rules,
    and that of its tally and by which rules (None: there is no tally).
    """

    community: str
    seq: int
    masked: int | None
    masked_by: str | None
    tallied: int | None
    tally_rules: int | None

    @property
    def unmasked(self) -> bool:
        """Whether there are commits that viewers do not see yet."""
        return self.masked is not None and self.masked < self.seq

    @property
    def uncounted(self) -> bool:
        """Whether the tally is not of the last commit. One by a newer program's rules is left to that program."""
        rules = self.tally_rules or 0
        return rules < RULES or (rules == RULES and self.tallied != self.seq)

    def reached(self, seq: int) -> bool:
        """Whether all up to commit `seq` is masked and counted."""
        masked = self.masked is None or self.masked >= seq
        return masked and (not self.uncounted or (self.tallied or 0) >= seq)

    def masked_otherwise(self, rules: str) -> bool:
        """Whether documents were masked by other rules than these."""
        return self.masked is not None and self.masked_by != rules


class Done(NamedTuple):
    """What was done in a community: how many commits were masked, whether all was masked again, whether it was counted."""

    community: str
    masked: int = 0
    renewed: bool = False
    counted: bool = False

    def __bool__(self) -> bool:
        return bool(self.masked or self.renewed or self.counted)


def states(connection: Patient, communities: Collection[str]) -> list[State]:
    """How far these communities are, or all with none named. Raises psycopg.Error."""
    with psycopg.ClientCursor(connection) as cursor:
        cursor.execute(_STATE.encode(), (not communities, sorted(communities)))
        return [State(*row) for row in cursor.fetchall()]


def keep_up(engine: PostgresEngine, state: State, *, renew: bool) -> Done:
    """Do what is due in the community that a handle has open and that is as `state` says; what others do now is left to them.

    With `renew` all is masked again if that was done by other rules than this program's. Raises StoreError.
    """
    masks, before = engine.masks, engine.masks.others
    if state.unmasked:
        masks.prepare_for_few()
    engine.refresh()  # masks what was committed
    renewed = renew and masks.fill_if_outdated()
    counted = state.uncounted and mend(engine)
    return Done(state.community, masks.others - before, renewed, counted)
