"""Handing all that a colleague holds to another, in one commit (传帮带)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from tui.desk.use_case import UseCases
from tui.desk.wishes import WishDesk
from tui.language.errors import InvalidInput, Message, WrongState
from tui.rules.people.handover import Held, Tables, held_by, held_in, holders
from tui.rules.people.same_name import same_person
from tui.seats.actor import Actor
from tui.store import Store, Transaction

# Of thousands of wishes few are one person's.
_OF_PERSONS: Final = ("assignee.kind", "person")
# The least room that a note has, that of an action item.
_NOTE_CHARACTERS: Final = 200


class HandoverDesk(UseCases):
    """The use cases of handing over: for staff alone."""

    def __init__(self, store: Store, actor: Actor) -> None:
        super().__init__(store, actor)
        self._wishes = WishDesk(store, actor)

    def held(self, person: str) -> list[Held]:
        """What `person` holds now. Raises NotAllowed."""
        self.require("handover")
        return held_by(person, self._tables())

    def holders(self) -> dict[str, int]:
        """Who holds something, and how much. Raises NotAllowed."""
        self.require("handover")
        return holders(self._tables())

    def hand_over(
        self, frm: str, to: str, *, note: str = "", keys: Collection[str] | None = None
    ) -> list[Held]:
        """Give what `frm` holds to `to`: everything, or that of `keys` (`Held.key`); what was given.

        What somebody else has taken or finished meanwhile is left alone. Each wish keeps the note in
        its history, an action item or mediation in its note if it has room. Raises InvalidInput, WrongState (nothing is held), NotAllowed, StoreError.
        """
        self.require("handover")
        frm, to = frm.strip(), to.strip()
        if not to:
            raise InvalidInput({"to": Message("Say who takes it over.")})
        if same_person(frm, to):
            raise InvalidInput({"to": Message("This is the same person.")})
        with self.begin("handover", {"from": frm, "to": to}) as transaction:
            tables = {name: list(transaction.all(name)) for name in held_in() if name != "wishes"}
            tables["wishes"] = list(transaction.having("wishes", *_OF_PERSONS))
            given = [h for h in held_by(frm, tables) if keys is None or h.key in keys]
            if not given:
                raise WrongState(Message("{name} holds nothing that could be handed over.", {"name": frm}))
            for held in given:
                self._give(transaction, held, frm, to, note.strip())
            return given

    def _give(self, transaction: Transaction, held: Held, frm: str, to: str, note: str) -> None:
        document = transaction.read(held.table, held.id)
        fields: dict[str, Any] = {held.field: to}
        added: dict[str, list[Any]] = {}
        said = f"{frm} > {to} {note}".strip()
        if held.kind == "wish":
            fields = {"assignee": {"kind": "person", "id": None, "name": to}}
            added = {"history": [self._wishes.event("hand_over", document["state"], said)]}
        elif note and held.kind in {"action", "mediation"}:
            noted = "；".join(filter(None, (document["note"], said)))
            if len(noted) <= _NOTE_CHARACTERS:
                fields["note"] = noted
        checked = self.checked(held.table, {**document, **fields, **added})
        fields = {f: checked[f] for f in fields}
        transaction.update(held.table, held.id, fields, added={f: checked[f] for f in added})

    def _tables(self) -> Tables:
        tables = {name: self.store.collection(name).stored() for name in held_in() if name != "wishes"}
        return {"wishes": self.store.wishes.having(*_OF_PERSONS), **tables}
