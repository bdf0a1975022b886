"""What can be done with a resident's wish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from tui.capture.names.called import called
from tui.capture.names.name_index import WHOLE
from tui.desk.use_case import UseCases
from tui.desk.voiding import off_agendas, stand_alone
from tui.kinds.record import Stored
from tui.kinds.words import AssigneeKind, Urgency
from tui.language.errors import InvalidInput, Message, NotFound, WrongState, listed
from tui.rules.wishes import workflow
from tui.rules.wishes.categories import categories, limits_of
from tui.rules.wishes.deadlines import accept_by, due_for
from tui.rules.wishes.numbering import number_after, parse_number
from tui.rules.wishes.order import OPEN_STATES
from tui.rules.wishes.similar import SimilarTexts
from tui.seats.actor import Actor
from tui.store import Merged, Store, Transaction

# Set by the steps of the workflow, never as plain fields.
_BY_WORKFLOW: Final = frozenset(
    {"number", "state", "history", "done_on", "assignee", "assists", "rating", "solved", "supporters",
     "accept_by", "review_on", "merged_into", "before_merge", "visit_id"}
)  # fmt: skip


class WishDesk(UseCases):
    """Record, edit, assign and finish wishes."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor)
        self._alike: SimilarTexts[int] = SimilarTexts()
        self._compared: Mapping[int, Stored] = {}
        self._compared_of: tuple[int, date] | None = None

    def number(self, text: str) -> int:
        """The id of the wish with this number (`2026-0042`, `42`). Raises NotFound."""
        wanted = parse_number(text, self.today.year)
        stored = self.store.wishes.stored()
        try:
            return int(stored[[wish["number"] for wish in stored].index(wanted)]["id"])
        except ValueError:
            raise NotFound(
                Message(
                    "There is no wish number {number}. «xingfu list wishes» shows them all.", {"number": text}
                )
            ) from None

    def record(self, fields: Mapping[str, Any], *, assignee: Mapping[str, Any] | str | None = None) -> Stored:
        """Keep a new wish; `title` is all that it needs. The stored wish, with its number.

        With an `assignee` (see `act`) it is given to them in the same commit. Raises InvalidInput, NotAllowed, StoreError.
        """
        self.require("wish.record")
        if assignee is not None:
            self.require("wish.assign")
        document = self.drafted(fields)
        with self.begin("wish.record") as transaction:
            return self.put(transaction, document, assignee=assignee)

    def drafted(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """A new wish of these fields, complete but for its number. Raises InvalidInput."""
        self.known_fields("wishes", fields, _BY_WORKFLOW)
        recorded_on = fields.get("recorded_on") or self.today.isoformat()
        document = self.checked(
            "wishes", {**fields, "recorded_on": recorded_on, "number": f"{self.today.year}-0000"}
        )
        self._known_category(document["category"])
        day, limits = date.fromisoformat(document["recorded_on"]), self.limits
        if day > self.today:
            raise InvalidInput({"recorded_on": Message("This day has not come yet.")})
        if document["due"] is None:
            due = due_for(document["urgency"], day, self.store.calendar, document["category"], limits)
            document["due"] = due.on.isoformat()
        elif document["due"] < document["recorded_on"]:
            raise InvalidInput({"due": Message("The due date lies before the day it was recorded.")})
        document["accept_by"] = accept_by(day, self.store.calendar, limits).isoformat()
        return document

    def deadlines(self, urgency: Urgency | None, category: str, due: str | None) -> list[date]:
        """The days by which a wish that is recorded today is to be accepted and, without `due`, fulfilled."""
        found = [accept_by(self.today, self.store.calendar, self.limits)]
        if due is None:
            found.append(
                due_for(urgency or "normal", self.today, self.store.calendar, category, self.limits).on
            )
        return found

    def insert(
        self,
        transaction: Transaction,
        fields: Mapping[str, Any],
        *,
        assignee: Mapping[str, Any] | str | None = None,
    ) -> Stored:
        """`record` within a transaction of which it is a part; the right is asked for with that."""
        return self.put(transaction, self.drafted(fields), assignee=assignee)

    def put(
        self,
        transaction: Transaction,
        document: Mapping[str, Any],
        *,
        assignee: Mapping[str, Any] | str | None = None,
    ) -> Stored:
        """Number and store what `drafted` gave, within a transaction of which that is a part."""
        year = self.today.year
        number = number_after(transaction.highest("wishes", "number", f"{year:04d}-"), year)
        history = [self.event("record", "recorded", "")]
        wish = transaction.insert("wishes", {**document, "number": number, "history": history})
        return (
            wish if assignee is None else self.move(transaction, int(wish["id"]), "assign", assignee=assignee)
        )

    @property
    def limits(self) -> Mapping[str, Any]:
        """What the community promises, in working days."""
        return limits_of(self.store.community)

    def _known_category(self, code: str) -> None:
        """Raises InvalidInput for a category that the community does not have."""
        offered = categories(self.store.community)
        if code not in offered:
            names = [Message(label) for label in offered.values()]
            raise InvalidInput(
                {"category": Message("Choose one of: {expected}.", {"expected": listed(names)})}
            )

    def edit(self, id: int, fields: Mapping[str, Any], *, base_version: Stored | None = None) -> Merged:
        """Change plain fields of a wish; `base_version` is the stored wish that the editor saw.

        Raises InvalidInput, NotAllowed, NotFound, StoreConflict, StoreError.
        """
        self.require("wish.edit")
        self.known_fields("wishes", fields, _BY_WORKFLOW)
        current = base_version or self.store.wishes.find_stored(id)
        if current is None:
            raise NotFound(Message("This wish is no longer there."))
        checked = self.checked("wishes", {**current, **fields, "history": []})
        changed = {f: checked[f] for f in fields if checked[f] != current.get(f)}
        if "category" in changed:
            self._known_category(changed["category"])
        if changed.get("recorded_on", "") > self.today.isoformat():
            raise InvalidInput({"recorded_on": Message("This day has not come yet.")})
        due = checked["due"] if {"due", "recorded_on"} & changed.keys() else None
        if due is not None and due < checked["recorded_on"]:
            raise InvalidInput({"due": Message("The due date lies before the day it was recorded.")})
        with self.begin("wish.edit") as transaction:
            wish = transaction.read("wishes", id)
            if not changed:
                return Merged(wish, ())
            event = self.event("edit", wish["state"], ", ".join(sorted(changed)))
            return transaction.update(
                "wishes", id, changed, added={"history": [event]}, base_version=base_version
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
        solved: bool | None = None,
        review_on: str | None = None,
        into: int | None = None,
        assists: Sequence[Mapping[str, Any] | str] | None = None,
    ) -> Stored:
        """Take a wish one step on (`assign`, `complete`, `merge` ...); the stored wish after it.

        `assignee` is a record `{kind, id, name}` or a name, `into` the id of the wish to merge into;
        `assists` are those who help the assignee, in place of those who did.
        Raises WrongState, which says what is missing, InvalidInput, NotAllowed, NotFound, StoreError.
        """
        self.require(f"wish.{action}")
        _ = self.store.wishes.model  # loaded before the lock is taken
        with self.begin(f"wish.{action}") as transaction:
            return self.move(
                transaction, id, action, note=note, assignee=assignee, due=due, outcome=outcome, rating=rating,
                solved=solved, review_on=review_on, into=into, assists=assists,
            )  # fmt: skip

    def move(
        self,
        transaction: Transaction,
        id: int,
        action: str,
        *,
        note: str = "",
        assignee: Mapping[str, Any] | str | None = None,
        due: str | None = None,
        outcome: str | None = None,
        rating: int | None = None,
        solved: bool | None = None,
        review_on: str | None = None,
        into: int | None = None,
        assists: Sequence[Mapping[str, Any] | str] | None = None,
    ) -> Stored:
        """The same within a transaction of which the step is a part; the right is asked for with that."""
        holder = self.assignee(assignee) if isinstance(assignee, str) else assignee
        given = {
            "note": note, "reason": note, "assignee": holder, "outcome": outcome, "rating": rating,
            "review_on": review_on, "into": into,
        }  # fmt: skip
        wish = transaction.read("wishes", id)
        complaint = workflow.WORKFLOW.check(action, wish["state"], {k: v for k, v in given.items() if v})
        if complaint:
            raise WrongState(complaint)
        if review_on and review_on <= self.today.isoformat():
            raise InvalidInput({"review_on": Message("This day must still be to come.")})
        fields: dict[str, Any] = {
            "state": workflow.state_after(action, wish),
            **_set_by(action, wish, self.today),
        }
        if action == "reopen":
            fields["accept_by"] = accept_by(self.today, self.store.calendar, self.limits).isoformat()
        if holder:
            fields["assignee"] = dict(holder)
            if assists is not None:
                helpers = [self.assignee(one) if isinstance(one, str) else dict(one) for one in assists]
                fields["assists"] = [h for h in helpers if h["name"] != holder["name"]]
        set_here = {
            "due": due or None, "outcome": outcome, "rating": rating, "solved": solved, "review_on": review_on,
        }  # fmt: skip
        fields.update({name: value for name, value in set_here.items() if value is not None})
        said = note or outcome or (holder["name"] if holder else "")
        if into is not None:
            fields["merged_into"] = into
            said = self._merge(transaction, wish, into)
        elif action == "unmerge":
            said = self._unmerge(transaction, wish)
        elif action == "void":
            stand_alone(transaction, wish)
            off_agendas(transaction, id)
        checked = self.checked("wishes", {**wish, **fields, "history": []})
        fields = {f: checked[f] for f in fields}
        event = self.event(action, fields["state"], said)
        return transaction.update("wishes", id, fields, added={"history": [event]}).document

    def _merge(self, transaction: Transaction, wish: Stored, into: int) -> str:
        """Tell the wish that another goes into, and keep who was behind that; the other's number."""
        try:
            other = transaction.read("wishes", into)
        except NotFound as error:
            raise InvalidInput({"into": Message("There is no such wish.")}) from error
        if into == wish["id"] or other["state"] == "merged":
            raise InvalidInput(
                {"into": Message("A wish can be merged only into another that stands by itself.")}
            )
        asking = [name for name in (wish.get("resident"), *(wish.get("supporters") or ())) if name]
        supporters = [*(other.get("supporters") or ()), *asking]
        event = self.event("merge_in", other["state"], f"{wish['number']} {wish['title']}")
        transaction.update("wishes", into, {"supporters": supporters}, added={"history": [event]})
        return str(other["number"])

    def _unmerge(self, transaction: Transaction, wish: Stored) -> str:
        """Take the residents of `wish` from the one it went into; the other's number."""
        other = transaction.read("wishes", wish["merged_into"])
        number, visited = str(other["number"]), {int(wish["id"])}
        names = [wish.get("resident"), *(wish.get("supporters") or ())]
        # What it went into may have gone into another since: they went along, and come back along.
        while int(other["id"]) not in visited:
            visited.add(int(other["id"]))
            supporters = list(other.get("supporters") or ())
            for name in names:
                if name in supporters:
                    supporters.remove(name)
            event = self.event("unmerge", other["state"], str(wish["number"]))
            transaction.update(
                "wishes", int(other["id"]), {"supporters": supporters}, added={"history": [event]}
            )
            if other["state"] != "merged" or not other.get("merged_into"):
                break
            other = transaction.read("wishes", other["merged_into"])
        return number

    def comment(self, id: int, text: str) -> Stored:
        """Add a word to a wish's history. Raises InvalidInput, NotAllowed, NotFound, StoreError."""
        self.require("wish.comment")
        if not text.strip():
            raise InvalidInput({"note": Message("Write the comment.")})
        with self.begin("wish.comment") as transaction:
            return self._noted(transaction, transaction.read("wishes", id), "comment", text.strip(), {})

    def support(self, id: int, resident: str) -> Stored:
        """One more resident is behind a wish. Raises InvalidInput, NotAllowed, NotFound, StoreError."""
        self.require("wish.support")
        name = resident.strip()
        if not name:
            raise InvalidInput({"resident": Message("Say who.")})
        with self.begin("wish.support") as transaction:
            wish = transaction.read("wishes", id)
            if name in {wish.get("resident"), *(wish.get("supporters") or ())}:
                raise InvalidInput(
                    {"resident": Message("{name} is behind this wish already.", {"name": name})}
                )
            fields = {"supporters": [*(wish.get("supporters") or ()), name]}
            return self._noted(transaction, wish, "support", name, fields)

    def _noted(
        self, transaction: Transaction, wish: Stored, action: str, text: str, fields: Mapping[str, Any]
    ) -> Stored:
        """The wish with `fields`, and a line in its history; its state stays."""
        event = self.event(action, wish["state"], text)
        checked = self.checked("wishes", {**wish, **fields, "history": [event]})
        changed = {name: checked[name] for name in fields}
        added = {"history": checked["history"]}
        return transaction.update("wishes", int(wish["id"]), changed, added=added).document

    def alike(self, title: str, but: int | None = None) -> list[Stored]:
        """Open wishes, and those of the last months, that are likely about the same as `title`."""
        self._compare()
        found = self._alike.most_alike(title, but)
        return [wish for wish in map(self.store.wishes.find_stored, found) if wish is not None]

    def _compare(self) -> None:
        """Have those titles to compare with that a new wish may repeat. Asked at each letter of its title."""
        of = (self.store.wishes.version, self.today)
        if of == self._compared_of:
            return
        since = (self.today - timedelta(_ALIKE_DAYS)).isoformat()
        before, self._compared = self._compared, {int(w["id"]): w for w in self.store.wishes.counted()}
        for id in before.keys() - self._compared.keys():
            self._alike.drop(id)
        another_day = self._compared_of is None or self._compared_of[1] != self.today
        for id, wish in self._compared.items():
            if before.get(id) is not wish or another_day:
                if wish["state"] in OPEN_STATES or wish["recorded_on"] >= since:
                    self._alike.put(id, str(wish["title"]))
                else:
                    self._alike.drop(id)
        self._compared_of = of

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
        """The team or partner that `name` means in any spelling, or (if it is neither) a person of that name."""
        wanted = name.strip()
        kinds: tuple[tuple[str, AssigneeKind], ...] = (("teams", "team"), ("partners", "partner"))
        for table, kind in kinds:
            found = called(self.store.collection(table).stored(), wanted, kind, worst=WHOLE)
            if len(found) == 1:
                return {"kind": kind, "id": found[0]["id"], "name": str(found[0]["name"])}
        return {"kind": "person", "id": None, "name": wanted}

    def event(self, action: str, state: str, note: str) -> dict[str, Any]:
        """A line of a wish's history, now and by this person."""
        return {
            "at": self.store.now.isoformat(timespec="seconds"),
            "by": self.actor.name,
            "action": action,
            "state": state,
            "note": note,
        }


# Finished wishes are compared with new ones for so many days.
_ALIKE_DAYS: Final = 90


def _set_by(action: str, wish: Stored, today: date) -> dict[str, Any]:
    """The fields that a step sets by itself."""
    match action:
        case "complete":
            return {"done_on": today.isoformat(), "review_on": None}
        case "reopen":
            return {"done_on": None, "rating": None, "solved": None}
        case "hand_back":
            return {"assignee": None, "assists": []}
        case "merge":
            return {"before_merge": wish["state"]}
        case "unmerge":
            return {"merged_into": None, "before_merge": None}
        case "hold" | "void" | "restore":
            return {}
    return {"review_on": None}
