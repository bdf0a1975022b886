"""Minute-taking: what a recorder types while a meeting goes on, each line one durable commit.

The line itself is kept in the meeting beside what it became, so that whoever takes over, or comes back after
a dropped connection, finds the same item and the same lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tui.actor import Actor
from tui.desk.proceedings import Decision, Proceedings
from tui.desk.use_case import UseCases
from tui.errors import InvalidInput, Message
from tui.store import Store, Stored, Transaction
from tui.words import LineKind

# Under which use case each kind of line is committed.
_USE_CASES: Final[Mapping[LineKind, str]] = {
    "note": "meeting.discuss", "decision": "meeting.decide", "votes": "meeting.decide", "present": "meeting.attend",
    "action": "action.add", "wish": "wish.record", "matter": "meeting.agenda",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line as it was typed, and what it becomes.

    `fields` are, by kind: `text` of a note; those of a `Decision`; `votes`; `present` (codes of parties);
    those of an action item, a wish, or the `title` of a matter.
    """

    kind: LineKind
    text: str
    fields: Mapping[str, Any] = field(default_factory=dict)


class MinuteDesk(UseCases):
    """The use cases of the meeting mode."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor)
        self._steps = Proceedings(store, actor)

    def go(self, meeting_id: int, number: int | None) -> Stored:
        """Have item `number` under discussion from now on (None: none). The meeting.

        Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError.
        """
        with self.begin("meeting.go") as transaction:
            meeting = self._steps.planned(transaction, meeting_id)
            if number is not None:
                self._steps.item(meeting, number)
            if number == meeting.get("current"):
                return meeting
            return self._steps.put(transaction, meeting_id, self._steps.clock(meeting, number))

    def keep(self, meeting_id: int, line: TypedLine, item: int | None) -> Stored:
        """Keep a line on `item` and what it becomes, in one commit. The meeting.

        Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError; then nothing is kept.
        """
        self.require(_USE_CASES[line.kind])
        _ = self.store.meetings.model, self.store.wishes.model, self.store.actions.model  # before the lock
        with self.begin(_USE_CASES[line.kind]) as transaction:
            meeting = self._steps.planned(transaction, meeting_id)
            meeting = self._became(transaction, meeting, line, item)
            kept = {
                "at": self.store.now.isoformat(timespec="seconds"), "by": self.actor.name, "item": item,
                "kind": line.kind, "text": line.text,
            }  # fmt: skip
            return self._steps.put(transaction, meeting_id, {"lines": [*(meeting.get("lines") or ()), kept]})

    def _became(self, transaction: Transaction, meeting: Stored, line: TypedLine, item: int | None) -> Stored:
        """The meeting after what the line means was done."""
        steps, id, fields = self._steps, int(meeting["id"]), line.fields
        match line.kind:
            case "wish":
                steps.wishes.insert(transaction, {"channel": "meeting", **fields})
            case "action":
                steps.act(transaction, meeting, item, fields)
            case "present":
                return steps.put(
                    transaction, id, {"attendance": _with(meeting["attendance"], fields["present"])}
                )
            case "matter":
                return steps.add(transaction, meeting, fields)
            case "note" if item is None:
                said = "\n".join(part for part in (meeting.get("note") or "", fields["text"]) if part)
                return steps.put(transaction, id, {"note": said})
            case "note":
                return steps.say(transaction, meeting, _number(item), fields["text"])
            case "votes":
                number = _number(item)
                votes = {**steps.item(meeting, number)["votes"], **fields["votes"]}
                return steps.change(transaction, id, number, {"votes": votes})
            case "decision":
                return steps.decide(transaction, meeting, _number(item), Decision(**fields))
        return meeting


def _number(item: int | None) -> int:
    if item is None:
        raise InvalidInput({"item": Message("No item is under discussion. PgDn goes to the first one.")})
    return item


def _with(attendance: Any, parties: Any) -> list[Mapping[str, Any]]:
    """The attendance with more parties; those that were noted stay as they are."""
    known = {a["party"] for a in attendance}
    return [*attendance, *({"party": party} for party in dict.fromkeys(parties) if party not in known)]
