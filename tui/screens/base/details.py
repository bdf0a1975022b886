"""The lines that show a record in full, as its kind says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import cast

from tui.kinds import registry
from tui.kinds.declaration import load
from tui.kinds.record import Target
from tui.language.errors import Translate
from tui.store import Store
from tui.widgets.detail_view import DetailLine

_Lines = Callable[[Store, Target, datetime, Translate], Iterable[DetailLine]]


def details(store: Store, target: Target, now: datetime, tr: Translate) -> list[DetailLine]:
    """The lines that show `target` in full; empty if it is no longer there."""
    place = registry.kind(target.kind).detail
    return list(cast("_Lines", load(place))(store, target, now, tr)) if place else []
