"""Services: their recurrence edited for one session, from one on, or for all to come; pauses and dates.

«This and following» ends the series and begins a new service that follows it (`follows_id`), as iCalendar
programs do. Dated versions inside one service would make every reader of a recurrence (lists, calendars,
exports) ask which version is meant; two services each have one rule, and undo removes the second.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from tui.desk.records import Records
from tui.desk.services.sessions import UNCHANGED, SessionDesk
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, WrongState
from tui.rules.recurrence.expansion import occurrences
from tui.rules.recurrence.parts import parts_of, to_rrule
from tui.rules.services.replanning import begun_sessions, carried_over
from tui.rules.services.schedule import planned_session, with_date
from tui.rules.services.service_days import service_days
from tui.seats.actor import Actor
from tui.store import Merged, Store, Transaction

Scope = Literal["this", "following", "all"]
# What a session takes from its service when it is planned.
_PLANNED: Final = frozenset({
    "rrule", "festival", "festival_offset", "first", "until", "starts", "ends", "place", "team_id", "on_holiday",
    "on_weekend", "on_made_up", "months", "pauses", "exdates", "rdates", "paused",
})  # fmt: skip
_OF_ONE: Final = frozenset({"starts", "ends", "place", "team_id"})
# Set by the use cases alone.
_OWN: Final = frozenset({"plans_from", "follows_id"})


class ServiceDesk(Records):
    """Add, edit, pause and resume services."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor, "services", "service")

    def edit(self, id: int, fields: Mapping[str, Any], *, base_version: Stored | None = None) -> Merged:
        """Change a service for all sessions to come; those that took place stay. Raises as `Records.edit`."""
        self.require("service.edit")
        self.known_fields(self.table, fields, _OWN)
        current = base_version or self.store.services.find_stored(id) or {}
        checked = self.checked(self.table, {**current, **fields})
        with self.begin("service.edit") as transaction:
            before = transaction.read(self.table, id)
            changed = {f: checked[f] for f in fields}
            if any(f in _PLANNED and before.get(f) != v for f, v in changed.items()):
                self._keep_past(transaction, before)
                changed["plans_from"] = self.today.isoformat()
            merged = transaction.update(self.table, id, changed, base_version=base_version)
            self.checked(self.table, merged.document)  # two editors' halves may not fit together
            self._carry(transaction, before, merged.document, self.today)
            return merged

    def edit_from(
        self, id: int, on: date, fields: Mapping[str, Any], *, base_version: Stored | None = None
    ) -> Stored:
        """Change a service from its session of the date `on` on; the service that goes on from there.

        What was arranged for later dates goes along with it. Raises as `edit`, WrongState for a date that
        is past.
        """
        self.require("service.edit")
        self.known_fields(self.table, fields, _OWN)
        current = self.store.services.get(id).stored() if base_version is None else dict(base_version)
        if on < self.today:
            raise WrongState(Message("What is past stays as it was. Choose a session that is still to come."))
        first = date.fromisoformat(current["first"])
        if not any(one.on < on for one in service_days(current, first, on, self.store.calendar)):
            return self.edit(id, fields, base_version=base_version).document  # nothing comes before it
        with self.begin("service.edit") as transaction:
            before = transaction.read(self.table, id)
            self._keep_past(transaction, before)
            old, new = _split(before, on, fields)
            transaction.update(self.table, id, old, base_version=base_version)
            following = transaction.insert(self.table, self.checked(self.table, new))
            for session in list(transaction.having("sessions", "service_id", id)):
                if session["on"] >= on.isoformat() and self._to_come(session):
                    transaction.update("sessions", int(session["id"]), {"service_id": following["id"]})
            self._carry(transaction, before, following, on)
            return following

    def edit_one(self, id: int, on: date, fields: Mapping[str, Any], reason: str) -> Stored:
        """Change time, place or team of the one session of the date `on`. Raises as `SessionDesk.move`."""
        unfit = [name for name in fields if name not in _OF_ONE]
        if unfit:
            message = Message(
                "One session alone can have another time, place or team; choose «this and following» for the rest."
            )
            raise InvalidInput(dict.fromkeys(unfit, message))
        return SessionDesk(self.store, self.actor).move(
            id, on, reason=reason, starts=fields.get("starts"), ends=fields.get("ends"),
            place=fields.get("place"), team_id=fields.get("team_id", UNCHANGED),
        )  # fmt: skip

    def pause(self, id: int, first: date, until: date | None, reason: str) -> Stored:
        """Let the service rest from `first` to `until` (None: until it is resumed).

        Raises InvalidInput, NotFound, NotAllowed, StoreError.
        """
        self.require("service.pause")
        if not reason.strip():
            raise InvalidInput({"reason": Message("Say why the service is paused.")})
        with self.begin("service.pause") as transaction:
            service = transaction.read(self.table, id)
            pause = {
                "first": first.isoformat(),
                "until": until.isoformat() if until else None,
                "reason": reason,
            }
            pauses = sorted([*(service.get("pauses") or ()), pause], key=lambda p: str(p["first"]))
            return self._change(transaction, service, {"pauses": pauses})

    def resume(self, id: int, on: date) -> Stored:
        """The service is held again from the day `on` on: pauses end before it or go.

        Raises WrongState if it is not paused then; NotFound, NotAllowed, StoreError.
        """
        with self.begin("service.resume") as transaction:
            service = transaction.read(self.table, id)
            ended, day = [], (on - timedelta(1)).isoformat()
            for pause in service.get("pauses") or ():
                if pause["first"] >= on.isoformat():
                    continue
                until = pause.get("until")
                ended.append({**pause, "until": day} if until is None or until > day else pause)
            if ended == list(service.get("pauses") or ()) and not service.get("paused"):
                raise WrongState(Message("The service is not paused then."))
            return self._change(transaction, service, {"pauses": ended, "paused": False})

    def leave_out(self, id: int, on: date) -> Stored:
        """The session that the recurrence gives on that date is not held. Raises as `pause`, WrongState."""
        with self.begin("service.leave_out") as transaction:
            service = transaction.read(self.table, id)
            text = on.isoformat()
            if any(s["on"] == text for s in transaction.having("sessions", "service_id", id)):
                raise WrongState(
                    Message("Something was arranged for that session already; cancel it instead.")
                )
            if planned_session(service, on, self.store.calendar) is None:
                raise WrongState(Message("The service has no session on {date}.", {"date": text}))
            left = [day for day in service.get("rdates") or () if day != text]
            out = sorted({*(service.get("exdates") or ()), text})
            return self._change(transaction, service, {"exdates": out, "rdates": left}, keep=False)

    def add_date(self, id: int, on: date) -> Stored:
        """The service is held on that day as well. Raises as `leave_out`."""
        with self.begin("service.add_date") as transaction:
            service = transaction.read(self.table, id)
            text = on.isoformat()
            if planned_session(service, on, self.store.calendar) is not None:
                raise WrongState(Message("The service has a session on {date} already.", {"date": text}))
            return self._change(transaction, service, with_date(service, on, self.store.calendar), keep=False)

    # ---- what they share

    def _change(
        self, transaction: Transaction, service: Stored, fields: Mapping[str, Any], *, keep: bool = True
    ) -> Stored:
        checked = self.checked(self.table, {**service, **fields})
        if keep:
            self._keep_past(transaction, service)
        return transaction.update(self.table, int(service["id"]), {f: checked[f] for f in fields}).document

    def _keep_past(self, transaction: Transaction, service: Stored) -> None:
        """Make records of the sessions that have begun, so that no edit of the recurrence undoes them."""
        known = {s["on"] for s in transaction.having("sessions", "service_id", int(service["id"]))}
        for planned in begun_sessions(service, known, self.store.now, self.store.calendar):
            transaction.insert("sessions", self.checked("sessions", planned))

    def _to_come(self, session: Stored) -> bool:
        return session["state"] != "done" and datetime.fromisoformat(session["starts_at"]) > self.store.now

    def _carry(self, transaction: Transaction, before: Stored, after: Stored, since: date) -> None:
        """Give sessions to come, which stand as they were planned before, what is planned now."""
        for session in list(transaction.having("sessions", "service_id", int(after["id"]))):
            if (
                session["on"] >= since.isoformat()
                and self._to_come(session)
                and (taken := carried_over(session, before, after, self.store.calendar))
            ):
                transaction.update("sessions", int(session["id"]), taken)


