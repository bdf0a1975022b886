"""Services, hours, visits and mediations of each period; one pass over the stored documents of each table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import Final

from tui.kinds.record import Stored
from tui.rules.trends.figures import Figure, Places, number, spread
from tui.rules.trends.periods import Period

_ID: Final = itemgetter("id")
_HOURS: Final = itemgetter("hours")


@dataclass(slots=True)
class SessionTally:
    """The sessions held in one period, and the residents that they served."""

    held: list[int] = field(default_factory=list)
    people: int = 0

    def figures(self) -> dict[str, Figure]:
        """Sessions, and people served."""
        return {"sessions": number(self.held), "people": Figure(self.people, tuple(self.held))}


@dataclass(slots=True)
class HoursTally:
    """The hours given in one period, by the team that they were given in; None: in none."""

    hours: dict[int | None, float] = field(default_factory=dict)
    ids: dict[int | None, list[int]] = field(default_factory=dict)

    def add(self, team: int | None, ids: Sequence[int], given: float) -> None:
        """Add the records of these ids with their sum."""
        self.hours[team] = self.hours.get(team, 0.0) + given
        self.ids.setdefault(team, []).extend(ids)

    def of(self, team: int | None) -> Figure:
        """The hours of a team."""
        return Figure(self.hours.get(team, 0.0), tuple(self.ids.get(team, ())))

    @property
    def whole(self) -> Figure:
        """All hours."""
        return Figure(sum(self.hours.values()), tuple(chain.from_iterable(self.ids.values())))


def session_tallies(sessions: Iterable[Stored], periods: Sequence[Period]) -> list[SessionTally]:
    """The sessions that took place, by the day on which they began."""
    tallies = [SessionTally() for _ in periods]
    held = (session for session in sessions if session["state"] == "done")
    for session, places in spread(held, "starts_at", periods):
        for at in places:
            tallies[at].held.append(int(session["id"]))
            tallies[at].people += session.get("people_served") or 0
    return tallies


def hours_tallies(hours: Iterable[Stored], periods: Sequence[Period]) -> list[HoursTally]:
    """The hours that count, by the day on which they were given; withdrawn ones count nowhere."""
    known = Places(periods)
    # A record is looked at once, however many periods have its day: days in the same periods share their lists.
    shared: dict[tuple[int, ...], dict[int | None, list[Stored]]] = {}
    days: dict[str, dict[int | None, list[Stored]] | None] = {}
    for record in hours:
        on = record["on"]
        if on not in days:
            days[on] = shared.setdefault(places, defaultdict(list)) if (places := known[on]) else None
        teams = days[on]
        if teams is not None and not record.get("withdrawn"):
            teams[record.get("team_id")].append(record)
    tallies = [HoursTally() for _ in periods]
    for places, teams in shared.items():
        for team, records in teams.items():
            ids, given = list(map(_ID, records)), sum(map(_HOURS, records))
            for at in places:
                tallies[at].add(team, ids, given)
    return tallies


def numbers(documents: Iterable[Stored], day: str, periods: Sequence[Period]) -> list[Figure]:
    """How many documents have their `day` in each period."""
    ids: list[list[int]] = [[] for _ in periods]
    for document, places in spread(documents, day, periods):
        for at in places:
            ids[at].append(int(document["id"]))
    return [number(found) for found in ids]
