"""Who is the same person: joined and parted by hand."""

from __future__ import annotations

from tui.desk.use_case import UseCases
from tui.kinds.record import Stored
from tui.rules.people.same_person import Record


class PersonDesk(UseCases):
    """What the staff says of two records that bear one name. Undo takes it back."""

    def join(self, name: str, one: Record, other: Record) -> Stored:
        """Both records are of the same person. Raises NotAllowed, InvalidInput, StoreError."""
        return self._say("person.join", name, one, other, together=True)

    def part(self, name: str, one: Record, other: Record) -> Stored:
        """The record `other` is of somebody else than `one`. Raises NotAllowed, InvalidInput, StoreError."""
        return self._say("person.part", name, one, other, together=False)

    def _say(self, use_case: str, name: str, one: Record, other: Record, *, together: bool) -> Stored:
        self.require(use_case)
        fields = {"name": name, "one": _written(one), "other": _written(other), "together": together}
        document = self.checked("identities", fields)
        with self.begin(use_case) as transaction:
            return transaction.insert("identities", document)


def _written(record: Record) -> str:
    return f"{record[0]} {record[1]}"
