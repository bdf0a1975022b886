"""The service hours, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Kind, Place
from tui.language.i18n import N_

HOURS: Final = Kind(
    "hours",
    N_("service hours"),
    "hours",
    Place("tui.models.hours:ServiceHours"),
    fields=(),
    acts=(),
)
