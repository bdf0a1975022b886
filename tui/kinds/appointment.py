"""The appointment, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Kind, Place
from tui.language.i18n import N_

APPOINTMENT: Final = Kind(
    "appointment",
    N_("appointment"),
    "appointments",
    Place("tui.models.alliance:Appointment"),
    fields=(),
    acts=(),
)
