"""The service, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Act, Kind, Place
from tui.language.i18n import N_

SERVICE: Final = Kind(
    "service",
    N_("service"),
    "services",
    Place("tui.models.service:Service"),
    detail=Place("tui.screens.details.service:service_lines"),
    fields=(),
    acts=(
        Act("new", "service.add", form=Place("tui.screens.forms.service:new")),
        Act("edit", "service.edit", form=Place("tui.screens.forms.service:edit")),
        Act("days", "service.edit", form=Place("tui.screens.forms.service_days:edit")),
    ),
)
