"""What was saved here last: the record that is in front from then on, on every screen that lists it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from tui.desk.context import DeskContext
from tui.kinds import registry
from tui.kinds.record import Target
from tui.store import Entry


class Saved(NamedTuple):
    """The commit's number, the records it was about, the one that is meant first, and which of them are new."""

    seq: int
    targets: tuple[Target, ...]
    made: frozenset[Target]


@contextmanager
def commits(context: DeskContext) -> Iterator[list[Entry]]:
    """The list of what is committed meanwhile, here and elsewhere."""
    kept: list[Entry] = []
    end = context.store.subscribe(kept.extend)
    try:
        yield kept
    finally:
        end()


def saved_by(
    context: DeskContext, entries: Iterable[Entry], kind: str = "", target: Target | None = None
) -> Saved | None:
    """What own commits among `entries` were about; `kind` and `target` are those of the form. None: nothing.

    A record that was made and is of that kind comes first, then `target`, then what else was made.
    """
    actor = context.actor
    own = [entry for entry in entries if (entry.by, entry.seat) == (actor.name, actor.seat)]
    if not own:
        return None
    made = [
        Target(registry.stored_kind(change.table).name, int(change.key))
        for entry in own
        for change in entry.changes
        if change.was is None and change.table != "sessions"
    ]
    first = [one for one in made if one.kind == kind]
    known = [target] if target is not None else []
    if not known and not made and len(own) == 1 and len(own[0].changes) == 1:
        # Tables whose documents are in no list, such as the community's settings.
        known = [Target(registry.stored_kind(c.table).name, int(c.key)) for c in own[0].changes]
    return Saved(own[-1].seq, tuple(dict.fromkeys((*first, *known, *made))), frozenset(made))
