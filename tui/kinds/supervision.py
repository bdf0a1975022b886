"""The supervision note, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Kind, Place
from tui.language.i18n import N_

SUPERVISION: Final = Kind(
    "supervision",
    N_("supervision note"),
    "supervisions",
    Place("tui.models.supervision:Supervision"),
    fields=(),
    acts=(),
)
