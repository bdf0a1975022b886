"""The mediation, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

MEDIATION: Final = Kind(
    "mediation",
    N_("mediation"),
    "mediations",
    Place("tui.models.mediation:Mediation"),
    detail=Place("tui.screens.details.mediation:mediation_lines"),
    refusal=Place("tui.queries.visiting:why_not_visited"),
    fields=(),
    acts=(
        Act("new", "mediation.open", form=Place("tui.screens.forms.mediation:new")),
        Act("step", "mediation.session", form=Place("tui.screens.forms.mediation:step")),
        Act("complete", "mediation.close", form=Place("tui.screens.forms.mediation:close")),
        Act("edit", "mediation.edit", form=Place("tui.screens.forms.mediation:edit")),
    ),
)
