"""The common ground of what is done with one session."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, NotFound, StoreConflict, WrongState
from tui.rules.calendar.time_zone import LOCAL
from tui.rules.services import session_state
from tui.rules.services.clashes import Clash, clash_message, clashes_about
from tui.rules.services.room_use import RoomTables
from tui.rules.services.schedule import moment, planned_session
from tui.store import Transaction

_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class SessionSteps(UseCases):
    """A session is named by its service and the date that the recurrence gave it.

    It becomes a record of its own the first time that something is done with it.
    """

    def find(self, service_id: int, on: date) -> Stored:
        """The session, on record or as its service plans it. Raises NotFound."""
        for stored in self.store.sessions.having("service_id", service_id):
            if stored["on"] == on.isoformat():
                return stored
        service = self.store.services.find_stored(service_id)
        planned = planned_session(service, on, self.store.calendar) if service else None
        if planned is None:
            raise NotFound(Message("The service has no session on {date}.", {"date": on.isoformat()}))
        return planned

    def clashes(self, session: Stored) -> list[Clash]:
        """What the session would clash with, as warnings: nothing is refused for it."""
        users = RoomTables.of(lambda table: self.store.collection(table).stored(), self.store.calendar)
        return clashes_about(
            session, self.store.services.stored(), self.store.sessions.stored(), self.store.calendar, users
        )

    def clash_messages(self, clashes: list[Clash]) -> list[Message]:
        """The clashes in words: with which service, booking or meeting, and what both need."""
        return [clash_message(c, self._name("services"), self._name("volunteers")) for c in clashes]

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
            self._check(action, session)
            yield transaction, session

    def _check(self, action: str, session: Stored) -> None:
        """Raises WrongState if `action` cannot be done with the session now."""
        complaint = session_state.check(
            action,
            session["state"],
            datetime.fromisoformat(session["starts_at"]),
            datetime.fromisoformat(session["ends_at"]),
            self.store.now,
        )
        if complaint:
            raise WrongState(complaint)

    def _session(self, transaction: Transaction, service_id: int, on: date) -> Stored:
        for stored in transaction.having("sessions", "service_id", service_id):
            if stored["on"] == on.isoformat():
                return stored
        planned = planned_session(transaction.read("services", service_id), on, self.store.calendar)
        if planned is None:
            raise NotFound(Message("The service has no session on {date}.", {"date": on.isoformat()}))
        return planned

    def _put(self, transaction: Transaction, session: Stored, fields: Mapping[str, Any]) -> Stored:
        if "id" in session:
            checked = self.checked("sessions", {**session, **fields})
            kept = {f: checked[f] for f in fields}
            return transaction.update("sessions", int(session["id"]), kept).document
        return transaction.insert("sessions", self.checked("sessions", {**session, **fields}))

    @staticmethod
    def _refuse_stale(
        session: Stored,
        base_version: Stored | None,
        fields: Mapping[str, Any],
        counts: Mapping[str, int] | None = None,
    ) -> None:
        """Raises StoreConflict if somebody has changed one of `fields` or `counts` since the session was `base_version`.

        What is compared is what stands in it: it may have been only planned then, and without a revision.
        """
        if base_version is None:
            return
        now, then = dict(session.get("counts") or {}), dict(base_version.get("counts") or {})
        pairs = [(session.get(f), base_version.get(f), value) for f, value in fields.items()]
        pairs += [(now.get(item, 0), then.get(item, 0), n) for item, n in (counts or {}).items()]
        if any(current not in (before, wanted) for current, before, wanted in pairs):
            raise StoreConflict("sessions", int(session.get("id") or 0), session)

    def _event(
        self, session: Stored, action: str, note: str, was: Mapping[str, str], now: Mapping[str, str]
    ) -> list[Any]:
        """The session's history with one more event."""
        event = {"at": self.store.now.isoformat(), "by": self.actor.name, "action": action, "note": note,
                 "was": dict(was), "now": dict(now)}  # fmt: skip
        return [*(session.get("history") or ()), event]


def wrong_clocks(starts: str | None, ends: str | None) -> dict[str, Message]:
    """An error for each of the fields `starts` and `ends` that is not a time of day `HH:MM`."""
    return {
        name: Message("Write a time of day, such as 09:00.")
        for name, clock in (("starts", starts), ("ends", ends))
        if clock is not None and not _CLOCK.fullmatch(clock)
    }


def times(session: Stored, to: date | None, starts: str | None, ends: str | None) -> dict[str, str]:
    """When a session starts and ends, as stored, once what is given is another; nothing if nothing is.

    With `starts` alone it lasts as long as before. Raises InvalidInput.
    """
    if errors := wrong_clocks(starts, ends):
        raise InvalidInput(errors)
    if not (to or starts or ends):
        return {}
    begin = datetime.fromisoformat(session["starts_at"]).astimezone(LOCAL)
    end = datetime.fromisoformat(session["ends_at"]).astimezone(LOCAL)
    day = to or begin.date()
    starts_at = moment(day, starts or f"{begin:%H:%M}")
    if ends is None and starts is not None:
        ends_at = (datetime.fromisoformat(starts_at) + (end - begin)).isoformat()
    else:
        ends_at = moment(day, ends or f"{end:%H:%M}")
    if ends_at <= starts_at:
        raise InvalidInput({"ends": Message("The end must be later than the start.")})
    return {"starts_at": starts_at, "ends_at": ends_at}
