"""Visits to households: who is on the list, what was heard, the wishes that came of it, follow-ups."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tui.desk.use_case import UseCases
from tui.desk.wishes import WishDesk
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, WrongState
from tui.language.folding import identity
from tui.rules.households.visits import awaits_follow_up
from tui.seats.actor import Actor
from tui.store import Merged, Store, Transaction

_BY_USE_CASES: Final = frozenset({"household_id", "wish_ids", "followed_up_on", "outcome"})
# What a wish takes over from the household at which it was heard.
_OF_HOUSEHOLD: Final = {"name": "resident", "phone": "phone", "compound": "compound", "address": "address"}


class VisitDesk(UseCases):
    """The use cases of visits."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor)
        self._wishes = WishDesk(store, actor)

    def record(self, household: int | Mapping[str, Any], fields: Mapping[str, Any]) -> Stored:
        """Keep a visit, today and by this person unless `fields` say otherwise; the stored visit.

        `household` is the id of one on the list, or the fields of a new one, which is put there in the
        same commit. Raises InvalidInput, NotAllowed, NotFound, StoreError.
        """
        self.require("visit.record")
        self.known_fields("visits", fields, _BY_USE_CASES)
        whole = {"on": self.today.isoformat(), "by": self.actor.name, **_given(fields)}
        document = self._checked({**whole, "household_id": 1})
        new: dict[str, Any] | None = None
        if not isinstance(household, int):
            self.known_fields("households", household, frozenset())
            new = self.checked("households", household)
        with self.begin("visit.record") as transaction:
            home = (
                _put_on_list(transaction, new)
                if new is not None
                else transaction.read("households", int(household))  # type: ignore[arg-type]
            )
            return transaction.insert("visits", {**document, "household_id": home["id"]})

    def edit(self, id: int, fields: Mapping[str, Any], *, base_version: Stored | None = None) -> Merged:
        """Correct a visit. Raises InvalidInput, NotAllowed, NotFound, StoreConflict, StoreError."""
        self.require("visit.edit")
        self.known_fields("visits", fields, _BY_USE_CASES)
        with self.begin("visit.edit") as transaction:
            before = base_version or transaction.read("visits", id)
            fields = renewed(fields, before)
            checked = self._checked({**before, **fields})
            merged = transaction.update(
                "visits", id, {f: checked[f] for f in fields}, base_version=base_version
            )
            self._checked(merged.document)
            return merged

    def prefilled(self, id: int) -> dict[str, Any]:
        """The fields with which the wish heard at a visit begins. Raises NotFound."""
        visit = self.store.visits.get(id)
        home = self.store.households.find_stored(visit.household_id) or {}
        return {**{wish: home.get(own) for own, wish in _OF_HOUSEHOLD.items()}, "channel": "visit"}

    def wish(self, id: int, fields: Mapping[str, Any]) -> Stored:
        """Record a wish that was heard at a visit; each names the other. The stored wish.

        What `fields` do not say of the resident comes from the household. Raises InvalidInput,
        NotAllowed, NotFound, StoreError.
        """
        self.require("visit.wish")
        document = self._wishes.drafted({**self.prefilled(id), **fields})
        with self.begin("visit.wish") as transaction:
            visit = transaction.read("visits", id)
            wish = self._wishes.put(transaction, {**document, "visit_id": id})
            transaction.update("visits", id, {"wish_ids": [*visit["wish_ids"], wish["id"]]})
            return wish

    def follow_up(self, id: int, outcome: str = "") -> Stored:
        """What was promised was looked after today. Raises WrongState, NotAllowed, NotFound, StoreError."""
        with self.begin("visit.follow_up") as transaction:
            visit = transaction.read("visits", id)
            if not awaits_follow_up(visit):
                raise WrongState(Message("No follow-up is awaited."))
            fields = {"followed_up_on": self.today.isoformat(), "outcome": outcome}
            checked = self.checked("visits", {**visit, **fields})
            return transaction.update("visits", id, {f: checked[f] for f in fields}).document

    def _checked(self, visit: Mapping[str, Any]) -> dict[str, Any]:
        checked = self.checked("visits", visit)
        if date.fromisoformat(checked["on"]) > self.today:
            raise InvalidInput({"on": Message("This day has not come yet.")})
        if checked["follow_up_on"] and checked["follow_up_on"] < checked["on"]:
            raise InvalidInput({"follow_up_on": Message("This day lies before the visit.")})
        return checked


def _put_on_list(transaction: Transaction, new: Mapping[str, Any]) -> Stored:
    """The household with this name and address that is on the list; it is put there if there is none.

    Of several lines that are kept together the first may have put it there.
    """
    same = (identity(new["name"]), identity(new["address"]))
    for home in transaction.all("households"):
        if (
            home.get("listed", True)
            and (
                identity(home["name"]),
                identity(home.get("address") or ""),
            )
            == same
        ):
            return home
    return transaction.insert("households", new)


def renewed(fields: Mapping[str, Any], before: Stored) -> Mapping[str, Any]:
    """`fields` of a visit or mediation; another day to follow it up is one that is not done yet."""
    another = fields.get("follow_up_on", before["follow_up_on"]) != before["follow_up_on"]
    return {**fields, "followed_up_on": None} if another and before["followed_up_on"] else fields


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """`fields` without those left empty, which have a value of their own."""
    return {n: v for n, v in fields.items() if v not in (None, "")}
