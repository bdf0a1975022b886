"""Supervision notes to the community as a whole, and the answers to all of them."""

from __future__ import annotations

from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.language.errors import InvalidInput, Message, WrongState


class NoteDesk(UseCases):
    """The use cases of supervision notes (督办); one on a wish is left by `WishDesk.supervise`."""

    def add(self, text: str) -> Stored:
        """Leave a note to the community. Raises InvalidInput, NotAllowed, StoreError."""
        self.require("note.add")
        if not text.strip():
            raise InvalidInput({"note": Message("Say what the community is asked to do.")})
        checked = self.checked("supervisions", {"text": text, "by": self.actor.name})
        with self.begin("note.add") as transaction:
            return transaction.insert("supervisions", checked)

    def answer(self, id: int, text: str) -> Stored:
        """Answer a note. Raises InvalidInput, WrongState, NotAllowed, NotFound, StoreError."""
        self.require("note.answer")
        if not text.strip():
            raise InvalidInput({"answer": Message("Say what is answered.")})
        given = {"answer": text, "answered_by": self.actor.name, "answered_on": self.today.isoformat()}
        with self.begin("note.answer") as transaction:
            note = transaction.read("supervisions", id)
            if note.get("answer"):
                raise WrongState(Message("This note is answered already."))
            checked = self.checked("supervisions", {**note, **given})
            changed = {name: checked[name] for name in given}
            return transaction.update("supervisions", id, changed).document
