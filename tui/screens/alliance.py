"""The red alliance: partners with what they offer, needs with the best offer, and the rooms' bookings."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import ClassVar, Final

from textual.app import ComposeResult

from tui.kinds.record import Stored, Target
from tui.kinds.words import NEED_STATES, OFFER_STATES, PARTNER_KINDS, RESOURCE_KINDS
from tui.language.errors import Translate
from tui.language.i18n import N_
from tui.language.text import cell_len
from tui.rules.alliance import delivered, left, need_state, suggestions
from tui.rules.services.bookings import busy
from tui.screens.base import wording
from tui.screens.base.browse import BrowseScreen
from tui.screens.details.alliance import NEED_TONES, amount, offer_state
from tui.widgets.columns import Cell, Column, Tinted, Tone
from tui.widgets.panel import Panel
from tui.widgets.record_table import RecordTable

# Days from today whose bookings are listed.
AHEAD: Final = 14
_KINDS: Final = {"needs": "need", "bookings": "booking"}
_ORDER: Final = ("overdue", "open", "partly", "met", "dropped")


class AllianceScreen(BrowseScreen):
    """Three lists; Tab walks. `t` also shows what is met, withdrawn or at its end."""

    title_msgid: ClassVar[str] = N_("alliance")
    has_everything: ClassVar[bool] = True
    sortable: ClassVar[bool] = False  # offers stand beneath their partner
    also_listed: ClassVar[Mapping[str, str]] = {
        "partner": "list",
        "offer": "list",
        "need": "needs",
        "booking": "bookings",
    }

    def columns(self) -> Sequence[Column]:
        tr = self.tr
        kinds = (*RESOURCE_KINDS.values(), *PARTNER_KINDS.values())
        return (
            Column("what", tr("partner, offer"), 24, grow=4),
            Column("kind", tr("kind"), min(14, max(cell_len(tr(kind)) for kind in kinds)), drop=2),
            Column("left", tr("left"), 10, align="right", drop=1),
            Column("until", tr("until"), 10, drop=3),
            Column("state", tr("state"), max(cell_len(tr(state)) for state in OFFER_STATES.values())),
        )

    def more_lists(self) -> ComposeResult:
        """The needs, and the bookings of the coming days."""
        tr = self.tr
        needs = (
            Column("title", tr("need"), 20, grow=3),
            Column("given", tr("delivered"), 12, align="right", drop=2),
            Column("state", tr("state"), max(cell_len(tr(state)) for state in NEED_STATES.values())),
            Column("best", tr("best offer"), 22, grow=3, drop=1),
        )
        bookings = (
            Column("day", tr("date"), cell_len(f"11-27 {tr('Fri')}")),
            Column("time", tr("time"), 11),
            Column("room", tr("room"), 10, grow=1),
            Column("who", tr("booked by"), 12, grow=2, drop=1),
            Column("what", tr("purpose"), 10, grow=2, drop=2),
        )
        yield Panel("", RecordTable(needs, id="needs"), id="p-needs")
        yield Panel("", RecordTable(bookings, id="bookings"), id="p-bookings")

    def __init__(self) -> None:
        super().__init__()
        self._without: set[int] = set()
        """The partners that have no offer to be listed."""

    # ---- what is selected

    @property
    def _front(self) -> RecordTable:
        return self.focused if isinstance(self.focused, RecordTable) else self.table

    @property
    def kind(self) -> str:
        """The kind of the selected record: a partner, or beneath its name an offer."""
        kind = _KINDS.get(self._front.id or "")
        if kind:
            return kind
        key = self.table.cursor_key
        return str(key[0]) if isinstance(key, tuple) else "partner"

    @property
    def target(self) -> Target | None:
        """The selected record of the focused list."""
        key = self._front.cursor_key
        if not isinstance(key, tuple):
            return None
        if key[0] == "booking":
            return Target("booking", key[1])
        return Target(key[0], key[1])

    def key_of(self, target: Target) -> Hashable:
        """The key of a record: its kind and id, and the partner that offers it or the day that it is booked for."""
        if target.kind == "offer":
            offer = self.store.offers.find_stored(target.id) or {}
            return ("offer", target.id, offer.get("partner_id"))
        if target.kind == "booking":
            keys = self.query_one("#bookings", RecordTable).keys
            listed = (key for key in keys if isinstance(key, tuple) and key[1] == target.id)
            return next(listed, ("booking", target.id, None))
        return (target.kind, target.id, target.id) if target.kind == "partner" else (target.kind, target.id)

    # ---- the lists

    def prepare(self) -> list[tuple[Hashable, str]]:
        """Each partner, and beneath it what it offers; its own line says so where that is nothing."""
        store = self.store
        today, matches = self.board.today, store.matches.stored()
        taken = {offer["id"]: delivered(matches, offer_id=offer["id"]) for offer in store.offers.stored()}
        listed: list[tuple[Hashable, str]] = []
        self._without.clear()
        for partner in store.partners.stored():
            mine = [
                offer
                for offer in store.offers.stored()
                if offer["partner_id"] == partner["id"]
                and (self.show_all or offer_state(offer, taken[offer["id"]], today) == "open")
            ]
            listed.append((("partner", partner["id"], partner["id"]), str(partner["name"])))
            if not mine:
                self._without.add(partner["id"])
            listed += [
                (("offer", offer["id"], partner["id"]), f"{partner['name']} {offer['title']}")
                for offer in mine
            ]
        return listed

    def cells(self, key: Hashable) -> Sequence[Cell]:
        assert isinstance(key, tuple)
        store, tr = self.store, self.tr
        kind, id, _ = key
        if kind == "partner":
            partner = store.partners.find_stored(id)
            if partner is None:
                return ("",) * 5
            count = partner.get("count") or 1
            name = f"{partner['name']} x {count}" if count > 1 else str(partner["name"])
            return (
                Tinted(name, Tone.ACCENT),
                Tinted(tr(PARTNER_KINDS[partner["kind"]]), Tone.DIM),
                "",
                "",
                Tinted(tr("nothing on offer"), Tone.DIM) if id in self._without else "",
            )
        offer = store.offers.find_stored(id)
        if offer is None:
            return ("",) * 5
        taken = delivered(store.matches.stored(), offer_id=id)
        state = offer_state(offer, taken, self.board.today)
        tone = Tone.PLAIN if state == "open" else Tone.DIM
        return (
            Tinted(f"  {offer['title']}", tone),
            tr(RESOURCE_KINDS[offer["kind"]]),
            amount(left(offer, taken), offer["unit"], tr),
            offer.get("until") or "",
            Tinted(tr(OFFER_STATES[state]), Tone.GOOD if state == "open" else Tone.DIM),
        )

    def refresh_live(self) -> None:
        """All three lists as the store has them now."""
        super().refresh_live()
        if self.ready:
            self._show_needs()
            self._show_bookings()

    def _show_needs(self) -> None:
        store, tr, today = self.store, self.tr, self.board.today
        matches, offers = store.matches.stored(), store.offers.stored()
        rows: dict[Hashable, Sequence[Cell]] = {}
        ranked = []
        for need in store.needs.stored():
            given = delivered(matches, need_id=need["id"])
            state = need_state(need, given, today)
            if self.show_all or state not in {"met", "dropped"}:
                ranked.append((_ORDER.index(state), need.get("by") or "9999", need["id"], need, given, state))
        for *_, need, given, state in sorted(ranked, key=lambda r: r[:3]):
            fitting = suggestions(need, offers, matches, today) if state not in {"met", "dropped"} else []
            best, partner = (
                self._best(fitting[0].offer_id, fitting[0].reason.text(tr)) if fitting else ("", "")
            )
            if not best and state not in {"met", "dropped"}:
                best = tr("No offer fits yet.")
            rows["need", need["id"]] = (
                need["title"],
                f"{given:g}/{need['quantity']:g}{need['unit']}",
                Tinted(tr(NEED_STATES[state]), NEED_TONES[state]),
                Tinted(best, Tone.PLAIN if fitting else Tone.DIM, partner),
            )
        table = self.query_one("#needs", RecordTable)
        table.set_empty(tr("No open need. n adds one, d records what was delivered."))
        table.show(list(rows), lambda key: rows[key])
        late = sum(state == "overdue" for *_, state in ranked)
        note = tr("{n} overdue", n=late) if late else ""
        self.query_one("#p-needs", Panel).set_title(tr("Needs {n}", n=len(rows)), note)

    def _best(self, offer_id: int, reason: str) -> tuple[str, str]:
        """Whose offer it is and why it fits; then whose alone."""
        offer = self.store.offers.find_stored(offer_id) or {}
        partner = self.store.partners.find_stored(offer.get("partner_id") or 0) or {}
        name = str(partner.get("name") or "?")
        return self.tr("{marks}: {text}", marks=name, text=reason), name

    def _show_bookings(self) -> None:
        store, tr, today = self.store, self.tr, self.board.today
        names = {room["id"]: str(room["name"]) for room in store.rooms.stored()}
        taken = {
            ("booking", booking["id"], on): (on, booking)
            for on, booking in busy(store.bookings.stored(), today, today + timedelta(AHEAD))
        }
        table = self.query_one("#bookings", RecordTable)
        if names:
            table.set_empty(
                tr("Nothing is booked in the next {n} days.", n=AHEAD) + " " + tr("b books a room.")
            )
        else:
            table.set_empty(tr("There is no room to book yet. Add one: r, then n."))
        keys: list[Hashable] = list(taken)
        table.show(keys, lambda key: _booking_cells(*taken[key], names, tr))  # type: ignore[index]
        self.query_one("#p-bookings", Panel).set_title(
            tr("Rooms, next {n} days: {count}", n=AHEAD, count=len(taken))
        )

    def update_title(self, shown: int, total: int) -> None:
        """Partners and offers, and when the alliance meets next."""
        super().update_title(shown, total)
        store = self.store
        partners = len(store.partners)
        offers = sum(offer["state"] == "open" for offer in store.offers.stored())
        note = f"/{self.query_text}" if self.query_text.strip() else self._next_meeting()
        title = self.tr("Partners {n}, offers {offers}", n=partners, offers=offers)
        self.query_one("#p-list", Panel).set_title(title, note)

    def _next_meeting(self) -> str:
        ahead = [
            str(m["starts_at"])
            for m in self.store.meetings.stored()
            if m["state"] == "planned" and m["kind"] == "alliance"
        ]
        if not ahead:
            return self.tr("no coordination meeting planned")
        at = datetime.fromisoformat(min(ahead))
        return self.tr(
            "coordination meeting {day}", day=f"{wording.short_day(at.date(), self.tr)} {at:%H:%M}"
        )

    # ---- commands

    def about(self, id: str) -> tuple[str, Target | None]:
        """A new offer beneath a partner is one of its own; anything else is about what is selected."""
        key = self.table.cursor_key
        if id == "new" and self.kind == "offer" and isinstance(key, tuple):
            return "offer", Target("partner", key[2])
        return super().about(id)

    def empty_text(self) -> str:
        return self.tr("No partner yet. Press n to add one.")

    def list_title(self) -> str:
        return self.tr("Partners")


def _booking_cells(on: date, booking: Stored, rooms: dict[int, str], tr: Translate) -> Sequence[Cell]:
    return (
        wording.short_day(on, tr),
        f"{booking['starts']}-{booking['ends']}",
        rooms.get(booking["room_id"], "?"),
        booking.get("booked_by") or "",
        booking.get("purpose") or "",
    )
