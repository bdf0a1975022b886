"""Services, hours, visits and mediations as the trends count them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from tui.kinds.record import Stored
from tui.rules.trends.figures import Figure, number


@dataclass
class SessionTally:
    """The sessions held in some days, and the residents that they served."""

    held: list[int] = field(default_factory=list)
    people: int = 0

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Sessions, and people served; to be asked for once all sessions are in."""
        return {"sessions": number(self.held), "people": Figure(self.people, tuple(self.held))}


@dataclass
class HoursTally:
    """The hours given in some days, and the ids of their records, by the team that they were given in; None: in none."""

    hours: dict[int | None, float] = field(default_factory=dict)
    ids: dict[int | None, list[int]] = field(default_factory=dict)

    def of(self, team: int | None) -> Figure:
        """The hours of a team."""
        return Figure(self.hours.get(team, 0.0), tuple(self.ids.get(team, ())))

    @cached_property
    def whole(self) -> Figure:
        """All hours; to be asked for once all records are in."""
        return Figure(sum(self.hours.values()), tuple(chain.from_iterable(self.ids.values())))


def count_sessions(sessions: Iterable[Stored]) -> SessionTally:
    """The tally of those that took place."""
    tally = SessionTally()
    for session in sessions:
        if session["state"] == "done":
            tally.held.append(int(session["id"]))
            tally.people += session.get("people_served") or 0
    return tally


def count_hours(hours: Iterable[Stored]) -> HoursTally:
    """The tally of those that count; withdrawn ones do not."""
    tally = HoursTally()
    given, ids = tally.hours, tally.ids
    for record in hours:
        if not record.get("withdrawn"):
            team = record.get("team_id")
            if team in ids:
                ids[team].append(record["id"])
                given[team] += record["hours"]
            else:
                ids[team] = [record["id"]]
                given[team] = record["hours"]
    return tally


def sessions_together(tallies: Sequence[SessionTally]) -> SessionTally:
    """The tally of all of these sessions."""
    held = list(chain.from_iterable(tally.held for tally in tallies))
    return SessionTally(held, sum(tally.people for tally in tallies))


def hours_together(tallies: Sequence[HoursTally]) -> HoursTally:
    """The tally of all of these hours."""
    whole = HoursTally()
    for tally in tallies:
        for team, ids in tally.ids.items():
            whole.ids.setdefault(team, []).extend(ids)
            whole.hours[team] = whole.hours.get(team, 0.0) + tally.hours[team]
    return whole
