"""What a handle's grant lets through: which changes it may commit, and what it sees of documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import orjson

from tui.engine.changes import Change, Ending, Entry, difference
from tui.language.errors import Message, NotAllowed
from tui.rules.privacy.rights import Grant, Write

if TYPE_CHECKING:
    from tui.rules.privacy.masking import Mask

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


def mask_of(grant: Grant) -> Mask | None:
    """What masks the documents for a handle with this grant; None for one that sees them as they are."""
    if not grant.masked:
        return None
    from tui.rules.privacy.masking import Mask  # most seats need none of it

    return Mask()


def masked_change(change: Change, mask: Mask, held: Mapping[str, Any] | None) -> Change:
    """`change` as a masked handle may see it; `held` is its document before, masked as well."""
    table, key, changed = change.table, change.key, change.endings
    if not changed or change.was is None or change.now is None:
        return Change(table, key, *mask.change(table, key, change.was, change.now, held))
    known = mask.known(table, key)
    # In one go, so that a name in one field is masked in all others.
    was, now = mask.change(
        table,
        key,
        {**change.was, **{field: list(ending.was) for field, ending in changed.items()}},
        {**change.now, **{field: list(ending.now) for field, ending in changed.items()}},
        held,
    )
    assert was is not None
    assert now is not None
    endings: dict[str, Ending] = {}
    for field, ending in changed.items():
        old, new = was.pop(field), now.pop(field)
        if held is None or mask.known(table, key) == known:
            endings[field] = Ending(ending.start, old, new)
        else:  # the name may stand in what came before it, too
            before = {field: list(held[field][: ending.start])}
            mask.document(table, key, before)
            was[field], now[field] = held[field], [*before[field], *new]
    return Change(table, key, was, now, endings)


def now_of(change: Change) -> Mapping[str, Any]:
    """What is new in a document by a change; of a list that goes on, what was added."""
    return {
        **(change.now or {}),
        **{field: list(ending.now) for field, ending in (change.endings or {}).items()},
    }


def without_news(mask: Mask, tables: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> list[Change]:
    """The changes of masked documents in which residents are named who became known after they were masked."""
    from tui.rules.privacy.known_names import without_names

    news = mask.news()
    found: list[Change] = []
    if news is None:
        return found
    firsts = [first.encode() for first in news.firsts()]
    for table, documents in tables.items():
        for key, document in documents.items():
            # Most documents have none: told ten times as fast from the whole of one.
            whole = orjson.dumps(document)
            if not (any(first in whole for first in firsts) and news.may_stand_in(whole.decode())):
                continue
            after = without_names(document, news)
            if after is not document and (change := difference(table, key, document, after)):
                found.append(change)
    return found


def without_tables(entry: Entry, hidden: frozenset[str]) -> Entry:
    """`entry` without its changes to hidden tables; if none is left, its number and time alone."""
    kept = tuple(change for change in entry.changes if change.table not in hidden)
    if kept or not entry.changes:
        return entry._replace(changes=kept)
    return Entry(entry.seq, entry.at, "", "", "", (), {})
