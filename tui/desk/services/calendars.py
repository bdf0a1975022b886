"""Taking other calendars' events in: as services with their sessions, or as meetings; each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal

from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.kinds.words import MEETING_KINDS
from tui.language.errors import InvalidInput, Message
from tui.language.i18n import translator
from tui.rules.recurrence import canonical, occurrences
from tui.rules.services.events import HORIZON, Event, dates_of, service_event, split_end, uid_of
from tui.rules.services.schedule import planned_session
from tui.store import Transaction

# A single event is a service that takes place once.
ONCE: Final = "FREQ=DAILY;COUNT=1"
_MOST_UID: Final = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one event. `sessions` are those put on record with it."""

    what: Literal["service", "meeting", "sessions", "known", "differs", "refused"]
    summary: str
    sessions: int = 0
    why: Message | None = None


class _OnlyTried(Exception):
    """Ends the transaction of a dry run, so that nothing of it stays."""


class CalendarDesk(UseCases):
    """The use cases of calendars."""

    def take_in(self, events: Iterable[Event], *, dry_run: bool = False) -> list[Taken]:
        """Take events in, all in one commit, and say what became of each; `dry_run` only says it.

        An event whose UID is known is left as it is here; what is new of its sessions is added. Raises
        NotAllowed, StoreError.
        """
        self.require("ics.import")
        for table in ("services", "sessions", "meetings"):
            _ = self.store.collection(table).model  # loaded before the lock is taken
        taken: list[Taken] = []
        try:
            with self.begin("ics.import") as transaction:
                for event in events:
                    try:
                        taken.append(self._take(transaction, event))
                    except InvalidInput as error:
                        taken.append(Taken("refused", event.summary, why=error.message))
                if dry_run:
                    raise _OnlyTried
        except _OnlyTried:
            pass
        return taken

    def _take(self, transaction: Transaction, event: Event) -> Taken:
        if len(event.uid) > _MOST_UID:
            raise InvalidInput({"": Message("Its UID is too long.")})
        if event.kind == "meeting":
            return self._meeting(transaction, event)
        known = _named(transaction, "services", "service", event.uid)
        if known is not None:
            return self._known(transaction, known, event)
        fields = self._service(transaction, event)
        more, less = set(event.rdates), set(event.exdates)
        start = event.starts_at.date()
        if start not in _ruled(fields, event):
            more.add(start)
        # What is on record needs no date of its own, and is not left out.
        on_record = {override.on for override in event.overrides}
        fields["rdates"] = sorted(day.isoformat() for day in more - on_record - less)
        fields["exdates"] = sorted(day.isoformat() for day in less - on_record)
        checked = self.checked("services", fields)
        shown = {"id": 1, **checked}  # its sessions are checked before anything is put
        sessions = self._sessions(event, shown)
        service = transaction.insert("services", checked)
        for session in sessions:
            transaction.insert("sessions", {**session, "service_id": service["id"]})
        return Taken("service", event.summary, len(sessions))

    @staticmethod
    def _service(transaction: Transaction, event: Event) -> dict[str, Any]:
        team = next(
            (t["id"] for t in transaction.all("teams") if event.team and t["name"] == event.team), None
        )
        before = _named(transaction, "services", "service", event.follows) if event.follows else None
        only_dates = event.ours or event.rdates
        return {
            "name": event.summary,
            "uid": event.uid,
            "team_id": team,
            "place": event.place,
            "rrule": canonical(event.rrule) if event.rrule else ("" if only_dates else ONCE),
            "first": event.starts_at.date().isoformat(),
            "until": event.until.isoformat() if event.until else None,
            "starts": f"{event.starts_at:%H:%M}",
            "ends": f"{event.ends_at:%H:%M}",
            "follows_id": before["id"] if before else None,
        }

    def _sessions(self, event: Event, service: Stored) -> list[dict[str, Any]]:
        """The sessions to be put on record, checked. Raises InvalidInput."""
        return [
            self.checked(
                "sessions",
                {"service_id": service["id"], "on": one.on.isoformat(), "starts_at": one.starts_at.isoformat(),
                 "ends_at": one.ends_at.isoformat(), "place": one.place, "team_id": service.get("team_id"),
                 "state": one.state},
            )
            for one in sorted(event.overrides, key=lambda one: one.on)
        ]  # fmt: skip

    def _known(self, transaction: Transaction, service: Stored, event: Event) -> Taken:
        """Add the sessions that are not on record yet; nothing else of the service changes."""
        mine = [s for s in transaction.all("sessions") if s["service_id"] == service["id"]]
        have = {s["on"] for s in mine}
        new = [
            s for s in self._sessions(event, service) if s["on"] not in have and not _as_planned(service, s)
        ]
        for session in new:
            transaction.insert("sessions", session)
        if new:
            return Taken("sessions", event.summary, len(new))
        ours = service_event(service, mine, today=self.today)
        if ours is not None and _looks(ours) != _looks(event):
            return Taken("differs", event.summary, why=Message("It is different here, and left as it is."))
        return Taken("known", event.summary)

    def _meeting(self, transaction: Transaction, event: Event) -> Taken:
        if _named(transaction, "meetings", "meeting", event.uid) is not None:
            return Taken("known", event.summary)
        label = MEETING_KINDS[event.meeting_kind or "joint"]  # type: ignore[index]
        title = "" if event.summary in {label, translator("zh")(label)} else event.summary
        starts_at, state = event.starts_at, event.state or "planned"
        if not event.ours and state == "planned" and starts_at.date() < self.today:
            ahead = dates_of(event, self.today, self.today + HORIZON) if event.rrule else []
            state = "planned" if ahead else "held"
            if ahead:
                starts_at = starts_at + timedelta((ahead[0] - starts_at.date()).days)
        rule = event.rrule
        if rule and event.until:
            rule += f";UNTIL={event.until:%Y%m%d}"
        fields = {
            "kind": event.meeting_kind or "joint", "title": title, "starts_at": starts_at.isoformat(),
            "place": event.place, "rrule": rule, "state": state, "uid": event.uid,
        }  # fmt: skip
        transaction.insert("meetings", self.checked("meetings", fields))
        return Taken("meeting", event.summary)


def _named(transaction: Transaction, table: str, kind: str, uid: str) -> Stored | None:
    return next((s for s in transaction.all(table) if uid_of(kind, s) == uid), None)


def _as_planned(service: Stored, session: Stored) -> bool:
    """Whether a session is what the service plans anyway: one that a holiday moved stands alone in a calendar."""
    planned = planned_session(service, date.fromisoformat(session["on"]))
    return planned is not None and all(
        planned[field] == session[field] for field in ("starts_at", "ends_at", "place", "state")
    )


def _ruled(service: Mapping[str, Any], event: Event) -> tuple[Any, ...]:
    """The start, if the rule gives it too."""
    start = event.starts_at.date()
    return occurrences(service["rrule"], start, start, start) if service["rrule"] else ()


def _looks(event: Event) -> tuple[object, ...]:
    """What of an event a clerk would notice."""
    rule = "" if event.rrule in {"", ONCE} else canonical(split_end(event.rrule)[0])
    return event.summary, event.place, rule, f"{event.starts_at:%H:%M}", f"{event.ends_at:%H:%M}"
