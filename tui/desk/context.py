"""DeskContext: who works at which store, and in which language. No screen and no command line here."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from tui.language.i18n import Translator

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.desk.quick import QuickEntry
    from tui.seats.actor import Actor
    from tui.store import Store


class DeskContext:
    """What screens, forms, deeds and commands are handed.

    The use cases load pydantic and all models, so they are made when the first is asked for: a start needs none.
    """

    def __init__(self, store: Store, actor: Actor, tr: Translator) -> None:
        self.store = store
        self.actor = actor
        self.tr = tr

    def become(self, actor: Actor, tr: Translator) -> None:
        """Replace the actor and the translator: the user has changed their name or language."""
        self.actor, self.tr = actor, tr
        self.__dict__.pop("desk", None)
        self.__dict__.pop("quick_entry", None)

    @cached_property
    def desk(self) -> Desk:
        """The use cases."""
        from tui.desk.desk import Desk  # noqa: PLC0415 - not on the way to the first screen

        return Desk(self.store, self.actor)

    @cached_property
    def quick_entry(self) -> QuickEntry:
        """What reads and keeps lines of quick entry."""
        from tui.desk.quick import QuickEntry  # noqa: PLC0415 - as the use cases

        return QuickEntry(self.desk)

    @property
    def now(self) -> datetime:
        """The time at the desk, aware."""
        return self.store.now

    @property
    def today(self) -> date:
        """The day at the desk."""
        return self.store.now.date()
