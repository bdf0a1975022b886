"""Who fits: what the store knows of teams, volunteers and partners, ranked by the rules of matching."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.language.errors import Message, NotFound
from tui.rules.people.home_workflow import OPEN_STATES as HOME_OPEN
from tui.rules.people.matching import Helper, Person, RankedHelper, SkillNeed, ranked
from tui.rules.people.skills import OF_CATEGORY, skills_in, skills_of
from tui.rules.wishes.order import OPEN_STATES as WISH_OPEN

# The parties that hold meetings and give orders are asked by name, not found by a skill.
_ASKED_BY_NAME = frozenset({"party", "committee", "council"})


class MatchDesk(UseCases):
    """Candidates for a wish or a home request, the best first. Changes nothing."""

    def for_wish(self, id: int, most: int = 8) -> list[RankedHelper]:
        """Teams, volunteers and partners for a wish. Raises NotFound."""
        wish = self.store.wishes.find_stored(id)
        if wish is None:
            raise NotFound(Message("This wish is no longer there."))
        words = skills_in(f"{wish['title']} {wish.get('detail') or ''}")
        due = wish.get("due")
        need = SkillNeed(
            words,
            frozenset(OF_CATEGORY.get(wish["category"], ())),
            date.fromisoformat(due) if due and due >= self.today.isoformat() else None,
            wish.get("compound"),
        )
        return ranked(need, self._helpers(partners=True), self._neighbours(need.compound), most)

    def for_home(self, id: int, most: int = 8) -> list[RankedHelper]:
        """Teams and volunteers for a home request. Raises NotFound."""
        request = self.store.home_requests.find_stored(id)
        if request is None:
            raise NotFound(Message("The record is no longer there."))
        wished = request.get("on") or request.get("wished_on")
        words = skills_in(request["skill"])
        need = SkillNeed(
            words,
            on=date.fromisoformat(wished) if wished else None,
            compound=request.get("compound"),
            own="" if words else request["skill"],
        )
        return ranked(need, self._helpers(partners=False), self._neighbours(need.compound), most)

    def _neighbours(self, compound: int | None) -> frozenset[int]:
        """The compounds beside one; it is enough that one of the two says so."""
        known = (self.store.community or {}).get("compounds") or ()
        beside: set[int] = set()
        for one in known:
            if one["number"] == compound:
                beside.update(one.get("next_to") or ())
            elif compound in (one.get("next_to") or ()):
                beside.add(int(one["number"]))
        return frozenset(beside)

    def _helpers(self, *, partners: bool) -> Iterator[Helper]:
        load = self._load()
        people = {int(v["id"]): _person(v) for v in self.store.volunteers.stored()}
        for team in self.store.teams.stored():
            members = tuple(
                people[m["volunteer_id"]]
                for m in team.get("members") or ()
                if m["volunteer_id"] in people and m["role"] != "learner"
            )
            own = frozenset(team.get("skills") or ())
            skills = skills_of((*own, team["name"]))
            yield Helper(
                "team", int(team["id"]), str(team["name"]), skills, members, load["team", team["id"]],
                _resting(team, self.today), own,
            )  # fmt: skip
        for volunteer in self.store.volunteers.stored():
            id, name = int(volunteer["id"]), str(volunteer["name"])
            one = people[id]
            yield Helper(
                "volunteer", id, name, one.skills, (one,), load["volunteer", id] + load["person", name]
            )
        for partner in self.store.partners.stored() if partners else ():
            if partner["kind"] not in _ASKED_BY_NAME:
                words = (*(partner.get("resources") or ()), partner["name"])
                id = int(partner["id"])
                yield Helper("partner", id, str(partner["name"]), skills_of(words), (), load["partner", id])

    def _load(self) -> Counter[tuple[str, object]]:
        """How many open wishes and requests each has in hand."""
        load: Counter[tuple[str, object]] = Counter()
        for wish in self.store.wishes.stored():
            holder = wish.get("assignee")
            if holder and wish["state"] in WISH_OPEN and wish["state"] != "done":
                if holder["kind"] == "person":
                    load["person", holder["name"]] += 1
                else:
                    load[holder["kind"], holder["id"]] += 1
        for request in _in_hand(self.store.home_requests.stored()):
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
