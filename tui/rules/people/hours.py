"""Service hours: how they are counted, summed and honoured.

What a record and a certificate contain follows 志愿服务记录与证明出具办法（试行）(Ministry of Civil Affairs, order 67, in
force since 2021-02-01: whoever records also certifies, residents' committees included) and, for the parts of
a certificate, 民发〔2015〕149号: the volunteer, the service with dates, content and hours, the issuing unit. Stars
follow 志愿服务记录办法 (民函〔2012〕340号, 2012-10-23): at a number of hours a volunteer may apply for a level, one level
after the other; the hours alone award none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from tui.kinds.record import Stored
from tui.language.errors import Message

Grouping = Literal["month", "year", "team", "person"]
GROUPINGS: Final[tuple[Grouping, ...]] = ("month", "year", "team", "person")
# The hours at which a volunteer qualifies for one, two ... five stars.
STARS: Final = (100, 300, 600, 1000, 1500)
MOST_A_DAY: Final = 24


@dataclass(frozen=True, slots=True)
class Star:
    """The number of stars (0 to 5) that `hours` qualify for, and the hours missing to the next (0 at five)."""

    stars: int
    hours: float
    missing: float


def check_hours(hours: float) -> Message | None:
    """The error in the hours of one session; None if they are valid."""
    if not 0 < hours <= MOST_A_DAY:
        return Message("Hours lie between 0.5 and 24.")
    if (hours * 2) % 1:
        return Message("Hours are counted in halves: 1, 1.5, 2 and so on.")
    return None


def check_day(records: Iterable[Stored], volunteer_id: int, on: str, more: float) -> Message | None:
    """The error if `more` hours on a day would exceed what a day allows, given the records; None if not."""
    known = total(r for r in records if r["volunteer_id"] == volunteer_id and r["on"] == on)
    if known + more > MOST_A_DAY:
        return Message("With this the day {day} would have {n} hours.", {"day": on, "n": f"{known + more:g}"})
    return None


def counted(records: Iterable[Stored]) -> Iterator[Stored]:
    """The records that count, without withdrawn ones."""
    return (record for record in records if not record.get("withdrawn"))


def total(records: Iterable[Stored]) -> float:
    """The sum of the hours of the records that count."""
    return sum(float(record["hours"]) for record in counted(records))


def within(records: Iterable[Stored], period: str) -> Iterator[Stored]:
    """The records of a year (`2026`) or month (`2026-11`); all for an empty period."""
    return (record for record in records if record["on"].startswith(period))


def summed(records: Iterable[Stored], by: Grouping) -> dict[Any, float]:
    """The hours by month (`2026-11`), year (`2026`), team or person (ids; None without a team).

    Months and years are in order; teams and people are sorted by hours, the most first.
    """
    sums: dict[Any, float] = defaultdict(float)
    for record in counted(records):
        sums[_group(record, by)] += float(record["hours"])
    if by in {"month", "year"}:
        return dict(sorted(sums.items()))
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0] or 0)))


def about_hours(record: Stored, team: Stored | None, service: Stored | None) -> dict[str, str]:
    """Activity, organiser and person in charge of hours (order 67, art. 7): as given, or as others tell them.

    The activity is the `service` that was held, or else the content; the organiser the `team`, and in charge its
    leader, or the member of the committee who looks after it.
    """
    held_by = team or {}
    usual = {
        "activity": (service or {}).get("name") or record.get("content"),
        "organiser": held_by.get("name"),
        "in_charge": held_by.get("leader") or held_by.get("committee_member"),
    }
    return {name: str(record.get(name) or value or "") for name, value in usual.items()}


def _group(record: Stored, by: Grouping) -> Any:
    match by:
        case "month":
            return record["on"][:7]
        case "year":
            return record["on"][:4]
        case "team":
            return record.get("team_id")
    return record["volunteer_id"]


def original(record: Stored) -> float:
    """The hours of a record before any correction."""
    corrections = record.get("corrections") or ()
    return float(corrections[0]["was"] if corrections else record["hours"])


def star(hours: float) -> Star:
    """The stars that so many hours qualify for."""
    stars = sum(hours >= level for level in STARS)
    return Star(stars, hours, STARS[stars] - hours if stars < len(STARS) else 0.0)
