"""What is shown of one record in full: labelled lines, made from stored documents; a module a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import cast

from tui.kinds import registry
from tui.kinds.declaration import load
from tui.kinds.record import Target
from tui.language.errors import Translate
from tui.store import Store
from tui.widgets.detail_view import Line

_Lines = Callable[[Store, Target, datetime, Translate], Iterable[Line]]


def details(store: Store, target: Target, now: datetime, tr: Translate) -> list[Line]:
    """The lines that show `target` in full; empty if it is no longer there."""
    place = registry.kind(target.kind).detail
    assert place is not None, f"{target.kind} has no detail"
    return list(cast("_Lines", load(place))(store, target, now, tr))
