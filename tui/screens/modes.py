"""The screens that a key goes to, by the command that does: each is loaded when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from textual.screen import Screen

from tui.kinds.declaration import Place, load

_PLACES: Final[Mapping[str, Place]] = {
    "dashboard": Place("tui.screens.dashboard:DashboardScreen"),
    "services": Place("tui.screens.services:ServicesScreen"),
    "wishes": Place("tui.screens.wishes:WishesScreen"),
    "teams": Place("tui.screens.teams:TeamsScreen"),
    "meetings": Place("tui.screens.meetings:MeetingsScreen"),
    "visits": Place("tui.screens.visits:VisitsScreen"),
    "volunteers": Place("tui.screens.volunteers:VolunteersScreen"),
    "home": Place("tui.screens.home:HomeScreen"),
    "calendar": Place("tui.screens.calendar:CalendarScreen"),
    "feed": Place("tui.screens.feed:FeedScreen"),
    "archive": Place("tui.screens.archive:ArchiveScreen"),
    "trends": Place("tui.screens.trends:TrendsScreen"),
    "alliance": Place("tui.screens.alliance:AllianceScreen"),
}


def _made(place: Place) -> Screen[Any]:
    screen: Screen[Any] = load(place)()
    return screen


MODES: Final[Mapping[str, Callable[[], Screen[Any]]]] = {
    mode: partial(_made, place) for mode, place in _PLACES.items()
}
