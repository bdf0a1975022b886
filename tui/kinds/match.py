"""The delivery, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Kind, Place
from tui.language.i18n import N_

MATCH: Final = Kind(
    "match",
    N_("delivery"),
    "matches",
    Place("tui.models.alliance:Match"),
    fields=(),
    acts=(),
)
