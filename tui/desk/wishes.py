"""What can be done with a resident's wish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tui.desk.use_case import UseCases
from tui.errors import InvalidInput, Message, NotFound, WrongState
from tui.rules import wish_workflow
from tui.rules.deadlines import due_for
from tui.rules.numbering import next_number, parse_number
from tui.rules.wish_order import OPEN_STATES
from tui.store import Merged, Stored
from tui.words import AssigneeKind

# Set by the steps of the workflow, never as plain fields.
_BY_WORKFLOW: Final = frozenset({"number", "state", "history", "done_on", "assignee", "rating"})


class WishDesk(UseCases):
    """Record, edit, assign and finish wishes."""

    def number(self, text: str) -> int:
        """The id of the wish with this number (`2026-0042`, `42`). Raises NotFound."""
        wanted = parse_number(text, self.today.year)
        for stored in self.store.wishes.stored():
            if stored["number"] == wanted:
                return int(stored["id"])
        raise NotFound(
            Message(
                "There is no wish number {number}. «xingfu list wishes» shows them all.", {"number": text}
            )
        )

    def record(self, fields: Mapping[str, Any]) -> Stored:
        """Keep a new wish; `title` is all that it needs. The stored wish, with its number.

        Raises InvalidInput, NotAllowed, StoreError.
        """
        self.require("wish.record")
        self.known_fields("wishes", fields, _BY_WORKFLOW)
        recorded_on = fields.get("recorded_on") or self.today.isoformat()
        document = self.checked(
            "wishes", {**fields, "recorded_on": recorded_on, "number": f"{self.today.year}-0000"}
        )
        day = date.fromisoformat(document["recorded_on"])
        if day > self.today:
            raise InvalidInput({"recorded_on": Message("This day has not come yet.")})
        if document["due"] is None:
            document["due"] = due_for(document["urgency"], day).on.isoformat()
        elif document["due"] < document["recorded_on"]:
            raise InvalidInput({"due": Message("The due date lies before the day it was recorded.")})
        with self.begin("wish.record") as transaction:
            numbers = (wish["number"] for wish in transaction.all("wishes"))
            document["number"] = next_number(numbers, self.today.year)
            document["history"] = [self._event("record", "recorded", "")]
            return transaction.insert("wishes", document)

    def edit(self, id: int, fields: Mapping[str, Any], *, seen: Stored | None = None) -> Merged:
        """Change plain fields of a wish; `seen` is the stored wish that the editor saw.

        Raises InvalidInput, NotAllowed, NotFound, StoreConflict, StoreError.
        """
        self.require("wish.edit")
        self.known_fields("wishes", fields, _BY_WORKFLOW)
        current = seen or self.store.wishes.find_stored(id)
        if current is None:
            raise NotFound(Message("This wish is no longer there."))
        checked = self.checked("wishes", {**current, **fields})
        changed = {f: checked[f] for f in fields if checked[f] != current.get(f)}
        due = changed.get("due")
        if due is not None and due < checked["recorded_on"]:
            raise InvalidInput({"due": Message("The due date lies before the day it was recorded.")})
        with self.begin("wish.edit") as transaction:
            wish = transaction.read("wishes", id)
            if not changed:
                return Merged(wish, ())
            event = self._event("edit", wish["state"], ", ".join(sorted(changed)))
            return transaction.update(
                "wishes", id, {**changed, "history": [*wish["history"], event]}, seen=seen
            )

    def act(
        self,
        id: int,
        action: str,
        *,
        note: str = "",
        assignee: Mapping[str, Any] | str | None = None,
        due: str | None = None,
        outcome: str | None = None,
        rating: int | None = None,
    ) -> Stored:
        """Take a wish one step on (`assign`, `complete`, `reopen` ...); the stored wish after it.

        `assignee` is a record `{kind, id, name}` or a name. Raises WrongState, which says what is
        missing, InvalidInput, NotAllowed, NotFound, StoreError.
        """
        self.require(f"wish.{action}")
        holder = self.assignee(assignee) if isinstance(assignee, str) else assignee
        given = {"note": note, "reason": note, "assignee": holder, "outcome": outcome, "rating": rating}
        _ = self.store.wishes.model  # loaded before the lock is taken
        with self.begin(f"wish.{action}") as transaction:
            wish = transaction.read("wishes", id)
            complaint = wish_workflow.check(action, wish["state"], {k: v for k, v in given.items() if v})
            if complaint:
                raise WrongState(complaint)
            state = wish_workflow.TRANSITIONS[action].to
            fields: dict[str, Any] = {"state": state or wish["state"]}
            if holder:
                fields["assignee"] = dict(holder)
            if due:
                fields["due"] = due
            if outcome is not None:
                fields["outcome"] = outcome
            if action == "complete":
                fields["done_on"] = self.today.isoformat()
            if action == "reopen":
                fields.update(done_on=None, rating=None)
            if action == "hand_back":
                fields["assignee"] = None
            if rating is not None:
                fields["rating"] = rating
            checked = self.checked("wishes", {**wish, **fields})
            fields = {f: checked[f] for f in fields}
            said = note or outcome or (holder["name"] if holder else "")
            fields["history"] = [*wish["history"], self._event(action, fields["state"], said)]
            return transaction.update("wishes", id, fields).document

    def supervise(self, id: int, note: str) -> Stored:
        """Leave a supervision note (督办) on an open wish; the stored note.

        Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError.
        """
        self.require("wish.supervise")
        if not note.strip():
            raise InvalidInput({"note": Message("Say what the community is asked to do.")})
        checked = self.checked("supervisions", {"wish_id": id, "text": note, "by": self.actor.name})
        with self.begin("wish.supervise") as transaction:
            wish = transaction.read("wishes", id)
            if wish["state"] not in OPEN_STATES:
                raise WrongState(Message("This wish is finished; there is nothing left to press for."))
            return transaction.insert("supervisions", checked)

    def assignee(self, name: str) -> dict[str, Any]:
        """The team, partner or (if neither bears the name) person that `name` means."""
        wanted = name.strip()
        kinds: tuple[tuple[str, AssigneeKind], ...] = (("teams", "team"), ("partners", "partner"))
        for table, kind in kinds:
            for stored in self.store.collection(table).stored():
                if stored["name"] == wanted:
                    return {"kind": kind, "id": stored["id"], "name": wanted}
        return {"kind": "person", "id": None, "name": wanted}

    def _event(self, action: str, state: str, note: str) -> dict[str, Any]:
        return {
            "at": self.store.now.isoformat(timespec="seconds"),
            "by": self.actor.name,
            "action": action,
            "state": state,
            "note": note,
        }
