"""The visit, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import (
    ATTACH,
    COLLEAGUE,
    Act,
    Field,
    Kind,
    Place,
    Reference,
    Typed,
    attachments,
    headings,
)
from tui.language.i18n import N_

# What comes of a visit is also done from the household.
AFTER_A_VISIT: Final = (
    Act("visit_wish", "visit.wish", form=Place("tui.screens.forms.visit:wish")),
    Act(
        "step",
        "visit.follow_up",
        label=N_("follow up"),
        tooltip=N_("What was promised at a visit has been done."),
        form=Place("tui.screens.forms.visit:follow_up"),
    ),
)

VISIT: Final = Kind(
    "visit",
    N_("visit"),
    "visits",
    Place("tui.models.visit:Visit"),
    detail=Place("tui.screens.details.visit:visit_lines"),
    refusal=Place("tui.queries.visiting:why_not_visited"),
    fields=(
        Field(
            "household_id",
            N_("household"),
            "number",
            required=True,
            refers=(Reference("households", about=True),),
            headings=headings("姓名|被访者姓名|户主姓名|户主|走访对象|老人姓名|被走访人|被访户"),
            typed=Typed(
                part="who",
                form="household",
                hint=N_("Type a name or pinyin initials. A new name is put on the list; e says more of it."),
            ),
        ),
        Field(
            "heard",
            N_("heard"),
            "note",
            headings=headings(
                "反映的需求、问题和建议|走访内容|反映问题|反映的问题|走访情况|居民诉求|家庭情况|走访记录|存在问题"
            ),
            typed=Typed(
                "--heard",
                N_("add: what was heard"),
                "title",
                hint=N_("What was heard. A wish is recorded afterwards: h on the visit or the household."),
            ),
        ),
        Field(
            "follow_up_on",
            N_("follow-up"),
            "day",
            headings=headings("下次走访时间|回访时间|回访日期"),
            typed=Typed(
                "--follow-up",
                N_("add: when to look after what was promised"),
                hint=N_("When to look after what was promised, if anything was."),
            ),
        ),
        Field(
            "on",
            N_("date"),
            "day",
            required=True,
            headings=headings("时间|走访时间|走访日期|入户时间|日期|探访时间"),
            typed=Typed("--on", N_("add: when, if not today"), "date"),
            past=True,
        ),
        Field(
            "by",
            N_("visited by"),
            most=60,
            required=True,
            personal="colleague",
            headings=headings("走访人|走访者|走访人员|网格员|探访人|入户人员"),
            typed=Typed("--by", N_("add: who visited, if somebody else"), "who"),
            refers=(Reference(COLLEAGUE),),
        ),
        Field("follow_up_by", N_("held by"), refers=(Reference(COLLEAGUE),)),
        Field("followed_up_on", N_("done"), "day"),
        Field(
            "outcome",
            N_("outcome"),
            "note",
            headings=headings("处理结果|办理情况|解决情况|处理情况"),
            typed=Typed(
                "--note",
                N_("follow-up: what came of it"),
                hint=N_("What came of it, in a sentence."),
                at="step",
            ),
        ),
        Field("wish_ids", N_("wish"), "list", refers=(Reference("wishes"),)),
        attachments(),
    ),
    acts=(
        Act("new", "visit.record", form=Place("tui.screens.forms.visit:new")),
        *AFTER_A_VISIT,
        Act("edit", "visit.edit", form=Place("tui.screens.forms.visit:edit")),
        ATTACH,
    ),
    ledger=(
        "on",
        "household_id",
        "by",
        "heard",
        "wish_ids",
        "follow_up_on",
        "outcome",
    ),
    listed="visits",
)
