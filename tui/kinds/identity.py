"""The statement that two records are of one person, or of two: declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Field, Kind, Place
from tui.language.i18n import N_

IDENTITY: Final = Kind(
    "identity",
    N_("same person"),
    "identities",
    Place("tui.models.identity:Identity"),
    fields=(
        Field("name", N_("name"), most=60, required=True, personal="name"),
        Field("one", N_("record"), "code", required=True),
        Field("other", N_("other record"), "code", required=True),
        Field("together", N_("same person"), "yes_no"),
    ),
    searched=False,
)
