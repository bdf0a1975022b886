"""The lists of a session: who is down for it, who signed up, how many asked for what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tui.desk.services.session_steps import SessionSteps
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, NotFound
from tui.language.text import enumerated
from tui.store import Transaction


class SessionLists(SessionSteps):
    """Volunteers put down, residents signed up, items counted."""

    def staff(
        self, service_id: int, on: date, volunteer_ids: Sequence[int], *, base_version: Stored | None = None
    ) -> Stored:
        """Put these volunteers, and no others, down for the session; `base_version` is it as the editor saw it.

        Raises WrongState, NotFound, NotAllowed, StoreConflict, StoreError.
        """
        people = list(dict.fromkeys(volunteer_ids))
        with self._checked_step(service_id, on, "staff") as (transaction, session):
            self._refuse_stale(session, base_version, {"volunteer_ids": people})
            for id in people:
                transaction.read("volunteers", id)
            return self._put(transaction, session, {"volunteer_ids": people})

    def sign_up(
        self,
        service_id: int,
        on: date,
        resident: str,
        *,
        phone: str = "",
        at_home: bool = False,
        address: str = "",
        note: str = "",
    ) -> tuple[Stored, int]:
        """Sign a resident up; the session, and the number of the sign-up.

        Beyond the session's cap they wait. `at_home`: the team comes to them on the same day. Raises
        InvalidInput, WrongState, NotFound, NotAllowed, StoreError.
        """
        self.require("session.sign_up")
        if not resident.strip():
            raise InvalidInput({"resident": Message("This must be filled in.")})
        signup = {"resident": resident, "phone": phone, "at_home": at_home, "address": address, "note": note}
        with self._checked_step(service_id, on, "sign_up") as (transaction, session):
            return self._entered(transaction, session, signup)

    def refuse_sign_up(self, session: Stored) -> None:
        """Raises WrongState if nobody can sign up for the session now."""
        self._check("sign_up", session)

    def enter(
        self, transaction: Transaction, service_id: int, on: date, signup: Mapping[str, Any]
    ) -> tuple[Stored, int]:
        """Sign a resident up within a transaction of which it is a part; the right is asked for with that.

        Raises InvalidInput, WrongState, NotFound.
        """
        session = self._session(transaction, service_id, on)
        self.refuse_sign_up(session)
        return self._entered(transaction, session, signup)

    def _entered(
        self, transaction: Transaction, session: Stored, signup: Mapping[str, Any]
    ) -> tuple[Stored, int]:
        known = list(session.get("signups") or ())
        resident, phone = str(signup["resident"]).strip(), str(signup["phone"]).strip()
        if any((s["resident"], s["phone"]) == (resident, phone) for s in known):
            raise InvalidInput({"resident": Message("{name} is on the list already.", {"name": resident})})
        number = max((int(s["number"]) for s in known), default=0) + 1
        return self._put(transaction, session, {"signups": [*known, {"number": number, **signup}]}), number

    def sign_off(self, service_id: int, on: date, number: int, *, resident: str | None = None) -> Stored:
        """Take a sign-up back; who waits moves up. With `resident` only if the number is still theirs.

        Raises NotFound as well as what `sign_up` raises.
        """
        with self._checked_step(service_id, on, "sign_off") as (transaction, session):
            left = [
                s
                for s in session.get("signups") or ()
                if s["number"] != number or resident not in {None, s["resident"]}
            ]
            if len(left) == len(session.get("signups") or ()):
                raise NotFound(Message("There is no sign-up number {n} on this list.", {"n": number}))
            return self._put(transaction, session, {"signups": left})

    def count(self, service_id: int, on: date, item: str, by: int = 1) -> Stored:
        """One more (or `by` more) asked for an item of the service; seats that count at once add up.

        Raises InvalidInput for an item that the service does not have and for less than none, and
        what `sign_up` raises.
        """
        with self._checked_step(service_id, on, "count") as (transaction, session):
            counts = dict(session.get("counts") or {})
            check_items(transaction, session, [item])
            number = int(counts.get(item, 0)) + by
            if number < 0:
                raise InvalidInput({"item": Message("Fewer than none cannot be counted.")})
            return self._put(transaction, session, {"counts": {**counts, item: number}})


def check_items(transaction: Transaction, session: Stored, items: Iterable[str]) -> None:
    """Raises InvalidInput for an item that neither the service has nor was counted before."""
    known = transaction.read("services", session["service_id"]).get("items") or ()
    for item in items:
        if item not in known and item not in (session.get("counts") or ()):
            raise InvalidInput(
                {
                    "item": Message(
                        "The service has no item «{item}». Its items are: {items}.",
                        {"item": item, "items": enumerated(known) or "-"},
                    )
                }
            )
