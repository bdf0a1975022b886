"""The volunteer, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

VOLUNTEER: Final = Kind(
    "volunteer",
    N_("volunteer"),
    "volunteers",
    Place("tui.models.volunteer:Volunteer"),
    columns=Place("tui.screens.lists.volunteer:volunteer_columns"),
    detail=Place("tui.screens.details.people:volunteer_lines"),
    refusal=Place("tui.queries.refusals_people:volunteer"),
    fields=(),
    acts=(
        Act("new", "volunteer.add", form=Place("tui.screens.forms.volunteer:new")),
        Act("edit", "volunteer.edit", form=Place("tui.screens.forms.volunteer:edit")),
        Act(
            "complete",
            "hours.add",
            label=N_("add hours"),
            tooltip=N_("Record hours that the volunteer gave."),
            form=Place("tui.screens.forms.volunteer:add_hours"),
        ),
        Act(
            "step",
            "hours.correct",
            label=N_("correct hours"),
            tooltip=N_("Correct hours, or take them back; the old figure is kept."),
            form=Place("tui.screens.forms.volunteer:correct_hours"),
        ),
    ),
)
