"""Offers that almost fit a need, and why they do not: another kind, another unit, ended, used up, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tui.kinds.record import Stored
from tui.kinds.words import RESOURCE_KINDS
from tui.language.errors import Message
from tui.rules.alliance import delivered, left, misfit, stands
from tui.rules.people.helpers import Tables, helpers
from tui.rules.people.matching import RankedHelper, SkillNeed, ranked
from tui.rules.people.skills import skills_in
from tui.rules.wishes.similar import likeness, pairs


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An offer, and why nothing of it can be counted towards the need as both are written now."""

    offer_id: int
    why: Message


def related(one: Stored, other: Stored) -> float:
    """How much two titles are about the same: common skills (灶具维修, 炉子打不着火), then common words; 0 if nothing."""
    words = likeness(pairs(str(one["title"])), pairs(str(other["title"])))
    common = _skills(one) & _skills(other)
    return len(common) + words


def near_misses(
    need: Stored, offers: Iterable[Stored], matches: Iterable[Stored], today: date
) -> list[NearMiss]:
    """The offers about the same as the need that cannot be counted towards it, the most alike first."""
    known = list(matches)
    found = []
    for offer in offers:
        alike = related(need, offer)
        why = tuple(_against(need, offer, known, today)) if alike else ()
        if why:
            miss = NearMiss(int(offer["id"]), together(why))
            found.append((len(why), -alike, miss.offer_id, miss))
    return [miss for *_, miss in sorted(found, key=lambda f: f[:3])]


def together(messages: Sequence[Message]) -> Message:
    """Several messages as one, with commas between them."""
    said = messages[0]
    for more in messages[1:]:
        said = Message("{one}, {more}", {"one": said, "more": more})
    return said


def _against(need: Stored, offer: Stored, matches: list[Stored], today: date) -> Iterator[Message]:
    """Everything that stands against it."""
    if need["kind"] != offer["kind"]:
        given, asked = RESOURCE_KINDS[offer["kind"]], RESOURCE_KINDS[need["kind"]]
        yield Message(
            "offered as {one}, asked for as {other}", {"one": Message(given), "other": Message(asked)}
        )
    elif why := misfit(need, offer):
        yield why
    if offer["state"] != "open":
        yield Message("withdrawn")
    elif not stands(offer, today):
        yield Message("ended on {day}", {"day": offer["until"]})
    elif left(offer, delivered(matches, offer_id=offer["id"])) == 0:
        yield Message("nothing of it is left")


def _skills(record: Stored) -> frozenset[str]:
    return skills_in(f"{record['title']} {record.get('note') or ''}")


def able(need: Stored, table: Tables, today: date, most: int = 3) -> list[RankedHelper]:
    """The teams and volunteers who can do what a need is about; none where it names no skill that is known."""
    wanted = SkillNeed(_skills(need))
    return ranked(wanted, helpers(table, today, partners=False), most=most) if wanted.known else []
