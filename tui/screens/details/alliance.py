"""A partner, an offer, a need and a booking in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from tui.kinds.record import Stored, Target
from tui.kinds.words import BOOKING_STATES, NEED_STATES, OFFER_STATES, PARTNER_KINDS, RESOURCE_KINDS
from tui.language.errors import Translate
from tui.rules.alliance import current_member, delivered, left, need_state, serves, stands, suggestions
from tui.rules.near_misses import able, near_misses
from tui.rules.services.bookings import dates
from tui.screens.base import wording
from tui.screens.details.lines import day, more, pairs, wish_name
from tui.store import Store
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine

NEED_TONES: Final = {
    "open": Tone.WARN, "partly": Tone.WARN, "met": Tone.GOOD, "overdue": Tone.BAD, "dropped": Tone.DIM,
}  # fmt: skip
_SUGGESTED: Final = 4
_BOOKED_DAYS: Final = 60
# What the lines below show in words of their own; every other field is shown as it is declared.
_OF_PARTNER: Final = frozenset({
    "name", "kind", "count", "resources", "contact", "phone",
})  # fmt: skip
_OF_OFFER: Final = frozenset({
    "partner_id", "kind", "title", "quantity", "unit", "until", "state",
})  # fmt: skip
_OF_NEED: Final = frozenset({
    "title", "kind", "quantity", "unit", "by", "asked_by", "wish_id", "state", "reason",
})  # fmt: skip
_OF_BOOKING: Final = frozenset({
    "room_id", "on", "starts", "ends", "booked_by", "purpose", "until", "skips", "state",
})  # fmt: skip


def amount(quantity: float | None, unit: str, tr: Translate) -> str:
    """A quantity with its unit; without one there is no limit."""
    return tr("no limit") if quantity is None else f"{quantity:g}{unit}"


def offer_state(offer: Stored, taken: float, today: date) -> str:
    """How an offer stands when `taken` was delivered out of it: a key of OFFER_STATES."""
    if offer["state"] == "withdrawn":
        return "withdrawn"
    if left(offer, taken) == 0:
        return "used"
    return "open" if stands(offer, today) else "ended"


def committee_member(store: Store, team: Stored, now: datetime, tr: Translate) -> str:
    """Who looks after a team: whom a partner sent, else the name that the team's record has."""
    found = current_member(store.appointments.stored(), team["id"], now.date())
    if found is None:
        return str(team.get("committee_member") or "")
    partner = store.partners.find_stored(found["partner_id"]) if found.get("partner_id") else None
    return (
        tr("{name}, sent by {partner}", name=found["name"], partner=partner["name"])
        if partner
        else str(found["name"])
    )


def partner_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:
    """The lines of a partner; none if it is gone."""
    partner = store.partners.find_stored(target.id)
    if partner is None:
        return
    count = partner.get("count") or 1
    kind = tr(PARTNER_KINDS[partner["kind"]])
    yield DetailLine(partner["name"], tone=Tone.ACCENT)
    several = [tr("{n} organisations", n=count)] if count > 1 else []
    yield DetailLine("  ".join((kind, *several)))
    yield DetailLine("")
    yield from pairs(
        (tr("known for"), tr(", ").join(partner.get("resources") or ())),
        (tr("contact"), partner.get("contact") or ""),
        (tr("phone"), partner.get("phone") or ""),
        *more(store, "partner", partner, _OF_PARTNER, tr),
    )
    matches = store.matches.stored()
    offers = [o for o in store.offers.stored() if o["partner_id"] == target.id]
    if offers:
        yield DetailLine("")
        yield DetailLine(tr("on offer"), tone=Tone.DIM)
    for offer in offers:
        taken = delivered(matches, offer_id=offer["id"])
        state = offer_state(offer, taken, now.date())
        rest = tr("left: {n}", n=amount(left(offer, taken), offer["unit"], tr))
        text = "  ".join((offer["title"], rest, tr(OFFER_STATES[state])))
        yield DetailLine(
            text, label=tr(RESOURCE_KINDS[offer["kind"]]), tone=Tone.PLAIN if state == "open" else Tone.DIM
        )
    yield from _members(store, target.id, now.date(), tr)


def _members(store: Store, partner_id: int, today: date, tr: Translate) -> Iterator[DetailLine]:
    """Whom the partner sends, and to which teams."""
    mine = [a for a in store.appointments.stored() if a.get("partner_id") == partner_id and serves(a, today)]
    if mine:
        yield DetailLine("")
        yield DetailLine(tr("part-time committee members"), tone=Tone.DIM)
    for appointment in mine:
        team = store.teams.find_stored(appointment["team_id"]) or {}
        since = tr("since {date}", date=appointment["since"]) if appointment.get("since") else ""
        yield DetailLine(f"{team.get('name') or '?'}  {since}".rstrip(), label=appointment["name"])


def offer_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:
    """The lines of an offer; none if it is gone."""
    offer = store.offers.find_stored(target.id)
    if offer is None:
        return
    matches = [m for m in store.matches.stored() if m["offer_id"] == target.id]
    taken = delivered(matches)
    state = offer_state(offer, taken, now.date())
    partner = store.partners.find_stored(offer["partner_id"]) or {}
    yield DetailLine(offer["title"], tone=Tone.ACCENT)
    yield DetailLine(tr(OFFER_STATES[state]), tone=Tone.GOOD if state == "open" else Tone.DIM)
    yield DetailLine("")
    yield from pairs(
        (tr("partner"), str(partner.get("name") or "?")),
        (tr("kind"), tr(RESOURCE_KINDS[offer["kind"]])),
        (tr("how much"), amount(offer.get("quantity"), offer["unit"], tr)),
        (tr("left"), amount(left(offer, taken), offer["unit"], tr)),
        (tr("until"), day(offer.get("until"), tr)),
        *more(store, "offer", offer, _OF_OFFER, tr),
    )
    for match in matches:
        need = store.needs.find_stored(match["need_id"]) or {}
        yield from _deliveries(match, tr("for: {what}", what=need.get("title") or "?"), offer["unit"], tr)


