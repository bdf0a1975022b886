"""Who fits: what the store knows of teams, volunteers and partners, ranked by the rules of matching."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tui.desk.use_case import UseCases
from tui.language.errors import Message, NotFound
from tui.rules.people.helpers import helpers
from tui.rules.people.matching import Helper, RankedHelper, SkillNeed, ranked
from tui.rules.people.skills import OF_CATEGORY, skills_in


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
        return helpers(lambda name: self.store.collection(name).stored(), self.today, partners=partners)
