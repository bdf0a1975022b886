"""The need, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import (
    Act,
    Field,
    Kind,
    Place,
    Reference,
    Typed,
    headings,
    note,
)
from tui.language.i18n import N_

NEED: Final = Kind(
    "need",
    N_("need"),
    "needs",
    Place("tui.models.alliance:Need"),
    detail=Place("tui.screens.details.alliance:need_lines"),
    refusal=Place("tui.queries.refusals:need"),
    fields=(
        Field(
            "title",
            N_("need"),
            most=120,
            required=True,
            headings=headings("需求内容|需求名称|需求项目|所需资源"),
            typed=Typed(
                "--title", N_("add: what is needed"), hint=N_("What the community needs, in a line.")
            ),
        ),
        Field(
            "kind",
            N_("kind"),
            "choice",
            required=True,
            choices=Place("tui.kinds.words:RESOURCE_KINDS"),
            headings=headings("资源类别|物资类型|捐赠类型|资源类型"),
            typed=Typed("--kind", N_("goods, rooms, experts, money or time")),
        ),
        Field(
            "quantity",
            N_("how much"),
            "number",
            headings=headings("需求数量|数量"),
            typed=Typed("--quantity", N_("how much")),
        ),
        Field(
            "unit",
            N_("unit"),
            most=12,
            headings=headings("单位|计量单位"),
            typed=Typed(
                "--unit",
                N_("of what: 床, 元, 小时"),
                hint=N_("What it is counted in. Offer and need must be counted alike to be added up."),
            ),
        ),
        Field(
            "by",
            N_("by when"),
            "day",
            headings=headings("需求时间|完成时限|期望时间"),
            typed=Typed("--by", N_("by when")),
        ),
        Field(
            "asked_by",
            N_("who asks"),
            personal="asker",
            headings=headings("需求提出人|提出人|需求单位"),
            typed=Typed(
                "--who",
                N_("who asks"),
                hint=N_("A team, a group or a resident; the street office does not see it."),
            ),
        ),
        Field(
            "wish_id",
            N_("wish"),
            "number",
            refers=(Reference("wishes", about=True),),
            typed=Typed(
                "--wish",
                N_("the wish that it comes from"),
                hint=N_("The wish that it comes from, if there is one."),
            ),
        ),
        Field("state", N_("state"), "choice", choices=Place("tui.kinds.words:NEED_STATES")),
        Field(
            "reason",
            N_("reason"),
            typed=Typed("--note", hint=N_("Why it is not needed any more."), at="cancel"),
        ),
        note(N_("drop: why; otherwise a note")),
    ),
    derived=(Field("delivered", N_("delivered"), "number"),),
    acts=(
        Act("new", "need.add", form=Place("tui.screens.forms.alliance:new_need")),
        Act("edit", "need.edit", form=Place("tui.screens.forms.alliance:edit_need")),
        Act(
            "complete",
            "need.deliver",
            label=N_("deliver"),
            tooltip=N_("What an offer has brought for the need."),
            form=Place("tui.screens.forms.alliance:deliver"),
        ),
        Act(
            "step",
            "need.correct",
            label=N_("correct delivery"),
            tooltip=N_("Correct how much was delivered; the old figure is kept."),
            form=Place("tui.screens.forms.alliance:correct"),
        ),
        Act("cancel", "need.drop", form=Place("tui.screens.forms.alliance:drop"), many=True),
        Act(
            "agenda",
            "meeting.agenda",
            deed=Place("tui.desk.deeds:need_to_agenda"),
            said=N_("It is on the next coordination meeting's agenda."),
            many=True,
        ),
        Act("book", "room.book", form=Place("tui.screens.forms.room:book")),
        Act("rooms", "room.edit", screen=Place("tui.screens.rooms:rooms_screen")),
    ),
    ledger=(
        "title",
        "kind",
        "quantity",
        "unit",
        "by",
        "asked_by",
        "delivered",
        "state",
        "reason",
        "note",
    ),
    listed="needs",
)
