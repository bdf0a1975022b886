"""The home request, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

DUE: Final = Kind(
    "due",
    N_("home request"),
    "home_requests",
    Place("tui.models.home_request:HomeRequest"),
    columns=Place("tui.screens.lists.home:due_columns"),
    detail=Place("tui.screens.details.people:home_lines"),
    fields=(),
    acts=(
        Act(
            "new",
            "home.request",
            label=N_("again"),
            tooltip=N_("Record a new request of this resident."),
            form=Place("tui.screens.forms.home:again"),
        ),
    ),
)
