"""A session said in a sentence: which service, on which day, and what differs from the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from tui.desk.services.session_steps import SessionSteps, times, wrong_clocks
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, WrongState
from tui.rules.calendar.workdays import WorkCalendar
from tui.rules.services.schedule import moment, planned_session, sessions_between, which_hour, with_date
from tui.store import Transaction

# How long a session is where nothing says when it ends.
_USUAL: Final = timedelta(hours=2)


class SessionHolding(SessionSteps):
    """The use case behind `服务 义务理发 26号 9点 @老年活动中心 >义剪队`."""

    def held_on(self, service_id: int, day: date) -> Stored | None:
        """The first session of a service on `day`, stored or planned by the recurrence; None if there is none."""
        return next(iter(self.all_on(service_id, day)), None)

    def all_on(self, service_id: int, day: date) -> list[Stored]:
        """The sessions of a service on `day`, stored or planned by the recurrence, by their start."""
        service = self.store.services.find_stored(service_id)
        if service is None:
            return []
        on_record = self.store.sessions.having("service_id", service_id)
        return _on_day(service, on_record, day, self.store.calendar)

    def meant_on(self, service_id: int, day: date, starts: str | None) -> Stored | None:
        """The session of `day` that `hold` would change; None if it would add one. Raises InvalidInput."""
        return _meant(self.all_on(service_id, day), starts)

    def hold(
        self,
        service: int | str,
        day: date,
        *,
        starts: str | None = None,
        ends: str | None = None,
        place: str | None = None,
        team_id: int | None = None,
    ) -> Stored:
        """Have a session of `service` on `day`, in one commit; the session, which is on record then.

        It is the one that is planned for the day, changed where something else is said, or one more. A
        `service` that is not on record is given by its name; it is held on that day alone. Times are
        `HH:MM`; without `ends` a session lasts as long as planned. Raises InvalidInput, WrongState,
        NotFound, NotAllowed, StoreError.
        """
        self.require("session.hold")
        if day < self.today:
            raise InvalidInput({"on": Message("This day must still be to come.")})
        if errors := wrong_clocks(starts, ends):
            raise InvalidInput(errors)
        _ = self.store.sessions.model, self.store.services.model  # loaded before the lock is taken
        with self.begin("session.hold") as transaction:
            known = (
                transaction.read("services", service)
                if isinstance(service, int)
                else self._new(transaction, service, day, starts)
            )
            if team_id is not None:
                transaction.read("teams", team_id)
            held = transaction.having("sessions", "service_id", int(known["id"]))
            there = _on_day(known, held, day, self.store.calendar)
            session = _meant(there, starts)
            if session is None:
                checked = self.checked("services", {**known, **with_date(known, day, self.store.calendar)})
                fields = {name: checked[name] for name in ("exdates", "rdates")}
                known = transaction.update("services", int(known["id"]), fields).document
                session = planned_session(known, day, self.store.calendar)
            if session is None:
                raise WrongState(Message("The service is paused; resume it first."))
            said: dict[str, Any] = {**times(session, None, starts, ends)}
            said |= {"place": place} if place is not None else {}
            said |= {"team_id": team_id} if team_id is not None else {}
            return self._held(transaction, session, said)

    def _new(self, transaction: Transaction, name: str, day: date, starts: str | None) -> Stored:
        """A service for one day. Raises NotAllowed, InvalidInput."""
        self.require("service.add")
        fields = {"name": name, "first": day.isoformat(), "rdates": [day.isoformat()]}
        if starts is not None:
            fields |= {"starts": starts, "ends": _later(day, starts)}
        return transaction.insert("services", self.checked("services", fields))

    def _held(self, transaction: Transaction, session: Stored, said: Mapping[str, Any]) -> Stored:
        self._check("move", session)
        changed = {name: value for name, value in said.items() if session[name] != value}
        if not changed:
            return session if "id" in session else self._put(transaction, session, {})
        was = {name: str(session[name] or "") for name in changed}
        now = {name: str(value or "") for name, value in changed.items()}
        events = self._event(session, "move", "", was, now)
        return self._put(transaction, session, {**changed, "history": events})


def _on_day(service: Stored, sessions: Iterable[Stored], day: date, calendar: WorkCalendar) -> list[Stored]:
    return sessions_between([service], sessions, day, day, calendar)


def _meant(sessions: list[Stored], starts: str | None) -> Stored | None:
    """The session of the day, of several the open one that starts at `starts`; None of no session.

    Raises InvalidInput if that is not exactly one.
    """
    if len(sessions) < 2:
        return next(iter(sessions), None)
    open_ones = [one for one in sessions if one["state"] not in {"done", "cancelled"}] or sessions
    mine = [one for one in open_ones if starts is None or one["starts_at"][11:16] == starts]
    if len(mine) != 1:
        raise InvalidInput({"starts": which_hour(open_ones)})
    return mine[0]


def _later(day: date, starts: str) -> str:
    """When a session that starts at `starts` usually ends, on the same day."""
    end = datetime.fromisoformat(moment(day, starts)) + _USUAL
    return f"{end:%H:%M}" if end.date() == day else "23:59"
