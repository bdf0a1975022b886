"""The meeting, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

MEETING: Final = Kind(
    "meeting",
    N_("meeting"),
    "meetings",
    Place("tui.models.meeting:Meeting"),
    detail=Place("tui.screens.details.meeting:meeting_lines"),
    refusal=Place("tui.queries.refusals:meeting"),
    fields=(),
    acts=(
        Act("new", "meeting.plan", form=Place("tui.screens.forms.meeting:new")),
        Act(
            "confirm",
            "meeting.go",
            label=N_("take minutes"),
            tooltip=N_("Take the minutes as people speak: one line each."),
            screen=Place("tui.screens.entry.meeting:meeting_screen"),
        ),
        Act(
            "complete",
            "meeting.decide",
            label=N_("decide"),
            tooltip=N_("Decide an item of the agenda."),
            form=Place("tui.screens.forms.meeting:decide"),
        ),
        Act(
            "step",
            "meeting.minutes",
            label=N_("minutes"),
            tooltip=N_("Who is there, new matters, what was said; and the end."),
            form=Place("tui.screens.forms.meeting:minutes"),
        ),
        Act("edit", "meeting.edit", form=Place("tui.screens.forms.meeting:edit")),
        Act("cancel", "meeting.cancel", form=Place("tui.screens.forms.meeting:cancel")),
    ),
)
