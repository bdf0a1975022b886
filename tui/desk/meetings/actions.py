"""Action items: what was agreed, its steps, and when it is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, WrongState
from tui.store import Merged, Transaction

_BY_USE_CASES: Final = frozenset({"state", "opened_on", "done_on"})


class ActionDesk(UseCases):
    """The use cases of action items."""

    def add(self, fields: Mapping[str, Any]) -> Stored:
        """Keep a new action item; it needs `title` and `owner`. Raises InvalidInput, NotAllowed, StoreError."""
        self.require("action.add")
        with self.begin("action.add") as transaction:
            return self.insert(transaction, fields)

    def insert(self, transaction: Transaction, fields: Mapping[str, Any]) -> Stored:
        """The same within a transaction of which it is a part; the right is asked for with that."""
        self.known_fields("actions", fields, _BY_USE_CASES)
        document = self.checked("actions", {**fields, "opened_on": self.today.isoformat()})
        return transaction.insert("actions", document)

    def edit(self, id: int, fields: Mapping[str, Any], *, base_version: Stored | None = None) -> Merged:
        """Change plain fields. Raises InvalidInput, NotAllowed, NotFound, StoreConflict, StoreError."""
        self.require("action.edit")
        self.known_fields("actions", fields, _BY_USE_CASES)
        with self.begin("action.edit") as transaction:
            checked = self.checked("actions", {**(base_version or transaction.read("actions", id)), **fields})
            return transaction.update(
                "actions", id, {f: checked[f] for f in fields}, base_version=base_version
            )

    def step(self, id: int, number: int) -> Stored:
        """Step `number` (from 1) is done; steps are done in their order. Raises WrongState, InvalidInput, ..."""
        with self.begin("action.step") as transaction:
            action = self._open(transaction, id)
            steps = [dict(step) for step in action["steps"]]
            if not 1 <= number <= len(steps):
                raise InvalidInput({"step": Message("There is no step {n}.", {"n": number})})
            if any(not step["done_on"] for step in steps[: number - 1]):
                raise WrongState(Message("A step before this one is not done yet."))
            steps[number - 1]["done_on"] = self.today.isoformat()
            return transaction.update("actions", id, {"steps": steps}).document

    def finish(self, id: int, outcome: str = "") -> Stored:
        """It is done, with all of its steps. Raises WrongState, NotAllowed, NotFound, StoreError."""
        with self.begin("action.finish") as transaction:
            action, today = self._open(transaction, id), self.today.isoformat()
            steps = [{**step, "done_on": step["done_on"] or today} for step in action["steps"]]
            fields = {
                "state": "done",
                "done_on": today,
                "steps": steps,
                "outcome": outcome or action["outcome"],
            }
            return self._put(transaction, action, fields)

    def drop(self, id: int, reason: str) -> Stored:
        """It will not be done. Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError."""
        self.require("action.drop")
        if not reason.strip():
            raise InvalidInput({"note": Message("Say why.")})
        with self.begin("action.drop") as transaction:
            return self._put(
                transaction, self._open(transaction, id), {"state": "dropped", "outcome": reason}
            )

    def _open(self, transaction: Transaction, id: int) -> Stored:
        action = transaction.read("actions", id)
        if action["state"] != "open":
            raise WrongState(Message("This action item is finished."))
        return action

    def _put(self, transaction: Transaction, action: Stored, fields: Mapping[str, Any]) -> Stored:
        checked = self.checked("actions", {**action, **fields})
        return transaction.update("actions", int(action["id"]), {f: checked[f] for f in fields}).document
