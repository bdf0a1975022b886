"""Services, hours, visits and mediations as the trends count them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from tui.kinds.record import Stored
from tui.rules.trends.figures import Behind, Figure, number
from tui.rules.trends.kept import ByMonth, Tally


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
    """The hours given in some days, by the team that they were given in; None: in none.

    `teams` and `given` are those of the records that count, in the same order: withdrawn ones do not. Records of a street are
    too many to be looked at once more for each figure.
    """

    def __init__(self) -> None:
        super().__init__()
        self.teams: list[int | None] = []
        self.given = array("d")

    @cached_property
    def total(self) -> float:
        """All hours."""
        return sum(self.given) + sum(part.total for part in self.parts)

    @cached_property
    def hours(self) -> Mapping[int | None, float]:
        """The hours of each team."""
        found = defaultdict[int | None, float](float)
        for team, hours in zip(self.teams, self.given, strict=True):
            found[team] += hours
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
        ids = Behind(lambda: (one["id"] for one in self._counted() if one.get("team_id") == team))
        return Figure(self.hours.get(team, 0.0), ids)

    def _counted(self) -> Iterable[Stored]:
        return (one for one in self.every() if not one.get("withdrawn"))


def count_hours(hours: Iterable[Stored], into: ByMonth[HoursTally]) -> None:
    """Count records of hours in the tallies of their days. They are many: as little as can be is done for each."""
    ways: dict[str, tuple[Callable[[int | None], None], Callable[[float], None]]] = {}
    for record in hours:
        day = record["on"]
        try:
            of_team, give = ways[day]
        except KeyError:
            tally = into[day]
            of_team, give = ways[day] = tally.teams.append, tally.given.append
        if record.get("withdrawn"):
            continue
        try:
            of_team(record["team_id"])
        except KeyError:
            of_team(None)
        give(record["hours"])
