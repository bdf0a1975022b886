"""The common ground of all use cases."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from tui.language.errors import InvalidInput, Message, NotAllowed
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

    def begin(
        self, use_case: str, about: Mapping[str, Any] | None = None
    ) -> AbstractContextManager[Transaction]:
        """The transaction of a use case. Raises NotAllowed before anything is locked."""
        self.require(use_case)
        return self.store.transaction(by=self.actor.name, seat=self.actor.seat, action=use_case, about=about)

    def checked(self, table: str, document: Mapping[str, Any]) -> dict[str, Any]:
        """`document` with typed input brought into stored form. Raises InvalidInput."""
        stand_in = {"id": 1, "rev": 1, "created_at": self.store.now.isoformat(),
                    "updated_at": self.store.now.isoformat()}  # fmt: skip
        model = parsed(self.store.collection(table).model, {**stand_in, **document})
        return {k: v for k, v in model.stored().items() if k not in stand_in}

    def known_fields(self, table: str, fields: Mapping[str, Any], fixed: frozenset[str]) -> None:
        """Raises InvalidInput for a field that the model does not have or that cannot be set so."""
        names = [n for n in self.store.collection(table).model.model_fields if n not in fixed | _FIXED]
        errors = {
            name: Message(
                "There is no field «{name}» to set. The fields are: {names}.",
                {"name": name, "names": ", ".join(names)},
            )
            for name in fields
            if name not in names
        }
        if errors:
            raise InvalidInput(errors)


_FIXED = frozenset({"id", "rev", "created_at", "updated_at"})
