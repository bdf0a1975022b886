"""Meetings: planned, filled from wishes, attended, decided item by item, closed; regular ones recur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from tui.actor import Actor
from tui.desk.actions import ActionDesk
from tui.desk.use_case import UseCases
from tui.desk.wishes import WishDesk
from tui.errors import InvalidInput, Message, WrongState
from tui.rules.meetings import RULINGS, carried, next_on
from tui.store import Merged, Store, Stored, Transaction
from tui.words import RULINGS as RULING_WORDS

_BY_USE_CASES: Final = frozenset({"state", "items", "attendance", "reason"})


class MeetingDesk(UseCases):
    """The use cases of meetings."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor)
        self._wishes = WishDesk(store, actor)
        self._actions = ActionDesk(store, actor)

    def plan(self, fields: Mapping[str, Any]) -> Stored:
        """Plan a meeting; it needs `starts_at`. Raises InvalidInput, NotAllowed, StoreError."""
        self.require("meeting.plan")
        self.known_fields("meetings", fields, _BY_USE_CASES)
        document = self.checked("meetings", fields)
        with self.begin("meeting.plan") as transaction:
            return transaction.insert("meetings", document)

    def edit(self, id: int, fields: Mapping[str, Any], *, seen: Stored | None = None) -> Merged:
        """Change when, where or what kind a planned meeting is, or its recurrence.

        Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreConflict, StoreError.
        """
        self.require("meeting.edit")
        self.known_fields("meetings", fields, _BY_USE_CASES)
        with self.begin("meeting.edit") as transaction:
            checked = self.checked("meetings", {**(seen or self._planned(transaction, id)), **fields})
            return transaction.update("meetings", id, {f: checked[f] for f in fields}, seen=seen)

    def next(self, kind: str | None = None) -> Stored | None:
        """The meeting (of a kind) that is planned next, today's included; else the last that nobody closed."""
        planned = [
            m for m in self.store.meetings.stored() if m["state"] == "planned" and kind in {None, m["kind"]}
        ]
        today = self.today.isoformat()
        ahead = [m for m in planned if m["starts_at"][:10] >= today]
        if ahead:
            return min(ahead, key=lambda m: str(m["starts_at"]))
        return max(planned, key=lambda m: str(m["starts_at"]), default=None)

    def put_on_agenda(self, wish_id: int, meeting_id: int | None = None) -> Stored:
        """Put a wish on the agenda of a meeting, or of the next joint one; the meeting.

        Raises WrongState if there is no meeting ahead or the wish is on it, NotAllowed, NotFound, StoreError.
        """
        self.require("meeting.agenda")
        ahead = self.next("joint") or self.next()
        if meeting_id is None and ahead is None:
            raise WrongState(Message("No meeting is planned. Plan one first: xingfu meeting plan"))
        id = int(ahead["id"]) if meeting_id is None and ahead else int(meeting_id or 0)
        with self.begin("meeting.agenda") as transaction:
            meeting = self._planned(transaction, id)
            wish = transaction.read("wishes", wish_id)
            if any(item.get("wish_id") == wish_id for item in meeting["items"]):
                raise WrongState(Message("The wish is on this meeting's agenda already."))
            if wish["state"] != "on_agenda":
                self._wishes.move(transaction, wish_id, "agenda", note=str(meeting["starts_at"])[:10])
            return self._add(transaction, meeting, {"title": wish["title"], "wish_id": wish_id})

    def add_item(self, meeting_id: int, title: str) -> Stored:
        """Add a matter of its own. Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError."""
        with self.begin("meeting.agenda") as transaction:
            return self._add(transaction, self._planned(transaction, meeting_id), {"title": title})

    def attend(self, meeting_id: int, parties: Sequence[Mapping[str, Any]]) -> Stored:
        """Note which parties are there (`party`, `people`, `names`), in place of what was noted before."""
        with self.begin("meeting.attend") as transaction:
            self._planned(transaction, meeting_id)
            return self._put(transaction, meeting_id, {"attendance": list(parties)})

    def discuss(self, meeting_id: int, number: int, text: str) -> Stored:
        """Add what was said on an item. Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError."""
        with self.begin("meeting.discuss") as transaction:
            return self._said(transaction, self._planned(transaction, meeting_id), number, text)

    def minutes(
        self,
        meeting_id: int,
        *,
        attendance: Sequence[Mapping[str, Any]] | None = None,
        matters: Sequence[str] = (),
        item: int | None = None,
        said: str = "",
        close: bool = False,
    ) -> Stored:
        """All that a page of minutes has, in one commit: who is there, new matters, what was said, the end.

        Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError.
        """
        for use_case in ("meeting.minutes", *(["meeting.close"] if close else ())):
            self.require(use_case)
        if said.strip() and item is None:
            raise InvalidInput({"item": Message("Say on which item this was said.")})
        with self.begin("meeting.minutes") as transaction:
            meeting = self._planned(transaction, meeting_id)
            if attendance is not None:
                meeting = self._put(transaction, meeting_id, {"attendance": list(attendance)})
            for title in matters:
                meeting = self._add(transaction, meeting, {"title": title})
            if said.strip() and item is not None:
                meeting = self._said(transaction, meeting, item, said)
            return self._end(transaction, meeting, {"state": "held"}) if close else meeting

    def decide(
        self,
        meeting_id: int,
        number: int,
        decision: str,
        *,
        ruling: str | None = None,
        votes: Mapping[str, Mapping[str, int]] | None = None,
        assignee: str | None = None,
        due: str | None = None,
        review_on: str | None = None,
        action: Mapping[str, Any] | None = None,
    ) -> Stored:
        """Decide an item. A `ruling` takes its wish one step on, and an `action` item (its `title`, `owner`
        and `due`) is kept, in the same commit. The meeting.

        Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError.
        """
        self.require("meeting.decide")
        if not decision.strip():
            raise InvalidInput({"decision": Message("Say what was decided.")})
        if ruling is not None and ruling not in RULING_WORDS:
            raise InvalidInput(
                {"ruling": Message("«{value}» is not one of: {choices}.", {"value": ruling, "choices": ", ".join(RULING_WORDS)})}
            )  # fmt: skip
        with self.begin("meeting.decide") as transaction:
            meeting = self._planned(transaction, meeting_id)
            item = self._item(meeting, number)
            if ruling is not None:
                if item.get("wish_id") is None:
                    raise InvalidInput({"ruling": Message("This item is not about a wish.")})
                step = RULINGS[ruling]  # type: ignore[index]
                self._wishes.move(
                    transaction, int(item["wish_id"]), step, note=decision, assignee=assignee, due=due,
                    review_on=review_on, outcome=decision if step == "complete" else None,
                )  # fmt: skip
            if action is not None:
                came_of = {"meeting_id": meeting_id, "wish_id": item.get("wish_id")}
                self._actions.insert(transaction, {**action, **came_of})
            changed = {
                "decision": decision,
                "ruling": ruling,
                "state": "decided",
                "votes": votes or item["votes"],
            }
            return self._change(transaction, meeting_id, number, changed)

    def close(self, meeting_id: int) -> Stored:
        """Close a meeting; what was not reached goes to the next one, which a regular meeting plans now.

        Without a next meeting it stays open in the closed one, and its wishes on the agenda. The meeting.
        """
        with self.begin("meeting.close") as transaction:
            return self._end(transaction, self._planned(transaction, meeting_id), {"state": "held"})

    def cancel(self, meeting_id: int, reason: str) -> Stored:
        """A meeting that will not be held; its agenda goes to the next one, as at a close. The meeting.

        Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError.
        """
        self.require("meeting.cancel")
        if not reason.strip():
            raise InvalidInput({"reason": Message("Say why.")})
        with self.begin("meeting.cancel") as transaction:
            meeting = self._planned(transaction, meeting_id)
            return self._end(transaction, meeting, {"state": "cancelled", "reason": reason})

    def _end(self, transaction: Transaction, meeting: Stored, fields: Mapping[str, Any]) -> Stored:
        """The meeting with `fields`; the items that are open go to the following one, if there is one."""
        left = carried(meeting["items"])
        following = self._following(transaction, meeting)
        items = list(meeting["items"])
        if following is not None:
            for item in left:
                following = self._add(
                    transaction, following, {k: v for k, v in item.items() if k != "number"}
                )
            items = [{**i, "state": "carried"} if i["state"] == "open" else i for i in items]
        return self._put(transaction, int(meeting["id"]), {**fields, "items": items})

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
        kept = {name: meeting[name] for name in ("kind", "title", "place", "rrule")}
        return transaction.insert("meetings", self.checked("meetings", {**kept, "starts_at": at.isoformat()}))

    # ---- the insides

    def _planned(self, transaction: Transaction, id: int) -> Stored:
        meeting = transaction.read("meetings", id)
        if meeting["state"] != "planned":
            raise WrongState(Message("This meeting is over; nothing is added to it any more."))
        return meeting

    @staticmethod
    def _item(meeting: Stored, number: int) -> Mapping[str, Any]:
        items: Sequence[Mapping[str, Any]] = meeting["items"]
        found = next((item for item in items if item["number"] == number), None)
        if found is None:
            raise InvalidInput({"item": Message("There is no item {n} on the agenda.", {"n": number})})
        return found

    def _said(self, transaction: Transaction, meeting: Stored, number: int, text: str) -> Stored:
        item = self._item(meeting, number)
        said = "\n".join(part for part in (item["discussion"], text.strip()) if part)
        return self._change(transaction, int(meeting["id"]), number, {"discussion": said})

    def _add(self, transaction: Transaction, meeting: Stored, fields: Mapping[str, Any]) -> Stored:
        number = max((item["number"] for item in meeting["items"]), default=0) + 1
        items = [*meeting["items"], {**fields, "number": number}]
        return self._put(transaction, int(meeting["id"]), {"items": items})

    def _change(self, transaction: Transaction, id: int, number: int, fields: Mapping[str, Any]) -> Stored:
        meeting = transaction.read("meetings", id)
        items = [{**i, **fields} if i["number"] == number else i for i in meeting["items"]]
        return self._put(transaction, id, {"items": items})

    def _put(self, transaction: Transaction, id: int, fields: Mapping[str, Any]) -> Stored:
        checked = self.checked("meetings", {**transaction.read("meetings", id), **fields})
        return transaction.update("meetings", id, {f: checked[f] for f in fields}).document
