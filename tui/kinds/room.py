"""The room, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Kind, Place
from tui.language.i18n import N_

ROOM: Final = Kind(
    "room",
    N_("room"),
    "rooms",
    Place("tui.models.room:Room"),
    fields=(),
    acts=(),
)
