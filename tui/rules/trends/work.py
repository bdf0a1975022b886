"""Services, hours, visits and mediations as the trends count them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from tui.kinds.record import Stored
from tui.rules.trends.figures import Behind, Figure, number
from tui.rules.trends.kept import Tally


class SessionTally(Tally):
    """The sessions held in some days, and the residents that they served."""

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Sessions, and people served."""
        held = [session for session in self.every() if session["state"] == "done"]
        ids = tuple(int(session["id"]) for session in held)
        people = sum(session.get("people_served") or 0 for session in held)
        return {"sessions": number(ids), "people": Figure(people, ids)}


class HoursTally(Tally):
    """The hours given in some days, by the team that they were given in; None: in none. Withdrawn records do not count."""

    @cached_property
    def total(self) -> float:
        """All hours."""
        return sum(self.hours.values())

    @cached_property
    def hours(self) -> Mapping[int | None, float]:
        """The hours of each team."""
        found = defaultdict[int | None, float](float)
        for record in self.documents:
            if not record.get("withdrawn"):
                found[record.get("team_id")] += record["hours"]
        for part in self.parts:
            for team, hours in part.hours.items():
                found[team] += hours
        return found

    @cached_property
    def whole(self) -> Figure:
        """All hours, with their records."""
        return Figure(self.total, Behind(lambda: (one["id"] for one in self._counted())))

    def of(self, team: int | None) -> Figure:
        """The hours of a team."""
        return Figure(self.hours.get(team, 0.0), Behind(lambda: self._ids.get(team, ())))

    @cached_property
    def _ids(self) -> Mapping[int | None, list[int]]:
        """The ids of the records of each team."""
        found = defaultdict[int | None, list[int]](list)
        for one in self._counted():
            found[one.get("team_id")].append(one["id"])
        return found

    def _counted(self) -> Iterable[Stored]:
        return (one for one in self.every() if not one.get("withdrawn"))
