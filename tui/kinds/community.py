"""The community, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Kind, Place
from tui.language.i18n import N_

COMMUNITY: Final = Kind(
    "community",
    N_("community"),
    "communities",
    Place("tui.models.community:Community"),
    fields=(),
    acts=(),
)
