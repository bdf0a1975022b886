"""What is done to a meeting within a transaction: the steps that meetings and minute-taking share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui.desk.meetings.actions import ActionDesk
from tui.desk.use_case import UseCases
from tui.desk.wishes import WishDesk
from tui.kinds.record import Stored
from tui.kinds.words import RULINGS as RULING_WORDS
from tui.language.errors import InvalidInput, Message, WrongState
from tui.rules.meetings import RULINGS, carried, next_on
from tui.seats.actor import Actor
from tui.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on an item.

    A `ruling` takes the item's wish one step on (`assignee` and `due`, or `review_on`, go with it); an
    `action` item (its `title`, `owner` and `due`) comes out of it.
    """

    text: str
    ruling: str | None = None
    votes: Mapping[str, Mapping[str, int]] | None = None
    assignee: str | None = None
    due: str | None = None
    review_on: str | None = None
    action: Mapping[str, Any] | None = None

    def check(self) -> None:
        """Raises InvalidInput for what no item could be decided by."""
        if not self.text.strip():
            raise InvalidInput({"decision": Message("Say what was decided.")})
        if self.ruling is not None and self.ruling not in RULING_WORDS:
            choices = tuple(RULING_WORDS)
            raise InvalidInput(
                {
                    "ruling": Message(
                        "«{value}» is not one of: {choices}.", {"value": self.ruling, "choices": choices}
                    )
                }
            )


class Proceedings(UseCases):
    """Steps of a meeting; the right to take them is asked for by the use case that they are part of."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor)
        self.wishes = WishDesk(store, actor)
        self.actions = ActionDesk(store, actor)

    def decide(self, transaction: Transaction, meeting: Stored, number: int, decision: Decision) -> Stored:
        """The meeting with an item decided. Raises InvalidInput, WrongState, NotFound."""
        decision.check()
        item, id = self.item(meeting, number), int(meeting["id"])
        ruling = decision.ruling
        if item.get("wish_id") is not None:
            # A wish that was decided on is no longer on the agenda, whatever else is to become of it.
            on_agenda = transaction.read("wishes", item["wish_id"])["state"] == "on_agenda"
            ruling = ruling or ("resume" if on_agenda else None)
            self._rule(transaction, int(item["wish_id"]), ruling, decision)
        elif ruling is not None:
            raise InvalidInput({"ruling": Message("This item is not about a wish.")})
        if decision.action is not None:
            self.act(transaction, meeting, number, decision.action)
        changed = {
            "decision": decision.text,
            "ruling": ruling,
            "state": "decided",
            "votes": decision.votes or item["votes"],
        }
        return self.change(transaction, id, number, changed)

    def _rule(self, transaction: Transaction, wish_id: int, ruling: str | None, decision: Decision) -> None:
        if ruling is not None:
            step = RULINGS[ruling]  # type: ignore[index]
            self.wishes.move(
                transaction, wish_id, step, note=decision.text, assignee=decision.assignee,
                due=decision.due, review_on=decision.review_on,
                outcome=decision.text if step == "complete" else None,
            )  # fmt: skip

    def act(
        self, transaction: Transaction, meeting: Stored, number: int | None, fields: Mapping[str, Any]
    ) -> Stored:
        """An action item that comes out of the meeting, of an item where there is one. Raises InvalidInput."""
        wish = None if number is None else self.item(meeting, number).get("wish_id")
        came_of = {"meeting_id": meeting["id"], "item": number, "wish_id": wish}
        return self.actions.insert(transaction, {**came_of, **fields})

    def end(self, transaction: Transaction, meeting: Stored, fields: Mapping[str, Any]) -> Stored:
        """The meeting with `fields`; its clock stops. The items that are open go to the following one, if there is one."""
        fields = {**fields, **self.clock(meeting, None)}
        left = carried(meeting["items"])
        following = self._following(transaction, meeting)
        items = list(meeting["items"])
        if following is not None:
            for item in left:
                following = self.add(transaction, following, {k: v for k, v in item.items() if k != "number"})
            items = [{**i, "state": "carried"} if i["state"] == "open" else i for i in items]
        return self.put(transaction, int(meeting["id"]), {**fields, "items": items})

    def _following(self, transaction: Transaction, meeting: Stored) -> Stored | None:
        """The next planned meeting of the kind; made by the recurrence if there is none yet."""
        ahead = [
            m
            for m in transaction.all("meetings")
            if m["state"] == "planned" and m["kind"] == meeting["kind"] and m["id"] != meeting["id"]
        ]
        if ahead:
            return min(ahead, key=lambda m: str(m["starts_at"]))
        starts_at = datetime.fromisoformat(meeting["starts_at"])
        at = next_on(meeting["rrule"], starts_at) if meeting["rrule"] else None
        if at is None:
            return None
        kept = {name: meeting.get(name) or "" for name in ("kind", "title", "place", "rrule", "chair")}
        return transaction.insert("meetings", self.checked("meetings", {**kept, "starts_at": at.isoformat()}))

    def clock(self, meeting: Stored, item: int | None) -> dict[str, Any]:
        """The fields that say that `item` is under discussion from now on, and how long the last one was."""
        spent, now = dict(meeting.get("spent") or {}), self.store.now
        before, since = meeting.get("current"), meeting.get("current_since")
        if before is not None and since:
            seconds = int((now - datetime.fromisoformat(since)).total_seconds())
            spent[str(before)] = spent.get(str(before), 0) + max(0, seconds)
        since = now.isoformat(timespec="seconds") if item is not None else None
        return {"current": item, "current_since": since, "spent": spent}

    def planned(self, transaction: Transaction, id: int) -> Stored:
        """The meeting, if something can still be added to it. Raises WrongState, NotFound."""
        meeting = transaction.read("meetings", id)
        if meeting["state"] != "planned":
            raise WrongState(Message("This meeting is over; nothing is added to it any more."))
        return meeting

    @staticmethod
    def item(meeting: Stored, number: int) -> Mapping[str, Any]:
        """One item of the agenda. Raises InvalidInput."""
        items: Sequence[Mapping[str, Any]] = meeting["items"]
        found = next((item for item in items if item["number"] == number), None)
        if found is None:
            raise InvalidInput({"item": Message("There is no item {n} on the agenda.", {"n": number})})
        return found

    def say(self, transaction: Transaction, meeting: Stored, number: int, text: str) -> Stored:
        """The meeting with a line more in what was said on an item. Raises InvalidInput."""
        item = self.item(meeting, number)
        said = "\n".join(part for part in (item["discussion"], text.strip()) if part)
        return self.change(transaction, int(meeting["id"]), number, {"discussion": said})

    def add(self, transaction: Transaction, meeting: Stored, fields: Mapping[str, Any]) -> Stored:
        """The meeting with an item more. Raises InvalidInput."""
        number = max((item["number"] for item in meeting["items"]), default=0) + 1
        items = [*meeting["items"], {**fields, "number": number}]
        return self.put(transaction, int(meeting["id"]), {"items": items})

    def change(self, transaction: Transaction, id: int, number: int, fields: Mapping[str, Any]) -> Stored:
        """The meeting with `fields` of an item. Raises InvalidInput."""
        meeting = transaction.read("meetings", id)
        items = [{**i, **fields} if i["number"] == number else i for i in meeting["items"]]
        return self.put(transaction, id, {"items": items})

    def put(self, transaction: Transaction, id: int, fields: Mapping[str, Any]) -> Stored:
        """The meeting with `fields`. Raises InvalidInput."""
        checked = self.checked("meetings", {**transaction.read("meetings", id), **fields})
        return transaction.update("meetings", id, {f: checked[f] for f in fields}).document
