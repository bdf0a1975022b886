"""The reminder, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import COLLEAGUE, Act, Field, Kind, Place, Reference, Typed
from tui.language.i18n import N_

REMINDER: Final = Kind(
    "reminder",
    N_("reminder"),
    "reminders",
    Place("tui.models.reminder:Reminder"),
    detail=Place("tui.screens.details.declared:declared_lines"),
    refusal=Place("tui.queries.refusals:reminder"),
    fields=(
        Field(
            "title",
            N_("what to remember"),
            most=120,
            required=True,
            typed=Typed("--title", N_("what to remember"), "title"),
        ),
        Field(
            "on",
            N_("date"),
            "day",
            required=True,
            typed=Typed("--on", N_("add: on which day; today where nothing is said"), "date"),
        ),
        Field(
            "at",
            N_("time"),
            "time",
            typed=Typed("--at", N_("add: at what time, such as 10:00"), "date"),
        ),
        Field(
            "owner",
            N_("who is reminded"),
            most=60,
            required=True,
            refers=(Reference(COLLEAGUE),),
            typed=Typed(
                "--owner",
                N_("who is reminded; you yourself where nobody is named"),
                "assignee",
                hint=N_("The line appears on every desk of this person, until it is done."),
            ),
        ),
        Field("state", N_("state"), "choice", choices=Place("tui.kinds.words:REMINDER_STATES")),
        Field("done_on", N_("done"), "day"),
    ),
    acts=(
        Act("new", "reminder.add", form=Place("tui.screens.forms.reminder:new")),
        Act(
            "complete",
            "reminder.finish",
            tooltip=N_("The reminder is done with: its line goes from every desk."),
            deed=Place("tui.screens.forms.reminder:finish"),
            said=N_("Done."),
        ),
        Act("edit", "reminder.edit", form=Place("tui.screens.forms.reminder:edit")),
    ),
    ledger=("on", "at", "title", "owner", "state"),
    listed="reminders",
)
