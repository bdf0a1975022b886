"""The partner, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

PARTNER: Final = Kind(
    "partner",
    N_("partner"),
    "partners",
    Place("tui.models.partner:Partner"),
    detail=Place("tui.screens.details.alliance:partner_lines"),
    fields=(),
    acts=(
        Act("new", "partner.add", form=Place("tui.screens.forms.alliance:new_partner")),
        Act("edit", "partner.edit", form=Place("tui.screens.forms.alliance:edit_partner")),
        Act("appoint", "committee.appoint", form=Place("tui.screens.forms.alliance:appoint")),
        Act("book", "room.book", form=Place("tui.screens.forms.room:book")),
        Act("rooms", "room.edit", screen=Place("tui.screens.rooms:rooms_screen")),
    ),
)
