"""The mediation, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import (
    ATTACH,
    COLLEAGUE,
    PICK,
    Act,
    Field,
    Kind,
    Place,
    Reference,
    Typed,
    attachments,
    headings,
    note,
)
from tui.language.i18n import N_

MEDIATION: Final = Kind(
    "mediation",
    N_("mediation"),
    "mediations",
    Place("tui.models.mediation:Mediation"),
    detail=Place("tui.screens.details.mediation:mediation_lines"),
    refusal=Place("tui.queries.visiting:why_not_visited"),
    fields=(
        Field(
            "title",
            N_("dispute"),
            most=120,
            required=True,
            headings=headings(
                "纠纷概况|案件标题|矛盾纠纷简要情况|纠纷简要情况|纠纷内容|纠纷事由|纠纷名称|主要矛盾"
            ),
            typed=Typed("--title", N_("add: what it is about"), hint=N_("What it is about, in one line.")),
        ),
        Field(
            "kind",
            N_("kind"),
            "choice",
            choices=Place("tui.kinds.words:MEDIATION_KINDS"),
            headings=headings("纠纷类别|调解类别|纠纷类型|类型|矛盾类型"),
            typed=Typed("--kind", N_("add: which kind"), hint=PICK),
        ),
        Field(
            "parties",
            N_("parties"),
            "list",
            personal="name",
            headings=headings(
                "当事人概况|当事人|当事人姓名|双方当事人|当事人（甲方/乙方）|甲方|申请人|被申请人|纠纷当事人"
            ),
            typed=Typed(
                "--party",
                N_("add: a party; may be repeated"),
                hint=N_("With commas between. Only the staff sees them."),
            ),
        ),
        Field(
            "mediator",
            N_("mediator"),
            headings=headings("调解人员|调解员|调解人|承办人|责任人|主持调解员"),
            refers=(Reference(COLLEAGUE),),
            typed=Typed("--mediator", N_("add: who mediates, if somebody else")),
        ),
        Field(
            "place",
            N_("place"),
            headings=headings("调解地点|地点|发生地点"),
            typed=Typed("--place", N_("add: where")),
        ),
        Field(
            "opened_on",
            N_("opened"),
            "day",
            headings=headings("受理时间|受理日期|登记日期|排查时间|日期"),
            typed=Typed("--on", N_("add, session: when, if not today")),
            past=True,
        ),
        Field(
            "sessions",
            N_("sessions"),
            "list",
            parts=(
                Field("on", N_("date"), "day", required=True, past=True),
                Field("by", N_("mediator"), personal="colleague"),
                Field("note", N_("what came of it"), "note"),
            ),
        ),
        Field(
            "state",
            N_("ended"),
            "choice",
            choices=Place("tui.kinds.words:MEDIATION_STATES"),
            headings=headings("调处结果|调解结果|化解情况|状态|化解结果|是否化解"),
            typed=Typed("--state", hint=N_("Arrows choose, or type the word."), at="complete"),
        ),
        Field(
            "agreement",
            N_("agreement"),
            "note",
            headings=headings("协议内容|调解协议|达成协议情况"),
            typed=Typed(
                "--note",
                form="words",
                hint=N_("What was agreed; or why not, or to whom it was referred."),
                at="complete",
            ),
        ),
        Field("reason", N_("reason"), "note", typed=Typed("--note", form="words", at="complete")),
        Field(
            "closed_on",
            N_("ended"),
            "day",
            headings=headings("结案时间|化解时间|调解时间|办结日期|达成协议时间"),
        ),
        Field(
            "follow_up_on",
            N_("follow-up"),
            "day",
            typed=Typed("--follow-up", N_("close: when to ask whether it holds")),
        ),
        Field("follow_up_by", N_("held by"), refers=(Reference(COLLEAGUE),)),
        Field("followed_up_on", N_("done"), "day"),
        Field(
            "outcome",
            N_("outcome"),
            "note",
            headings=headings("跟踪反馈情况|回访情况|履行情况"),
            typed=Typed("--note", hint=N_("Whether the agreement holds, in a sentence."), at="step"),
        ),
        note(N_("add: a note; session, follow-up: what came of it; close: the agreement, or the reason")),
        attachments(),
    ),
    acts=(
        Act("new", "mediation.open", form=Place("tui.screens.forms.mediation:new")),
        Act(
            "step",
            "mediation.session",
            label=N_("talks"),
            tooltip=N_("Record what was said between the parties."),
            form=Place("tui.screens.forms.mediation:step"),
        ),
        Act(
            "complete",
            "mediation.close",
            label=N_("close the case"),
            tooltip=N_("How the dispute ended."),
            form=Place("tui.screens.forms.mediation:close"),
        ),
        Act("edit", "mediation.edit", form=Place("tui.screens.forms.mediation:edit")),
        ATTACH,
    ),
    ledger=(
        "opened_on",
        "kind",
        "title",
        "parties",
        "place",
        "mediator",
        "state",
        "agreement",
        "closed_on",
        "outcome",
        "note",
    ),
    listed="mediations",
)
