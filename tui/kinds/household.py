"""The household, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

HOUSEHOLD: Final = Kind(
    "household",
    N_("household"),
    "households",
    Place("tui.models.household:Household"),
    detail=Place("tui.screens.details.visit:household_lines"),
    refusal=Place("tui.queries.visiting:why_not_visited"),
    fields=(),
    acts=(
        Act("complete", "visit.record", form=Place("tui.screens.forms.visit:record")),
        Act("visit_wish", "visit.wish", form=Place("tui.screens.forms.visit:wish")),
        Act("step", "visit.follow_up", form=Place("tui.screens.forms.visit:follow_up")),
        Act("new", "household.add", form=Place("tui.screens.forms.visit:new_household")),
        Act("edit", "household.edit", form=Place("tui.screens.forms.visit:edit_household")),
    ),
)
