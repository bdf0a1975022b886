"""Taking other calendars' events in: as services with their sessions, or as meetings; each once.

What is to be done is planned without the store's lock, which is held for the commit alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from tui.desk.services.calendar_plan import ServicePlanner, Step, Taken
from tui.desk.services.meeting_plan import MeetingPlanner
from tui.desk.use_case import UseCases
from tui.language.errors import InvalidInput
from tui.rules.services.events import Amendment, Event
from tui.store import Transaction

# What a plan is made from.
_TABLES: Final = ("services", "sessions", "meetings", "teams")
# A plan that others' commits have overtaken is made anew; the last time, while nobody else can write.
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """What is to be done with events, from the tables as they were in the versions `seen`."""

    events: tuple[Event | Amendment, ...]
    taken: tuple[Taken, ...]
    steps: tuple[Step, ...]
    versions: tuple[int, ...]


class CalendarDesk(UseCases):
    """The use cases of calendars."""

    def take_in(self, events: Iterable[Event | Amendment], *, dry_run: bool = False) -> list[Taken]:
        """Take events in, all in one commit, and say what became of each; `dry_run` only says it.

        Raises as `plan` and `carry_out`.
        """
        plan = self.plan(events)
        return list(plan.taken) if dry_run else self.carry_out(plan)

    def plan(self, events: Iterable[Event | Amendment]) -> CalendarPlan:
        """What taking events in comes to. Nothing is locked or written.

        An event whose UID is known is changed if its SEQUENCE is higher than that of the version taken in
        before; else it is left as it is here, and what is new of its sessions is added. Raises NotAllowed,
        StoreDamaged.
        """
        self.require("ics.import")
        self.store.refresh()
        return self._planned(tuple(events))

    def carry_out(self, plan: CalendarPlan) -> list[Taken]:
        """Do what was planned, or what it comes to now if others have changed something since.

        Raises NotAllowed, StoreError.
        """
        for _ in range(_TRIES):
            if not plan.steps:
                return list(plan.taken)
            with self.begin("ics.import") as transaction:
                if plan.versions == self._versions():
                    _put(transaction, plan.steps)
                    return list(plan.taken)
            plan = self.plan(plan.events)
        with self.begin("ics.import") as transaction:
            plan = self._planned(plan.events)
            _put(transaction, plan.steps)
        return list(plan.taken)

    def _versions(self) -> tuple[int, ...]:
        return tuple(self.store.collection(table).version for table in _TABLES)

    def _planned(self, events: tuple[Event | Amendment, ...]) -> CalendarPlan:
        store = self.store
        versions = self._versions()
        services = ServicePlanner(
            store.services.stored(),
            store.sessions.stored(),
            store.teams.stored(),
            store.now,
            store.calendar,
            self.checked,
        )
        meetings = MeetingPlanner(store.meetings.stored(), store.now, self.checked)
        taken: list[Taken] = []
        for event in events:
            try:
                if isinstance(event, Amendment) and meetings.knows(event.uid):
                    taken.append(meetings.amend(event))
                elif isinstance(event, Amendment):
                    taken += map(services.amend, services.parts(event))
                else:
                    taken.append((meetings if event.kind == "meeting" else services).take(event))
            except InvalidInput as error:
                taken.append(Taken("refused", event.summary, why=error.message))
        taken += services.leave_behind({event.uid for event in events})
        return CalendarPlan(events, tuple(taken), (*services.steps, *meetings.steps), versions)


def _put(transaction: Transaction, steps: Iterable[Step]) -> None:
    made: dict[str, int] = {}
    for step in steps:
        fields: dict[str, Any] = dict(step.fields)
        id = step.id
        if not id:
            if step.follows in made:
                fields["follows_id"] = made[step.follows]
            id = int(transaction.insert(step.table, fields)["id"])
            made[str(fields.get("uid"))] = id
        elif fields:
            transaction.update(step.table, id, fields)
        for session in step.sessions:
            transaction.insert("sessions", {**session, "service_id": id})
        for session_id, changed in step.changed.items():
            transaction.update("sessions", session_id, changed)
        for session_id in step.removed:
            transaction.delete("sessions", session_id)
