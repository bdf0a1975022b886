"""The list of households, in the order in which they need a visit.

Like the board it reads stored documents instead of models.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tui.kinds.record import Stored
from tui.rules.households.visits import VisitNeed, last_visits, need, pending, visit_order
from tui.store import Store


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A stored household, why it needs a visit, its last visit, and the visit to follow up (`follow_up`)."""

    stored: Stored
    need: VisitNeed
    last: Stored | None
    follow_up: Stored | None

    @property
    def id(self) -> int:
        """The id of the household."""
        return int(self.stored["id"])

    @property
    def due(self) -> bool:
        """Whether it is to be visited by now."""
        return self.need.reason not in {"later", "unlisted"}

    @property
    def last_on(self) -> str | None:
        """The day of the last visit (ISO 8601)."""
        return str(self.last["on"]) if self.last else None


def household_lines(store: Store, today: date) -> list[HouseholdLine]:
    """All households, those that need a visit first."""
    visits = store.visits.stored()
    last, open_ones = last_visits(visits), pending(visits)
    lines = [
        _line(home, last.get(home["id"]), open_ones.get(home["id"]), today)
        for home in store.households.stored()
    ]
    return sorted(lines, key=lambda line: visit_order(line.stored, line.need))


def visits_due(store: Store, today: date) -> int:
    """The number of households that are to be visited by now."""
    return sum(line.due for line in household_lines(store, today))


def household_line(store: Store, id: int, today: date) -> HouseholdLine | None:
    """The line of one household; None if it does not exist."""
    home = store.households.find_stored(id)
    if home is None:
        return None
    mine = [v for v in store.visits.stored() if v["household_id"] == id]
    return _line(home, last_visits(mine).get(id), pending(mine).get(id), today)


def _line(home: Stored, last: Stored | None, follow_up: Stored | None, today: date) -> HouseholdLine:
    last_on = date.fromisoformat(last["on"]) if last else None
    due = date.fromisoformat(follow_up["follow_up_on"]) if follow_up else None
    return HouseholdLine(home, need(home, last_on, today, due), last, follow_up)
