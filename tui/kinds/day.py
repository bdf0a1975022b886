"""The day, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

DAY: Final = Kind(
    "day",
    N_("day"),
    "",
    Place(""),
    fields=(),
    acts=(
        Act("view", ""),
        Act("today", ""),
        Act("new", "meeting.plan", form=Place("tui.screens.forms.meeting:new")),
        Act("book", "room.book", form=Place("tui.screens.forms.room:book")),
    ),
)
