"""The team, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

TEAM: Final = Kind(
    "team",
    N_("team"),
    "teams",
    Place("tui.models.team:Team"),
    columns=Place("tui.screens.lists.team:team_columns"),
    detail=Place("tui.screens.details.team:team_lines"),
    fields=(),
    acts=(
        Act("new", "team.add", form=Place("tui.screens.forms.team:new")),
        Act("edit", "team.edit", form=Place("tui.screens.forms.team:edit")),
        Act(
            "step",
            "team.roster",
            label=N_("roster"),
            tooltip=N_("Change roles and joining dates of the team's people."),
            form=Place("tui.screens.forms.team:roster"),
        ),
    ),
)
