"""The common ground of all use cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from tui.desk.soundness import missing, out_of_reach, still_named
from tui.kinds import registry
from tui.kinds.declaration import ATTACHED
from tui.kinds.registry import BOOKKEEPING
from tui.language.errors import InvalidInput, Message, NotAllowed, WrongState, listed
from tui.rules.calendar.years import FIRST_YEAR, LAST_YEAR
from tui.rules.privacy.rights import may, not_granted
from tui.seats.actor import Actor
from tui.store import Store, Transaction, parsed


class UseCases:
    """What the use cases share: the right to do them, the transaction, the day."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self.store = store
        self.actor = actor

    @property
    def today(self) -> date:
        """The day at the desk."""
        return self.store.now.date()

    def allowed(self, use_case: str) -> bool:
        """Whether this actor may do `use_case`."""
        return may(self.actor.role, use_case)

    def require(self, use_case: str) -> None:
        """Raises NotAllowed if this actor may not do `use_case`."""
        if not self.allowed(use_case):
            raise NotAllowed(not_granted(self.actor.role))

    @contextmanager
    def begin(self, use_case: str, about: Mapping[str, Any] | None = None) -> Iterator[Transaction]:
        """The transaction of a use case. Raises NotAllowed before anything is locked.

        At its end everything that was put names only what is there, and nothing that goes is named by what
        stays: colleagues add and take back at the same time. Raises InvalidInput, WrongState; then nothing is
        kept.
        """
        self.require(use_case)
        by, seat = self.actor.name, self.actor.seat
        with self.store.transaction(by=by, seat=seat, action=use_case, about=about) as transaction:
            yield transaction
            errors = {
                one.field: Message("This is not on record any more; somebody took it back.")
                for one in missing(transaction)
            }
            for field, day in out_of_reach(transaction):
                years = {"date": day, "first": FIRST_YEAR, "last": LAST_YEAR}
                errors[field] = Message("{date} is outside of the years {first} to {last}.", years)
            if errors:
                raise InvalidInput(errors)
            if still_named(transaction):  # only undo takes records away
                raise WrongState(
                    Message("Something was added to this record since; it cannot be undone any more.")
                )

    def checked(self, table: str, document: Mapping[str, Any]) -> dict[str, Any]:
        """`document` with typed input brought into stored form. Raises InvalidInput."""
        now = self.store.now.isoformat()
        stand_in = {"id": 1, "rev": 1, "created_at": now, "updated_at": now}
        stored: dict[str, Any] = parsed(self.store.collection(table).model, {**stand_in, **document}).stored()
        for field in stand_in:
            del stored[field]
        return stored

    def known_fields(self, table: str, fields: Mapping[str, Any], fixed: frozenset[str]) -> None:
        """Raises InvalidInput for a field that the model does not have or that cannot be set so."""
        known = self.store.collection(table).model.model_fields
        kept = fixed | BOOKKEEPING | _OF_OTHERS
        if all(name in known and name not in kept for name in fields):
            return
        names = [name for name in known if name not in kept]
        errors = {
            name: Message(
                "There is no field «{name}» to set. The fields are: {names}.",
                {"name": name, "names": listed(_called(table, names))},
            )
            for name in fields
            if name not in names
        }
        raise InvalidInput(errors)


def _called(table: str, names: Sequence[str]) -> list[Message]:
    """The fields of a table with their labels, each with the name by which it is set."""
    fields = registry.stored_kind(table).field
    labels = ((name, getattr(fields(name), "label", "")) for name in names)
    return [
        Message("{label} ({typed})", {"label": Message(label), "typed": name}) if label else Message(name)
        for name, label in labels
    ]


# Set by the import of calendars, and by the use cases of attachments.
_OF_OTHERS = frozenset({"sequence", ATTACHED})
