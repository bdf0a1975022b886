"""What is shown of one record in full: labelled lines, made from stored documents; a module a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from importlib import import_module
from typing import Final, cast

from tui.kinds.record import Target
from tui.language.errors import Translate
from tui.store import Store
from tui.widgets.detail_view import DetailLine

_Lines = Callable[[Store, Target, datetime, Translate], Iterable[DetailLine]]

# Kind -> where its lines are made. Loaded when the first of a kind is shown: a start needs none.
_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "wish": ("wish", "wish_lines"),
    "session": ("service", "session_lines"),
    "service": ("service", "service_lines"),
    "team": ("team", "team_lines"),
    "meeting": ("meeting", "meeting_lines"),
    "action": ("meeting", "action_lines"),
    "household": ("visit", "household_lines"),
    "visit": ("visit", "visit_lines"),
    "mediation": ("mediation", "mediation_lines"),
    "volunteer": ("people", "volunteer_lines"),
    "lesson": ("people", "lesson_lines"),
    "home": ("people", "home_lines"),
    "due": ("people", "home_lines"),
    "partner": ("alliance", "partner_lines"),
    "offer": ("alliance", "offer_lines"),
    "need": ("alliance", "need_lines"),
    "booking": ("alliance", "booking_lines"),
}


def details(store: Store, target: Target, now: datetime, tr: Translate) -> list[DetailLine]:
    """The lines that show `target` in full; empty if it is no longer there."""
    module, name = _KINDS[target.kind]
    lines = cast("_Lines", getattr(import_module(f"{__name__}.{module}"), name))
    return list(lines(store, target, now, tr))
