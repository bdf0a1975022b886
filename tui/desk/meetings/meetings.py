"""Meetings: planned, filled from wishes, attended, decided item by item, closed; regular ones recur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tui.desk.meetings.correcting import CorrectingDesk
from tui.desk.meetings.proceedings import Decision, Proceedings
from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, WrongState
from tui.rules.services.room_use import RoomTables, against_meeting, room_use_message
from tui.seats.actor import Actor
from tui.store import Merged, Store

_BY_USE_CASES: Final = frozenset(
    {"state", "items", "attendance", "reason", "lines", "current", "current_since", "spent", "corrections"}
)


class MeetingDesk(UseCases):
    """The use cases of meetings."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor)
        self._steps = Proceedings(store, actor)
        self.correcting = CorrectingDesk(store, actor)

    def plan(self, fields: Mapping[str, Any]) -> Stored:
        """Plan a meeting; it needs `starts_at`. Raises InvalidInput, NotAllowed, StoreError."""
        self.require("meeting.plan")
        self.known_fields("meetings", fields, _BY_USE_CASES)
        document = self.checked("meetings", fields)
        with self.begin("meeting.plan") as transaction:
            return transaction.insert("meetings", document)

    def edit(self, id: int, fields: Mapping[str, Any], *, base_version: Stored | None = None) -> Merged:
        """Change when, where or what kind a planned meeting is, or its recurrence.

        Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreConflict, StoreError.
        """
        self.require("meeting.edit")
        self.known_fields("meetings", fields, _BY_USE_CASES)
        with self.begin("meeting.edit") as transaction:
            checked = self.checked(
                "meetings", {**(base_version or self._steps.planned(transaction, id)), **fields}
            )
            return transaction.update(
                "meetings", id, {f: checked[f] for f in fields}, base_version=base_version
            )

    def clashes(self, meeting: Stored) -> list[Message]:
        """What else has the room in which the meeting is held, as warnings: nothing is refused for it."""
        users = RoomTables.of(lambda table: self.store.collection(table).stored(), self.store.calendar)
        return [room_use_message(use) for use in against_meeting(meeting, users)]

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
            meeting = self._steps.planned(transaction, id)
            wish = transaction.read("wishes", wish_id)
            if any(item.get("wish_id") == wish_id for item in meeting["items"]):
                raise WrongState(Message("The wish is on this meeting's agenda already."))
            if wish["state"] != "on_agenda":
                self._steps.wishes.move(transaction, wish_id, "agenda", note=str(meeting["starts_at"])[:10])
            return self._steps.add(transaction, meeting, {"title": wish["title"], "wish_id": wish_id})

    def add_item(self, meeting_id: int, title: str) -> Stored:
        """Add a matter of its own. Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError."""
        with self.begin("meeting.agenda") as transaction:
            return self._steps.add(
                transaction, self._steps.planned(transaction, meeting_id), {"title": title}
            )

    def attend(self, meeting_id: int, parties: Sequence[Mapping[str, Any]]) -> Stored:
        """Note which parties are there (`party`, `people`, `names`), in place of what was noted before."""
        with self.begin("meeting.attend") as transaction:
            self._steps.planned(transaction, meeting_id)
            return self._steps.put(transaction, meeting_id, {"attendance": list(parties)})

    def seat(
        self, meeting_id: int, *, chair: str | None = None, excused: Sequence[str] | None = None
    ) -> Stored:
        """Record who chairs a meeting, planned or held, and who is excused; None leaves the field unchanged.

        The minutes are often written days later. Raises InvalidInput, WrongState for a cancelled meeting,
        NotAllowed, NotFound, StoreError.
        """
        with self.begin("meeting.attend") as transaction:
            meeting = transaction.read("meetings", meeting_id)
            if meeting["state"] == "cancelled":
                raise WrongState(Message("This meeting was cancelled; nobody is in its chair."))
            said = {"chair": chair, "excused": None if excused is None else list(excused)}
            changed = {
                name: value
                for name, value in said.items()
                if value is not None and value != (meeting.get(name) or type(value)())
            }
            return self._steps.put(transaction, meeting_id, changed) if changed else meeting

    def discuss(self, meeting_id: int, number: int, text: str) -> Stored:
        """Add what was said on an item. Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError."""
        with self.begin("meeting.discuss") as transaction:
            return self._steps.say(transaction, self._steps.planned(transaction, meeting_id), number, text)

    def minutes(
        self,
        meeting_id: int,
        *,
        attendance: Sequence[Mapping[str, Any]] | None = None,
        chair: str | None = None,
        excused: Sequence[str] | None = None,
        matters: Sequence[str] = (),
        item: int | None = None,
        said: str = "",
        close: bool = False,
    ) -> Stored:
        """All that a page of minutes has, in one commit: who is there, new matters, what was said, the end.

        What is None stays as it is.

        Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError.
        """
        for use_case in ("meeting.minutes", *(["meeting.close"] if close else ())):
            self.require(use_case)
        if said.strip() and item is None:
            raise InvalidInput({"item": Message("Say on which item this was said.")})
        with self.begin("meeting.minutes") as transaction:
            meeting = self._steps.planned(transaction, meeting_id)
            if attendance is not None:
                meeting = self._steps.put(transaction, meeting_id, {"attendance": list(attendance)})
            if chair is not None:
                meeting = self._steps.put(transaction, meeting_id, {"chair": chair})
            if excused is not None:
                meeting = self._steps.put(transaction, meeting_id, {"excused": list(excused)})
            for title in matters:
                meeting = self._steps.add(transaction, meeting, {"title": title})
            if said.strip() and item is not None:
                meeting = self._steps.say(transaction, meeting, item, said)
            return self._steps.end(transaction, meeting, {"state": "held"}) if close else meeting

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
        decided = Decision(decision, ruling, votes, assignee, due, review_on, action)
        decided.check()
        with self.begin("meeting.decide") as transaction:
            meeting = self._steps.planned(transaction, meeting_id)
            return self._steps.decide(transaction, meeting, number, decided)

    def close(self, meeting_id: int) -> Stored:
        """Close a meeting; what was not reached goes to the next one, which a regular meeting plans now.

        Without a next meeting it stays open in the closed one, and its wishes on the agenda. The meeting.
        """
        with self.begin("meeting.close") as transaction:
            return self._steps.end(
                transaction, self._steps.planned(transaction, meeting_id), {"state": "held"}
            )

    def cancel(self, meeting_id: int, reason: str) -> Stored:
        """A meeting that will not be held; its agenda goes to the next one, as at a close. The meeting.

        Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError.
        """
        self.require("meeting.cancel")
        if not reason.strip():
            raise InvalidInput({"reason": Message("Say why.")})
        with self.begin("meeting.cancel") as transaction:
            meeting = self._steps.planned(transaction, meeting_id)
            return self._steps.end(transaction, meeting, {"state": "cancelled", "reason": reason})
