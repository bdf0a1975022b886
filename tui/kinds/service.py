"""The service, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import (
    PICK,
    Act,
    Field,
    Kind,
    Place,
    Reference,
    Typed,
    note,
)
from tui.language.i18n import N_

SERVICE: Final = Kind(
    "service",
    N_("service"),
    "services",
    Place("tui.models.service:Service"),
    detail=Place("tui.screens.details.service:service_lines"),
    fields=(
        Field("name", N_("service"), most=60, required=True, typed=Typed("--name", N_("edit: another name"))),
        Field(
            "rrule",
            N_("recurrence"),
            "code",
            typed=Typed(
                "--when",
                hint=N_(
                    "every friday; last working day of each quarter; a festival; or an RRULE; with «, except holidays» or save, then y. Empty: on request."
                ),
            ),
        ),
        Field(
            "first",
            N_("first day"),
            "day",
            required=True,
            typed=Typed("--first", N_("the first day; otherwise today")),
        ),
        Field(
            "until",
            N_("last day"),
            "day",
            typed=Typed("--until", N_("the last day, of the service, a pause or the dates"), in_form=False),
        ),
        Field("starts", N_("from"), "time", typed=Typed("--starts", N_("from: 9:00, half past 9, 3 pm"))),
        Field("ends", N_("to"), "time", typed=Typed("--ends", N_("to: 11:00"))),
        Field("place", N_("place"), typed=Typed("--place", N_("where"))),
        Field(
            "team_id",
            N_("team"),
            "number",
            refers=(Reference("teams"),),
            typed=Typed("--team", N_("which team: name or ID"), hint=PICK),
        ),
        Field(
            "partner_ids",
            N_("partners"),
            "list",
            refers=(Reference("partners"),),
            typed=Typed("--partners", N_("who helps: names or IDs"), hint=PICK),
        ),
        Field(
            "items",
            N_("items"),
            "list",
            typed=Typed(
                "--items", N_("what can be asked for"), hint=N_("What can be asked for, with ; between.")
            ),
        ),
        Field(
            "cap",
            N_("room for"),
            "number",
            typed=Typed(
                "--cap",
                N_("how many residents a session has room for"),
                hint=N_("How many residents a session has room for; empty: any number."),
            ),
        ),
        Field(
            "at_home",
            N_("at home"),
            "yes_no",
            typed=Typed(
                "--at-home",
                N_("at the residents' homes"),
                hint=N_("Whether the team goes to the residents' homes."),
            ),
        ),
        Field(
            "again_weeks",
            N_("due again after"),
            "number",
            typed=Typed(
                "--again-weeks",
                N_("at home: due again after so many weeks"),
                hint=N_(
                    "Weeks after which somebody who had it at home is due again, and listed with the home service (0). Empty: 4 for haircuts, else never."
                ),
            ),
        ),
        Field(
            "paused",
            N_("paused"),
            "yes_no",
            typed=Typed(hint=N_("Until further notice. For pauses with an end: Esc, then y.")),
        ),
        note(known_as=""),
        Field("festival", N_("recurrence"), "code"),
        Field("festival_offset", N_("recurrence"), "number"),
        Field(
            "on_holiday",
            N_("on holidays"),
            "choice",
            choices=Place("tui.kinds.words:DAY_RULES"),
            typed=Typed(
                "--holiday",
                N_("what becomes of a date on a public holiday"),
                hint=N_("Left and right choose what becomes of a session on a public holiday."),
                at="days",
            ),
        ),
        Field(
            "on_weekend",
            N_("on weekends"),
            "choice",
            choices=Place("tui.kinds.words:DAY_RULES"),
            typed=Typed(
                "--weekend",
                N_("on a weekend"),
                hint=N_(
                    "Left and right choose what becomes of a session on a Saturday or Sunday that is free."
                ),
                at="days",
            ),
        ),
        Field(
            "on_made_up",
            N_("on made-up days"),
            "choice",
            choices=Place("tui.kinds.words:DAY_RULES"),
            typed=Typed(
                "--made-up",
                N_("on a made-up working day"),
                hint=N_("Weekends that are working days (made up for a holiday)."),
                at="days",
            ),
        ),
        Field(
            "months",
            N_("season"),
            "list",
            typed=Typed(
                "--months",
                N_("the season, such as 3-6,9"),
                hint=N_("The season, such as 3-6, 9. Empty: all year."),
                at="days",
            ),
        ),
        Field(
            "pauses",
            N_("pauses"),
            "list",
            typed=Typed(
                hint=N_(
                    "12-01~12-20 and the reason; several with ; between; without an end: 12-01~ and the reason."
                ),
                at="days",
            ),
            parts=(
                Field("first", N_("first day"), "day", required=True),
                Field("until", N_("last day"), "day"),
                Field("reason", N_("reason")),
            ),
        ),
        Field(
            "exdates",
            N_("dates left out"),
            "list",
            typed=Typed(hint=N_("Not held on these days."), at="days"),
        ),
        Field(
            "rdates",
            N_("extra dates"),
            "list",
            typed=Typed(hint=N_("Held on these days as well."), at="days"),
        ),
        Field("plans_from", "", "day"),
        Field("follows_id", N_("follows"), "number", refers=(Reference("services"),)),
        Field("uid", "", "code"),
        Field("sequence", "", "number"),
    ),
    acts=(
        Act("new", "service.add", form=Place("tui.screens.forms.service:new")),
        Act("edit", "service.edit", form=Place("tui.screens.forms.service:edit")),
        Act("days", "service.edit", form=Place("tui.screens.forms.service_days:edit")),
    ),
    listed="services",
)
