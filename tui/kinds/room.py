"""The room, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import (
    Act,
    Field,
    Kind,
    Place,
    Typed,
    note,
)
from tui.language.i18n import N_

ROOM: Final = Kind(
    "room",
    N_("room"),
    "rooms",
    Place("tui.models.room:Room"),
    detail=Place("tui.screens.details.declared:declared_lines"),
    fields=(
        Field("name", N_("room"), most=60, required=True, typed=Typed()),
        Field("place", N_("place"), typed=Typed("--place", N_("add: where it is"))),
        Field(
            "seats",
            N_("seats"),
            "number",
            typed=Typed("--seats", N_("add: for how many"), hint=N_("For how many; empty: not known.")),
        ),
        Field("opens", N_("opens"), "time", typed=Typed()),
        Field("closes", N_("closes"), "time", typed=Typed()),
        Field(
            "closed",
            N_("closed"),
            "yes_no",
            typed=Typed(hint=N_("A closed room is not booked any more; what is booked already stays.")),
        ),
        note(N_("add: anything worth keeping"), known_as=""),
    ),
    listed="rooms",
    acts=(
        Act("new", "room.add", form=Place("tui.screens.forms.room:new_room")),
        Act("edit", "room.edit", form=Place("tui.screens.forms.room:edit_room")),
    ),
)
