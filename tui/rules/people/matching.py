"""Ranks who could take on a wish or request: by skill, then time, then distance, then workload.

The criteria are compared in this order and not added up: so the reason can be stated, and a helper without
the skill never comes before one with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from tui.kinds.words import WEEKDAYS
from tui.language.errors import Message
from tui.rules.people.availability import DAYS
from tui.rules.people.skills import SKILLS

HelperKind = Literal["team", "volunteer", "partner"]
Distance = Literal["same", "next", "other", "unknown"]
_KIND_RANK: Final = {"team": 0, "volunteer": 1, "partner": 2}
_DISTANCE_RANK: Final[Mapping[Distance, int]] = {"same": 0, "next": 1, "unknown": 2, "other": 3}
# A skill named in the title weighs more than one that follows from the category.
_BY_WORDS: Final = 2
_BY_CATEGORY: Final = 1


@dataclass(frozen=True, slots=True)
class SkillNeed:
    """What is needed: `words` are the skills named in the text, `category` those of its category."""

    words: frozenset[str]
    category: frozenset[str] = frozenset()
    on: date | None = None
    compound: int | None = None
    own: str = ""
    """A skill that no table knows, word for word."""

    @property
    def known(self) -> bool:
        """Whether any skill is known to be needed."""
        return bool(self.words or self.category or self.own)


@dataclass(frozen=True, slots=True)
class Person:
    """What matching knows of a volunteer. `days` are weekdays (`FR`); empty if nobody has asked."""

    skills: frozenset[str]
    days: frozenset[str] = frozenset()
    compound: int | None = None
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Helper:
    """A team with its members, a volunteer (one person) or a partner; `load` is the number of open tasks."""

    kind: HelperKind
    id: int
    name: str
    skills: frozenset[str]
    people: tuple[Person, ...] = ()
    load: int = 0
    resting: bool = False
    own: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class RankedHelper:
    """A helper with the criteria by which it was ranked."""

    helper: Helper
    skills: frozenset[str]
    free: bool | None
    distance: Distance
    rank: tuple[int, ...]
    on: date | None = None
    own: str = ""

    @property
    def reason(self) -> Message:
        """The criteria as one line: 会维修，周五有空，手上2件."""
        parts = [self._skill(), self._time(), self._place(), self._load()]
        given = [part for part in parts if part is not None]
        reason = given[0]
        for part in given[1:]:
            reason = Message("{one}, {more}", {"one": reason, "more": part})
        return reason

    def _skill(self) -> Message:
        if self.own:
            return Message("can do {skill}", {"skill": self.own})
        names = [Message(SKILLS[code][0]) for code in SKILLS if code in self.skills]
        if not names:
            return Message("no skill known for this")
        if len(names) == 1:
            return Message("can do {skill}", {"skill": names[0]})
        return Message("can do {skill} and {other}", {"skill": names[0], "other": names[1]})

    def _time(self) -> Message | None:
        if self.helper.resting:
            return Message("resting")
        if self.on is None or self.free is None:
            return None
        day = Message(WEEKDAYS[self.on.weekday()])
        return (
            Message("free on {day}", {"day": day}) if self.free else Message("no time on {day}", {"day": day})
        )

    def _place(self) -> Message | None:
        return {"same": Message("same compound"), "next": Message("next compound")}.get(self.distance)

    def _load(self) -> Message:
        if not self.helper.load:
            return Message("nothing in hand")
        return Message("{n} in hand", {"n": self.helper.load})


def ranked(
    need: SkillNeed, helpers: Iterable[Helper], neighbours: frozenset[int] = frozenset(), most: int = 8
) -> list[RankedHelper]:
    """The best `most` helpers for `need`. `neighbours` are the compounds next to that of the need.

    Helpers without any of the skills are left out; if no skill is known, all are kept. The result does not
    depend on the order of `helpers`.
    """
    found = [_ranked_helper(need, helper, neighbours) for helper in helpers]
    fitting = [m for m in found if m.rank[0] < 0 or not need.known]
    return sorted(fitting, key=lambda m: m.rank)[:most]


def _ranked_helper(need: SkillNeed, helper: Helper, neighbours: frozenset[int]) -> RankedHelper:
    able = [p for p in helper.people if _fit(need, p.skills, p.own)] or list(helper.people)
    skills = (need.words | need.category) & helper.skills
    fit = max((_fit(need, p.skills, p.own) for p in able), default=0)
    fit = max(fit, _fit(need, helper.skills, helper.own))
    own = need.own if need.own and need.own in helper.own.union(*(p.own for p in able)) else ""
    skills = skills.union(*((need.words | need.category) & p.skills for p in able)) if fit else frozenset()
    free = None if helper.resting else _free(need.on, able)
    distances = [_distance(need, p, neighbours) for p in able]
    distance = min(distances, key=_DISTANCE_RANK.__getitem__) if distances else "unknown"
    time = 3 if helper.resting else {True: 0, None: 1, False: 2}[free]
    rank = (-fit, time, _DISTANCE_RANK[distance], helper.load, _KIND_RANK[helper.kind], helper.id)
    return RankedHelper(helper, skills, free, distance, rank, need.on, own)


def _fit(need: SkillNeed, skills: frozenset[str], own: frozenset[str]) -> int:
    """How well the skills fit; 0 if they do not."""
    by_words = _BY_WORDS * len(need.words & skills)
    by_category = _BY_CATEGORY * len(need.category & skills)
    return by_words + by_category + (_BY_WORDS if need.own and need.own in own else 0)


def _free(on: date | None, people: Iterable[Person]) -> bool | None:
    if on is None:
        return None
    known = [DAYS[on.weekday()] in p.days for p in people if p.days]
    return any(known) if known else None


def _distance(need: SkillNeed, person: Person, neighbours: frozenset[int]) -> Distance:
    if need.compound is None or person.compound is None:
        return "unknown"
    if person.compound == need.compound:
        return "same"
    return "next" if person.compound in neighbours else "other"
