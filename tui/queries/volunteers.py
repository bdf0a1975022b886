"""The list of volunteers with their teams, hours and stars."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from tui.kinds.record import Stored
from tui.language.ordering import person_key
from tui.rules.people.hours import Star, star, summed, within
from tui.store import Store


@dataclass(frozen=True, slots=True)
class VolunteerLine:
    """A volunteer in a list; `year` are the hours of this year, `star` counts all hours.

    `stored` is the record itself, for columns of further fields.
    """

    id: int
    name: str
    teams: tuple[str, ...]
    year: float
    star: Star
    availability: tuple[str, ...]
    skills: tuple[str, ...]
    stored: Stored


def volunteer_lines(store: Store, today: date) -> tuple[VolunteerLine, ...]:
    """All volunteers, by name."""
    records = store.hours.stored()
    in_all = summed(records, "person")
    this_year = summed(within(records, f"{today.year:04d}"), "person")
    teams: dict[int, list[str]] = defaultdict(list)
    for team in store.teams.stored():
        for member in team.get("members") or ():
            teams[member["volunteer_id"]].append(str(team["name"]))
    return tuple(
        _line(v, tuple(teams[v["id"]]), this_year.get(v["id"], 0.0), in_all.get(v["id"], 0.0))
        for v in sorted(store.volunteers.stored(), key=lambda v: person_key(str(v["name"])))
    )


def _line(volunteer: Stored, teams: tuple[str, ...], year: float, total: float) -> VolunteerLine:
    def texts(field: str) -> tuple[Any, ...]:
        return tuple(volunteer.get(field) or ())

    return VolunteerLine(
        int(volunteer["id"]),
        str(volunteer["name"]),
        teams,
        year,
        star(total),
        texts("availability"),
        texts("skills"),
        volunteer,
    )
