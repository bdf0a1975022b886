"""Mediation of disputes: opened, brought together session by session, ended, looked after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tui.desk.use_case import UseCases
from tui.desk.visits import renewed
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, WrongState
from tui.rules.households.mediation import ENDINGS, check
from tui.store import Merged, Transaction

_BY_USE_CASES: Final = frozenset(
    {"state", "sessions", "agreement", "reason", "closed_on", "followed_up_on", "outcome"}
)


class MediationDesk(UseCases):
    """The use cases of mediations: for staff alone."""

    def open(self, fields: Mapping[str, Any]) -> Stored:
        """Open a mediation, today and by this person unless `fields` say otherwise; it needs a `title`.

        Raises InvalidInput, NotAllowed, StoreError.
        """
        self.require("mediation.open")
        self.known_fields("mediations", fields, _BY_USE_CASES)
        given = {n: v for n, v in fields.items() if v not in (None, "")}
        document = self._checked({"opened_on": self.today.isoformat(), "mediator": self.actor.name, **given})
        with self.begin("mediation.open") as transaction:
            return transaction.insert("mediations", document)

    def edit(self, id: int, fields: Mapping[str, Any], *, base_version: Stored | None = None) -> Merged:
        """Change plain fields. Raises InvalidInput, NotAllowed, NotFound, StoreConflict, StoreError."""
        self.require("mediation.edit")
        self.known_fields("mediations", fields, _BY_USE_CASES)
        with self.begin("mediation.edit") as transaction:
            before = base_version or transaction.read("mediations", id)
            fields = renewed(fields, before)
            checked = self._checked({**before, **fields})
            return transaction.update(
                "mediations", id, {f: checked[f] for f in fields}, base_version=base_version
            )

    def session(self, id: int, note: str, on: str | None = None) -> Stored:
        """The parties were brought together, today or on the day `on`; what came of it.

        Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError.
        """
        self.require("mediation.session")
        if not note.strip():
            raise InvalidInput({"note": Message("Say what came of it.")})
        day = on or self.today.isoformat()
        if day > self.today.isoformat():
            raise InvalidInput({"on": Message("This day has not come yet.")})
        with self.begin("mediation.session") as transaction:
            mediation = self._fit(transaction, id, "session")
            held = {"on": day, "by": self.actor.name, "note": note}
            sessions = sorted([*mediation["sessions"], held], key=lambda s: str(s["on"]))
            return self._put(transaction, mediation, {"sessions": sessions})

    def close(self, id: int, state: str, words: str, *, follow_up_on: str | None = None) -> Stored:
        """End a mediation as `agreed`, `failed` or `referred`; `words` are the agreement, or the reason.

        Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError.
        """
        self.require("mediation.close")
        if state not in ENDINGS:
            raise InvalidInput(
                {"state": Message("«{value}» is not one of: {choices}.", {"value": state, "choices": tuple(ENDINGS)})}
            )  # fmt: skip
        field, complaint = ENDINGS[state]  # type: ignore[index]
        if not words.strip():
            raise InvalidInput({"words": complaint})
        fields = {"state": state, field: words, "closed_on": self.today.isoformat()}
        if follow_up_on:
            fields["follow_up_on"] = follow_up_on
        with self.begin("mediation.close") as transaction:
            return self._put(transaction, self._fit(transaction, id, "close"), fields)

    def follow_up(self, id: int, outcome: str = "") -> Stored:
        """Whether the agreement holds was looked after today. Raises as `session`."""
        with self.begin("mediation.follow_up") as transaction:
            fields = {"followed_up_on": self.today.isoformat(), "outcome": outcome}
            return self._put(transaction, self._fit(transaction, id, "follow_up"), fields)

    def _checked(self, mediation: Mapping[str, Any]) -> dict[str, Any]:
        checked = self.checked("mediations", mediation)
        if (checked["opened_on"] or "") > self.today.isoformat():
            raise InvalidInput({"opened_on": Message("This day has not come yet.")})
        return checked

    @staticmethod
    def _fit(transaction: Transaction, id: int, action: str) -> Stored:
        mediation = transaction.read("mediations", id)
        complaint = check(action, mediation)
        if complaint:
            raise WrongState(complaint)
        return mediation

    def _put(self, transaction: Transaction, mediation: Stored, fields: Mapping[str, Any]) -> Stored:
        checked = self._checked({**mediation, **fields})
        return transaction.update(
            "mediations", int(mediation["id"]), {f: checked[f] for f in fields}
        ).document