def _split(service: Stored, on: date, fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that end `service` before `on`, and the service that goes on from there."""
    day, rule = on.isoformat(), str(service.get("rrule") or "")
    old: dict[str, Any] = {"until": (on - timedelta(1)).isoformat()}
    new: dict[str, Any] = {k: v for k, v in service.items() if k not in _BOOKKEEPING}
    # A calendar from which the service came knows the first of the two by its name.
    new |= {"plans_from": None, "follows_id": service["id"], "first": day, "uid": "", "sequence": 0}
    if rule and "rrule" not in fields:
        # An interval goes on counting from a date of its own rule.
        first = date.fromisoformat(service["first"])
        ahead = occurrences(rule, first, on, on + timedelta(3 * 366))
        new["first"] = ahead[0].isoformat() if ahead else day
        parts = parts_of(rule)
        if "COUNT" in parts:
            gone = len(occurrences(rule, first, first, on - timedelta(1)))
            new["rrule"] = to_rrule({**parts, "COUNT": str(max(1, int(parts["COUNT"]) - gone))})
    for name in ("exdates", "rdates"):
        dates = list(service.get(name) or ())
        old[name] = [d for d in dates if d < day]
        new[name] = [d for d in dates if d >= day]
    return old, {**new, **fields}


_BOOKKEEPING: Final = frozenset({"id", "rev", "created_at", "updated_at"})
