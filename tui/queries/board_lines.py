"""The lines of which the board's panels consist: one session, wish, team or action item each.

`stored` is the record itself, for columns of further fields.
"""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType
from typing import Final, NamedTuple

from tui.kinds.record import Stored
from tui.language.errors import Message
from tui.rules.people.team_status import TeamStatus
from tui.rules.wishes.attention import Attention
from tui.rules.wishes.deadlines import DueState

NO_RECORD: Final[Stored] = MappingProxyType({})


class SessionLine(NamedTuple):
    """A session in the panel. `state` also distinguishes `under_way` and `unrecorded`.

    `moved`: the session is not at the time its service sets; `clash`: another one needs the same place, team
    or people; `missing`: the staff that a session of the next days lacks.
    """

    service_id: int
    on: date
    starts_at: datetime
    ends_at: datetime
    days: int
    service: str
    place: str
    team: str
    state: str
    moved: bool = False
    clash: bool = False
    missing: Message | None = None
    stored: Stored = NO_RECORD

    @property
    def key(self) -> tuple[int, date]:
        """The key of the session, on record or planned."""
        return self.service_id, self.on


class WishLine(NamedTuple):
    """A wish in the panel. `days` are those left (negative: overdue); None without a due date.

    `supervised`: the street office has left a note; `needs`: why it needs attention today.
    """

    id: int
    rev: int
    number: str
    title: str
    holder: str
    state: str
    urgency: str
    days: int | None
    due: DueState
    age: int
    supervised: bool = False
    needs: Attention | None = None
    stored: Stored = NO_RECORD


class TeamLine(NamedTuple):
    """A team in the panel; `hours` are those of this month."""

    id: int
    name: str
    status: TeamStatus
    next_at: datetime | None
    members: int
    needed: int
    hours: float
    stored: Stored = NO_RECORD


class ActionLine(NamedTuple):
    """An open action item in the panel. `days` are those left (negative: overdue), `age` those since it was
    agreed.
    """

    id: int
    title: str
    owner: str
    days: int | None
    age: int
    done: int
    steps: int
    stored: Stored = NO_RECORD
