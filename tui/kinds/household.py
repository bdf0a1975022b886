"""The household, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import (
    ATTACH,
    Act,
    Field,
    Kind,
    Place,
    Typed,
    address,
    attachments,
    compound,
    headings,
    phone,
)
from tui.kinds.visit import AFTER_A_VISIT
from tui.language.i18n import N_

HOUSEHOLD: Final = Kind(
    "household",
    N_("household"),
    "households",
    Place("tui.models.household:Household"),
    detail=Place("tui.screens.details.visit:household_lines"),
    refusal=Place("tui.queries.visiting:why_not_visited"),
    fields=(
        Field(
            "name",
            N_("household"),
            most=60,
            required=True,
            personal="name",
            headings=headings(
                "姓名|户主姓名|户主|老人姓名|被访者姓名|走访对象|居民姓名|被走访人|救助对象姓名"
            ),
            typed=Typed(hint=N_("By whom one visits there. No more is kept than a visit needs.")),
        ),
        Field(
            "flags",
            N_("flags"),
            "list",
            choices=Place("tui.kinds.words:HOUSEHOLD_FLAGS"),
            personal="withheld",
            headings=headings(
                "类型|人员类别|被访者类型|人员类型|对象类别|居住情况|困难类型|是否独居|是否低保|是否残疾"
            ),
            typed=Typed(
                "--flag",
                hint=N_(
                    "What to mind. Type to find, Enter adds or removes, Backspace takes the last one off."
                ),
            ),
        ),
        compound("小区|所属小区"),
        address("住址|居住地址|家庭住址|家庭地址|被访者住址|现住址|详细地址"),
        phone("联系电话|电话|被访者联系电话|联系方式|手机", hint=N_("Only if they want to be called back.")),
        Field(
            "every",
            N_("every n days"),
            "number",
            headings=headings("走访频次|走访周期|探访频次"),
            typed=Typed(
                "--every",
                N_("visit again after so many days"),
                hint=N_("How often a visit is wanted. Empty: as the flags have it."),
            ),
        ),
        Field(
            "note",
            N_("note"),
            "note",
            headings=headings("备注|说明|其他|备注说明"),
            typed=Typed("--note", N_("add, household: anything worth keeping; follow-up: what came of it")),
        ),
        Field(
            "listed",
            N_("on the list"),
            "yes_no",
            typed=Typed(
                "--listed",
                N_("household: no, if they moved away"),
                hint=N_("No: moved away. The visits stay."),
            ),
        ),
        attachments(),
    ),
    derived=(Field("last_on", N_("last visit"), "day"),),
    acts=(
        Act(
            "complete",
            "visit.record",
            label=N_("visited"),
            tooltip=N_("Record a visit to the household."),
            form=Place("tui.screens.forms.visit:record"),
        ),
        *AFTER_A_VISIT,
        Act("new", "household.add", form=Place("tui.screens.forms.visit:new_household")),
        Act("edit", "household.edit", form=Place("tui.screens.forms.visit:edit_household")),
        ATTACH,
    ),
    ledger=(
        "name",
        "flags",
        "compound",
        "address",
        "phone",
        "every",
        "last_on",
        "note",
    ),
    listed="households",
)
