"""The export, declared: what the audit trail keeps of a ledger that left the desk."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Field, Kind, Place
from tui.language.i18n import N_

EXPORT: Final = Kind(
    "export",
    N_("export"),
    "exports",
    Place("tui.models.export:Export"),
    fields=(
        Field("what", N_("ledger"), "code", required=True),
        Field("purpose", N_("purpose"), "choice", required=True, choices=Place("tui.kinds.ledgers:PURPOSES")),
        Field("format", N_("format"), "code"),
        Field("rows", N_("records"), "number", required=True),
        Field("columns", N_("columns"), "list"),
        Field("start", N_("first day"), "day"),
        Field("end", N_("last day"), "day"),
        Field("by", N_("by whom"), personal="colleague"),
        Field("number", N_("number"), "code"),
        Field("about", N_("of which record"), "code"),
    ),
    searched=False,
)
