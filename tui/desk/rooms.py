"""Rooms and their bookings. Whether a room is free is asked while the store is locked for the booking itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from tui.desk.records import Records
from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, WrongState
from tui.rules.services.bookings import clash, complaint, dates
from tui.rules.services.room_use import RoomTables, against_booking
from tui.seats.actor import Actor
from tui.store import Merged, Store, Transaction

_BY_USE_CASES: Final = frozenset({"state", "skips"})


class RoomDesk(UseCases):
    """The use cases of rooms."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor)
        self.rooms = Records(store, actor, "rooms", "room")

    def book(self, fields: Mapping[str, Any]) -> Stored:
        """Book a room: `room_id`, `on`, `starts`, `ends`, `booked_by`; with `until` every week up to then.

        Two that book the same hour at once cannot both have it: the check is made under the store's
        lock. Sessions and meetings that are held in the room, by its name, have it already, unless the
        booking names them. Raises InvalidInput, NotAllowed, NotFound, StoreError.
        """
        self.require("room.book")
        self.known_fields("bookings", fields, _BY_USE_CASES)
        document = self.checked("bookings", fields)
        _named(document)
        with self.begin("room.book") as transaction:
            self._check(transaction, document)
            return transaction.insert("bookings", document)

    def refuse(self, booking: Stored) -> None:
        """Raises InvalidInput for a booking of a ledger that cannot be kept: of days that are gone, only for a room that
        two would have had at once."""
        _named(booking)
        if booking["state"] == "cancelled":
            return
        room = self.store.rooms.find_stored(booking["room_id"]) or {}
        wrong = complaint(booking, room, self.today) if booking["on"] >= self.today.isoformat() else {}
        if wrong:
            raise InvalidInput(wrong)
        if has_it := self.free(booking):
            raise InvalidInput({"starts": has_it})

    def insert(self, transaction: Transaction, booking: Mapping[str, Any]) -> Stored:
        """Keep a booking that `refuse` let pass, as a part of this transaction. Raises InvalidInput."""
        if booking["state"] != "cancelled" and (has_it := self._taken(booking, transaction.all)):
            raise InvalidInput({"starts": has_it})
        return transaction.insert("bookings", booking)

    def move(self, id: int, fields: Mapping[str, Any], *, base_version: Stored | None = None) -> Merged:
        """Change a booking. Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreConflict, StoreError."""
        self.require("room.move")
        self.known_fields("bookings", fields, _BY_USE_CASES)
        current = base_version or self.store.bookings.find_stored(id) or {}
        checked = self.checked("bookings", {**current, **fields})
        _named(checked)
        with self.begin("room.move") as transaction:
            self._booked(transaction, id)
            merged = transaction.update(
                "bookings", id, {f: checked[f] for f in fields}, base_version=base_version
            )
            document = self.checked("bookings", merged.document)
            if fields.keys() & {"room_id", "on", "starts", "ends", "until"}:
                self._check(transaction, {**document, "id": id})
            return merged

    def cancel(self, id: int, on: date | None = None) -> Stored:
        """Give a room back: the whole booking, or of a weekly one the day `on` alone.

        Raises WrongState, InvalidInput, NotAllowed, NotFound, StoreError.
        """
        with self.begin("room.cancel") as transaction:
            booking = self._booked(transaction, id)
            fields: dict[str, Any] = {"state": "cancelled"}
            if on is not None and booking.get("until"):
                if not dates(booking, on, on):
                    raise InvalidInput(
                        {"on": Message("The room is not booked on {day}.", {"day": on.isoformat()})}
                    )
                fields = {"skips": [*booking["skips"], on.isoformat()]}
            checked = self.checked("bookings", {**booking, **fields})
            return transaction.update("bookings", id, {f: checked[f] for f in fields}).document

    def free(self, wanted: Stored) -> Message | None:
        """Who has the room that a booking wants, or None if it is free, as far as is known now."""
        return self._taken(wanted, lambda table: self.store.collection(table).stored())

    def _check(self, transaction: Transaction, booking: Stored) -> None:
        room = transaction.read("rooms", booking["room_id"])
        wrong = complaint(booking, room, self.today)
        if wrong:
            raise InvalidInput(wrong)
        if has_it := self._taken(booking, transaction.all):
            raise InvalidInput({"starts": has_it})

    def _taken(self, booking: Stored, stored: Callable[[str], Iterable[Stored]]) -> Message | None:
        """Which booking, session or meeting has the room; what was planned for a place has it without a booking."""
        room = next((r for r in stored("rooms") if r["id"] == booking["room_id"]), None)
        if room is None:
            return None
        if other := clash(booking, stored("bookings")):
            return taken(room, *other)
        if held := against_booking(booking, RoomTables.of(stored, self.store.calendar)):
            use, day = held
            return taken(room, {"starts": use.starts, "ends": use.ends, "booked_by": use.who}, day)
        return None

    @staticmethod
    def _booked(transaction: Transaction, id: int) -> Stored:
        booking = transaction.read("bookings", id)
        if booking["state"] != "booked":
            raise WrongState(Message("This booking was cancelled already."))
        return booking


def taken(room: Stored, other: Stored, on: date) -> Message:
    """Who has the room already."""
    values = {"room": room["name"], "day": on.isoformat(), "starts": other["starts"], "ends": other["ends"],
              "who": other.get("booked_by") or ""}  # fmt: skip
    return Message("{room} is taken on {day} from {starts} to {ends}: {who}.", values)


def refuse_clashes(transaction: Transaction, ids: Iterable[int]) -> None:
    """Raises WrongState if one of these bookings clashes with another."""
    everything = list(transaction.all("bookings"))
    for id in ids:
        mine = next((b for b in everything if b["id"] == id), None)
        found = clash(mine, everything) if mine else None
        if mine and found:
            raise WrongState(taken(transaction.read("rooms", mine["room_id"]), *found))


def _named(document: Mapping[str, Any]) -> None:
    if not document["booked_by"]:
        raise InvalidInput({"booked_by": Message("Say who has the room.")})
