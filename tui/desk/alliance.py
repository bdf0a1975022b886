"""The red alliance at work: needs are met out of partners' offers, delivery by delivery."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from tui.desk.meetings.meetings import MeetingDesk
from tui.desk.records import Records
from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, WrongState
from tui.rules.alliance import (
    NeedState,
    Suggestion,
    current_member,
    delivered,
    left,
    misfit,
    need_state,
    serves,
    suggestions,
)
from tui.seats.actor import Actor
from tui.store import Merged, Store, Transaction

_BY_USE_CASES: Final = frozenset({"state", "reason"})


class _Listed(Records):
    """Offers and needs: plain fields, while what moves them has use cases of its own."""

    def add(self, fields: Mapping[str, Any]) -> Stored:
        self.require(f"{self.kind}.add")
        self.known_fields(self.table, fields, _BY_USE_CASES)
        document = self.checked(self.table, fields)
        with self.begin(f"{self.kind}.add") as transaction:
            _refers(transaction, self.table, document)
            return transaction.insert(self.table, document)

    def edit(self, id: int, fields: Mapping[str, Any], *, base_version: Stored | None = None) -> Merged:
        self.require(f"{self.kind}.edit")
        self.known_fields(self.table, fields, _BY_USE_CASES)
        current = base_version or self.store.collection(self.table).find_stored(id) or {}
        checked = self.checked(self.table, {**current, **fields})
        with self.begin(f"{self.kind}.edit") as transaction:
            _refers(transaction, self.table, checked)
            merged = transaction.update(
                self.table, id, {f: checked[f] for f in fields}, base_version=base_version
            )
            self.checked(self.table, merged.document)
            if fields.keys() & {"kind", "unit"}:
                _still_fits(transaction, self.table, merged.document)
            return merged


class AllianceDesk(UseCases):
    """Offers, needs, deliveries, and the part-time committee members."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor)
        self._meetings = MeetingDesk(store, actor)
        self.offers = _Listed(store, actor, "offers", "offer")
        self.needs = _Listed(store, actor, "needs", "need")

    # ---- what there is

    def given(self, need: Stored) -> tuple[float, NeedState]:
        """How much of a need was delivered, and how far that takes it."""
        amount = delivered(self.store.matches.stored(), need_id=need["id"])
        return amount, need_state(need, amount, self.today)

    def fitting(self, need: Stored) -> list[Suggestion]:
        """The offers that fit a need, the best first."""
        return suggestions(need, self.store.offers.stored(), self.store.matches.stored(), self.today)

    # ---- deliveries

    def deliver(
        self, need_id: int, offer_id: int, quantity: float, *, on: date | None = None, note: str = ""
    ) -> Stored:
        """Record what was delivered for a need out of an offer; the match. Partial deliveries add up.

        Raises InvalidInput (kind or unit do not fit, more than the offer has left, a day to come),
        WrongState if the need was dropped, NotAllowed, NotFound, StoreError.
        """
        self.require("need.deliver")
        on = on or self.today
        if on > self.today:
            raise InvalidInput({"on": Message("What is still to come cannot have been delivered.")})
        _ = self.store.matches.model
        with self.begin("need.deliver") as transaction:
            need, offer = transaction.read("needs", need_id), transaction.read("offers", offer_id)
            if need["state"] == "dropped":
                raise WrongState(Message("This need was dropped; nothing is delivered for it any more."))
            if why := misfit(need, offer):
                raise InvalidInput({"offer_id": why})
            delivery = {"on": on.isoformat(), "quantity": quantity, "note": note}
            known = next(
                (m for m in transaction.all("matches") if (m["need_id"], m["offer_id"]) == (need_id, offer_id)),
                None,
            )  # fmt: skip
            match = known or {"need_id": need_id, "offer_id": offer_id, "deliveries": ()}
            try:
                checked = self.checked("matches", {**match, "deliveries": [*match["deliveries"], delivery]})
            except InvalidInput as error:
                raise InvalidInput({"quantity": error.message}) from error
            _within(transaction, offer, quantity)
            if known is None:
                return transaction.insert("matches", checked)
            return transaction.update(
                "matches", int(known["id"]), {"deliveries": checked["deliveries"]}
            ).document

    def correct(self, match_id: int, number: int, quantity: float, why: str) -> Stored:
        """Correct the quantity of delivery `number` (from 1); the first figure and the reason are kept.

        Raises InvalidInput, NotAllowed, NotFound, StoreError.
        """
        self.require("need.correct")
        if not why.strip():
            raise InvalidInput({"why": Message("Say why.")})
        _ = self.store.matches.model
        with self.begin("need.correct") as transaction:
            match = transaction.read("matches", match_id)
            deliveries = [dict(delivery) for delivery in match["deliveries"]]
            if not 1 <= number <= len(deliveries):
                raise InvalidInput({"number": Message("There is no delivery {n}.", {"n": number})})
            one = deliveries[number - 1]
            before = one["quantity"]
            one.update(quantity=quantity, why=why, was=before if one.get("was") is None else one["was"])
            try:
                checked = self.checked("matches", {**match, "deliveries": deliveries})
            except InvalidInput as error:
                raise InvalidInput({"quantity": error.message}) from error
            _within(transaction, transaction.read("offers", match["offer_id"]), quantity - before)
            return transaction.update("matches", match_id, {"deliveries": checked["deliveries"]}).document

    # ---- endings

    def withdraw(self, offer_id: int) -> Stored:
        """A partner takes an offer back; what was delivered stays. Raises WrongState, NotAllowed, NotFound, ..."""
        with self.begin("offer.withdraw") as transaction:
            if transaction.read("offers", offer_id)["state"] != "open":
                raise WrongState(Message("This offer was withdrawn already."))
            return transaction.update("offers", offer_id, {"state": "withdrawn"}).document

    def drop(self, need_id: int, reason: str) -> Stored:
        """Nobody needs it any more, or it cannot be had. Raises InvalidInput, WrongState, NotAllowed, ..."""
        self.require("need.drop")
        if not reason.strip():
            raise InvalidInput({"reason": Message("Say why.")})
        with self.begin("need.drop") as transaction:
            need = transaction.read("needs", need_id)
            if need["state"] != "open":
                raise WrongState(Message("This need was dropped already."))
            checked = self.checked("needs", {**need, "state": "dropped", "reason": reason})
            fields = {name: checked[name] for name in ("state", "reason")}
            return transaction.update("needs", need_id, fields).document

    def put_on_agenda(self, need_id: int) -> Stored:
        """Put a need on the agenda of the next coordination meeting; the meeting.

        Raises WrongState if none is planned or the need is on it, NotAllowed, NotFound, StoreError.
        """
        self.require("meeting.agenda")
        need = self.store.needs.get(need_id)
        ahead = self._meetings.next("alliance")
        if ahead is None:
            raise WrongState(Message("No coordination meeting is planned. Plan one first: 5, then n."))
        if any(item["title"] == need.title for item in ahead["items"]):
            raise WrongState(Message("It is on this meeting's agenda already."))
        return self._meetings.add_item(int(ahead["id"]), need.title)

    # ---- part-time committee members

    def appoint(self, fields: Mapping[str, Any]) -> Stored:
        """A part-time committee member takes a team on; the one before steps down the day before.

        Raises InvalidInput, NotAllowed, NotFound, StoreError.
        """
        self.require("committee.appoint")
        self.known_fields("appointments", fields, frozenset())
        since = fields.get("since") or self.today.isoformat()
        document = self.checked("appointments", {**fields, "since": since})
        begins = date.fromisoformat(document["since"])
        with self.begin("committee.appoint") as transaction:
            _refers(transaction, "appointments", document)
            before = current_member(transaction.all("appointments"), document["team_id"], begins)
            if before is not None:
                if before["name"] == document["name"]:
                    raise InvalidInput(
                        {"name": Message("{name} looks after this team already.", {"name": before["name"]})}
                    )
                last = max(
                    date.fromordinal(begins.toordinal() - 1),
                    date.fromisoformat(before["since"] or "1900-01-01"),
                )
                if last >= begins:
                    raise InvalidInput(
                        {
                            "since": Message(
                                "{name} looks after this team since {day}.",
                                {"name": before["name"], "day": before["since"]},
                            )
                        }
                    )
                transaction.update("appointments", int(before["id"]), {"until": last.isoformat()})
            return transaction.insert("appointments", document)

    def end(self, appointment_id: int, until: date | None = None) -> Stored:
        """A part-time committee member steps down; the last day. Raises WrongState, InvalidInput, ..."""
        self.require("committee.end")
        with self.begin("committee.end") as transaction:
            appointment = transaction.read("appointments", appointment_id)
            if not serves(appointment, self.today):
                raise WrongState(Message("{name} has stepped down already.", {"name": appointment["name"]}))
            checked = self.checked(
                "appointments", {**appointment, "until": (until or self.today).isoformat()}
            )
            return transaction.update("appointments", appointment_id, {"until": checked["until"]}).document


