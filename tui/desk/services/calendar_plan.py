"""What importing calendar events comes to: which records are made and changed, and what is said of each event.

Planned on what is in memory, without the store's lock, in time linear in events and sessions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal, Protocol

from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message
from tui.rules.calendar.workdays import WorkCalendar
from tui.rules.recurrence import canonical, occurrences
from tui.rules.services.events import (
    CHANGE_SIGN,
    Amendment,
    Event,
    Override,
    service_event,
    split_end,
    uid_of,
)
from tui.rules.services.replanning import begun_sessions, carried_over
from tui.rules.services.schedule import planned_session

# A single event is a service that takes place once.
ONCE: Final = "FREQ=DAILY;COUNT=1"
_MOST_UID: Final = 200
_MOST_NOTE: Final = 4000
LEFT: Final = Message("It is different here, and left as it is.")
OLDER: Final = Message("The file has an older version; it is left as it is here.")
_UNKNOWN: Final = Message("It changes an event that is not here.")
NOT_HERE: Final = Message("It is cancelled.")

What = Literal["service", "meeting", "sessions", "updated", "cancelled", "known", "differs", "refused"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one event. `sessions` are those put on record or changed with it."""

    what: What
    summary: str
    sessions: int = 0
    why: Message | None = None
    cautions: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A record to be made (`id` 0) or changed; its sessions to be made, and others' to be changed or removed.

    `follows` is the UID of the service, made in an earlier step, that a new one continues.
    """

    table: str
    id: int
    fields: Mapping[str, Any]
    sessions: Sequence[Mapping[str, Any]] = ()
    changed: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    removed: Sequence[int] = ()
    follows: str = ""


class Check(Protocol):
    """Brings typed fields into stored form. Raises InvalidInput."""

    def __call__(self, table: str, document: Mapping[str, Any], /) -> dict[str, Any]: ...


class ServicePlanner:
    """Plans the events that are services, one after the other."""

    def __init__(
        self,
        services: Iterable[Stored],
        sessions: Iterable[Stored],
        teams: Iterable[Stored],
        now: datetime,
        calendar: WorkCalendar,
        check: Check,
    ) -> None:
        self.now = now
        self.today = now.date()
        self.calendar = calendar
        self.check = check
        self.steps: list[Step] = []
        self._by_uid = {uid_of("service", s): s for s in services}
        self._tails: dict[str, list[str]] = defaultdict(list)
        for uid in sorted(self._by_uid):
            base, _, on = uid.rpartition(CHANGE_SIGN)
            if base and self._by_uid[uid].get("follows_id") and _is_date(on):
                self._tails[base].append(uid)
        self._new = set[str]()
        self._updated = set[str]()
        self._teams = {str(t["name"]): t["id"] for t in reversed(list(teams))}
        self._sessions: dict[int, list[Stored]] = defaultdict(list)
        for session in sessions:
            self._sessions[session["service_id"]].append(session)

    def knows(self, uid: str) -> bool:
        """Whether a service of that UID is on record."""
        return uid in self._by_uid

    def take(self, event: Event) -> Taken:
        """Plan one event. Raises InvalidInput."""
        if len(event.uid) > _MOST_UID:
            raise InvalidInput({"": Message("Its UID is too long.")})
        if event.uid in self._new:
            return Taken("known", event.summary)
        known = self._by_uid.get(event.uid)
        if known is not None:
            return self._known(known, event)
        fields = self.check("services", self._fields(event))
        sessions = self._checked(event.overrides, {"id": 1, **fields})
        # The one that it follows is known by its id, or made in an earlier step.
        self.steps.append(
            Step(
                "services", 0, fields, sessions, follows=event.follows if not fields.get("follows_id") else ""
            )
        )
        self._new.add(event.uid)
        return Taken("service", event.summary, len(sessions), cautions=event.cautions)

    def parts(self, change: Amendment) -> list[Amendment]:
        """What is said of an event, for each of the services that it is here: it may have changed from a date on."""
        tails = self._tails.get(change.uid)
        if not tails:
            return [change]
        begins = [date.min, *(date.fromisoformat(uid.rpartition(CHANGE_SIGN)[2]) for uid in tails)]
        overrides: list[list[Override]] = [[] for _ in begins]
        for one in change.overrides:
            at = max(n for n, begin in enumerate(begins) if begin <= one.on)
            # The dates of a part may have moved away from those that the event itself gives.
            moved = (
                (date.fromisoformat(self._by_uid[tails[at - 1]]["first"]) - begins[at])
                if at
                else timedelta(0)
            )
            overrides[at].append(replace(one, on=one.on + moved))
        return [
            replace(change, uid=uid, overrides=tuple(mine))
            for uid, mine in zip((change.uid, *tails), overrides, strict=True)
            if mine or change.cancelled
        ]

    def amend(self, change: Amendment) -> Taken:
        """Plan what a file says of an event that is not in it. Raises InvalidInput."""
        service = self._by_uid.get(change.uid)
        if service is None:
            raise InvalidInput({"": NOT_HERE if change.cancelled and not change.since else _UNKNOWN})
        summary = change.summary or str(service["name"])
        if change.sequence < int(service.get("sequence") or 0):
            return Taken("differs", summary, why=OLDER)
        fields: dict[str, Any] = {"sequence": change.sequence}
        made, changed = self._apply(service, change.overrides)
        if change.cancelled:
            fields |= self._ended(service, change.since or self.today)
            for session in self._sessions[service["id"]]:
                on, to_come = session["on"], self._to_come(session)
                if (
                    to_come
                    and session["state"] != "cancelled"
                    and on >= (change.since or self.today).isoformat()
                ):
                    changed[int(session["id"])] = {"state": "cancelled", "reason": change.reason[:_MOST_UID]}
        fields = self._differing(service, fields)
        if not (fields or made or changed):
            return Taken("known", summary)
        self.steps.append(Step("services", int(service["id"]), fields, made, changed))
        return Taken("cancelled" if change.cancelled else "sessions", summary, len(made) + len(changed))

    def leave_behind(self, uids: Container[str]) -> list[Taken]:
        """End the services that an older version of an event went on as, and a newer one does not.

        `uids` are those of the file.
        """
        found: list[Taken] = []
        for base in sorted(self._updated):
            for uid in self._tails.get(base, ()):
                if uid not in uids:
                    service = self._by_uid[uid]
                    sequence = int(service.get("sequence") or 0)
                    found.append(self.amend(Amendment(uid, str(service["name"]), sequence, cancelled=True)))
        return found

    # ---- what a service is

    def _fields(self, event: Event) -> dict[str, Any]:
        """The fields of a new service for an event."""
        before = self._by_uid.get(event.follows) if event.follows else None
        only_dates = event.ours or event.rdates
        rule = canonical(event.rrule) if event.rrule else ("" if only_dates else ONCE)
        start, until = event.starts_at.date(), event.until.isoformat() if event.until else None
        more, less = set(event.rdates), set(event.exdates)
        ruled = rule == ONCE or (bool(rule) and bool(occurrences(rule, start, start, start)))
        if not ruled and (event.until is None or start <= event.until):
            more.add(start)
        # What is on record needs no date of its own, and is not left out.
        on_record = {override.on for override in event.overrides}
        return {
            "name": event.summary,
            "uid": event.uid,
            "sequence": event.sequence,
            "team_id": self._teams.get(event.team) if event.team else None,
            "place": event.place,
            "rrule": rule,
            "first": start.isoformat(),
            "until": until,
            "starts": f"{event.starts_at:%H:%M}",
            "ends": f"{event.ends_at:%H:%M}",
            "note": event.note,
            "follows_id": before["id"] if before else None,
            "rdates": sorted(day.isoformat() for day in more - on_record - less),
            "exdates": sorted(day.isoformat() for day in less - on_record),
        }

    def _checked(self, overrides: Iterable[Override], service: Stored) -> list[dict[str, Any]]:
        """The sessions to be put on record. Raises InvalidInput."""
        return [
            self.check(
                "sessions",
                {"service_id": service["id"], "on": one.on.isoformat(), "starts_at": one.starts_at.isoformat(),
                 "ends_at": one.ends_at.isoformat(), "place": one.place, "team_id": service.get("team_id"),
                 "state": one.state, "note": one.note},
            )
            for one in sorted(overrides, key=lambda one: one.on)
        ]  # fmt: skip

    # ---- what is here already

    def _known(self, service: Stored, event: Event) -> Taken:
        """Take a newer version; of the same one, add the sessions that are not on record yet."""
        have = int(service.get("sequence") or 0)
        if event.sequence < have:
            return Taken("differs", event.summary, why=OLDER)
        if event.sequence > have:
            return self._newer(service, event)
        mine = self._sessions[service["id"]]
        on_record = {s["on"] for s in mine}
        new = [
            s
            for s in self._checked(event.overrides, service)
            if s["on"] not in on_record and not self._as_planned(service, s)
        ]
        if new:
            self.steps.append(Step("services", int(service["id"]), {}, new))
            return Taken("sessions", event.summary, len(new))
        if not event.ours:
            alike = self._same(service, event) and not self._apply(service, event.overrides)[1]
        else:
            alike = self._same(service, event)
            if not alike:  # what is exported is not what is stored, but looks like it
                ours = service_event(service, mine, today=self.today, calendar=self.calendar)
                alike = ours is None or _looks(ours) == _looks(event)
        return Taken("known", event.summary) if alike else Taken("differs", event.summary, why=LEFT)

    def _same(self, service: Stored, event: Event) -> bool:
        """Whether a service is still as the event would make it."""
        return all(
            service.get(name) == value for name, value in self._fields(event).items() if name in _ALIKE
        )

    def _newer(self, service: Stored, event: Event) -> Taken:
        """Change a service to a newer version of its event; what took place stays as it was."""
        wanted = self.check("services", {**service, **self._fields(event)})
        fields = {name: wanted[name] for name in (*_ALIKE, "sequence")}
        if event.team:
            fields["team_id"] = wanted["team_id"]
        if event.note and event.note not in str(service.get("note") or ""):
            fields["note"] = "\n".join(filter(None, (service.get("note"), event.note)))[:_MOST_NOTE]
        fields = self._differing(service, fields)
        if _PLANNED & fields.keys():
            fields["plans_from"] = self.today.isoformat()
        after = {**service, **fields}
        made, changed = self._apply(after, event.overrides)
        gone: list[int] = []
        if "plans_from" in fields:
            made += self._begun(service, {s["on"] for s in made})
        overridden = {one.on.isoformat() for one in event.overrides}
        for session in self._sessions[service["id"]]:
            if session["on"] in overridden or not self._to_come(session):
                continue
            if _untouched(session):
                gone.append(int(session["id"]))
            elif carried := carried_over(session, service, after, self.calendar):
                changed[int(session["id"])] = carried
        self.check("services", after)
        self._updated.add(event.uid)
        self.steps.append(Step("services", int(service["id"]), fields, made, changed, gone))
        return Taken("updated", event.summary, len(made) + len(changed), cautions=event.cautions)

    def _apply(
        self, service: Stored, overrides: Sequence[Override]
    ) -> tuple[list[dict[str, Any]], dict[int, Mapping[str, Any]]]:
        """The sessions to be put on record for the overrides, and the changes of those that are. Raises InvalidInput."""
        by_date = {s["on"]: s for s in self._sessions[service["id"]]}
        made: list[dict[str, Any]] = []
        changed: dict[int, Mapping[str, Any]] = {}
        for wanted in self._checked(overrides, service):
            session = by_date.get(wanted["on"])
            if session is None:
                if not self._as_planned(service, wanted):
                    made.append(wanted)
            elif session["state"] != "done":
                fields = {name: wanted[name] for name in _OF_SESSION}
                # What somebody confirmed here stays confirmed, unless it is cancelled.
                if wanted["state"] == "planned" and session["state"] != "cancelled":
                    del fields["state"]
                if fields := self._differing(session, fields):
                    changed[int(session["id"])] = fields
        return made, changed

    @staticmethod
    def _differing(before: Stored, fields: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in fields.items() if before.get(name) != value}

    def _ended(self, service: Stored, since: date) -> dict[str, Any]:
        """The fields that end a service before a day."""
        last = date.fromordinal(since.toordinal() - 1).isoformat()
        until = service.get("until")
        return {
            "until": min(last, until) if until else last,
            "rdates": [day for day in service.get("rdates") or () if day < since.isoformat()],
        }

    def _begun(self, service: Stored, besides: set[str]) -> list[dict[str, Any]]:
        known = besides | {s["on"] for s in self._sessions[service["id"]]}
        return [
            self.check("sessions", planned)
            for planned in begun_sessions(service, known, self.now, self.calendar)
        ]

    def _as_planned(self, service: Stored, session: Stored) -> bool:
        """Whether a session equals the one planned by the recurrence. One moved by a holiday is an event of its own in calendars."""
        planned = planned_session(service, date.fromisoformat(session["on"]), self.calendar)
        return planned is not None and all(
            planned[name] == session[name] for name in ("starts_at", "ends_at", "place", "state")
        )

    def _to_come(self, session: Stored) -> bool:
        return session["state"] != "done" and datetime.fromisoformat(session["starts_at"]) > self.now


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


# What of a service an event says.
_ALIKE: Final = ("name", "place", "rrule", "first", "until", "starts", "ends", "rdates", "exdates")
_PLANNED: Final = frozenset({"rrule", "first", "until", "starts", "ends", "place", "rdates", "exdates"})
_OF_SESSION: Final = ("starts_at", "ends_at", "place", "state")
# What shows that somebody has done something with a session.
_DONE_HERE: Final = ("reason", "note", "history", "signups", "volunteer_ids", "counts")


def _untouched(session: Stored) -> bool:
    """Whether a session is as an import made it."""
    return (
        session["rev"] == 1
        and session["state"] in {"planned", "cancelled"}
        and not any(session.get(name) for name in _DONE_HERE)
    )


def _looks(event: Event) -> tuple[object, ...]:
    """What of an event a clerk would notice."""
    rule = "" if event.rrule in {"", ONCE} else canonical(split_end(event.rrule)[0])
    return event.summary, event.place, rule, f"{event.starts_at:%H:%M}", f"{event.ends_at:%H:%M}"
