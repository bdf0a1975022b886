"""The partner, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import (
    CALLED,
    PICK,
    Act,
    Field,
    Kind,
    Place,
    Typed,
    headings,
    note,
    phone,
)
from tui.language.i18n import N_

PARTNER: Final = Kind(
    "partner",
    N_("partner"),
    "partners",
    Place("tui.models.partner:Partner"),
    detail=Place("tui.screens.details.alliance:partner_lines"),
    fields=(
        Field(
            "name",
            N_("partner"),
            most=60,
            required=True,
            headings=headings("单位名称|名称|商户名称|企业名称|店名"),
            typed=Typed("--name", N_("add, appoint: the name")),
        ),
        Field(
            "kind",
            N_("kind"),
            "choice",
            required=True,
            choices=Place("tui.kinds.words:PARTNER_KINDS"),
            headings=headings("单位性质|单位类型|性质|单位类别"),
            typed=Typed("--kind", hint=PICK),
        ),
        Field("count", N_("count"), "number"),
        Field(
            "resources",
            N_("known for"),
            "list",
            headings=headings("可提供资源|资源内容|资源清单|可提供服务"),
            typed=Typed(
                "--resources",
                N_("add: what it is known for, with commas between"),
                hint=N_("With commas between."),
            ),
        ),
        Field(
            "contact",
            N_("contact"),
            headings=headings("联系人|单位联系人"),
            typed=Typed("--contact", N_("add: whom to ask for there"), hint=N_("Whom to ask for there.")),
        ),
        phone("联系电话|电话|联系方式", option_help=CALLED),
        note(),
    ),
    acts=(
        Act("new", "partner.add", form=Place("tui.screens.forms.alliance:new_partner")),
        Act("edit", "partner.edit", form=Place("tui.screens.forms.alliance:edit_partner")),
        Act(
            "assign",
            "offer.add",
            label=N_("add offer"),
            tooltip=N_("Add what the partner offers."),
            form=Place("tui.screens.forms.alliance:new_offer"),
        ),
        Act("appoint", "committee.appoint", form=Place("tui.screens.forms.alliance:appoint")),
        Act("book", "room.book", form=Place("tui.screens.forms.room:book")),
        Act("rooms", "room.edit", screen=Place("tui.screens.rooms:rooms_screen")),
    ),
    ledger=(
        "name",
        "kind",
        "contact",
        "phone",
        "resources",
        "note",
    ),
    listed="partners",
)
