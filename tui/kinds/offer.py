"""The offer, declared."""

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
    headings,
    note,
)
from tui.language.i18n import N_

OFFER: Final = Kind(
    "offer",
    N_("offer"),
    "offers",
    Place("tui.models.alliance:Offer"),
    detail=Place("tui.screens.details.alliance:offer_lines"),
    fields=(
        Field(
            "partner_id",
            N_("partner"),
            "number",
            required=True,
            refers=(Reference("partners"),),
            headings=headings("捐赠单位|捐赠单位（个人）|捐赠人|资源单位|单位名称|捐赠方|捐赠人名字"),
            typed=Typed("--partner", N_("which partner: name or ID"), hint=PICK),
        ),
        Field(
            "kind",
            N_("kind"),
            "choice",
            required=True,
            choices=Place("tui.kinds.words:RESOURCE_KINDS"),
            headings=headings("资源类别|物资类型|捐赠类型|资源类型"),
            typed=Typed("--kind"),
        ),
        Field(
            "title",
            N_("what"),
            most=120,
            required=True,
            headings=headings("物资名称|资源名称|捐赠物品|品名|项目名称"),
            typed=Typed("--title", N_("offer: what")),
        ),
        Field(
            "quantity",
            N_("how much"),
            "number",
            headings=headings("数量|捐赠数量|金额|捐赠金额"),
            typed=Typed("--quantity", N_("how much"), hint=N_("Empty: there is no limit.")),
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
            "until",
            N_("until"),
            "day",
            headings=headings("有效期|截止日期"),
            typed=Typed("--until", N_("offer, appoint: the last day")),
        ),
        Field("state", N_("state"), "choice", choices=Place("tui.kinds.words:OFFER_STATES")),
        note(),
    ),
    derived=(Field("left", N_("left"), "number"),),
    acts=(
        Act("new", "offer.add", form=Place("tui.screens.forms.alliance:new_offer")),
        Act("edit", "offer.edit", form=Place("tui.screens.forms.alliance:edit_offer")),
        Act("cancel", "offer.withdraw", form=Place("tui.screens.forms.alliance:withdraw")),
        Act("book", "room.book", form=Place("tui.screens.forms.room:book")),
        Act("rooms", "room.edit", screen=Place("tui.screens.rooms:rooms_screen")),
    ),
    ledger=(
        "partner_id",
        "title",
        "kind",
        "quantity",
        "unit",
        "until",
        "left",
        "state",
        "note",
    ),
    listed="offers",
)
