"""The way from a record to the page of whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.screen import Screen

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.record import Target
from tui.language.errors import Message, NotAllowed, WrongState
from tui.queries.person import names_in, record_of
from tui.queries.sessions import stored_session
from tui.rules.people.same_person import Record
from tui.rules.privacy.rights import RIGHTS, not_granted
from tui.screens.person import PersonScreen
from tui.screens.person_choice import PersonChoice


def page_of(context: DeskContext, over: Screen[Any]) -> Screen[Any]:
    """The page of the person named by the record in front of `over`, or the choice between several.

    Raises NotAllowed where names are masked, WrongState where the record names nobody.
    """
    if RIGHTS[context.actor.role].masked:
        raise NotAllowed(not_granted(context.actor.role))
    found = people_of(context, getattr(over, "target", None))
    if not found:
        raise WrongState(Message("The record in front names nobody."))
    if len(found) == 1:
        return PersonScreen(*found[0])

    def opened(name: str, record: Record) -> None:
        over.app.push_screen(PersonScreen(name, record))

    return PersonChoice(found, opened)


def page_named(context: DeskContext, names: Sequence[str]) -> PersonScreen:
    """The page of the first of these people who is on record.

    Raises NotAllowed where names are masked, WrongState where nobody is on record.
    """
    if RIGHTS[context.actor.role].masked:
        raise NotAllowed(not_granted(context.actor.role))
    for name in names:
        record = record_of(context.store, name)
        if record is not None:
            return PersonScreen(name, record)
    raise WrongState(Message("Nobody whom the line names is on record yet."))


def people_of(context: DeskContext, target: Target | None) -> tuple[tuple[str, Record], ...]:
    """The people whom a record names, each with the record by which they are told."""
    if target is None:
        return ()
    store, kind = context.store, registry.kind(target.kind)
    document = (
        stored_session(store, target)
        if target.kind == "session"
        else store.collection(kind.table).find_stored(target.id)
        if kind.table
        else None
    )
    if document is None or not document.get("id"):
        return ()
    return names_in(store, kind.table, document)
