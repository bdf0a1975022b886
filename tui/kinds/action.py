"""The action item, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

ACTION: Final = Kind(
    "action",
    N_("action item"),
    "actions",
    Place("tui.models.action:ActionItem"),
    columns=Place("tui.screens.lists.action:action_columns"),
    detail=Place("tui.screens.details.meeting:action_lines"),
    refusal=Place("tui.queries.refusals:action"),
    fields=(),
    acts=(
        Act("new", "action.add", form=Place("tui.screens.forms.action:new")),
        Act("complete", "action.finish", form=Place("tui.screens.forms.action:finish")),
        Act(
            "step",
            "action.step",
            label=N_("step done"),
            tooltip=N_("The next step of the action item is done."),
            deed=Place("tui.desk.deeds:action_step"),
            said=N_("One step further."),
        ),
        Act("edit", "action.edit", form=Place("tui.screens.forms.action:edit")),
        Act(
            "cancel",
            "action.drop",
            label=N_("drop"),
            tooltip=N_("It will not be done; say why."),
            form=Place("tui.screens.forms.action:drop"),
        ),
    ),
)