def need_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:
    """The lines of a need; none if it is gone."""
    need = store.needs.find_stored(target.id)
    if need is None:
        return
    known = store.matches.stored()
    mine = [m for m in known if m["need_id"] == target.id]
    given = delivered(mine)
    state = need_state(need, given, now.date())
    yield DetailLine(need["title"], tone=Tone.ACCENT)
    yield DetailLine(
        f"{tr(NEED_STATES[state])}  {given:g}/{need['quantity']:g}{need['unit']}", tone=NEED_TONES[state]
    )
    yield DetailLine("")
    yield from pairs(
        (tr("kind"), tr(RESOURCE_KINDS[need["kind"]])),
        (tr("by when"), day(need.get("by"), tr)),
        (tr("who asks"), need.get("asked_by") or ""),
        (tr("wish"), wish_name(store, need.get("wish_id"))),
        (tr("reason"), need.get("reason") or ""),
        *more(store, "need", need, _OF_NEED, tr),
    )
    for match in mine:
        offer = store.offers.find_stored(match["offer_id"]) or {}
        partner = store.partners.find_stored(offer.get("partner_id") or 0) or {}
        heading = tr("{marks}: {text}", marks=partner.get("name") or "?", text=offer.get("title") or "?")
        yield from _deliveries(match, heading, need["unit"], tr)
    if state in {"met", "dropped"}:
        return
    fitting = suggestions(need, store.offers.stored(), known, now.date())
    yield DetailLine("")
    yield DetailLine(tr("offers that fit") if fitting else tr("No offer fits yet."), tone=Tone.DIM)
    for suggestion in fitting[:_SUGGESTED]:
        offer = store.offers.find_stored(suggestion.offer_id) or {}
        partner = store.partners.find_stored(offer.get("partner_id") or 0) or {}
        yield DetailLine(
            tr("{marks}: {text}", marks=partner.get("name") or "?", text=offer.get("title") or "?")
        )
        yield DetailLine(suggestion.reason.text(tr), tone=Tone.DIM)
    yield from _nearly(store, need, now.date(), tr)


def _nearly(store: Store, need: Stored, today: date, tr: Translate) -> Iterator[DetailLine]:
    """Offers that almost fit, with the reason; teams and volunteers who could do it."""
    if misses := near_misses(need, store.offers.stored(), store.matches.stored(), today)[:_SUGGESTED]:
        yield DetailLine(tr("nearly fit"), tone=Tone.DIM)
    for miss in misses:
        offer = store.offers.find_stored(miss.offer_id) or {}
        partner = store.partners.find_stored(offer.get("partner_id") or 0) or {}
        yield DetailLine(
            tr("{marks}: {text}", marks=partner.get("name") or "?", text=offer.get("title") or "?")
        )
        yield DetailLine(miss.why.text(tr), tone=Tone.DIM)
    if people := able(need, lambda name: store.collection(name).stored(), today):
        yield DetailLine(tr("teams and volunteers who can do it"), tone=Tone.DIM)
    yield from (DetailLine(f"{one.helper.name}  {one.reason.text(tr)}") for one in people)


def _deliveries(match: Stored, heading: str, unit: str, tr: Translate) -> Iterator[DetailLine]:
    """What was delivered, one line a delivery, with the trace of corrections."""
    yield DetailLine("")
    yield DetailLine(heading, tone=Tone.DIM)
    for delivery in match["deliveries"]:
        text = f"{delivery['quantity']:g}{unit}  {delivery.get('note') or ''}".rstrip()
        if delivery.get("was") is not None:
            text += "  " + tr(
                "corrected from {was}: {why}", was=f"{delivery['was']:g}", why=delivery.get("why") or ""
            )
        yield DetailLine(text, label=str(delivery["on"]))


def booking_lines(store: Store, target: Target, now: datetime, tr: Translate) -> Iterator[DetailLine]:
    """The lines of a booking; none if it is gone."""
    booking = store.bookings.find_stored(target.id)
    if booking is None:
        return
    room = store.rooms.find_stored(booking["room_id"]) or {}
    on = date.fromisoformat(booking["on"])
    yield DetailLine(f"{room.get('name') or '?'}  {booking['starts']}-{booking['ends']}", tone=Tone.ACCENT)
    tone = Tone.DIM if booking["state"] == "cancelled" else Tone.PLAIN
    yield DetailLine(f"{wording.long_day(on, tr)}  {tr(BOOKING_STATES[booking['state']])}", tone=tone)
    yield DetailLine("")
    hours = f"{room.get('opens') or ''}-{room.get('closes') or ''}".strip("-")
    yield from pairs(
        (tr("every week until"), day(booking.get("until"), tr)),
        (tr("dates left out"), tr(", ").join(booking.get("skips") or ())),
        (tr("booked by"), booking.get("booked_by") or ""),
        (tr("purpose"), booking.get("purpose") or ""),
        (tr("place"), str(room.get("place") or "")),
        (tr("seats"), str(room.get("seats") or "")),
        (tr("open hours"), hours),
        *more(store, "booking", booking, _OF_BOOKING, tr),
    )
    if booking.get("until"):
        today = now.date()
        coming = dates(booking, today, today + timedelta(_BOOKED_DAYS))
        if coming:
            yield DetailLine("")
            yield DetailLine(tr(", ").join(wording.short_day(one, tr) for one in coming), label=tr("days"))
