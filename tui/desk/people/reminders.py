"""Reminders: add, edit, done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, WrongState
from tui.store import Merged

_BY_USE_CASES: Final = frozenset({"state", "done_on"})


class ReminderDesk(UseCases):
    """The use cases of reminders."""

    def add(self, fields: Mapping[str, Any]) -> Stored:
        """Keep a reminder of `title`. Without `on` it is for the next time that its time of day comes, without `owner` for
        whoever adds it.

        Raises InvalidInput (also for a time that has passed), NotAllowed, StoreError.
        """
        self.require("reminder.add")
        self.known_fields("reminders", fields, _BY_USE_CASES)
        given = {name: value for name, value in fields.items() if value not in (None, "")}
        document = self.checked(
            "reminders", {"on": self.today.isoformat(), "owner": self.actor.name, **given}
        )
        if f"{document['on']} {document['at']}" <= f"{self.store.now:%Y-%m-%d %H:%M}":
            if "on" not in given:
                return self.add({**fields, "on": (self.today + timedelta(days=1)).isoformat()})
            raise InvalidInput({"at": Message("This time has passed already.")})
        with self.begin("reminder.add") as transaction:
            return transaction.insert("reminders", document)

    def edit(self, id: int, fields: Mapping[str, Any], *, base_version: Stored | None = None) -> Merged:
        """Change plain fields. Raises InvalidInput, NotAllowed, NotFound, StoreConflict, StoreError."""
        self.require("reminder.edit")
        self.known_fields("reminders", fields, _BY_USE_CASES)
        with self.begin("reminder.edit") as transaction:
            current = base_version or transaction.read("reminders", id)
            checked = self.checked("reminders", {**current, **fields})
            changed = {name: checked[name] for name in fields}
            return transaction.update("reminders", id, changed, base_version=base_version)

    def finish(self, id: int) -> Stored:
        """It is done with. Raises WrongState, NotAllowed, NotFound, StoreError."""
        with self.begin("reminder.finish") as transaction:
            reminder = transaction.read("reminders", id)
            if reminder["state"] != "open":
                raise WrongState(Message("This reminder is done already."))
            done = {"state": "done", "done_on": self.today.isoformat()}
            return transaction.update("reminders", id, done).document
