"""Volunteers: found by name, and in one line each with their teams, hours and stars."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from tui.actor import Actor
from tui.desk.records import Records
from tui.errors import Message, NotFound, UsageError
from tui.rules.hours import Star, star, summed, within
from tui.store import Store, Stored


@dataclass(frozen=True, slots=True)
class VolunteerLine:
    """A volunteer in a list; `year` are the hours of this year, `star` tells of all."""

    id: int
    name: str
    teams: tuple[str, ...]
    year: float
    star: Star
    availability: tuple[str, ...]
    skills: tuple[str, ...]


class VolunteerDesk(Records):
    """Add and edit volunteers, and find them."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor, "volunteers", "volunteer")

    def named(self, text: str) -> Stored:
        """The volunteer that `text` means: an id, a name, or the beginning of one name only.

        Raises NotFound; UsageError if several could be meant.
        """
        wanted = text.strip()
        stored = self.store.volunteers.stored()
        if wanted.isdecimal():
            found = [v for v in stored if v["id"] == int(wanted)]
        else:
            found = [v for v in stored if v["name"] == wanted]
            found = found or [v for v in stored if wanted and str(v["name"]).startswith(wanted)]
        if not found:
            raise NotFound(Message("No volunteer is named «{name}».", {"name": text}))
        if len(found) > 1:
            names = ", ".join(f"{v['id']} {v['name']}" for v in found)
            raise UsageError(Message("Several could be meant; give the number: {names}.", {"names": names}))
        return found[0]


def volunteer_lines(store: Store, today: date) -> tuple[VolunteerLine, ...]:
    """Every volunteer in a line, in the order in which they were added."""
    records = store.hours.stored()
    in_all = summed(records, "person")
    this_year = summed(within(records, f"{today.year:04d}"), "person")
    teams: dict[int, list[str]] = defaultdict(list)
    for team in store.teams.stored():
        for member in team.get("members") or ():
            teams[member["volunteer_id"]].append(str(team["name"]))
    return tuple(
        _line(v, tuple(teams[v["id"]]), this_year.get(v["id"], 0.0), in_all.get(v["id"], 0.0))
        for v in store.volunteers.stored()
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
    )
