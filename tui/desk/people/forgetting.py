"""Forgetting a person, for good: what `xingfu forget` does, from the person's page."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from tui.desk.use_case import UseCases
from tui.engine.forgetting import Forgotten, ToForget, Told
from tui.language.errors import InvalidInput, Message
from tui.rules.people.same_person import Record
from tui.rules.privacy.removal import plain_name

__all__ = ["ForgettingDesk", "Forgotten", "ToForget"]

_USE_CASE: Final = "store.forget"


class ForgettingDesk(UseCases):
    """Counted first, then done. Undo does not take it back."""

    def counted(self, name: str, phones: Collection[str], others: Collection[Record]) -> ToForget:
        """Whom to forget, and from which records they would go; `others` are records of somebody else of that name.

        Reads everything: for a thread. Raises NotAllowed, NotFound, StoreError.
        """
        self.require(_USE_CASE)
        apart = frozenset((table, str(id)) for table, id in others)
        return self.store.to_forget(name, Told(frozenset(phones), apart))

    def named(self, whom: ToForget, name: str, typed: str) -> None:
        """Raises InvalidInput if `typed` is not the name, on record as `name`, of who is to be forgotten."""
        if plain_name(typed) != whom.removal.name:
            why = Message("This is not the name. Type «{name}».", {"name": name})
            raise InvalidInput({"name": why})

    def forget(self, whom: ToForget) -> Forgotten:
        """Remove the person everywhere. For a thread. Raises NotAllowed, StoreError."""
        self.require(_USE_CASE)
        return self.store.forget(whom, by=self.actor.name, seat=self.actor.seat)
