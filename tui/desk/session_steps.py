"""The common ground of what is done with one session."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from tui.desk.use_case import UseCases
from tui.errors import Message, NotFound, WrongState
from tui.rules import session_state
from tui.rules.clashes import Clash, clashes_about, told
from tui.rules.room_use import Users
from tui.rules.schedule import planned_session
from tui.store import Stored, Transaction


class SessionSteps(UseCases):
    """A session is named by its service and the date that the recurrence gave it.

    It becomes a record of its own the first time that something is done with it.
    """

    def find(self, service_id: int, on: date) -> Stored:
        """The session, on record or as its service plans it. Raises NotFound."""
        for stored in self.store.sessions.stored():
            if stored["service_id"] == service_id and stored["on"] == on.isoformat():
                return stored
        service = self.store.services.find_stored(service_id)
        planned = planned_session(service, on) if service else None
        if planned is None:
            raise NotFound(Message("The service has no session on {date}.", {"date": on.isoformat()}))
        return planned

    def clashes(self, session: Stored) -> list[Clash]:
        """What the session would clash with, as warnings: nothing is refused for it."""
        users = Users.of(lambda table: self.store.collection(table).stored())
        return clashes_about(session, self.store.services.stored(), self.store.sessions.stored(), users)

    def told(self, clashes: list[Clash]) -> list[Message]:
        """The clashes in words: with which service, booking or meeting, and what both need."""
        return [told(c, self._name("services"), self._name("volunteers")) for c in clashes]

    def _name(self, table: str) -> Callable[[int], str]:
        collection = self.store.collection(table)
        return lambda id: str((collection.find_stored(id) or {}).get("name") or "?")

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

    def _event(
        self, session: Stored, action: str, note: str, was: Mapping[str, str], now: Mapping[str, str]
    ) -> list[Any]:
        """The session's history with one more event."""
        event = {"at": self.store.now.isoformat(), "by": self.actor.name, "action": action, "note": note,
                 "was": dict(was), "now": dict(now)}  # fmt: skip
        return [*(session.get("history") or ()), event]
