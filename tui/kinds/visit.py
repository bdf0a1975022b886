"""The visit, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

VISIT: Final = Kind(
    "visit",
    N_("visit"),
    "visits",
    Place("tui.models.visit:Visit"),
    detail=Place("tui.screens.details.visit:visit_lines"),
    refusal=Place("tui.queries.visiting:why_not_visited"),
    fields=(),
    acts=(
        Act("new", "visit.record", form=Place("tui.screens.forms.visit:new")),
        Act("visit_wish", "visit.wish", form=Place("tui.screens.forms.visit:wish")),
        Act("step", "visit.follow_up", form=Place("tui.screens.forms.visit:follow_up")),
        Act("edit", "visit.edit", form=Place("tui.screens.forms.visit:edit")),
    ),
)
