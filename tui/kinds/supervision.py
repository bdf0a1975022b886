"""The supervision note, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Field, Kind, Place, Reference, Typed
from tui.language.i18n import N_

SUPERVISION: Final = Kind(
    "supervision",
    N_("supervision note"),
    "supervisions",
    Place("tui.models.supervision:Supervision"),
    detail=Place("tui.screens.details.declared:declared_lines"),
    refusal=Place("tui.queries.refusals:supervision"),
    fields=(
        Field("wish_id", N_("wish"), "number", refers=(Reference("wishes", about=True),)),
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
        Field(
            "answer",
            N_("answer"),
            "note",
            most=1000,
            typed=Typed(
                form="answer", hint=N_("What was done, or until when it will be. The street office reads it.")
            ),
        ),
        Field("answered_by", N_("answered by"), personal="colleague"),
        Field("answered_on", N_("answered"), "day"),
    ),
    acts=(
        Act(
            "complete",
            "note.answer",
            label=N_("answer"),
            tooltip=N_("Answer the note; the street office sees it."),
            form=Place("tui.screens.forms.supervision:answer"),
        ),
    ),
)
