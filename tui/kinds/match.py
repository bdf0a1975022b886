"""The delivery, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Field, Kind, Place, Reference, Typed
from tui.language.i18n import N_

MATCH: Final = Kind(
    "match",
    N_("delivery"),
    "matches",
    Place("tui.models.alliance:Match"),
    fields=(
        Field("need_id", N_("need"), "number", required=True, refers=(Reference("needs"),)),
        Field(
            "offer_id",
            N_("offer"),
            "number",
            required=True,
            refers=(Reference("offers"),),
            typed=Typed("--offer", in_form=False),
        ),
        Field(
            "deliveries",
            N_("deliveries"),
            "list",
            parts=(
                Field(
                    "on",
                    N_("date"),
                    "day",
                    required=True,
                    typed=Typed("--on", N_("on which day; otherwise today")),
                    past=True,
                ),
                Field("quantity", N_("how much"), "number", required=True),
                Field("note", N_("note"), typed=Typed("--note")),
                Field("was", "", "number"),
                Field("why", N_("reason"), typed=Typed(hint=N_("Why; it is kept with the old figure."))),
            ),
        ),
    ),
    listed="matches",
)
