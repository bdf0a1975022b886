"""The lines that show a record in full, as its kind says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import cast

from tui.kinds import registry
from tui.kinds.days import days_of
from tui.kinds.declaration import load
from tui.kinds.record import Target
from tui.language.errors import Translate
from tui.queries.sessions import stored_session
from tui.rules.calendar.unpublished import unpublished_notes
from tui.store import Store
from tui.widgets.columns import Tone
from tui.widgets.detail_view import DetailLine

_Lines = Callable[[Store, Target, datetime, Translate], Iterable[DetailLine]]


def details(store: Store, target: Target, now: datetime, tr: Translate) -> list[DetailLine]:
    """The lines that show `target` in full; empty if it is no longer there."""
    place = registry.kind(target.kind).detail
    lines = list(cast("_Lines", load(place))(store, target, now, tr)) if place else []
    shown = {line.text for line in lines}
    for note in unpublished_notes(_days(store, target), store.calendar, now.date()) if lines else ():
        if (text := note.text(tr)) not in shown:
            lines.append(DetailLine(text, tone=Tone.DIM))
    return lines


def _days(store: Store, target: Target) -> Iterator[date]:
    """The days that a record names."""
    kind = registry.kind(target.kind)
    if target.kind == "session":
        record = stored_session(store, target)
    else:
        record = store.collection(kind.table).find_stored(target.id) if kind.table else None
    if record is not None:
        yield from days_of(kind.table, record)
