"""What a handle's grant lets through: which changes it may commit, and what it sees of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from tui.engine.changes import Change, Entry
from tui.language.errors import Message, NotAllowed
from tui.rules.privacy.rights import Grant, Write

# Makes of a stored document, or of some of its fields, what may be seen of them.
View = Callable[[Mapping[str, Any]], dict[str, Any]]

_NOT_GRANTED: Final = Message("This seat may not do that. Ask the staff of the community.")


def not_granted() -> NotAllowed:
    """The error for a handle that asks for more than its grant."""
    return NotAllowed(_NOT_GRANTED)


def require_granted(changes: Iterable[Change], grant: Grant) -> None:
    """Raises NotAllowed if `grant` does not let one of the changes through."""
    if not all(grant.may_write(change.table, _kind(change)) for change in changes):
        raise not_granted()


def _kind(change: Change) -> Write:
    if change.now is None:
        return "remove"
    return "add" if change.was is None else "change"


def view_of(grant: Grant) -> View | None:
    """How a handle with this grant sees documents: None for as they are, otherwise without contacts."""
    if not grant.masked:
        return None
    from tui.rules.privacy.masking import masked  # noqa: PLC0415 - most seats need none of it

    return masked


def viewed(entry: Entry, view: View) -> Entry:
    """`entry` with the fields of each change as `view` gives them."""
    return entry._replace(changes=tuple(change.through(view) for change in entry.changes))


def without_tables(entry: Entry, hidden: frozenset[str]) -> Entry:
    """`entry` without its changes to hidden tables; if none is left, its number and time alone."""
    kept = tuple(change for change in entry.changes if change.table not in hidden)
    if kept or not entry.changes:
        return entry._replace(changes=kept)
    return Entry(entry.seq, entry.at, "", "", "", (), {})
