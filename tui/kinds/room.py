"""The room, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

ROOM: Final = Kind(
    "room",
    N_("room"),
    "rooms",
    Place("tui.models.room:Room"),
    fields=(),
    acts=(
        Act("new", "room.add", form=Place("tui.screens.forms.room:new_room")),
        Act("edit", "room.edit", form=Place("tui.screens.forms.room:edit_room")),
    ),
)
