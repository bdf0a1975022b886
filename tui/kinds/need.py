"""The need, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

NEED: Final = Kind(
    "need",
    N_("need"),
    "needs",
    Place("tui.models.alliance:Need"),
    detail=Place("tui.screens.details.alliance:need_lines"),
    refusal=Place("tui.queries.refusals:need"),
    fields=(),
    acts=(
        Act("new", "need.add", form=Place("tui.screens.forms.alliance:new_need")),
        Act("edit", "need.edit", form=Place("tui.screens.forms.alliance:edit_need")),
        Act("complete", "need.deliver", form=Place("tui.screens.forms.alliance:deliver")),
        Act(
            "step",
            "need.correct",
            label=N_("correct delivery"),
            tooltip=N_("Correct how much was delivered; the old figure is kept."),
            form=Place("tui.screens.forms.alliance:correct"),
        ),
        Act("cancel", "need.drop", form=Place("tui.screens.forms.alliance:drop")),
        Act(
            "agenda",
            "meeting.agenda",
            deed=Place("tui.desk.deeds:need_to_agenda"),
            said=N_("It is on the next coordination meeting's agenda."),
        ),
        Act("book", "room.book", form=Place("tui.screens.forms.room:book")),
        Act("rooms", "room.edit", screen=Place("tui.screens.rooms:rooms_screen")),
    ),
)
