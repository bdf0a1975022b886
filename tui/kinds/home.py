"""The home request, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

HOME: Final = Kind(
    "home",
    N_("home request"),
    "home_requests",
    Place("tui.models.home_request:HomeRequest"),
    columns=Place("tui.screens.lists.home:home_columns"),
    detail=Place("tui.screens.details.people:home_lines"),
    refusal=Place("tui.queries.refusals_people:home"),
    fields=(),
    acts=(
        Act("new", "home.request", form=Place("tui.screens.forms.home:new")),
        Act("edit", "home.edit", form=Place("tui.screens.forms.home:edit")),
        Act(
            "assign",
            "home.give",
            label=N_("send"),
            tooltip=N_("Say who goes, and on which day."),
            form=Place("tui.screens.forms.home:assign"),
        ),
        Act("match", "home.give", form=Place("tui.screens.forms.home:match")),
        Act(
            "complete",
            "home.complete",
            label=N_("done"),
            tooltip=N_("They were there: what was done, and the hours."),
            form=Place("tui.screens.forms.home:complete"),
        ),
        Act(
            "rate",
            "home.rate",
            label=N_("rate"),
            tooltip=N_("Keep how satisfied the resident is."),
            form=Place("tui.screens.forms.home:rate"),
        ),
        Act(
            "cancel",
            "home.cancel",
            label=N_("cancel"),
            tooltip=N_("Nobody will go; say why."),
            form=Place("tui.screens.forms.home:cancel"),
        ),
        Act(
            "reopen",
            "home.reopen",
            label=N_("reopen"),
            tooltip=N_("Somebody must go again; say why."),
            form=Place("tui.screens.forms.home:reopen"),
        ),
    ),
)
