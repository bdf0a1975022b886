"""What can be done with one session of a service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from tui.desk.people.hours import about
from tui.desk.services.session_holding import SessionHolding
from tui.desk.services.session_lists import SessionLists, check_items
from tui.desk.services.session_steps import times, wrong_clocks
from tui.kinds import registry
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message
from tui.rules.people.hours import check_hours
from tui.rules.people.hours_twice import session_doubts

UNCHANGED: Final = -1
"""Stands for a team that is not to be changed, as None means no team."""


class SessionDesk(SessionLists, SessionHolding):
    """Confirm, move, complete, correct, cancel and restore sessions; their lists are in `SessionLists`,
    what is said in a line in `SessionHolding`."""

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

    def move(
        self,
        service_id: int,
        on: date,
        *,
        reason: str,
        to: date | None = None,
        starts: str | None = None,
        ends: str | None = None,
        place: str | None = None,
        team_id: int | None = UNCHANGED,
        volunteer_ids: Sequence[int] | None = None,
        base_version: Stored | None = None,
    ) -> Stored:
        """Another day, time (`HH:MM`), place, team or volunteers for this session; what is None stays.

        Its state stays and so does `on`, by which it is known. With `starts` alone it lasts as long as
        before. `base_version` is the session as the editor saw it. Raises as `confirm`, InvalidInput, StoreConflict.
        """
        self.require("session.move")
        errors = wrong_clocks(starts, ends)
        if not reason.strip():
            errors["reason"] = Message("Say why the session is moved.")
        if errors:
            raise InvalidInput(errors)
        with self._checked_step(service_id, on, "move") as (transaction, session):
            fields: dict[str, Any] = {**times(base_version or session, to, starts, ends)}
            if place is not None:
                fields["place"] = place
            if team_id != UNCHANGED:
                fields["team_id"] = team_id
                if team_id is not None:
                    transaction.read("teams", team_id)
            people = None if volunteer_ids is None else list(dict.fromkeys(volunteer_ids))
            self._refuse_stale(
                session, base_version, fields if people is None else {**fields, "volunteer_ids": people}
            )
            was = {f: session[f] for f in fields if session[f] != fields[f]}
            if not was:
                raise InvalidInput(
                    {"": Message("Nothing would be moved: day, time, place and team are the same.")}
                )
            written = {f: str(fields[f] if fields[f] is not None else "") for f in was}
            events = self._event(
                session, "move", reason, {f: str(v if v is not None else "") for f, v in was.items()}, written
            )
            kept = {**{f: fields[f] for f in was}, "reason": reason, "history": events}
            if "starts_at" in was:
                kept["shifted"] = ""
            if people is not None:
                for id in people:
                    transaction.read("volunteers", id)
                kept["volunteer_ids"] = people
            return self._put(transaction, session, kept)

    def complete(
        self,
        service_id: int,
        on: date,
        *,
        people_served: int | None,
        hours: float | None = None,
        volunteer_ids: Sequence[int] = (),
        note: str = "",
        counts: Mapping[str, int] | None = None,
        hours_each: Mapping[int, float] | None = None,
        others: Mapping[str, Any] | None = None,
    ) -> Stored:
        """The session took place: how many were served, and `hours` for each volunteer who came.

        `hours_each` gives the hours of those who came for longer or shorter, `counts` how many asked for
        which item, in place of what was counted on the day (the other items stay). The hours become records of their own in
        the same commit. `others` are further fields that are declared to be typed at this step. Raises InvalidInput as
        well as what `confirm` raises.
        """
        self.require("session.complete")
        self._typed_when_recorded(others or {})
        given = {**dict.fromkeys(volunteer_ids, hours), **(hours_each or {})}
        errors: dict[str, Message] = {}
        if people_served is None:
            errors["people_served"] = Message("This must be filled in.")
        if None in given.values():
            errors["hours"] = Message("Say how many hours each of them gave.")
        for figure in (hours, *given.values()):
            if figure is not None and (complaint := check_hours(figure)):
                errors["hours"] = complaint
        if errors:
            raise InvalidInput(errors)
        fields: dict[str, Any] = {"state": "done", "people_served": people_served, "note": note, "reason": "",
                                  **(others or {})}  # fmt: skip
        _ = self.store.hours.model
        with self._checked_step(service_id, on, "complete") as (transaction, session):
            if counts is not None:
                counted = {**(session.get("counts") or {}), **counts}
                fields["counts"] = {item: number for item, number in counted.items() if number}
                check_items(transaction, session, counts)
            done = self._put(transaction, session, fields)
            service = transaction.read("services", service_id)
            for volunteer_id, figure in given.items():
                transaction.read("volunteers", volunteer_id)
                record = {
                    "volunteer_id": volunteer_id, "team_id": done["team_id"], "session_id": done["id"],
                    "on": done["starts_at"][:10], "hours": figure, "content": service["name"],
                    "place": done["place"], "source": "checked_in", "recorded_by": self.actor.name,
                }  # fmt: skip
                document = self.checked("hours", record)
                transaction.insert("hours", {**document, **about(transaction, document)})
            return done

    def hours_doubts(self, session: Stored) -> list[Message]:
        """Doubts about the hours given for a session: recorded twice, or overlapping another session of the volunteer."""
        hours, id = self.store.hours, session.get("id")
        people = {int(r["volunteer_id"]) for r in hours.having("session_id", int(id))} if id else ()
        theirs = [record for person in sorted(people) for record in hours.having("volunteer_id", person)]
        ids = {int(record.get("session_id") or 0) for record in theirs}
        others = filter(None, map(self.store.sessions.find_stored, sorted(ids)))
        return session_doubts(session, theirs, others, self._volunteer)

    def _volunteer(self, id: int) -> str:
        return str((self.store.volunteers.find_stored(id) or {}).get("name") or "?")

    def correct(
        self,
        service_id: int,
        on: date,
        *,
        reason: str,
        people_served: int | None = None,
        counts: Mapping[str, int] | None = None,
        note: str | None = None,
        others: Mapping[str, Any] | None = None,
        base_version: Stored | None = None,
    ) -> Stored:
        """Put right what was recorded of a completed session; what was there stays in its history.

        What is None stays; `others` as in `complete`; `base_version` is the session as the editor saw it. Raises
        InvalidInput and StoreConflict as well as what `confirm` raises.
        """
        self.require("session.correct")
        self._typed_when_recorded(others or {})
        if not reason.strip():
            raise InvalidInput({"reason": Message("Say why the record is corrected.")})
        with self._checked_step(service_id, on, "correct") as (transaction, session):
            check_items(transaction, session, counts or ())
            fields: dict[str, Any] = {}
            was: dict[str, str] = {}
            now: dict[str, str] = {}
            given = {**(others or {}), "people_served": people_served, "note": note}
            for name, value in given.items():
                if value is not None and value != session.get(name):
                    fields[name] = value
                    before = session.get(name)
                    was[name], now[name] = str(before if before is not None else ""), str(value)
            self._refuse_stale(session, base_version, fields, counts)
            counted = dict(session.get("counts") or {})
            for item, number in (counts or {}).items():
                if number != counted.get(item, 0):
                    was[item], now[item] = str(counted.get(item, 0)), str(number)
                    fields["counts"] = {**counted, **(counts or {})}
            if not fields:
                raise InvalidInput(
                    {"": Message("Nothing would be corrected: it is recorded like that already.")}
                )
            return self._put(
                transaction, session, {**fields, "history": self._event(session, "correct", reason, was, now)}
            )

    def _typed_when_recorded(self, others: Mapping[str, Any]) -> None:
        """Raises InvalidInput for a field whose declaration does not say that it is typed when a session is recorded."""
        declared = registry.kind("session")
        at_step = {field.name for field in declared.typed("complete")}
        self.known_fields("sessions", others, frozenset(f.name for f in declared.fields) - at_step)
