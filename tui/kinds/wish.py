"""The wish, declared."""

from __future__ import annotations

from typing import Final

from tui.kinds.declaration import (
    ASKERS_ADDRESS,
    ASKERS_COMPOUND,
    ASKERS_PHONE,
    ATTACH,
    COLLEAGUE,
    NEW_LINE,
    PICK,
    Act,
    Field,
    Kind,
    Place,
    Reference,
    Typed,
    address,
    attachments,
    compound,
    headings,
    phone,
)
from tui.language.i18n import N_

# Who holds a wish or helps: a team or a partner on record, one of the four parties, a person by name.
_HOLDER: Final = (
    Field("kind", "", "choice", required=True, choices=Place("tui.kinds.words:ASSIGNEE_KINDS")),
    Field(
        "id",
        "",
        "number",
        refers=(
            Reference("teams", when=("kind", "team")),
            Reference("partners", when=("kind", "partner")),
            Reference("volunteers", when=("kind", "person")),
        ),
    ),
    Field("name", most=60, required=True, refers=(Reference(COLLEAGUE, when=("kind", "person")),)),
)

WISH: Final = Kind(
    "wish",
    N_("wish"),
    "wishes",
    Place("tui.models.wish:Wish"),
    columns=Place("tui.screens.lists.wish:wish_columns"),
    detail=Place("tui.screens.details.wish:wish_lines"),
    refusal=Place("tui.queries.refusals:wish"),
    counts=Place("tui.rules.wishes.order:counts"),
    fields=(
        Field("number", N_("number"), "code", required=True),
        Field(
            "title",
            N_("wish"),
            most=120,
            required=True,
            headings=headings(
                "诉求内容|诉求标题|工单标题|事项标题|事项|心愿内容|微心愿|诉求主题|标题|报修内容|反映问题|问题|主要内容|诉求事项|投诉标题|居民诉求|问题描述|咨询事项|来访事由|咨询内容|来访事项"
            ),
            typed=Typed(
                "--title",
                N_("the wish in one line"),
                "title",
                hint=N_("In one line, as the resident put it. The only field that must be filled in."),
            ),
        ),
        Field(
            "resident",
            N_("resident"),
            personal="name",
            headings=headings(
                "居民姓名|姓名|诉求人|居民|求助人员|来电人|反映人|投诉人|报修人|业主姓名|诉求联系人|诉求姓名|申请人姓名|来访人|联系人|反映人姓名"
            ),
            typed=Typed(
                "--resident",
                N_("who it came from"),
                "who",
                hint=N_("Who it came from, if they want to be named."),
            ),
        ),
        phone(ASKERS_PHONE, hint=N_("Only if they want to be called back.")),
        compound(ASKERS_COMPOUND, part="place"),
        address(ASKERS_ADDRESS, part="place"),
        Field(
            "channel",
            N_("came by"),
            "choice",
            choices=Place("tui.kinds.words:CHANNELS"),
            headings=headings(
                "来源|诉求渠道|诉求来源|来源渠道|受理渠道|办件来源|案件来源|反映渠道|问题来源|反映方式"
            ),
            typed=Typed("--channel", N_("how it came in"), hint=PICK),
        ),
        Field(
            "category",
            N_("category"),
            "choice",
            most=20,
            choices=Place("tui.rules.wishes.categories:categories"),
            headings=headings("诉求类别|问题类别|诉求类型|类别|事项类别|事项大类|诉求分类|案件大类|问题类型"),
            typed=Typed("--category", N_("what it is about"), "category", hint=PICK),
        ),
        Field(
            "urgency",
            N_("urgency"),
            "choice",
            choices=Place("tui.kinds.words:URGENCIES"),
            headings=headings("紧急程度|是否紧急|缓急程度|轻重缓急"),
            typed=Typed("--urgency", N_("how urgent it is"), "urgency", hint=PICK),
        ),
        Field(
            "due",
            N_("due"),
            "day",
            headings=headings(
                "区交办办结期限|完成时限|办理时限|办结期限|处理时限|承诺完成时间|处理截至时间|限办日期"
            ),
            typed=Typed(
                "--due",
                N_("when it is due: 2026-12-01, tomorrow, fri, +3"),
                "date",
                hint=N_("Empty: set by urgency and working days. Or: tomorrow, fri, 12-01, +3."),
            ),
        ),
        Field(
            "detail",
            N_("detail"),
            "note",
            headings=headings("诉求内容|事项描述|详细描述|具体内容|诉求详情|主要内容|问题描述|诉求说明"),
            typed=Typed("--detail", N_("more about it"), hint=NEW_LINE),
        ),
        Field(
            "state",
            N_("state"),
            "choice",
            choices=Place("tui.kinds.words:WISH_STATES"),
            headings=headings("办理状态|工单状态|状态|办理情况|办件状态|处理状态|办结情况|是否办结"),
        ),
        Field(
            "recorded_on",
            N_("day recorded"),
            "day",
            required=True,
            headings=headings(
                "受理日期|登记时间|受理时间|日期|登记日期|区交办时间|来电时间|诉求时间|反映时间|发布时间|投诉时间|报修时间|创建时间|派发时间|接单时间|接待日期|接待时间|来访时间|来访日期|咨询日期|咨询时间"
            ),
        ),
        Field("accept_by", "", "day"),
        Field(
            "review_on",
            N_("review"),
            "day",
            typed=Typed("--review", N_("hold: when to look at it again"), form="day", at="step"),
        ),
        Field(
            "assignee",
            N_("held by"),
            "part",
            parts=_HOLDER,
            headings=headings(
                "责任队伍|承办单位|办理单位|责任人|主责部门|责任部门|承办人|处理人|主办单位|认领单位"
            ),
            typed=Typed("--to", N_("assign: a team, a partner or a person"), "assignee", at="assign"),
        ),
        Field(
            "assists",
            N_("helped by"),
            "list",
            parts=_HOLDER,
            typed=Typed("--assist", N_("assign: who helps them; may be repeated"), at="assign"),
        ),
        Field("supporters", N_("behind it"), "list", personal="named"),
        Field(
            "outcome",
            N_("outcome"),
            "note",
            headings=headings("办理结果|处理结果|办理情况|处理情况|办理意见|答复内容|回复内容"),
            typed=Typed(
                "--outcome",
                N_("complete: what was done"),
                hint=N_("What was done, in a sentence."),
                at="complete",
            ),
        ),
        Field(
            "done_on",
            N_("done"),
            "day",
            headings=headings("办结日期|办结时间|完成日期|解决时间|处理时间|报修结束时间"),
        ),
        Field(
            "solved",
            N_("solved?"),
            "yes_no",
            headings=headings("是否解决|解决情况|是否化解"),
            typed=Typed(
                "--solved",
                N_("rate: whether it is solved"),
                hint=N_("Is it really done, in the resident's eyes?"),
                at="rate",
            ),
        ),
        Field(
            "rating",
            N_("rating"),
            "number",
            headings=headings("满意度|是否满意|群众满意度|评价|居民评价|回访满意度|评价星级"),
            typed=Typed(
                "--rating",
                N_("rate: how satisfied the resident is"),
                hint=N_("Arrows choose, or type the number."),
                at="rate",
            ),
        ),
        Field(
            "merged_into",
            N_("merged into"),
            "number",
            refers=(Reference("wishes"),),
            typed=Typed("--into", N_("merge: the wish that it goes into"), form="into", at="step"),
        ),
        Field("before_merge", "", "choice", choices=Place("tui.kinds.words:WISH_STATES")),
        Field("visit_id", N_("heard at"), "number", refers=(Reference("visits"),)),
        Field(
            "history",
            N_("history"),
            "list",
            parts=(
                Field("at", "", "time", required=True),
                Field("by", required=True, personal="colleague"),
                Field("action", "", "code", required=True),
                Field("state", "", "choice", required=True, choices=Place("tui.kinds.words:WISH_STATES")),
                Field("note", "", "note"),
            ),
        ),
        attachments(),
    ),
    derived=(Field("days_left", N_("days left"), "number"),),
    acts=(
        Act("new", "wish.record", form=Place("tui.screens.forms.wish:new")),
        Act(
            "edit",
            "wish.edit",
            form=Place("tui.screens.forms.wish:edit"),
            many=True,
            together=Place("tui.screens.forms.many_wishes:edit"),
        ),
        Act(
            "assign",
            "wish.assign",
            form=Place("tui.screens.forms.wish:assign"),
            many=True,
            together=Place("tui.screens.forms.many_wishes:assign"),
        ),
        Act("match", "wish.assign", form=Place("tui.screens.forms.wish:match")),
        Act(
            "complete",
            "wish.complete",
            form=Place("tui.screens.forms.wish:complete"),
            many=True,
            together=Place("tui.screens.forms.many_wishes:complete"),
        ),
        Act("rate", "wish.rate", form=Place("tui.screens.forms.wish:rate")),
        Act(
            "step",
            "wish.comment",
            form=Place("tui.screens.forms.wish:step"),
            many=True,
            together=Place("tui.screens.forms.many_wishes:step"),
        ),
        Act(
            "agenda",
            "meeting.agenda",
            deed=Place("tui.desk.deeds:wish_to_agenda"),
            said=N_("It is on the next meeting's agenda."),
            many=True,
        ),
        Act("reopen", "wish.reopen", form=Place("tui.screens.forms.wish:reopen")),
        Act(
            "cancel",
            "wish.void",
            label=N_("make void"),
            tooltip=N_(
                "The wish was recorded by mistake: it is kept with the reason, and out of all figures."
            ),
            form=Place("tui.screens.forms.void_wish:void"),
            many=True,
            together=Place("tui.screens.forms.void_wish:void_several"),
        ),
        Act("supervise", "wish.supervise", form=Place("tui.screens.forms.wish:supervise"), many=True),
        ATTACH,
    ),
    ledger=(
        "number",
        "recorded_on",
        "channel",
        "resident",
        "phone",
        "compound",
        "address",
        "category",
        "urgency",
        "title",
        "detail",
        "assignee",
        "due",
        "state",
        "days_left",
        "outcome",
        "done_on",
        "solved",
        "rating",
    ),
    listed="wishes",
)
