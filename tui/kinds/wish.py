"""The wish, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

WISH: Final = Kind(
    "wish",
    N_("wish"),
    "wishes",
    Place("tui.models.wish:Wish"),
    columns=Place("tui.screens.lists.wish:wish_columns"),
    detail=Place("tui.screens.details.wish:wish_lines"),
    refusal=Place("tui.queries.refusals:wish"),
    fields=(),
    acts=(
        Act("new", "wish.record", form=Place("tui.screens.forms.wish:new")),
        Act("edit", "wish.edit", form=Place("tui.screens.forms.wish:edit")),
        Act("assign", "wish.assign", form=Place("tui.screens.forms.wish:assign")),
        Act("match", "wish.assign", form=Place("tui.screens.forms.wish:match")),
        Act("complete", "wish.complete", form=Place("tui.screens.forms.wish:complete")),
        Act("rate", "wish.rate", form=Place("tui.screens.forms.wish:rate")),
        Act("step", "wish.comment", form=Place("tui.screens.forms.wish:step")),
        Act(
            "agenda",
            "meeting.agenda",
            deed=Place("tui.desk.deeds:wish_to_agenda"),
            said=N_("It is on the next meeting's agenda."),
        ),
        Act("reopen", "wish.reopen", form=Place("tui.screens.forms.wish:reopen")),
        Act("supervise", "wish.supervise", form=Place("tui.screens.forms.wish:supervise")),
    ),
)
