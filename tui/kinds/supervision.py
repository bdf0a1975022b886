"""The supervision note, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Field, Kind, Place, Reference, Typed
from tui.language.i18n import N_

SUPERVISION: Final = Kind(
    "supervision",
    N_("supervision note"),
    "supervisions",
    Place("tui.models.supervision:Supervision"),
    fields=(
        Field("wish_id", N_("wish"), "number", required=True, refers=(Reference("wishes", about=True),)),
        Field(
            "text",
            N_("note"),
            "note",
            most=1000,
            required=True,
            typed=Typed(
                form="note",
                hint=N_(
                    "What the community is asked to do. Its board shows this until the wish is finished."
                ),
            ),
        ),
        Field("by", N_("by whom"), personal="colleague"),
    ),
)
