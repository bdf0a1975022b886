"""The booking, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

BOOKING: Final = Kind(
    "booking",
    N_("booking"),
    "bookings",
    Place("tui.models.room:Booking"),
    detail=Place("tui.screens.details.alliance:booking_lines"),
    fields=(),
    acts=(
        Act("new", "room.book", form=Place("tui.screens.forms.room:book")),
        Act("edit", "room.move", form=Place("tui.screens.forms.room:move")),
        Act("cancel", "room.cancel", form=Place("tui.screens.forms.room:cancel")),
        Act("rooms", "room.edit", screen=Place("tui.screens.rooms:rooms_screen")),
    ),
)
