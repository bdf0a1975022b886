"""Rules of the party-building alliance: needs, offers, and the deliveries that link the two.

They are the three lists of an alliance: resources (资源清单), needs (需求清单) and results.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tui.kinds.record import Stored
from tui.language.errors import Message
from tui.rules.people.skills import skills_in
from tui.rules.wishes.similar import likeness, pairs

NeedState = Literal["open", "partly", "met", "overdue", "dropped"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An offer that fits a need, how much of it remains (None: no limit), and the reason."""

    offer_id: int
    left: float | None
    reason: Message


def delivered(matches: Iterable[Stored], *, need_id: int | None = None, offer_id: int | None = None) -> float:
    """The sum of all deliveries for one need or from one offer."""
    return sum(
        float(delivery["quantity"])
        for match in matches
        if need_id in {None, match["need_id"]} and offer_id in {None, match["offer_id"]}
        for delivery in match["deliveries"]
    )


def need_state(need: Stored, given: float, today: date) -> NeedState:
    """The state of a need after deliveries of `given` in all."""
    if need["state"] == "dropped":
        return "dropped"
    if given >= need["quantity"]:
        return "met"
    if need.get("by") and date.fromisoformat(need["by"]) < today:
        return "overdue"
    return "partly" if given > 0 else "open"


def left(offer: Stored, taken: float) -> float | None:
    """How much of an offer remains after deliveries of `taken` in all; None for an offer without limit."""
    return None if offer.get("quantity") is None else max(0.0, float(offer["quantity"]) - taken)


def stands(offer: Stored, today: date) -> bool:
    """Whether an offer is still valid on `today`."""
    if offer["state"] != "open":
        return False
    return not offer.get("until") or date.fromisoformat(offer["until"]) >= today


def misfit(need: Stored, offer: Stored) -> Message | None:
    """The error if deliveries from `offer` cannot count towards `need`; None if they can."""
    if need["kind"] != offer["kind"]:
        return Message("The offer is of another kind than what is needed.")
    if need.get("unit") and offer.get("unit") and need["unit"] != offer["unit"]:
        return Message(
            "It is needed in {one} and offered in {other}: the two cannot be added up.",
            {"one": need["unit"], "other": offer["unit"]},
        )
    return None


def suggestions(
    need: Stored, offers: Iterable[Stored], matches: Iterable[Stored], today: date
) -> list[Suggestion]:
    """The offers that fit a need, the best first.

    A similar text comes before covering the whole need, and that before an early end of the offer.
    """
    known = list(matches)
    wanted, skills = pairs(str(need["title"])), skills_in(str(need["title"]))
    missing = max(0.0, float(need["quantity"]) - delivered(known, need_id=need["id"]))
    found = []
    for offer in offers:
        if misfit(need, offer) or not stands(offer, today):
            continue
        rest = left(offer, delivered(known, offer_id=offer["id"]))
        if rest == 0:
            continue
        alike = likeness(wanted, pairs(str(offer["title"]))) > 0 or bool(
            skills & skills_in(str(offer["title"]))
        )
        whole = rest is None or rest >= missing
        reason = _reason(offer, rest, alike=alike, whole=whole)
        rank = (not alike, not whole, offer.get("until") or "9999", offer["id"])
        found.append((rank, Suggestion(offer["id"], rest, reason)))
    return [suggestion for _, suggestion in sorted(found, key=lambda f: f[0])]


def _reason(offer: Stored, rest: float | None, *, alike: bool, whole: bool) -> Message:
    kind = Message("the same thing") if alike else Message("the same kind")
    much = Message("covers all of it") if whole else Message("covers {n} of it", {"n": f"{rest:g}"})
    if offer.get("until"):
        return Message("{kind}, {much}, until {day}", {"kind": kind, "much": much, "day": offer["until"]})
    return Message("{kind}, {much}", {"kind": kind, "much": much})


def current_member(appointments: Iterable[Stored], team_id: int, today: date) -> Stored | None:
    """The part-time committee member in charge of a team on `today`, or None."""
    return next((a for a in appointments if a["team_id"] == team_id and serves(a, today)), None)


def serves(appointment: Stored, today: date) -> bool:
    """Whether a part-time committee member is in office on `today`; the last day counts."""
    return not appointment.get("until") or date.fromisoformat(appointment["until"]) >= today
