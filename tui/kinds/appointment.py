"""The appointment, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import Field, Kind, Place, Reference, Typed
from tui.language.i18n import N_

APPOINTMENT: Final = Kind(
    "appointment",
    N_("appointment"),
    "appointments",
    Place("tui.models.alliance:Appointment"),
    detail=Place("tui.screens.details.declared:declared_lines"),
    fields=(
        Field(
            "name",
            N_("name"),
            most=60,
            required=True,
            typed=Typed("--name", N_("add, appoint: the name")),
        ),
        Field(
            "partner_id",
            N_("partner"),
            "number",
            refers=(Reference("partners"),),
            typed=Typed("--partner", N_("which partner: name or ID"), in_form=False),
        ),
        Field(
            "team_id",
            N_("team"),
            "number",
            required=True,
            refers=(Reference("teams"),),
            typed=Typed(
                "--team",
                N_("appoint: which team: name or ID"),
                hint=N_("The one before steps down the day before."),
            ),
        ),
        Field("since", N_("since"), "day", typed=Typed("--since", N_("appoint: the first day"))),
        Field(
            "until",
            N_("until"),
            "day",
            typed=Typed("--until", N_("offer, appoint: the last day"), in_form=False),
        ),
        Field("note", N_("note"), typed=Typed("--note", N_("anything worth keeping"))),
    ),
    listed="appointments",
    must_hold=Place("tui.desk.alliance:one_in_office"),
)
