"""Minute-taking: what a recorder types while a meeting goes on, each line one durable commit.

The line itself is kept in the meeting beside what it became, so that whoever takes over, or comes back after
a dropped connection, finds the same item and the same lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tui.desk.meetings.proceedings import Decision, Proceedings
from tui.desk.undo import UndoDesk, put_back
from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.kinds.words import LineKind
from tui.language.errors import InvalidInput, Message, WrongState
from tui.seats.actor import Actor
from tui.store import Entry, Store, Transaction

# Under which use case each kind of line is committed.
_USE_CASES: Final[Mapping[LineKind, str]] = {
    "note": "meeting.discuss", "decision": "meeting.decide", "votes": "meeting.decide", "present": "meeting.attend",
    "action": "action.add", "wish": "wish.record", "matter": "meeting.agenda",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line as it was typed, and what it becomes.

    `fields` are, by kind: `text` of a note; those of a `Decision`; `votes`; `present` (attendances); those of an action item, a wish (with
    its `assignee`, if any), or the `title` of a matter.
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

    def last_line(self, meeting_id: int) -> tuple[Entry, str]:
        """The commit of one's own last line in the meeting, and the line, to be corrected.

        Raises WrongState if it was not one's last change, or if a colleague has typed since.
        """
        meeting, entry = self.store.meetings.find_stored(meeting_id), UndoDesk(self.store, self.actor).last()
        lines = (meeting or {}).get("lines") or ()
        if entry is None or not _is_line(entry, meeting_id) or not lines:
            raise WrongState(Message("The last change was not a line of yours in this meeting."))
        if lines[-1]["by"] != self.actor.name:
            raise WrongState(Message("A colleague has typed since. Say what is right in a further line."))
        return entry, str(lines[-1]["text"])

    def take_back(self, meeting_id: int, since: int) -> Entry:
        """Take back one's own last change, if it was a line of the meeting or came after commit `since`.

        Whoever takes back line after line must not come upon what was done before the meeting, unseen.
        Raises WrongState, NotAllowed, StoreError.
        """
        desk = UndoDesk(self.store, self.actor)
        entry = desk.last()
        if entry is None or (entry.seq <= since and not _is_line(entry, meeting_id)):
            raise WrongState(Message("No line of yours is left here to take back."))
        return desk.undo()

    def keep(
        self, meeting_id: int, line: TypedLine, item: int | None, *, instead_of: Entry | None = None
    ) -> Stored:
        """Keep a line on `item` and what it becomes, in one commit. The meeting.

        `instead_of` is the commit of a line that this one corrects: what came of it is taken back in the
        same commit. Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError; then nothing is kept.
        """
        self.require(_USE_CASES[line.kind])
        if line.kind == "wish" and line.fields.get("assignee") is not None:
            self.require("wish.assign")
        _ = self.store.meetings.model, self.store.wishes.model, self.store.actions.model  # before the lock
        with self.begin(_USE_CASES[line.kind]) as transaction:
            if instead_of is not None:
                put_back(self.store, transaction, instead_of)
            meeting = self._steps.planned(transaction, meeting_id)
            ref: int | None = None
            if line.kind in {"wish", "action"}:
                ref = self._recorded(transaction, meeting, line, item)
            else:
                meeting = self._noted(transaction, meeting, line, item)
            kept = {
                "at": self.store.now.isoformat(timespec="seconds"), "by": self.actor.name, "item": item,
                "kind": line.kind, "text": line.text, "ref": ref,
            }  # fmt: skip
            return self._steps.put(transaction, meeting_id, {"lines": [*(meeting.get("lines") or ()), kept]})

    def _recorded(self, transaction: Transaction, meeting: Stored, line: TypedLine, item: int | None) -> int:
        """The id of the wish or action item that the line becomes."""
        if line.kind == "action":
            return int(self._steps.act(transaction, meeting, item, line.fields)["id"])
        plain = {name: value for name, value in line.fields.items() if name != "assignee"}
        assignee = line.fields.get("assignee")
        wish = self._steps.wishes.insert(transaction, {"channel": "meeting", **plain}, assignee=assignee)
        return int(wish["id"])

    def _noted(self, transaction: Transaction, meeting: Stored, line: TypedLine, item: int | None) -> Stored:
        """The meeting after what the line says of it was done."""
        steps, id, fields = self._steps, int(meeting["id"]), line.fields
        match line.kind:
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
                votes = counted_votes(steps.item(meeting, number)["votes"], fields["votes"])
                return steps.change(transaction, id, number, {"votes": votes})
            case "decision":
                number = _number(item)
                before = steps.item(meeting, number)
                meeting = steps.decide(transaction, meeting, number, Decision(**fields))
                if before["decision"]:  # one item may take several; what is to be put right is put right by ↑
                    both = f"{before['decision']}\n{fields['text']}"
                    ruling = steps.item(meeting, number)["ruling"] or before["ruling"]
                    meeting = steps.change(transaction, id, number, {"decision": both, "ruling": ruling})
        return meeting


def _is_line(entry: Entry, meeting_id: int) -> bool:
    """Whether a commit kept a line in the meeting."""
    return any(
        (change.table, change.key) == ("meetings", str(meeting_id))
        and change.was is not None
        and "lines" in change.fields
        for change in entry.changes
    )


def _number(item: int | None) -> int:
    if item is None:
        raise InvalidInput({"item": Message("No item is under discussion. PgDn goes to the first one.")})
    return item


def counted_votes(before: Mapping[str, Any], votes: Mapping[str, Any]) -> dict[str, Any]:
    """The votes with those counted last. The whole meeting's are not beside those of its parties: they are the same."""
    if "all" in votes:
        return dict(votes)
    return {**{who: ballot for who, ballot in before.items() if who != "all"}, **votes}


def _with(
    attendance: Sequence[Mapping[str, Any]], present: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """The attendance with more parties, people and names; what was noted before stays unless said anew."""
    merged = {str(a["party"]): dict(a) for a in attendance}
    for one in present:
        known = merged.setdefault(str(one["party"]), {"party": one["party"]})
        names = dict.fromkeys((*(known.get("names") or ()), *(one.get("names") or ())))
        merged[str(one["party"])] = {**known, **one, **({"names": list(names)} if names else {})}
    return list(merged.values())
