"""What is shown of one record in full: labelled lines, made from stored documents; a module a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from tui.errors import Translate
from tui.screens.details.alliance import booking_lines, need_lines, offer_lines, partner_lines
from tui.screens.details.mediation import mediation_lines
from tui.screens.details.meeting import action_lines, meeting_lines
from tui.screens.details.people import home_lines, lesson_lines, volunteer_lines
from tui.screens.details.service import service_lines, session_lines
from tui.screens.details.target import Target
from tui.screens.details.team import team_lines
from tui.screens.details.visit import household_lines, visit_lines
from tui.screens.details.wish import wish_lines
from tui.store import Store
from tui.widgets.detail_view import Line

_Lines = Callable[[Store, Target, datetime, Translate], Iterable[Line]]

_KINDS: Final[Mapping[str, _Lines]] = {
    "wish": wish_lines,
    "session": session_lines,
    "service": service_lines,
    "team": team_lines,
    "meeting": meeting_lines,
    "action": action_lines,
    "household": household_lines,
    "visit": visit_lines,
    "mediation": mediation_lines,
    "volunteer": volunteer_lines,
    "lesson": lesson_lines,
    "home": home_lines,
    "due": home_lines,
    "partner": partner_lines,
    "offer": offer_lines,
    "need": need_lines,
    "booking": booking_lines,
}


def details(store: Store, target: Target, now: datetime, tr: Translate) -> list[Line]:
    """The lines that show `target` in full; empty if it is no longer there."""
    return list(_KINDS[target.kind](store, target, now, tr))
