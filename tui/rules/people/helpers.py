"""Who could help: teams, volunteers and partners as the store knows them, for the rules of matching."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from tui.kinds.record import Stored
from tui.rules.alliance import stands
from tui.rules.people.home_workflow import OPEN_STATES as HOME_OPEN
from tui.rules.people.matching import Helper, Person
from tui.rules.people.skills import skills_of
from tui.rules.wishes.order import OPEN_STATES as WISH_OPEN

# The stored documents of a table.
Tables = Callable[[str], Iterable[Stored]]
# The parties that hold meetings and give orders are asked by name, not found by a skill.
_ASKED_BY_NAME = frozenset({"party", "committee", "council"})


def helpers(table: Tables, today: date, *, partners: bool) -> Iterator[Helper]:
    """Every team and volunteer, and with `partners` those, by their resources and what they offer now.

    A partner that is a team of ours too, of the same name, is the team.
    """
    load = _load(table)
    people = {int(v["id"]): _person(v) for v in table("volunteers")}
    teams = list(table("teams"))
    for team in teams:
        members = tuple(
            people[m["volunteer_id"]]
            for m in team.get("members") or ()
            if m["volunteer_id"] in people and m["role"] != "learner"
        )
        own = frozenset(team.get("skills") or ())
        skills = skills_of((*own, team["name"]))
        yield Helper(
            "team", int(team["id"]), str(team["name"]), skills, members, load["team", team["id"]],
            _resting(team, today), own,
        )  # fmt: skip
    for volunteer in table("volunteers"):
        id, name = int(volunteer["id"]), str(volunteer["name"])
        one = people[id]
        yield Helper("volunteer", id, name, one.skills, (one,), load["volunteer", id] + load["person", name])
    offered: dict[int, list[str]] = {}
    for offer in table("offers") if partners else ():
        if stands(offer, today):
            offered.setdefault(int(offer["partner_id"]), []).append(str(offer["title"]))
    ours = {team["name"] for team in teams}
    for partner in table("partners") if partners else ():
        if partner["kind"] not in _ASKED_BY_NAME and partner["name"] not in ours:
            words = (*(partner.get("resources") or ()), partner["name"], *offered.get(int(partner["id"]), ()))
            id = int(partner["id"])
            yield Helper("partner", id, str(partner["name"]), skills_of(words), (), load["partner", id])


def _load(table: Tables) -> Counter[tuple[str, object]]:
    """How many open wishes and requests each has in hand."""
    load: Counter[tuple[str, object]] = Counter()
    for wish in table("wishes"):
        holder = wish.get("assignee")
        if holder and wish["state"] in WISH_OPEN and wish["state"] != "done":
            if holder["kind"] == "person":
                load["person", holder["name"]] += 1
            else:
                load[holder["kind"], holder["id"]] += 1
    for request in _in_hand(table("home_requests")):
        if request.get("team_id"):
            load["team", request["team_id"]] += 1
        if request.get("volunteer_id"):
            load["volunteer", request["volunteer_id"]] += 1
    return load


def _in_hand(requests: Iterable[Stored]) -> Iterator[Stored]:
    return (r for r in requests if r["state"] in HOME_OPEN and r["state"] != "done")


def _person(volunteer: Stored) -> Person:
    own = frozenset(volunteer.get("skills") or ())
    days = frozenset(slot[:2] for slot in volunteer.get("availability") or ())
    return Person(skills_of(own), days, volunteer.get("compound"), own)


def _resting(team: Stored, today: date) -> bool:
    until = team.get("paused_until")
    return bool(team.get("paused")) and (not until or today.isoformat() < until)