def one_in_office(transaction: Transaction, ids: Iterable[int]) -> None:
    """Raises WrongState if one of these appointments leaves a team with two members at a time."""
    everybody = list(transaction.all("appointments"))
    for id in ids:
        mine = next((a for a in everybody if a["id"] == id), None)
        if mine is None:
            continue
        for other in everybody:
            if other["id"] != id and other["team_id"] == mine["team_id"] and _same_days(mine, other):
                raise WrongState(
                    Message(
                        "{name} looks after this team since {day}.",
                        {"name": other["name"], "day": other["since"] or ""},
                    )
                )


def _same_days(one: Stored, other: Stored) -> bool:
    return (one["since"] or "") <= (other["until"] or "9999") and (other["since"] or "") <= (
        one["until"] or "9999"
    )


def _within(transaction: Transaction, offer: Stored, more: float) -> None:
    """Raises InvalidInput if `more` is more than the offer has left."""
    rest = left(offer, delivered(transaction.all("matches"), offer_id=offer["id"]))
    if rest is not None and more > rest:
        raise InvalidInput(
            {
                "quantity": Message(
                    "The offer has {n} left. If more was given, raise the offer first.", {"n": f"{rest:g}"}
                )
            }
        )


def _still_fits(transaction: Transaction, table: str, changed: Stored) -> None:
    """Raises InvalidInput if what was delivered could not be added up any more."""
    own, other, targets = (
        ("need_id", "offer_id", "offers") if table == "needs" else ("offer_id", "need_id", "needs")
    )
    for match in transaction.all("matches"):
        if match[own] == changed["id"]:
            partner = transaction.read(targets, match[other])
            pair = (changed, partner) if table == "needs" else (partner, changed)
            if why := misfit(*pair):
                raise InvalidInput({"unit" if pair[0]["kind"] == pair[1]["kind"] else "kind": why})


def _refers(transaction: Transaction, table: str, document: Stored) -> None:
    """Raises NotFound if a record that `document` names is not there."""
    for field, target in _REFERENCES[table]:
        if document.get(field) is not None:
            transaction.read(target, document[field])


_REFERENCES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "offers": (("partner_id", "partners"),),
    "needs": (("wish_id", "wishes"),),
    "appointments": (("partner_id", "partners"), ("team_id", "teams")),
}
