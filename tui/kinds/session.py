"""The session, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

SESSION: Final = Kind(
    "session",
    N_("session"),
    "sessions",
    Place("tui.models.session:Session"),
    columns=Place("tui.screens.lists.session:session_columns"),
    detail=Place("tui.screens.details.service:session_lines"),
    refusal=Place("tui.queries.refusals:session"),
    fields=(),
    acts=(
        Act(
            "confirm",
            "session.confirm",
            deed=Place("tui.desk.deeds:session_confirmed"),
            said=N_("Confirmed."),
        ),
        Act(
            "complete",
            "session.complete",
            label=N_("record it"),
            tooltip=N_("Record how the session went, or correct what was recorded."),
            form=Place("tui.screens.forms.session:complete"),
        ),
        Act("cancel", "session.cancel", form=Place("tui.screens.forms.session:cancel")),
        Act(
            "reopen",
            "session.restore",
            label=N_("plan again"),
            tooltip=N_("The cancelled session takes place after all."),
            deed=Place("tui.desk.deeds:session_restored"),
            said=N_("Planned again."),
        ),
        Act("move", "session.move", form=Place("tui.screens.forms.session_plan:move")),
        Act("count", "session.count", screen=Place("tui.screens.counting:count_screen")),
        Act("sign_up", "session.sign_up", form=Place("tui.screens.forms.session_plan:sign_up")),
        Act("edit", "service.edit", form=Place("tui.screens.forms.service:edit")),
        Act("days", "service.edit", form=Place("tui.screens.forms.service_days:edit")),
        Act("new", "service.add", form=Place("tui.screens.forms.service:new"), bar=False),
    ),
)
