"""Lists of the red alliance and of rooms for the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from tui.kinds.record import Stored
from tui.kinds.words import BOOKING_STATES, NEED_STATES, OFFER_STATES, RESOURCE_KINDS
from tui.language.errors import Translate
from tui.language.i18n import N_
from tui.rules.alliance import delivered, left, need_state, stands, suggestions
from tui.store import Store

Record = dict[str, Any]
_Cell = Callable[[Mapping[str, Any], Translate], str]

LISTS: Final = ("offers", "needs", "matches", "appointments", "rooms", "bookings")


def records(store: Store, what: str, now: datetime) -> list[Record]:
    """The records of one of these lists, with the computed fields."""
    stored = list(store.collection(what).stored())
    if what == "offers":
        return [offer(store, one, now) for one in stored]
    if what == "needs":
        return [_need(store, one, now) for one in stored]
    if what == "matches":
        return [
            {
                **match,
                "need": _name(store, "needs", match["need_id"], "title"),
                "offer": _name(store, "offers", match["offer_id"], "title"),
                "delivered": delivered([match]),
            }
            for match in stored
        ]
    if what == "appointments":
        return [
            {
                **one,
                "partner": _name(store, "partners", one.get("partner_id")),
                "team": _name(store, "teams", one["team_id"]),
            }
            for one in stored
        ]
    if what == "bookings":
        today = now.date().isoformat()
        coming = [b for b in stored if (b.get("until") or b["on"]) >= today]
        ordered = sorted(coming, key=lambda b: (b["on"], b["starts"], b["room_id"]))
        return [{**b, "room": _name(store, "rooms", b["room_id"])} for b in ordered]
    return [dict(one) for one in stored]


def offer(store: Store, stored: Stored, now: datetime) -> Record:
    """An offer with the partner's name, the quantity that remains, and whether it is still valid."""
    rest = left(stored, delivered(store.matches.stored(), offer_id=stored["id"]))
    standing = "open" if stands(stored, now.date()) else "ended"
    state = "withdrawn" if stored["state"] == "withdrawn" else "used" if rest == 0 else standing
    return {**stored, "partner": _name(store, "partners", stored["partner_id"]), "left": rest, "state": state}


def _need(store: Store, need: Stored, now: datetime) -> Record:
    matches = store.matches.stored()
    amount = delivered(matches, need_id=need["id"])
    state = need_state(need, amount, now.date())
    best = (
        suggestions(need, store.offers.stored(), matches, now.date())
        if state not in {"met", "dropped"}
        else []
    )
    return {**need, "delivered": amount, "state": state, "best_offer_id": best[0].offer_id if best else None}


def _name(store: Store, table: str, id: int | None, field: str = "name") -> str | None:
    found = store.collection(table).find_stored(id) if id else None
    return str(found[field]) if found else None


def _text(key: str) -> _Cell:
    return lambda record, _: str(record.get(key) if record.get(key) is not None else "")


def _label(key: str, labels: Mapping[Any, str]) -> _Cell:
    return lambda record, tr: tr(labels[record[key]])


def _amount(key: str) -> _Cell:
    return lambda record, _: "" if record.get(key) is None else f"{record[key]:g}{record.get('unit') or ''}"


COLUMNS: Final[Mapping[str, Sequence[tuple[str, _Cell]]]] = {
    "offers": (
        ("ID", _text("id")),
        (N_("partner"), _text("partner")),
        (N_("kind"), _label("kind", RESOURCE_KINDS)),
        (N_("offer"), _text("title")),
        (N_("how much"), _amount("quantity")),
        (N_("left"), _amount("left")),
        (N_("until"), _text("until")),
        (N_("state"), _label("state", OFFER_STATES)),
    ),
    "needs": (
        ("ID", _text("id")),
        (N_("kind"), _label("kind", RESOURCE_KINDS)),
        (N_("need"), _text("title")),
        (N_("delivered"), lambda n, _: f"{n['delivered']:g}/{n['quantity']:g}{n.get('unit') or ''}"),
        (N_("by when"), _text("by")),
        (N_("who asks"), _text("asked_by")),
        (N_("state"), _label("state", NEED_STATES)),
    ),
    "matches": (
        ("ID", _text("id")),
        (N_("need"), _text("need")),
        (N_("offer"), _text("offer")),
        (N_("deliveries"), lambda m, _: str(len(m.get("deliveries") or ()))),
        (N_("delivered"), lambda m, _: f"{m['delivered']:g}"),
    ),
    "appointments": (
        ("ID", _text("id")),
        (N_("name"), _text("name")),
        (N_("team"), _text("team")),
        (N_("partner"), _text("partner")),
        (N_("since"), _text("since")),
        (N_("until"), _text("until")),
    ),
    "rooms": (
        ("ID", _text("id")),
        (N_("room"), _text("name")),
        (N_("place"), _text("place")),
        (N_("seats"), _text("seats")),
        (
            N_("open hours"),
            lambda r, tr: (
                tr("closed")
                if r.get("closed")
                else f"{r.get('opens') or ''}-{r.get('closes') or ''}".strip("-")
            ),
        ),
    ),
    "bookings": (
        ("ID", _text("id")),
        (N_("date"), _text("on")),
        (N_("time"), lambda b, _: f"{b['starts']}-{b['ends']}"),
        (N_("every week until"), _text("until")),
        (N_("room"), _text("room")),
        (N_("booked by"), _text("booked_by")),
        (N_("purpose"), _text("purpose")),
        (N_("state"), _label("state", BOOKING_STATES)),
    ),
}
