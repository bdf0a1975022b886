"""What can be done with one session of a service."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tui.desk.use_case import UseCases
from tui.errors import InvalidInput, Message, NotFound, WrongState
from tui.rules import session_state
from tui.rules.hours import check_hours
from tui.rules.schedule import planned_session
from tui.store import Stored, Transaction


class SessionDesk(UseCases):
    """Confirm, complete, cancel and restore sessions.

    A session is named by its service and the date that the recurrence gave it; it becomes a record
    of its own the first time that something is done with it.
    """

    def confirm(self, service_id: int, on: date) -> Stored:
        """The session will take place. Raises WrongState, NotFound, NotAllowed, StoreError."""
        return self._step(service_id, on, "confirm", {"state": "confirmed"})

    def cancel(self, service_id: int, on: date, reason: str) -> Stored:
        """The session will not take place; the reason is kept. Raises as `confirm`, InvalidInput."""
        self.require("session.cancel")
        if not reason.strip():
            raise InvalidInput({"reason": Message("Say why the session is cancelled.")})
        return self._step(service_id, on, "cancel", {"state": "cancelled", "reason": reason})

    def restore(self, service_id: int, on: date) -> Stored:
        """A cancelled session is planned again. Raises as `confirm`."""
        return self._step(service_id, on, "restore", {"state": "planned", "reason": ""})

    def complete(
        self,
        service_id: int,
        on: date,
        *,
        people_served: int | None,
        hours: float | None = None,
        volunteer_ids: Sequence[int] = (),
        note: str = "",
    ) -> Stored:
        """The session took place: how many were served, and `hours` for each volunteer who came.

        The hours become records of their own in the same commit. Raises InvalidInput as well as what
        `confirm` raises.
        """
        self.require("session.complete")
        errors: dict[str, Message] = {}
        if people_served is None:
            errors["people_served"] = Message("This must be filled in.")
        if volunteer_ids and hours is None:
            errors["hours"] = Message("Say how many hours each of them gave.")
        if hours is not None and (complaint := check_hours(hours)):
            errors["hours"] = complaint
        if errors:
            raise InvalidInput(errors)
        fields = {"state": "done", "people_served": people_served, "note": note, "reason": ""}
        _ = self.store.hours.model
        with self._checked_step(service_id, on, "complete") as (transaction, session):
            done = self._put(transaction, session, fields)
            service = transaction.read("services", service_id)
            for volunteer_id in dict.fromkeys(volunteer_ids):
                record = {
                    "volunteer_id": volunteer_id, "team_id": done["team_id"], "session_id": done["id"],
                    "on": done["starts_at"][:10], "hours": hours, "content": service["name"],
                    "place": done["place"], "source": "checked_in", "recorded_by": self.actor.name,
                }  # fmt: skip
                transaction.insert("hours", self.checked("hours", record))
            return done

    def _step(self, service_id: int, on: date, action: str, fields: Mapping[str, Any]) -> Stored:
        with self._checked_step(service_id, on, action) as (transaction, session):
            return self._put(transaction, session, fields)

    @contextlib.contextmanager
    def _checked_step(self, service_id: int, on: date, action: str) -> Iterator[tuple[Transaction, Stored]]:
        """The transaction of one step and the session, stored or planned, once the rules agree."""
        _ = self.store.sessions.model  # loaded before the lock is taken
        with self.begin(f"session.{action}") as transaction:
            session = self._session(transaction, service_id, on)
            complaint = session_state.check(
                action,
                session["state"],
                datetime.fromisoformat(session["starts_at"]),
                datetime.fromisoformat(session["ends_at"]),
                self.store.now,
            )
            if complaint:
                raise WrongState(complaint)
            yield transaction, session

    @staticmethod
    def _session(transaction: Transaction, service_id: int, on: date) -> Stored:
        for stored in transaction.all("sessions"):
            if stored["service_id"] == service_id and stored["on"] == on.isoformat():
                return stored
        planned = planned_session(transaction.read("services", service_id), on)
        if planned is None:
            raise NotFound(Message("The service has no session on {date}.", {"date": on.isoformat()}))
        return planned

    def _put(self, transaction: Transaction, session: Stored, fields: Mapping[str, Any]) -> Stored:
        if "id" in session:
            checked = self.checked("sessions", {**session, **fields})
            kept = {f: checked[f] for f in fields}
            return transaction.update("sessions", int(session["id"]), kept).document
        return transaction.insert("sessions", self.checked("sessions", {**session, **fields}))
