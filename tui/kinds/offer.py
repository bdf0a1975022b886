"""The offer, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

OFFER: Final = Kind(
    "offer",
    N_("offer"),
    "offers",
    Place("tui.models.alliance:Offer"),
    detail=Place("tui.screens.details.alliance:offer_lines"),
    fields=(),
    acts=(
        Act("new", "offer.add", form=Place("tui.screens.forms.alliance:new_offer")),
        Act("edit", "offer.edit", form=Place("tui.screens.forms.alliance:edit_offer")),
        Act("cancel", "offer.withdraw", form=Place("tui.screens.forms.alliance:withdraw")),
        Act("book", "room.book", form=Place("tui.screens.forms.room:book")),
        Act("rooms", "room.edit", screen=Place("tui.screens.rooms:rooms_screen")),
    ),
)
